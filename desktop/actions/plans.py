"""Start the plan of a year from another one, and see above which of the tasks sent down were taken up.

Kế hoạch năm 2024, II.2, IV.1: every office makes its own plan and assigns who follows it. What is started twice does not
double: the plan of a year exists once, and a task once for each task that it was taken from.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from db.driver import Connection
from db.query import Is, Query, Reader
from desktop.actions.records import saving, to_write
from desktop.entries.record_ids import natural_id
from desktop.entries.saving import Saver
from desktop.errors import Problem
from desktop.office import Office
from desktop.registers.model import Register
from desktop.reporting import yearly_plans
from desktop.reporting.signing_officials import head_in_office, in_office
from desktop.reporting.yearly_plans import Line, Row, Source

_YEARS: Final = range(2024, 2101)
_SIGNING: Final = ("issuer", "signer", "sign_power")


@dataclass(frozen=True, slots=True)
class Draft:
    """A plan of a year as it would be started: from what, its tasks, what is known of who issues it and who does the tasks.

    `plan` is the id of the unit's plan of that year when there is one already; `given` are issuer, signer, sign_power, owner.
    """

    year: int
    source: Source
    sources: tuple[Source, ...]
    lines: tuple[Line, ...]
    plan: str | None
    given: Mapping[str, Any]


@dataclass(slots=True)
class Started:
    """What starting a plan came to: ids of what was written, and of the source's tasks that the plan had already."""

    plan: str
    tasks: list[str] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Uptake:
    """One task that was sent down: the keys of the units that have taken it into their plans, and of those that have not."""

    task: Row
    taken: tuple[str, ...]
    missing: tuple[str, ...]


def look(office: Office, year: int, source: str | None = None) -> Draft:
    """Return how the own plan of a year would be started; without `source` from above, else last year's, else that of 2024.

    Raises:
        Problem: invalid_value, unknown_record.
    """
    with office.reading() as connection:
        return _draft(office, connection, year, source)


def _draft(office: Office, connection: Connection, year: int, source: str | None) -> Draft:
    if year not in _YEARS:
        raise Problem("invalid_value", f"Năm {year} không hợp lý. Ghi năm của kế hoạch, ví dụ 2025.", where="YEAR")
    reader, unit = office.reader(connection), office.identity.unit
    known = yearly_plans.sources(reader, unit, year)
    chosen = next((one for one in known if source in (None, one.key, one.plan["_id"])), None)
    if chosen is None:
        raise _no_source(source, year)
    plan = yearly_plans.own_plan(reader, unit, year)
    lines = tuple(yearly_plans.lines(reader, unit, chosen, year))
    return Draft(year, chosen, tuple(known), lines, str(plan["_id"]) if plan else None, _known(office, reader, chosen))


def _no_source(source: str | None, year: int) -> Problem:
    words = {
        yearly_plans.SENT: f"Cấp trên chưa gửi kế hoạch năm {year}. Nhập gói của cấp trên, hoặc lập từ kế hoạch khác.",
        yearly_plans.LAST: f"Đơn vị không có kế hoạch năm {year - 1} trong sổ. Lập từ kế hoạch khác.",
    }
    sentence = words.get(source or "", f"Không có kế hoạch “{source}” để lập từ đó. Ghi 2024, last, sent, hoặc mã kế hoạch.")
    return Problem("invalid_value" if source not in words else "unknown_record", sentence, where="--from")


def _known(office: Office, reader: Reader, source: Source) -> dict[str, Any]:
    """Return who issues, signs and follows, as far as the books tell: by the plan of before, else by who is in office."""
    unit, today = office.identity.unit, office.clock.today().isoformat()
    follower = {"owner": _follower(reader, unit, today)}
    officials = list(reader.rows(Query("official", units=(unit,))))
    if source.is_own and _still_signs(officials, source.plan["signer"], today):
        return {name: source.plan[name] for name in _SIGNING} | follower
    own = next(iter(reader.rows(Query("organisation", (Is("kind", "=", "ubnd"),), units=(unit,)))), None)
    head = head_in_office(officials, today, agency=office.home_unit.is_agency)
    return {"issuer": own["_id"] if own else None, "signer": head["name"] if head else None, "sign_power": "tm"} | follower


def _still_signs(officials: Sequence[Mapping[str, Any]], signer: object, today: str) -> bool:
    """Whether who signed the plan of before may still sign: none of his name in the book is silence, all of them out of office is not."""
    his = [one for one in officials if one["name"] == signer]
    return not his or any(in_office(one, today) for one in his)


def _follower(reader: Reader, unit: str, today: str) -> object:
    """Return the official who is assigned to follow dân vận (target CT2)."""
    asked = (Is("role", "=", "chuyen_vien"), Is("scope", "in", ("dan_van", "ca_hai")))
    spans = (
        {**row, "active_from": row["valid_from"], "active_to": row["valid_to"]}
        for row in reader.rows(Query("assignment", asked, units=(unit,)))
    )
    return next((row["official_id"] for row in spans if in_office(row, today)), None)


def start(
    office: Office, year: int, source: str | None = None, tasks: Collection[str] | None = None, given: Mapping[str, Any] | None = None
) -> Started:
    """Write the own plan of a year with tasks and targets of another; what it has already stays as it is.

    Args:
        office: Whose plan.
        year: The year.
        source: 2024 | last | sent, or the id of the plan; None: the first of sent, last, 2024 that there is.
        tasks: Ids of the source's tasks to take; None: all but those that were dropped last year.
        given: issuer, signer, sign_power of a new plan; owner of tasks that have none here. The rest is known or required.

    Raises:
        Problem: not_allowed, invalid_value, unknown_record, required_missing, and what is wrong with a row.
    """
    documents, rows, goals = (to_write(office, code) for code in ("plan_doc", "plan_task", "plan_target"))
    with saving(office) as saver:
        draft = _draft(office, saver.connection, year, source)
        chosen = _chosen(draft, tasks)
        known = {**draft.given, **{name: value for name, value in (given or {}).items() if value}}
        made = Started(draft.plan or _document(saver, documents, draft, known))
        for target in yearly_plans.targets_of(office.reader(saver.connection), draft.source.plan):
            _take_target(saver, goals, made, draft, target)
        for line in chosen:
            _take_task(saver, rows, made, draft, line, known)
        return made


def _chosen(draft: Draft, tasks: Collection[str] | None) -> list[Line]:
    if tasks is None:
        return [line for line in draft.lines if not line.dropped]
    strange = set(tasks) - {line.source for line in draft.lines}
    if strange:
        raise Problem("unknown_record", f"Kế hoạch nguồn không có nhiệm vụ “{min(strange)}”. Xem lại mã nhiệm vụ.", where="--task")
    return [line for line in draft.lines if line.source in tasks]


def _document(saver: Saver, register: Register, draft: Draft, known: Mapping[str, Any]) -> str:
    plan, year, record = draft.source.plan, draft.year, yearly_plans.plan_id(saver.unit, draft.year)
    if saver.records.heads(saver.unit, record):
        saver.mark(register, record, deleted=False)
        return record
    own, unit = draft.source.is_own, saver.office.directory.unit(saver.unit)
    where = f"của {unit.named}" if unit.is_agency else f"trên địa bàn {unit.named}"
    title = (
        yearly_plans.in_year(plan["title"], draft.source.year, year) if own
        else f"Kế hoạch triển khai, thực hiện công tác dân vận chính quyền năm {year} {where}"
    )  # fmt: skip
    values = {
        "kind": yearly_plans.KIND, "title": title, "parent_doc": plan["parent_doc"] if own else plan["_id"],
        "horizon_from": f"{year}-01-01", "horizon_to": f"{year}-12-31", **{name: known[name] for name in _SIGNING},
    }  # fmt: skip
    return saver.add(register, {name: value for name, value in values.items() if value is not None}, record, draft=False).record


def _take_target(saver: Saver, register: Register, made: Started, draft: Draft, target: Row) -> None:
    values = {one.name: target[one.name] for one in register.fields if one.copied and target[one.name] is not None}
    values |= {"plan_id": made.plan, "content": yearly_plans.in_year(target["content"], draft.source.year, draft.year)}
    record = natural_id(register, saver.unit, values)
    if record and not saver.records.heads(saver.unit, record):
        made.targets.append(saver.add(register, values, None, draft=False).record)


def _take_task(saver: Saver, register: Register, made: Started, draft: Draft, line: Line, known: Mapping[str, Any]) -> None:
    record = yearly_plans.task_id(saver.unit, made.plan, line.source)
    if saver.is_struck_out(register, record):
        made.tasks.append(saver.mark(register, record, deleted=False).record)
        return
    if line.taken or saver.records.heads(saver.unit, record):
        made.skipped.append(line.source)
        return
    # Who does it is known only in the unit itself: of a plan from above it is who follows dân vận here.
    owner = line.values.get("owner_id") if draft.source.is_own else None
    values = {
        **line.values,
        "plan_id": made.plan,
        "source_task": line.source,
        "owner_id": owner or known.get("owner"),
        "task_status": "chua",
    }
    made.tasks.append(saver.add(register, {k: v for k, v in values.items() if v is not None}, record, draft=False).record)


def has_plan(office: Office, year: int) -> bool:
    """Return whether the unit has a plan of its own for a year."""
    with office.reading() as connection:
        return yearly_plans.own_plan(office.reader(connection), office.identity.unit, year) is not None


def uptake(office: Office, year: int) -> list[Uptake]:
    """Return, for the tasks of the own plan of a year, which units below have taken each of them up.

    Raises:
        Problem: unknown_record.
    """
    with office.reading() as connection:
        reader, unit = office.reader(connection), office.identity.unit
        plan = yearly_plans.own_plan(reader, unit, year)
        if plan is None:
            raise Problem("unknown_record", f"Chưa có kế hoạch dân vận chính quyền năm {year} trong sổ của đơn vị.", where=str(year))
        below = tuple(one.key for one in office.directory.below(unit, (f"{year}-01-01", f"{year}-12-31")))
        tasks = yearly_plans.tasks_of(reader, plan)
        took = yearly_plans.taken_up(reader, below, tasks, year)
        found = []
        for task in tasks:
            have = tuple(key for key in below if (task["_id"], key) in took)
            found.append(Uptake(task, have, tuple(key for key in below if key not in have)))
        return found
