"""The plans of dân vận chính quyền of one year: the unit's own, and those from which it may be started.

Kế hoạch năm 2024, IV.1: every office makes its own plan after the one from above. It may also be started from the plan that
came with the program, or from the unit's own of the year before.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from db.query import Is, Order, Query, Reader
from desktop import registers, units
from desktop.entries.record_ids import fixed_id
from desktop.language.dates import as_date, months_later
from desktop.language.vietnamese import fold
from desktop.registers.model import Kind

KIND: Final = "kh_dan_van"
SHIPPED, LAST, SENT = "2024", "last", "sent"
_DATES: Final = ("start_on", "due_on")
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Source:
    """A plan from which another may be started. `key`: 2024 | last | sent, or the plan's id; `year` is its own."""

    key: str
    plan: Row
    year: int

    @property
    def unit(self) -> str:
        """The key of the unit whose plan it is, "*" for the one that came with the program."""
        return str(self.plan["_unit"])

    @property
    def is_own(self) -> bool:
        """Whether it is a plan of before of the same unit."""
        return self.key == LAST


@dataclass(frozen=True, slots=True)
class Line:
    """One task as it would stand in the new plan. `taken`: the plan has it already; `dropped`: last year it was.

    `source` is the id of the task that it is made from.
    """

    source: str
    values: Mapping[str, Any]
    taken: bool
    dropped: bool

    @property
    def offered(self) -> bool:
        """Whether it is taken unless somebody says otherwise."""
        return not self.taken and not self.dropped


def year_of(plan: Row) -> int | None:
    """Return the year that a plan is for: the first of its horizon, else that of its issue."""
    day = plan["horizon_from"] or plan["issued_on"]
    return as_date(day).year if day else None


def own_plan(reader: Reader, unit: str, year: int) -> Row | None:
    """Return the unit's own plan of a year; of several the one issued last."""
    return next(iter(_plans(reader, unit, year)), None)


def _plans(reader: Reader, unit: str, year: int) -> list[Row]:
    asked = Query("plan_doc", (Is("kind", "=", KIND),), units=(unit,))
    return [row for row in reader.rows(asked, order=(Order("issued_on", descending=True), Order("_id"))) if year_of(row) == year]


def sources(reader: Reader, unit: str, year: int) -> list[Source]:
    """Return the plans from which the unit's plan of a year may be started: from above, of last year, with the program."""
    own, *above = units.lineage(unit)
    found = [Source(SENT, plan, year) for one in above if one != units.RESOURCES for plan in _plans(reader, one, year)][:1]
    found += [Source(LAST, plan, year - 1) for plan in _plans(reader, own, year - 1)[:1]]
    shipped = _plans(reader, units.RESOURCES, int(SHIPPED))
    return found + [Source(SHIPPED, plan, int(SHIPPED)) for plan in shipped]


def tasks_of(reader: Reader, plan: Row) -> list[Row]:
    """Return the tasks of a plan in the order in which they stand in it."""
    return _children(reader, plan, "plan_task", (Order("section"), Order("clause"), Order("_year"), Order("_number"), Order("content")))


def _children(reader: Reader, plan: Row, code: str, order: tuple[Order, ...] = ()) -> list[Row]:
    return list(reader.rows(Query(code, (Is("plan_id", "=", plan["_id"]),), units=(str(plan["_unit"]),)), order=order))


def targets_of(reader: Reader, plan: Row) -> list[Row]:
    """Return the targets of a plan by their codes."""
    return _children(reader, plan, "plan_target", (Order("code"),))


def lines(reader: Reader, unit: str, source: Source, year: int) -> list[Line]:
    """Return the tasks of a plan as they would stand in the unit's plan of a year, what became of them left behind."""
    plan = own_plan(reader, unit, year)
    begun = tasks_of(reader, plan) if plan else []
    sources_taken = {row["source_task"] for row in begun}
    texts = {fold(row["content"]) for row in begun}
    found = []
    for row in tasks_of(reader, source.plan):
        values = dict(_moved(row, source.year, year))
        taken = row["_id"] in sources_taken or fold(values["content"]) in texts
        found.append(Line(str(row["_id"]), values, taken, row["task_status"] == "huy"))
    return found


def taken_up(reader: Reader, takers: Sequence[str], tasks: Sequence[Row], year: int) -> set[tuple[str, str]]:
    """Return (task, unit) for every task that units have in their plans: made from it, or with its words in their plan of the year."""
    if not takers:
        return set()
    asked = Query("plan_doc", (Is("kind", "=", KIND),), units=tuple(takers))
    plans = {(row["_unit"], row["_id"]) for row in reader.rows(asked) if year_of(row) == year}
    worded: dict[str, list[str]] = {}
    for task in tasks:
        worded.setdefault(fold(str(task["content"] or "")), []).append(str(task["_id"]))
    found = set()
    for row in reader.rows(Query("plan_task", units=tuple(takers))):
        alike = worded.get(fold(str(row["content"] or "")), []) if (row["_unit"], row["plan_id"]) in plans else []
        found |= {(str(one), str(row["_unit"])) for one in (row["source_task"], *alike) if one}
    return found


def _moved(task: Row, before: int, year: int) -> Iterator[tuple[str, Any]]:
    for field in registers.ALL["plan_task"].fields:
        value = task[field.name]
        if value is None or not field.copied or field.auto or field.name == "plan_id":
            continue
        if field.name in _DATES:
            value = months_later(as_date(value), 12 * (year - before)).isoformat()
        yield field.name, in_year(value, before, year) if field.kind is Kind.LONGTEXT else value


def in_year(text: str, before: int, year: int) -> str:
    """Return a text of one year's plan as it stands in that of another."""
    return text.replace(f"năm {before}", f"năm {year}")


def plan_id(unit: str, year: int) -> str:
    """Return the id of a plan that is started here: two laptops that start it make one."""
    return fixed_id(unit, "plan_doc", KIND, year)


def task_id(unit: str, plan: str, source: str) -> str:
    """Return the id of a task that is taken from another plan: taken twice it is one."""
    return fixed_id(unit, "plan_task", plan, source)
