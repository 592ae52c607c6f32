"""Workbooks of Excel, written: text that looks like a formula is text, in a cell that stays text when somebody edits it."""

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import zip_longest
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.datavalidation import DataValidation

from desktop.language.vietnamese import shown
from desktop.sheets.cells import TEXT, Cell, Day, Figure, Look, column_letters
from desktop.sheets.limits import MOST_ROWS

_LISTS: Final = "Danh mục"
_DIGITS: Final = 15
"""Digits that a number of Excel keeps."""


def write_xlsx(
    title: str, heads: Sequence[Sequence[str]], rows: Iterable[Sequence[Cell]], made: datetime, looks: Sequence[Look] = ()
) -> bytes:
    """Return a workbook of one sheet: rows of titles, which stay in sight, and below them what there is.

    Args:
        title: Name of the sheet.
        heads: The titles, bold, and the names below them, quieter.
        rows: One cell for each title.
        made: When, for the properties of the file.
        looks: Of each column, for the rows that somebody adds below.
    """
    book = Workbook(write_only=True)
    book.properties.creator, book.properties.created, book.properties.modified = "Sổ Dân vận", made, made
    sheet = book.create_sheet("".join(letter for letter in title if letter not in "[]:*?/\\")[:31])
    sheet.freeze_panes = f"A{len(heads) + 1}"
    for at, name in enumerate(heads[0]):
        sheet.column_dimensions[column_letters(at)].width = max(12, min(40, len(name) + 4))
    for at, look in enumerate(looks):
        sheet.column_dimensions[column_letters(at)].number_format = look.pattern
    _offer(book, sheet, looks, len(heads) + 1)
    for at, head in enumerate(heads):
        sheet.append([_head(sheet, name, first=at == 0) for name in head])
    for row in rows:
        sheet.append([_written(sheet, cell) for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _offer(book: Any, sheet: Any, looks: Sequence[Look], first: int) -> None:
    """Let columns with a closed list offer it; the lists stand in a sheet of their own, out of sight."""
    listed = [(at, look.options) for at, look in enumerate(looks) if look.options]
    if not listed:
        return
    lists = book.create_sheet(_LISTS)
    lists.sheet_state = "hidden"
    for row in zip_longest(*(options for _, options in listed)):
        lists.append([None if words is None else _text(lists, words) for words in row])
    for place, (at, options) in enumerate(listed):
        column, letters = column_letters(place), column_letters(at)
        offered = DataValidation(
            "list", formula1=f"'{_LISTS}'!${column}$1:${column}${len(options)}", allow_blank=True, errorStyle="warning"
        )
        offered.add(f"{letters}{first}:{letters}{MOST_ROWS}")
        sheet.data_validations.append(offered)


def _head(sheet: Any, name: str, *, first: bool) -> Any:
    cell = _text(sheet, name)
    cell.font = Font(bold=True) if first else Font(color="00808080", size=9)
    cell.alignment = Alignment(wrap_text=first, vertical="top")
    return cell


def _text(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, "")
    cell.value = shown(text)
    cell.data_type = "s"
    cell.number_format = TEXT
    return cell


def _written(sheet: Any, cell: Cell) -> Any:
    match cell:
        case str():
            return _text(sheet, cell)
        case bool():
            return _text(sheet, "Có" if cell else "Không")
        case Figure() if len(cell.plain.strip("-").replace(".", "").lstrip("0")) > _DIGITS:
            return _text(sheet, cell.plain)
        case Figure():
            made = WriteOnlyCell(sheet, cell.value)
            made.number_format = cell.pattern or "General"
            return made
        case Day():
            made = WriteOnlyCell(sheet, cell.value)
            made.number_format = cell.pattern
            return made
        case _:
            return None
