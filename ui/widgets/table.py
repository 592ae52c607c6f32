"""The table of every list: quiet rows of one height, drawn by ourselves, moved in by keys.

Law: a refresh keeps the current record and the scroll; widths are the columns' own and never measured from rows;
text ends in …; the chosen row has a bar as well as a colour; totals stand below, outside.
"""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QHelpEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from ui.keys import RETURN
from ui.theme import look, on_restyle
from ui.widgets.badge import Sign, paint_sign, sign_width
from ui.widgets.labels import plain_tip
from ui.widgets.paged_model import Column, Fetch, Index, PagedModel, RowValues
from ui.widgets.paint import panel, width_of, words

_LEFT, _RIGHT = 12, 8


class RowDelegate(QStyledItemDelegate):
    """Draws ground, text, badge, bar and ring of a cell; Qt's own is slower and cannot be indented."""

    def __init__(self, table: "Table") -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tokens, place = look(), self._place(option)
        of, chosen = tokens.colours.of, self._table.selectionModel().isRowSelected(index.row())
        ground = "select" if chosen else "sunken" if index.row() % 2 else "surface"
        painter.fillRect(place, of(ground))
        if chosen and index.column() == self._table.first_column():
            painter.fillRect(QRect(place.left(), place.top(), tokens.px(4), place.height()), of("focus"))
        cell = index.data(PagedModel.CELL)
        if isinstance(cell, Sign):
            room = place.adjusted(tokens.px(_LEFT) - tokens.px(4), 0, -tokens.px(4), 0)
            paint_sign(painter, room, cell)
        else:
            self._words(painter, place, index, str(cell or ""))
        if self._table.by_cell and self._table.currentIndex() == index and self._table.hasFocus():
            panel(painter, place.adjusted(2, 0, -2, 0), None, of("focus"), width=2)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, look().row)

    def _words(self, painter: QPainter, place: QRect, index: Index, text: str) -> None:
        tokens = look()
        struck = bool(index.data(PagedModel.STRUCK))
        font = tokens.font()
        font.setStrikeOut(struck)
        number = index.data(PagedModel.KIND) == "number"
        room = place.adjusted(tokens.px(_LEFT), 0, -tokens.px(_RIGHT), -1)
        side = Qt.AlignmentFlag.AlignRight if number else Qt.AlignmentFlag.AlignLeft
        words(painter, room, text, font, tokens.colours.of("text2" if struck else "text"), side)

    @staticmethod
    def _place(option: Any) -> QRect:
        place = option.rect
        return place if isinstance(place, QRect) else QRect()


class Table(QTableView):
    """A list of records.

    Signals: `opened(row)` Enter or double click; `moved(row)` another current row; `typed(text)` a letter typed in the
    list, for the search box. With `by_cell` arrows move by cell and the current one has a ring (the matrix).
    """

    opened = Signal(object)
    moved = Signal(object)
    typed = Signal(str)

    def __init__(self, columns: Sequence[Column], *, name: str, by_cell: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.by_cell = by_cell
        self.rows = PagedModel(columns, self)
        self._widths: dict[str, int] = {}
        self._fitting = False
        self.setModel(self.rows)
        self.setItemDelegate(RowDelegate(self))
        self.setAccessibleName(name)
        self._dress()
        self.selectionModel().currentRowChanged.connect(self._on_current)
        self.doubleClicked.connect(lambda index: self.opened.emit(self.rows.row(index.row())))
        self.horizontalHeader().sectionResized.connect(self._on_width)
        on_restyle(self, self._size_it)

    def show_rows(self, total: int, fetch: Fetch, *, find: Callable[[RowValues], int | None] | None = None) -> None:
        """Show `total` rows read by `fetch(offset, limit)`, keeping the current record and the scroll.

        Args:
            total: How many rows there are.
            fetch: Reads `limit` rows from `offset` on.
            find: Tells at which place the current record stands now; without it the same place is current.
        """
        at, scroll = self.currentIndex(), self.verticalScrollBar().value()
        row = self.rows.row(at.row()) if at.isValid() else None
        self.rows.replace(total, fetch)
        place = find(row) if find and row else at.row() if at.isValid() else 0
        self._fit()
        if total:
            self.go_to(min(total - 1, max(0, place or 0)), max(0, at.column()))
            self.verticalScrollBar().setValue(scroll)
            self.scrollTo(self.currentIndex())

    def show_all(self, rows: Sequence[RowValues]) -> None:
        """Show rows that are all in memory."""
        kept = tuple(rows)
        self.show_rows(len(kept), lambda offset, limit: kept[offset : offset + limit])

    def current_row(self) -> RowValues | None:
        """The current record; None in an empty list."""
        index = self.currentIndex()
        return self.rows.row(index.row()) if index.isValid() else None

    def selected_rows(self) -> list[RowValues]:
        """All chosen records, from the top."""
        return [self.rows.row(index.row()) for index in sorted(self.selectionModel().selectedRows(), key=lambda i: i.row())]

    def go_to(self, row: int, column: int = 0) -> None:
        """Make a row the current one."""
        index = self.rows.index(row, column)
        how = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, how)

    def first_column(self) -> int:
        """The logical column that stands at the left."""
        return self.horizontalHeader().logicalIndex(0)

    def widths(self) -> dict[str, int]:
        """The widths a person gave to columns, at 100 %, by key; to be remembered."""
        return dict(self._widths)

    def set_widths(self, widths: dict[str, int]) -> None:
        """Give columns their remembered widths."""
        self._widths = dict(widths)
        self._fit()

    def cut_headers(self) -> list[str]:
        """Titles that do not fit their column."""
        font, tokens = look().font(12, strong=True), look()
        need = tokens.px(_LEFT) + tokens.px(_RIGHT)
        return [
            column.title for at, column in enumerate(self.rows.columns) if width_of(column.title, font) + need > self.columnWidth(at) + 1
        ]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key = event.key()
        if key in RETURN and held == Qt.KeyboardModifier.NoModifier:
            row = self.current_row()
            if row is not None:
                self.opened.emit(row)
        elif key == Qt.Key.Key_C and held == Qt.KeyboardModifier.ControlModifier:
            QGuiApplication.clipboard().setText(self.as_sheet())
        elif (
            key in (Qt.Key.Key_Home, Qt.Key.Key_End)
            and not self.by_cell
            and held == Qt.KeyboardModifier.NoModifier
            and self.rows.rowCount()
        ):
            self.go_to(0 if key == Qt.Key.Key_Home else self.rows.rowCount() - 1)
        elif (
            event.text().isprintable()
            and event.text().strip()
            and held in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        ):
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def as_sheet(self) -> str:
        """The chosen rows with their titles, tab between cells, for Excel."""
        lines = ["\t".join(column.title for column in self.rows.columns)]
        for row in self.selected_rows():
            cells = (column.of(row) for column in self.rows.columns)
            lines.append("\t".join(flat(cell.text if isinstance(cell, Sign) else cell) for cell in cells))
        return "\n".join(lines)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self.indexAt(event.pos())
            QToolTip.showText(event.globalPos(), self._tip(index) if index.isValid() else "", self)
            return True
        return super().viewportEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus() and not self.rows.rowCount():
            painter = QPainter(self.viewport())
            panel(painter, self.viewport().rect(), None, look().colours.of("focus"), width=2)

    def _tip(self, index: Index) -> str:
        """The whole text of a cell that is cut, and the word of one that shows an icon alone."""
        tokens, cell = look(), index.data(PagedModel.CELL)
        room = self.columnWidth(index.column()) - tokens.px(_LEFT) - tokens.px(_RIGHT)
        if isinstance(cell, Sign):
            cut, text = cell.bare or sign_width(cell) > room + tokens.px(8), cell.text
        else:
            cut, text = width_of(str(cell or ""), tokens.font()) > room, str(cell or "")
        return plain_tip(text) if cut else ""

    def _dress(self) -> None:
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsMovable(False)
        header.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        header.setMinimumSectionSize(look().px(32))

    def _size_it(self) -> None:
        tokens = look()
        self.verticalHeader().setDefaultSectionSize(tokens.row)
        self.verticalHeader().setMinimumSectionSize(tokens.row)
        self.horizontalHeader().setFixedHeight(tokens.px(28))
        self._fit()
        self.viewport().update()

    def _fit(self) -> None:
        """Give each column its width and the stretching ones what is left."""
        tokens, columns = look(), self.rows.columns
        wanted = [tokens.px(self._widths.get(column.key, column.width)) for column in columns]
        room = self.viewport().width() - sum(wanted)
        growing = [at for at, column in enumerate(columns) if column.stretch and column.key not in self._widths] or [len(columns) - 1]
        if room > 0 and columns:
            for at in growing:
                wanted[at] += room // len(growing)
            wanted[growing[-1]] += room % len(growing)
        elif room < 0:
            self._shrink(wanted, -room)
        self._fitting = True
        for at, width in enumerate(wanted):
            self.setColumnWidth(at, width)
        self._fitting = False

    def _shrink(self, wanted: list[int], lack: int) -> None:
        """Take `lack` from the columns that have more than their title needs; badges give last."""
        for kinds in (("text",), ("number",), ("badge", "date")):
            spare = [max(0, width - self._need(at)) if self.rows.columns[at].kind in kinds else 0 for at, width in enumerate(wanted)]
            give = min(lack, sum(spare))
            for at, most in enumerate(spare):
                part = -(-give * most // sum(spare)) if give else 0
                wanted[at] -= min(most, part)
            lack -= give

    def _need(self, at: int) -> int:
        """What a column needs at least: its title, and room for some letters."""
        tokens = look()
        title = width_of(self.rows.columns[at].title, tokens.font(12, strong=True))
        return max(tokens.px(56), title + tokens.px(_LEFT) + tokens.px(_RIGHT) + 1)

    def _on_width(self, section: int, _old: int, new: int) -> None:
        if not self._fitting and section < len(self.rows.columns):
            self._widths[self.rows.columns[section].key] = round(new * 100 / look().percent)
            QTimer.singleShot(0, self, self._fit)

    def _on_current(self) -> None:
        self.viewport().update()
        row = self.current_row()
        if row is not None:
            self.moved.emit(row)


def flat(text: str) -> str:
    """A cell for a sheet: on one line, and never read as a formula."""
    line = " ".join(text.split())
    return f"'{line}" if line[:1] in ("=", "+", "-", "@") else line
