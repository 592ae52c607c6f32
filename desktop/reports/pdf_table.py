"""Tables for the PDF: a header of any depth repeated on every page, rows that never break inside their text.

Words are broken into lines here and the heights given, so that reportlab need not measure (see `pdf_widths`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from reportlab.lib.colors import Color, black
from reportlab.platypus import Flowable, LongTable

from desktop.reports.document import Align, Cell, Column, Row, RowKind, Table
from desktop.reports.layout_nd30 import TABLE_SIZES
from desktop.reports.pdf_fonts import BOLD, ITALIC, LINE_HEIGHT, REGULAR, Ink
from desktop.reports.pdf_widths import Fit, Need, fit, formula_pieces, need, wrap

_SHADE = Color(0.93, 0.93, 0.93)  # survives a mono laser and a photocopier
_FIRST_ROWS, _LOW = 2, 120  # rows under the heads that stay together, if no higher than so many points
_LINE = 0.5
_HAIR = 0.1
_FONTS = {RowKind.PLAIN: REGULAR, RowKind.GROUP: BOLD, RowKind.TOTAL: BOLD, RowKind.MISSING: ITALIC}
_SIDES = {Align.LEFT: "LEFT", Align.CENTER: "CENTER", Align.RIGHT: "RIGHT"}


class Figure(str):
    """The printed text of a cell, with the key of the figure behind it."""

    __slots__ = ("key",)
    key: str

    @classmethod
    def of(cls, text: str, key: str) -> "Figure":
        """Return the text that remembers its key."""
        figure = cls(text)
        figure.key = key
        return figure


class Grid(LongTable):
    """reportlab's table, telling the canvas where figures stand.

    `followed`: the notes below it, so many points, never go to the next page alone; the last rows go with them.
    """

    followed: float = 0.0
    size: float = 0.0
    """The type, in points."""

    @property
    def full_height(self) -> float:
        """The height in points of all rows, with the gap above them."""
        return float(sum(self._rowHeights)) + float(self.spaceBefore)

    def wrap(self, available: float, height: float) -> tuple[float, float]:
        """Return the size; a table that fits only without its notes is as high as with them, so that it is parted."""
        width, own = super().wrap(available, height)
        return width, own + self.followed if self._leaves_notes(own, height) else own

    def split(self, available: float, height: float) -> list[Flowable]:
        """Part the table, as reportlab does, or before its last rows for the sake of the notes."""
        own = sum(self._rowHeights)
        if self._leaves_notes(own, height):
            height = own - self._rowHeights[-1] - _HAIR
        parts: list[Flowable] = super().split(available, height)
        if len(parts) > 1:
            parts[-1].followed = self.followed
        return parts

    def _leaves_notes(self, own: float, height: float) -> bool:
        return own <= height < own + self.followed and len(self._rowHeights) >= self.repeatRows + 2 * _FIRST_ROWS

    def _drawCell(self, value: Any, style: Any, pos: tuple[float, float], size: tuple[float, float]) -> None:  # noqa: N802 - reportlab's name
        if isinstance(value, Figure):
            self.canv.note_cell(value.key, *pos, size)
        super()._drawCell(value, style, pos, size)


@dataclass(slots=True)
class _Sheet:
    """What reportlab's table is made from: texts, heights, commands."""

    count: int
    data: list[list[str]] = field(default_factory=list)
    heights: list[float] = field(default_factory=list)
    commands: list[tuple[Any, ...]] = field(default_factory=list)

    def add(self, height: float) -> int:
        """Add an empty row and return its index."""
        self.data.append([""] * self.count)
        self.heights.append(height)
        return len(self.data) - 1

    def span(self, column: int, row: int, to_column: int, to_row: int) -> None:
        """Join cells."""
        if (column, row) != (to_column, to_row):
            self.commands.append(("SPAN", (column, row), (to_column, to_row)))


class TableSetter:
    """Sets one table in a column of text `available` points wide, at most `tallest` points of it on one page.

    `most`: the largest type, in points.
    """

    def __init__(self, table: Table, ink: Ink, available: float, tallest: float, most: float = TABLE_SIZES[0]) -> None:
        self._table, self._ink, self._tallest = table, ink, tallest
        self._leaves = table.leaves()
        self._rows = [[(ink.safe(cell.text), cell) for cell in row.cells] for row in table.rows]
        self._fit: Fit = fit(self._leaves, self._needs(), available, most)
        self._leading = self._fit.size * LINE_HEIGHT
        self._sheet = _Sheet(len(self._leaves))

    def set(self) -> tuple[Grid, float]:
        """Return the table, and the height in points of its header and first row, which stay together."""
        self._header()
        head = len(self._sheet.data)
        for row, cells in zip(self._table.rows, self._rows, strict=True):
            self._row(row, cells)
        style = [
            ("FONT", (0, 0), (-1, -1), REGULAR, self._fit.size, self._leading),
            ("FONT", (0, 0), (-1, head - 1), BOLD, self._fit.size, self._leading),
            ("GRID", (0, 0), (-1, -1), _LINE, black),
            ("LEFTPADDING", (0, 0), (-1, -1), self._fit.pad),
            ("RIGHTPADDING", (0, 0), (-1, -1), self._fit.pad),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("ALIGN", (0, 0), (-1, head - 1), "CENTER"),
            *((("ALIGN", (index, head), (index, -1), _SIDES[leaf.align])) for index, leaf in enumerate(self._leaves)),
            *self._sheet.commands,
            *self._kept_together(head),
        ]
        grid = Grid(
            self._sheet.data, colWidths=list(self._fit.widths), rowHeights=self._sheet.heights, repeatRows=head, style=style, spaceBefore=4
        )
        grid.size = self._fit.size
        return grid, sum(self._sheet.heights[: head + (_FIRST_ROWS if self._starts_low(head) else 1)])

    def _kept_together(self, head: int) -> list[tuple[str, tuple[int, int], tuple[int, int]]]:
        """No row stands alone under the heads, and no total on a page: the row beside it comes with it."""
        last = len(self._sheet.data) - 1
        ends_in_total = bool(self._table.rows) and self._table.rows[-1].kind is RowKind.TOTAL
        first = [("NOSPLIT", (0, head), (-1, head + _FIRST_ROWS - 1))] if self._starts_low(head) else []
        return [*first, ("NOSPLIT", (0, last - 1), (-1, last))] if ends_in_total and last - 1 > head else first

    def _starts_low(self, head: int) -> bool:
        """Whether the first rows may be kept together: rows as high as a page must stay divisible."""
        return len(self._sheet.data) > head + _FIRST_ROWS and sum(self._sheet.heights[head : head + _FIRST_ROWS]) <= _LOW

    def _needs(self) -> list[Need]:
        """Measure every leaf column: its title, its number and its cells."""
        columns: list[list[str]] = [[] for _ in self._leaves]
        heavy: list[list[str]] = [[] for _ in self._leaves]
        for row, cells in zip(self._table.rows, self._rows, strict=True):
            index = 0
            for text, cell in cells:
                if cell.span == 1:
                    (columns if _FONTS[row.kind] is REGULAR else heavy)[index].append(text)
                index += cell.span
        needs = []
        for leaf, light, bold in zip(self._leaves, columns, heavy, strict=True):
            title, number = need([self._ink.safe(leaf.title)], BOLD), need([leaf.number], REGULAR, formula_pieces)
            body, strong = need(light, REGULAR), need(bold, BOLD)
            word = max(title.word, number.word, body.word, strong.word)
            needs.append(Need(word, max(body.line, strong.line, min(title.line, title.word * 2))))
        return needs

    def _header(self) -> None:
        """Set the titles, one row per level, and below them the row of column numbers."""
        depth = max(column.depth() for column in self._table.columns)
        titles = _placed(self._table.columns, 0, 0)
        wrapped = [
            (self._lines(self._ink.safe(column.title), BOLD, at, span), column, at, level, span) for column, at, level, span in titles
        ]
        heights = [0.0] * depth
        # Titles of one level first; those that reach down to the last row stretch only that row.
        for lines, column, _, level, _ in sorted(wrapped, key=lambda title: not title[1].children):
            last = level if column.children else depth - 1
            missing = self._height(len(lines)) - sum(heights[level : last + 1])
            heights[last] += max(missing, 0.0)
        for height in heights:
            self._sheet.add(max(height, self._height(1)))
        for lines, column, at, level, span in wrapped:
            self._sheet.data[level][at] = "\n".join(lines)
            self._sheet.span(at, level, at + span - 1, level if column.children else depth - 1)
        if any(leaf.number for leaf in self._leaves):
            self._numbers()

    def _numbers(self) -> None:
        numbers = [
            wrap(leaf.number, REGULAR, self._fit.size, self._room(index, 1), formula_pieces) for index, leaf in enumerate(self._leaves)
        ]
        row = self._sheet.add(self._height(max(len(lines) for lines in numbers)))
        self._sheet.data[row] = ["\n".join(lines) for lines in numbers]
        self._sheet.commands.append(("FONT", (0, row), (-1, row), ITALIC, self._fit.size, self._leading))

    def _row(self, row: Row, cells: Sequence[tuple[str, Cell]]) -> None:
        """Set one row. Only a row taller than a page is cut, between lines."""
        font, at = _FONTS[row.kind], 0
        columns: list[tuple[int, Cell, list[str]]] = []
        for text, cell in cells:
            columns.append((at, cell, self._lines(text, font, at, cell.span)))
            at += cell.span
        count = max((len(lines) for _, _, lines in columns), default=1)
        head = sum(self._sheet.heights[: max(column.depth() for column in self._table.columns) + 1])
        most = max(int((self._tallest - head) / self._leading) - 1, 1)
        for first in range(0, count, most):
            index = self._sheet.add(self._height(min(count - first, most)))
            for column, cell, lines in columns:
                text = "\n".join(lines[first : first + most])
                self._sheet.data[index][column] = Figure.of(text, cell.cell) if cell.cell else text
                self._joined(index, column, cell, row.kind)
            self._look(index, row.kind, font)

    def _joined(self, row: int, column: int, cell: Cell, kind: RowKind) -> None:
        if cell.span > 1:
            self._sheet.span(column, row, column + cell.span - 1, row)
            side = "LEFT" if kind is RowKind.GROUP else "CENTER"
            self._sheet.commands.append(("ALIGN", (column, row), (column, row), side))

    def _look(self, row: int, kind: RowKind, font: str) -> None:
        if font is not REGULAR:
            self._sheet.commands.append(("FONT", (0, row), (-1, row), font, self._fit.size, self._leading))
        if kind is RowKind.TOTAL:
            self._sheet.commands.append(("BACKGROUND", (0, row), (-1, row), _SHADE))

    def _room(self, column: int, span: int) -> float:
        return sum(self._fit.widths[column : column + span]) - 2 * self._fit.pad

    def _lines(self, text: str, font: str, column: int, span: int) -> list[str]:
        return wrap(text, font, self._fit.size, self._room(column, span))

    def _height(self, lines: int) -> float:
        return lines * self._leading + (4.0 if self._fit.size >= 11 else 3.0)


def _placed(columns: Sequence[Column], at: int, level: int) -> list[tuple[Column, int, int, int]]:
    """Return every column title with its first leaf, its level and the number of leaves below it."""
    found = []
    for column in columns:
        span = sum(1 for _ in column.leaves())
        found.append((column, at, level, span))
        found.extend(_placed(column.children, at, level + 1))
        at += span
    return found
