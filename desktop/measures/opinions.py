"""Ý kiến at the dialogues of the period: how often each was raised (DV-05)."""

from db.query import Query
from desktop.measures.model import Counting, Ground, Measure, Tally, matching, parent_counts


def opinions(ground: Ground, *, answered: str | None = None) -> Counting:
    """Add up the times that opinions were raised, of those answered in one way if asked."""
    where = (*ground.in_period(), *parent_counts("dialogue_id"), *matching({"answered": answered}))
    return [Tally(Query("dialogue_opinion", where), "sum", ("times_raised",))]


MEASURE = Measure("opinions", register="dialogue_opinion", work=opinions)
