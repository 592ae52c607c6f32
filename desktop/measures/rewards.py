"""Rewards decided in the period: a record stands for as many as its number says (dossier R19d)."""

from db.query import Query
from desktop.measures.model import Counting, Ground, Measure, Tally, matching


def rewards(ground: Ground, *, reason: str | None = None) -> Counting:
    """Add up the numbers of collectives, persons and households rewarded."""
    return [Tally(Query("reward", (*ground.in_period(), *matching({"reason": reason}))), "sum", ("count",))]


MEASURE = Measure("rewards", register="reward", work=rewards)
