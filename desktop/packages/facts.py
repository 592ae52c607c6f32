"""The facts of trust as they are found: lines of fact logs, and what a root signed.

Law: facts only accumulate. A fact that cannot be read is kept and carried on with its log, and counts for nothing; who
may give which is judged in `trust`. Statements of a root stand in no log; they travel whole, as facts/root.json.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from desktop.packages import faults, segments, signing, strict_json
from desktop.packages.segments import SegmentParts
from desktop.packages.signing import Statement

LARGEST_ROOT_FACTS = 16 << 20


@dataclass(frozen=True, slots=True)
class FactLine:
    """One line of a fact log: where it stands, what it follows, what it says.

    Attributes:
        log: Name of the fact log, `<station>.fact`.
        seq: Its number.
        hash: Its own hash, 64 hex digits.
        prev: The hash of the line before it.
        statement: The signed fact; None when this version cannot read it.
    """

    log: str
    seq: int
    hash: str
    prev: str
    statement: Statement | None


def fact_line(log: str, seq: int, line_hash: str, skeleton: Mapping[str, Any]) -> FactLine:
    """Return the fact of a parsed skeleton line (`prev` and, for kind fact, `fact` are read)."""
    try:
        statement = signing.from_value(skeleton["fact"]) if skeleton.get("kind") == "fact" else None
    except (strict_json.NotStrict, KeyError):
        statement = None
    return FactLine(log, seq, line_hash, str(skeleton.get("prev", "")), statement)


def facts_of(found: Iterable[SegmentParts]) -> list[FactLine]:
    """Return the facts of the authentic fact-log segments among `found`, e.g. of a package not yet taken.

    Raises:
        Problem: forged, if such a segment is not authentic.
    """
    return [
        fact_line(segment.log, seq, line_hash, msgspec.json.decode(line, type=dict))
        for segment in found
        if segment.log_kind == "fact"
        for seq, line_hash, line in segments.verified_lines(segment)
    ]


def encode_root_facts(statements: Iterable[Statement]) -> bytes:
    """Return facts/root.json: every statement once, ordered by hash, so that equal sets have equal bytes."""
    return strict_json.dumps([one.value() for one in sorted(set(statements), key=lambda one: one.hash)])


def decode_root_facts(raw: bytes) -> tuple[Statement, ...]:
    """Return the statements of facts/root.json, not yet verified; those of purposes that a later version knows too.

    Raises:
        Problem: damaged.
    """
    try:
        value = strict_json.loads(raw, LARGEST_ROOT_FACTS)
        if not isinstance(value, list):
            raise strict_json.NotStrict("không phải danh sách")
        return tuple(signing.from_value(one, foreign=True) for one in value)
    except strict_json.NotStrict as error:
        raise faults.damaged(f"phần chứng nhận {error}", "facts/root.json") from error
