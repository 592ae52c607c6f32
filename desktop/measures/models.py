"""Models "Dân vận khéo" registered in the plan year up to the period's last day (DV-04; dossier R04)."""

from db.query import Is, Query
from desktop.measures.model import Counting, Ground, Measure, Tally, matching


def models(
    ground: Ground,
    *,
    kind: str | None = None,
    state_type: str | None = None,
    field4: str | None = None,
    is_pilot: bool | None = None,
    is_self_managed: bool | None = None,
    village_tag: str | None = None,
    total: str | None = None,
) -> Counting:
    """Count registrations, those of one kind, or those with a village of one tag; or add up the field `total`."""
    flags = {"kind": kind, "state_type": state_type, "field4": field4, "is_pilot": is_pilot, "is_self_managed": is_self_managed}
    where = (*ground.in_year_so_far(), *matching(flags))
    if village_tag:
        where = (*where, Is("villages.tags", "has", village_tag))
    query = Query("model", where)
    return [Tally(query, "sum", (total,)) if total else Tally(query)]


MEASURE = Measure("models", register="model", work=models)
