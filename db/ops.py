"""Lines of the log: a skeleton that everybody holds, and value lines that travel only where they may.

A line is made once and kept verbatim; nothing is ever re-serialised to check it. `LOG.md` says the bytes.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Final, Literal

import msgspec

Audience = Literal["up", "home", "down"]
OpKind = Literal["set", "delete", "restore", "resolve", "erase", "fact"]
Verdict = Literal["valid", "waiting", "refused"]

START: Final = "0" * 64
"""The `prev` of the first line of a log."""
DELETED: Final = "deleted"
BOOK_NO: Final = "book_no"
MERGED_INTO: Final = "merged_into"
"""Set by the op that strikes a record out because another one of the same thing is kept: that one's id."""
SYSTEM: Final = (DELETED, BOOK_NO, MERGED_INTO)
"""What the program itself writes of a record, beside the fields of its register."""
LAMPORT_STEP: Final = 2**20
MAX_LINE: Final = 1 << 20
DEEPEST: Final = 32
KEPT: Final = "kept"
"""The group that nothing erases."""
_Count = Annotated[int, msgspec.Meta(ge=0, le=2**53)]

NO_FACT: Final = msgspec.Raw(b"")
"""What a line holds that is no fact; left out of the bytes because it is this very object."""


class ValueRef(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What a skeleton says of one of its value lines: never the values themselves."""

    audience: str
    group: str
    fields: list[str]
    hash: str


class Skeleton(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=False):
    """One op as it stands in the log. Field order is the order of the bytes."""

    prev: str
    seq: _Count
    lamport: _Count
    at: str
    by: str
    schema: _Count
    unit: str
    register: str
    record: str
    kind: str
    over: list[str]
    lines: list[ValueRef]
    erase: list[str] = []
    fact: msgspec.Raw = NO_FACT

    @property
    def fields(self) -> list[str]:
        """Names of all fields that the op sets."""
        return [name for line in self.lines for name in line.fields]


class ValueLine(msgspec.Struct, frozen=True, gc=False):
    """The values of one audience and erasure group. The salt keeps an erased value from being guessed by its hash."""

    salt: str
    values: dict[str, object]


_SKELETON: Final = msgspec.json.Decoder(Skeleton)
_VALUES: Final = msgspec.json.Decoder(ValueLine)
_ENCODER: Final = msgspec.json.Encoder()


class BadLine(ValueError):
    """Bytes that are no line of a log."""


def line_hash(line: bytes) -> str:
    """Return the sha256 of a line without its line feed, as 64 hex digits."""
    return hashlib.sha256(line).hexdigest()


def op_name(log: str, seq: int, full_hash: str) -> str:
    """Return the name that other ops use: it names the bytes, so nobody can replace what does not exist yet."""
    return f"{log}/{seq}/{full_hash[:16]}"


def encode_skeleton(skeleton: Skeleton) -> bytes:
    """Return the bytes of a new line. `fact` and `erase` appear only where they are used.

    Raises:
        BadLine: the line would be longer than any reader takes.
    """
    return _bounded(_ENCODER.encode(skeleton))


def encode_values(salt: str, values: Mapping[str, object]) -> bytes:
    """Return the bytes of a new value line.

    Raises:
        BadLine: the line would be too long, or holds a float: those change on their way (numbers are integers or texts).
    """
    if any(isinstance(value, float) for value in values.values()):
        raise BadLine("a number of the log is an integer or a decimal text")
    return _bounded(_ENCODER.encode(ValueLine(salt, dict(values))))


def _bounded(line: bytes) -> bytes:
    if len(line) > MAX_LINE:
        raise BadLine("the line is too long")
    return line


_TEXT: Final = r'"(?:[^"\\\x00-\x1f]|\\.)*"'
_LIST: Final = rf"\[(?:{_TEXT}(?:,{_TEXT})*)?\]"
_REF: Final = rf'\[{_TEXT},{_TEXT},{_LIST},"[0-9a-f]{{64}}"\]'
_HEAD: Final = (
    rf'\{{"prev":"[0-9a-f]{{64}}","seq":\d+,"lamport":\d+,"at":{_TEXT},"by":{_TEXT},"schema":\d+,"unit":{_TEXT},'
    rf'"register":{_TEXT},"record":{_TEXT},"kind":{_TEXT},"over":{_LIST},"lines":\[(?:{_REF}(?:,{_REF})*)?\]'
)
_PLAIN: Final = re.compile((_HEAD + r"\}").encode(), re.DOTALL)
_SHAPE: Final = re.compile((_HEAD + r"[,}]").encode(), re.DOTALL)


_MARKS: Final = re.compile(rb'"(?:[^"\\]|\\.)*"|[\[\]{}]', re.DOTALL)


def _shallow(line: bytes) -> bytes:
    """Return a line whose lists and objects are nested as deep as any reader goes; how deep one can go depends on its caller."""
    depth = 0
    if line.count(b"[") + line.count(b"{") > DEEPEST:
        for found in _MARKS.finditer(line):
            mark = found[0]
            depth += (mark in (b"[", b"{")) - (mark in (b"]", b"}"))
            if depth > DEEPEST:
                raise BadLine("nested too deep")
    return line


def _no_twins(pairs: list[tuple[str, object]]) -> dict[str, object]:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise BadLine("a key stands twice")
    return result


def decode_skeleton(line: bytes) -> Skeleton:
    """Read a skeleton of our own making or of another station's.

    Raises:
        BadLine: too long, too deep, no JSON object with these keys in this order, a key twice.
    """
    _bounded(line)
    try:
        if _PLAIN.fullmatch(line) is None:
            # With the fixed keys in their order a twin can only stand behind them, where `erase`, `fact` and what a
            # newer program adds have their place.
            if _SHAPE.match(line) is None:
                raise BadLine("the keys are not those of a line, in their order")
            json.loads(_shallow(line), object_pairs_hook=_no_twins)
        return _SKELETON.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, ValueError, RecursionError) as error:
        raise BadLine(str(error)) from error


def decode_held(line: bytes) -> Skeleton:
    """Read a skeleton that is kept here: it was looked at when it was taken in."""
    return _SKELETON.decode(line)


def decode_values(line: bytes) -> ValueLine:
    """Read a value line.

    Raises:
        BadLine: too long, too deep or of another shape.
    """
    _shallow(_bounded(line))
    try:
        return _VALUES.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadLine(str(error)) from error


def values_of(line: bytes, fields: list[str]) -> dict[str, object]:
    """Return the values of exactly these fields, the absent ones None.

    Whoever wrote the line signed its hash, not its sense: what is no value line has no values, and what it names beside
    the fields of its skeleton does not count.
    """
    try:
        values = decode_values(line).values
    except BadLine:
        return dict.fromkeys(fields)
    return {name: values.get(name) for name in fields}


@dataclass(frozen=True, slots=True)
class NewOp:
    """What an action asks the log to write. `values` by (audience, group); the log adds chain, counter and salts."""

    unit: str
    register: str
    record: str
    kind: OpKind
    over: tuple[str, ...]
    values: Mapping[tuple[str, str], Mapping[str, object]]
    erase: tuple[str, ...] = ()
    fact: bytes = b""
