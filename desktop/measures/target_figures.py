"""The targets of the plan as columns of a form: numerator, denominator, and how many units met it (DV-01; dossier §7.1)."""

from typing import Literal

from desktop.measures.model import Counting, Ground, Measure, Worked
from desktop.measures.targets import judged, part
from desktop.measures.targets.model import Item

Value = Literal["numerator", "denominator", "met"]


def target_figures(ground: Ground, *, register: str, code: str, value: Value) -> Counting:
    """Take one number of a target or a part of one; `register` is the book in which it is written down above all.

    "met" counts a unit that met it: 1 or 0, nothing where it is not judged.
    """
    assert register
    found = {unit: part(items, code) for unit, items in judged(ground).items()}
    numbers = {unit: _number(item, value) for unit, item in found.items()}
    known = {unit: number for unit, number in numbers.items() if number is not None}
    return Worked(known, {unit: found[unit].ids for unit in known}, certain=True)


def _number(item: Item, value: Value) -> int | None:
    match value:
        case "met":
            return None if item.met is None else int(item.met)
        case "numerator":
            return item.numerator
        case "denominator":
            return item.denominator


MEASURE = Measure("target_figures", register="", work=target_figures, additive=False)
