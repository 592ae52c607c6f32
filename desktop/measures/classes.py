"""Lớp tập huấn of the period; what an official learned elsewhere before he came is no class of this unit (DV-03; dossier R03)."""

from db.query import Is, Query
from desktop.measures.model import Counting, Ground, Measure, matching, tallied


def classes(ground: Ground, *, level: str | None = None, total: str | None = None) -> Counting:
    """Count the classes that ended in the period, those of one level if asked, or add up their field `total`."""
    where = (*ground.in_period(), Is("external_training", "!=", True), *matching({"level": level}))
    return [tallied(Query("training_session", where), total)]


MEASURE = Measure("classes", register="training_session", work=classes)
