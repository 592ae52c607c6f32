"""Dialogues held in the period, and who came (DV-05; Luật Thực hiện dân chủ ở cơ sở 2022, điều 32)."""

from db.query import Query
from desktop.measures.model import Counting, Ground, Measure, Tally


def dialogues(ground: Ground, *, total: str | None = None) -> Counting:
    """Count dialogues, or add up their field `total`."""
    query = Query("dialogue", ground.in_period())
    return [Tally(query, "sum", (total,)) if total else Tally(query)]


MEASURE = Measure("dialogues", register="dialogue", work=dialogues)
