"""Targets and indicators in a closing: frozen beside the forms, counted again above, shown as closed where rows do not come up.

In a snapshot they have a place of their own, beside the forms: "CT" and "I", each target, indicator and part by its code.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from desktop.measures import targets
from desktop.measures.model import Ground
from desktop.measures.targets.model import NOT_APPLICABLE, NOT_DUE, Item, Why
from desktop.reporting import indicators
from desktop.reporting.form_parts import comes_up
from desktop.snapshots import FrozenItem, Items

TARGETS: Final = "CT"
INDICATORS: Final = indicators.CODE
KINDS: Final = (TARGETS, INDICATORS)
Frozen = Mapping[str, FrozenItem | None]
_WHY: Final[Mapping[str | None, Why]] = {NOT_APPLICABLE: NOT_APPLICABLE, NOT_DUE: NOT_DUE}


def judged(kind: str, ground: Ground, *, rows: bool = False) -> dict[str, list[Item]]:
    """Return all targets or all indicators of every unit of the ground."""
    if kind == INDICATORS:
        return indicators.judged(ground, rows=rows)
    return {unit: list(items) for unit, items in targets.judged(ground).items()}


def empty(kind: str) -> list[Item]:
    """Return their codes and titles without numbers."""
    return [one.empty for one in (indicators.all_indicators() if kind == INDICATORS else targets.ALL.values())]


def freeze(items: Sequence[Item]) -> Items:
    """Return what a snapshot keeps of items and their parts."""
    return {one.code: _frozen(one) for one in _all(items)}


def _all(items: Sequence[Item]) -> Iterator[Item]:
    for item in items:
        yield item
        yield from _all(item.parts)


def _frozen(item: Item) -> FrozenItem | None:
    if item.numerator is None:
        return None
    return FrozenItem(numerator=item.numerator, denominator=item.denominator, met=None if item.why else item.met, why=item.why)


def titles(kind: str) -> dict[str, str]:
    """Return the title of each target or indicator and of each part."""
    return {one.code: one.title for one in _all(empty(kind))}


def numbers_of(item: FrozenItem | None) -> str | None:
    """Return the numbers of a frozen item as they are read: "11/13"."""
    if item is None:
        return None
    return str(item.numerator) if item.denominator is None else f"{item.numerator}/{item.denominator}"


def as_closed(blank: Item, frozen: Frozen) -> Item:
    """Return an item as a unit froze it: numbers and verdict, without the records behind them."""
    parts = tuple(as_closed(part, frozen) for part in blank.parts)
    one = frozen.get(blank.code)
    if one is None:
        return replace(blank, parts=parts)
    return replace(
        blank, numerator=one.numerator, denominator=one.denominator, met=one.met, why=_WHY.get(one.why), parts=parts, as_closed=True
    )  # fmt: skip


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
