"""Kiểm tra theo kế hoạch that begin in the period, and those of them that came to a conclusion by its last day (I31; dossier R13a).

A conclusion with a number and no day counts; one dated after the period does not yet.
"""

from typing import Literal

from db.query import Is, Query
from desktop.measures.model import Counting, Ground, Measure, Tally


def planned_inspections(ground: Ground, *, standing: Literal["planned", "held", "open"]) -> Counting:
    """Count planned inspections: all, those concluded, or those not concluded yet."""
    query, last = Query("inspection", (*ground.in_period(), Is("planned", "=", True))), ground.span.to_date.isoformat()
    numbered = Is("conclusion_no", "filled", or_=(Is("conclusion_date", "filled"),))
    match standing:
        case "planned":
            return [Tally(query)]
        case "held":
            return [Tally(query.also(numbered, Is("conclusion_date", "?<=", last)))]
        case "open":
            later = query.also(Is("conclusion_date", ">", last))
            return [Tally(query.also(Is("conclusion_no", "null"), Is("conclusion_date", "null"))), Tally(later)]


MEASURE = Measure("planned_inspections", register="inspection", work=planned_inspections)
