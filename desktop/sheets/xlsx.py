"""Workbooks of Excel, read.

Law: nothing in a file is believed. It is opened only after its members, their sizes, and the rows and cells of the sheet
have been counted (ECMA-376 sets no limit); entities are refused (defusedxml); a formula is never computed.
"""

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal, InvalidOperation
from itertools import count
from typing import Any, Final
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse
from openpyxl import load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.utils.exceptions import InvalidFileException

from desktop.errors import Problem
from desktop.sheets.cells import Broken, Cell, Day, Figure, Formula, Line, column_number
from desktop.sheets.limits import LARGEST_OPENED, MOST_COLUMNS, MOST_ROWS, too_large, too_many_columns, too_many_rows

_MOST_MEMBERS: Final = 2_000
_MOST_ELEMENTS: Final = 400_000
_MOST_STRINGS: Final = 2_000_000
_MOST_IN_A_ROW: Final = 4 * 16_384
_COLUMN: Final = re.compile(r"[A-Z]{1,3}")
_TITLES: Final = 20
_DIGITS: Final = 15
"""Digits that a number of Excel keeps."""
_FAULTS: Final = (
    zipfile.BadZipFile, zlib.error, ParseError, DefusedXmlException, InvalidFileException, InvalidOperation, KeyError, ValueError,
    TypeError, IndexError, AttributeError, EOFError, OSError, OverflowError, NotImplementedError, RuntimeError, RecursionError,
)  # fmt: skip
"""What the library raises at a file that is none."""
_SHOWN: Final = "visible"


def _damaged(where: str) -> Problem:
    return Problem("damaged", "Tệp Excel bị hỏng, không đọc được. Mở bằng Excel, lưu lại thành tệp .xlsx mới rồi nhập tệp đó.", where)


def read_xlsx(content: bytes, where: str) -> Iterator[Line]:
    """Return the rows of the sheet that is open in a workbook, read one by one; empty ones are left out.

    Raises:
        Problem: damaged; invalid_value for what is too large or holds no sheet.
    """
    try:
        sizes = _bounded(content, where)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the library tells of what it leaves out
            book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        sheet = _sheet(book)
        if sheet is None:
            raise Problem("invalid_value", "Tệp Excel không có trang tính nào đang hiện. Mở tệp, cho hiện trang tính rồi lưu lại.", where)
        rows, columns = sizes[sheet._worksheet_path]
        if rows > MOST_ROWS + _TITLES:
            raise too_many_rows(where)
        if columns > MOST_COLUMNS:
            raise too_many_columns(where)
        if rows:
            yield from _lines(sheet, rows, columns, book.epoch == CALENDAR_MAC_1904)
    except _FAULTS as error:
        raise _damaged(where) from error


def _sheet(book: Any) -> Any:
    """Return the sheet that is open, else the first one that is shown."""
    shown_ones = [one for one in book.worksheets if one.sheet_state == _SHOWN]
    return book.active if book.active in shown_ones else next(iter(shown_ones), None)


def _bounded(content: bytes, where: str) -> dict[str, tuple[int, int]]:
    """Refuse what would fill the memory before the library reads it; return the last row and column of each sheet."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = archive.infolist()
        # No member can bring more than it declares: the reader of the archive stops there.
        if len(members) > _MOST_MEMBERS or sum(one.file_size for one in members) > LARGEST_OPENED:
            raise too_large(where)
        sizes = {}
        for one in members:
            with archive.open(one) as source:
                if one.filename.startswith("xl/worksheets/") and one.filename.endswith(".xml"):
                    sizes[one.filename] = _size(source, where)
                elif one.filename.endswith((".xml", ".rels")):
                    most = _MOST_STRINGS if one.filename.startswith("xl/sharedStrings") else _MOST_ELEMENTS
                    for number, _ in enumerate(iterparse(source, events=("start",))):
                        if number > most:
                            raise too_large(where)
    return sizes


def _size(source: Any, where: str) -> tuple[int, int]:
    """Return the last row and column of a sheet that hold anything. Cells that are only coloured do not count."""
    row = column = inside = others = rows = columns = 0
    for event, element in iterparse(source, events=("start", "end")):
        tag = element.tag.rpartition("}")[2]
        if event == "start":
            inside, others = (0, others) if tag == "row" else (inside + 1, others + (tag not in ("c", "v", "f", "is", "t")))
            if inside > _MOST_IN_A_ROW or others > _MOST_ELEMENTS:
                raise too_large(where)
            if tag == "row":
                row, column = int(float(element.get("r") or row + 1)), 0
            elif tag == "c":
                named = _COLUMN.match(element.get("r") or "")
                column = column_number(named[0]) if named else column + 1
        elif tag == "c":
            if len(element):
                rows, columns = max(rows, row), max(columns, column)
            element.clear()
        elif tag == "row":
            element.clear()
            inside = 0
    return rows, columns


def _lines(sheet: Any, rows: int, columns: int, epoch_1904: bool) -> Iterator[Line]:
    sheet.reset_dimensions()  # what the file says of its size is not believed
    read = iter(sheet.iter_rows(max_row=rows, max_col=columns))
    for number in count(1):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            row = next(read, None)
        if row is None:
            return
        cells = tuple(_cell(one, epoch_1904) for one in row)
        if any(cell is not None for cell in cells):
            yield Line(number, cells)


def _cell(cell: Any, epoch_1904: bool) -> Cell:
    value = cell.value
    if value is None:
        return None
    if cell.data_type == "f":
        return Formula(value if isinstance(value, str) else "=")
    if cell.data_type == "e":
        return Broken(str(value))
    if isinstance(value, datetime):
        return Day(value.date(), cell.number_format)
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        plain = str(value) if isinstance(value, int) else format(value, f".{_DIGITS}g")
        return Figure(Decimal(plain), "" if cell.number_format == "General" else cell.number_format, epoch_1904)
    return str(value) if str(value).strip() else None
