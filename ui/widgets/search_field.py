"""A long list is searched by typing: matches stand below, marks and case aside, and nothing is completed in the text.

Law: what a person types is never touched while it is typed (completion inside the text breaks Telex). ↓ and Enter
take a match; leaving the field takes the only one that is named so, else the text stays and is told.
"""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.language.texts import t
from desktop.language.vietnamese import nfc
from ui.icons import paint_icon
from ui.keys import RETURN
from ui.theme import look, on_restyle
from ui.widgets.line_edit import LineEdit
from ui.widgets.list_field import opens_list
from ui.widgets.option import Option, matching, named
from ui.widgets.popup_list import PopupList
from ui.widgets.shut import Shut

PAUSE = 80
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
Find = Callable[[str], Sequence[Option]]


class SearchField(LineEdit):
    """A field whose value is one of many. `find(typed)` gives the matches, best first, 50 at most."""

    def __init__(self, find: Find, placeholder: str = "", *, free: bool = False, parent: QWidget | None = None) -> None:
        """`free`: words that name no option are a value too (kept as typed)."""
        super().__init__(placeholder or t("field.search"), parent)
        self._find, self._free = find, free
        self._chosen: Option | None = None
        self._stepped = False
        self._popup = PopupList(self)
        self._popup.taken.connect(self._on_taken)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._offer)
        self.textEdited.connect(self._on_typed)

        on_restyle(self, self._air)

    @classmethod
    def among(cls, options: Sequence[Option], placeholder: str = "", *, free: bool = False) -> "SearchField":
        """A field over options that are all in memory."""
        kept = tuple(options)
        return cls(lambda typed: matching(kept, typed), placeholder, free=free)

    def value(self) -> Any:
        """The chosen value; with `free` the typed words when they name none; else ""."""
        if self._chosen is not None:
            return self._chosen.value
        return nfc(self.text()).strip() if self._free else ""

    def set_value(self, value: Any) -> None:
        """Show an `Option`; or free words; None empties the field."""
        self._chosen = value if isinstance(value, Option) else None
        self.setText(self._chosen.label if self._chosen else nfc(str(value or "")))
        self.setAccessibleDescription(self.text())

    def problem(self) -> str:
        """Words are typed that name no option."""
        return "" if self._free or self._chosen or self.is_empty() else t("field.not_in_list")

    def explanation(self) -> str:
        return t("field.not_in_list_full", typed=self.text().strip()) if self.problem() else ""

    def shut(self, how: Shut, why: str = "") -> None:
        super().shut(how, why)
        self._popup.close_up()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            open_ = self._popup.isVisible()
            if opens_list(event) or (open_ and event.key() in (*RETURN, Qt.Key.Key_Escape)):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, open_ = Qt.Key(event.key()), self._popup.isVisible()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if opens_list(event) or (key == Qt.Key.Key_Down and not open_):
            if not self.is_shut:
                self._offer()
        elif open_ and key in _STEPS:
            self._stepped = True
            self._popup.step(_STEPS[key])
        elif open_ and key == Qt.Key.Key_Escape:
            self._popup.close_up()
        elif key in RETURN and plain:
            self._enter()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.position().x() >= self.width() - look().px(28) and not self.is_shut:
            self._offer()
            return
        super().mousePressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.is_shut:
            side = look().px(16)
            left, top = self.width() - side - look().px(8), (self.height() - side) / 2
            paint_icon(QPainter(self), "chevron-down", look().colours.of("text2"), left, top, side)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._pause.stop()
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self._popup.close_up()
        super().focusOutEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._popup.close_up()

    def on_leave(self) -> None:
        if self._chosen is None and not self.is_empty():
            self._settle(named(self._find(self.text()), nfc(self.text()).strip()))

    def _air(self) -> None:
        self.setTextMargins(0, 0, look().px(20), 0)

    def _enter(self) -> None:
        """Take the marked match if one is offered (or still about to be), then go on."""
        if self._pause.isActive():
            self._pause.stop()
            self._offer()
        option = self._popup.current() if self._popup.isVisible() else None
        # Free words are given up for an offered match only when they name it or a person went to it.
        if option is not None and (not self._free or self._stepped or self._names(option)):
            self._on_taken(option)
            return
        self._popup.close_up()
        self.advance.emit()

    def _names(self, option: Option) -> bool:
        return named([option], nfc(self.text()).strip()) is not None

    def _on_typed(self) -> None:
        self._chosen = None
        if self.is_empty():
            self._pause.stop()
            self._popup.close_up()
        else:
            self._pause.start()

    def _offer(self) -> None:
        found = list(self._find("" if self._chosen else self.text()))
        at = found.index(self._chosen) if self._chosen in found else 0
        self._stepped = False
        self._popup.open_with(found, at=at, note=t("field.nothing_found"))

    def _on_taken(self, option: Option) -> None:
        self._popup.close_up()
        self._settle(option)
        if self._chosen is option:  # else who heard of it took it away, and goes on when he is ready
            self.advance.emit()

    def _settle(self, option: Option | None) -> None:
        if option is None:
            return
        self._chosen = option
        self.setAccessibleDescription(option.label)
        if self.text() != option.label:
            self.setText(option.label)
        else:
            self.changed.emit()
