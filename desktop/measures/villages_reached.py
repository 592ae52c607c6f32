"""Thôn, bản, tổ dân phố that the activities of the period reached, each once however often (DV-02; indicators I08, I09)."""

import json

from db.query import Is, Query
from desktop.measures.model import Counting, Ground, Measure, Worked, has_any


def villages_reached(ground: Ground, *, tag: str | list[str] | None = None) -> Counting:
    """Count the unit's own villages, those of a tag or one of several if asked, that an activity of the book of dissemination names."""
    tagged = (has_any("tags", tag),) if tag else ()
    villages = {(str(unit), str(one)) for unit, one in ground.reader.tally(ground.of_units(Query("village", tagged)), by=("_unit", "_id"))}
    there = Query("dissemination", (*ground.in_period(), Is("villages", "filled")))
    reached = {
        (str(unit), village)
        for unit, listed in ground.reader.tally(ground.of_units(there), by=("_unit", "villages"))  # alike lists come once, as their text
        for village in json.loads(str(listed))
    }
    found = [unit for unit, _ in villages & reached]
    behind = there.also(has_any("villages.tags", tag)) if tag else there
    return Worked({unit: found.count(unit) for unit in ground.units}, behind=(behind,))


MEASURE = Measure("villages_reached", register="dissemination", work=villages_reached, additive=False)
