"""Fold the ops of a record into its row: what lists, searches, figures and forms read.

Derived through and through: `rebuild` makes everything again from the log. An erasure empties the value lines here,
whenever and from wherever they came.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from db.driver import Connection
from db.merge import ERASED, MISSING, Folded, Op, erased_lines, fold
from db.ops import DELETED, decode_skeleton, decode_values, op_name
from db.schema import SYSTEM_COLUMNS, Column, Derived, TableSpec, Words

RESOURCES: Final = "*"
RecordKey = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Projector:
    """Folds records into tables. `lineage` gives a unit's own key, its superiors' and `*`, nearest first.

    `included` restricts the fold to a vector (row number of a line → bool); None folds everything valid.
    """

    connection: Connection
    words: Words
    lineage: Callable[[str], tuple[str, ...]]
    included: Callable[[int], bool] | None = None
    temporary: bool = False

    def project(self, keys: Iterable[RecordKey]) -> set[RecordKey]:
        """Fold these records and what is derived from them; return every record whose row was written."""
        waiting, done = list(dict.fromkeys(keys)), set[RecordKey]()
        while waiting:
            again: list[RecordKey] = []
            for key in waiting:
                if key not in done:
                    done.add(key)
                    again += self._one(*key)
            waiting = [key for key in dict.fromkeys(again) if key not in done]
        return done

    def _one(self, unit: str, record: str) -> list[RecordKey]:
        ops = self.ops_of(unit, record)
        register = self._register(unit, record, ops)
        if register is None:
            self._remove(unit, record)
            return []
        spec = self.words.specs.get(register)
        folded = fold(ops)
        values = {**self._base(spec, unit, record), **{k: v for k, v in folded.values.items() if k not in (DELETED, "book_no")}}
        draft = None if ops else self._draft(register, record)
        if draft is not None:
            values |= draft
        row = _Row(unit, record, register, folded, values, "nhap" if draft is not None else "hoan_chinh", ops)
        return self._write(spec, row)

    def _register(self, unit: str, record: str, ops: list[Op]) -> str | None:
        if ops:
            row = self.connection.execute("SELECT register FROM line WHERE id = ?", (ops[0].key,)).fetchone()
        else:
            row = self.connection.execute("SELECT register FROM draft WHERE id = ? AND unit = ?", (record, unit)).fetchone()
        return str(row[0]) if row else None

    def _draft(self, register: str, record: str) -> dict[str, object]:
        row = self.connection.execute("SELECT body FROM draft WHERE register = ? AND id = ?", (register, record)).fetchone()
        values: dict[str, object] = json.loads(row[0])
        return values

    def _base(self, spec: TableSpec | None, unit: str, record: str) -> dict[str, object]:
        """Values of the resources' or a superior's record that this one lies over."""
        if spec is None or not spec.layered or unit == RESOURCES:
            return {}
        for above in self.lineage(unit)[1:]:
            row = self._read(spec, above, record)
            if row is not None:
                return {column.name: row[column.name] for column in spec.columns if row[column.name] is not None}
        return {}

    def ops_of(self, unit: str, record: str) -> list[Op]:
        """Return the valid ops of one record; lines that an erasure empties are emptied now."""
        rows = self.connection.execute(
            "SELECT l.id, g.name, l.seq, l.hash, l.skeleton FROM line l JOIN log g ON g.id = l.log "
            "WHERE l.record = ? AND l.unit = ? AND l.verdict = 'valid' ORDER BY l.lamport, l.id",
            (record, unit),
        ).fetchall()
        ops = [self._op(*row) for row in rows if self.included is None or self.included(int(row[0]))]
        if self.temporary:
            return ops
        if any(op.erase for op in ops):
            self._empty(record, ops)
            ops = [self._op(*row) for row in rows if self.included is None or self.included(int(row[0]))]
        elif self.connection.execute("SELECT 1 FROM erased WHERE record = ? LIMIT 1", (record,)).fetchone():
            self.connection.execute("DELETE FROM erased WHERE record = ?", (record,))
        return ops

    def _op(self, key: int, log: str, seq: int, full: str, body: bytes) -> Op:
        skeleton = decode_skeleton(bytes(body))
        values: dict[str, object] = {}
        lines: dict[str, tuple[str, str, str, str]] = {}
        if skeleton.lines:
            held = dict(self.connection.execute("SELECT hash, body FROM value_line WHERE line = ?", (key,)).fetchall())
            for ref in skeleton.lines:
                bytes_here = held.get(ref.hash)
                state = "held" if bytes_here is not None else (ERASED if self._erased(ref.hash) else MISSING)
                if bytes_here is not None:
                    values |= decode_values(bytes(bytes_here)).values
                lines |= dict.fromkeys(ref.fields, (ref.audience, ref.group, ref.hash, state))
        return Op(
            op_name(log, seq, full), skeleton.lamport, skeleton.kind, frozenset(skeleton.over), values, lines,
            frozenset(skeleton.erase), key,
        )  # fmt: skip

    def _erased(self, mark: str) -> bool:
        return self.connection.execute("SELECT 1 FROM erased WHERE hash = ?", (mark,)).fetchone() is not None

    def _empty(self, record: str, ops: list[Op]) -> None:
        gone = erased_lines(ops)
        marks = {line[2] for op in ops for line in op.lines.values() if (op.name, line[1]) in gone}
        self.connection.execute("DELETE FROM erased WHERE record = ?", (record,))
        self.connection.executemany("INSERT OR IGNORE INTO erased (hash, record) VALUES (?, ?)", [(mark, record) for mark in marks])
        self.connection.executemany("UPDATE value_line SET body = NULL WHERE hash = ?", [(mark,) for mark in marks])

    def _read(self, spec: TableSpec, unit: str, record: str) -> dict[str, object] | None:
        columns = ", ".join(f'"{name}"' for name in ("_date", *(c.name for c in spec.columns)))
        row = self.connection.execute(f'SELECT {columns} FROM "{spec.table}" WHERE _unit = ? AND _id = ?', (unit, record)).fetchone()
        if row is None:
            return None
        return {"_date": row[0], **{c.name: decode(c, value) for c, value in zip(spec.columns, row[1:], strict=True)}}

    def row(self, register: str, unit: str, record: str) -> dict[str, object] | None:
        """Another record as this unit sees it: its own, a superior's, or the resources'."""
        spec = self.words.specs.get(register)
        if spec is None:
            return None
        for owner in self.lineage(unit):
            row = self._read(spec, owner, record)
            if row is not None:
                return row
        return None

    def _remove(self, unit: str, record: str) -> None:
        row = self.connection.execute("SELECT rid, register FROM rec WHERE unit = ? AND id = ?", (unit, record)).fetchone()
        if row is None:
            return
        rid, register = int(row[0]), str(row[1])
        self.connection.execute("DELETE FROM rec WHERE rid = ?", (rid,))
        self.connection.execute("DELETE FROM search WHERE rowid = ?", (rid,))
        self.connection.execute("DELETE FROM book_number WHERE rid = ?", (rid,))
        if register in self.words.specs:
            self.connection.execute(f'DELETE FROM "{self.words.specs[register].table}" WHERE rid = ?', (rid,))

    def _write(self, spec: TableSpec | None, row: "_Row") -> list[RecordKey]:
        derived = self._derive(spec, row)
        old = None
        if self.temporary:
            rid = self.connection.execute("SELECT rid FROM rec WHERE unit = ? AND id = ?", (row.unit, row.record)).fetchone()
            number = int(rid[0]) if rid else -abs(hash((row.unit, row.record)))
        else:
            old = self._read(spec, row.unit, row.record) if spec else None
            number = self._write_rec(row, derived)
            self._write_numbers(number, row)
        if spec is None:
            return []
        self._write_table(spec, number, row, derived)
        if not self.temporary:
            self._write_search(spec, number, row)
        moved = old is None or old["_date"] != derived.event_date
        return self._dependents(spec, row) if moved or row.unit == RESOURCES else self._overlays(spec, row)

    def _derive(self, spec: TableSpec | None, row: "_Row") -> Derived:
        if spec is None:
            return Derived(None, {}, ())
        return spec.derive(row.values, _Context(self, row))

    def _write_rec(self, row: "_Row", derived: Derived) -> int:
        first, last = self._stamps(row.ops)
        folded = row.folded
        shown = ", ".join(number.partition("/")[2] for number in folded.book_numbers) or None
        cells = (
            row.unit, row.record, row.register, row.status, int(folded.deleted), shown, _json(list(derived.flags)), _json(folded.conflicts),
            _json(folded.names_in(MISSING)), _json(folded.names_in(ERASED)), _json(_heads(folded)), *first, *last,
        )  # fmt: skip
        self.connection.execute("DELETE FROM unit_state WHERE unit = ?", (row.unit,))
        return int(self.connection.execute(_UPSERT, cells).fetchone()[0])

    def _stamps(self, ops: list[Op]) -> tuple[tuple[object, ...], tuple[object, ...]]:
        if not ops:
            return (None, None, None), (None, None, None)
        found = []
        for op in (ops[0], ops[-1]):
            line = self.connection.execute(
                "SELECT l.skeleton, g.station FROM line l JOIN log g ON g.id = l.log WHERE l.id = ?", (op.key,)
            ).fetchone()
            skeleton = decode_skeleton(bytes(line[0]))
            found.append((skeleton.at, skeleton.by, line[1]))
        return found[0], found[1]

    def _write_numbers(self, rid: int, row: "_Row") -> None:
        self.connection.execute("DELETE FROM book_number WHERE rid = ?", (rid,))
        for year, number, series in map(split_number, row.folded.book_numbers):
            self.connection.execute(
                "INSERT OR IGNORE INTO book_number VALUES (?, ?, ?, ?, ?, ?)", (row.register, row.unit, year, series, number, rid)
            )

    def _write_table(self, spec: TableSpec, rid: int, row: "_Row", derived: Derived) -> None:
        year, number, series = split_number(row.folded.book_numbers[0]) if row.folded.book_numbers else (None, None, None)
        values = {**row.values, **derived.computed}
        cells: list[object] = [rid, row.unit, row.record, derived.event_date, row.status, int(row.folded.deleted), year, number, series]
        names = ["rid", *(name for name, _ in SYSTEM_COLUMNS)]
        for column in spec.columns:
            names.append(column.name)
            cells.append(encode(column, values.get(column.name)))
            if column.sorted:
                names.append(f"{column.name}__sort")
                text = values.get(column.name)
                cells.append(self.words.sort_key(str(text)) if text else None)
        self.connection.execute(
            f'INSERT OR REPLACE INTO "{spec.table}" ({", ".join(_quoted(names))}) VALUES ({", ".join("?" * len(names))})', cells
        )

    def _write_search(self, spec: TableSpec, rid: int, row: "_Row") -> None:
        text = {
            kind: self.words.fold(" ".join(str(row.values[c.name]) for c in spec.columns if c.search == kind and row.values.get(c.name)))
            for kind in ("open", "private")
        }
        self.connection.execute("DELETE FROM search WHERE rowid = ?", (rid,))
        if text["open"] or text["private"]:
            self.connection.execute("INSERT INTO search (rowid, open, private) VALUES (?, ?, ?)", (rid, text["open"], text["private"]))

    def _dependents(self, spec: TableSpec, row: "_Row") -> list[RecordKey]:
        keys = self._overlays(spec, row)
        for child, reference in spec.children:
            other = self.words.specs.get(child)
            if other:
                found = self.connection.execute(f'SELECT _unit, _id FROM "{other.table}" WHERE "{reference}" = ?', (row.record,))
                keys += [(str(unit), str(record)) for unit, record in found]
        return keys

    def _overlays(self, spec: TableSpec, row: "_Row") -> list[RecordKey]:
        if not spec.layered:
            return []
        found = self.connection.execute(f'SELECT _unit FROM "{spec.table}" WHERE _id = ? AND _unit != ?', (row.record, row.unit)).fetchall()
        return [(str(unit), row.record) for (unit,) in found if row.unit in self.lineage(str(unit))[1:]]


_REC: Final = (
    "unit", "id", "register", "status", "deleted", "book_no", "flags", "conflicts", "missing", "erased", "heads", "created_at",
    "created_by", "created_station", "updated_at", "updated_by", "updated_station",
)  # fmt: skip
_UPSERT: Final = (
    f"INSERT INTO rec ({', '.join(_REC)}) VALUES ({', '.join('?' * len(_REC))}) ON CONFLICT (id, unit) DO UPDATE SET "
    f"{', '.join(f'{name} = excluded.{name}' for name in _REC[2:])} RETURNING rid"
)


@dataclass(frozen=True, slots=True)
class _Row:
    unit: str
    record: str
    register: str
    folded: Folded
    values: dict[str, object]
    status: str
    ops: list[Op]


class _Context:
    """What the derivation of one record may ask for."""

    def __init__(self, projector: Projector, row: _Row) -> None:
        self._projector, self.unit, self.record = projector, row.unit, row.record
        names = [op.name.split("/") for op in row.ops]
        self.vector = tuple((log, int(seq)) for log, seq, _ in names)

    def row(self, register: str, record: str) -> Mapping[str, object] | None:
        """Another record as the owning unit sees it."""
        return self._projector.row(register, self.unit, record)


def split_number(text: str) -> tuple[int, int, str]:
    """Return year, number and series of a book number such as "2024/17B"."""
    year, _, rest = text.partition("/")
    number = ""
    for letter in rest:
        if not letter.isdigit():
            break
        number += letter
    return int(year or 0), int(number or 0), rest[len(number) :]


def _heads(folded: Folded) -> dict[str, object]:
    names = sorted({op.name for cell in folded.cells.values() for op in cell.heads})
    place = {name: index for index, name in enumerate(names)}
    cells = {
        field: [[place[op.name], op.lines[field][0], op.lines[field][3][0]] for op in cell.heads]
        for field, cell in sorted(folded.cells.items())
    }
    return {"ops": names, "cells": cells}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _quoted(names: Iterable[str]) -> list[str]:
    return [f'"{name}"' for name in names]


def encode(column: Column, value: object) -> object:
    """Return a value as SQLite keeps it; what is of another type than declared is left out of the table."""
    if value is None:
        return None
    if column.type == "json":
        return _json(value)
    if column.type in ("integer", "flag"):
        return int(value) if isinstance(value, int) else None
    return value if isinstance(value, str) else str(value)


def decode(column: Column, value: object) -> object:
    """Return a value as the office knows it."""
    if column.type == "json" and isinstance(value, str):
        return json.loads(value)
    if column.type == "flag" and value is not None:
        return bool(value)
    return value
