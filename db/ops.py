"""Lines of the log: a skeleton that everybody holds, and value lines that travel only where they may.

A line is made once and kept verbatim; nothing is ever re-serialised to check it. `LOG.md` says the bytes.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

import msgspec

Audience = Literal["up", "home", "down"]
OpKind = Literal["set", "delete", "restore", "resolve", "erase", "fact"]
Verdict = Literal["valid", "waiting", "refused"]

START: Final = "0" * 64
"""The `prev` of the first line of a log."""
DELETED: Final = "deleted"
BOOK_NO: Final = "book_no"
LAMPORT_STEP: Final = 2**20
MAX_LINE: Final = 1 << 20


class ValueRef(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What a skeleton says of one of its value lines: never the values themselves."""

    audience: str
    group: str
    fields: list[str]
    hash: str


class Skeleton(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=False):
    """One op as it stands in the log. Field order is the order of the bytes."""

    prev: str
    seq: int
    lamport: int
    at: str
    by: str
    schema: int
    unit: str
    register: str
    record: str
    kind: str
    over: list[str]
    lines: list[ValueRef]
    erase: list[str] = []
    fact: msgspec.Raw = msgspec.Raw(b"")

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
    """Return the bytes of a new line. `fact` and `erase` appear only where they are used."""
    return _ENCODER.encode(skeleton)


def encode_values(salt: str, values: Mapping[str, object]) -> bytes:
    """Return the bytes of a new value line."""
    return _ENCODER.encode(ValueLine(salt, dict(values)))


def _no_twins(pairs: list[tuple[str, object]]) -> dict[str, object]:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise BadLine("a key stands twice")
    return result


def decode_skeleton(line: bytes) -> Skeleton:
    """Read a skeleton of our own making or of another station's.

    Raises:
        BadLine: too long, no JSON object of this shape, a key twice.
    """
    if len(line) > MAX_LINE:
        raise BadLine("the line is too long")
    try:
        if line.count(b'"prev"') > 1 or b'"fact"' in line:
            json.loads(line, object_pairs_hook=_no_twins)
        return _SKELETON.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, ValueError, RecursionError) as error:
        raise BadLine(str(error)) from error


def decode_values(line: bytes) -> ValueLine:
    """Read a value line.

    Raises:
        BadLine: too long or of another shape.
    """
    if len(line) > MAX_LINE:
        raise BadLine("the line is too long")
    try:
        return _VALUES.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadLine(str(error)) from error


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
