"""Kiến nghị cử tri answered in the period, and those of them answered within their term (I20; dossier R11c)."""

from db.query import Is, Query
from desktop.measures.model import Counting, Ground, Measure, Tally, between

LATE = "an_answer_comes_in_time"


def voter_answers(ground: Ground, *, in_time: bool | None = None) -> Counting:
    """Count the petitions answered in the period; the flag of the register says which answer came late."""
    query = Query("voter_petition", between("answered_on", ground.span.from_date, ground.span.to_date))
    return [Tally(query if in_time is None else query.also(Is("flags", "lacks" if in_time else "has", LATE)))]


MEASURE = Measure("voter_answers", register="voter_petition", work=voter_answers)
