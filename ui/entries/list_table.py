"""The table of a register's list: its columns as the read model says, sorted by a click on a header."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal

from desktop.actions.listing import STATE, ListColumn, ListRow
from desktop.actions.record_state import State
from ui.theme import look
from ui.widgets.badge import Sign
from ui.widgets.paged_model import Cell, Column, RowValues
from ui.widgets.paint import width_of
from ui.widgets.table import Table, flat

_STRETCH: Final = 2
_AROUND: Final = 24


def sign_of(state: State) -> Sign:
    """Return the badge of a state."""
    return Sign(state.kind, state.text, state.icon)


def rows_of(found: Sequence[ListRow]) -> list[RowValues]:
    """Return rows as the table's model takes them."""
    return [{"id": one.record.id, "row": one, "_struck": one.record.deleted} for one in found]


class RegisterTable(Table):
    """Shows `ListRow`s. `sorted`: a header was clicked; `order` says by what."""

    sorted = Signal()

    def __init__(self, name: str) -> None:
        super().__init__((), name=name)
        self._columns: Sequence[ListColumn] = ()
        self._by, self._down = "", False
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.sectionClicked.connect(self._on_header)

    @property
    def order(self) -> list[tuple[str, bool]]:
        """Fields to sort by, each with whether it descends; none for the list's own order."""
        column = next((one for one in self._columns if one.key == self._by), None)
        return [(name, self._down) for name in column.order] if column else []

    def set_columns(self, columns: Sequence[ListColumn]) -> None:
        """Show other columns of the same rows."""
        self._columns = columns
        texts = [at for at, one in enumerate(columns) if one.kind == "text" and one.key not in ("_number", STATE)][:_STRETCH]
        self.rows.set_columns([_column(one, stretch=at in texts) for at, one in enumerate(columns)])
        self.set_widths(self.widths())

    def sheet_of(self, rows: Sequence[RowValues]) -> str:
        """Return rows with their titles, tab between cells, for Excel."""
        lines = ["\t".join(column.title for column in self.rows.columns)]
        for row in rows:
            cells = (column.of(row) for column in self.rows.columns)
            lines.append("\t".join(flat(cell.text if isinstance(cell, Sign) else cell) for cell in cells))
        return "\n".join(lines)

    def _on_header(self, section: int) -> None:
        key = self._columns[section].key
        if not self._columns[section].order:
            return
        self._down = not self._down if key == self._by else False
        self._by = key
        header = self.horizontalHeader()
        header.setSortIndicatorShown(True)
        header.setSortIndicator(section, Qt.SortOrder.DescendingOrder if self._down else Qt.SortOrder.AscendingOrder)
        self.sorted.emit()


def _column(one: ListColumn, *, stretch: bool) -> Column:
    def cell(row: RowValues) -> Cell:
        if not row:
            return ""
        found: ListRow = row["row"]
        return sign_of(found.state) if one.key == STATE else found.cells[one.key]

    # A register's own words head its columns; a short value must not cut a long title.
    title = -(-width_of(one.title, look().font(12, strong=True)) * 100 // look().percent) + _AROUND
    return Column(one.key, one.title, max(one.width, title), "badge" if one.kind == "state" else one.kind, cell=cell, stretch=stretch)
