"""An icon on a page: beside its words, or with a word of its own for the screen reader."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.icons import paint_icon
from ui.theme import look, on_restyle


class Icon(QWidget):
    """An icon on a page, tinted by a role of colour; `word` is what a screen reader says."""

    def __init__(self, name: str, role: str = "text2", size: int = 16, *, word: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._role, self._size = name, role, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(word)
        on_restyle(self, self._size_it)

    def draw(self, name: str, role: str = "text2") -> None:
        """Draw another icon."""
        self._name, self._role = name, role
        self.update()

    def sizeHint(self) -> QSize:
        side = look().px(self._size)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_icon(QPainter(self), self._name, look().colours.of(self._role), 0, 0, self.width())

    def _size_it(self) -> None:
        self.setFixedSize(self.sizeHint())
        self.update()
