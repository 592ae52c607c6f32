"""Thôn, bản that held the yearly conference of their community: once a year, mostly in its last days (I26; dossier R15c).

Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15, điều 33. The period that closes the year looks to 31 December, as targets do.
"""

from db.query import Is, Query
from desktop.measures.model import Counting, Ground, Measure, Tally
from desktop.measures.targets.plan_year import counted_until


def conferences(ground: Ground) -> Query:
    """Return the conferences of the plan year."""
    last = counted_until(ground.span).isoformat()
    return Query("village_conference", (Is("year", "=", ground.year), Is("held_on", "<=", last)))


def village_conferences(ground: Ground) -> Counting:
    """Count the villages of the last day, each once."""
    day = ground.span.to_date.isoformat()
    there = (Is("village_id.active_from", "?<=", day), Is("village_id.active_to", "?>=", day))
    return [Tally(conferences(ground).also(*there), "distinct", ("village_id",))]


MEASURE = Measure("village_conferences", register="village_conference", work=village_conferences, additive=False)
