"""Layouts whose gaps and sides grow with the letter size, so a page is never rebuilt for it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from ui.theme import look, theme

Sides = tuple[int, int, int, int]
_NONE: Sides = (0, 0, 0, 0)


class _Box(QBoxLayout):
    """Parts in one direction, `gap` between them, `sides` (left, top, right, bottom) around; at 100 %."""

    def __init__(self, direction: QBoxLayout.Direction, owner: QWidget | None, gap: int, sides: Sides) -> None:
        super().__init__(direction)
        self._sizes = (gap, sides)
        if owner is not None:
            owner.setLayout(self)
        theme().changed.connect(self._follow)
        self._follow()

    def set_sides(self, sides: Sides) -> None:
        """Change the room around."""
        self._sizes = (self._sizes[0], sides)
        self._follow()

    def _follow(self) -> None:
        gap, sides = self._sizes
        px = look().px
        self.setContentsMargins(px(sides[0]), px(sides[1]), px(sides[2]), px(sides[3]))
        self.setSpacing(px(gap))


class Column(_Box):
    """Parts below each other."""

    def __init__(self, owner: QWidget | None = None, *, gap: int = 8, sides: Sides = _NONE) -> None:
        super().__init__(QBoxLayout.Direction.TopToBottom, owner, gap, sides)


class Row(_Box):
    """Parts beside each other."""

    def __init__(self, owner: QWidget | None = None, *, gap: int = 8, sides: Sides = _NONE) -> None:
        super().__init__(QBoxLayout.Direction.LeftToRight, owner, gap, sides)


class Columns(Row):
    """Two columns of cards, `left` and `right`; one below the other as soon as the letters leave no room for two."""

    def __init__(self, *, gap: int = 12) -> None:
        super().__init__(gap=gap)
        self.left, self.right = Column(gap=gap), Column(gap=gap)
        for column in (self.left, self.right):
            self.addLayout(column, 1)
            self.setAlignment(column, Qt.AlignmentFlag.AlignTop)

    def _follow(self) -> None:
        super()._follow()
        self.setDirection(self.Direction.TopToBottom if look().one_column else self.Direction.LeftToRight)


class FieldGrid(Column):
    """Fields in rows of `columns` equal parts; a field takes one or several. Top-aligned, so nothing jumps.

    A grid of Qt's own shares out the width by what the parts wish; here only the spans count.
    """

    def __init__(self, columns: int, owner: QWidget | None = None, *, gap: int = 12, line: int = 8) -> None:
        super().__init__(owner, gap=line)
        self._columns, self._gap = columns, gap
        self._row: Row | None = None
        self._spans: list[int] = []

    def add(self, part: QWidget, span: int = 1) -> None:
        """Put `part` next, over `span` columns; a new row begins when it does not fit."""
        if self._row is None or sum(self._spans) + span > self._columns:
            self.end_row()
            self._row, self._spans = Row(gap=self._gap), []
            self.addLayout(self._row)
        policy = part.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
        part.setSizePolicy(policy)
        self._row.addWidget(part, span, Qt.AlignmentFlag.AlignTop)
        self._spans.append(span)

    def end_row(self) -> None:
        """Begin a new row, also when there is room left in this one; the last field takes what is too narrow for another."""
        left = self._columns - sum(self._spans)
        if self._row is not None and 0 < left < min(self._spans):
            self._row.setStretch(self._row.count() - 1, self._spans[-1] + left)
        elif self._row is not None and left:
            # A part, not a stretch: Qt keeps no gap beside a stretch, and the last field would be wider than those above.
            rest = QWidget()
            rest.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            self._row.addWidget(rest, left)
        self._row = None
