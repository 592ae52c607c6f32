"""Write the derived tables of one record: the index of records, its register's row, its book numbers, its search text.

What is already as it should be is not written again, so that deriving a whole book anew costs reading.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from db.cells import as_json, decode, encode, split_number
from db.driver import Connection
from db.merge import ERASED, MISSING, Folded
from db.schema import Derived, TableSpec, Words
from db.state import marks_of

Stamp = tuple[str | None, str | None, str | None]
"""When, who, on which station."""
NOBODY: Final[Stamp] = (None, None, None)
COMPLETE: Final = "hoan_chinh"
DRAFT: Final = "nhap"


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One record after fold and derivation."""

    unit: str
    record: str
    register: str
    folded: Folded
    values: Mapping[str, object]
    status: str
    created: Stamp = NOBODY
    updated: Stamp = NOBODY


_REC: Final = (
    "unit", "id", "register", "status", "deleted", "book_no", "flags", "conflicts", "missing", "erased", "up_mark", "home_mark",
    "created_at", "created_by", "created_station", "updated_at", "updated_by", "updated_station",
)  # fmt: skip
_FIND: Final = f"SELECT rid, {', '.join(_REC)} FROM rec WHERE id = ? AND unit = ?"
_INSERT: Final = f"INSERT INTO rec ({', '.join(_REC)}) VALUES ({', '.join('?' * len(_REC))})"
_UPDATE: Final = f"UPDATE rec SET {', '.join(f'{name} = ?' for name in _REC[2:])} WHERE rid = ?"


@dataclass(frozen=True, slots=True)
class RowWriter:
    """Writes on one connection. Without `search` no text is indexed.

    `thorough` holds against the record also what follows from a row that is as it should be: its book numbers, its texts.
    """

    connection: Connection
    words: Words
    search: bool = True
    thorough: bool = False

    def write(self, spec: TableSpec | None, row: RecordRow, derived: Derived) -> bool:
        """Write a record; return whether its own row is another than before."""
        old = self.connection.execute(_FIND, (row.record, row.unit)).fetchone()
        if old is not None and old[3] != row.register:
            self._forget_row(int(old[0]), str(old[3]))
        cells = _rec_cells(row, derived)
        if old is None:
            rid = int(self.connection.execute(_INSERT, cells).lastrowid)
            self._write_numbers(rid, row, known=False)
        else:
            rid = int(old[0])
            if tuple(old[1:]) != cells:
                self.connection.execute(_UPDATE, (*cells[2:], rid))
            if tuple(old[1:]) != cells or self.thorough:
                self._write_numbers(rid, row, known=True)
        if spec is None:
            return False
        wanted = self._row_cells(spec, row, derived)
        before = self.connection.execute(spec.select, (row.unit, row.record)).fetchone() if old is not None else None
        changed = before is None or list(before) != wanted
        if changed:
            self.connection.execute(spec.insert, (rid, *wanted))
        if changed or self.thorough:
            self._write_search(spec, rid, row, known=old is not None)
        return changed

    def remove(self, unit: str, record: str) -> str | None:
        """Take a record that has no counting op any more out of all tables; return its register if it was there."""
        old = self.connection.execute(_FIND, (record, unit)).fetchone()
        if old is None:
            return None
        self._forget_row(int(old[0]), str(old[3]))
        self.connection.execute("DELETE FROM book_number WHERE rid = ?", (old[0],))
        self.connection.execute("DELETE FROM rec WHERE rid = ?", (old[0],))
        return str(old[3])

    def read(self, spec: TableSpec, unit: str, record: str) -> dict[str, object] | None:
        """Return the values of one record's row, its `_date`, and whether it is struck out (`_deleted`)."""
        stored = self.connection.execute(spec.select, (unit, record)).fetchone()
        if stored is None:
            return None
        cells = dict(zip(spec.cells, stored, strict=True))
        values = {column.name: decode(column, cells[column.name]) for column in spec.columns}
        return {"_date": cells["_date"], "_deleted": bool(cells["_deleted"]), **values}

    def _forget_row(self, rid: int, register: str) -> None:
        if self.search:
            self.connection.execute("DELETE FROM search WHERE rowid = ?", (rid,))
        if register in self.words.specs:
            self.connection.execute(f'DELETE FROM "{self.words.specs[register].table}" WHERE rid = ?', (rid,))

    def _row_cells(self, spec: TableSpec, row: RecordRow, derived: Derived) -> list[object]:
        number = next(filter(None, map(split_number, row.folded.book_numbers)), (None, None, None))
        values = {**row.values, **derived.computed}
        system = (row.unit, row.record, derived.event_date, row.status, int(row.folded.deleted), *number)
        return [*system, *column_cells(spec, values, self.words)]

    def _write_numbers(self, rid: int, row: RecordRow, *, known: bool) -> None:
        wanted = numbers_of(row)
        if known:
            rows = self.connection.execute("SELECT register, unit, year, series, number FROM book_number WHERE rid = ?", (rid,))
            if wanted == set(rows.fetchall()):
                return
            self.connection.execute("DELETE FROM book_number WHERE rid = ?", (rid,))
        self.connection.executemany(
            "INSERT INTO book_number (register, unit, year, series, number, rid) VALUES (?, ?, ?, ?, ?, ?)",
            [(*one, rid) for one in sorted(wanted)],
        )

    def _write_search(self, spec: TableSpec, rid: int, row: RecordRow, *, known: bool) -> None:
        if not self.search:
            return
        texts = search_texts(spec, row.values, self.words)
        if known:
            before = self.connection.execute("SELECT open, private FROM search WHERE rowid = ?", (rid,)).fetchone()
            if (before or ("", "")) == texts:
                return  # taking a text out of the index for good costs more than everything else that saving does
            self.connection.execute("DELETE FROM search WHERE rowid = ?", (rid,))
        if any(texts):
            self.connection.execute("INSERT INTO search (rowid, open, private) VALUES (?, ?, ?)", (rid, *texts))


def numbers_of(row: RecordRow) -> set[tuple[str, str, int, str, int]]:
    """Return a record's book numbers: register, unit, year, series, number."""
    split = filter(None, map(split_number, row.folded.book_numbers))
    return {(row.register, row.unit, year, series, number) for year, number, series in split}


def column_cells(spec: TableSpec, values: Mapping[str, object], words: Words) -> list[object]:
    """Return the cells of a register's own columns, each sorted one followed by its key of Vietnamese order."""
    cells: list[object] = []
    for column in spec.columns:
        cell = encode(column, values.get(column.name))
        cells.append(cell)
        if column.sorted:
            cells.append(words.orders[column.sorted](cell) if isinstance(cell, str) and cell else None)
    return cells


def search_texts(spec: TableSpec, values: Mapping[str, object], words: Words) -> tuple[str, str]:
    """Return the folded text that everybody may search, and the one for those who may read private fields."""
    return _joined(spec, values, words, "open"), _joined(spec, values, words, "private")


def _joined(spec: TableSpec, values: Mapping[str, object], words: Words, kind: str) -> str:
    texts = [value for column in spec.columns if column.search == kind and isinstance(value := values.get(column.name), str) and value]
    return words.fold(" ".join(texts)) if texts else ""


def _rec_cells(row: RecordRow, derived: Derived) -> tuple[object, ...]:
    folded = row.folded
    shown = ", ".join(number.partition("/")[2] or number for number in folded.book_numbers) or None
    lists: Sequence[Sequence[str]] = (list(derived.flags), folded.conflicts, folded.names_in(MISSING), folded.names_in(ERASED))
    return (
        row.unit, row.record, row.register, row.status, int(folded.deleted), shown, *map(as_json, lists), *marks_of(row.record, folded),
        *row.created, *row.updated,
    )  # fmt: skip
