"""Nhiệm vụ trong kế hoạch of the plan year as they stood on the period's last day (DV-15, I06; dossier R01c).

A task is of the year in which it is due; one without a day ("thường xuyên") is of the year of its plan. What was dropped is no
more to be done, and what was finished or dropped later was not yet; one that was dropped on no known day always was.
"""

from collections.abc import Callable, Mapping
from typing import Final, Literal

from db.query import Query
from desktop.measures.model import Counting, Ground, Measure, Worked, parent_counts
from desktop.measures.targets.plan_year import DAYS, is_plan_of

Row = Mapping[str, object]
Standing = Literal["given", "done", "on_time", "overdue", "dropped", "due", "due_done", "due_open"]


def tasks(ground: Ground, *, standing: Standing, section: str | None = None) -> Counting:
    """Count the tasks of a standing, of one group of the plan if asked.

    "due" are those whose day has come by the period's last day, without the dropped ones; "due_done" and "due_open" part them.
    """
    stands, last = _STANDINGS[standing], ground.span.to_date.isoformat()
    found = {
        unit: tuple(str(row["_id"]) for row in rows if section in (None, row["section"]) and stands(row, last))
        for unit, rows in ground.once("tasks", _of_year).items()
    }
    return Worked({unit: len(ids) for unit, ids in found.items()}, found)


def _of_year(ground: Ground) -> dict[str, list[Row]]:
    """Return, per unit, the tasks of the plan year: two statements."""
    asked = Query("plan_task", parent_counts("plan_id"))
    tasks_of = ground.told(asked, "section", "task_status", "due_on", "done_on", "dropped_on", "plan_id")
    plans = {(unit, row["_id"]): row for unit, rows in ground.told(Query("plan_doc"), *DAYS).items() for row in rows}

    def is_of_year(row: Row) -> bool:
        if row["due_on"]:
            return str(row["due_on"])[:4] == str(ground.year)
        plan = plans.get((str(row["_unit"]), row["plan_id"]))
        return plan is not None and is_plan_of(plan, ground.year)

    return {unit: [row for row in tasks_of.get(unit, ()) if is_of_year(row)] for unit in ground.units}


def _is_done(row: Row, last: str) -> bool:
    return row["task_status"] == "xong" and bool(row["done_on"]) and str(row["done_on"]) <= last


def _is_dropped(row: Row, last: str) -> bool:
    return row["task_status"] == "huy" and str(row["dropped_on"] or "") <= last


def _is_due(row: Row, last: str) -> bool:
    return bool(row["due_on"]) and str(row["due_on"]) <= last and not _is_dropped(row, last)


def _is_overdue(row: Row, last: str) -> bool:
    return _is_due(row, last) and str(row["due_on"]) < last and not _is_done(row, last)


def _is_on_time(row: Row, last: str) -> bool:
    return _is_done(row, last) and (not row["due_on"] or str(row["done_on"]) <= str(row["due_on"]))


_STANDINGS: Final[Mapping[str, Callable[[Row, str], bool]]] = {
    "given": lambda row, last: True,
    "done": _is_done,
    "on_time": _is_on_time,
    "overdue": _is_overdue,
    "dropped": _is_dropped,
    "due": _is_due,
    "due_done": lambda row, last: _is_due(row, last) and _is_done(row, last),
    "due_open": lambda row, last: _is_due(row, last) and not _is_done(row, last),
}

MEASURE = Measure("tasks", register="plan_task", work=tasks, additive=False)
