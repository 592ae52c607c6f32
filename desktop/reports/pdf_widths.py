"""How wide the columns of a table are, how large its type, and where its words break.

reportlab can measure a table itself, but only with a paragraph in every cell, which takes eight times as long
(a year's table has thousands of cells). Here words are measured once, at one point of type, since widths grow with
the size: the largest size is taken at which no word must be broken; then the spare width is shared out.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from reportlab.lib.units import mm

from desktop.reports.document import Align, Column
from desktop.reports.layout_nd30 import TABLE_COMFORTABLE, TABLE_NAME_MAX, TABLE_NUMBER_MAX, TABLE_SIZES
from desktop.reports.pdf_fonts import width

# A formula in the row of column numbers ("1=4+13+22") may break after its signs.
_PIECES = re.compile(r"[^\s=+]*[=+]|[^\s=+]+")


@dataclass(frozen=True, slots=True)
class Need:
    """What a column wants at one point of type: its longest word, and its longest line."""

    word: float
    line: float


@dataclass(frozen=True, slots=True)
class Fit:
    """The size of the type and the width of each leaf column, in points."""

    size: float
    widths: tuple[float, ...]

    @property
    def pad(self) -> float:
        """Room at the left and right of a cell, in points."""
        return pad(self.size)


def pad(size: float) -> float:
    """Return the room at the left and right of a cell, in points: crowded tables get less."""
    return 1.2 if size < 9 else 2.5 if size < 11 else 4.0


def need(texts: Sequence[str], font: str, split: Callable[[str], list[str]] = str.split) -> Need:
    """Measure texts that stand in one column."""
    word = max((_unit(piece, font) for text in set(texts) for piece in split(text)), default=0.0)
    line = max((_unit(line, font) for text in set(texts) for line in text.split("\n")), default=0.0)
    return Need(word, line)


def formula_pieces(text: str) -> list[str]:
    """Return the pieces between which a formula may break."""
    return _PIECES.findall(text)


def fit(columns: Sequence[Column], needs: Sequence[Need], available: float, most: float = TABLE_SIZES[0]) -> Fit:
    """Choose type size, `most` at the largest, and column widths for a table `available` points wide."""
    sizes = [size for size in TABLE_SIZES if size <= most]
    tries = [(size, True) for size in sizes if size >= TABLE_COMFORTABLE] + [(size, False) for size in sizes]
    for size, names_whole in tries:
        least = [_least(column, want, size, names_whole) for column, want in zip(columns, needs, strict=True)]
        if sum(least) <= available:
            return Fit(size, _share(columns, needs, least, available, size))
    # Not even the smallest type spares every word: the widest columns give way until all fit.
    least = _give_way(least, available)
    return Fit(size, tuple(least))


def wrap(text: str, font: str, size: float, available: float, split: Callable[[str], list[str]] = str.split) -> list[str]:
    """Return the lines of a cell `available` points wide; a word longer than the cell is broken between letters."""
    lines: list[str] = []
    glue = "" if split is formula_pieces else " "
    for given in text.split("\n"):
        if width(given, font, size) <= available:
            lines.append(given)
            continue
        line = ""
        for word in (part for piece in split(given) for part in _broken(piece, font, size, available)):
            longer = line + glue + word if line else word
            if line and width(longer, font, size) > available:
                lines.append(line)
                longer = word
            line = longer
        lines.append(line)
    return lines


def _broken(word: str, font: str, size: float, available: float) -> list[str]:
    """Return the parts of a word, each no wider than `available` (a single letter may be)."""
    if width(word, font, size) <= available:
        return [word]
    parts, used = [""], 0.0
    for letter in word:
        step = _unit(letter, font) * size
        if parts[-1] and used + step > available:
            parts.append("")
            used = 0.0
        parts[-1] += letter
        used += step
    return parts


@lru_cache(maxsize=4096)
def _unit(text: str, font: str) -> float:
    """Return the width at one point of type."""
    return width(text, font, 1.0)


def _least(column: Column, want: Need, size: float, names_whole: bool) -> float:
    if column.width_mm is not None:
        return column.width_mm * float(mm)
    name = want.line * size
    longest = name if names_whole and column.align is Align.LEFT and name <= TABLE_NAME_MAX * mm else want.word * size
    # A hair more than measured, or rounding breaks the word that decided.
    return longest + 2 * pad(size) + 0.2


def _share(columns: Sequence[Column], needs: Sequence[Need], least: list[float], available: float, size: float) -> tuple[float, ...]:
    """Give the spare width first to words that would wrap, then evenly to figures, then to words again."""
    free = [index for index, column in enumerate(columns) if column.width_mm is None]
    words = [index for index in free if columns[index].align is Align.LEFT]
    figures = [index for index in free if columns[index].align is not Align.LEFT]
    widths = list(least)
    wanted = {index: needs[index].line * size + 2 * pad(size) + 0.2 for index in words}
    # Words may take half of what is spare while there are figures, which read better with some air.
    spare = (available - sum(widths)) * (0.5 if figures else 1.0)
    _raise_evenly(widths, words, spare, wanted)
    _raise_evenly(widths, figures, available - sum(widths), dict.fromkeys(figures, TABLE_NUMBER_MAX * mm))
    _raise_evenly(widths, words or figures or list(range(len(widths))), available - sum(widths), {})
    return tuple(widths)


def _raise_evenly(widths: list[float], chosen: Sequence[int], spare: float, limit: dict[int, float]) -> None:
    """Raise the narrowest of the chosen columns first, like water in connected vessels, none above its limit."""
    open_ = [index for index in chosen if widths[index] < limit.get(index, float("inf"))]
    while spare > 0.01 and open_:
        level = min(widths[index] for index in open_)
        lowest = [index for index in open_ if widths[index] <= level + 0.01]
        higher = [widths[index] for index in open_ if widths[index] > level + 0.01]
        ceiling = min([*higher, *(limit.get(index, float("inf")) for index in lowest)])
        step = min(ceiling - level, spare / len(lowest))
        for index in lowest:
            widths[index] += step
        spare -= step * len(lowest)
        open_ = [index for index in open_ if widths[index] < limit.get(index, float("inf")) - 0.01]


def _give_way(least: Sequence[float], available: float) -> list[float]:
    """Cut the widest columns to one common width so that all fit."""
    low, high = 0.0, max(least)
    for _ in range(40):
        cut = (low + high) / 2
        low, high = (cut, high) if sum(min(one, cut) for one in least) <= available else (low, cut)
    return [min(one, low) for one in least]
