"""A tick: one thing that is so or is not. Space ticks, Enter goes on."""

from typing import Any

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from ui.icons import paint_icon
from ui.keys import plain_return
from ui.theme import look, on_restyle
from ui.widgets.labels import set_tooltip
from ui.widgets.paint import panel, width_of, words
from ui.widgets.shut import Shut, Shuttable


class Check(Shuttable, QCheckBox):
    """A box with words behind it."""

    changed = Signal()
    advance = Signal()
    left = Signal()

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._bad = False
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.toggled.connect(self.changed)
        on_restyle(self, self._size_it)

    def value(self) -> Any:
        """Whether it is ticked."""
        return self.isChecked()

    def set_value(self, value: Any) -> None:
        """Tick it or not."""
        self.setChecked(bool(value))

    def is_empty(self) -> bool:
        """A tick always says something."""
        return False

    def problem(self) -> str:
        """A tick can always be read."""
        return ""

    def set_bad(self, bad: bool) -> None:
        """Draw the edge of a mistake."""
        self._bad = bad
        self.update()

    def shut(self, how: Shut, why: str = "") -> None:
        """Close or open it."""
        self._shut = how
        self.setEnabled(not how)
        set_tooltip(self, why)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if plain_return(event):
            self.advance.emit()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def sizeHint(self) -> QSize:
        tokens = look()
        return QSize(tokens.px(32) + width_of(self.text(), tokens.font()) + tokens.px(4), tokens.px(32))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: Any) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, tokens = QPainter(self), look()
        of, side = tokens.colours.of, tokens.px(20)
        box = QRect(2, (self.height() - side) // 2, side, side)
        on, open_ = self.isChecked(), self.isEnabled()
        fill = of("accent") if on and open_ else of("surface" if open_ else "sunken")
        panel(painter, box, fill, of("err" if self._bad else "border"), radius=4, dashed=not open_)
        if on:
            inner = tokens.px(16)
            spot = (side - inner) / 2
            paint_icon(painter, "check", of("on_accent" if open_ else "hint"), box.left() + spot, box.top() + spot, inner)
        if self.hasFocus():
            panel(painter, box.adjusted(-2, -2, 2, 2), None, of("focus"), width=2, radius=5)
        room = QRect(tokens.px(32), 0, self.width() - tokens.px(32), self.height() - 1)
        words(painter, room, self.text(), tokens.font(), of("text" if open_ else "hint"))

    def _size_it(self) -> None:
        self.setFixedHeight(look().px(32))
        self.updateGeometry()
