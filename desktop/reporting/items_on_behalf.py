"""The targets of a unit without a laptop, as its upper unit typed them in the columns of DV-01 (see `on_behalf`)."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from desktop.forms import Form, all_forms
from desktop.measures.targets.model import NOT_APPLICABLE, Item
from desktop.reporting.frozen_items import TARGETS, as_closed, empty
from desktop.reporting.on_behalf import Behalf
from desktop.snapshots import FrozenItem

FORM: Final = "DV-01"
_MEASURE: Final = "target_figures"
Numbers = Mapping[str, int]
"""numerator, denominator, met → the number, of one target or part."""


def told_items(behalf: Behalf) -> list[Item] | None:
    """Return the targets as they were typed; None when nothing of them was."""
    told = _told(behalf)
    if not told:
        return None
    frozen = {code: _frozen(numbers) for code, numbers in told.items()}
    return [_as_told(as_closed(blank, frozen)) for blank in empty(TARGETS)]


def _told(behalf: Behalf) -> dict[str, dict[str, int]]:
    """Return target or part → its numbers, by the columns of the form that were typed."""
    form: Form = next(one for one in all_forms() if one.code == FORM)
    typed, found = behalf.typed.get(FORM, {}), dict[str, dict[str, int]]()
    for column in form.columns:
        cell = typed.get(column.code)
        if column.measure == _MEASURE and cell is not None and isinstance(cell.value, int):
            found.setdefault(str(column.filters["code"]), {})[str(column.filters["value"])] = cell.value
    return found


def _frozen(numbers: Numbers) -> FrozenItem:
    """Return the numbers as a closing keeps them. A condition is told by met alone; a target without "met" is met when nothing lacks."""
    met, whole = numbers.get("met"), numbers.get("denominator")
    done = numbers.get("numerator", met or 0)
    if whole is None and met is None:
        return FrozenItem(numerator=done)
    if whole == 0:
        return FrozenItem(numerator=done, denominator=0, why=NOT_APPLICABLE)
    whole = 1 if whole is None else whole
    return FrozenItem(numerator=done, denominator=whole, met=done == whole if met is None else bool(met))


def _as_told(item: Item) -> Item:
    return replace(item, as_closed=False, parts=tuple(_as_told(part) for part in item.parts))
