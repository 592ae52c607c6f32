"""Trả lời công dân within the term: visits whose reply was due in the period, and when it was given (I13; dossier R06).

Luật Tiếp công dân 42/2013/QH13, điều 28: ten working days. A reply given only after the period was not given yet.
"""

from collections.abc import Mapping
from typing import Literal

from db.query import Query
from desktop.measures.model import Counting, Ground, Measure, Worked, between, parent_counts

Row = Mapping[str, object]


def replies(ground: Ground, *, standing: Literal["due", "in_time", "late"]) -> Counting:
    """Count the visits whose reply was due in the period, those replied to in time, or those late or not yet replied to."""
    found = {
        unit: tuple(str(row["_id"]) for row in rows if standing == "due" or _in_time(row) == (standing == "in_time"))
        for unit, rows in ground.once("replies", _due).items()
    }
    return Worked({unit: len(ids) for unit, ids in found.items()}, found)


def _due(ground: Ground) -> dict[str, list[Row]]:
    where = (*between("due_reply", ground.span.from_date, ground.span.to_date), *parent_counts("session_id"))
    return ground.told(Query("reception_visit", where), "due_reply", "replied_on")


def _in_time(row: Row) -> bool:
    return bool(row["replied_on"]) and str(row["replied_on"]) <= str(row["due_reply"])


MEASURE = Measure("replies", register="reception_visit", work=replies)
