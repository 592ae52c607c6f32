"""Thôn, bản, tổ dân phố that the activities of the period reached, each once however often (DV-02; indicators I08, I09)."""

import json
from collections import Counter

from db.query import Is, Query
from desktop.measures.model import Counting, Ground, Measure, Worked, has_any
from desktop.measures.villages import villages_of

Village = tuple[str, str]
"""Unit and id."""


def villages_reached(ground: Ground, *, tag: str | list[str] | None = None) -> Counting:
    """Count the unit's own villages, those of a tag or one of several if asked, that an activity of the book of dissemination names."""
    wanted = {tag} if isinstance(tag, str) else {*(tag or ())}
    reached = ground.once("villages reached", _reached)
    found = Counter(unit for (unit, _), tags in reached.items() if not tag or wanted & tags)
    there = _telling(ground)
    return Worked({unit: found[unit] for unit in ground.units}, behind=(there.also(has_any("villages.tags", tag)) if tag else there,))


def _reached(ground: Ground) -> dict[Village, frozenset[str]]:
    """Return the villages that were reached, each with its tags."""
    alike = ground.reader.tally(ground.of_units(_telling(ground)), by=("_unit", "villages"))  # alike lists come once, as their text
    told = {(str(unit), village) for unit, listed in alike for village in json.loads(str(listed))}
    villages = ground.reader.tally(ground.of_units(villages_of(ground)), by=("_unit", "_id", "tags"))
    tagged = {text: frozenset(json.loads(str(text)) if text else ()) for text in {tags for _, _, tags in villages}}
    return {(str(unit), str(one)): tagged[tags] for unit, one, tags in villages if (unit, one) in told}


def _telling(ground: Ground) -> Query:
    return Query("dissemination", (*ground.in_period(), Is("villages", "filled")))


MEASURE = Measure("villages_reached", register="dissemination", work=villages_reached, additive=False)
