"""Decimal numbers are kept as text and added up as such: SQLite would make floats of them, and 0.1 + 0.2 no 0.3."""

from decimal import Decimal, InvalidOperation


class ExactSum:
    """The aggregate `exact_sum`: the sum of decimal texts as a text, NULL when there is none; what is no number adds nothing."""

    def __init__(self) -> None:
        self._sum: Decimal | None = None

    def step(self, text: object) -> None:
        """Add one cell."""
        if text is None:
            return
        try:
            number = Decimal(str(text))
        except InvalidOperation:
            return
        if number.is_finite():
            self._sum = number + (self._sum or 0)

    def finalize(self) -> str | None:
        """Return the sum."""
        return None if self._sum is None else format(self._sum, "f")
