"""A file that an office brings: what it is by its first bytes, whatever its name says, and its rows.

What cannot be read is told in one sentence with the way out: an old .xls, a workbook behind a password, a damaged one.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Final

from desktop.errors import Problem
from desktop.jobs import Job
from desktop.packages import stick
from desktop.sheets.cells import Cell, Line, Look
from desktop.sheets.csv_text import Known, read_csv, write_csv
from desktop.sheets.limits import LARGEST_FILE, too_large

SHEET, TEXT = ".xlsx", ".csv"
KINDS: Final = (SHEET, TEXT)
_ZIP, _OLD = b"PK", b"\xd0\xcf\x11\xe0"
_SEALED = "EncryptedPackage".encode("utf-16-le")
_AS_XLSX = "ở bằng Excel, chọn Lưu thành “Excel Workbook (*.xlsx)” rồi nhập tệp đó."


def kind_of(path: Path) -> str:
    """Return which kind of table a file is to become, by its name.

    Raises:
        Problem: invalid_value.
    """
    kind = path.suffix.lower()
    if kind not in KINDS:
        raise Problem("invalid_value", f"Tên tệp “{path.name}” phải kết thúc bằng .xlsx hoặc .csv. Đổi tên tệp.", str(path))
    return kind


def read_table(path: Path, is_title: Known, job: Job) -> tuple[str, Iterator[Line]]:
    """Return the kind of a file and its rows, read one by one; `is_title` tells the titles that a text table is parted by.

    The job hears how much of the file was looked through, and stops the reading.

    Raises:
        Problem: invalid_value, damaged, read_only, locked.
    """
    where = str(path)
    if not path.is_file():
        raise Problem("invalid_value", f"Không có tệp “{path.name}”. Kiểm tra lại đường dẫn hoặc cắm lại USB.", where)
    if path.stat().st_size > LARGEST_FILE:
        raise too_large(where)
    content = stick.read(path, LARGEST_FILE)
    if content.startswith(_OLD):
        what = "Tệp Excel có mật khẩu. Bỏ mật khẩu: m" if _SEALED in content else "Tệp Excel kiểu cũ (.xls), chương trình không đọc. M"
        raise Problem("invalid_value", f"{what}{_AS_XLSX}", where)
    if content.startswith(_ZIP):
        from desktop.sheets.xlsx import read_xlsx  # the library costs a tenth of a second that no other command should pay

        return SHEET, read_xlsx(content, where, job)
    if path.suffix.lower() == SHEET:
        raise Problem("damaged", f"Tệp “{path.name}” không phải tệp Excel hoặc đã hỏng. M{_AS_XLSX}", where)
    return TEXT, read_csv(content, where, is_title, job)


def content_of(
    kind: str, title: str, heads: Sequence[Sequence[str]], rows: Iterable[Sequence[Cell]], made: datetime, looks: Sequence[Look] = ()
) -> bytes:
    """Return a table as the bytes of its kind: titles and names above, the rows below; `looks` of a workbook's columns."""
    if kind == TEXT:
        return write_csv(chain(heads, rows))
    from desktop.sheets.xlsx_writing import write_xlsx

    return write_xlsx(title, heads, rows, made, looks)


def write(path: Path, content: bytes, *, replace: bool) -> Path:
    """Write a table whole or not at all.

    Raises:
        Problem: disk_full, read_only, locked; not_allowed for a file that is there unless it may be replaced.
    """
    return stick.write(path, content, replace=replace)
