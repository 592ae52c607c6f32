"""Điểm nóng: how many the unit declared beside its book of letters, for the period or the shorter ones in it (DV-06, I16; dossier R19b)."""

from db.query import Is, Query
from desktop.measures.model import Counting, Ground, Measure
from desktop.measures.told_periods import summed, told_in

_NUMBER = ("hot_spots_n",)


def hot_spots(ground: Ground) -> Counting:
    """Add up what was declared for the periods that lie in these days."""
    declared = Query("period_declaration", (Is("register", "=", "petition"), Is(*_NUMBER, "filled")))
    return summed(told_in(ground, declared, _NUMBER), _NUMBER)


MEASURE = Measure("hot_spots", register="petition", work=hot_spots)
