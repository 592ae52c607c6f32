"""What a target of the plan comes to: numerator, denominator, whether it is met, and what is still missing.

Ratios of several units are worked out again from the sums, never averaged (dossier §7.3).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final, Literal

from desktop.law.period_calendar import Span
from desktop.law.unit_law import Law
from desktop.measures.model import Ground, Missing

__all__ = ["Flag", "Item", "Missing", "Target", "Why", "blank", "ratio_of", "summed", "whole"]

Why = Literal["khong_ap_dung", "chua_den_ky"]
NOT_APPLICABLE: Final = "khong_ap_dung"
NOT_DUE: Final = "chua_den_ky"
Flag = Literal["vuot", "kiem_nhiem"]
"""What is worth a look and no fault: more exemplars than usual; one person who leads and follows the work."""
_PLACES: Final = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Item:
    """A target, an indicator, or a part of one, of one unit or summed up.

    Numbers are None for a unit that has not reported. A part with numbers, no `met` and no `why` is shown and does not count.
    A count has no denominator.
    """

    code: str
    title: str
    numerator: int | None
    denominator: int | None
    met: bool | None
    why: Why | None = None
    parts: tuple["Item", ...] = ()
    missing: tuple[Missing, ...] = ()
    ids: tuple[str, ...] = ()
    flags: tuple[Flag, ...] = ()
    as_closed: bool = False
    """The unit's own number at its closing: the records behind it do not come up."""

    @property
    def ratio(self) -> str | None:
        """Numerator by denominator, four decimals, half up; None when there is nothing to divide by."""
        return ratio_of(self.numerator, self.denominator)


@dataclass(frozen=True, slots=True)
class Target:
    """One target. `judge` answers for all units of the ground; `settings` says which windows and rules it used for a unit."""

    code: str
    title: str
    judge: Callable[[Ground], Mapping[str, Item]]
    settings: Callable[[Span, Law, str], Mapping[str, Any]]
    empty: Item
    """Codes and titles without numbers, for a unit that has not reported."""


def ratio_of(numerator: int | None, denominator: int | None) -> str | None:
    """Return a ratio as a string with four decimals, half up; None when the denominator is 0 or unknown."""
    if numerator is None or not denominator:
        return None
    return str((Decimal(numerator) / Decimal(denominator)).quantize(_PLACES, ROUND_HALF_UP))


def whole(code: str, title: str, parts: Sequence[Item]) -> Item:
    """Return a target from its parts: met when every part that is judged is met.

    A part that does not apply, is not due yet or does not count is left out; when none is left, the target is not judged either.
    """
    judged = [part for part in parts if part.met is not None]
    missing = tuple(one for part in parts for one in part.missing)
    ids = tuple(dict.fromkeys(one for part in parts for one in part.ids))
    flags = tuple(dict.fromkeys(one for part in parts for one in part.flags))
    if not judged:
        return Item(code, title, 0, 0, None, parts[0].why, tuple(parts), missing, ids, flags)
    met = all(part.met for part in judged)
    return Item(code, title, int(met), 1, met, None, tuple(parts), missing, ids, flags)


def blank(code: str, title: str, *parts: tuple[str, str]) -> Item:
    """Return a target and its parts, given as (code, title), without numbers."""
    return Item(code, title, None, None, None, None, tuple(Item(*part, None, None, None) for part in parts))


def summed(empty: Item, items: Sequence[tuple[str, Item]]) -> Item:
    """Return the target over several units, given as (name of the unit, its item)."""
    found = [item for _, item in items]
    parts = tuple(summed(part, [(name, item.parts[place]) for name, item in items]) for place, part in enumerate(empty.parts))
    missing = tuple(replace(one, unit=name) for name, item in items for one in item.missing)
    met, why = _judged_together(found)
    return Item(
        empty.code, empty.title, _added(item.numerator for item in found), _added(item.denominator for item in found), met, why, parts,
        missing,
    )  # fmt: skip


def _added(numbers: Iterable[int | None]) -> int | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None


def _judged_together(items: Sequence[Item]) -> tuple[bool | None, Why | None]:
    """One that failed decides; while one is not judged yet, nobody can say that all have met it; whom it does not concern is left out."""
    if any(item.met is False for item in items):
        return False, None
    concerned = [item for item in items if item.why != NOT_APPLICABLE]
    if not concerned:
        return None, NOT_APPLICABLE if items else None
    waiting = [item.why for item in concerned if item.met is None]
    return (None, waiting[0]) if waiting else (True, None)
