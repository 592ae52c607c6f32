"""Where the plan year ends: with the period that holds 14 December, the last day of the year's report.

What happens in the rest of December is still of that calendar year, and belongs to no later plan; so the period that
closes the year looks to 31 December for what the law asks for once a year.
"""

from datetime import date

from desktop.law.period_calendar import Span


def closes_the_year(span: Span) -> bool:
    """Whether the period is the one in which the year's targets are judged."""
    return date(span.to_date.year, 12, 14) in span


def counted_until(span: Span) -> date:
    """Return the last day of which a target of the plan year takes notice: the period's, at the year's end 31 December."""
    return max(span.to_date, date(span.to_date.year, 12, 31)) if closes_the_year(span) else span.to_date
