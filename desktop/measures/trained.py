"""Officials in charge of democracy at the grassroots who were trained in its law (DV-03; target CT4: A ∩ T of dossier §7.1).

A person counts once, however many classes and assignments he had; classes count from the day that the rule `ct4_count_from` gives.
"""

from collections.abc import Mapping
from datetime import date

from db.query import Is, Query
from desktop.law.unit_law import Law, as_day
from desktop.measures.model import Counting, Ground, Measure, Worked, parent_counts

ROLES, SCOPES, TOPIC = ("lanh_dao", "chuyen_vien"), ("qcdc", "ca_hai"), "luat_thdccs"
RULE, LAW_IN_FORCE = "ct4_count_from", date(2023, 7, 1)


def assigned(ground: Ground) -> dict[str, set[str]]:
    """Return, per unit, the officials who lead or follow democracy at the grassroots on the period's last day."""
    day = ground.span.to_date.isoformat()
    where = (Is("role", "in", ROLES), Is("scope", "in", SCOPES), Is("valid_from", "<=", day), Is("valid_to", "?>=", day))
    found: dict[str, set[str]] = {unit: set() for unit in ground.units}
    for unit, official in ground.reader.tally(ground.of_units(Query("assignment", where)), by=("_unit", "official_id")):
        found[str(unit)].add(str(official))
    return found


def attended(ground: Ground) -> dict[str, Mapping[str, tuple[str, str]]]:
    """Return, per unit, record → (official, day) of those present at a class on the law up to the period's last day."""
    where = (
        Is("_date", "<=", ground.span.to_date.isoformat()),
        Is("present", "=", True),
        Is("session_id.topics", "has", TOPIC),
        *parent_counts("session_id"),
    )
    found: dict[str, dict[str, tuple[str, str]]] = {unit: {} for unit in ground.units}
    asked = ground.of_units(Query("training_attendance", where))
    for unit, record, official, day in ground.reader.tally(asked, by=("_unit", "_id", "official_id", "_date")):
        found[str(unit)][str(record)] = str(official), str(day)
    return dict(found)


def counted_from(ground: Ground, law: Law) -> date:
    """Return the first day whose classes count: of the rule, else the day on which the law came into force."""
    return as_day(law.value(RULE, ground.span.to_date.isoformat())) or LAW_IN_FORCE


def trained(ground: Ground) -> Counting:
    """Count the officials in charge who were present at a class on the law."""
    persons, classes = assigned(ground), attended(ground)
    values, ids = {}, {}
    for unit in ground.units:
        since = counted_from(ground, ground.law(unit)).isoformat()
        there = {record: who for record, (who, day) in classes[unit].items() if who in persons[unit] and day >= since}
        values[unit], ids[unit] = len(set(there.values())), tuple(there)
    return Worked(values, ids)


MEASURE = Measure("trained", register="training_attendance", work=trained, also=("assignment",))
