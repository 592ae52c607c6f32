"""Rows for a table, read in pages as the scroll needs them.

Law: the model holds no more than some pages, asks with `(offset, limit)` and knows nothing of where rows come from.
After a refresh the same record is the current one, if it is still there.
"""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.language.vietnamese import shown
from ui.widgets.badge import Sign

RowValues = Mapping[str, Any]
Cell = str | Sign
Fetch = Callable[[int, int], Sequence[RowValues]]
Index = QModelIndex | QPersistentModelIndex
PAGE = 256
_KEPT = 8


def _as_text(value: Any) -> str:
    return "" if value is None else str(value)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Attributes:
        key: Names the value in the row, and the column in remembered widths.
        title: Vietnamese, one line.
        width: At 100 %, a multiple of 4; at least its title (checked).
        kind: "number" stands at the right; "badge" draws a `Sign`; "date" and "badge" never give up room.
        cell: The words or the badge of a row; without it the value at `key`.
        stretch: Takes the room that is left.
    """

    key: str
    title: str
    width: int = 120
    kind: Literal["text", "number", "date", "badge"] = "text"
    cell: Callable[[RowValues], Cell] | None = field(default=None, compare=False)
    stretch: bool = False

    def of(self, row: RowValues) -> Cell:
        """What stands in this column for `row`."""
        return self.cell(row) if self.cell else _as_text(row.get(self.key))


class PagedModel(QAbstractTableModel):
    """A table of `total` rows behind `fetch(offset, limit)`. A row is struck out if its key `_struck` is true."""

    CELL = Qt.ItemDataRole.UserRole
    STRUCK = Qt.ItemDataRole.UserRole + 1
    KIND = Qt.ItemDataRole.UserRole + 2

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._total = 0
        self._fetch: Fetch = _none
        self._pages: OrderedDict[int, Sequence[RowValues]] = OrderedDict()

    def replace(self, total: int, fetch: Fetch) -> None:
        """Show `total` rows from another source; everything read so far is forgotten."""
        self.beginResetModel()
        self._total, self._fetch = total, fetch
        self._pages.clear()
        self.endResetModel()

    def replace_rows(self, rows: Sequence[RowValues]) -> None:
        """Show rows that are all in memory."""
        kept = tuple(rows)
        self.replace(len(kept), lambda offset, limit: kept[offset : offset + limit])

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns of the same rows."""
        self.beginResetModel()
        self.columns = tuple(columns)
        self.endResetModel()

    def row(self, at: int) -> RowValues:
        """The row at a place; an empty one when it has gone meanwhile. Reads a page if needed."""
        number, place = divmod(at, PAGE)
        page = self._pages.get(number)
        if page is None:
            page = self._pages[number] = self._fetch(number * PAGE, PAGE)
            while len(self._pages) > _KEPT:
                self._pages.popitem(last=False)
        self._pages.move_to_end(number)
        return page[place] if place < len(page) else {}

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else self._total

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        if role == self.KIND:
            return column.kind
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, self.CELL, self.STRUCK):
            return None
        row = self.row(index.row())
        if role == self.STRUCK:
            return bool(row.get("_struck"))
        cell = column.of(row)
        if role == self.CELL and isinstance(cell, Sign):
            return cell
        return shown(cell.text if isinstance(cell, Sign) else cell).replace("\n", " ")

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if self.columns[section].kind == "number" else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None


def _none(_offset: int, _limit: int) -> Sequence[RowValues]:
    """No rows yet."""
    return ()
