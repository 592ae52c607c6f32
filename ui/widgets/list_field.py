"""A closed list of some values: digits and first letters take one without opening it.

Law: F4 and Alt+↓ open, Enter and digits take, Esc leaves the old value; a wheel never changes it. No text is typed
here, so input methods are off. Long values end in … and stand whole in the tooltip.
"""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.language.texts import t
from desktop.language.vietnamese import fold
from ui.icons import paint_icon
from ui.keys import RETURN
from ui.theme import look, on_restyle
from ui.widgets.labels import set_tooltip
from ui.widgets.line_edit import STAYS
from ui.widgets.option import Option
from ui.widgets.paint import panel, width_of, words
from ui.widgets.popup_list import PopupList
from ui.widgets.shut import Shut, Shuttable

_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}


def opens_list(event: QKeyEvent) -> bool:
    """Whether the key is F4 or Alt+↓."""
    alt_down = event.key() == Qt.Key.Key_Down and bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
    return event.key() == Qt.Key.Key_F4 or alt_down


class ListField(Shuttable, QWidget):
    """The chosen value and a list below. `changed`, `advance`, `left` as in all editors."""

    changed = Signal()
    advance = Signal()
    left = Signal()

    def __init__(self, options: Sequence[Option], placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.options = tuple(options)
        if not placeholder:
            placeholder = t("field.choose_digits", last=len(self.options)) if len(self.options) <= 9 else t("field.choose")
        self._placeholder = placeholder
        self._why = ""
        self._chosen = -1
        self._bad = False
        self._popup = PopupList(self)
        self._popup.taken.connect(self._on_taken)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        on_restyle(self, self._size_it)

    def value(self) -> Any:
        """The chosen value, "" when none is."""
        return self.options[self._chosen].value if self._chosen >= 0 else ""

    def set_value(self, value: Any) -> None:
        """Choose `value`; None, "" or an unknown one chooses none."""
        self._take(next((at for at, option in enumerate(self.options) if option.value == value), -1))

    def set_options(self, options: Sequence[Option]) -> None:
        """Offer other values; the chosen one stays if it is still among them."""
        kept = self.value()
        self.options = tuple(options)
        self._chosen = next((at for at, option in enumerate(self.options) if option.value == kept), -1)
        self.update()

    def is_empty(self) -> bool:
        """Whether nothing is chosen."""
        return self._chosen < 0

    def problem(self) -> str:
        """A chosen value can always be read."""
        return ""

    def set_bad(self, bad: bool) -> None:
        """Draw the edge of a mistake."""
        self._bad = bad
        self.update()

    def shut(self, how: Shut, why: str = "") -> None:
        """Close ("read" or "closed", with `why` as its text) or open it."""
        self._shut, self._why = how, why
        self.setEnabled(not how)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(look().px(120), look().px(32))

    def minimumSizeHint(self) -> QSize:
        return QSize(look().px(64), look().px(32))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            open_ = self._popup.isVisible()
            if opens_list(event) or (open_ and event.key() in (*RETURN, Qt.Key.Key_Escape)):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._popup.isVisible():
            if not self._key_in_list(event):
                super().keyPressEvent(event)
            return
        key, plain = Qt.Key(event.key()), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if opens_list(event) or (key == Qt.Key.Key_Space and plain):
            self.open_list()
        elif key in RETURN and plain:
            self.advance.emit()
        elif key in _STEPS and self.options:
            self._take(min(len(self.options) - 1, max(0, self._chosen + _STEPS[key])))
        elif not (plain and self._digit(event)) and not (plain and self._letter(event)):
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._popup.isVisible():
            self._popup.close_up()
        else:
            self.open_list()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self._popup.close_up()
        if event.reason() not in STAYS:
            self.left.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._popup.close_up()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, tokens = QPainter(self), look()
        of, closed = tokens.colours.of, self._shut == "closed"
        edge = "focus" if self.hasFocus() else "err" if self._bad else "border"
        fill = of("sunken" if self._shut else "surface")
        panel(painter, self.rect(), fill, of(edge), width=2 if edge != "border" else 1, dashed=closed)
        side = tokens.px(16)
        room = self.rect().adjusted(tokens.px(8), 0, -side - tokens.px(12), -1)
        said, ink = self._said()
        words(painter, room, said, tokens.font(), of(ink))
        if not self._shut:
            paint_icon(painter, "chevron-down", of("text2"), self.width() - side - tokens.px(8), (self.height() - side) / 2, side)

    def _said(self) -> tuple[str, str]:
        """What stands in the field, and the role of its colour."""
        if self._shut == "closed":
            return self._why, "hint"
        if self._chosen >= 0:
            return self.options[self._chosen].label, "text"
        return self._placeholder, "text" if self._bad else "hint"

    def open_list(self) -> None:
        """Open the list below."""
        self._popup.open_with(self.options, at=max(0, self._chosen), digits=len(self.options) <= 9)

    def _key_in_list(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._popup.step(_STEPS[key])
        elif key in RETURN or key == Qt.Key.Key_Space:
            option = self._popup.current()
            if option is not None:
                self._on_taken(option)
        elif key == Qt.Key.Key_Escape or opens_list(event):
            self._popup.close_up()
        elif not self._digit(event):
            at = self._starting(event.text())
            if at < 0:
                return False
            self._popup.mark(at)
        return True

    def _digit(self, event: QKeyEvent) -> bool:
        at = event.key() - Qt.Key.Key_1
        if len(self.options) > 9 or not 0 <= at < len(self.options):
            return False
        self._popup.close_up()
        self._take(at)
        self.advance.emit()
        return True

    def _letter(self, event: QKeyEvent) -> bool:
        at = self._starting(event.text())
        if at >= 0:
            self._take(at)
        return at >= 0

    def _starting(self, letter: str) -> int:
        """The next option after the marked one that begins with `letter`, marks and case aside; -1 for none."""
        wanted = fold(letter)
        if not wanted:
            return -1
        shown = self._popup.current() if self._popup.isVisible() else None
        here = self.options.index(shown) if shown in self.options else self._chosen
        count = len(self.options)
        order = [(here + 1 + step) % count for step in range(count)]
        return next((at for at in order if fold(self.options[at].label).startswith(wanted)), -1)

    def _on_taken(self, option: Option) -> None:
        self._popup.close_up()
        self._take(self.options.index(option))
        self.advance.emit()

    def _take(self, at: int) -> None:
        if at == self._chosen:
            return
        self._chosen = at
        label = self.options[at].label if at >= 0 else ""
        self.setAccessibleDescription(label)
        long = width_of(label, look().font()) > self.width() - look().px(36)
        set_tooltip(self, label if long else "")
        self.update()
        self.changed.emit()

    def _size_it(self) -> None:
        self.setFixedHeight(look().px(32))
        self.updateGeometry()
        self.update()
