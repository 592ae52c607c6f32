"""A number is typed as text and written the Vietnamese way, 1.234.567,5, when the field is left."""

import re
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.texts import t
from ui.widgets.line_edit import LineEdit

_GROUPED = re.compile(r"^-?\d{1,3}(\.\d{3})+(,\d+)?$")
_PLAIN = re.compile(r"^-?\d+(,\d+)?$")


class NumberEdit(LineEdit):
    """A field for whole numbers, or for numbers with `decimals` places behind the comma."""

    def __init__(self, placeholder: str = "", *, decimals: int = 0, negative: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(placeholder, parent)
        self._decimals, self._negative = decimals, negative

    def value(self) -> Any:
        """An int, or a Decimal when the field has places behind the comma; None when empty or not readable."""
        text = self.text().strip().replace(" ", "")
        if not (_GROUPED.match(text) or _PLAIN.match(text)):
            return None
        number = Decimal(text.replace(".", "").replace(",", "."))
        if (number < 0 and not self._negative) or -int(number.as_tuple().exponent) > self._decimals:
            return None
        return number if self._decimals else int(number)

    def set_value(self, value: Any) -> None:
        """Show an int, Decimal or float; None empties the field."""
        self.setText("" if value is None or value == "" else written_number(Decimal(str(value))))

    def problem(self) -> str:
        """Something is typed that is no number of this field."""
        if self.is_empty() or self.value() is not None:
            return ""
        return t("field.no_number") if self._decimals else t("field.no_whole_number")

    def on_leave(self) -> None:
        value = self.value()
        if value is not None and not self.is_shut:
            written = written_number(Decimal(value))
            if written != self.text():
                self.setText(written)


def written_number(number: Decimal) -> str:
    """A number with dots between thousands and a comma before its places."""
    return f"{number:,f}".translate(str.maketrans(",.", ".,"))
