"""A number is typed as text and written the Vietnamese way, 1.234.567,5, when the field is left."""

from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.errors import Problem
from desktop.language.numbers import format_number, parse_decimal, parse_int
from desktop.language.texts import t
from ui.widgets.line_edit import LineEdit


class NumberEdit(LineEdit):
    """A field for whole numbers, or with `decimal` for numbers with places behind the comma; a year is not `grouped`."""

    def __init__(
        self, placeholder: str = "", *, decimal: bool = False, negative: bool = False, grouped: bool = True,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(placeholder, parent)
        self._decimal, self._negative, self._grouped = decimal, negative, grouped

    def value(self) -> Any:
        """An int, or the kept text of a decimal ("1234.5"); None when empty or not readable."""
        return self._read()[0]

    def set_value(self, value: Any) -> None:
        """Show an int or kept decimal text; None and "" empty the field."""
        self.setText("" if value is None or value == "" else self._written(value))

    def problem(self) -> str:
        """Something is typed that is no number of this field."""
        if self.is_empty() or self.value() is not None:
            return ""
        return t("field.no_number") if self._decimal else t("field.no_whole_number")

    def explanation(self) -> str:
        return self._read()[1]

    def on_leave(self) -> None:
        value = self.value()
        if value is not None and not self.is_shut and self._written(value) != self.text():
            self.set_value(value)

    def _written(self, value: int | str) -> str:
        return format_number(value) if self._grouped else str(value)

    def _read(self) -> tuple[int | str | None, str]:
        """The number meant by the text, or why there is none."""
        if self.is_empty():
            return None, ""
        try:
            number: int | str = parse_decimal(self.text()) if self._decimal else parse_int(self.text())
        except Problem as problem:
            return None, problem.message
        if str(number).startswith("-") and not self._negative:
            return None, t("field.no_negative")
        return number, ""
