"""Type what a paper book held before the program: one sheet of a form's counted columns, saved together or not at all."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from db.query import Is, Query
from desktop import registers
from desktop.actions import records
from desktop.entries.record import may_enter
from desktop.entries.record_ids import natural_id
from desktop.forms import Form, FormColumn, all_forms, set_at
from desktop.language.numbers import canonical_number
from desktop.law.unit_law import as_day
from desktop.office import Office
from desktop.registers.opening_figure import CARRIED
from desktop.reporting.opening import OPENING, as_cell

KINDS: Final = registers.ALL[OPENING].by_name["kind"].options


@dataclass(frozen=True, slots=True)
class Days:
    """Of which days the figures are (ISO): carried over, only the first day counts and `last` is empty."""

    kind: str
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The counted columns of a form, and what was typed of them for these days before: column → number."""

    form: Form
    columns: tuple[FormColumn, ...]
    days: Days
    typed: Mapping[str, int | str]
    source: str


def refusal(office: Office) -> str:
    """Say why who is signed in cannot type opening figures; "" when he can."""
    return "" if may_enter(registers.ALL[OPENING], office.user.roles) else "Bạn không có quyền ghi số đầu kỳ."


def open_sheet(office: Office, name: str, days: Days) -> Sheet:
    """Return a form with what was typed of it for these days; nothing yet while there is no first day."""
    form = _form(name, as_day(days.last) or as_day(days.first) or office.clock.today())
    columns = tuple(column for column in form.columns if days.kind in column.openings)
    with office.reading() as connection:
        same = (Is("form", "=", name), Is("kind", "=", days.kind), Is("date_from", "=", days.first))
        rows = office.reader(connection).rows(Query(OPENING, same, units=(office.identity.unit,))) if days.first else []
    known = {str(row["column"]): value for row in rows if (value := canonical_number(row["value"])) is not None}
    last = days.last or next((str(row["date_to"]) for row in rows if row["date_to"]), "")
    source = next((str(row["source"]) for row in rows if row["source"]), "")
    typed = {column.code: as_cell(known[column.code]) for column in columns if column.code in known}
    return Sheet(form, columns, Days(days.kind, days.first, last), typed, source)


def _form(name: str, day: date) -> Form:
    """Return a form of the circular in use on a day; one that only another circular has, by that."""
    named = [form for form in all_forms() if form.code == name]
    return next((form for form in named if not form.sets or set_at(day).code in form.sets), named[0])


def keep(office: Office, sheet: Sheet, days: Days, cells: Mapping[str, int | str | None], source: str) -> int:
    """Save a number for each column that has one and strike out what was emptied; return how many there are.

    Raises:
        Problem: not_allowed, and what is wrong with a number, the days or the source.
    """
    register = records.to_write(office, OPENING)
    saved = 0
    with records.saving(office) as saver:
        for column in sheet.columns:
            key = {"form": sheet.form.code, "column": column.code, "kind": days.kind, "date_from": days.first}
            value = cells.get(column.code)
            if value is not None:
                until = None if days.kind == CARRIED else days.last
                saver.add(register, {**key, "date_to": until, "value": str(value), "source": source}, None, draft=False)
                saved += 1
                continue
            record = natural_id(register, saver.unit, key)
            if record and office.reader(saver.connection).finds(Query(OPENING, (Is("_id", "=", record),), units=(saver.unit,))):
                saver.mark(register, record, deleted=True)
    return saved
