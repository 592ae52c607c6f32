"""The verbs of a reporting period: open it, declare what did not happen, close, reopen; above: return, accept, lock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from db.driver import Connection
from db.query import Is, Query
from desktop import registers, units
from desktop.actions import duties
from desktop.entries.saving import Refused, Saver
from desktop.errors import Problem
from desktop.exchange import outgoing
from desktop.language.dates import parse_date
from desktop.law.period_calendar import Span, custom, period_dates
from desktop.office import Office
from desktop.reporting import closing, review
from desktop.reporting.below import changed_below, changed_words
from desktop.reporting.closing import CheckLine, Readiness
from desktop.reporting.decisions import ACCEPTED, LOCKED, RETURNED
from desktop.reporting.late import Late, before_it_below, late
from desktop.reporting.on_behalf import Behalf, Told, on_behalf, told_otherwise
from desktop.reporting.periods import HAPPENED, Period, Standing, in_order, known_codes, period_of, require_open, standing
from desktop.reporting.review import NOT_COMPARED, Comparison

DECLARATION = "period_declaration"


@dataclass(frozen=True, slots=True)
class PeriodState:
    """A period of a unit and, above, what counting it again gave and what had been typed for the unit.

    `late` is what came after the close, where one period is shown; None where that was not asked or cannot be told. `late_below`: what
    came after the close of the period before in each unit below, which the consolidated report of this one tells. `changed`: an upper
    unit's own closed period, the units below that stand otherwise since, said in `changed_words`.
    """

    standing: Standing
    comparison: Comparison = NOT_COMPARED
    behalf: Behalf | None = None
    late: Late | None = None
    late_below: tuple[Late, ...] = ()
    changed: tuple[str, ...] = ()
    changed_words: str = ""

    @property
    def told_otherwise(self) -> list[Told]:
        """The cells that were typed for the unit otherwise than it closed them itself."""
        return told_otherwise(self.behalf, self.standing.snapshot) if self.behalf and self.standing.is_frozen else []

    def _on_behalf(self) -> dict[str, Any] | None:
        if self.behalf is None:
            return None
        differences = [{"form": d.form, "cell": d.cell, "typed": d.typed, "own": d.own} for d in self.told_otherwise]
        return {**self.behalf.newest.as_json(), "superseded": self.standing.is_frozen, "differences": differences}

    def as_json(self, era: str) -> dict[str, Any]:
        """Return it in the shape of the command line's contract (18)."""
        one, period = self.standing, self.standing.period
        return {
            "period": one.code, "unit": units.shown_code(one.unit, era), "from": period.first, "to": period.last, "due": period.due,
            "due_basis": period.due_basis or None,
            "state": one.state, "version": one.version, "snapshot": one.snapshot_hash, "undeclared": list(one.undeclared),
            "comments": [{"cell": c.cell or None, "record": c.record or None, "text": c.text, "at": c.at} for c in one.comments],
            "agrees": self.comparison.agrees,
            "differences": [
                {"form": d.form, "cell": d.cell, "declared": d.declared, "computed": d.computed} for d in self.comparison.differences
            ],
            "label": period.label, "declared": dict(one.declared), "reported": one.reported, "contested": one.contested,
            "on_behalf": self._on_behalf(), "late": late_json(self.late) if self.late is not None else None,
            "late_below": [
                {"unit": units.shown_code(came.of.unit, era), "period": came.of.code, **late_json(came)} for came in self.late_below
            ],
            "changed_below": changed_json(self.changed, self.changed_words, era),
        }  # fmt: skip


def late_json(found: Late) -> dict[str, Any]:
    """Return what came after the close: its records, and the cells that they would change."""
    return {
        "records": [
            {"register": one.register, "id": one.id, "book_no": one.book_no, "event_date": one.day, "change": one.how, "at": one.at}
            for one in found.records
        ],
        "cells": [{"form": d.form, "cell": d.cell, "declared": d.declared, "computed": d.computed} for d in found.cells],
    }


def changed_json(changed: Sequence[str], words: str, era: str) -> dict[str, Any]:
    """Return the units below that stand otherwise since the own unit closed, and the sentence that says so."""
    return {"units": [units.shown_code(key, era) for key in changed], "text": words or None}


def checks_json(lines: Sequence[CheckLine]) -> list[dict[str, Any]]:
    """Return checks in the shape of the command line's contract (19)."""
    return [{"check": one.check, "ok": one.ok, "message": one.message, "overridden": one.overridden} for one in lines]


@dataclass(frozen=True, slots=True)
class NewPeriod:
    """What `open_period` is asked for; dates as ISO or dd/mm/yyyy, those left out by the decree or the superior."""

    kind: str
    year: int
    n: int | None = None
    first: str | None = None
    last: str | None = None
    due: str | None = None
    code: str | None = None
    label: str | None = None


def open_period(office: Office, wanted: NewPeriod) -> PeriodState:
    """Make a period known: on an upper desk its dates go down to all subordinate units.

    Raises:
        Problem: not_allowed, invalid_value; period_closed when it was closed with other dates.
    """
    register = registers.ALL["report_period"]
    duties.require_entry(office, register.code, "Bạn không có quyền mở kỳ báo cáo. Nhờ người theo dõi dân vận hoặc lãnh đạo.")
    with office.writing() as connection:
        office.check_clock(connection)
        span = _asked_span(office, connection, wanted)
        before = _known(office, connection, span.code)
        if before is not None:
            _require_same_days(office, before, span)
        values = {
            "code": span.code, "kind": span.kind, "year": wanted.year, "n": span.n, "from_date": span.from_date.isoformat(),
            "to_date": span.to_date.isoformat(), "due_date": parse_date(wanted.due, "--due").isoformat() if wanted.due else None,
            "label": wanted.label or span.label,
        }  # fmt: skip
        if before is not None and before.period.opened_by not in (None, office.identity.unit):
            return PeriodState(before)
        try:
            Saver(office, connection).add(register, {k: v for k, v in values.items() if v is not None}, None, draft=False)
        except Refused as refused:
            fault = refused.faults[0]
            raise Problem(fault.code, fault.message, where=fault.field) from refused
        return PeriodState(standing(office, connection, office.identity.unit, span.code))


def _known(office: Office, connection: Connection, code: str) -> Standing | None:
    if code not in known_codes(office, connection, office.identity.unit):
        return None
    return standing(office, connection, office.identity.unit, code)


def _asked_span(office: Office, connection: Connection, wanted: NewPeriod) -> Span:
    """The days asked for; a standard period without days of its own is as the unit has it."""
    first = parse_date(wanted.first, "--from") if wanted.first else None
    last = parse_date(wanted.last, "--to") if wanted.last else None
    if wanted.kind == "custom":
        if first is None or last is None or not wanted.code:
            raise Problem("invalid_value", "Kỳ khác phải ghi đủ mã, ngày đầu và ngày cuối.", where="--id")
        return custom(wanted.code, first, last, wanted.label or "")
    code = period_dates(wanted.kind, wanted.year, wanted.n).code
    if wanted.code and wanted.code != code:
        raise Problem("invalid_value", f"Mã của kỳ này là {code}; chỉ kỳ khác mới tự đặt mã.", where="--id")
    span = period_of(office, connection, code, office.identity.unit).span
    changed = Span(code, span.kind, span.year, span.n, first or span.from_date, last or span.to_date, span.label)
    if changed.from_date > changed.to_date:
        raise Problem("invalid_value", "Ngày đầu kỳ ở sau ngày cuối kỳ. Ghi lại hai ngày.", where="--from")
    return changed


def _require_same_days(office: Office, before: Standing, span: Span) -> None:
    known = before.period
    if (span.from_date, span.to_date) == (known.span.from_date, known.span.to_date):
        return
    if before.closing is not None:
        raise Problem("period_closed", f"Kỳ {known.label} đã chốt với ngày {_days(known)}; không đổi ngày được nữa.", where=known.code)
    if known.opened_by not in (None, office.identity.unit):
        title = office.directory.unit(str(known.opened_by)).title
        raise Problem("not_allowed", f"{title} đã định kỳ {known.label}: {_days(known)}. Bỏ ngày đầu và ngày cuối ra.", where="--from")


def _days(period: Period) -> str:
    return f"{period.span.from_date:%d/%m/%Y} – {period.span.to_date:%d/%m/%Y}"


def nothing_happened(
    office: Office, code: str, asked: Sequence[str] = (), *, all_empty: bool = False, not_applicable: bool = False
) -> PeriodState:
    """Declare that nothing happened in these registers (or: that they do not apply), or in all that are empty.

    Raises:
        Problem: not_allowed, unknown_period, unknown_register, invalid_value, rule_broken where there are records,
            period_closed once it is locked.
    """
    register = registers.ALL[DECLARATION]
    duties.require_entry(office, register.code, "Chỉ lãnh đạo (LD) hoặc người theo dõi dân vận (DV) khai không phát sinh.")
    with office.writing() as connection:
        office.check_clock(connection)
        before = standing(office, connection, office.identity.unit, code)
        require_open(before)
        for one in asked:
            _can_be_declared(before, one)
        saver = Saver(office, connection)
        by = _official_of(office, connection)
        for one in dict.fromkeys([*asked, *(before.undeclared if all_empty else ())]):
            values = {
                "register": one, "period": code, "state": "khong_ap_dung" if not_applicable else "khong",
                "declared_on": office.clock.today().isoformat(), **({"declared_by": by} if by else {}),
            }  # fmt: skip
            saver.add(register, values, None, draft=False)
        return PeriodState(standing(office, connection, office.identity.unit, code))


def _can_be_declared(before: Standing, code: str) -> None:
    register = registers.ALL.get(code)
    if register is None:
        raise Problem("unknown_register", f"Không có sổ “{code}”. Xem lại tên sổ.", where=code)
    if not registers.is_declared(register):
        raise Problem("invalid_value", f"Sổ “{register.title}” không phải khai có hay không phát sinh.", where=code)
    if before.declared.get(code) == HAPPENED:
        raise Problem(
            "rule_broken", f"Sổ “{register.title}” có bản ghi trong kỳ {before.period.label}, không khai không phát sinh.", where=code
        )


def _official_of(office: Office, connection: Connection) -> str | None:
    """The official whose name the account bears, if there is one."""
    query = Query("official", (Is("name", "=", office.user.name),), units=(office.identity.unit,))
    found = office.reader(connection).ids(query)
    return found[0][1] if found else None


def show(office: Office, code: str, unit: str | None = None, *, with_late: bool = False) -> PeriodState:
    """Return where a period of the own or of a subordinate unit stands; with what came after its close, when that is asked.

    Raises:
        Problem: unknown_period, not_allowed.
    """
    with office.reading() as connection:
        owner = _readable(office, unit) if unit else office.identity.unit
        shown = _compared(office, connection, [standing(office, connection, owner, code)])[0]
        changed = changed_below(office, connection, shown.standing)
        shown = replace(shown, changed=changed, changed_words=changed_words(office, changed))
        if not with_late:
            return shown
        below = before_it_below(office, connection, shown.standing)
        return replace(shown, late=late(office, connection, shown.standing), late_below=below)


def _readable(office: Office, unit: str) -> str:
    if unit != office.identity.unit and not office.directory.is_below(unit, office.identity.unit):
        named = office.directory.unit(unit).named
        raise Problem("not_allowed", f"Máy này không giữ kỳ báo cáo của {named}.", where=unit)
    return unit


def listing(office: Office, unit: str | None = None) -> list[PeriodState]:
    """Return the known periods of one unit, or above of every subordinate one, by period and unit.

    Raises:
        Problem: unknown_unit, not_allowed.
    """
    with office.reading() as connection:
        below = (
            [one.key for one in office.directory.below(office.identity.unit, None)] if office.identity.is_upper else [office.identity.unit]
        )
        owners = [_readable(office, unit)] if unit else below
        codes = set[str]().union(*(known_codes(office, connection, owner) for owner in {*owners, office.identity.unit}))
        found = [one for code in sorted(codes) for one in review.of_units(office, connection, code, owners)]
        known = office.directory
        return _compared(
            office, connection, in_order(one for one in found if unit or known.is_counted(one.unit, one.period.first, one.period.last))
        )


def _compared(office: Office, connection: Connection, found: Sequence[Standing]) -> list[PeriodState]:
    if not office.identity.is_upper:
        return [PeriodState(one) for one in found]
    compared, reader = review.compare(office, connection, found), office.reader(connection)
    typed = {code: on_behalf(reader, office.identity.unit, code) for code in {one.code for one in found}}
    return [PeriodState(one, compared.get((one.unit, one.code), NOT_COMPARED), typed[one.code].get(one.unit)) for one in found]


def missing(office: Office, code: str) -> Readiness:
    """Return what is still to be done before the own unit can close a period.

    Raises:
        Problem: unknown_period.
    """
    with office.reading() as connection:
        return closing.readiness(office, connection, code)


def close_period(office: Office, code: str, *, signer: str | None = None, overrides: Mapping[str, str] | None = None) -> Readiness:
    """Freeze the figures of a period; what was written before is sealed first.

    Raises:
        Problem: what `desktop.closing.close` raises; NotReady names every check.
    """
    closing.require_closer(office)
    outgoing.seal_all(office)
    with office.writing() as connection:
        office.check_clock(connection)
        return closing.close(office, connection, code, signer, overrides)


def reopen(office: Office, code: str, reason: str) -> PeriodState:
    """Open a closed period again.

    Raises:
        Problem: what `desktop.closing.reopen` raises.
    """
    with office.writing() as connection:
        office.check_clock(connection)
        return PeriodState(closing.reopen(office, connection, code, reason))


def return_period(office: Office, unit: str, code: str, text: str, *, cell: str | None = None, record: str | None = None) -> PeriodState:
    """Send a closed period back with a comment; called again it adds one.

    Raises:
        Problem: what `desktop.reporting.review` raises.
    """
    with office.writing() as connection:
        office.check_clock(connection)
        found = standing(office, connection, unit, code)
        comment = review.comment_of(office, connection, found, text, cell, record)
        return _compared(office, connection, [review.decide(office, connection, unit, code, RETURNED, comment)])[0]


def accept_period(office: Office, unit: str, code: str) -> PeriodState:
    """Accept the newest closing of a subordinate unit's period.

    Raises:
        Problem: what `desktop.review.decide` raises.
    """
    return _decided(office, unit, code, ACCEPTED)


def lock_period(office: Office, unit: str, code: str) -> PeriodState:
    """Lock a subordinate unit's period for good.

    Raises:
        Problem: what `desktop.review.decide` raises.
    """
    return _decided(office, unit, code, LOCKED)


def _decided(office: Office, unit: str, code: str, verdict: review.Verdict) -> PeriodState:
    with office.writing() as connection:
        office.check_clock(connection)
        return _compared(office, connection, [review.decide(office, connection, unit, code, verdict)])[0]
