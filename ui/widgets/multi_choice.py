"""Several values at once: few stand as chips to tick, many are searched and gather as chips.

Law: a ticked chip has a check mark, not a colour alone; a digit ticks and stays, Enter goes on.
"""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.language.texts import t
from ui.icons import paint_icon
from ui.keys import plain_return
from ui.theme import look, on_restyle
from ui.widgets.boxes import Column
from ui.widgets.labels import set_tooltip
from ui.widgets.option import Option
from ui.widgets.paint import panel, width_of, words
from ui.widgets.search_field import Find, SearchField
from ui.widgets.shut import Shut, Shuttable


class Chips(Shuttable, QWidget):
    """A wall of chips that breaks into lines; keys and clicks tick them or, with `removing`, take them off."""

    changed = Signal()
    advance = Signal()
    left = Signal()

    def __init__(self, options: Sequence[Option], *, removing: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.options = tuple(options)
        self._removing = removing
        self._ticked: set[str] = set()
        self._at = 0
        self._bad = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        on_restyle(self, self._size_it)

    def value(self) -> Any:
        """The ticked values, in the order of the options."""
        return [option.value for option in self.options if option.value in self._ticked]

    def set_value(self, value: Any) -> None:
        """Tick exactly these values; None ticks none."""
        self._ticked = set(value or ())
        self._tell()

    def set_options(self, options: Sequence[Option]) -> None:
        """Show other chips."""
        self.options = tuple(options)
        self._at = min(self._at, max(0, len(options) - 1))
        self._size_it()

    def is_empty(self) -> bool:
        """Whether nothing is ticked."""
        return not self.value()

    def problem(self) -> str:
        """Ticks can always be read."""
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

    def sizeHint(self) -> QSize:
        return QSize(look().px(160), self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(look().px(120), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._size_it()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.key() - Qt.Key.Key_1
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if not self._removing and 0 <= digit < min(9, len(self.options)):
            self._at = digit
            self._toggle(digit)
        elif step and self.options:
            self._at = (self._at + step) % len(self.options)
            self.update()
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.options:
            self._toggle(self._at)
        elif plain_return(event):
            self.advance.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for at, place in enumerate(self._places()):
            if place.contains(event.position().toPoint()):
                self._at = at
                self._toggle(at)
                return

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
        self.left.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, of = QPainter(self), look().colours.of
        if self._bad:
            panel(painter, self.rect(), None, of("err"), width=2)
        for at, (option, place) in enumerate(zip(self.options, self._places(), strict=True)):
            self._chip(painter, at, option, place)

    def _chip(self, painter: QPainter, at: int, option: Option, place: QRect) -> None:
        tokens = look()
        of, on = tokens.colours.of, option.value in self._ticked
        here = self.hasFocus() and at == self._at
        edge = "focus" if here else "accent" if on else "border"
        panel(painter, place, of("soft" if on else "surface"), of(edge), width=2 if here else 1, radius=4, dashed=bool(self._shut))
        side, pad = tokens.px(16), tokens.px(8)
        room = place.adjusted(pad, 0, -pad, -1)
        top = place.top() + (place.height() - side) / 2
        ink = of("accent" if on else "text")
        if self._removing:
            paint_icon(painter, "x", ink, place.right() - pad - side + tokens.px(4), top, side)
            room.setRight(room.right() - side)
        elif on:
            paint_icon(painter, "check", ink, room.left(), top, side)
        elif at < 9:
            words(painter, room.adjusted(tokens.px(4), 0, 0, -tokens.px(4)), str(at + 1), tokens.font(11), of("hint"))
        if not self._removing:
            room.setLeft(room.left() + side + tokens.px(4))
        words(painter, room, option.label, tokens.font(strong=on), ink)

    def _places(self) -> list[QRect]:
        tokens = look()
        gap, height, edge = tokens.px(4), tokens.px(28), 2
        places, left, top = [], edge, edge
        for option in self.options:
            wide = tokens.px(36) + width_of(option.label, tokens.font(strong=True))
            wide = min(wide, max(tokens.px(64), self.width() - 2 * edge))
            if left > edge and left + wide > self.width() - edge:
                left, top = edge, top + height + gap
            places.append(QRect(left, top, wide, height))
            left += wide + gap
        return places

    def _toggle(self, at: int) -> None:
        self._ticked ^= {self.options[at].value}
        self._tell()

    def _tell(self) -> None:
        self.setAccessibleDescription(", ".join(option.label for option in self.options if option.value in self._ticked))
        self.update()
        self.changed.emit()

    def _size_it(self) -> None:
        places = self._places()
        height = (places[-1].bottom() + 3) if places else look().px(32)
        if height != self.height() or self.minimumHeight() != height:
            self.setFixedHeight(height)
            self.updateGeometry()
        self.update()


class MultiChoice(Chips):
    """Few values, all seen, each to be ticked."""


class MultiPick(QWidget):
    """Many values: a search field, and below it a chip for each one taken."""

    changed = Signal()
    advance = Signal()
    left = Signal()

    def __init__(self, find: Find, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._taken: list[Option] = []
        self.search = SearchField(find, placeholder or t("field.add_more"))
        self.chips = Chips((), removing=True)
        self.chips.setAccessibleName(t("field.taken"))
        box = Column(self, gap=4)
        box.addWidget(self.search)
        box.addWidget(self.chips)
        self.chips.hide()
        self.setFocusProxy(self.search)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.search.changed.connect(self._on_search)
        self.search.advance.connect(self.advance)
        self.search.left.connect(self.left)
        self.chips.advance.connect(self.advance)
        self.chips.changed.connect(self._on_removed)

    def value(self) -> Any:
        """The values taken, in the order they were."""
        return [option.value for option in self._taken]

    def set_value(self, value: Any) -> None:
        """Show these `Option`s as taken; None shows none."""
        self._taken = list(value or ())
        self._show()

    def is_empty(self) -> bool:
        """Whether nothing is taken."""
        return not self._taken

    def problem(self) -> str:
        """Words stand in the search that name nothing."""
        return self.search.problem()

    def set_bad(self, bad: bool) -> None:
        """Draw the edge of a mistake."""
        self.search.set_bad(bad)

    def shut(self, how: Shut, why: str = "") -> None:
        """Close or open it."""
        self.search.shut(how, why)
        self.chips.setEnabled(not how)

    @property
    def is_shut(self) -> bool:
        """Whether nothing can be taken now."""
        return self.search.is_shut

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.search.setAccessibleName(name)

    def _on_search(self) -> None:
        if not self.search.value():
            self.changed.emit()  # what was said of the words before no longer holds
            return
        option = Option(self.search.value(), self.search.text())
        if option.value not in self.value():
            self._taken.append(option)
        self.search.set_value(None)  # the Enter that took it stays here for the next one
        self._show()

    def _on_removed(self) -> None:
        left = [option for option in self._taken if option.value in self.chips.value()]
        if len(left) != len(self._taken):
            self._taken = left
            self._show()

    def _show(self) -> None:
        self.chips.blockSignals(True)
        self.chips.set_options(self._taken)
        self.chips.set_value([option.value for option in self._taken])
        self.chips.blockSignals(False)
        self.chips.setVisible(bool(self._taken))
        self.updateGeometry()
        self.changed.emit()
