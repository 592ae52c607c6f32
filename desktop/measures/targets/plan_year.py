"""Where the plan year ends: with the period that holds 14 December, the last day of the year's report.

What happens in the rest of December is still of that calendar year, and belongs to no later plan; so the period that
closes the year looks to 31 December for what the law asks for once a year.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final

from desktop.law.legal import rule_at
from desktop.law.period_calendar import Span
from desktop.law.unit_law import Law


def closes_the_year(span: Span) -> bool:
    """Whether the period is the one in which the year's targets are judged."""
    return date(span.to_date.year, 12, 14) in span


def counted_until(span: Span) -> date:
    """Return the last day of which a target of the plan year takes notice: the period's, at the year's end 31 December."""
    return max(span.to_date, date(span.to_date.year, 12, 31)) if closes_the_year(span) else span.to_date


DAYS: Final = ("horizon_from", "issued_on")
"""The days of a document by which it is of a year."""


def is_plan_of(document: Mapping[str, object], year: int) -> bool:
    """Say whether a document plans for a year: that in which it begins to be carried out, else that in which it was issued."""
    begins = document["horizon_from"] or document["issued_on"]
    return bool(begins) and str(begins)[:4] == str(year)


def day_of_rule(law: Law, key: str, span: Span, usual: tuple[int, int]) -> date:
    """Return the day of the plan year that a rule such as "10-01" names on the period's last day, or else the usual month and day."""
    rule, year = rule_at(law.rules, key, span.to_date), span.to_date.year
    return rule.day_in(year) if rule else date(year, *usual)
