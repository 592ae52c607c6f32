"""Lượt tiếp: visits, one row each; with `crowd` the groups of five and more among them (01/TCD, DV-05)."""

from desktop.measures.model import Counting, Ground, Measure, Tally
from desktop.measures.reception import visits_of


def visits(ground: Ground, *, block: str = "", crowd: bool = False) -> Counting:
    """Count visits of a block."""
    return [Tally(visits_of(ground, block, crowd=crowd))]


MEASURE = Measure("visits", register="reception_visit", work=visits)
