"""Số người được tiếp: the people of the visits, everybody of a group counted (01/TCD, DV-05)."""

from desktop.measures.model import Counting, Ground, Measure, Tally
from desktop.measures.reception import visits_of


def people(ground: Ground, *, block: str = "", crowd: bool = False) -> Counting:
    """Add up the people of a block's visits."""
    return [Tally(visits_of(ground, block, crowd=crowd), "sum", ("people_count",))]


MEASURE = Measure("people", register="reception_visit", work=people)
