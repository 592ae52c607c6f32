"""What was in force on the period's last day: boards, rules, assignments – as of that day, never of today."""

from collections.abc import Mapping
from typing import Any

from db.query import Is, Query
from desktop.measures.model import Counting, Ground, Measure, tallied, told


def in_force(
    ground: Ground,
    *,
    register: str,
    since: str | None = None,
    until: str | None = None,
    where: Mapping[str, Any] | None = None,
    has: Mapping[str, str | list[str]] | None = None,
    total: str | None = None,
    distinct: str | None = None,
) -> Counting:
    """Count what has begun by the field `since` and not ended by `until`, an empty end being none; or as `records` does.

    Without `since` a record is in force as long as it is there.
    """
    day = ground.span.to_date.isoformat()
    begun = (Is(since, "<=", day),) if since else ()
    lasting = (Is(until, "?>=", day),) if until else ()
    return [tallied(Query(register, (*begun, *lasting, *told(register, where, has))), total, distinct)]


MEASURE = Measure("in_force", register="", work=in_force, additive=False)
