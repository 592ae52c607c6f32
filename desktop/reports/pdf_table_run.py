"""The tables of one run of blocks on paper, each with its caption and notes.

Law: a caption stays with the first rows, notes with the last. Tables of one appendix are set in one type; one that does not
fit below the others, but on a page of its own, begins there; one that is hardly higher than its page is set smaller.
"""

from typing import Final

from reportlab.platypus import CondPageBreak, Flowable

from desktop.reports import layout_nd30 as nd30
from desktop.reports.document import Table, paragraphs_of
from desktop.reports.pdf_table import Grid, TableSetter
from desktop.reports.pdf_text import TextBlock, Typesetter, full_height

_SHARE: Final = 0.7  # of a page: what one row may take
_HARDLY_HIGHER: Final = 1.5  # a table that is no higher than this gives its type, not a second page
_NOTES_SHARE: Final = 0.25  # of a page: notes that take no more stay together below their table
_BETWEEN: Final = 14  # points between two tables, where the caption of the second makes no gap


class TableRun:
    """Sets tables one after the other in a text area of `size` points.

    `room`: so many points are left on the page for the first one, in an appendix; None in running text.
    """

    def __init__(self, setter: Typesetter, size: tuple[float, float], room: float | None = None) -> None:
        self._setter, self._size, self._room = setter, size, room
        self._most = nd30.TABLE_SIZES[0]
        self._begun = False

    def others_stand_above(self) -> None:
        """Say that something was drawn: the room of the first table is not known any more."""
        self._begun = True

    def draw(self, table: Table) -> tuple[list[Flowable], float]:
        """Return caption, table and notes, and how many points of them must follow a heading on its page."""
        caption = self._setter.blocks([table.caption], nd30.TABLE_CAPTION)
        notes = [self._setter.block(part, nd30.TABLE_NOTE) for note in table.notes for part in paragraphs_of(note)]
        above, below = self._height(caption), self._height(notes)
        grid, first_rows = self._grid(table, above + below)
        grid.followed = below if below <= self._size[1] * _NOTES_SHARE else self._height(notes[:1])
        needed = first_rows + above
        if self._room is not None and self._begun:
            whole = grid.full_height + above + below
            needed = whole if whole <= self._size[1] else needed
            grid.spaceBefore = grid.spaceBefore if caption else _BETWEEN
        self._begun = True
        return [CondPageBreak(min(needed, self._size[1])), *caption, grid, *notes], needed

    def _grid(self, table: Table, beside: float) -> tuple[Grid, float]:
        """Return the table in its own type, or in the first smaller one in which it needs no second page for a few rows."""
        whole = self._set(table, self._most)
        height, left = whole[0].full_height, (0.0 if self._begun else self._room or 0.0) - beside
        made = whole
        if left < height <= left * _HARDLY_HIGHER:
            sizes = (one for one in nd30.TABLE_SIZES if nd30.TABLE_FITTING <= one < whole[0].size)
            smaller = (self._set(table, size) for size in sizes)
            made = next((one for one in smaller if one[0].full_height <= left), whole)
        if self._room is not None:
            self._most = made[0].size
        return made

    def _set(self, table: Table, most: float) -> tuple[Grid, float]:
        return TableSetter(table, self._setter.ink, self._size[0], self._size[1] * _SHARE, most).set()

    def _height(self, blocks: list[TextBlock]) -> float:
        return sum(full_height(block, self._size[0]) for block in blocks)
