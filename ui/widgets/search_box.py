"""The box that searches a list while one types: answers come after a pause, so that letters are never held up."""

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.icons import paint_icon
from ui.theme import look, on_restyle
from ui.widgets.line_edit import LineEdit
from ui.widgets.paint import panel, width_of, words
from ui.widgets.search_field import PAUSE


class SearchBox(LineEdit):
    """`asked(text)` comes 80 ms after the last key; `down` when ↓ or Enter wants to go to the list; Esc empties it."""

    asked = Signal(str)
    down = Signal()

    def __init__(self, placeholder: str, *, key: str = "", width: int = 236, parent: QWidget | None = None) -> None:
        self._key, self._wide = key, width
        super().__init__(placeholder, parent)
        self.setAccessibleName(placeholder)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._ask)
        self.textChanged.connect(lambda: self._pause.start())
        self.advance.connect(self._on_enter)
        on_restyle(self, self._air)

    def take(self, letter: str) -> None:
        """Go on with a letter typed in the list."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setText(self.text() + letter)

    def sizeHint(self) -> QSize:
        return QSize(look().px(self._wide), look().px(32))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self.down.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter, tokens = QPainter(self), look()
        of, side = tokens.colours.of, tokens.px(16)
        paint_icon(painter, "search", of("text2"), tokens.px(10), (self.height() - side) / 2, side)
        if self.text() or not self._key or not tokens.show_keys:
            return
        font = tokens.font(12)
        if width_of(self.placeholderText(), tokens.font()) + width_of(self._key, font) + tokens.px(68) > self.width():
            return  # squeezed at large letters: the words are worth more than the key
        chip = self.rect()
        chip.setSize(QSize(width_of(self._key, font) + tokens.px(16), tokens.px(20)))
        chip.moveTopRight(self.rect().topRight())
        chip.translate(-tokens.px(8), (self.height() - chip.height()) // 2)
        panel(painter, chip, None, of("border"), radius=4)
        words(painter, chip.adjusted(0, 0, 0, -1), self._key, font, of("hint"), Qt.AlignmentFlag.AlignHCenter)

    def _on_enter(self) -> None:
        if self._pause.isActive():
            self._pause.stop()
            self._ask()
        self.down.emit()

    def _ask(self) -> None:
        self.asked.emit(self.value())

    def _air(self) -> None:
        self.setTextMargins(look().px(24), 0, look().px(8), 0)
        self.updateGeometry()
