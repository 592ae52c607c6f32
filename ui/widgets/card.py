"""A card groups what belongs together under a section title."""

from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from ui.theme import repolish
from ui.widgets.boxes import Column, Row, Sides
from ui.widgets.icon import Icon
from ui.widgets.labels import elided, label

_SIDES: Sides = (14, 8, 14, 10)


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
        self.title: QLabel | None = None
        self.note: QLabel | None = None
        if title:
            head = Row(gap=8)
            if icon:
                head.addWidget(Icon(icon, "text2", 18))
            self.title = label(title, "section")
            head.addWidget(self.title)
            self.note = elided(note, "label")
            head.addWidget(self.note, 1)
            if right is not None:
                head.addWidget(right)
            whole.addLayout(head)
        whole.addLayout(self.body)

    def mark(self, chosen: bool) -> None:
        """Draw the ring of the chosen card among several."""
        repolish(self, chosen=chosen)
