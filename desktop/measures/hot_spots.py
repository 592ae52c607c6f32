"""Điểm nóng: how many the unit declared for the period beside its book of letters (DV-06; indicator I16; dossier R19b)."""

from db.query import Is, Query
from desktop.measures.model import Counting, Ground, Measure, Tally


def hot_spots(ground: Ground) -> Counting:
    """Add up what was declared of the period by its code."""
    where = (Is("period", "=", ground.span.code), Is("register", "=", "petition"))
    return [Tally(Query("period_declaration", where), "sum", ("hot_spots_n",))]


MEASURE = Measure("hot_spots", register="petition", work=hot_spots)
