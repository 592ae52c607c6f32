"""Questions to the registers, as values: no SQL is written outside this layer.

A field may be dotted: `session_id.kind` is the kind of the session that the record refers to; `villages.tags` asks
whether one of the villages has it. A reference is looked for in the record's own unit, and, where the other register's
records may come from above, in its superiors and the resources. System columns and the keys of a shown record are fields
like any others.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, Literal

from db.cells import decode
from db.driver import Connection
from db.finder import matched
from db.schema import SYSTEM_COLUMNS, Column, TableSpec, Words

Operator = Literal["=", "!=", "<", "<=", ">", ">=", "?<=", "?>=", "in", "~", "has", "lacks", "null", "filled"]
What = Literal["count", "sum", "distinct"]
Amount = int | Decimal
"""A number about records; a Decimal where decimal numbers were added up."""
Row = Mapping[str, object]
_REC: Final = {
    "register": "r.register", "book_no": "r.book_no", "flags": "r.flags", "conflicts": "r.conflicts", "created.at": "r.created_at",
    "created.by": "r.created_by", "created.station": "r.created_station", "updated.at": "r.updated_at", "updated.by": "r.updated_by",
    "updated.station": "r.updated_station", "created.day": "substr(r.created_at, 1, 10)", "updated.day": "substr(r.updated_at, 1, 10)",
}  # fmt: skip
_REC_LISTS: Final = ("flags", "conflicts")
_SYSTEM: Final = tuple(name for name, _ in SYSTEM_COLUMNS)
_FEW: Final = 500
_KEYS: Final = {"unit": "_unit", "id": "_id", "event_date": "_date", "status": "_status", "deleted": "_deleted", "year": "_year"}


class UnknownField(ValueError):
    """The question names a field that the register does not have."""


@dataclass(frozen=True, slots=True)
class Is:
    """One condition. `has` and `lacks` look into a list or through several references; `~` contains, folded.

    `?<=` and `?>=` also take what is not filled in: a term without a last day is not over. `a|b` is b where a is not filled in.
    With `or_` it is enough that one of these holds.
    """

    field: str
    op: Operator
    value: object = None
    or_: tuple["Is", ...] = ()


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
    layers: tuple[str, ...] = ()
    """Units that lie over each other, nearest first: of records with one id only the nearest is found."""
    locked: tuple[tuple[str, str, str], ...] = ()
    """(unit, first day, last day) in which what is complete is asked for, by `status`, as locked."""

    def also(self, *more: Is) -> "Query":
        """Return the same question with further conditions."""
        return replace(self, where=(*self.where, *more))


@dataclass(frozen=True, slots=True)
class Number:
    """One number about records: how many (`count`), the `sum` of one field, or the `distinct` combinations of fields.

    Of those records only that meet `where` besides the question.
    """

    what: What = "count"
    fields: tuple[str, ...] = ()
    where: tuple[Is, ...] = ()


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
        sql = self._sql(query)
        return int(self._connection.execute(f"SELECT count(*) {sql.source()}", sql.arguments).fetchone()[0])

    def finds(self, query: Query) -> bool:
        """Return whether the question finds any record; it looks no further than the first."""
        sql = self._sql(query)
        return bool(self._connection.execute(f"SELECT EXISTS (SELECT 1 {sql.source()})", sql.arguments).fetchone()[0])

    def rows(
        self, query: Query, *, fields: Sequence[str] | None = None, order: Sequence[Order] = (), limit: int = -1, offset: int = 0
    ) -> list[dict[str, object]]:
        """Return values and system columns of the records, by date, book number and id unless ordered otherwise.

        With `fields` these alone, beside unit, id and day: of many records the rest costs more than all that is done with them.
        """
        sql = self._sql(query)
        spec, indexed = sql.spec, fields is None
        names = [*_SYSTEM, *(c.name for c in spec.columns)] if fields is None else ["_unit", "_id", "_date", *fields]
        columns = ", ".join([f't."{name}"' for name in names] + _REC_COLUMNS * indexed)
        paged = limit >= 0 or offset > 0
        ordered = sql.order(order, along=paged and not any(one.field in ("_id", "id") for one in query.where))
        if paged:
            rows = self._page(sql, columns, ordered, limit, offset)
        else:
            source = sql.source(index=indexed)
            rows = self._connection.execute(f"SELECT {columns} {source} ORDER BY {ordered}", sql.arguments)
        keys = [*names, *_REC_NAMES * indexed]
        found = [dict(zip(keys, row, strict=True)) for row in rows]
        for column in (c for c in spec.columns if c.name in names and c.type in ("json", "flag")):
            for one in found:
                one[column.name] = decode(column, one[column.name])
        return found

    def _page(self, sql: "_Sql", columns: str, ordered: str, limit: int, offset: int) -> list[tuple[object, ...]]:
        """Find out first which records stand on the page, then read these alone: sorting moves whole rows about."""
        finding = f"SELECT t.rid {sql.source()} ORDER BY {ordered} LIMIT ? OFFSET ?"
        page = [rid for (rid,) in self._connection.execute(finding, [*sql.arguments, limit, offset])]
        table = f'"{sql.spec.table}" t JOIN rec r ON r.rid = t.rid'
        rows = self._connection.execute(
            f"SELECT t.rid, {columns} FROM {table} WHERE t.rid IN (SELECT value FROM json_each(?))", (json.dumps(page),)
        )
        by_rid = {rid: row for rid, *row in rows}
        return [by_rid[rid] for rid in page]

    def _sql(self, query: Query) -> "_Sql":
        """Write a question down. Few hits of a search are looked up; many are met soon enough on the way along the book."""
        asked = matched(self._words, query.search, private=query.search_private) if query.search else ""
        if not asked:
            return _Sql(query, self._words)
        sql = "SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ? LIMIT ?)"
        return _Sql(query, self._words, many=self._connection.execute(sql, (asked, _FEW + 1)).fetchone()[0] > _FEW)

    def tally(
        self, query: Query, what: What = "count", fields: Sequence[str] = (), by: Sequence[str] = ("_unit",)
    ) -> dict[tuple[object, ...], Amount]:
        """Return a number per group."""
        return {group: number for group, (number,) in self.tallies(query, [Number(what, tuple(fields))], by).items()}

    def tallies(
        self, query: Query, numbers: Sequence[Number], by: Sequence[str] = ("_unit",)
    ) -> dict[tuple[object, ...], tuple[Amount, ...]]:
        """Return several numbers per group, in the order asked, from one walk over the records."""
        sql = _Sql(query, self._words)
        groups = [sql.column(name) for name in by]
        values = [sql.number(one) for one in numbers]
        tail, width = f" GROUP BY {', '.join(groups)}" if groups else "", len(by)
        rows = self._connection.execute(f"SELECT {', '.join([*groups, *values])} {sql.source()}{tail}", sql.arguments)
        if any(map(sql.is_exact, numbers)):
            return {row[:width]: tuple(map(_amount, row[width:])) for row in rows}
        return {row[:width]: row[width:] for row in rows}

    def owners(self, query: Query) -> frozenset[str]:
        """Return which of the units asked have a record that the question finds; no further than the first of each is looked."""
        sql = _Sql(replace(query, units=()), self._words)
        found = f"EXISTS (SELECT 1 {sql.source()} AND t._unit = u.value)"
        rows = self._connection.execute(
            f"SELECT u.value FROM json_each({sql.bind(json.dumps(query.units))}) u WHERE {found}", sql.arguments
        )
        return frozenset(unit for (unit,) in rows)

    def ids(self, query: Query) -> list[tuple[str, str]]:
        """Return (unit, id) of the records, in book order."""
        sql = _Sql(query, self._words)
        rows = self._connection.execute(f"SELECT t._unit, t._id {sql.source()} ORDER BY {sql.order((), along=False)}", sql.arguments)
        return [(str(unit), str(record)) for unit, record in rows]


def _amount(cell: int | str) -> Amount:
    return Decimal(cell) if isinstance(cell, str) else cell


_REC_NAMES: Final = (
    "_register", "_book_no", "_flags", "_conflicts", "_missing", "_erased", "_created_at", "_created_by", "_created_station", "_updated_at",
    "_updated_by", "_updated_station",
)  # fmt: skip
_REC_COLUMNS: Final = [f"r.{name[1:]}" for name in _REC_NAMES]


class _Sql:
    """One question being written down. Field names are looked up, never pasted: only known columns reach the text."""

    def __init__(self, query: Query, words: Words, *, many: bool = False) -> None:
        self.query, self._words, self._many = query, words, many
        self.spec = self._spec(query.register)
        self.arguments: list[object] = []
        self._joins: dict[str, tuple[str, str]] = {}
        self._index = False
        self._written: dict[Is, str] = {}

    def _spec(self, register: str) -> TableSpec:
        if register not in self._words.specs:
            raise UnknownField(register)
        return self._words.specs[register]

    def bind(self, value: object) -> str:
        """Keep an argument and return its mark, which may stand in the text more than once."""
        self.arguments.append(value)
        return f"?{len(self.arguments)}"

    def _bind_all(self, values: Iterable[object]) -> str:
        return ", ".join(map(self.bind, values))

    def source(self, *, index: bool = False) -> str:
        """Return FROM, JOIN and WHERE; call it once, after all columns and numbers are named. `index`: with the index of records."""
        conditions = [self._condition(one) for one in self.query.where]
        if not self.query.deleted:
            conditions.append("t._deleted = 0")
        if not self.query.drafts:
            conditions.append("t._status != 'nhap'")
        if self.query.units:
            # A plus keeps SQLite from an index: here where the few records of a search lead, there where the book does.
            plus = "+" if self.query.search and not self._many else ""
            conditions.append(f"{plus}t._unit IN ({self._bind_all(self.query.units)})")
        conditions += [self._not_covered(place) for place in range(1, len(self.query.layers))]
        if self.query.search:
            conditions.append(self._search())
        if self._joins:  # told by a plus not to walk the whole span once for every record referred to: the reference leads to its own
            conditions = [f"+{one}" if one.startswith('t."_date"') else one for one in conditions]
        joins = " ".join(join for _, join in self._joins.values())
        records = "JOIN rec r ON r.rid = t.rid" if index or self._index else ""
        return f'FROM "{self.spec.table}" t {records} {joins} WHERE {" AND ".join(conditions) or "1"}'

    def _not_covered(self, place: int) -> str:
        owner, above = self.bind(self.query.layers[place]), self._bind_all(self.query.layers[:place])
        seen = "" if self.query.drafts else "AND n._status != 'nhap'"
        return (
            f'NOT (t._unit = {owner} AND EXISTS (SELECT 1 FROM "{self.spec.table}" n WHERE n._id = t._id AND n._unit IN ({above}) {seen}))'
        )

    def _search(self) -> str:
        asked = matched(self._words, self.query.search, private=self.query.search_private)
        if not asked:
            return "1" if not self.query.search.strip() else "0"
        return f"{'+' if self._many else ''}t.rid IN (SELECT rowid FROM search WHERE search MATCH {self.bind(asked)})"

    def column(self, name: str) -> str:
        """Return the SQL of a field.

        Raises:
            UnknownField: neither the register nor what it refers to has it.
        """
        if "|" in name:
            return f"coalesce({', '.join(map(self.column, name.split('|')))})"
        if name in self.spec.by_name or name in _SYSTEM:
            return f't."{name}"'
        if name in _KEYS:
            return f"t.{_KEYS[name]}"
        if name in _REC:
            self._index = True
            return _REC[name]
        reference, _, rest = name.partition(".")
        if not rest or reference not in self.spec.references:
            raise UnknownField(name)
        other = self._spec(self.spec.references[reference])
        rest = rest if rest in other.by_name else _KEYS.get(rest, rest)
        if rest not in other.by_name and rest not in _SYSTEM:
            raise UnknownField(name)
        return f'{self._joined(reference, other)}."{rest}"'

    def number(self, number: Number) -> str:
        """Return the SQL of a number over the records of a group. A condition that several numbers ask for is written down once."""
        cells = [self.column(name) for name in number.fields]
        joined = " || char(31) || ".join(f"coalesce({cell}, '')" for cell in cells)
        adds = "exact_sum" if self.is_exact(number) else "sum"
        value = {"count": "count(*)", "sum": f"{adds}({cells[0] if cells else 0})", "distinct": f"count(DISTINCT {joined})"}[number.what]
        conditions = " AND ".join(map(self._once, number.where))
        filtered = f"{value} FILTER (WHERE {conditions})" if conditions else value
        return f"coalesce({filtered}, 0)" if number.what == "sum" else filtered

    def _once(self, one: Is) -> str:
        written = self._written.get(one)
        if written is None:
            written = self._written[one] = self._condition(one)
        return written

    def is_exact(self, number: Number) -> bool:
        """Whether it adds up decimal numbers, which are texts."""
        added = self.spec.by_name.get(number.fields[0]) if number.what == "sum" else None
        return added is not None and added.type == "text"

    def _joined(self, reference: str, other: TableSpec) -> str:
        if reference not in self._joins:
            alias = f"j{len(self._joins)}"
            self._joins[reference] = alias, f'LEFT JOIN "{other.table}" {alias} ON {_refers(other, alias, f"""t."{reference}" """.strip())}'
        return self._joins[reference][0]

    def _condition(self, one: Is) -> str:
        if one.or_:
            return f"({' OR '.join(map(self._condition, (replace(one, or_=()), *one.or_)))})"
        if one.op in ("has", "lacks"):
            return f"{'NOT ' if one.op == 'lacks' else ''}{self._has(one)}"
        column = self._status() if one.field == "status" and "status" not in self.spec.by_name else self.column(one.field)
        if one.op in ("null", "filled"):
            return f"{column} IS {'NOT ' if one.op == 'filled' else ''}NULL"
        if one.op == "in":
            values = list(one.value) if isinstance(one.value, list | tuple | set | frozenset) else [one.value]
            return f"{column} IN ({self._bind_all(values)})" if values else "0"
        if one.op == "~":
            return f"instr(fold({column}), {self.bind(self._words.fold(str(one.value)))}) > 0"
        if one.value is None:
            return {"=": f"{column} IS NULL", "!=": f"{column} IS NOT NULL"}.get(one.op, "0")
        asked = self.bind(one.value)
        if one.op in ("?<=", "?>="):
            return f"({column} IS NULL OR {column} {one.op[1:]} {asked})"
        return f"{column} IS NOT {asked}" if one.op == "!=" else f"{column} {one.op} {asked}"

    def _status(self) -> str:
        if not self.query.locked:
            return "t._status"
        locked = [tuple(map(self.bind, one)) for one in self.query.locked]
        spans = " OR ".join(f"(t._unit = {unit} AND t._date BETWEEN {first} AND {last})" for unit, first, last in locked)
        return f"CASE WHEN t._status = 'hoan_chinh' AND ({spans}) THEN 'da_khoa' ELSE t._status END"

    def _has(self, one: Is) -> str:
        name, _, rest = one.field.partition(".")
        own = self.spec.by_name.get(name)
        asked = self.bind(one.value)
        if own is None and name in _REC_LISTS:
            self._index = True
            return f"EXISTS (SELECT 1 FROM json_each({_REC[name]}) h WHERE h.value = {asked})"
        if own is None:
            raise UnknownField(one.field)
        if not rest:
            return _holds(f't."{name}"', own, asked)
        other = self._spec(self.spec.references.get(name, ""))
        if rest not in other.by_name:
            raise UnknownField(one.field)
        test = _holds(f'v."{rest}"', other.by_name[rest], asked)
        if own.type != "json":
            key = f't."{name}"'
            return f'EXISTS (SELECT 1 FROM "{other.table}" v WHERE {_refers(other, "v", key)} AND {test})'
        return f'EXISTS (SELECT 1 FROM json_each(t."{name}") e JOIN "{other.table}" v ON {_refers(other, "v", "e.value")} WHERE {test})'

    def order(self, order: Sequence[Order], *, along: bool) -> str:
        """Return the ORDER BY list. Unless a page is read `along` the book, a plus keeps SQLite from walking all of it in order."""
        plus = "" if along else "+"
        keys = {c.name: c.key_column for c in self.spec.columns if c.sorted}
        parts = []
        for one in order:
            column = f't."{keys[one.field]}"' if one.field in keys else self.column(one.field)
            parts.append(f"{plus}{column} {'DESC' if one.descending else 'ASC'}")
        return ", ".join([*parts, *(f"{plus}t.{name}" for name in ("_date", "_year", "_number", "_series", "_id", "_unit"))])


def _holds(cell: str, column: Column, asked: str) -> str:
    """Whether a list holds the asked value, or a single cell is it."""
    return f"EXISTS (SELECT 1 FROM json_each({cell}) h WHERE h.value = {asked})" if column.type == "json" else f"{cell} = {asked}"


def _refers(other: TableSpec, alias: str, key: str) -> str:
    """Return the condition that a row of another register is the one that a key of `t` means: the own unit's before one from above."""
    if not other.layered:
        return f"{alias}._unit = t._unit AND {alias}._id = {key}"
    return (
        f'{alias}.rid = coalesce((SELECT n.rid FROM "{other.table}" n WHERE n._unit = t._unit AND n._id = {key}), '
        f'(SELECT n.rid FROM "{other.table}" n WHERE n._id = {key} AND layer(t._unit, n._unit) IS NOT NULL '
        "ORDER BY layer(t._unit, n._unit) LIMIT 1))"
    )
