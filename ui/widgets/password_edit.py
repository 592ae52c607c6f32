"""A field for a password: hidden, shown on demand, and honest about Caps Lock.

Law: what is typed is kept as typed, composed (NFC) and never trimmed. Telex changes letters unseen, so an eye and F2
show them.
"""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.language.texts import t
from desktop.language.vietnamese import nfc
from ui.icons import paint_icon
from ui.theme import look, on_restyle
from ui.widgets.line_edit import LineEdit


class PasswordEdit(LineEdit):
    """`caps(on)`: the last letter tells whether Caps Lock is on."""

    caps = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        on_restyle(self, self._air)

    def value(self) -> Any:
        """The password as typed, in NFC."""
        return nfc(self.text())

    def is_empty(self) -> bool:
        return not self.text()

    @property
    def shows(self) -> bool:
        """Whether the letters can be read."""
        return self.echoMode() == QLineEdit.EchoMode.Normal

    def show_letters(self, on: bool) -> None:
        """Show the letters or hide them."""
        self.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)
        self.setAccessibleDescription(t("password.shown") if on else "")
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = event.text()
        if len(letter) == 1 and letter.isalpha():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps.emit(letter.isupper() != shift)
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.position().x() >= self.width() - look().px(32):
            self.show_letters(not self.shows)
            return
        super().mousePressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = look().px(16)
        left, top = self.width() - side - look().px(8), (self.height() - side) / 2
        paint_icon(QPainter(self), "eye-off" if self.shows else "eye", look().colours.of("text2"), left, top, side)

    def _air(self) -> None:
        self.setTextMargins(0, 0, look().px(24), 0)
