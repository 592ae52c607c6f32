"""From a cell to what a field takes, and back: days, numbers, ticks and lists as people write them in a sheet.

A label stands for its code and a name for its record, when it can mean one thing only. What may be read in two ways is
refused with both of them; what Excel has turned into something else (a number into a day) is not turned back by guessing.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from desktop.errors import Problem
from desktop.language.dates import as_date
from desktop.language.numbers import parse_decimal
from desktop.language.vietnamese import fold
from desktop.registers.fields import Field, Kind
from desktop.sheets.cells import DAYS, Broken, Cell, Day, Figure, Formula, Look

FindRecord = Callable[[Field, str], str | None]
"""(field, words) → id of the one record that they name; None leaves the words to whoever saves. Raises Problem for several."""
NameRecord = Callable[[Field, str], str]
"""(field, id) → what stands for the record in a sheet."""
_TICKS: Final = {"x": True, "v": True, "đúng": True, "sai": False}
_PARTS: Final = re.compile(r"[;,\n]")
_FIRST_DAYS: Final = {False: date(1899, 12, 30), True: date(1904, 1, 1)}
_YEARS: Final = range(1990, 2100)
_COUNTED: Final = range(1901, 10_000)
_DECIMAL: Final = re.compile(r"-?\d+(?:\.\d+)?")


def _bad(field: Field, reason: str) -> Problem:
    return Problem("invalid_value", f"{field.label}: {reason}", field.name)


def given(field: Field, cell: Cell, find: FindRecord) -> object:
    """Return what a cell says, in a form that the field's own check takes.

    Raises:
        Problem: invalid_value, when the cell is a formula, an error, or of a kind that the field cannot take.
    """
    match cell:
        case Formula():
            raise _bad(field, "ô này là công thức. Chép cột đó rồi dán giá trị (Paste Values), nhập lại.")
        case Broken(text=text):
            raise _bad(field, f"ô này báo lỗi {text}. Ghi lại giá trị.")
        case str():
            return _said(field, cell.strip(), find)
        case Day():
            return _day(field, cell)
        case Figure():
            return _number(field, cell, find)
        case _:
            return _tick(field, cell)


def _said(field: Field, text: str, find: FindRecord) -> object:
    match field.kind:
        case Kind.FLAG:
            return _TICKS.get(text.casefold(), text)
        case Kind.DECIMAL:
            return parse_decimal(text, field.name)
        case Kind.CHOICE:
            return _code(field, text) or text
        case Kind.CHOICES:
            return _parts(text, lambda one: _code(field, one))
        case Kind.REF:
            return find(field, text) or text
        case Kind.REFS:
            return _parts(text, lambda one: find(field, one))
        case _:
            return text


def _code(field: Field, text: str) -> str | None:
    """Return the option that a code or a label means."""
    if text in field.options:
        return text
    wanted = fold(text)
    return next((code for code, label in field.options.items() if fold(label) == wanted), None)


def _parts(text: str, code_of: Callable[[str], str | None]) -> list[str]:
    """Take a list apart at commas and semicolons; a label may hold them itself, so the longest known piece goes first."""
    pieces: list[str] = []
    while text.strip():
        ends = [*(cut.start() for cut in _PARTS.finditer(text)), len(text)]
        end = next((one for one in reversed(ends) if code_of(text[:one].strip())), ends[0])
        piece, text = text[:end].strip(), text[end + 1 :]
        if piece:
            pieces.append(code_of(piece) or piece)
    return pieces


def _day(field: Field, cell: Day) -> object:
    if field.kind is Kind.DATE:
        return cell.value.isoformat()
    if field.is_text and "d" not in cell.pattern.lower():  # "2024-02" of a month, which Excel has made a day of
        return f"{cell.value.year}-{cell.value.month:02}"
    raise _bad(field, f"ô này là ngày {cell.value:%d/%m/%Y}. Định dạng ô là Text rồi gõ lại.")


def _number(field: Field, cell: Figure, find: FindRecord) -> object:
    match field.kind:
        case Kind.COUNT if cell.value == cell.value.to_integral_value():
            return int(cell.value)
        case Kind.COUNT:
            raise _bad(field, f"{cell.plain.replace('.', ',')} không phải là số nguyên.")
        case Kind.DECIMAL:
            return cell.plain
        case Kind.FLAG if cell.value in (0, 1):
            return cell.value == 1
        case Kind.DATE:
            return _serial(field, cell)
        case _:
            return _said(field, cell.plain, find)


def _serial(field: Field, cell: Figure) -> str:
    """Return the day that a bare number of Excel counts to."""
    days = int(cell.value) if Decimal(0) < cell.value < Decimal(100_000) else 0
    day = _FIRST_DAYS[cell.epoch_1904] + timedelta(days)
    if day.year not in _YEARS:
        raise _bad(field, f"{cell.plain} không phải là ngày; ghi dạng 25/03/2024.")
    return day.isoformat()


def _tick(field: Field, cell: bool | None) -> object:
    if cell is None or field.kind is Kind.FLAG:
        return cell
    raise _bad(field, f"ô này là {'TRUE' if cell else 'FALSE'}, không phải giá trị của cột. Ghi lại.")


def look_of(field: Field) -> Look:
    """Return what a field's column is prepared for."""
    match field.kind:
        case Kind.DATE:
            return Look(DAYS)
        case Kind.COUNT:
            return Look("#,##0" if field.grouped else "0")
        case Kind.DECIMAL:
            return Look("General")
        case Kind.FLAG:
            return Look(options=("Có", "Không"))
        case Kind.CHOICE:
            return Look(options=tuple(field.options.values()))
        case _:
            return Look()


def cell_of(field: Field, value: object, name: NameRecord) -> Cell:
    """Return what stands for a kept value in a sheet; `given` reads it back as the same value."""
    if value is None or value == []:
        return None
    match field.kind:
        case Kind.DATE:
            return _day_cell(str(value))
        case Kind.COUNT if isinstance(value, int):
            return Figure(Decimal(value), look_of(field).pattern)
        case Kind.DECIMAL if _DECIMAL.fullmatch(str(value)):
            return Figure(Decimal(str(value)))
        case Kind.FLAG:
            return bool(value)
        case Kind.CHOICE | Kind.CHOICES:
            return _listed([field.options.get(code, code) for code in _each(value)])
        case Kind.REF | Kind.REFS:
            return _listed([name(field, one) for one in _each(value)])
        case _:
            return str(value)


def _day_cell(text: str) -> Cell:
    """A day as a date cell; what another program wrote and no sheet can count stays words."""
    try:
        day = as_date(text)
    except ValueError:
        return text
    return Day(day) if day.year in _COUNTED else text


def _each(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else [str(value)]


def _listed(said: Sequence[str]) -> str:
    return "; ".join(said)
