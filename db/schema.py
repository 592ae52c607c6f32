"""The tables of the registers, as values handed in from above.

A register's table is a projection of the log: a new field is a new column at the next opening, a retired one stays in
the log. No migration is written for it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, Literal, Protocol

from db.driver import Database

ColumnType = Literal["text", "integer", "flag", "json"]
# The underscore keeps them apart from fields: a register may well have a `unit`, a `year` or an `event_date` of its own.
SYSTEM_COLUMNS: Final = (
    ("_unit", "TEXT NOT NULL"),
    ("_id", "TEXT NOT NULL"),
    ("_date", "TEXT"),
    ("_status", "TEXT NOT NULL"),
    ("_deleted", "INTEGER NOT NULL"),
    ("_year", "INTEGER"),
    ("_number", "INTEGER"),
    ("_series", "TEXT"),
)

ALIKE: Final = "_alike"
"""A computed column that some registers have: records of a unit in which it is equal may be one thing written down twice."""


class RowContext(Protocol):
    """What the derivation of one record may ask the store for."""

    unit: str
    record: str
    vector: tuple[tuple[str, int], ...]
    """(log, seq) of every op of the record."""
    deleted: bool

    @property
    def merged_into(self) -> object:
        """The record that is kept in this one's place, where it was struck out for that."""

    def same_number(self) -> bool:
        """Whether another living record of the book bears one of the record's numbers."""

    def row(self, register: str, record: str) -> Mapping[str, object] | None:
        """Another record's values (with `_date`), own unit first, then superiors, then resources."""

    def alike(self, register: str, values: Mapping[str, object]) -> Sequence[Mapping[str, object]]:
        """The living records of a register that have these values."""


@dataclass(frozen=True, slots=True)
class Derived:
    """What follows from a record's values: its date, its computed fields and the rules that it breaks."""

    event_date: str | None
    computed: Mapping[str, object]
    flags: Sequence[str]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a register's table. `search`: "" not searched, "open" by everybody, "private" by few.

    `sorted` names the order, of those that `Words` has, whose key is stored beside the value; "" for none.
    `group` is what the column is erased with; "" for what no erasure empties.
    """

    name: str
    type: ColumnType = "text"
    search: Literal["", "open", "private"] = ""
    sorted: str = ""
    indexed: bool = False
    group: str = ""

    @property
    def key_column(self) -> str:
        """Name of the column with the stored key. Each order has its own, so another order is a new column, filled at the opening."""
        return f"{self.name}__{self.sorted}"


@dataclass(frozen=True)
class TableSpec:
    """One register as this layer sees it. What follows from the columns is worked out once."""

    code: str
    columns: tuple[Column, ...]
    derive: Callable[[Mapping[str, object], RowContext], Derived]
    parent: str = ""
    children: tuple[tuple[str, str], ...] = ()
    """(child register, its ref field): derived again when this record changes."""
    followers: tuple[tuple[str, Mapping[str, str]], ...] = ()
    """(other register, its field → field here): derived again where the values are equal, before or after a change; `_id` = its id."""
    references: Mapping[str, str] = field(default_factory=dict)
    """Ref field → the register that it points to (the first, where there are several)."""
    layered: bool = False
    """Records of superiors and of the resources may lie under this unit's own."""
    mark: str = ""
    """Name of the small value of the office (`db.store.get_meta`) that every change of this table makes another."""

    @property
    def table(self) -> str:
        """Name of the table."""
        return f"r_{self.code}"

    def own_column(self, name: str) -> str:
        """Return the column of a field, or of the id.

        Raises:
            KeyError: the register has no such field.
        """
        return name if name == "_id" else self.by_name[name].name

    @cached_property
    def by_name(self) -> Mapping[str, Column]:
        """The columns by name."""
        return {column.name: column for column in self.columns}

    @cached_property
    def cells(self) -> tuple[str, ...]:
        """Names of all columns of the table but `rid`, in the order in which rows are written."""
        return tuple(_column_types(self))

    @cached_property
    def insert(self) -> str:
        """The statement that writes a row: rid, then `cells`."""
        names = ", ".join(f'"{name}"' for name in ("rid", *self.cells))
        return f'INSERT OR REPLACE INTO "{self.table}" ({names}) VALUES ({", ".join("?" * (len(self.cells) + 1))})'

    @cached_property
    def select(self) -> str:
        """The statement that reads the `cells` of one record (unit, id)."""
        names = ", ".join(f'"{name}"' for name in self.cells)
        return f'SELECT {names} FROM "{self.table}" WHERE _unit = ? AND _id = ?'


@dataclass(frozen=True, slots=True)
class Words:
    """How text is folded for search and ordered: rules of the language, not of the database.

    `orders`: a name of an order → what makes the key by which texts stand in it.
    """

    fold: Callable[[str], str]
    orders: Mapping[str, Callable[[str], bytes]]
    specs: Mapping[str, TableSpec] = field(default_factory=dict)
    lineage: Callable[[str], tuple[str, ...]] = lambda unit: (unit, "*")
    """A unit's own key, its superiors' and `*`, nearest first: where a reference is looked for."""


_SQL_TYPES: Final = {"text": "TEXT", "integer": "INTEGER", "flag": "INTEGER", "json": "TEXT"}


def _column_types(spec: TableSpec) -> dict[str, str]:
    types = dict(SYSTEM_COLUMNS)
    for column in spec.columns:
        types[column.name] = _SQL_TYPES[column.type]
        if column.sorted:
            types[column.key_column] = "BLOB"
    return types


def declared(words: Words) -> dict[str, list[str]]:
    """Return what the tables have to look like: register → its columns and indexes, as texts to compare."""
    return {
        code: [*(f"{name} {sql}" for name, sql in _column_types(spec).items()), *_indexes(spec), *_triggers(spec)]
        for code, spec in sorted(words.specs.items())
    }


def create_table(db: Database, spec: TableSpec) -> bool:
    """Make the register's table, or add the columns that it lacks; return whether it holds more than before."""
    wanted, grown = _column_types(spec), True
    if not db[spec.table].exists():
        db.conn.execute(_create(spec, ""))
    else:
        have = {column.name for column in db[spec.table].columns}
        lacking = [name for name in wanted if name not in have]
        for name in lacking:
            db.conn.execute(f'ALTER TABLE "{spec.table}" ADD COLUMN "{name}" {wanted[name]}')
        grown = bool(lacking)
    for statement in (*_indexes(spec), *_triggers(spec)):
        db.conn.execute(statement)
    return grown


def create_shadow(db: Database, spec: TableSpec) -> None:
    """Make a temporary table that this connection finds before the real one."""
    db.conn.execute(_create(spec, "TEMP "))
    db.conn.execute(f'CREATE UNIQUE INDEX temp."s_{spec.code}" ON "{spec.table}" (_unit, _id)')
    if ALIKE in spec.by_name:
        db.conn.execute(f'CREATE INDEX temp."s_{spec.code}_{ALIKE}" ON "{spec.table}" ({ALIKE})')


def _create(spec: TableSpec, temporary: str) -> str:
    columns = ", ".join(f'"{name}" {sql}' for name, sql in _column_types(spec).items())
    return f'CREATE {temporary}TABLE "{spec.table}" (rid INTEGER PRIMARY KEY, {columns})'


# A page of a unit's book in its order, how many there are, and the span of a period are answered from this index alone:
# the rows themselves are many times as large, and every page of them has to be deciphered.
_PAGES: Final = ("_unit", "_date", "_year", "_number", "_series", "_id", "_deleted", "_status")


def _indexes(spec: TableSpec) -> list[str]:
    made = [_index(spec, ("_unit", "_id"), unique=True), _index(spec, ("_date",)), _index(spec, _PAGES)]
    if spec.layered:
        made.append(_index(spec, ("_id",)))
    return made + [_index(spec, (column.name,)) for column in spec.columns if column.indexed]


def _index(spec: TableSpec, columns: tuple[str, ...], *, unique: bool = False) -> str:
    name = f"i_{spec.code}_{'_'.join(columns)}"
    cells = ", ".join(f'"{column}"' for column in columns)
    return f'CREATE {"UNIQUE " if unique else ""}INDEX IF NOT EXISTS "{name}" ON "{spec.table}" ({cells})'


def _triggers(spec: TableSpec) -> list[str]:
    """Return what moves the table's mark. It is drawn, not counted: a number that was undone would come twice."""
    if not spec.mark:
        return []
    name = spec.mark.replace("'", "''")
    moved = f"UPDATE meta SET value = hex(randomblob(8)) WHERE name = '{name}'"
    made = [
        f'CREATE TRIGGER IF NOT EXISTS "m_{spec.code}_{verb}" AFTER {verb} ON "{spec.table}" BEGIN {moved}; END'
        for verb in ("INSERT", "UPDATE", "DELETE")
    ]
    return [f"INSERT OR IGNORE INTO meta VALUES ('{name}', '')", *made]
