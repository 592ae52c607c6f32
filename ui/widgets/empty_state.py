"""An empty place says what is missing and which key begins."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.widgets.boxes import Column, Row
from ui.widgets.button import Button
from ui.widgets.icon import Icon
from ui.widgets.labels import wrapped


class EmptyState(QWidget):
    """Icon, what, next step and buttons in the middle of the room."""

    def __init__(self, icon: str, what: str, next_step: str = "", *buttons: Button, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        box = Column(self, gap=8, sides=(20, 20, 20, 20))
        box.addStretch(1)
        box.addWidget(Icon(icon, "hint", 32), 0, Qt.AlignmentFlag.AlignHCenter)
        self.what, self.next_step = wrapped(what, "section"), wrapped(next_step, "subtitle")
        for line in (self.what, self.next_step):
            line.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            box.addWidget(line)
        self.next_step.setVisible(bool(next_step))
        row = Row(gap=8)
        row.addStretch(1)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        box.addLayout(row)
        box.addStretch(2)

    def say(self, what: str, next_step: str = "") -> None:
        """Say something else in the same place."""
        self.what.setText(what)
        self.next_step.setText(next_step)
        self.next_step.setVisible(bool(next_step))
