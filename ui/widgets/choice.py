"""A choice of at most nine short values: all are seen, a digit takes one and goes on.

Law: no text is typed here, so input methods are switched off and digits are digits. The chosen segment is filled
and SemiBold: it is not told by colour alone. A wheel never changes it.
"""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.keys import plain_return
from ui.theme import look, on_restyle
from ui.widgets.labels import set_tooltip
from ui.widgets.line_edit import STAYS
from ui.widgets.option import Option
from ui.widgets.paint import panel, width_of, words
from ui.widgets.shut import Shut, Shuttable


class Choice(Shuttable, QWidget):
    """Segments with digits. `changed`: another value; `advance`: taken by digit or Enter; `left`: focus went away."""

    changed = Signal()
    advance = Signal()
    left = Signal()

    def __init__(self, options: Sequence[Option], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.options = tuple(options)
        self._chosen = -1
        self._bad = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        on_restyle(self, self._size_it)

    def value(self) -> Any:
        """The value of the chosen segment, "" when none is."""
        return self.options[self._chosen].value if self._chosen >= 0 else ""

    def set_value(self, value: Any) -> None:
        """Choose the segment of `value`; None, "" or an unknown value chooses none."""
        self._take(next((at for at, option in enumerate(self.options) if option.value == value), -1))

    def is_empty(self) -> bool:
        """Whether nothing is chosen."""
        return self._chosen < 0

    def problem(self) -> str:
        """A choice can always be read."""
        return ""

    def set_bad(self, bad: bool) -> None:
        """Draw the edge of a mistake."""
        self._bad = bad
        self.update()

    def shut(self, how: Shut, why: str = "") -> None:
        """Close or open it; closed ones cannot be reached."""
        self._shut = how
        self.setEnabled(not how)
        set_tooltip(self, why)
        self.update()

    def cut_texts(self) -> list[str]:
        """Labels that do not fit their segment."""
        stand = zip(self.options, self._segments(), self._needs(), strict=True)
        return [option.label for option, segment, need in stand if segment.width() < need]

    def sizeHint(self) -> QSize:
        return QSize(sum(self._needs()), look().px(32))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.key() - Qt.Key.Key_1
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()), 0)
        if 0 <= digit < len(self.options) and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._take(digit)
            self.advance.emit()
        elif step:
            self._take(min(len(self.options) - 1, max(0, self._chosen + step)))
        elif plain_return(event):
            self.advance.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        hit = (at for at, segment in enumerate(self._segments()) if segment.contains(event.position().toPoint()))
        at = next(hit, -1)
        if at >= 0:
            self._take(at)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._size_it()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
        if event.reason() not in STAYS:
            self.left.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        of, closed = look().colours.of, bool(self._shut)
        panel(painter, self.rect(), of("sunken" if closed else "surface"), None)
        for at, rect in enumerate(self._segments()):
            self._segment(painter, at, rect)
        edge = "focus" if self.hasFocus() else "err" if self._bad else "border"
        panel(painter, self.rect(), None, of(edge), width=2 if edge != "border" else 1, dashed=closed)

    def _segment(self, painter: QPainter, at: int, rect: QRect) -> None:
        tokens = look()
        of, chosen = tokens.colours.of, at == self._chosen
        if chosen:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            shape = QPainterPath()
            shape.addRoundedRect(self.rect(), tokens.px(5), tokens.px(5))
            painter.setClipPath(shape)
            painter.fillRect(rect, of("sunken" if self._shut else "accent"))
            painter.restore()
        elif rect.left() and at - 1 != self._chosen:
            air = tokens.px(8)
            painter.fillRect(QRect(rect.left(), rect.top() + air, 1, rect.height() - 2 * air), of("line"))
        lit = chosen and not self._shut
        ink = of("on_accent" if lit else "hint" if self._shut else "text")
        font, small = tokens.font(strong=chosen), tokens.font(11)
        digit, gap = str(at + 1), tokens.px(4)
        need = width_of(digit, small) + gap + width_of(self.options[at].label, font)
        start = rect.left() + max(tokens.px(4), (rect.width() - need) // 2)
        up = tokens.px(4)
        words(painter, QRect(start, rect.top(), rect.width(), rect.height() - up), digit, small, of("on_accent" if lit else "hint"))
        start += width_of(digit, small) + gap
        words(painter, QRect(start, rect.top(), rect.right() - start, rect.height() - 1), self.options[at].label, font, ink)

    def _needs(self) -> list[int]:
        tokens = look()
        strong, small = tokens.font(strong=True), tokens.font(11)
        return [
            tokens.px(12) + width_of(str(at + 1), small) + tokens.px(4) + width_of(option.label, strong)
            for at, option in enumerate(self.options)
        ]

    def _rows(self) -> list[range]:
        """The segments of each line: all in one, unless large letters need more than the width."""
        rows, begin, used = list[range](), 0, 0
        needs = self._needs()
        for at, need in enumerate(needs):
            if at > begin and used + need > self.width():
                rows.append(range(begin, at))
                begin, used = at, 0
            used += need
        return [*rows, range(begin, len(needs))]

    def _segments(self) -> list[QRect]:
        """Where the segments stand: each has what it needs, and an equal share of what is left of its line."""
        needs, high = self._needs(), look().px(32)
        found = list[QRect]()
        for line, row in enumerate(self._rows()):
            left = 0
            share = (self.width() - sum(needs[at] for at in row)) // max(len(row), 1)
            for at in row:
                width = needs[at] + share if at + 1 < row.stop else self.width() - left
                found.append(QRect(left, line * high, width, high))
                left += width
        return found

    def _take(self, at: int) -> None:
        if at == self._chosen:
            return
        self._chosen = at
        self.setAccessibleDescription(self.options[at].label if at >= 0 else "")
        self.update()
        self.changed.emit()

    def _size_it(self) -> None:
        self.setFixedHeight(look().px(32) * len(self._rows()))
        self.updateGeometry()
        self.update()
