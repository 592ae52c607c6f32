"""Văn bản phải quán triệt of the plan year, and those of them that were made known since 1 January: target CT1a (DV-02)."""

from desktop.measures.model import Counting, Ground, Measure, Worked
from desktop.measures.targets import judged, part


def documents(ground: Ground, *, known: bool = False) -> Counting:
    """Count the required documents, or those of them that were made known."""
    found = {unit: part(items, "CT1a") for unit, items in judged(ground).items()}
    numbers = {unit: (item.numerator if known else item.denominator) or 0 for unit, item in found.items()}
    return Worked(numbers, {unit: item.ids for unit, item in found.items()} if known else {})


MEASURE = Measure("documents", register="dissemination", work=documents)
