"""Several lines of typed text: Enter goes on, as everywhere in a form; Shift+Enter is a new line, as in Zalo."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.language.texts import t
from desktop.language.vietnamese import nfc
from ui.keys import RETURN, plain_return
from ui.theme import look, on_restyle, repolish
from ui.widgets.line_edit import STAYS
from ui.widgets.shut import Shut, Shuttable, shut_text


class TextArea(Shuttable, QPlainTextEdit):
    """A text field of fixed height; `counted` says how much of `limit` letters is used."""

    changed = Signal()
    advance = Signal()
    left = Signal()
    counted = Signal(str)

    def __init__(self, *, limit: int = 0, height: int = 92, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._limit, self._height, self._placeholder = limit, height, placeholder
        self._text = ""
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.textChanged.connect(self._on_text)
        on_restyle(self, self._size_it)

    def value(self) -> Any:
        """The text in NFC, lines parted by newline, without blanks at its ends."""
        return nfc(self.toPlainText()).strip()

    def set_value(self, value: Any) -> None:
        """Show `value`; None empties the field."""
        self.setPlainText("" if value is None else nfc(str(value)))

    def is_empty(self) -> bool:
        """Whether nothing has been typed."""
        return not self.toPlainText().strip()

    def count_text(self) -> str:
        """The hint of the label's line: how to break a line, letters typed and allowed; nothing where nothing can be typed."""
        if self._shut:
            return ""
        used = len(self.value())
        return t("field.area_hint", used=used, limit=self._limit) if self._limit else t("field.area_hint_free")

    def problem(self) -> str:
        """Whether more than `limit` letters have been typed; nothing is cut off while typing."""
        return t("field.too_long", limit=self._limit) if self._limit and len(self.value()) > self._limit else ""

    def set_bad(self, bad: bool) -> None:
        """Draw the edge of a mistake."""
        repolish(self, bad=bad)

    def shut(self, how: Shut, why: str = "") -> None:
        """Close or open the field, as `LineEdit.shut`."""
        self._shut = how
        shut_text(self, how, why if how == "closed" and why else self._placeholder)
        self.counted.emit(self.count_text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if plain_return(event):
            self.advance.emit()
        elif event.key() in RETURN and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.insertPlainText("\n")  # Qt would put a line separator that no report knows
            self.ensureCursorVisible()
        elif event.key() in RETURN:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in STAYS:
            self.left.emit()

    def _on_text(self) -> None:
        # Qt says so too when only the looks of the text were changed, as on being shown for the first time.
        text = self.toPlainText()
        if text == self._text:
            return
        self._text = text
        self.changed.emit()
        self.counted.emit(self.count_text())

    def _size_it(self) -> None:
        self.setFixedHeight(look().px(self._height))
