"""Decimal numbers are kept as text and added up as such: SQLite would make floats of them, and 0.1 + 0.2 no 0.3."""

import re
from decimal import Decimal
from typing import Final

_NUMBER: Final = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_LONGEST: Final = 20  # eighteen digits, a sign and a dot: no field takes more, and "1e999999" would be a text of a million


class ExactSum:
    """The aggregate `exact_sum`: the sum of decimal texts as a text, NULL when there is none; what is no number adds nothing."""

    def __init__(self) -> None:
        self._sum: Decimal | None = None

    def step(self, text: object) -> None:
        """Add one cell."""
        if text is None:
            return
        written = str(text)
        if len(written) <= _LONGEST and _NUMBER.fullmatch(written):
            self._sum = Decimal(written) + (self._sum or 0)

    def finalize(self) -> str | None:
        """Return the sum."""
        return None if self._sum is None else format(self._sum, "f")
