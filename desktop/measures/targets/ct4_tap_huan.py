"""CT4 – everybody assigned to democracy at the grassroots is trained on its Law; here persons count (plan of 2024, II.4).

A class counts from the day of the rule `ct4_count_from` to the period's last day; CT4y counts those of the plan year alone and
is shown beside it. One person is counted once, however many assignments and classes (dossier R03, §7.1).
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from db.query import Is, Query
from desktop.language.dates import format_date
from desktop.law.legal import rule_at
from desktop.law.period_calendar import Span
from desktop.law.unit_law import Law
from desktop.measures.model import Ground, parent_counts
from desktop.measures.targets.assigned import DEMOCRACY, LEADER, Row, assignments, of, persons
from desktop.measures.targets.model import NOT_APPLICABLE, Item, Missing, Target, blank

CODE, TITLE = "CT4", "Tập huấn Luật cho người phụ trách, theo dõi dân chủ"
THIS_YEAR: Final = ("CT4y", "Trong đó tập huấn trong năm")
RULE, USUAL = "ct4_count_from", date(2023, 1, 1)
TOPIC: Final = "luat_thdccs"


def judge(ground: Ground) -> dict[str, Item]:
    """Return CT4 of every unit; three statements."""
    assigned, trained, titles = assignments(ground), _attendances(ground), _titles(ground)
    found = {}
    for unit in ground.units:
        rows = of(assigned.get(unit, []), DEMOCRACY)
        found[unit] = _of_unit(ground, rows, _counted(ground, unit, trained), titles)
    return found


def who_waits_for_a_class(ground: Ground) -> dict[str, list[Row]]:
    """Return, per unit, an assignment of each person whom no class on the Law has reached."""
    assigned, trained = assignments(ground), _attendances(ground)
    return {unit: _waiting(of(assigned.get(unit, []), DEMOCRACY), _counted(ground, unit, trained)) for unit in ground.units}


def _counted(ground: Ground, unit: str, trained: Mapping[str, Sequence[Row]]) -> list[Row]:
    since = counted_from(ground.span, ground.law(unit)).isoformat()
    return [row for row in trained.get(unit, []) if str(row["_date"]) >= since]


def _waiting(rows: Sequence[Row], attendances: Sequence[Row]) -> list[Row]:
    done = {str(row["official_id"]) for row in attendances}
    firsts = {str(row["official_id"]): row for row in reversed(rows)}
    return [firsts[person] for person in persons(rows) if person not in done]


def _attendances(ground: Ground) -> dict[str, list[Row]]:
    until = Is("_date", "<=", ground.span.to_date.isoformat())
    where = (Is("present", "=", True), Is("session_id.topics", "has", TOPIC), until, *parent_counts("session_id"))
    return ground.told(Query("training_attendance", where), "official_id")


def _titles(ground: Ground) -> Mapping[str, str]:
    """Return the office that each official holds: who lacks a class is told by it, never by name."""
    rows = ground.reader.rows(ground.of_units(Query("official", deleted=True)), fields=("position",))
    return {str(row["_id"]): str(row["position"] or "") for row in rows}


def _of_unit(ground: Ground, rows: Sequence[Row], attendances: Sequence[Row], titles: Mapping[str, str]) -> Item:
    wanted = persons(rows)
    this_year = [row for row in attendances if str(row["_date"]) >= date(ground.year, 1, 1).isoformat()]
    part = Item(*THIS_YEAR, len(_among(wanted, this_year)), len(wanted), None, None if wanted else NOT_APPLICABLE)
    if not wanted:
        return Item(CODE, TITLE, 0, 0, None, NOT_APPLICABLE, (part,))
    done = _among(wanted, attendances)
    missing = tuple(_lacks(row, titles) for row in _waiting(rows, attendances))
    ids = tuple(str(row["_id"]) for row in attendances if str(row["official_id"]) in done)
    return Item(CODE, TITLE, len(done), len(wanted), not missing, None, (part,), missing, ids)


def _among(wanted: Iterable[str], attendances: Iterable[Row]) -> list[str]:
    trained = {str(row["official_id"]) for row in attendances}
    return [person for person in wanted if person in trained]


def _lacks(assignment: Row, titles: Mapping[str, str]) -> Missing:
    person = str(assignment["official_id"])
    role = "lãnh đạo phụ trách" if assignment["role"] == LEADER else "theo dõi, tham mưu"
    name = f"{titles.get(person) or 'người được phân công'} ({role})"
    return Missing("assignment", str(assignment["_id"]), "chưa được tập huấn Luật", name=name)


def counted_from(span: Span, law: Law) -> date:
    """Return the first day on which a class counts."""
    rule = rule_at(law.rules, RULE, span.to_date)
    return rule.day if rule else USUAL


def settings(span: Span, law: Law, _: str) -> Mapping[str, Any]:
    """Return the day of the assignments and the window of the classes."""
    begin, last = counted_from(span, law), span.to_date
    how = (
        f"Người được phân công phụ trách, theo dõi dân chủ ở cơ sở đến {format_date(last)}, đã dự lớp có nội dung Luật kết thúc từ "
        f"{format_date(begin)}; mỗi người tính một lần."
    )
    return {
        "assigned_on": last.isoformat(),
        "trained": {"from": begin.isoformat(), "to": last.isoformat()},
        "trained_this_year": {"from": date(last.year, 1, 1).isoformat(), "to": last.isoformat()},
        "topic": TOPIC,
        "text": {CODE: how},
    }


TARGET = Target(CODE, TITLE, judge, settings, blank(CODE, TITLE, THIS_YEAR))
