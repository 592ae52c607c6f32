"""Divide what one package would carry over several, none larger than asked: for a small stick, a letter box, a message.

Law: a run of lines is never cut, its seal is over all of it. Facts, `have` and receipts stand in every part, so each can be
taken in alone; runs keep their order, and a part that comes too early is held until the one before it comes. Frozen
figures travel with every part whose runs name them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from desktop.errors import Problem
from desktop.exchange.outgoing import Collected, snapshots_named
from desktop.packages.parts import Parts
from desktop.packages.segments import SegmentParts

SLACK: Final = 1024
"""Bytes by which two packages of the same parts may differ: age sets a stanza of random length among the recipients."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """What travels together: a run and the frozen figures that its lines name; without a run, some that a reader asked for."""

    run: SegmentParts | None
    snapshots: dict[str, bytes]

    @property
    def weight(self) -> int:
        """Its bytes before they are packed."""
        lines = len(self.run.lines) + sum(map(len, self.run.values.values())) if self.run else 0
        return 1 + lines + sum(map(len, self.snapshots.values()))


def divide(collected: Collected, size_of: Callable[[Parts], int], most: int) -> list[Collected]:
    """Return the parts of a package, in the order in which they are to be taken in; a run that is larger stands alone.

    Args:
        collected: What the whole would carry.
        size_of: Parts → bytes of their file.
        most: Bytes that a file may have.

    Raises:
        Problem: invalid_value, if what stands in every part is larger already.
    """
    if size_of(collected.parts) + SLACK <= most:
        return [collected]
    frame = replace(collected.parts, segments=tuple(one for one in collected.parts.segments if one.log_kind == "fact"), snapshots={})
    least = size_of(frame) + SLACK
    if least > most:
        raise Problem(
            "invalid_value", f"Cỡ mỗi gói nhỏ quá: giấy chứng nhận và giấy báo nhận trong mỗi gói đã cần {least} byte.", where="--max-size"
        )

    def pack(pieces: Sequence[_Piece]) -> list[Parts]:
        parts = _joined(frame, pieces)
        size = size_of(parts) + SLACK
        if size <= most or len(pieces) < 2:
            return [parts]
        shares = max(2, -(-(size - least) // max(1, most - least)))
        return [one for share in _cut(pieces, shares) for one in pack(share)]

    return [replace(collected, parts=parts) for parts in pack(_pieces(collected.parts))]


def _pieces(parts: Parts) -> list[_Piece]:
    pieces, named = list[_Piece](), set[str]()
    for run in parts.segments:
        if run.log_kind != "fact":
            meant = snapshots_named([run.values]) & parts.snapshots.keys()
            named |= meant
            pieces.append(_Piece(run, {mark: parts.snapshots[mark] for mark in sorted(meant)}))
    asked = [_Piece(None, {mark: body}) for mark, body in parts.snapshots.items() if mark not in named]
    return pieces + asked


def _joined(frame: Parts, pieces: Sequence[_Piece]) -> Parts:
    runs = tuple(one.run for one in pieces if one.run is not None)
    return replace(
        frame, segments=(*frame.segments, *runs), snapshots={mark: body for one in pieces for mark, body in one.snapshots.items()}
    )


def _cut(pieces: Sequence[_Piece], shares: int) -> list[list[_Piece]]:
    """Return the pieces in so many shares of about one weight, at least two: the first and the last piece part."""
    total, passed = sum(one.weight for one in pieces), 0
    cut: list[list[_Piece]] = [[] for _ in range(shares)]
    for one in pieces:
        cut[(2 * passed + one.weight) * shares // (2 * total)].append(one)
        passed += one.weight
    return [share for share in cut if share]
