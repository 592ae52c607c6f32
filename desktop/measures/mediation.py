"""Vụ việc hòa giải received in the period, by what they had come to on its last day (DV-07; indicators I17, I18; dossier R10).

Cases typed one by one and a team's monthly totals add up. Where two laptops wrote both of one month, the cases count and the
total, which carries the flag of that, does not. A total has a place for three outcomes; the rest of it was sent elsewhere.
"""

from dataclasses import replace

from db.query import Is, Query
from desktop.measures.model import Counting, Ground, Measure, Tally, matching

OPEN, ELSEWHERE = "dang", "khac"
BOTH = "a_month_of_cases_has_no_totals"
OUTCOMES = ("thanh", "khong_thanh", "dang")


def mediation(
    ground: Ground, *, outcome: str | None = None, scope: str | None = None, execution: str | list[str] | None = None
) -> Counting:
    """Count cases of one outcome (`khac`: sent elsewhere) and scope, or by what came of their agreement, which totals do not say."""
    cases = Query("mediation_case", (*ground.in_period(), *matching({"scope": scope, "execution": execution})))
    found = _of_cases(cases, outcome, ground.span.to_date.isoformat())
    if execution:
        return found
    months = Query("mediation_month", (*ground.in_period(), Is("flags", "lacks", BOTH), *matching({"scope": scope})))
    total = Tally(months, "sum", (outcome if outcome in OUTCOMES else "received",))
    rest = [replace(total, fields=(one,), sign=-1) for one in OUTCOMES] if outcome == ELSEWHERE else []
    return [*found, total, *rest]


def _of_cases(cases: Query, outcome: str | None, day: str) -> list[Tally]:
    """Return the tallies of an outcome as of a day: what ended later was still open then."""
    if outcome is None:
        return [Tally(cases)]
    if outcome == OPEN:
        return [Tally(cases.also(Is("outcome", "=", OPEN))), Tally(cases.also(Is("outcome", "!=", OPEN), Is("ended_on", ">", day)))]
    wanted = ("chuyen_co_quan", "ngoai_pham_vi") if outcome == ELSEWHERE else (outcome,)
    return [Tally(cases.also(Is("outcome", "in", wanted), Is("ended_on", "?<=", day)))]


MEASURE = Measure("mediation", register="mediation_case", work=mediation, also=("mediation_month",))
