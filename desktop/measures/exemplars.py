"""Models recognised as exemplary in the plan year up to the period's last day; a model evaluated twice is one."""

from db.query import Is, Query
from desktop.measures.model import Counting, Ground, Measure, Tally, matching, parent_counts


def exemplars(ground: Ground, *, recognised_level: str | None = None) -> Counting:
    """Count distinct models evaluated "tiêu biểu", of one level of recognition if asked."""
    where = (*ground.in_year_so_far(), Is("result", "=", "tieu_bieu"), *parent_counts("model_id"))
    return [Tally(Query("model_evaluation", (*where, *matching({"recognised_level": recognised_level}))), "distinct", ("model_id",))]


MEASURE = Measure("exemplars", register="model_evaluation", work=exemplars)
