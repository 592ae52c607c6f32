"""A card groups what belongs together under a section title."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from ui.icons import paint_icon
from ui.theme import look, on_restyle, repolish
from ui.widgets.boxes import Column, Row, Sides
from ui.widgets.labels import elided, label

_SIDES: Sides = (14, 8, 14, 10)


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


class Card(QFrame):
    """A framed part of a page: head (icon, title, note, something at the right), then `body`."""

    def __init__(
        self, title: str = "", *, icon: str = "", note: str = "", right: QWidget | None = None, gap: int = 8, sides: Sides = _SIDES
    ) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        whole = Column(self, gap=4, sides=sides)
        self.body = Column(gap=gap)
        self.note: QLabel | None = None
        if title:
            head = Row(gap=8)
            if icon:
                head.addWidget(Icon(icon, "text2", 18))
            head.addWidget(label(title, "section"))
            self.note = elided(note, "label")
            head.addWidget(self.note, 1)
            if right is not None:
                head.addWidget(right)
            whole.addLayout(head)
        whole.addLayout(self.body)

    def mark(self, chosen: bool) -> None:
        """Draw the ring of the chosen card among several."""
        repolish(self, chosen=chosen)
