"""What is told for whole periods: those that lie in the days asked for, the longest that fit, and none told twice.

A quarter's figures and those of its months are the same matters told twice, so the longest that fit count, and none that
overlaps with one of them. Cumulated from 1 January are the periods of the year, whose first begins before that day.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from db.query import Number, Query
from desktop.law.period_calendar import period_dates
from desktop.law.unit_law import as_day
from desktop.measures.model import Ground, Worked, between
from desktop.registers.told_period import FIRST_DAY, LAST_DAY


@dataclass(frozen=True, slots=True)
class Told:
    """What one record says of its period."""

    first: date
    last: date
    record: str
    numbers: Mapping[str, int]


def told_in(ground: Ground, query: Query, names: Sequence[str]) -> dict[str, list[Told]]:
    """Return the records that count, per unit, with these numbers of theirs: one statement."""
    by = ("_unit", "_id", FIRST_DAY, LAST_DAY)
    asked = ground.of_units(query.also(*between(LAST_DAY, ground.span.from_date, ground.span.to_date)))
    told: dict[str, list[Told]] = {unit: [] for unit in ground.units}
    for (unit, record, first, last), found in ground.reader.tallies(asked, [Number("sum", (name,)) for name in names], by).items():
        begin, end = as_day(first), as_day(last)
        if begin and end and begin >= _earliest(ground, str(unit)):
            told[str(unit)].append(Told(begin, end, str(record), dict(zip(names, map(int, found), strict=True))))
    return {unit: _longest(found) for unit, found in told.items()}


def summed(told: Mapping[str, Sequence[Told]], names: Sequence[str]) -> Worked:
    """Return the sum of these numbers of the records that count."""
    return Worked(
        {unit: sum(one.numbers[name] for one in found for name in names) for unit, found in told.items()},
        {unit: tuple(one.record for one in found) for unit, found in told.items()},
    )


def _earliest(ground: Ground, unit: str) -> date:
    first = ground.span.from_date
    if first != date(ground.year, 1, 1):
        return first
    return min(first, period_dates("year", ground.year, first_day=ground.law(unit).first_day(str(ground.year))).from_date)


def _longest(told: Sequence[Told]) -> list[Told]:
    taken: list[Told] = []
    for one in sorted(told, key=lambda found: (found.first - found.last, found.first, found.record)):
        if all(one.last < other.first or one.first > other.last for other in taken):
            taken.append(one)
    return taken
