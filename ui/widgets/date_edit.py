"""A date is typed as text – 25, 25/3, 25032024, hn – and written out as dd/MM/yyyy when the field is left.

Law: no mask and no calendar in the way; ISO inside, dd/MM/yyyy outside; what is no day stays as typed and is told.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.texts import t
from desktop.typed_date import read_typed_date, written_date
from ui.widgets.line_edit import LineEdit


class DateEdit(LineEdit):
    """A date field; `today` is asked each time, as a window may stay open over midnight."""

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(t("field.date_placeholder"), parent)
        self._today = today

    def value(self) -> Any:
        """The date as ISO text; "" when there is none or it cannot be read."""
        day = read_typed_date(self.text(), self._today())
        return day.isoformat() if day else ""

    def set_value(self, value: Any) -> None:
        """Show a date given as ISO text or date; what cannot be read is shown as it is."""
        text = "" if value is None else str(value)
        day = read_typed_date(text, self._today()) if text else None
        self.setText(written_date(day) if day else text)

    def problem(self) -> str:
        """Something is typed that is no day."""
        return "" if self.is_empty() or self.value() else t("field.no_such_day")

    def on_leave(self) -> None:
        day = read_typed_date(self.text(), self._today())
        if day and not self.is_shut and self.text() != written_date(day):
            self.setText(written_date(day))

    def event(self, event: QEvent) -> bool:
        # Ctrl+; would otherwise be free for a shortcut of the page.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_today_key(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _is_today_key(event) and not self.is_shut:
            self.set_value(self._today())
            return
        super().keyPressEvent(event)


def _is_today_key(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_Semicolon and event.modifiers() == Qt.KeyboardModifier.ControlModifier
