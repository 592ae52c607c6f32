"""Giám sát whose recommendations are not all answered yet, of the period (I28; dossier R12a, R16b)."""

from typing import Any

from db.query import Query
from desktop.measures.model import Counting, Ground, Measure, Worked, told


def unanswered(ground: Ground, *, register: str, where: dict[str, Any] | None = None) -> Counting:
    """Count the records of a book with more recommendations than answers."""
    asked = ground.told(Query(register, (*ground.in_period(), *told(register, where))), "recs_n", "recs_answered_n")
    found = {
        unit: tuple(str(row["_id"]) for row in rows if _number(row["recs_n"]) > _number(row["recs_answered_n"]))
        for unit, rows in asked.items()
    }
    return Worked({unit: len(ids) for unit, ids in found.items()}, found)


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


MEASURE = Measure("unanswered", register="", work=unanswered, additive=False)
