"""Giám sát whose recommendations are not all answered yet, of the period (I28; dossier R12a, R16b)."""

from typing import Any

from db.query import Query
from desktop.measures.model import Counting, Ground, Measure, Worked, by_unit, told


def unanswered(ground: Ground, *, register: str, where: dict[str, Any] | None = None) -> Counting:
    """Count the records of a book with more recommendations than answers."""
    rows = ground.reader.rows(ground.of_units(Query(register, (*ground.in_period(), *told(register, where)))))
    open_ones = by_unit(row for row in rows if _number(row["recs_n"]) > _number(row["recs_answered_n"]))
    found = {unit: tuple(str(row["_id"]) for row in mine) for unit, mine in open_ones.items()}
    return Worked({unit: len(ids) for unit, ids in found.items()}, found)


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


MEASURE = Measure("unanswered", register="", work=unanswered, additive=False)
