"""Sheets as clerks make them: any cells, in Excel or as text, and what stands in a file that came out."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook


def excel(path: Path, *rows: Sequence[Any], formats: dict[str, str] | None = None) -> Path:
    """Write a workbook with these cells; `formats`: number formats by coordinate."""
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    for place, pattern in (formats or {}).items():
        book.active[place].number_format = pattern
    book.save(path)
    return path


def text(path: Path, *lines: str, encoding: str = "utf-8") -> Path:
    """Write a text table."""
    path.write_bytes("\r\n".join(lines).encode(encoding))
    return path


def cells(path: Path) -> list[list[Any]]:
    """Return what stands in a file, row by row."""
    if path.suffix == ".csv":
        return list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))
    return [list(row) for row in load_workbook(path).active.iter_rows(values_only=True)]
