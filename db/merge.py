"""Decide what a record says after several machines have edited it.

The log is a set, not a sequence: sticks arrive late, twice, and in any order. So the answer may depend only on *which*
changes are known, never on when they came or what a clock said:

    fold(a | b) == fold(b | a)      order does not matter
    fold(a | a) == fold(a)          receiving twice does not matter
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

import msgspec

from db.ops import BOOK_NO, DELETED, MERGED_INTO, SYSTEM

MISSING: Final = "missing"
ERASED: Final = "erased"


@dataclass(frozen=True, slots=True)
class Op:
    """One op of the record, with the values that are held here.

    `values` lacks a field whose line is missing or erased; `lines` says of each field (audience, group, hash, state)
    where state is "held", MISSING or ERASED.
    """

    name: str
    lamport: int
    kind: str
    over: frozenset[str]
    values: Mapping[str, object]
    lines: Mapping[str, tuple[str, str, str, str]]
    erase: frozenset[str] = frozenset()
    key: int = 0

    def state(self, name: str) -> str:
        """Whether the value of a field that this op sets is held, missing or erased."""
        return self.lines[name][3]


class Cell(NamedTuple):
    """The merged state of one field: the answers that nobody has replaced yet, the provisional winner last."""

    heads: tuple[Op, ...]
    value: object
    state: str
    contested: bool


@dataclass(slots=True)
class Folded:
    """One record after the fold."""

    cells: dict[str, Cell] = field(default_factory=dict)
    deleted: bool = False
    deleted_rivals: tuple[Op, ...] = ()
    book_numbers: tuple[str, ...] = ()

    @property
    def conflicts(self) -> list[str]:
        """Names of the contested fields; `deleted` when a strike-out met an edit that had not seen it."""
        found = [name for name, cell in self.cells.items() if cell.contested]
        return sorted([*found, DELETED] if self.deleted_rivals else found)

    @property
    def values(self) -> dict[str, object]:
        """The value of each field that is held."""
        return {name: cell.value for name, cell in self.cells.items() if cell.state == "held"}

    def names_in(self, state: str) -> list[str]:
        """Fields whose shown head is missing here or erased."""
        return sorted(name for name, cell in self.cells.items() if cell.state == state)


def _rank(op: Op) -> tuple[int, str]:
    # Until a person decides, every machine must show the same answer. The highest Lamport number is arbitrary but
    # shared; a later wall clock would be neither.
    return op.lamport, op.name


def _differ(heads: Sequence[Op], name: str) -> bool:
    # Compared as they stand in the log: to Python, 1 and True are one value.
    return len({msgspec.json.encode(op.values[name], order="sorted") for op in heads if op.state(name) == "held"}) > 1


def _strikes(op: Op) -> bool:
    """Whether an op that sets `deleted` strikes out; without its value line here, its kind says so."""
    return op.values.get(DELETED) is True if op.state(DELETED) == "held" else op.kind == "delete"


def heads_of(name: str, setters: Sequence[Op]) -> tuple[Op, ...]:
    """Return the ops that set the field and that no other op setting it has replaced."""
    # An op may name one that never arrives (revoked, or on a lost stick). Waiting for it would lose an honest edit;
    # a predecessor that comes late is replaced already.
    if len(setters) == 1:
        return tuple(setters)
    replaced = frozenset[str]().union(*(op.over for op in setters))
    return tuple(sorted((op for op in setters if op.name not in replaced), key=_rank))


def erased_lines(erasures: Iterable[Op], ops: Iterable[Op]) -> set[tuple[str, str]]:
    """Return (op name, group) of every line of a record that its valid erasures empty.

    That is every op of the record, valid or not, that does not name the erasure in `over`: also one that comes later
    and one that was written again by somebody who did not know.
    """
    known = list(ops)
    return {
        (op.name, group)
        for erasure in erasures
        for op in known
        for group in erasure.erase
        if op.name != erasure.name and erasure.name not in op.over
    }


def fold(ops: Iterable[Op]) -> Folded:
    """Return the one state that this set of valid ops of one record means."""
    known = sorted({op.name: op for op in ops}.values(), key=_rank)
    setters: dict[str, list[Op]] = {}
    for op in known:
        for name in op.lines:
            setters.setdefault(name, []).append(op)
    result = Folded()
    for name, rivals in setters.items():
        heads = heads_of(name, rivals)
        if not heads:  # a ring needs a hash that contains itself; were it ever found, every machine must still say the same
            heads = (rivals[-1],)
        winner = heads[-1]
        if name == BOOK_NO:
            # A number stands on a receipt that somebody took home: whatever replaced it since, the record keeps it.
            result.book_numbers = tuple(sorted({str(op.values[name]) for op in rivals if op.state(name) == "held"}))
            contested = False
        else:
            contested = name not in (DELETED, MERGED_INTO) and len(heads) > 1 and _differ(heads, name)
        result.cells[name] = Cell(heads, winner.values.get(name), winner.state(name), contested)
    _decide_strike_out(result)
    return result


def _decide_strike_out(result: Folded) -> None:
    cell = result.cells.get(DELETED)
    if cell is None:
        return
    strikes = [op for op in cell.heads if _strikes(op)]
    restores = [op for op in cell.heads if not _strikes(op)]
    edits = {op.name: op for name, other in result.cells.items() if name not in SYSTEM for op in other.heads}
    unseen = [
        edit
        for edit in edits.values()
        if any(edit is not strike and edit.name not in strike.over and strike.name not in edit.over for strike in strikes)
    ]
    result.deleted = bool(strikes)
    if strikes and (unseen or restores):
        rivals = {op.name: op for op in (*strikes, *unseen, *restores)}
        result.deleted_rivals = tuple(sorted(rivals.values(), key=_rank))
        result.deleted = any(op is result.deleted_rivals[-1] for op in strikes)
