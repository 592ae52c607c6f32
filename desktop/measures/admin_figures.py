"""Số liệu CCHC typed for periods: those of the period itself, or of the shorter ones that lie in it (DV-14; dossier R19a).

A quarter's figures and those of its months are the same dossiers told twice, so the longest that fit count, and none that
overlaps with one of them. Cumulated from 1 January are the periods of the year, whose first begins before that day.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from db.query import Number, Query
from desktop.law.period_calendar import period_dates
from desktop.law.unit_law import as_day
from desktop.measures.model import Counting, Ground, Measure, Worked

NUMBERS = ("dossiers_in", "dossiers_done", "on_time", "early", "online_in", "survey_out", "survey_back", "satisfied")


@dataclass(frozen=True, slots=True)
class Told:
    """What one record says of its period."""

    first: date
    last: date
    record: str
    numbers: Mapping[str, int]


def admin_figures(ground: Ground, *, fields: Sequence[str]) -> Counting:
    """Add up these fields, of `NUMBERS`."""
    counted = ground.once("admin_figures", _counted)
    return Worked(
        {unit: sum(one.numbers[name] for one in found for name in fields) for unit, found in counted.items()},
        {unit: tuple(one.record for one in found) for unit, found in counted.items()},
    )


def _counted(ground: Ground) -> dict[str, list[Told]]:
    """Return the records that count, per unit: one statement."""
    by = ("_unit", "_id", "period_from", "period_to")
    asked = ground.of_units(Query("admin_stat", ground.in_period()))
    told: dict[str, list[Told]] = {unit: [] for unit in ground.units}
    for (unit, record, first, last), found in ground.reader.tallies(asked, [Number("sum", (name,)) for name in NUMBERS], by).items():
        begin, end = as_day(first), as_day(last)
        if begin and end and begin >= _earliest(ground, str(unit)):
            told[str(unit)].append(Told(begin, end, str(record), dict(zip(NUMBERS, map(int, found), strict=True))))
    return {unit: _longest(found) for unit, found in told.items()}


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


MEASURE = Measure("admin_figures", register="admin_stat", work=admin_figures)
