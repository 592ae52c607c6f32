"""One fact on a card: an icon, what, and at the right how much or when; below it, quieter, what belongs to it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.language.vietnamese import shown
from ui.theme import look, on_restyle
from ui.widgets.boxes import Column, Row
from ui.widgets.icon import Icon
from ui.widgets.labels import ElidedLabel, elided, label, wrapped


class FactLine(QWidget):
    """Icon, words, something at the right (words or a part), notes below. `role` tints the icon."""

    def __init__(
        self, icon: str, role: str, text: str, right: str | QWidget = "", notes: Sequence[str] = (), *, word: str = "", code: str = ""
    ) -> None:
        """Make the line.

        Args:
            icon: Name of the icon, "" for none.
            role: Its colour.
            text: What it says, shortened when there is no room.
            right: Words or a part at the right end.
            notes: Quieter lines below: a single one breaks, several have one line each.
            word: What the icon says to a screen reader.
            code: A short mark in SemiBold before the words ("CT5").
        """
        super().__init__()
        whole = Column(self, gap=0)
        row = Row(gap=10)
        if icon:
            row.addWidget(Icon(icon, role, 16, word=word))
        if code:
            row.addWidget(label(code, "strong"))
        row.addWidget(elided(text), 1)
        if isinstance(right, QWidget):
            row.addWidget(right)
        elif right:
            row.addWidget(label(right, "label"))
        whole.addLayout(row)
        for note in notes:
            inner = Row(gap=0, sides=(26 if icon else 0, 0, 0, 0))
            # One note may break; of several each has one line, so a card stays as high as what it says.
            inner.addWidget(wrapped(note, "quiet") if len(notes) == 1 else elided(note, "quiet"))
            whole.addLayout(inner)


class NamedLine(QWidget):
    """A quiet name at the left, in a column of its own, and what it is; an optional icon before the words."""

    def __init__(self, name: str, text: str, icon: str = "", role: str = "text2", *, width: int = 120) -> None:
        super().__init__()
        row = Row(self, gap=8)
        row.addWidget(NameLabel(name, width, "label"))
        if icon:
            row.addWidget(Icon(icon, role, 16))
        row.addWidget(wrapped(text), 1)


class NameLabel(ElidedLabel):
    """A name in a column of its own: as wide as told, shortened when it is longer."""

    def __init__(self, text: str, width: int, role: str = "body") -> None:
        super().__init__()
        self._wide = width
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.setText(shown(text))
        on_restyle(self, self._size_it)

    def _size_it(self) -> None:
        self.setFixedWidth(look().px(self._wide))
