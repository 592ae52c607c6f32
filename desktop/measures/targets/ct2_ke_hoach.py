"""CT2 – each unit issues its plan of the year, and says who leads and who follows (plan of 2024, II.2; dossier §7.1).

Both are asked for the work with the people and for democracy at the grassroots; who is assigned for both counts for both.
One person who leads and follows is no fault, and flagged.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from db.query import Is, Query
from desktop.language.dates import format_date
from desktop.law.period_calendar import Span
from desktop.law.unit_law import Law
from desktop.measures.model import Ground
from desktop.measures.targets.assigned import DAN_VAN, DEMOCRACY, LEADER, OFFICER, Row, assignments, of, persons
from desktop.measures.targets.model import Flag, Item, Missing, Target, blank, whole
from desktop.measures.targets.plan_year import DAYS, is_plan_of

CODE, TITLE = "CT2", "Kế hoạch, phân công phụ trách và theo dõi"
PLAN: Final = ("CT2a", "Kế hoạch dân vận của năm")
LED: Final = ("CT2b", "Lãnh đạo phụ trách dân vận")
FOLLOWED: Final = ("CT2c", "Chuyên viên theo dõi dân vận")
DEMOCRATIC: Final = ("CT2d", "Phụ trách, theo dõi dân chủ ở cơ sở")
ROLES: Final = {LEADER: "lãnh đạo phụ trách", OFFICER: "công chức, viên chức theo dõi"}


def judge(ground: Ground) -> dict[str, Item]:
    """Return CT2 of every unit; two statements."""
    where = (Is("kind", "=", "kh_dan_van"), Is("issued_on", "<=", ground.span.to_date.isoformat()))
    plans, assigned = ground.told(Query("plan_doc", where), "doc_no", *DAYS), assignments(ground)
    return {unit: _of_unit(ground.span, plans.get(unit, []), assigned.get(unit, [])) for unit in ground.units}


def _of_unit(span: Span, plans: Sequence[Row], assigned: Sequence[Row]) -> Item:
    of_year = [row for row in plans if is_plan_of(row, span.to_date.year)]
    leads, follows = of(assigned, DAN_VAN, LEADER), of(assigned, DAN_VAN, OFFICER)
    parts = (
        _plan(span, of_year),
        _role(LED, LEADER, leads, span),
        _role(FOLLOWED, OFFICER, follows, span, ("kiem_nhiem",) if set(persons(leads)) & set(persons(follows)) else ()),
        _democracy(span, of(assigned, DEMOCRACY)),
    )
    return whole(CODE, TITLE, parts)


def _plan(span: Span, plans: Sequence[Row]) -> Item:
    numbered = [row for row in plans if row["doc_no"]]
    year = span.to_date.year
    if numbered:
        return Item(*PLAN, len(numbered), 1, True, ids=tuple(str(row["_id"]) for row in numbered))
    text = f"kế hoạch dân vận chính quyền năm {year} chưa có số" if plans else f"chưa ban hành kế hoạch dân vận chính quyền năm {year}"
    return Item(*PLAN, 0, 1, False, missing=(Missing("plan_doc", str(plans[0]["_id"]) if plans else None, text),))


def _role(part: tuple[str, str], role: str, rows: Sequence[Row], span: Span, flags: tuple[Flag, ...] = ()) -> Item:
    found = persons(rows)
    text = f"đến {format_date(span.to_date)} chưa phân công {ROLES[role]} dân vận"
    missing = () if found else (Missing("assignment", None, text),)
    return Item(*part, len(found), 1, bool(found), None, (), missing, tuple(str(row["_id"]) for row in rows), flags)


def _democracy(span: Span, rows: Sequence[Row]) -> Item:
    lacking = [role for role in ROLES if not persons([row for row in rows if row["role"] == role])]
    last = format_date(span.to_date)
    missing = tuple(Missing("assignment", None, f"đến {last} chưa phân công {ROLES[role]} dân chủ ở cơ sở") for role in lacking)
    return Item(
        *DEMOCRATIC, len(ROLES) - len(lacking), len(ROLES), not lacking, missing=missing, ids=tuple(str(row["_id"]) for row in rows)
    )


def settings(span: Span, _law: Law, _unit: str) -> Mapping[str, Any]:
    """Return the year of the plan and the day on which the assignments must hold."""
    last = span.to_date
    return {
        "plan": {"year": last.year, "issued_until": last.isoformat()},
        "assigned_on": last.isoformat(),
        "text": {
            PLAN[0]: f"Kế hoạch dân vận chính quyền năm {last.year} phải có số và ban hành đến {format_date(last)}.",
            LED[0]: f"Phân công phải còn hiệu lực đến {format_date(last)}, cho cả dân vận và dân chủ ở cơ sở.",
        },
    }


TARGET = Target(CODE, TITLE, judge, settings, blank(CODE, TITLE, PLAN, LED, FOLLOWED, DEMOCRATIC))
