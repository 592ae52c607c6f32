"""Thôn, bản, tổ dân phố that something did not come to: no dissemination in the period, no conference in the year (I08, I09, I26)."""

from collections.abc import Mapping
from typing import Literal

from db.query import Is, Query
from desktop.measures.model import Counting, Ground, Measure, Worked
from desktop.measures.village_conferences import conferences
from desktop.measures.villages import villages_of

Row = Mapping[str, object]


def villages_left(ground: Ground, *, by: Literal["dissemination", "village_conference"], tag: str | list[str] | None = None) -> Counting:
    """Count the villages, of a tag or one of several if asked, that no record names."""
    villages = ground.told(villages_of(ground, tag))
    reached = _told(ground) if by == "dissemination" else _gathered(ground)
    found = {unit: tuple(str(row["_id"]) for row in rows if row["_id"] not in reached.get(unit, ())) for unit, rows in villages.items()}
    return Worked({unit: len(ids) for unit, ids in found.items()}, found)


def _told(ground: Ground) -> dict[str, set[object]]:
    rows = ground.told(Query("dissemination", (*ground.in_period(), Is("villages", "filled"))), "villages")
    return {unit: {one for row in told for one in _listed(row)} for unit, told in rows.items()}


def _listed(row: Row) -> list[object]:
    found = row["villages"]
    return found if isinstance(found, list) else []


def _gathered(ground: Ground) -> dict[str, set[object]]:
    return {unit: {row["village_id"] for row in held} for unit, held in ground.told(conferences(ground), "village_id").items()}


MEASURE = Measure("villages_left", register="village", work=villages_left, additive=False)
