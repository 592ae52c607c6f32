"""Thôn, bản, tổ dân phố that there were on the period's last day (DV-02; I08, I09, I26, I27).

Villages are merged, parted and renamed; one without a first or a last day was always there, or still is.
"""

from db.query import Is, Query
from desktop.measures.model import Counting, Ground, Measure, Tally, has_any


def villages_of(ground: Ground, tag: str | list[str] | None = None) -> Query:
    """Return the villages of the last day, of a tag or one of several if asked."""
    day = ground.span.to_date.isoformat()
    there = Query("village", (Is("active_from", "?<=", day), Is("active_to", "?>=", day)))
    return there.also(has_any("tags", tag)) if tag else there


def villages(ground: Ground, *, tag: str | list[str] | None = None) -> Counting:
    """Count them."""
    return [Tally(villages_of(ground, tag))]


MEASURE = Measure("villages", register="village", work=villages, additive=False)
