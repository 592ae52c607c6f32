"""Kiến nghị cử tri by where they stood: carried into the period, settled in it, open on its last day (DV-08; I20; dossier R11c).

A petition with a way to its settlement only ("lộ trình") is open; what was passed on or cannot be settled is over on the day of
the answer, or, where nobody wrote one, on the day it came. So what is carried and received equals what is settled and open,
and what is open at the end of a period is what the next one carries.
"""

from typing import Literal

from db.query import Is, Query
from desktop.measures.model import Counting, Ground, Measure, Stages, Tally, between, matching

UNSETTLED = ("dang", "lo_trinh")
Standing = Literal["carried", "settled", "open", "late"]


def voter_petitions(ground: Ground, *, standing: Standing, result: str | list[str] | None = None) -> Counting:
    """Count petitions of a standing; `result`: only those settled so; "late": open and without an answer after its term."""
    first, last = ground.span.from_date.isoformat(), ground.span.to_date.isoformat()
    came = Query("voter_petition", (Is("_date", "<=", last),))
    match standing:
        case "carried":
            before = Query("voter_petition", (Is("_date", "<", first),))
            return [Tally(before.also(Is("result", "in", UNSETTLED))), Tally(_over(before).also(Is("answered_on", ">=", first)))]
        case "settled":
            over = _over(came).also(*matching({"result": result}))
            unsaid = _over(Query("voter_petition", ground.in_period())).also(Is("answered_on", "null"), *matching({"result": result}))
            return [Tally(over.also(*between("answered_on", ground.span.from_date, ground.span.to_date))), Tally(unsaid)]
        case "open":
            return [Tally(came.also(Is("result", "in", UNSETTLED))), Tally(_over(came).also(Is("answered_on", ">", last)))]
        case "late":
            late = came.also(Is("due_on", "<", last))
            waiting = late.also(Is("result", "in", UNSETTLED), Is("answered_on", "null"))
            return [Tally(waiting), Tally(late.also(Is("answered_on", ">", last)))]


def _over(query: Query) -> Query:
    return query.also(*(Is("result", "!=", one) for one in UNSETTLED))


MEASURE = Measure("voter_petitions", register="voter_petition", work=voter_petitions, stages=Stages(("open", "late"), ("carried",)))
