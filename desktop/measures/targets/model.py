"""What a target of the plan comes to: numerator, denominator, whether it is met, and what is still missing.

Ratios of several units are worked out again from the sums, never averaged (dossier §7.3).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final, Literal

from desktop.law.period_calendar import Span
from desktop.law.unit_law import Law
from desktop.measures.model import Ground

Why = Literal["khong_ap_dung", "chua_den_ky"]
NOT_APPLICABLE: Final = "khong_ap_dung"
NOT_DUE: Final = "chua_den_ky"
_PLACES: Final = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that keeps a target from being met; `id` names the record to open, if there is one."""

    register: str
    id: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """A target, or a part of one, of one unit or summed up. Numbers are None for a unit that has not reported."""

    code: str
    title: str
    numerator: int | None
    denominator: int | None
    met: bool | None
    why: Why | None = None
    parts: tuple["Item", ...] = ()
    missing: tuple[Missing, ...] = ()
    ids: tuple[str, ...] = ()

    @property
    def ratio(self) -> str | None:
        """Numerator by denominator, four decimals, half up; None when there is nothing to divide by."""
        return ratio_of(self.numerator, self.denominator)


@dataclass(frozen=True, slots=True)
class Target:
    """One target. `judge` answers for all units of the ground; `settings` says which windows and rules it used."""

    code: str
    title: str
    judge: Callable[[Ground], Mapping[str, Item]]
    settings: Callable[[Span, Law], Mapping[str, Any]]
    empty: Item
    """Codes and titles without numbers, for a unit that has not reported."""


def ratio_of(numerator: int | None, denominator: int | None) -> str | None:
    """Return a ratio as a string with four decimals, half up; None when the denominator is 0 or unknown."""
    if numerator is None or not denominator:
        return None
    return str((Decimal(numerator) / Decimal(denominator)).quantize(_PLACES, ROUND_HALF_UP))


def whole(code: str, title: str, parts: Sequence[Item]) -> Item:
    """Return a target from its parts: met when every part that is judged is met.

    A part that does not apply or is not due yet is left out; when none is left, the target is not judged either.
    """
    judged = [part for part in parts if part.met is not None]
    missing = tuple(one for part in parts for one in part.missing)
    ids = tuple(dict.fromkeys(one for part in parts for one in part.ids))
    if not judged:
        return Item(code, title, 0, 0, None, parts[0].why, tuple(parts), missing, ids)
    met = all(part.met for part in judged)
    return Item(code, title, int(met), 1, met, None, tuple(parts), missing, ids)


def summed(empty: Item, items: Sequence[tuple[str, Item]]) -> Item:
    """Return the target over several units, given as (name of the unit, its item)."""
    found = [item for _, item in items]
    open_ones = [item.why for item in found if item.met is None]
    parts = tuple(summed(part, [(name, item.parts[place]) for name, item in items]) for place, part in enumerate(empty.parts))
    missing = tuple(Missing(one.register, one.id, f"{name}: {one.text}") for name, item in items for one in item.missing)
    if not found:
        return Item(empty.code, empty.title, None, None, None, None, parts)
    numerator, denominator = (sum(getattr(item, field) or 0 for item in found) for field in ("numerator", "denominator"))
    # One that failed decides; while one is not judged yet, nobody can say that all have met it.
    met = False if any(item.met is False for item in found) else None if open_ones else True
    return Item(empty.code, empty.title, numerator, denominator, met, open_ones[0] if met is None else None, parts, missing)
