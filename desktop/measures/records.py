"""Records of a book dated in the period, counted or added up by what they say: the measure of most columns.

A form names the book and the values; what takes more than that has a measure of its own.
"""

from collections.abc import Mapping
from typing import Any

from db.query import Query
from desktop.measures.model import Counting, Ground, Measure, between, tallied, told


def records(
    ground: Ground,
    *,
    register: str,
    where: Mapping[str, Any] | None = None,
    has: Mapping[str, str | list[str]] | None = None,
    total: str | None = None,
    distinct: str | None = None,
    dated: str | None = None,
    this_year: bool = False,
) -> Counting:
    """Count records of a register, add up their field `total`, or count the values of the field `distinct` where it is filled in.

    Args:
        ground: Period and units.
        register: Its code.
        where: See `told`.
        has: See `told`.
        total: A number.
        distinct: A field with one value.
        dated: The day that decides, where that is another one than the record's own.
        this_year: From 1 January of the plan year instead of the period's first day.
    """
    days = ground.in_year_so_far() if this_year else ground.in_period()
    if dated:
        days = between(dated, ground.span.from_date, ground.span.to_date)
    return [tallied(Query(register, (*days, *told(register, where, has))), total, distinct)]


MEASURE = Measure("records", register="", work=records)
