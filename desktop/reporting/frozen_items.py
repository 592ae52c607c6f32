"""Targets and indicators in a closing: frozen beside the forms, counted again above, shown as closed where rows do not come up.

In a snapshot they stand as two forms, "CT" and "I": a cell for each target, indicator and part, "11/13 chua_dat" or a count.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from desktop.measures import targets
from desktop.measures.model import Ground
from desktop.measures.targets.model import NOT_APPLICABLE, NOT_DUE, Item, Why
from desktop.reporting import indicators
from desktop.reporting.form_parts import comes_up

TARGETS: Final = "CT"
INDICATORS: Final = indicators.CODE
KINDS: Final = (TARGETS, INDICATORS)
Frozen = Mapping[str, int | str | None]
_MET: Final = {"dat": True, "chua_dat": False}
_WHY: Final[Mapping[str, Why]] = {NOT_APPLICABLE: NOT_APPLICABLE, NOT_DUE: NOT_DUE}


def judged(kind: str, ground: Ground, *, rows: bool = False) -> dict[str, list[Item]]:
    """Return all targets or all indicators of every unit of the ground."""
    if kind == INDICATORS:
        return indicators.judged(ground, rows=rows)
    return {unit: list(items) for unit, items in targets.judged(ground).items()}


def empty(kind: str) -> list[Item]:
    """Return their codes and titles without numbers."""
    return [one.empty for one in (indicators.all_indicators() if kind == INDICATORS else targets.ALL.values())]


def freeze(items: Sequence[Item]) -> dict[str, int | str | None]:
    """Return the cells that a snapshot keeps of items and their parts."""
    return {one.code: _text(one) for one in _all(items)}


def _all(items: Sequence[Item]) -> Iterator[Item]:
    for item in items:
        yield item
        yield from _all(item.parts)


def _text(item: Item) -> str | None:
    if item.numerator is None:
        return None
    numbers = str(item.numerator) if item.denominator is None else f"{item.numerator}/{item.denominator}"
    said = item.why or {True: "dat", False: "chua_dat", None: ""}[item.met]
    return f"{numbers} {said}".rstrip()


def titles(kind: str) -> dict[str, str]:
    """Return the title of each target or indicator and of each part."""
    return {one.code: one.title for one in _all(empty(kind))}


def numbers_of(cell: object) -> str:
    """Return the numbers of a frozen cell as they are read: "11/13"."""
    return str(cell or "").partition(" ")[0]


def as_closed(blank: Item, cells: Frozen) -> Item:
    """Return an item as a unit froze it: numbers and verdict, without the records behind them; what is no such cell stays empty."""
    numbers, _, said = str(cells.get(blank.code) or "").partition(" ")
    numerator, slash, denominator = numbers.partition("/")
    parts = tuple(as_closed(part, cells) for part in blank.parts)
    if not _is_count(numerator) or (slash and not _is_count(denominator)):
        return replace(blank, parts=parts)
    return replace(
        blank, numerator=int(numerator), denominator=int(denominator) if slash else None, met=_MET.get(said), why=_WHY.get(said),
        parts=parts, as_closed=True,
    )  # fmt: skip


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 15


def as_reported(kind: str, items: Sequence[Item], frozen: Frozen | None) -> list[Item]:
    """Return the items of a subordinate unit: where rows do not come up, as it closed them; before, nobody here knows them."""
    return [
        item if counted_here(kind, item.code) else as_closed(blank, frozen or {}) for item, blank in zip(items, empty(kind), strict=True)
    ]


def counted_here(kind: str, code: str) -> bool:
    """Whether everything behind an item (with its parts) comes up, so that it can be counted above."""
    if kind == TARGETS:
        return True
    whole = next(one for one in indicators.all_indicators() if any(part.code == code for part in one.all()))
    return all(comes_up(indicators.form(), column) for part in whole.all() for column in part.columns)
