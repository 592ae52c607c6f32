"""Questions to the registers, as values: no SQL is written outside this layer.

A field may be dotted: `session_id.kind` is the kind of the session that the record refers to; `villages.tags` asks
whether one of the villages has it. System columns and the keys of a shown record are fields like any others.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from db.driver import Connection
from db.projection import decode
from db.schema import SYSTEM_COLUMNS, Column, TableSpec, Words

Operator = Literal["=", "!=", "<", "<=", ">", ">=", "in", "~", "has", "null", "filled"]
Row = Mapping[str, object]
_REC: Final = {
    "register": "r.register", "book_no": "r.book_no", "flags": "r.flags", "conflicts": "r.conflicts", "created.at": "r.created_at",
    "created.by": "r.created_by", "created.station": "r.created_station", "updated.at": "r.updated_at", "updated.by": "r.updated_by",
    "updated.station": "r.updated_station",
}  # fmt: skip
_SYSTEM: Final = tuple(name for name, _ in SYSTEM_COLUMNS)
_KEYS: Final = {"unit": "_unit", "id": "_id", "event_date": "_date", "status": "_status", "deleted": "_deleted", "year": "_year"}


class UnknownField(ValueError):
    """The question names a field that the register does not have."""


@dataclass(frozen=True, slots=True)
class Is:
    """One condition. `has` looks into a list or through several references; `~` contains, folded."""

    field: str
    op: Operator
    value: object = None


@dataclass(frozen=True, slots=True)
class Query:
    """Records of one register that meet all conditions; struck-out ones and drafts only when asked for."""

    register: str
    where: tuple[Is, ...] = ()
    search: str = ""
    search_private: bool = False
    deleted: bool = False
    drafts: bool = False
    units: tuple[str, ...] = ()

    def also(self, *more: Is) -> "Query":
        """Return the same question with further conditions."""
        return replace(self, where=(*self.where, *more))


@dataclass(frozen=True, slots=True)
class Order:
    """Sort by a field, Vietnamese order where the column keeps a key for it."""

    field: str
    descending: bool = False


class Reader:
    """Answers questions on one connection."""

    def __init__(self, connection: Connection, words: Words) -> None:
        self._connection, self._words = connection, words

    def count(self, query: Query) -> int:
        """Return how many records the question finds."""
        sql = _Sql(query, self._words)
        return int(self._connection.execute(f"SELECT count(*) {sql.source()}", sql.arguments).fetchone()[0])

    def rows(self, query: Query, *, order: Sequence[Order] = (), limit: int = -1, offset: int = 0) -> list[dict[str, object]]:
        """Return values and system columns of the records, by date, book number and id unless ordered otherwise."""
        sql = _Sql(query, self._words)
        spec = sql.spec
        names = [*_SYSTEM, *(c.name for c in spec.columns)]
        columns = ", ".join([f't."{name}"' for name in names] + _REC_COLUMNS)
        source = sql.source()
        rows = self._connection.execute(
            f"SELECT {columns} {source} ORDER BY {sql.order(order)} LIMIT ? OFFSET ?", [*sql.arguments, limit, offset]
        )
        kinds = {c.name: c for c in spec.columns}
        return [
            {
                **{name: decode(kinds[name], cell) if name in kinds else cell for name, cell in zip(names, row, strict=False)},
                **dict(zip(_REC_NAMES, row[len(names) :], strict=True)),
            }
            for row in rows
        ]

    def tally(
        self, query: Query, what: str = "count", fields: Sequence[str] = (), by: Sequence[str] = ("_unit",)
    ) -> dict[tuple[object, ...], int]:
        """Return a number per group: what = count | sum (of one field) | distinct (combinations of fields)."""
        sql = _Sql(query, self._words)
        groups = [sql.column(name) for name in by]
        cells = [sql.column(name) for name in fields]
        value = {"count": "count(*)", "sum": f"sum({cells[0] if cells else 0})"}.get(what)
        if value is None:
            joined = " || char(31) || ".join(f"coalesce({cell}, '')" for cell in cells)
            value = f"count(DISTINCT {joined})"
        source = sql.source()
        head = ", ".join([*groups, value]) if groups else value
        tail = f" GROUP BY {', '.join(groups)}" if groups else ""
        rows = self._connection.execute(f"SELECT {head} {source}{tail}", sql.arguments)
        return {tuple(row[:-1]): int(row[-1] or 0) for row in rows}

    def ids(self, query: Query) -> list[tuple[str, str]]:
        """Return (unit, id) of the records, in book order."""
        sql = _Sql(query, self._words)
        source = sql.source()
        rows = self._connection.execute(f"SELECT t._unit, t._id {source} ORDER BY {sql.order(())}", sql.arguments)
        return [(str(unit), str(record)) for unit, record in rows]


_REC_NAMES: Final = (
    "_register", "_book_no", "_flags", "_conflicts", "_missing", "_erased", "_created_at", "_created_by", "_created_station", "_updated_at",
    "_updated_by", "_updated_station",
)  # fmt: skip
_REC_COLUMNS: Final = [f"r.{name[1:]}" for name in _REC_NAMES]


class _Sql:
    """One question being written down. Field names are looked up, never pasted: only known columns reach the text."""

    def __init__(self, query: Query, words: Words) -> None:
        self.query, self._words = query, words
        self.spec = self._spec(query.register)
        self.arguments: list[object] = []
        self._joins: dict[str, str] = {}

    def _spec(self, register: str) -> TableSpec:
        if register not in self._words.specs:
            raise UnknownField(register)
        return self._words.specs[register]

    def source(self) -> str:
        """Return FROM, JOIN and WHERE; call it once, after the columns are named."""
        conditions = [self._condition(one) for one in self.query.where]
        if not self.query.deleted:
            conditions.append("t._deleted = 0")
        if not self.query.drafts:
            conditions.append("t._status != 'nhap'")
        if self.query.units:
            conditions.append(f"t._unit IN ({', '.join('?' * len(self.query.units))})")
            self.arguments += self.query.units
        if self.query.search:
            conditions.append(self._search())
        where = " AND ".join(conditions) or "1"
        return f'FROM "{self.spec.table}" t JOIN rec r ON r.rid = t.rid {" ".join(self._joins.values())} WHERE {where}'

    def _search(self) -> str:
        words = self._words.fold(self.query.search).split()
        if not words:
            return "1"
        column = "{open private}" if self.query.search_private else "{open}"
        quoted = " AND ".join('"' + word.replace('"', '""') + '"*' for word in words)
        self.arguments.append(f"{column} : ({quoted})")
        return "t.rid IN (SELECT rowid FROM search WHERE search MATCH ?)"

    def column(self, name: str) -> str:
        """Return the SQL of a field."""
        here = {c.name for c in self.spec.columns}
        if name in here or name in _SYSTEM:
            return f't."{name}"'
        if name in _KEYS:
            return f"t.{_KEYS[name]}"
        if name in _REC:
            return _REC[name]
        reference, _, rest = name.partition(".")
        target = self.spec.references.get(reference)
        if not rest or target is None:
            raise UnknownField(name)
        other = self._spec(target)
        rest = rest if rest in {c.name for c in other.columns} else _KEYS.get(rest, rest)
        if rest not in {c.name for c in other.columns} and rest not in _SYSTEM:
            raise UnknownField(name)
        alias = f"j{len(self._joins)}" if reference not in self._joins else self._joins[reference].split()[3]
        self._joins.setdefault(reference, f'LEFT JOIN "{other.table}" {alias} ON {alias}._id = t."{reference}" AND {alias}._unit = t._unit')
        return f'{alias}."{rest}"'

    def _condition(self, one: Is) -> str:
        if one.op == "has":
            return self._has(one)
        column = self.column(one.field)
        if one.op in ("null", "filled"):
            return f"{column} IS {'NOT ' if one.op == 'filled' else ''}NULL"
        if one.op == "in":
            values = list(one.value) if isinstance(one.value, list | tuple | set | frozenset) else [one.value]
            self.arguments += values
            return f"{column} IN ({', '.join('?' * len(values))})" if values else "0"
        if one.op == "~":
            self.arguments.append(f"%{self._words.fold(str(one.value))}%")
            return f"fold({column}) LIKE ?"
        if one.value is None:
            return f"{column} IS {'NOT ' if one.op == '!=' else ''}NULL"
        self.arguments.append(int(one.value) if isinstance(one.value, bool) else one.value)
        return f"{column} IS NOT ?" if one.op == "!=" else f"{column} {one.op} ?"

    def _has(self, one: Is) -> str:
        name, _, rest = one.field.partition(".")
        own = {c.name: c for c in self.spec.columns}
        if name not in own:
            raise UnknownField(one.field)
        self.arguments.append(one.value)
        if not rest:
            return f'EXISTS (SELECT 1 FROM json_each(t."{name}") WHERE value = ?)'
        other = self._spec(self.spec.references.get(name, ""))
        inner: Column | None = {c.name: c for c in other.columns}.get(rest)
        if inner is None:
            raise UnknownField(one.field)
        test = f'EXISTS (SELECT 1 FROM json_each(v."{rest}") g WHERE g.value = ?)' if inner.type == "json" else f'v."{rest}" = ?'
        return (
            f'EXISTS (SELECT 1 FROM json_each(t."{name}") e JOIN "{other.table}" v ON v._id = e.value AND v._unit = t._unit WHERE {test})'
        )

    def order(self, order: Sequence[Order]) -> str:
        """Return the ORDER BY list."""
        sorted_columns = {c.name for c in self.spec.columns if c.sorted}
        parts = []
        for one in order:
            column = f't."{one.field}__sort"' if one.field in sorted_columns else self.column(one.field)
            parts.append(f"{column} {'DESC' if one.descending else 'ASC'}")
        return ", ".join([*parts, "t._date", "t._year", "t._number", "t._series", "t._id"])
