"""Workbooks of Excel, read.

Law: nothing in a file is believed. It is opened only after its members have been counted, whatever they are called
(`xlsx_bounds`); of the rest the library reads the one sheet that is open. A formula is never computed.
"""

import io
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal, InvalidOperation
from itertools import count
from typing import Any, Final
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from desktop.errors import Problem
from desktop.jobs import Job
from desktop.sheets.cells import Broken, Cell, Day, Figure, Formula, Line
from desktop.sheets.limits import MOST_COLUMNS, MOST_ROWS, too_many_columns, too_many_rows
from desktop.sheets.xlsx_bounds import counted

_TITLES: Final = 20
_DIGITS: Final = 15
"""Digits that a number of Excel keeps."""
_FAULTS: Final = (
    zipfile.BadZipFile, zlib.error, ParseError, DefusedXmlException, InvalidFileException, InvalidOperation, KeyError, ValueError,
    TypeError, IndexError, AttributeError, EOFError, OSError, OverflowError, NotImplementedError, RuntimeError, RecursionError,
)  # fmt: skip
"""What the library raises at a file that is none."""
_STEP: Final = "Kiểm tra tệp"
_SHOWN: Final = "visible"
_CHART: Final = "chartsheet"


def _damaged(where: str) -> Problem:
    return Problem("damaged", "Tệp Excel bị hỏng, không đọc được. Mở bằng Excel, lưu lại thành tệp .xlsx mới rồi nhập tệp đó.", where)


class _Heard(io.BytesIO):
    """The bytes of a workbook. Each time the library asks for some, `asked` hears how many it has had, and may stop it there."""

    def __init__(self, content: bytes, asked: Callable[[int], None]) -> None:
        super().__init__(content)
        self._asked = asked

    def read(self, size: int | None = -1) -> bytes:
        """Return the next bytes."""
        self._asked(self.tell())
        return super().read(size)


def read_xlsx(content: bytes, where: str, job: Job) -> Iterator[Line]:
    """Return the rows of the sheet that is open in a workbook, read one by one; empty ones are left out.

    The job hears how much has been looked through, and stops the counting and the reading alike.

    Raises:
        Problem: damaged; invalid_value for what is too large or holds no sheet.
    """
    try:
        sizes = counted(_Heard(content, lambda done: job.step(_STEP, done, len(content))), where)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the library tells of what it leaves out
            reader = _Reader(_Heard(content, lambda _: job.check()), read_only=True, keep_links=False)
            reader.read()
        if reader.open_one is None:
            raise Problem("invalid_value", "Tệp Excel không có trang tính nào đang hiện. Mở tệp, cho hiện trang tính rồi lưu lại.", where)
        title, path = reader.open_one
        rows, columns = sizes[path]
        if rows > MOST_ROWS + _TITLES:
            raise too_many_rows(where)
        if columns > MOST_COLUMNS:
            raise too_many_columns(where)
        if rows:
            sheet = ReadOnlyWorksheet(reader.wb, title, path, reader.shared_strings)
            yield from _lines(sheet, rows, columns, reader.wb.epoch == CALENDAR_MAC_1904, job)
    except _FAULTS as error:
        raise _damaged(where) from error


class _Reader(ExcelReader):  # type: ignore[misc]
    """Reads the strings and the styles of a workbook, and finds the sheet that is open; properties, charts, other sheets stay shut.

    A list of sheets may name one and the same a hundred thousand times.
    """

    open_one: tuple[str, str] | None = None
    """Title and path of the sheet that is open, else of the first one that is shown."""

    def read_properties(self) -> None:
        """Leave them."""

    read_custom = read_theme = read_properties

    def read_worksheets(self) -> None:
        """Find the sheet."""
        sheets = [(one.name, rel.target, one.state, rel.Type) for one, rel in self.parser.find_sheets() if rel.target in self.valid_files]
        shown = [one for one in sheets if one[2] == _SHOWN and _CHART not in one[3]]
        at = self.wb._active_sheet_index
        active = sheets[at] if at < len(sheets) else None
        chosen = active if active in shown else next(iter(shown), None)
        self.open_one = chosen[:2] if chosen else None


def _lines(sheet: Any, rows: int, columns: int, epoch_1904: bool, job: Job) -> Iterator[Line]:
    sheet.reset_dimensions()  # what the file says of its size is not believed
    read = iter(sheet.iter_rows(max_row=rows, max_col=columns))
    for number in count(1):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            row = next(read, None)
        if row is None:
            return
        cells = tuple(_cell(one, epoch_1904) for one in row)
        job.check()  # rows that only lie between two others come from no file
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
