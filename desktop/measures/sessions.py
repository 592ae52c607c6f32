"""Reception sessions held in the period; one to which nobody came is held too (Luật Tiếp công dân 2013, điều 15, 18)."""

from db.query import Is, Query
from desktop.measures.model import Counting, Ground, Measure, Tally, matching


def sessions(ground: Ground, *, kind: str | list[str] | None = None, actor: str | None = None, days: bool = False) -> Counting:
    """Count sessions held, or with `days` the different days on which there was one."""
    query = Query("reception_session", (*ground.in_period(), Is("held", "=", True), *matching({"kind": kind, "actor": actor})))
    # A held session is dated by its actual day.
    return [Tally(query, "distinct", ("_date",)) if days else Tally(query)]


MEASURE = Measure("sessions", register="reception_session", work=sessions)
