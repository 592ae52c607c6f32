"""The tables of the registers, as values handed in from above.

A register's table is a projection of the log: a new field is a new column at the next opening, a retired one stays in
the log. No migration is written for it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
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


class RowContext(Protocol):
    """What the derivation of one record may ask the store for."""

    unit: str
    record: str
    vector: tuple[tuple[str, int], ...]
    """(log, seq) of every op of the record."""

    def row(self, register: str, record: str) -> Mapping[str, object] | None:
        """Another record's values (with `_date`), own unit first, then superiors, then resources."""


@dataclass(frozen=True, slots=True)
class Derived:
    """What follows from a record's values: its date, its computed fields and the rules that it breaks."""

    event_date: str | None
    computed: Mapping[str, object]
    flags: Sequence[str]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a register's table. `search`: "" not searched, "open" by everybody, "private" by few."""

    name: str
    type: ColumnType = "text"
    search: Literal["", "open", "private"] = ""
    sorted: bool = False
    indexed: bool = False


@dataclass(frozen=True, slots=True)
class TableSpec:
    """One register as this layer sees it."""

    code: str
    columns: tuple[Column, ...]
    derive: Callable[[Mapping[str, object], RowContext], Derived]
    parent: str = ""
    children: tuple[tuple[str, str], ...] = ()
    """(child register, its ref field): derived again when this record changes."""
    references: Mapping[str, str] = field(default_factory=dict)
    """Ref field → the register that it points to (the first, where there are several)."""
    layered: bool = False
    """Records of superiors and of the resources may lie under this unit's own."""

    @property
    def table(self) -> str:
        """Name of the table."""
        return f"r_{self.code}"


@dataclass(frozen=True, slots=True)
class Words:
    """How text is folded for search and ordered: rules of the language, not of the database."""

    fold: Callable[[str], str]
    sort_key: Callable[[str], bytes]
    specs: Mapping[str, TableSpec] = field(default_factory=dict)


def create_table(db: Database, spec: TableSpec, *, temporary: bool = False) -> None:
    """Make the register's table, or add the columns that it lacks."""
    types = {"text": "TEXT", "integer": "INTEGER", "flag": "INTEGER", "json": "TEXT"}
    wanted = {name: sql for name, sql in SYSTEM_COLUMNS}
    for column in spec.columns:
        wanted[column.name] = types[column.type]
        if column.sorted:
            wanted[f"{column.name}__sort"] = "BLOB"
    if temporary or not db[spec.table].exists():
        columns = ", ".join(f'"{name}" {sql}' for name, sql in wanted.items())
        db.conn.execute(f'CREATE {"TEMP " if temporary else ""}TABLE "{spec.table}" (rid INTEGER PRIMARY KEY, {columns})')
    else:
        have = {column.name for column in db[spec.table].columns}
        for name, sql in wanted.items():
            if name not in have:
                db.conn.execute(f'ALTER TABLE "{spec.table}" ADD COLUMN "{name}" {sql}')
    if temporary:
        return
    _index(db, spec, ("_unit", "_id"), unique=True)
    _index(db, spec, ("_date",))
    for column in spec.columns:
        if column.indexed:
            _index(db, spec, (column.name,))


def _index(db: Database, spec: TableSpec, columns: tuple[str, ...], *, unique: bool = False) -> None:
    name = f"i_{spec.code}_{'_'.join(columns)}"
    cells = ", ".join(f'"{column}"' for column in columns)
    db.conn.execute(f'CREATE {"UNIQUE " if unique else ""}INDEX IF NOT EXISTS "{name}" ON "{spec.table}" ({cells})')
