"""Fold the ops of a record into its row: what lists, searches, figures and forms read.

Derived through and through: `db.check.rebuild` makes everything again from the log. An erasure empties the value lines
here, whenever and from wherever they came.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from db.driver import Connection
from db.erasure import settle, settle_waiting
from db.merge import Folded, Op, fold
from db.ops import MERGED_INTO, SYSTEM
from db.past import Past, past_of, valid_ops
from db.rows import COMPLETE, DRAFT, RecordRow, RowWriter, numbers_of
from db.schema import Derived, TableSpec, Words

RESOURCES: Final = "*"
RecordKey = tuple[str, str]
_Number = tuple[str, str, int, str, int]
"""Register, unit, year, series, number."""
# Dates follow parents, and rows lie over rows; both end after a few steps. A ring of registers would not.
_MOST_TIMES: Final = 8


@dataclass(frozen=True, slots=True)
class Moved:
    """A record of a table with a mark that is shown otherwise now: its values, or those below it, before and after."""

    register: str
    unit: str
    before: Mapping[str, object] | None
    after: Mapping[str, object] | None


@dataclass(frozen=True, slots=True)
class Projector:
    """Folds records into tables. `lineage` gives a unit's own key, its superiors' and `*`, nearest first.

    `included` restricts the fold to a vector (row number of a line → bool) whatever the verdicts of today; None folds
    everything valid. `temporary` folds into tables that shadow the real ones and touches nothing else. `thorough`
    looks also at what follows from rows that are as they should be.
    """

    connection: Connection
    words: Words
    lineage: Callable[[str], tuple[str, ...]]
    included: Callable[[int], bool] | None = None
    temporary: bool = False
    thorough: bool = False

    @property
    def writer(self) -> RowWriter:
        """What writes the rows."""
        return RowWriter(self.connection, self.words, search=not self.temporary, thorough=self.thorough)

    def project(self, keys: Iterable[RecordKey]) -> list[Moved]:
        """Fold these records and what is derived from them; return what moved in tables with a mark."""
        waiting, times, moved, erased = dict.fromkeys(keys), dict[RecordKey, int](), list[Moved](), set[str]()
        while waiting:
            key = next(iter(waiting))
            del waiting[key]
            times[key] = times.get(key, 0) + 1
            if key[0] != RESOURCES and times[key] <= _MOST_TIMES:  # records of the resources come from no op
                waiting |= dict.fromkeys(self._one(*key, moved, erased))
        if erased:
            settle_waiting(self.connection, erased)
        return moved

    def _one(self, unit: str, record: str, moved: list[Moved], erased: set[str]) -> list[RecordKey]:
        past = self._settled(unit, record)
        if not self.temporary and any(one.op.erase and one.verdict == "valid" for one in past):
            erased.add(record)
        ops = self._counting(past)
        draft = None if ops or self.temporary else self._draft(unit, record)
        if not ops and draft is None:
            return self._remove(unit, record, moved)
        row = self._folded_row(unit, record, past, ops) if draft is None else self._draft_row(unit, record, *draft)
        spec = self.words.specs.get(row.register)
        derived = spec.derive(row.values, _Context(self, row, ops)) if spec else Derived(None, {}, ())
        numbers = self._numbers(unit, record)
        before = self.row(spec.code, unit, record) if spec and spec.mark else None
        old = self.writer.read(spec, unit, record) if spec and spec.followers else None
        changed = self.writer.write(spec, row, derived)
        if spec and spec.mark and changed:
            moved.append(Moved(spec.code, unit, before, self.row(spec.code, unit, record)))
        same = self._same_numbers(unit, record, numbers ^ self._numbers(unit, record))
        return [*same, *self._dependents(spec, unit, record), *self._followers(spec, unit, record, old)] if spec and changed else same

    def _settled(self, unit: str, record: str) -> list[Past]:
        past = past_of(self.connection, unit, record)
        if not self.temporary and settle(self.connection, self.words.specs, unit, record, past):
            return past_of(self.connection, unit, record)
        return past

    def _counting(self, past: Iterable[Past]) -> list[Op]:
        if self.included is None:
            return valid_ops(past)
        return [one.op for one in past if self.included(one.op.key)]

    def _folded_row(self, unit: str, record: str, past: Iterable[Past], ops: list[Op]) -> RecordRow:
        by_key = {one.op.key: one for one in past}
        first, last = by_key[ops[0].key], by_key[ops[-1].key]
        register, folded = first.skeleton.register, fold(ops)
        values = self._base(self.words.specs.get(register), unit, record)
        # A field whose value is missing or erased is empty: what lies below must not shine through.
        held = folded.values
        values |= {name: held.get(name) for name in folded.cells if name not in SYSTEM}
        created, updated = ((one.skeleton.at, one.skeleton.by, one.station) for one in (first, last))
        return RecordRow(unit, record, register, folded, values, COMPLETE, created, updated)

    def _draft_row(self, unit: str, record: str, register: str, body: str, at: str, by: str) -> RecordRow:
        values = {**self._base(self.words.specs.get(register), unit, record), **json.loads(body)}
        return RecordRow(unit, record, register, Folded(), values, DRAFT, (at, by, None), (at, by, None))

    def _draft(self, unit: str, record: str) -> tuple[str, str, str, str] | None:
        sql = "SELECT register, body, at, by FROM draft WHERE id = ? AND unit = ? ORDER BY register LIMIT 1"
        row = self.connection.execute(sql, (record, unit)).fetchone()
        return (str(row[0]), str(row[1]), str(row[2]), str(row[3])) if row else None

    def _base(self, spec: TableSpec | None, unit: str, record: str) -> dict[str, object]:
        """Values of the resources' or a superior's record that this one lies over."""
        if spec is None or not spec.layered or unit == RESOURCES:
            return {}
        for above in self.lineage(unit)[1:]:
            row = self.writer.read(spec, above, record)
            if row is not None:
                return {column.name: row[column.name] for column in spec.columns if row[column.name] is not None}
        return {}

    def ops_of(self, unit: str, record: str) -> list[Op]:
        """Return the ops of one record that count. Writes nothing."""
        return self._counting(past_of(self.connection, unit, record))

    def folded(self, unit: str, record: str) -> tuple[RecordRow, Derived] | None:
        """Return one record as its ops tell it, with what is derived from it; None without an op that counts. Writes nothing.

        What it refers to is asked of the tables, which may show another day than the fold.
        """
        past = past_of(self.connection, unit, record)
        ops = self._counting(past)
        if not ops:
            return None
        row = self._folded_row(unit, record, past, ops)
        spec = self.words.specs.get(row.register)
        return row, spec.derive(row.values, _Context(self, row, ops)) if spec else Derived(None, {}, ())

    def row(self, register: str, unit: str, record: str) -> dict[str, object] | None:
        """Another record as this unit sees it: its own, a superior's, or the resources'."""
        spec = self.words.specs.get(register)
        if spec is None:
            return None
        return next((row for owner in self.lineage(unit) if (row := self.writer.read(spec, owner, record)) is not None), None)

    def _remove(self, unit: str, record: str, moved: list[Moved]) -> list[RecordKey]:
        marked = [code for code, spec in self.words.specs.items() if spec.mark]
        before = {code: self.row(code, unit, record) for code in marked}
        followed = [spec for spec in self.words.specs.values() if spec.followers]
        old = {spec.code: self.writer.read(spec, unit, record) for spec in followed}
        numbers = self._numbers(unit, record)
        register = self.writer.remove(unit, record)
        if register is None:
            return []
        same = self._same_numbers(unit, record, numbers)
        if register in before:
            moved.append(Moved(register, unit, before[register], self.row(register, unit, record)))
        known = self.words.specs.get(register)
        if known is None:
            return same
        return [*same, *self._dependents(known, unit, record), *self._followers(known, unit, record, old.get(register))]

    def _numbers(self, unit: str, record: str) -> set[_Number]:
        """Return the book numbers of a record; none of one that is struck out."""
        sql = (
            "SELECT b.register, b.unit, b.year, b.series, b.number FROM rec r JOIN book_number b ON b.rid = r.rid "
            "WHERE r.id = ? AND r.unit = ? AND r.deleted = 0"
        )
        return set(map(tuple, self.connection.execute(sql, (record, unit)).fetchall()))

    def _same_numbers(self, unit: str, record: str, numbers: Iterable[_Number]) -> list[RecordKey]:
        """Return the other living records that bear one of these numbers."""
        return [(unit, other) for number in sorted(numbers) for other in self.numbered(record, number)]

    def numbered(self, record: str, number: _Number) -> list[str]:
        """Return the living records that bear a book number, but for this one."""
        sql = (
            "SELECT r.id FROM book_number b JOIN rec r ON r.rid = b.rid WHERE b.register = ? AND b.unit = ? AND b.year = ? "
            "AND b.series = ? AND b.number = ? AND r.id != ? AND r.deleted = 0 ORDER BY r.id"
        )
        return [str(row[0]) for row in self.connection.execute(sql, (*number, record))]

    def alike(self, register: str, unit: str, values: Mapping[str, object]) -> list[dict[str, object]]:
        """Records that a unit sees, complete and not struck out, that have these values: its superiors' first, the nearest before."""
        spec = self.words.specs.get(register)
        if spec is None:
            return []
        own, *above = self.lineage(unit)
        where = "".join(f' AND "{spec.by_name[name].name}" = ?' for name in values)
        sql = f'SELECT _id FROM "{spec.table}" WHERE _unit = ? AND _deleted = 0 AND _status = ?{where} ORDER BY _id'
        owners = [(one, str(key)) for one in (*above, own) for (key,) in self.connection.execute(sql, (one, COMPLETE, *values.values()))]
        return [{**row, "_id": key, "_unit": owner} for owner, key in owners if (row := self.writer.read(spec, owner, key)) is not None]

    def _followers(self, spec: TableSpec, unit: str, record: str, before: Mapping[str, object] | None) -> list[RecordKey]:
        """Return what looks at this record by equal values, as they were before or as they are now."""
        keys: list[RecordKey] = []
        now = self.writer.read(spec, unit, record) if spec.followers else None
        for row in filter(None, (before, now)):
            for register, pairs in spec.followers:
                other, values = self.words.specs[register], [row[there] for there in pairs.values()]
                if None not in values:
                    where = " AND ".join(f'"{other.own_column(here)}" = ?' for here in pairs) or "1"
                    rows = self.connection.execute(f'SELECT _unit, _id FROM "{other.table}" WHERE {where}', values).fetchall()
                    keys += [(str(owner), str(key)) for owner, key in rows if unit in self.lineage(str(owner))]
        return keys

    def _dependents(self, spec: TableSpec, unit: str, record: str) -> list[RecordKey]:
        """Return what is derived from this record: its children, and the rows that lie over it."""
        keys: list[RecordKey] = []
        for child, reference in spec.children:
            other = self.words.specs.get(child)
            if other:
                rows = self.connection.execute(f'SELECT _unit, _id FROM "{other.table}" WHERE "{reference}" = ?', (record,))
                keys += [(str(owner), str(key)) for owner, key in rows if str(owner) != RESOURCES]
        if spec.layered:
            rows = self.connection.execute("SELECT unit FROM rec WHERE id = ? AND unit != ?", (record, unit)).fetchall()
            keys += [(str(owner), record) for (owner,) in rows if unit in self.lineage(str(owner))[1:]]
        return keys


class _Context:
    """What the derivation of one record may ask for."""

    def __init__(self, projector: Projector, row: RecordRow, ops: Iterable[Op]) -> None:
        self._projector, self._row, self.unit, self.record, self.deleted = projector, row, row.unit, row.record, row.folded.deleted
        names = [op.name.split("/") for op in ops]
        self.vector = tuple((log, int(seq)) for log, seq, _ in names)

    def row(self, register: str, record: str) -> Mapping[str, object] | None:
        """Another record as the owning unit sees it."""
        return self._projector.row(register, self.unit, record)

    def alike(self, register: str, values: Mapping[str, object]) -> list[dict[str, object]]:
        """The owning unit's living records of a register that have these values."""
        return self._projector.alike(register, self.unit, values)

    @property
    def merged_into(self) -> object:
        """The record that is kept in this one's place, where it was struck out for that."""
        return self._row.folded.values.get(MERGED_INTO) if self.deleted else None

    def same_number(self) -> bool:
        """Whether another living record of the book bears one of the record's numbers."""
        return any(self._projector.numbered(self.record, number) for number in numbers_of(self._row))
