"""Hội nghị, buổi of the book of dissemination: a record is as many as its number of sessions says, without one a single one (DV-02)."""

from db.query import Is, Query
from desktop.measures.model import Counting, Ground, Measure, Tally, matching


def meetings(ground: Ground, *, kind: str | list[str] | None = None) -> Counting:
    """Add up the sessions of the activities of the period, of some kinds if asked."""
    query = Query("dissemination", (*ground.in_period(), *matching({"kind": kind})))
    return [Tally(query.also(Is("sessions", "filled")), "sum", ("sessions",)), Tally(query.also(Is("sessions", "null")))]


MEASURE = Measure("meetings", register="dissemination", work=meetings)
