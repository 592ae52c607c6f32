"""A date is typed as text – 25, 25/3, 25032024, hn – and written out as dd/MM/yyyy when the field is left.

Law: no mask and no calendar in the way; ISO inside, dd/MM/yyyy outside; what is no day stays as typed and is told.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.errors import Problem
from desktop.language.dates import format_date, parse_typed_date
from desktop.language.texts import t
from ui.widgets.line_edit import LineEdit


class DateEdit(LineEdit):
    """A date field; `today` is asked each time, as a window may stay open over midnight."""

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(t("field.date_placeholder"), parent)
        self._today = today

    def value(self) -> Any:
        """The date as ISO text; "" when there is none or it cannot be read."""
        day, _ = self._read(self.text())
        return day.isoformat() if day else ""

    def set_value(self, value: Any) -> None:
        """Show a date given as ISO text or date; what cannot be read is shown as it is."""
        text = "" if value is None else str(value)
        day, _ = self._read(text)
        self.setText(format_date(day) if day else text)

    def problem(self) -> str:
        """Something is typed that is no day."""
        return "" if self.is_empty() or self.value() else t("field.no_such_day")

    def explanation(self) -> str:
        return self._read(self.text())[1]

    def on_leave(self) -> None:
        day, _ = self._read(self.text())
        if day and not self.is_shut and self.text() != format_date(day):
            self.setText(format_date(day))

    def _read(self, text: str) -> tuple[date | None, str]:
        """The day meant by `text`, or why there is none."""
        if not text.strip():
            return None, ""
        try:
            return parse_typed_date(text, self._today()), ""
        except Problem as problem:
            return None, problem.message

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
