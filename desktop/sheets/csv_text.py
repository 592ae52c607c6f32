"""Tables as plain text: what Excel calls CSV and "Unicode text", written for Excel on Vietnamese Windows.

Written as UTF-8 with a mark in front, without which Excel shows broken letters (RFC 4180 otherwise). Read with comma,
semicolon or tab: the one that parts the titles best. A cell that a sheet would take for a formula is written behind an
apostrophe, and read without it. What begins with "=" and no apostrophe is a formula, as in a workbook, and no value; what begins
with + or - may be a telephone number and is read as it stands.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

from desktop.errors import Problem
from desktop.jobs import Job
from desktop.language.dates import format_date
from desktop.sheets.cells import Cell, Day, Figure, Formula, Line
from desktop.sheets.limits import LARGEST_OPENED, MOST_CELLS, MOST_COLUMNS, MOST_ROWS, too_many_cells, too_many_columns, too_many_rows

_SEPARATORS: Final = (",", ";", "\t")
_LOOKED_AT: Final = 20
_ASKED_FOR = re.compile(r"sep=(.)\r?\n")
_FORMULA = re.compile(r"'*[=+\-@\t]")
_SHIELDED = re.compile(r"'+[=+\-@\t]")
Known = Callable[[str], bool]
"""Whether words are the title or the name of a column."""


def read_csv(content: bytes, where: str, is_title: Known, job: Job) -> Iterator[Line]:
    """Return the rows of a text table, read one by one.

    Raises:
        Problem: invalid_value for another encoding or too large a table; damaged for what is no table.
    """
    text = _decoded(content, where)
    asked = _ASKED_FOR.match(text)
    start = asked.end() if asked else 0
    separator = asked[1] if asked else _separator(text, is_title)
    csv.field_size_limit(LARGEST_OPENED)
    try:
        _bound(_parted(text[start:], separator), where, job)
        for number, row in enumerate(_parted(text[start:], separator), 2 if asked else 1):
            if len(row) > MOST_COLUMNS and any(cell.strip() for cell in row[MOST_COLUMNS:]):
                raise too_many_columns(where)
            yield Line(number, tuple(_read(cell) for cell in row[:MOST_COLUMNS]))
    except csv.Error as error:
        raise Problem("damaged", "Tệp CSV bị hỏng. Mở bằng Excel, lưu lại dạng .xlsx rồi nhập tệp đó.", where) from error


def _bound(rows: Iterable[Sequence[str]], where: str, job: Job) -> None:
    """Refuse a table that is too long, or too long for its width."""
    cells = 0
    for number, row in enumerate(rows, 1):
        job.check()
        cells += len(row)
        if number > MOST_ROWS + _LOOKED_AT:
            raise too_many_rows(where)
        if cells > MOST_CELLS:
            raise too_many_cells(where)


def write_csv(rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return rows as the bytes of a text table."""
    out = io.StringIO(newline="")
    written = csv.writer(out)
    written.writerows([_written(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _parted(text: str, separator: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator)


def _decoded(content: bytes, where: str) -> str:
    encoding = "utf-8-sig"
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encoding = "utf-16"
    elif content[1:2] == b"\0":
        encoding = "utf-16-le"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        message = "Tệp CSV không phải bảng mã UTF-8 nên chữ Việt sẽ sai. Trong Excel chọn Lưu thành .xlsx hoặc “CSV UTF-8” rồi nhập lại."
        raise Problem("invalid_value", message, where) from error


def _separator(text: str, is_title: Known) -> str:
    """Return what parts the cells: that by which most titles are found; of equals, what makes the most cells."""

    def fit(separator: str) -> tuple[int, int]:
        try:
            rows = list(islice(_parted(text, separator), _LOOKED_AT))
        except csv.Error:
            return (0, 0)
        return max((sum(is_title(cell) for cell in row) for row in rows), default=0), max((len(row) for row in rows), default=0)

    return max(_SEPARATORS, key=fit)


def _read(cell: str) -> Cell:
    if cell.startswith("=") and len(cell) > 1:
        return Formula(cell)
    return (cell[1:] if _SHIELDED.match(cell) else cell) or None


def _written(cell: Cell) -> str:
    match cell:
        case str():
            return f"'{cell}" if _FORMULA.match(cell) else cell
        case bool():
            return "Có" if cell else "Không"
        case Figure():
            return cell.plain.replace(".", ",")
        case Day():
            return format_date(cell.value)
        case _:
            return ""
