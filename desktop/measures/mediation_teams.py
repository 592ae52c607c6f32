"""Tổ hòa giải at work on the period's last day, and their mediators (DV-07; Luật Hòa giải ở cơ sở 2013, điều 12).

A team that no longer works counts up to its last day; one without a last day was never told when.
"""

from db.query import Is, Query
from desktop.measures.model import Counting, Ground, Measure, tallied


def mediation_teams(ground: Ground, *, total: str | None = None) -> Counting:
    """Count the teams, or add up their field `total`."""
    day = ground.span.to_date.isoformat()
    begun = Query("mediation_team", (Is("active_from", "?<=", day),))
    at_work = begun.also(Is("active", "=", True), Is("active_to", "?>=", day))
    ended_later = begun.also(Is("active", "!=", True), Is("active_to", ">=", day))
    return [tallied(at_work, total), tallied(ended_later, total)]


MEASURE = Measure("mediation_teams", register="mediation_team", work=mediation_teams, additive=False)
