"""Type the cells of one form by hand: what a paper book held, or what a unit without a laptop told its upper unit.

A sheet is saved together or not at all. Law: an empty field is no 0, and what is emptied is struck out; who told a number and when is
written where the number changed; what does not add up is kept as it was typed, and said; so is what it hides or does not replace.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from db.driver import Connection
from db.query import Is, Query
from desktop import registers, units
from desktop.actions import duties, records
from desktop.errors import Problem
from desktop.forms import Check, Form, FormColumn, form_of, opening_form
from desktop.language.dates import format_date
from desktop.language.numbers import canonical_number
from desktop.law.unit_law import as_day
from desktop.office import Office
from desktop.registers.opening_figure import CARRIED
from desktop.reporting.cells import Cells, CellValue, as_reported, checks, typed_cells
from desktop.reporting.communal import is_communal
from desktop.reporting.figures import figures_of
from desktop.reporting.on_behalf import TYPED
from desktop.reporting.opening import OPENING, as_cell
from desktop.reporting.periods import Standing, period_of, standing

KINDS: Final = registers.ALL[OPENING].by_name["kind"].options
SOURCES: Final = registers.ALL[TYPED].by_name["source"].options
_KEYS: Final = {OPENING: ("kind", "date_from"), TYPED: ("for_unit", "period")}
"""What names a sheet among those of its form."""
_TOLD: Final = {OPENING: ("source", "date_to"), TYPED: ("source", "given_by", "given_on")}
"""What is said once for all cells of a sheet."""
_OF_NUMBER: Final = frozenset({"date_to"})
"""What of it is part of the number: with it, the number is another."""
Row = dict[str, Any]
Typed = Mapping[str, int | str | None]
"""Column → number, None for an empty field."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One form to be typed into the book `register`; `key` and the form's code name the sheet.

    columns: those that may be typed; rows: what was typed before, column → its record; told: what is said for all cells, as said last.
    about, period: on a sheet on behalf, whose row it is and what the period is called; counted: the cells of that row that are
    counted here from its records and that a typed form hides; superseded: it has closed the period, so that nothing is hidden.
    """

    register: str
    form: Form
    key: Mapping[str, str]
    columns: tuple[FormColumn, ...]
    rows: Mapping[str, Row]
    told: Mapping[str, str]
    about: units.Unit | None = None
    period: str = ""
    counted: Cells = field(default_factory=dict)
    superseded: bool = False

    @property
    def columns_by_code(self) -> dict[str, FormColumn]:
        """The columns that may be typed, by their code."""
        return {column.code: column for column in self.columns}

    @property
    def typed(self) -> dict[str, int | str]:
        """Column → the number that was typed before."""
        known = {code: canonical_number(row["value"]) for code, row in self.rows.items()}
        return {code: as_cell(value) for code, value in known.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Judged:
    """How a check of the form stands over what is typed: `open` while that does not decide it."""

    check: Check
    state: Literal["ok", "wrong", "open"]
    message: str


def refusal(office: Office, register: str) -> str:
    """Say why who is signed in cannot type such sheets; "" when he can."""
    if register == OPENING:
        return duties.entry_refusal(office, register, "Bạn không có quyền ghi số đầu kỳ.")
    return duties.entry_refusal(office, register, "Chỉ người tổng hợp (TH) nhập thay đơn vị.", "Chỉ huyện, tỉnh nhập thay đơn vị cấp dưới.")


def opening_sheet(office: Office, name: str, kind: str, first: str, last: str) -> Sheet:
    """Return a form with the opening figures of these days (ISO) that were typed before; none while there is no first day.

    Args:
        office: Whose paper books.
        name: A form's code.
        kind: phat_sinh or chuyen_sang.
        first: The day from which they count.
        last: The day to which they count; "" for what was carried over, or as it was typed before.
    """
    key = {"kind": kind, "date_from": first}
    with office.reading() as connection:
        rows = _rows(office, connection, OPENING, key, name) if first else {}
    told = _told(OPENING, rows.values())
    last = "" if kind == CARRIED else last or told["date_to"]
    form = opening_form(name, as_day(last) or as_day(first) or office.clock.today())
    if form is None:
        raise Problem("invalid_value", f"Không có biểu “{name}”. Xem lại mã biểu.", where=name)
    agency = office.home_unit.is_agency
    columns = tuple(column for column in form.columns if kind in column.openings and not (agency and is_communal(form, column)))
    return Sheet(OPENING, form, key, columns, _of(columns, rows), {**told, "date_to": last})


def sheet_on_behalf(office: Office, unit: str, period: str, name: str) -> Sheet:
    """Return a form with what was told for a unit (its bare code) and a period before.

    Raises:
        Problem: unknown_unit, also for one that does not report to this unit; unknown_period, invalid_value.
    """
    about = office.directory.find(unit, office.identity.era)
    if about.parent != office.identity.unit:
        raise Problem("unknown_unit", f"{about.title} không phải đơn vị cấp dưới trực tiếp. Chọn đơn vị khác.", where=unit)
    with office.reading() as connection:
        known = period_of(office, connection, period, about.key)
        form, _ = form_of(name, known.span.to_date)
        key = {"for_unit": about.code, "period": known.code}
        rows, stands = _rows(office, connection, TYPED, key, name), standing(office, connection, about.key, known.code)
        told = _told(TYPED, (rows or _rows(office, connection, TYPED, key)).values())
        counted = {} if stands.is_frozen or not stands.reported else _counted(office, connection, form, stands)
    told["given_on"] = told["given_on"] or office.clock.today().isoformat()
    columns = tuple(column for column in form.columns if not (column.is_ratio or (about.is_agency and is_communal(form, column))))
    return Sheet(TYPED, form, key, columns, _of(columns, rows), told, about, known.label, counted, stands.is_frozen)


def _counted(office: Office, connection: Connection, form: Form, stands: Standing) -> Cells:
    """Return the cells that stand in the unit's row while nothing is typed for it."""
    cells = figures_of(office, connection, stands.period.span, [stands.unit]).cells(form)[stands.unit]
    return as_reported(form, cells, None)


def _rows(office: Office, connection: Connection, register: str, key: Mapping[str, str], form: str | None = None) -> dict[str, Row]:
    """Return what stands in the book under this key, by column: of one form, or whichever."""
    asked = {**key, **({"form": form} if form else {})}
    query = Query(register, tuple(Is(name, "=", value) for name, value in asked.items()), units=(office.identity.unit,))
    return {str(row["column"]): row for row in office.reader(connection).rows(query)}


def _told(register: str, rows: Iterable[Row]) -> dict[str, str]:
    """Return what was said of all cells, as the newest of them says it."""
    newest = max(rows, key=lambda row: str(row.get("given_on") or row.get("date_to") or ""), default=Row())
    return {name: str(newest.get(name) or "") for name in _TOLD[register]}


def _of(columns: Sequence[FormColumn], rows: Mapping[str, Row]) -> dict[str, Row]:
    return {column.code: rows[column.code] for column in columns if column.code in rows}


def keep(office: Office, sheet: Sheet, cells: Typed, told: Mapping[str, str]) -> int:
    """Save a number for each column that has one and strike out what was emptied; return how many numbers there are.

    What was said of a number is written where the number is another one than before; where none is, it was that which was corrected.

    Raises:
        Problem: not_allowed, and what is wrong with a number or with what is said of it.
    """
    register = records.to_write(office, sheet.register)
    known = {code: value for code in sheet.columns_by_code if (value := cells.get(code)) is not None}
    emptied = sheet.rows.keys() - known.keys()
    changed = {code for code, value in known.items() if _is_another(sheet, code, value, told)}
    with records.saving(office) as saver:
        for code in known if not changed and not emptied else [code for code in known if code in changed]:
            values = {**sheet.key, "form": sheet.form.code, "column": code, "value": str(known[code])}
            saver.add(register, {**values, **{name: said or None for name, said in told.items()}}, None, draft=False)
        for code in emptied:
            saver.mark(register, str(sheet.rows[code]["_id"]), deleted=True)
    return len(known)


def _is_another(sheet: Sheet, code: str, value: int | str, told: Mapping[str, str]) -> bool:
    row = sheet.rows.get(code)
    if row is None or canonical_number(row["value"]) != canonical_number(str(value)):
        return True
    return any(str(row[name] or "") != told[name] for name in told.keys() & _OF_NUMBER)


def judged(sheet: Sheet, cells: Typed) -> list[Judged]:
    """Return how each check of the form stands over what is typed.

    A paper book has to add up by itself: a field without a number adds nothing. What a unit told decides a check when all of it is known.
    """
    row = _row(sheet, cells)
    return [
        Judged(check, ("ok" if one.ok else "wrong") if _decides(sheet, check, row) else "open", one.message)
        for check, one in zip(sheet.form.checks, checks(sheet.form, row), strict=True)
    ]  # fmt: skip


def _row(sheet: Sheet, cells: Typed) -> Cells:
    """Return the row that the typed numbers make, sums and ratios worked out; what cannot be read is no number."""
    known = {code: as_cell(value) for code, said in cells.items() if (value := canonical_number(str(said))) is not None}
    return typed_cells(sheet.form, {sheet.form.code: {code: CellValue(value) for code, value in known.items()}})


def _decides(sheet: Sheet, check: Check, row: Cells) -> bool:
    asked = {*check.left, *check.right}
    known = {code for code in asked if row[code].value is not None}
    if sheet.register == TYPED:
        return known == asked
    worked_out = {code for code in check.right if sheet.form.column(code).measure} - sheet.columns_by_code.keys()
    return bool(known) and (check.sign == "=" or not worked_out)  # what is counted from records may well be larger


def hidden(sheet: Sheet, cells: Typed) -> int:
    """Return how many cells that are counted here from the unit's records a typed form would hide; 0 while nothing is typed."""
    row = _row(sheet, cells)
    if all(cell.value is None for cell in row.values()):
        return 0
    return sum(cell.value is not None and row[code].value != cell.value for code, cell in sheet.counted.items())


def doubts(office: Office, register: str, ids: Iterable[str]) -> list[str]:
    """Return what is to be said of numbers that were saved one by one: what they hide or do not replace, and what does not add up."""
    if register not in _KEYS:
        return []
    with office.reading() as connection:
        query = Query(register, (Is("_id", "in", tuple(ids)),), units=(office.identity.unit,))
        rows = office.reader(connection).rows(query)
    sheets = dict.fromkeys((*(str(row[name]) for name in _KEYS[register]), str(row["form"])) for row in rows)
    return [said for named in sheets for said in _doubts_of(office, register, *named)]


def doubts_before(office: Office, register: str, row: Mapping[str, object]) -> list[str]:
    """Return the same of one number that is about to be saved; nothing while it is not said of which sheet it is."""
    named = [str(row.get(name) or "") for name in (*_KEYS[register], "form")]
    column, value = str(row.get("column") or ""), str(row.get("value") or "")
    if not all((*named, column, value)):
        return []
    try:
        sheet = _sheet_of(office, register, *named)
    except Problem:  # the rules of the book say what is wrong with it
        return []
    return [*(() if sheet.typed else standing_doubts(sheet, {column: value})), *_unmet(sheet, {**sheet.typed, column: value})]


def _doubts_of(office: Office, register: str, first: str, second: str, form: str) -> list[str]:
    try:
        return list(_doubts(_sheet_of(office, register, first, second, form)))
    except Problem as problem:  # kept all the same: it may be told of a period that nobody has opened yet
        return [problem.message]


def _sheet_of(office: Office, register: str, first: str, second: str, form: str) -> Sheet:
    if register == OPENING:
        return opening_sheet(office, form, first, second, "")
    return sheet_on_behalf(office, first, second, form)


def _doubts(sheet: Sheet) -> Iterator[str]:
    yield from standing_doubts(sheet, sheet.typed)
    yield from _unmet(sheet, sheet.typed)


def _unmet(sheet: Sheet, cells: Typed) -> Iterator[str]:
    whose = f"Số đầu kỳ từ {format_date(sheet.key['date_from'])}" if sheet.register == OPENING else f"Số nhập thay {_whose(sheet)}"
    yield from (f"{whose}: {one.message}" for one in judged(sheet, cells) if one.state == "wrong")


def standing_doubts(sheet: Sheet, cells: Typed) -> Iterator[str]:
    """Yield what has to be said of a sheet on behalf as the unit stands: closed figures are not replaced, counted ones are hidden."""
    if sheet.superseded:
        yield f"Đã có số chốt của {_whose(sheet)}; số gõ chỉ để so, không thay số chốt."
    elif number := hidden(sheet, cells):
        yield f"Số nhập thay che {number} ô đang đếm được ở biểu {sheet.form.code} của {_whose(sheet)}, đến khi đơn vị chốt."


def _whose(sheet: Sheet) -> str:
    return f"{sheet.about.named if sheet.about else ''}, kỳ {sheet.period}"
