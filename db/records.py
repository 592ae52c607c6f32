"""What the log and the index know of single records: heads, erasures, history, book numbers."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from db.merge import ERASED, Folded, Op, fold
from db.ops import DELETED, SYSTEM
from db.past import Past, past_of
from db.projection import Projector


@dataclass(frozen=True, slots=True)
class Line:
    """One op of a record, for its history."""

    op: str
    at: str
    by: str
    station: str
    author_unit: str
    kind: str
    verdict: str
    values: dict[str, object]
    hidden: tuple[str, ...]
    over: tuple[str, ...]


class Records:
    """Looks at single records through a projector."""

    def __init__(self, projector: Projector) -> None:
        self._projector, self._connection = projector, projector.connection

    def heads(self, unit: str, record: str) -> dict[str, list[str]]:
        """Return the head op names of every field of a record; empty when it has no op yet."""
        return {name: [op.name for op in cell.heads] for name, cell in self.folded(unit, record).cells.items()}

    def over(self, unit: str, record: str, fields: Collection[str]) -> tuple[str, ...]:
        """Return what an op on these fields replaces: their heads, the strike-outs and the erasures that were seen."""
        ops = self._projector.ops_of(unit, record)
        cells = fold(ops).cells
        names = {op.name for field in (*fields, DELETED) if field in cells for op in cells[field].heads}
        return tuple(sorted(names | {op.name for op in ops if op.erase}))

    def all_heads(self, unit: str, record: str) -> tuple[str, ...]:
        """Return every head of a record: what a strike-out has seen."""
        return self.over(unit, record, self.heads(unit, record))

    def erasures(self, unit: str, record: str) -> list[str]:
        """Return the names of the erasures of a record."""
        return [op.name for op in self._projector.ops_of(unit, record) if op.erase]

    def folded(self, unit: str, record: str) -> Folded:
        """Return the record's merged state with all its heads."""
        return fold(self._projector.ops_of(unit, record))

    def find(self, register: str, owners: Sequence[str], text: str, unique: str = "") -> tuple[str, str] | None:
        """Return (unit, id) of a record named by its id or by its unique field, nearest owner first.

        What a nearer owner has corrected or struck out is not found below.
        """
        table = self._projector.words.specs[register].table
        for column in ("_id", unique) if unique else ("_id",):
            for place, owner in enumerate(owners):
                nearer = owners[:place]
                free = f'NOT EXISTS (SELECT 1 FROM "{table}" n WHERE n._id = t._id AND n._unit IN ({", ".join("?" * place)}))'
                asked = f't._unit = ? AND t."{column}" = ? AND t._deleted = 0 AND {free}'
                sql = f'SELECT t._unit, t._id FROM "{table}" t WHERE {asked} ORDER BY t._id LIMIT 1'
                row = self._connection.execute(sql, (owner, text, *nearer)).fetchone()
                if row:
                    return str(row[0]), str(row[1])
        return None

    def owner(self, register: str, owners: Sequence[str] | None, record: str) -> str | None:
        """Return the unit whose record of that id is shown: the nearest of `owners`, or whoever has it."""
        rows = self._connection.execute("SELECT unit FROM rec WHERE register = ? AND id = ? ORDER BY unit", (register, record)).fetchall()
        held = [str(row[0]) for row in rows]
        if owners is None:
            return held[0] if held else None
        return next((owner for owner in owners if owner in held), None)

    def register_of(self, owners: Sequence[str], record: str) -> str | None:
        """Return the register that one of these units knows the id in, drafts included, or None when it is free."""
        marks = ", ".join("?" * len(owners))
        sql = f"SELECT register FROM rec WHERE id = ? AND unit IN ({marks}) LIMIT 1"
        row = self._connection.execute(sql, (record, *owners)).fetchone()
        return str(row[0]) if row else None

    def last_change(self, unit: str, record: str) -> str | None:
        """Return when a record was last changed, as its list shows it; None when the unit has none of that id."""
        row = self._connection.execute("SELECT updated_at FROM rec WHERE unit = ? AND id = ?", (unit, record)).fetchone()
        return str(row[0]) if row and row[0] else None

    def op_names(self, unit: str, record: str) -> set[str]:
        """Return the names of all ops of a record that are held here, whatever the verdict on them."""
        return {one.op.name for one in past_of(self._connection, unit, record)}

    def next_number(self, register: str, unit: str, year: int, series: str) -> int:
        """Return the next number of a series in the book of a unit and year; numbers are never used again."""
        row = self._connection.execute(
            "SELECT max(number) FROM book_number WHERE register = ? AND unit = ? AND year = ? AND series = ?",
            (register, unit, year, series),
        ).fetchone()
        return int(row[0] or 0) + 1

    def unnumbered(self, unit: str, registers: Collection[str]) -> list[tuple[str, str]]:
        """Return (register, id) of completed records that wait for a number, in order of saving."""
        marks = ", ".join("?" * len(registers))
        rows = self._connection.execute(
            f"SELECT r.register, r.id FROM rec r WHERE r.unit = ? AND r.book_no IS NULL AND r.status != 'nhap' AND r.register IN ({marks}) "
            "ORDER BY (SELECT min(l.id) FROM line l WHERE l.record = r.id AND l.unit = r.unit)",
            (unit, *registers),
        )
        return [(str(register), str(record)) for register, record in rows]

    def history(self, unit: str, record: str) -> list[Line]:
        """Return all ops of a record, oldest first, refused and waiting ones included and marked."""
        return [_line(one) for one in past_of(self._connection, unit, record)]

    def erased_fields(self, unit: str, record: str) -> list[str]:
        """Return the fields of a record whose value is erased now."""
        return [name for name in self.folded(unit, record).names_in(ERASED) if name not in SYSTEM]

    def contested(self, unit: str | None) -> list[tuple[str, str, str]]:
        """Return (unit, register, id) of the records that have a conflict."""
        where, arguments = ("AND unit = ?", (unit,)) if unit else ("", ())
        # The plus keeps SQLite from walking all records in the order of their ids instead of the few in the index of conflicts.
        rows = self._connection.execute(f"SELECT unit, register, id FROM rec WHERE conflicts != '[]' {where} ORDER BY +id, unit", arguments)
        return [(str(owner), str(register), str(record)) for owner, register, record in rows]


def _line(past: Past) -> Line:
    op, skeleton = past.op, past.skeleton
    return Line(
        op.name, skeleton.at, skeleton.by, past.station, past.author_unit, op.kind, past.verdict, dict(op.values),
        tuple(sorted(name for name in op.lines if op.state(name) != "held")), tuple(skeleton.over),
    )  # fmt: skip


def heads_of_field(folded: Folded, field: str) -> tuple[Op, ...]:
    """Return the rival ops of a contested field, the provisional winner last."""
    if field == DELETED and folded.deleted_rivals:
        return folded.deleted_rivals
    return folded.cells[field].heads
