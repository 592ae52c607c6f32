"""Promises made in the period, and those of them that were kept by its last day (DV-05; dossier R09c)."""

from db.query import Is, Query
from desktop.measures.model import Counting, Ground, Measure, Tally, matching


def commitments(ground: Ground, *, source_kind: str | None = None, done: bool = False) -> Counting:
    """Count promises of a source; with `done` those finished by the period's last day."""
    where = (*ground.in_period(), *matching({"source_kind": source_kind}))
    if done:
        where = (*where, Is("state", "=", "xong"), Is("done_on", "<=", ground.span.to_date.isoformat()))
    return [Tally(Query("commitment", where))]


MEASURE = Measure("commitments", register="commitment", work=commitments)
