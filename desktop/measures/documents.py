"""Văn bản phải quán triệt of the plan year, and those of them that were made known since 1 January (DV-02; target CT1).

The catalogue lies in layers: what the program brings, what a superior adds, what the unit itself writes over it.
"""

import json
from collections.abc import Mapping

from db.query import Is, Query
from desktop import units
from desktop.measures.model import Counting, Ground, Measure, Worked

KINDS = ("quan_triet", "tuyen_truyen", "pbgdpl")


def required(ground: Ground) -> dict[str, list[Mapping[str, object]]]:
    """Return, per unit, the documents of the catalogue that have to be made known in the plan year: one statement."""
    lines = {unit: units.lineage(unit) for unit in ground.units}
    owners = tuple(dict.fromkeys(owner for line in lines.values() for owner in line))
    rows = ground.reader.rows(Query("doc_catalog", units=owners))
    found = {}
    for unit, line in lines.items():
        nearest: dict[str, Mapping[str, object]] = {}
        for row in sorted((row for row in rows if row["_unit"] in line), key=lambda row: line.index(str(row["_unit"]))):
            nearest.setdefault(str(row["_id"]), row)
        found[unit] = [row for row in nearest.values() if row["mandatory_year"] == ground.year]
    return found


def made_known(ground: Ground) -> dict[str, set[str]]:
    """Return, per unit, the documents that some activity since 1 January of the plan year was about: one statement."""
    found: dict[str, set[str]] = {unit: set() for unit in ground.units}
    for unit, listed in ground.reader.tally(ground.of_units(_activities(ground)), by=("_unit", "docs")):
        found[str(unit)] |= set(json.loads(str(listed)))
    return found


def _activities(ground: Ground) -> Query:
    return Query("dissemination", (*ground.in_year_so_far(), Is("kind", "in", KINDS), Is("docs", "filled")))


def documents(ground: Ground, *, known: bool = False) -> Counting:
    """Count the required documents, or those of them that were made known."""
    asked = {unit: {str(row["_id"]) for row in rows} for unit, rows in required(ground).items()}
    if not known:
        return Worked({unit: len(ids) for unit, ids in asked.items()})
    done = made_known(ground)
    return Worked({unit: len(ids & done[unit]) for unit, ids in asked.items()}, behind=(_activities(ground),))


MEASURE = Measure("documents", register="dissemination", work=documents)
