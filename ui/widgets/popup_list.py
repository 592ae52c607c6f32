"""The list below a field. It never takes the focus, so an input method goes on composing in the field.

Law: it is a child of the window (a window of its own would ignore our style and steal the keyboard); nothing is taken
but by Enter, a digit or a click.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui.theme import look
from ui.widgets.option import Option
from ui.widgets.paint import panel, width_of, words

_MOST = 8


class PopupList(QWidget):
    """Shows options below (or above) `anchor`; `taken` says which one was clicked."""

    taken = Signal(object)

    def __init__(self, anchor: QWidget) -> None:
        super().__init__(anchor)
        self._anchor = anchor
        self._options: Sequence[Option] = ()
        self._digits = False
        self._note = ""
        self._at = self._top = 0
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def open_with(self, options: Sequence[Option], *, at: int = 0, digits: bool = False, note: str = "") -> None:
        """Show `options` with the one at `at` marked; `note` is said when there are none."""
        self._options, self._digits, self._note = options, digits, note
        self._at = at if 0 <= at < len(options) else 0
        self._top = max(0, min(self._at - _MOST + 1, len(options) - _MOST))
        self._place()
        if not self.isVisible():
            QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]
        self.show()
        self.raise_()
        self.update()

    def close_up(self) -> None:
        """Hide the list; nothing is taken."""
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        self.hide()

    def current(self) -> Option | None:
        """The marked option."""
        return self._options[self._at] if 0 <= self._at < len(self._options) else None

    def step(self, by: int) -> None:
        """Mark another option, `by` rows away."""
        if not self._options:
            return
        self._at = min(len(self._options) - 1, max(0, self._at + by))
        self._top = min(self._at, max(self._top, self._at - _MOST + 1))
        self.update()

    def mark(self, at: int) -> None:
        """Mark the option at `at`."""
        self.step(at - self._at)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent) and isinstance(watched, QWidget):
            spot = event.globalPosition().toPoint()
            if not self._holds(self, spot) and not self._holds(self._anchor, spot):
                self.close_up()
        elif event.type() == QEvent.Type.Resize and watched is self.window():
            self.close_up()
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self._top + int((event.position().y() - look().px(4)) // self._row())
        if 0 <= at < len(self._options):
            self._at = at
            self.taken.emit(self._options[at])

    def wheelEvent(self, event: QWheelEvent) -> None:
        by = -1 if event.angleDelta().y() > 0 else 1
        self._top = max(0, min(self._top + by, len(self._options) - _MOST))
        self.update()
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, tokens = QPainter(self), look()
        of = tokens.colours.of
        panel(painter, self.rect(), of("surface"), of("border"))
        top, row, side = tokens.px(4), self._row(), tokens.px(12)
        if not self._options:
            room = self.rect().adjusted(side, 0, -side, -1)
            words(painter, room, self._note, tokens.font(13), of("hint"))
        for at in range(self._top, min(len(self._options), self._top + _MOST)):
            self._paint_row(painter, at, QRect(top, top + (at - self._top) * row, self.width() - 2 * top, row))
        if len(self._options) > _MOST:
            track = self.height() - 2 * top
            length = max(tokens.px(16), track * _MOST // len(self._options))
            down = (track - length) * self._top // (len(self._options) - _MOST)
            painter.fillRect(QRect(self.width() - tokens.px(4) - 1, top + down, tokens.px(3), length), of("border"))

    def _paint_row(self, painter: QPainter, at: int, rect: QRect) -> None:
        tokens, option = look(), self._options[at]
        of, marked = tokens.colours.of, at == self._at
        if marked:
            painter.fillRect(rect, of("select"))
            painter.fillRect(QRect(rect.left(), rect.top(), tokens.px(4), rect.height()), of("focus"))
        room = rect.adjusted(tokens.px(8), 0, -tokens.px(8), -1)
        if self._digits:
            up = room.adjusted(0, 0, 0, -tokens.px(4))
            words(painter, up, str(at + 1) if at < 9 else "", tokens.font(11), of("text2" if marked else "hint"))
            room.setLeft(room.left() + tokens.px(16))
        font = tokens.font(strong=marked)
        used = words(painter, room, option.label, font, of("text"))
        if option.detail:
            room.setLeft(room.left() + used + tokens.px(12))
            words(painter, room, option.detail, tokens.font(12), of("text2"), Qt.AlignmentFlag.AlignRight)

    def _place(self) -> None:
        """Below the field when there is room, else above; inside the window always."""
        window, tokens = self._anchor.window(), look()
        if self.parentWidget() is not window:
            self.setParent(window)
        rows = max(1, min(_MOST, len(self._options)))
        height = rows * self._row() + 2 * tokens.px(4)
        need = max((self._need(option) for option in self._options), default=0)
        width = min(max(self._anchor.width(), need), window.width() - tokens.px(8))
        corner = self._anchor.mapTo(window, QPoint(0, self._anchor.height() + 2))
        top = corner.y()
        if top + height > window.height():
            top = max(0, corner.y() - self._anchor.height() - 4 - height)
        left = max(0, min(corner.x(), window.width() - width - 4))
        self.setGeometry(left, top, width, height)

    def _need(self, option: Option) -> int:
        tokens = look()
        room = tokens.px(52) + width_of(option.label, tokens.font(strong=True))
        return room + (tokens.px(12) + width_of(option.detail, tokens.font(12)) if option.detail else 0)

    def _row(self) -> int:
        return look().px(28)

    @staticmethod
    def _holds(widget: QWidget, spot: QPoint) -> bool:
        return widget.rect().contains(widget.mapFromGlobal(spot))
