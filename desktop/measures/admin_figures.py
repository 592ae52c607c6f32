"""Số liệu CCHC typed for periods: those of the period itself, or of the shorter ones that lie in it (DV-14; dossier R19a).

A quarter's figures and those of its months are the same dossiers told twice, so the longest that fit count, and none that
overlaps with one of them. Cumulated from 1 January are the periods of the year, whose first begins before that day.
"""

from collections.abc import Sequence
from datetime import date

from db.query import Number, Query
from desktop.law.period_calendar import period_dates
from desktop.law.unit_law import as_day
from desktop.measures.model import Counting, Ground, Measure, Worked


def admin_figures(ground: Ground, *, fields: Sequence[str]) -> Counting:
    """Add up these fields."""
    by = ("_unit", "_id", "period_from", "period_to")
    asked = ground.of_units(Query("admin_stat", ground.in_period()))
    told: dict[str, list[tuple[date, date, str, int]]] = {unit: [] for unit in ground.units}
    for (unit, record, first, last), numbers in ground.reader.tallies(asked, [Number("sum", (name,)) for name in fields], by).items():
        begin, end = as_day(first), as_day(last)
        if begin and end and begin >= _earliest(ground, str(unit)):
            told[str(unit)].append((begin, end, str(record), int(sum(numbers))))
    counted = {unit: _longest(found) for unit, found in told.items()}
    return Worked(
        {unit: sum(number for *_, number in found) for unit, found in counted.items()},
        {unit: tuple(record for _, _, record, _ in found) for unit, found in counted.items()},
    )


def _earliest(ground: Ground, unit: str) -> date:
    first = ground.span.from_date
    if first != date(ground.year, 1, 1):
        return first
    return min(first, period_dates("year", ground.year, first_day=ground.law(unit).first_day(str(ground.year))).from_date)


def _longest(found: list[tuple[date, date, str, int]]) -> list[tuple[date, date, str, int]]:
    taken: list[tuple[date, date, str, int]] = []
    for one in sorted(found, key=lambda row: (row[0] - row[1], row[0], row[2])):
        if all(one[1] < begin or one[0] > end for begin, end, *_ in taken):
            taken.append(one)
    return taken


MEASURE = Measure("admin_figures", register="admin_stat", work=admin_figures)
