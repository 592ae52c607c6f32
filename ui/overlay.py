"""What lies over the page for a moment: a question, the search box.

Law: it is a child of the window, not a window; while it is there no key reaches what lies below, Tab goes round
inside it, Esc closes it, and afterwards the focus is where it was.
"""

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui.theme import look


class Overlay(QWidget):
    """A dimmed cover over the whole window of `owner` with one card in it."""

    closed = Signal()

    def __init__(self, owner: QWidget, *, top: int | None = None) -> None:
        """`top`: distance of the card from the window's upper edge at 100 %; None puts it in the middle."""
        super().__init__(owner.window())
        self._top = top
        self._card: QWidget | None = None
        self._before: QWidget | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.hide()

    def put(self, card: QWidget) -> None:
        """Show `card` in the cover; it becomes a child."""
        self._card = card
        card.setParent(self)
        card.installEventFilter(self)

    def open_up(self, first: QWidget) -> None:
        """Cover the window and give `first` the focus."""
        self._before = QApplication.focusWidget()
        self.window().installEventFilter(self)
        self.setGeometry(self.window().rect())
        self.show()
        self.raise_()
        self._place()
        # As for a list below a field: what lies under the cover has not been left, so it says nothing about itself.
        first.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_up(self) -> None:
        """Uncover the window, give the focus back and go away."""
        self.window().removeEventFilter(self)
        self.hide()
        before = self._before
        if before is not None and shiboken6.isValid(before):
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()
        self.deleteLater()

    def escape(self) -> None:
        """What Esc does."""
        self.close_up()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.window():
            self.setGeometry(self.window().rect())
            self._place()
        elif event.type() == QEvent.Type.LayoutRequest and watched is self._card:
            self._place()
        return False

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # no shortcut of the page below may answer
            return True
        return super().event(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        stops = [child for child in self.findChildren(QWidget) if _is_stop(child)]
        here = QApplication.focusWidget()
        if not stops:
            return True
        at = stops.index(here) if here in stops else -1
        stops[(at + (1 if forward else -1)) % len(stops)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.escape()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), look().colours.of("scrim"))

    def _place(self) -> None:
        if self._card is None:
            return
        layout = self._card.layout()
        width = self._card.width()
        height = self._card.sizeHint().height()
        if layout is not None and layout.hasHeightForWidth():
            height = layout.totalHeightForWidth(width)  # "total": with the edge of the card
        height = min(height, self.height() - look().px(16))
        top = (self.height() - height) // 2 if self._top is None else look().px(self._top)
        self._card.setGeometry((self.width() - width) // 2, max(0, top), width, height)


def _is_stop(child: QWidget) -> bool:
    seen = child.isVisible() and child.isEnabled() and child.focusProxy() is None
    return seen and bool(child.focusPolicy() & Qt.FocusPolicy.TabFocus)
