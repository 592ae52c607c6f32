"""Type what a unit without a laptop told: one sheet of a form's columns for a unit and a period, saved together or not at all."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from db.driver import Connection
from db.query import Is, Query
from desktop import registers, units
from desktop.actions import records
from desktop.entries.record import may_enter
from desktop.entries.record_ids import natural_id
from desktop.entries.saving import Saver
from desktop.errors import Problem
from desktop.forms import Form, FormColumn, form_of
from desktop.office import Office
from desktop.reporting.cells import Cells, checks
from desktop.reporting.on_behalf import TYPED, Behalf, on_behalf
from desktop.reporting.periods import period_of

SOURCES: Final = registers.ALL[TYPED].by_name["source"].options


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form to be typed for one unit and period. `columns` are those that may be typed; `typed`: column → what was typed before."""

    unit: units.Unit
    period: str
    label: str
    form: Form
    columns: tuple[FormColumn, ...]
    typed: Mapping[str, int | str]
    source: str
    given_by: str
    given_on: str


@dataclass(frozen=True, slots=True)
class Given:
    """Who told it, how (giay, dien_thoai, zalo) and on which day (ISO)."""

    source: str
    given_by: str
    given_on: str


def refusal(office: Office) -> str:
    """Say why who is signed in cannot type totals; "" when he can."""
    if not office.identity.is_upper:
        return "Chỉ huyện, tỉnh nhập thay đơn vị cấp dưới."
    return "" if may_enter(registers.ALL[TYPED], office.user.roles) else "Chỉ người tổng hợp (TH) nhập thay đơn vị."


def open_sheet(office: Office, unit: str, period: str, form: str) -> Sheet:
    """Return what was typed so far of a form for a unit (its bare code) and period.

    Raises:
        Problem: unknown_unit, also for one that does not report to this unit; unknown_period, invalid_value.
    """
    with office.reading() as connection:
        found = _below(office, unit)
        known = period_of(office, connection, period, found.key)
        shape, _ = form_of(form, known.span.to_date)
        behalf = on_behalf(office.reader(connection), office.identity.unit, known.code).get(found.key)
    columns = tuple(column for column in shape.columns if not column.is_ratio)
    cells = behalf.typed.get(form, {}) if behalf else {}
    typed = {column.code: value for column in columns if column.code in cells and (value := cells[column.code].value) is not None}
    told = behalf or Behalf(found.key, "", "", office.clock.today().isoformat())
    return Sheet(found, known.code, known.label, shape, columns, typed, told.source, told.given_by, told.given_on)


def _below(office: Office, code: str) -> units.Unit:
    found = office.directory.find(code, office.identity.era)
    if found.parent != office.identity.unit:
        raise Problem("unknown_unit", f"{found.title} không phải đơn vị cấp dưới trực tiếp. Chọn đơn vị khác.", where=code)
    return found


def keep(office: Office, sheet: Sheet, cells: Mapping[str, int | str | None], given: Given) -> list[str]:
    """Save a sheet: a number for each column that was told, nothing for the others; what was typed before and emptied is struck out.

    Who told it, how and when is written where the number is another one than before; where none is, it was that which was corrected.

    Returns:
        The sentences of the form's checks that the numbers do not meet: what was told is kept as it was told.

    Raises:
        Problem: not_allowed, and what is wrong with a number or with who told it.
    """
    register = records.to_write(office, TYPED)
    changed = {one.code for one in sheet.columns if cells.get(one.code) != sheet.typed.get(one.code)}
    with records.saving(office) as saver:
        for column in sheet.columns:
            key = {"for_unit": sheet.unit.code, "period": sheet.period, "form": sheet.form.code, "column": column.code}
            value = cells.get(column.code)
            if value is not None and changed and column.code not in changed:
                continue
            if value is not None:
                told = {"source": given.source, "given_by": given.given_by, "given_on": given.given_on}
                saver.add(register, {**key, **told, "value": str(value)}, None, draft=False)
                continue
            record = natural_id(register, saver.unit, key)
            if record and _is_there(office, saver, record):
                saver.mark(register, record, deleted=True)
        return _wrong(_row(office, saver.connection, sheet), sheet.form)


def _is_there(office: Office, saver: Saver, record: str) -> bool:
    return office.reader(saver.connection).finds(Query(TYPED, (Is("_id", "=", record),), units=(saver.unit,)))


def _row(office: Office, connection: Connection, sheet: Sheet) -> Cells | None:
    behalf = on_behalf(office.reader(connection), office.identity.unit, sheet.period).get(sheet.unit.key)
    return behalf.cells(sheet.form) if behalf else None


def _wrong(cells: Cells | None, form: Form) -> list[str]:
    """Return what does not add up among the columns that are all known."""
    if cells is None:
        return []
    known = {code for code, cell in cells.items() if cell.value is not None}
    sides = {f"{form.code}:{one.rule}": {*one.left, *one.right} for one in form.checks}
    return [one.message for one in checks(form, cells) if not one.ok and sides[one.check] <= known]
