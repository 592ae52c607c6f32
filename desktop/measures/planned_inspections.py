"""Kiểm tra theo kế hoạch that begin in the period, those of them that were held by its last day, and those without a conclusion.

Held (I31; dossier §7.2, R13a) is one whose days are over, or that came to a conclusion before they were. A conclusion with a number
and no day counts; one dated after the period does not yet.
"""

from typing import Literal

from db.query import Is, Query
from desktop.measures.model import Counting, Ground, Measure, Tally


def planned_inspections(ground: Ground, *, standing: Literal["planned", "held", "open"]) -> Counting:
    """Count planned inspections: all, those held, or those not concluded yet."""
    query, last = Query("inspection", (*ground.in_period(), Is("planned", "=", True))), ground.span.to_date.isoformat()
    numbered = Is("conclusion_no", "filled", or_=(Is("conclusion_date", "filled"),))
    match standing:
        case "planned":
            return [Tally(query)]
        case "held":
            concluded = query.also(Is("date_to", ">", last), numbered, Is("conclusion_date", "?<=", last))
            return [Tally(query.also(Is("date_to", "<=", last))), Tally(concluded)]
        case "open":
            later = query.also(Is("conclusion_date", ">", last))
            return [Tally(query.also(Is("conclusion_no", "null"), Is("conclusion_date", "null"))), Tally(later)]


MEASURE = Measure("planned_inspections", register="inspection", work=planned_inspections)
