"""What a workbook holds, counted before the library reads any of it.

Law: ECMA-376 sets no limit, and twenty kilobytes can hold three million strings. The library finds its parts by what the list
of content types calls them, under any name; so every member is counted that can be read as XML, and only what is a sheet or
the strings, and nothing else besides, may be long. Entities are refused (defusedxml).
"""

import re
import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO, Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml.ElementTree import iterparse
from openpyxl.xml.constants import ARC_CONTENT_TYPES, ARC_STYLE, ARC_WORKBOOK, SHARED_STRINGS, WORKSHEET_TYPE

from desktop.sheets.cells import column_number
from desktop.sheets.limits import LARGEST_OPENED, MOST_CELLS, too_large, too_many_cells

_MOST_MEMBERS: Final = 2_000
_MOST_STRINGS: Final = 1_000_000
"""Elements of the strings: two or more for each."""
_MOST_ELEMENTS: Final = 400_000
"""Elements of a sheet besides its cells, and of all members together that are neither sheets nor strings."""
_MOST_IN_A_ROW: Final = 4 * 16_384
_COLUMN: Final = re.compile(r"[A-Z]{1,3}")
_XML: Final = (".xml", ".rels")
_FIXED: Final = (ARC_CONTENT_TYPES, ARC_STYLE, ARC_WORKBOOK)
"""Members that the library reads by their names, whatever they are said to be."""


def counted(book: BinaryIO, where: str) -> dict[str, tuple[int, int]]:
    """Return the last row and column of each sheet of a workbook.

    Raises:
        Problem: invalid_value for what would fill the memory; what a damaged file raises is left to who reads it.
    """
    sizes: dict[str, tuple[int, int]] = {}
    left, strings, cells = _MOST_ELEMENTS, _MOST_STRINGS, MOST_CELLS
    with zipfile.ZipFile(book) as archive:
        members = archive.infolist()
        # No member can bring more than it declares: the reader of the archive stops there.
        if len(members) > _MOST_MEMBERS or sum(one.file_size for one in members) > LARGEST_OPENED:
            raise too_large(where)
        types = _types(archive, where)
        for one in members:
            name, kinds = one.filename, types.get(one.filename, set())
            with archive.open(one) as source:
                if name.startswith("xl/worksheets/") and name.endswith(".xml") and kinds <= {WORKSHEET_TYPE}:
                    sizes[name], number = _size(source, cells, where)
                    cells -= number
                elif name.endswith(".xml") and name not in _FIXED and kinds == {SHARED_STRINGS}:
                    strings -= _count(name, source, strings, where)
                else:
                    left -= _count(name, source, left, where)
    return sizes


def _types(archive: zipfile.ZipFile, where: str) -> dict[str, set[str]]:
    """Return what each member is said to be; the list may call one by several names."""
    types: dict[str, set[str]] = {}
    with archive.open(ARC_CONTENT_TYPES) as source:
        for element in _elements(source, _MOST_ELEMENTS, where):
            types.setdefault(element.get("PartName", "")[1:], set()).add(element.get("ContentType", ""))
    return types


def _count(name: str, source: Any, most: int, where: str) -> int:
    """Return how many elements a member has, as far as it can be read; a picture has none."""
    number = 0
    try:
        for _ in _elements(source, most, where):
            number += 1
    except ParseError:
        if name.endswith(_XML):
            raise
    return number


def _elements(source: Any, most: int, where: str) -> Iterator[Element]:
    """Yield the elements of a member as they begin, and forget them as they end."""
    number, above = 0, list[Element]()
    for event, element in iterparse(source, events=("start", "end")):
        if event == "start":
            number += 1
            if number > most:
                raise too_large(where)
            above.append(element)
            yield element
        else:
            above.pop()
            for one in above[-1:]:
                one.clear()


def _bound(inside: int, others: int, beyond: int, where: str) -> None:
    """Refuse a sheet with too much in one row, too much besides cells, or cells beyond what is left of the workbook's."""
    if inside > _MOST_IN_A_ROW or others > _MOST_ELEMENTS:
        raise too_large(where)
    if beyond > 0:
        raise too_many_cells(where)


def _size(source: Any, most: int, where: str) -> tuple[tuple[int, int], int]:
    """Return the last row and column of a sheet that hold anything, and how many cells it has, of `most` in all.

    Cells that are only coloured reach no further, but are read as well as the others.
    """
    row = column = inside = others = rows = columns = cells = 0
    above: list[Element] = []
    for event, element in iterparse(source, events=("start", "end")):
        tag = element.tag.rpartition("}")[2]
        if event == "start":
            above.append(element)
            inside, others = (0, others) if tag == "row" else (inside + 1, others + (tag not in ("c", "v", "f", "is", "t")))
            cells += tag == "c"
            _bound(inside, others, cells - most, where)
            if tag == "row":
                row, column = int(float(element.get("r") or row + 1)), 0
            elif tag == "c":
                named = _COLUMN.match(element.get("r") or "")
                column = column_number(named[0]) if named else column + 1
            continue
        above.pop()
        if tag == "c" and len(element):
            rows, columns = max(rows, row), max(columns, column)
        if tag in ("c", "row"):
            for one in above[-1:]:
                one.clear()  # a sheet may have ten million rows with nothing in them
        if tag == "row":
            inside = 0
    return (rows, columns), cells
