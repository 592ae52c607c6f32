"""How much of what is expected is there: a bar, always with its number beside it."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import look, on_restyle
from ui.widgets.paint import panel


class Meter(QWidget):
    """A bar filled to `share` (0 to 1) in the colour of a role."""

    def __init__(self, share: float = 0.0, role: str = "accent", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share, self._role = share, role
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        on_restyle(self, self._size_it)
        self.show_share(share, role)

    def show_share(self, share: float, role: str = "accent") -> None:
        """Fill the bar to another share."""
        self._share, self._role = min(1.0, max(0.0, share)), role
        self.setAccessibleDescription(f"{round(self._share * 100)} %")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(look().px(80), look().px(8))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, of = QPainter(self), look().colours.of
        high = look().theme == "contrast"
        panel(painter, self.rect(), None if high else of("line"), of("line") if high else None, radius=4)
        wide = round(self.width() * self._share)
        if wide:
            panel(painter, QRect(0, 0, max(wide, min(self.width(), self.height())), self.height()), of(self._role), None, radius=4)

    def _size_it(self) -> None:
        self.setFixedHeight(look().px(8))
