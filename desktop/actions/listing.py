"""The list of any register: its columns, what stands in each cell, the state of each record, and the totals below.

Number, day and state are drawn around the columns that the register declares; seven at most. A value that is not held
here says so, and one that was erased by law says that: neither is ever an empty cell.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from db.driver import Connection
from db.query import Amount, Is, Query, Reader, What
from desktop import registers, units
from desktop.actions import lookup
from desktop.actions.lookup import Ask
from desktop.actions.record_state import State, state_of
from desktop.entries.naming import Names, shown_number
from desktop.entries.record import NEWEST_FIRST, Record
from desktop.entries.values import show_value
from desktop.language.dates import format_date
from desktop.language.numbers import format_number
from desktop.office import Office
from desktop.registers.model import Field, Kind, Register, Total

ColumnKind = Literal["text", "number", "date", "state"]
MOST_COLUMNS: Final = 7
_MOST_UNDATED: Final = 20
NUMBER, DAY, STATE, UNIT = "_number", "_date", "_state", "_unit"
WAITS, WITHHELD, ERASED, SECRET = "chờ số", "không có ở đây", "đã xóa theo thời hạn", "Theo sổ Mật"
_NARROWEST, _WIDEST = 92, 168
_STATE, _WIDEST_STATE, _MONEY = 160, 188, 132
_WIDTHS: Mapping[Kind, int] = {Kind.DATE: 100, Kind.COUNT: 88, Kind.DECIMAL: 88, Kind.FLAG: 88, Kind.LONGTEXT: 200, Kind.REFS: 152}


@dataclass(frozen=True, slots=True)
class ListColumn:
    """One column. `width` at 100 %, in steps of 4; `order`: the fields that sort by it."""

    key: str
    title: str
    kind: ColumnKind
    width: int
    order: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListRow:
    """One record as the list shows it: a text for each column key but the state."""

    record: Record
    cells: Mapping[str, str]
    state: State


@dataclass(frozen=True, slots=True)
class ListPage:
    """Some rows, how many there are in all, and the totals of all (`text`; `more` is quieter).

    `undated` are the unit's own that have no day yet, such as a plan that waits for its number: they stand above every period,
    or nobody would find them again.
    """

    total: int
    rows: tuple[ListRow, ...]
    text: str = ""
    more: str = ""
    undated: tuple[ListRow, ...] = ()


def columns_of(register: Register, chosen: Sequence[str] = (), *, of_units: bool = False, private: bool = True) -> tuple[ListColumn, ...]:
    """Return the columns of a register's list; `chosen` names other fields, `of_units` tells whose a record is.

    Without `private`, the person may not read names and content, and so not sort by them either.
    """
    found: list[ListColumn] = []
    if of_units and not register.is_table:
        found.append(ListColumn(UNIT, "Đơn vị", "text", 120, ("_unit",)))
    if register.numbered:
        found.append(ListColumn(NUMBER, "Số", "text", 72, ("_year", "_number", "_series")))
    names = [name for name in (chosen or register.listed) if name in register.by_name]
    if register.dated_by and not set(register.dated_by) & set(names):
        found.append(ListColumn(DAY, "Ngày", "date", 100, ("_date",)))
    for name in names[: MOST_COLUMNS - 1 - len(found)]:
        field = register.by_name[name]
        found.append(ListColumn(name, field.label, _kind(field), _width(field), (name,) if private or not field.private else ()))
    return (*found, ListColumn(STATE, register.standing_title, "state", _WIDEST_STATE if register.standing else _STATE, ("_status",)))


def _kind(field: Field) -> ColumnKind:
    return {Kind.DATE: "date", Kind.COUNT: "number", Kind.DECIMAL: "number"}.get(field.kind, "text")  # type: ignore[return-value]


def _width(field: Field) -> int:
    """A width that fits the longest option; texts get what is left."""
    if field.kind is Kind.CHOICE:
        longest = max((len(label) for label in field.options.values()), default=0)
        return min(_WIDEST, max(_NARROWEST, 4 * (longest * 2 + 6)))
    return _MONEY if field.unit_label == "đồng" else _WIDTHS.get(field.kind, 132)


def look(office: Office, code: str, ask: Ask) -> ListPage:
    """Return a page of a register's list with the totals of everything that was asked.

    Raises:
        Problem: unknown_register, not_allowed.
    """
    found = first_page(office, code, ask)
    text, more = totals(office, code, ask, found)
    return replace(found, text=text, more=more)


def first_page(office: Office, code: str, ask: Ask) -> ListPage:
    """Return the first rows of a list, drafts without a day included; the totals may come later."""
    found = page(office, code, ask)
    if not ask.period or ask.search or ask.where:
        return found
    law = lookup.register_of(code).erasure  # what was emptied by law lost its day for good, and waits for nothing
    turned = (Is(law.field, "!=", law.value),) if law else ()
    waiting = Ask(where=(Is("_date", "null"), Is("_unit", "=", office.identity.unit), *turned), limit=_MOST_UNDATED)
    return replace(found, undated=page(office, code, waiting).rows)


def totals(office: Office, code: str, ask: Ask, found: ListPage) -> tuple[str, str]:
    """Return what stands below a list: how many, and quieter what stands apart."""
    with office.reading() as connection:
        return _totals(office, connection, lookup.register_of(code), ask, found)


def has_begun(office: Office, code: str) -> bool:
    """Whether anything stands in a register, whatever its day; drafts count."""
    return lookup.listing(office, code, Ask(limit=1)).total > 0


def page(office: Office, code: str, ask: Ask) -> ListPage:
    """Return a page of a register's list without totals, for scrolling."""
    register = lookup.register_of(code)
    answer = lookup.listing(office, code, ask if ask.order else replace(ask, order=NEWEST_FIRST))
    with office.reading() as connection:
        names = Names(office, connection)
        _learn(register, names, answer.records)
        return ListPage(answer.total, tuple(row_of(office, register, names, one) for one in answer.records))


def _learn(register: Register, names: Names, found: Sequence[Record]) -> None:
    for field in register.fields:
        if field.kind in (Kind.REF, Kind.REFS) and len(field.to) == 1 and field.to[0] in registers.ALL:
            values = [one.values[field.name] for one in found if one.values[field.name]]
            names.learn(field.to[0], [each for value in values for each in (value if isinstance(value, list) else [value])])


def row_of(office: Office, register: Register, names: Names, record: Record) -> ListRow:
    """Return one record as the list shows it."""
    cells = {f.name: _cell(register, f, record, names) for f in register.fields}
    cells[NUMBER] = shown_number(record.book_no) or (WAITS if register.numbered and record.unit != units.RESOURCES else "")
    cells[UNIT] = office.directory.unit(record.unit).name if record.unit != units.RESOURCES else ""
    cells[DAY] = format_date(record.event_date) if record.event_date else ""
    return ListRow(record, cells, state_of(office, register, record))


def is_secret(register: Register, values: Mapping[str, Any]) -> bool:
    """Whether the register's law lets only figures of this record be kept."""
    return register.erasure is not None and values.get(register.erasure.field) == register.erasure.value


def _cell(register: Register, field: Field, record: Record, names: Names) -> str:
    if is_secret(register, record.values) and register.erasure and field.group in register.erasure.groups:
        first = next((name for name in register.listed if register.by_name[name].private), "")
        return SECRET if field.name == first else ""
    if field.name in record.erased:
        return ERASED
    if field.name in record.withheld:
        return WITHHELD
    return " ".join(show_value(field, record.values[field.name], names).split())


def _totals(office: Office, connection: Connection, register: Register, ask: Ask, found: ListPage) -> tuple[str, str]:
    reader = office.reader(connection)
    query = replace(lookup.query_of(office, connection, register, ask), drafts=False, deleted=False)
    live = reader.count(query)
    drafts = reader.count(replace(query, drafts=True)) - live
    begun = drafts + sum(row.record.status == "nhap" for row in found.undated)
    whole = sum(row.record.status != "nhap" for row in found.undated)
    more = [f"{n} {said}" for n, said in ((whole, "chưa có ngày"), (begun, "nháp")) if n]
    if ask.deleted and found.total > live + drafts:
        more.append(f"{found.total - live - drafts} đã gạch bỏ")
    said = (
        " · ".join(f"{format_number(str(_total(reader, query, one)))} {one.noun}" for one in register.totals) or f"{live} {register.noun}"
    )
    return said, " · ".join([*_secret(reader, register, query), *more])


def _total(reader: Reader, query: Query, total: Total) -> Amount:
    def number(asked: Query, what: What, *fields: str) -> Amount:
        return reader.tally(asked, what, fields, by=()).get((), 0)

    if total.what == "distinct":
        return number(query.also(Is(total.field, "filled")), "distinct", total.field) + number(query.also(Is(total.field, "null")), "count")
    return number(query, total.what, *([total.field] if total.field else []))


def _secret(reader: Reader, register: Register, query: Query) -> list[str]:
    if register.erasure is None:
        return []
    field, value = register.erasure.field, register.erasure.value
    found = reader.count(query.also(Is(field, "=", value)))
    return [f"{found} {register.by_name[field].options[value].lower()} (theo sổ Mật)"] if found else []
