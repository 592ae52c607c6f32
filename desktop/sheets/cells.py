"""What stands in one cell of a sheet, whatever the file is: words, a number, a day, a tick, or something to refuse.

A number knows how the sheet shows it, so that "001" in a column of words stays "001"; a formula and an error are no values.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

DAYS: Final = "dd/mm/yyyy"
TEXT: Final = "@"
"""Number formats: of days, and of cells whose text stays text whatever somebody types into them."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number cell. `pattern` is the sheet's number format ("" for none), `epoch_1904` whether its days count from 1904."""

    value: Decimal
    pattern: str = ""
    epoch_1904: bool = False

    @property
    def plain(self) -> str:
        """The number as it stands in the cell: no exponent, no needless zeros, leading ones where the format asks for them."""
        digits = format(self.value, "f")
        if "." in digits:
            digits = digits.rstrip("0").rstrip(".")
        asked = len(self.pattern) if self.pattern and not self.pattern.strip("0") else 0
        return digits.zfill(asked) if digits.isdecimal() else digits


@dataclass(frozen=True, slots=True)
class Day:
    """A date cell; `pattern` tells whether the sheet shows it with its day of the month."""

    value: date
    pattern: str = DAYS


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell that is computed: its value is nobody's word."""

    text: str


@dataclass(frozen=True, slots=True)
class Broken:
    """A cell that shows an error of the sheet, such as #REF!."""

    text: str


Cell = str | bool | Figure | Day | Formula | Broken | None


@dataclass(frozen=True, slots=True)
class Look:
    """What a column is prepared for: its number format ("001" stays "001" in one of text), and the words that it offers."""

    pattern: str = TEXT
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a sheet; `number` is the one that Excel shows beside it."""

    number: int
    cells: tuple[Cell, ...]

    def at(self, column: int) -> Cell:
        """Return the cell of a column, None beyond the last."""
        return self.cells[column] if column < len(self.cells) else None

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it."""
        return not any(is_filled(cell) for cell in self.cells)


def is_filled(cell: Cell) -> bool:
    """Whether something stands in a cell; blanks are nothing."""
    return cell is not None and not (isinstance(cell, str) and not cell.strip())


def words_of(cell: Cell) -> str:
    """Return a cell as words, for the titles of columns."""
    match cell:
        case str():
            return " ".join(cell.split())
        case Figure():
            return cell.plain
        case _:
            return ""


def column_letters(column: int) -> str:
    """Return what Excel calls a column counted from 0: A … Z, AA …."""
    letters, rest = "", column + 1
    while rest:
        rest, last = divmod(rest - 1, 26)
        letters = chr(ord("A") + last) + letters
    return letters


def column_number(letters: str) -> int:
    """Return the number, from 1, of the column that Excel calls A … Z, AA …."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
