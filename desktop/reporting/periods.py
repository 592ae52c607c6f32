"""Reporting periods of a unit: their days, and how far each has come on the way from open to locked.

Nghị định 09/2019/NĐ-CP, điều 12 gives the days; an upper unit's dates hold until the unit's first close, and then those
of the close. State is derived: from the unit's closing, and from what the upper unit decided on that version of it.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Literal, cast

from db.driver import Connection
from db.query import Is, Query
from desktop import registers, snapshots, units
from desktop.errors import Problem
from desktop.language.dates import format_date
from desktop.law.legal import due, rule_at
from desktop.law.period_calendar import Kind, Span, is_standard_code, parse_code
from desktop.law.unit_law import as_day
from desktop.office import Office
from desktop.packages.receipts import Comment, Decision
from desktop.reporting.decisions import (
    ACCEPTED,
    LOCKED,
    RETURNED,
    decision_from_receipt,
    decisions_for,
    keep_decisions,
    own_decision,
)
from desktop.snapshots import Closing, Snapshot

__all__ = [
    "Period", "Standing", "State", "closed_before", "decision_from_receipt", "decisions_for", "declared_states", "has_spoken",
    "keep_decisions", "known_codes", "locked_days", "period_of", "standing", "wanted_snapshots",
]  # fmt: skip

State = Literal["open", "closed", "received", "returned", "accepted", "locked", "not_reported"]
HAPPENED: Final = "co"
_DUE_RULE: Final = "period_due_within"
_KINDS: Final = ("month", "quarter", "half", "nine", "year", "custom")


@dataclass(frozen=True, slots=True)
class Period:
    """A period as one unit has it.

    `due` is the last day for the report (ISO), `due_basis` why. `opened_by` is the unit whose record `record` gives the
    days; both are None where the decree gives them.
    """

    unit: str
    span: Span
    due: str | None
    due_basis: str
    opened_by: str | None
    record: str | None

    @property
    def code(self) -> str:
        """The name by which declarations, snapshots and figures know it."""
        return self.span.code

    @property
    def first(self) -> str:
        """First day, ISO."""
        return self.span.from_date.isoformat()

    @property
    def last(self) -> str:
        """Last day, ISO."""
        return self.span.to_date.isoformat()

    @property
    def label(self) -> str:
        """Its name in a sentence: "quý I/2024"."""
        return self.span.label

    def dated(self) -> tuple[Is, Is]:
        """Return the condition that a record belongs to it."""
        return Is("_date", ">=", self.first), Is("_date", "<=", self.last)


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a period of a unit has come. `snapshot` is None when nothing is frozen or its bytes are not held here.

    `declared`: register → co | khong | khong_ap_dung; `undeclared`: registers with neither records nor a declaration.
    """

    unit: str
    period: Period
    state: State
    closing: Closing | None
    contested: bool
    snapshot: Snapshot | None
    declared: Mapping[str, str]
    undeclared: tuple[str, ...]
    comments: tuple[Comment, ...]
    reported: bool

    @property
    def code(self) -> str:
        """The period's code."""
        return self.period.code

    @property
    def version(self) -> int:
        """How often the period was closed."""
        return self.closing.version if self.closing else 0

    @property
    def is_frozen(self) -> bool:
        """Whether the figures are those of a closing and no more those of the tables."""
        return self.state not in ("open", "not_reported")

    @property
    def snapshot_hash(self) -> str | None:
        """The name of the frozen figures."""
        return self.closing.snapshot if self.closing and self.is_frozen else None

    @property
    def vector(self) -> Mapping[str, tuple[int, str]]:
        """The tips that the figures were counted over."""
        return self.closing.vector if self.closing and self.is_frozen else {}

    @property
    def left_out(self) -> frozenset[str]:
        """Ops below the tips that were not applied at the closing."""
        return frozenset(self.closing.left_out if self.closing and self.is_frozen else ())


def period_of(office: Office, connection: Connection, code: str, unit: str) -> Period:
    """Return a period as a unit has it: the days of its closing, else a superior's, else its own, else the decree's.

    Raises:
        Problem: unknown_period.
    """
    row = _record(office, connection, code, unit)
    span = _span_of(row) if row else parse_code(code, office.law_of(unit).first_day(code[:4]))
    closed = snapshots.closings(office.reader(connection), (unit,), code).get((unit, code))
    if closed:
        span = replace(span, from_date=as_day(closed[0].first) or span.from_date, to_date=as_day(closed[0].last) or span.to_date)
    last_day, basis = _due(office, unit, span, row)
    return Period(unit, span, last_day, basis, str(row["_unit"]) if row else None, str(row["_id"]) if row else None)


def _record(office: Office, connection: Connection, code: str, unit: str) -> dict[str, Any] | None:
    own, *superiors = units.lineage(unit)
    rows = office.reader(connection).rows(Query("report_period", (Is("code", "=", code),), units=(own, *superiors)))
    sound = {row["_unit"]: row for row in rows if as_day(row["from_date"]) and as_day(row["to_date"]) and row["kind"] in _KINDS}
    return next((sound[owner] for owner in (*superiors, own) if owner in sound), None)


def _span_of(row: Mapping[str, Any]) -> Span:
    first, last = as_day(row["from_date"]), as_day(row["to_date"])
    assert first
    assert last
    code = str(row["code"])
    named = row["label"] or (parse_code(code).label if is_standard_code(code) else f"từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}")
    return Span(code, cast(Kind, row["kind"]), int(row["year"] or last.year), row["n"], first, last, str(named))


def _due(office: Office, unit: str, span: Span, row: Mapping[str, Any] | None) -> tuple[str | None, str]:
    if row and as_day(row["due_date"]):
        return str(row["due_date"]), f"Hạn nộp do {office.directory.unit(str(row['_unit'])).named} ghi cho kỳ này"
    law = office.law_of(unit)
    if rule_at(law.rules, _DUE_RULE, span.to_date) is None:
        return None, ""
    term = due(law.rules, _DUE_RULE, span.to_date, law.calendar)
    return term.due_on.isoformat(), f"{term.basis}, tính từ ngày cuối kỳ {format_date(span.to_date)}{term.free_days}"


def known_codes(office: Office, connection: Connection, unit: str) -> set[str]:
    """Return the codes of the periods that a unit or its superiors opened, and of those that it closed."""
    reader = office.reader(connection)
    opened = {str(row["code"]) for row in reader.rows(Query("report_period", units=units.lineage(unit))) if row["code"]}
    return opened | {period for _, period in snapshots.closings(reader, (unit,))}


def declared_states(office: Office, connection: Connection, period: Period) -> dict[str, str]:
    """Return what the unit's registers say of a period: records count as `co` by themselves, then declarations."""
    reader, unit = office.reader(connection), period.unit
    rows = reader.rows(Query("period_declaration", (Is("period", "=", period.code), Is("state", "filled")), units=(unit,)))
    said = {str(row["register"]): str(row["state"]) for row in rows}
    found = {}
    for register in _asked(office, unit):
        if reader.finds(Query(register, period.dated(), units=(unit,))):
            found[register] = HAPPENED
        elif register in said:
            found[register] = said[register]
    return found


def _asked(office: Office, unit: str) -> list[str]:
    """Registers that a period asks about; above, only those whose rows come up."""
    own, agency = unit == office.identity.unit, units.unit(unit).is_agency
    asked = (one for one in registers.ALL.values() if registers.is_declared(one) and not (agency and one.communal))
    return [one.code for one in asked if own or one.upward == "rows"]


def has_spoken(office: Office, connection: Connection, period: Period) -> bool:
    """Whether a unit has at least one record or declaration of the period."""
    reader, owner = office.reader(connection), (period.unit,)
    if reader.finds(Query("period_declaration", (Is("period", "=", period.code),), units=owner)):
        return True
    dated = (code for code, one in registers.ALL.items() if one.dated_by and not (one.system or one.is_table))
    return any(reader.finds(Query(code, period.dated(), units=owner)) for code in dated)


def standing(office: Office, connection: Connection, unit: str, code: str) -> Standing:
    """Return how far a period of a unit has come, as this station knows it.

    Raises:
        Problem: unknown_period.
    """
    own = unit == office.identity.unit
    period = period_of(office, connection, code, unit)
    closing, contested = snapshots.closings(office.reader(connection), (unit,), code).get((unit, code), (None, False))
    taken = unit in office.owned
    decision = decision_from_receipt(connection, unit, code) if taken else own_decision(office, connection, unit, code)
    if closing is None or decision is None or decision.version != closing.version:
        decision = None
    snapshot = snapshots.of_closing(connection, unit, code, closing) if closing else None
    spoken = has_spoken(office, connection, period)
    state = _state(closing, decision, own=own, held=snapshot is not None, spoken=spoken)
    frozen = snapshot if state not in ("open", "not_reported") else None
    as_closed = frozen is not None and not (own and state == RETURNED)  # what came back is being corrected: as it is now
    declared = dict(frozen.declarations) if frozen and as_closed else declared_states(office, connection, period)
    undeclared = () if as_closed else tuple(one for one in _asked(office, unit) if one not in declared)
    comments = tuple(decision.comments) if decision and decision.state == RETURNED else ()
    return Standing(unit, period, state, closing, contested, frozen, declared, undeclared, comments, spoken or frozen is not None)


def _state(closing: Closing | None, decision: Decision | None, *, own: bool, held: bool, spoken: bool) -> State:
    if decision and decision.state == LOCKED:
        return "locked"
    if closing is None or not closing.is_closed:
        return "open" if own or spoken else "not_reported"
    if decision and decision.state in (RETURNED, ACCEPTED):
        return cast(State, decision.state)
    return "closed" if own or not held else "received"


def wanted_snapshots(office: Office, connection: Connection, owners: Collection[str] | None = None) -> list[str]:
    """Return the hashes of frozen figures that closings, of everybody or of these units, name and that are not held here."""
    return snapshots.wanted(connection, office.reader(connection), owners or ())


def locked_days(office: Office, connection: Connection, owners: Iterable[str]) -> dict[str, list[tuple[str, str]]]:
    """Return the days (first, last) of the locked periods of each unit: their records are `da_khoa`."""
    found: dict[str, list[tuple[str, str]]] = {}
    owned = office.owned
    for (unit, code), (closing, _) in snapshots.closings(office.reader(connection), tuple(owners)).items():
        decision = decision_from_receipt(connection, unit, code) if unit in owned else own_decision(office, connection, unit, code)
        if decision and decision.state == LOCKED and decision.version == closing.version:
            found.setdefault(unit, []).append((closing.first, closing.last))
    return found


def closed_before(office: Office, connection: Connection, period: Period) -> Standing | None:
    """Return the closed period of the unit that ends last before another begins: of the same kind, else the longest."""
    held = snapshots.closings(office.reader(connection), (period.unit,))
    ended = {code: one.last for (_, code), (one, _) in held.items() if one.is_closed and one.last < period.first}
    latest = [standing(office, connection, period.unit, code) for code, last in ended.items() if last == max(ended.values())]
    return min(latest, key=lambda one: (one.period.span.kind != period.span.kind, one.period.first, one.code), default=None)


def in_order(found: Iterable[Standing]) -> list[Standing]:
    """Return standings by period, then unit."""
    return sorted(found, key=lambda one: (one.code, one.unit))


def require_open(found: Standing) -> None:
    """Refuse what a locked period does not allow any more.

    Raises:
        Problem: period_closed.
    """
    if found.state == "locked":
        raise Problem("period_closed", f"Kỳ {found.period.label} đã khóa. Ghi tiếp được, số liệu vào bổ sung kỳ trước.", where=found.code)
