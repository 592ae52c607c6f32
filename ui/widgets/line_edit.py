"""One line of typed text; input methods work in it untouched.

Law: nothing is filtered, upper-cased, completed or masked while a person types; the text is composed (NFC) when it
is asked for. Enter goes on, it does not save.
"""

from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.language.vietnamese import nfc
from ui.keys import plain_return
from ui.theme import look, on_restyle, repolish
from ui.widgets.shut import Shut, Shuttable, shut_text

STAYS: Final = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
"""Reasons of a focus that comes back: a list or a dialog above, another window. The editor has not been left."""


class LineEdit(Shuttable, QLineEdit):
    """A text field of the form. `changed`: the text is another; `advance`: Enter; `left`: the focus went away."""

    changed = Signal()
    advance = Signal()
    left = Signal()

    def __init__(self, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._placeholder = placeholder
        self.setPlaceholderText(placeholder)
        self.textChanged.connect(self.changed)
        on_restyle(self, self._size_it)

    def value(self) -> Any:
        """The text in NFC, without blanks at its ends."""
        return nfc(self.text()).strip()

    def set_value(self, value: Any) -> None:
        """Show `value`; None empties the field."""
        self.setText("" if value is None else nfc(str(value)))

    def is_empty(self) -> bool:
        """Whether nothing has been typed."""
        return not self.text().strip()

    def problem(self) -> str:
        """Why the text cannot be read, in ≤ 24 letters; "" when it can."""
        return ""

    def explanation(self) -> str:
        """The whole sentence behind `problem`; "" when that says it all."""
        return ""

    def set_bad(self, bad: bool) -> None:
        """Draw the edge of a mistake."""
        repolish(self, bad=bad)

    def shut(self, how: Shut, why: str = "") -> None:
        """Close the field ("read": sunken, can be copied; "closed": dashed, `why` in it) or open it ("")."""
        self._shut = how
        shut_text(self, how, why if how == "closed" and why else self._placeholder)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if plain_return(event):
            self.advance.emit()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in STAYS:
            self.on_leave()
            self.left.emit()

    def on_leave(self) -> None:
        """Write the text as it will be kept; nothing for plain text."""

    def _size_it(self) -> None:
        self.setFixedHeight(look().px(32))
