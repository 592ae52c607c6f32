"""Close a period: what is still missing before it, the frozen figures, and opening it again.

Law: a cell nobody entered is not 0, so every dated register needs records or a declaration (dossier §7.3, rule 4);
drafts, open conflicts and cross-checks that do not add up stop a close unless somebody says why (rule 5). Closing keeps
the figures as they are; the registers go on, and what comes later is "bổ sung kỳ trước" (rule 7).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

import msgspec

import desktop
from db import drafts, vector
from db.driver import Connection
from db.query import Is, Query
from db.records import Records
from desktop import registers, snapshots
from desktop.entries.catalogue import RESOURCES_VERSION
from desktop.entries.record_ids import natural_id
from desktop.entries.saving import Saver
from desktop.errors import Problem
from desktop.forms import Form, all_forms, of_other_sets, set_at
from desktop.language.vietnamese import clean_line
from desktop.measures.model import Ground
from desktop.office import Office
from desktop.registers.model import Register
from desktop.reporting import carried_over, frozen_items
from desktop.reporting.below import marks_below
from desktop.reporting.cells import Cells, CellValue, checks
from desktop.reporting.figures import Figures, figures_of
from desktop.reporting.form_parts import comes_up, cumulates
from desktop.reporting.other_spans import SO_FAR, beside_code, since_new_year
from desktop.reporting.periods import Period, Standing, require_open, standing
from desktop.reporting.signing_officials import in_office, rank_for
from desktop.snapshots import Closing, FrozenForm, Items, Signer, Snapshot, beside_set

DRAFTS: Final = "drafts"
CONFLICTS: Final = "conflicts"
ORPHANS: Final = "orphans"
REASON_LENGTH: Final = 500
_CHAIRMEN: Final = "UBND. Chọn Chủ tịch, Quyền Chủ tịch hoặc Phó Chủ tịch UBND đang giữ chức"
CLOSERS: Final = frozenset({"LD", "DV"})


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One thing that has to hold before a close: `drafts`, `conflicts`, `orphans`, or a form's rule as "01/TCD:1=4+13+22"."""

    check: str
    ok: bool
    message: str
    overridden: bool = False


@dataclass(frozen=True, slots=True)
class Readiness:
    """What a close would find now: where the period stands, the checks, and every cell of every form."""

    standing: Standing
    checks: tuple[CheckLine, ...]
    cells: Mapping[str, Cells]

    @property
    def undeclared(self) -> tuple[str, ...]:
        """Registers that have neither records nor a declaration."""
        return self.standing.undeclared

    @property
    def missing(self) -> int:
        """How many things are still to be done before the close."""
        return len(self.undeclared) + sum(not (one.ok or one.overridden) for one in self.checks)


class NotReady(Problem):
    """The period cannot be closed yet; nothing was written. `checks` and `undeclared` say what is missing."""

    def __init__(self, ready: Readiness) -> None:
        self.checks, self.undeclared = ready.checks, ready.undeclared
        failed = [one for one in ready.checks if not (one.ok or one.overridden)]
        titles = ", ".join(registers.ALL[code].title for code in ready.undeclared)
        said = [f"chưa ghi, chưa khai: {titles}"] if titles else []
        said += [one.message.rstrip(".") for one in failed]
        errors: list[Mapping[str, Any]] = [
            {"check": "undeclared", "register": code, "message": f"{registers.ALL[code].title}: chưa ghi gì, chưa khai không phát sinh."}
            for code in ready.undeclared
        ]
        errors += [{"check": one.check, "register": None, "message": one.message} for one in failed]
        period = ready.standing.period
        super().__init__("rule_broken", f"Chưa chốt được kỳ {period.label}: {'; '.join(said)}.", where=period.code, errors=errors)


def forms_at(last: date) -> list[tuple[Form, str | None]]:
    """Return the forms of a period that ends on a day, each with its form set (None: the office's own)."""
    wanted = set_at(last).code
    return [(form, wanted if form.sets else None) for form in all_forms() if not form.sets or wanted in form.sets]


def known_checks() -> tuple[str, ...]:
    """Return the names of all checks that a close may meet, whatever its period."""
    rules = [f"{form.code}:{one.rule}" for form in all_forms() for one in form.checks]
    return (DRAFTS, CONFLICTS, ORPHANS, *dict.fromkeys([*rules, *carried_over.names(all_forms())]))


def readiness(office: Office, connection: Connection, code: str, known: Standing | None = None) -> Readiness:
    """Return what is missing before the own unit can close a period, figures and cross-checks computed from records.

    `known` is where it stands, if that was asked on the same view already.

    Raises:
        Problem: unknown_period.
    """
    unit = office.identity.unit
    found = known or standing(office, connection, unit, code)
    forms = [form for form, _ in forms_at(found.period.span.to_date)]
    figures = figures_of(office, connection, found.period.span, (unit,))
    figures.ask(forms)
    cells: dict[str, Cells] = {form.code: figures.cells(form)[unit] for form in forms}
    lines = _entry_lines(office, connection, found.period)
    checked = [one for form in forms for one in checks(form, cells[form.code])]
    checked += carried_over.compare(office, connection, found.period, forms_at(found.period.span.to_date), cells)
    lines += [CheckLine(one.check, one.ok, one.message) for one in checked]
    return Readiness(found, tuple(lines), cells)


def as_closed(found: Standing) -> Readiness | None:
    """Return what a period looked like when it was closed, nothing counted again; None where it is open or came back."""
    if found.snapshot is None or found.closing is None or not found.is_frozen or found.state == "returned":
        return None
    frozen = found.snapshot.forms
    forms = [form for form, name in forms_at(found.period.span.to_date) if form.code in frozen and frozen[form.code].set == name]
    cells = {form.code: {one.code: CellValue(frozen[form.code].cells.get(one.code)) for one in form.columns} for form in forms}
    reasons = found.closing.overrides
    held = [one for form in forms for one in checks(form, cells[form.code])]
    passed = [one for one in reasons if one not in {known.check for known in held}]
    lines = [CheckLine(one.check, one.ok, one.message, one.check in reasons) for one in held]
    lines += [CheckLine(one, ok=False, message="Chốt khi việc này chưa xong.", overridden=True) for one in passed]
    return Readiness(found, tuple(lines), cells)


def left_to_do(office: Office, connection: Connection, found: Standing) -> int:
    """Return how much is still to be done before the own unit can close a period; the forms are counted only when nothing else is.

    A list of what is due asks this of every open period, and counting all forms of one takes longer than the rest of the list. Of a
    period that still runs they are not counted at all: its cross-checks are asked when it ends.
    """
    without_forms = Readiness(found, tuple(_entry_lines(office, connection, found.period)), {})
    runs = found.period.last >= office.clock.today().isoformat()
    return without_forms.missing or (0 if runs else readiness(office, connection, found.code, found).missing)


def _entry_lines(office: Office, connection: Connection, period: Period) -> list[CheckLine]:
    return [line(office, connection, period) for line in (_draft_line, _conflict_line, _orphan_line)]


def _draft_line(office: Office, connection: Connection, period: Period) -> CheckLine:
    counted = {code: len(draft_ids(office, connection, period, code)) for code, one in registers.ALL.items() if one.dated_by}
    return _counted(DRAFTS, "bản nháp", counted)


def draft_ids(office: Office, connection: Connection, period: Period, code: str) -> list[str]:
    """Return the drafts of a register that belong to a period; one without a date belongs to the day it was typed."""
    projector, found = office.projector(connection), []
    for draft in drafts.of_register(connection, code):
        row = projector.row(code, period.unit, draft.record)
        day = (row or {}).get("_date") or draft.at[:10]
        if draft.unit == period.unit and period.first <= str(day) <= period.last:
            found.append(draft.record)
    return found


def _conflict_line(office: Office, connection: Connection, period: Period) -> CheckLine:
    projector, counted = office.projector(connection), dict[str, int]()
    for _, code, record in Records(projector).contested(period.unit):
        register = registers.ALL.get(code)
        row = projector.row(code, period.unit, record) if register else None
        if register and row and _belongs(register, row, period):
            counted[code] = counted.get(code, 0) + 1
    return _counted(CONFLICTS, "mâu thuẫn chưa chọn", counted)


def _orphan_line(office: Office, connection: Connection, period: Period) -> CheckLine:
    reader, where = office.reader(connection), (Is("_date", ">=", period.first), Is("_date", "<=", period.last))
    children = [one for one in registers.ALL.values() if one.parent and one.dated_by]
    asked = {one.code: Query(one.code, (Is(f"{one.parent}.deleted", "=", 1), *where), units=(period.unit,)) for one in children}
    return _counted(ORPHANS, "bản ghi thuộc bản ghi đã gạch bỏ", {code: reader.count(query) for code, query in asked.items()})


def _belongs(register: Register, row: Mapping[str, object], period: Period) -> bool:
    if register.dated_by:
        return period.first <= str(row["_date"] or period.first) <= period.last
    return row.get("period") == period.code


def _counted(check: str, noun: str, counted: Mapping[str, int]) -> CheckLine:
    some = {code: n for code, n in counted.items() if n}
    if not some:
        return CheckLine(check, ok=True, message=f"Không có {noun} trong kỳ.")
    where = ", ".join(f"{registers.ALL[code].title} ({n})" for code, n in some.items())
    return CheckLine(check, ok=False, message=f"Còn {sum(some.values())} {noun}: {where}.")


def close(
    office: Office, connection: Connection, code: str, signer: str | None = None, overrides: Mapping[str, str] | None = None
) -> Readiness:
    """Freeze the figures of a period of the own unit; return the checks and where the period stands then.

    Args:
        office: Whose period.
        connection: A writing transaction.
        code: The period.
        signer: The chairman, acting or vice chairman in office today (id or name) who closes, or on whose word the clerk does.
        overrides: Check → reason for closing although it failed.

    Raises:
        Problem: not_allowed, unknown_period, period_closed, invalid_value; NotReady (rule_broken).
    """
    require_closer(office)
    ready = readiness(office, connection, code)
    before = ready.standing
    require_open(before)
    if before.is_frozen and before.state != "returned":
        raise Problem("period_closed", f"Kỳ {before.period.label} đã chốt lần {before.version}. Mở lại kỳ rồi chốt lại.", where=code)
    reasons = _reasons(ready, overrides or {})
    ready = replace(ready, checks=tuple(replace(one, overridden=one.check in reasons) for one in ready.checks))
    if ready.missing:
        raise NotReady(ready)
    signed = _signer(office, connection, signer)
    closing = _frozen(office, connection, ready, signed, reasons)
    write_field(office, connection, registers.ALL["period_close"], {"period": code}, "closing", msgspec.to_builtins(closing))
    return replace(ready, standing=standing(office, connection, office.identity.unit, code))


def require_closer(office: Office) -> None:
    """Refuse who may not close or open a period.

    Raises:
        Problem: not_allowed.
    """
    if not office.user.roles & CLOSERS:
        raise Problem("not_allowed", "Chỉ lãnh đạo (LD) hoặc người theo dõi dân vận (DV) chốt, mở lại kỳ.", where=office.user.name)


def _reasons(ready: Readiness, overrides: Mapping[str, str]) -> dict[str, str]:
    known = {one.check: one for one in ready.checks}
    reasons = {}
    for check, text in overrides.items():
        if check not in known:
            raise Problem("invalid_value", f"Không có kiểm tra “{check}” để bỏ qua. Chọn trong: {', '.join(known)}.", where="--override")
        reasons[check] = reason_text(text, "--override")
    return {check: text for check, text in reasons.items() if not known[check].ok}


def reason_text(text: str, where: str) -> str:
    """Return a typed reason as one clean line.

    Raises:
        Problem: required_missing, invalid_value.
    """
    reason = clean_line(text, where=where).strip()
    if not reason:
        raise Problem("required_missing", "Chưa ghi lý do. Ghi ngắn gọn vì sao.", where=where)
    if len(reason) > REASON_LENGTH:
        raise Problem("invalid_value", f"Lý do dài {len(reason)} chữ, nhiều nhất {REASON_LENGTH}. Viết ngắn lại.", where=where)
    return reason


def _signer(office: Office, connection: Connection, given: str | None) -> Signer | None:
    if not given:
        return None
    saver = Saver(office, connection)
    record = saver.resolve(("official",), given)
    row = saver.projector.row("official", saver.unit, record) if record else None
    if record is None or row is None:
        raise Problem("invalid_value", f"Sổ Cán bộ, công chức không có “{given}”. Ghi cán bộ này vào sổ trước.", where="--signer")
    agency = office.home_unit.is_agency
    if rank_for(str(row["position"] or ""), agency=agency) is None or not in_office(row, office.clock.today().isoformat()):
        whom = "cơ quan. Chọn người đứng đầu hoặc cấp phó đang giữ chức" if agency else _CHAIRMEN
        raise Problem("not_allowed", f"“{row['name']}” không ký thay mặt {whom}.", where="--signer")
    return Signer(id=record, name=str(row["name"] or ""), position=str(row["position"] or ""))


def _frozen(office: Office, connection: Connection, ready: Readiness, signer: Signer | None, reasons: dict[str, str]) -> Closing:
    before, period = ready.standing, ready.standing.period
    tips = vector.vector_of(connection, period.unit)
    left_out = vector.not_applied(connection, tips)
    so_far = figures_of(office, connection, since_new_year(period.span), (period.unit,))
    frozen = {
        form.code: FrozenForm(set=name, cells=_values(ready.cells[form.code]) | _so_far(form, so_far, period.unit))
        for form, name in forms_at(period.span.to_date)
    }
    frozen |= _of_other_sets(office, connection, period, so_far)
    snapshot = Snapshot(
        period=period.code, unit=period.unit, version=before.version + 1, label=period.label, first=period.first, last=period.last,
        program=desktop.__version__, resources=RESOURCES_VERSION, form_schema=registers.SCHEMA, forms=frozen,
        declarations=dict(before.declared), vector=tips, left_out=left_out, signer=signer,
        below=marks_below(office, connection, period), items=_items(office, connection, period),
    )  # fmt: skip
    return Closing(
        state="closed", version=before.version + 1, snapshot=snapshots.keep(connection, snapshot), first=period.first, last=period.last,
        at=office.clock.now().isoformat(), by=office.user.name, vector=tips, left_out=left_out, signer=signer.id if signer else None,
        overrides=reasons,
    )  # fmt: skip


def _of_other_sets(office: Office, connection: Connection, period: Period, so_far: Figures) -> dict[str, FrozenForm]:
    """Return the forms of circulars that are not in use, where the upper unit could not count them by itself if it still asks for them."""
    asked = [(form, one.code) for form, one in of_other_sets(period.span.to_date) if not all(comes_up(form, c) for c in form.columns)]
    figures = figures_of(office, connection, period.span, (period.unit,))
    figures.ask(form for form, _ in asked)
    return {
        beside_set(form.code, name): FrozenForm(
            set=name, cells=_values(figures.cells(form)[period.unit]) | _so_far(form, so_far, period.unit)
        )
        for form, name in asked
    }  # fmt: skip


def _values(cells: Cells) -> dict[str, int | str | None]:
    return {code: cell.value for code, cell in cells.items()}


def _so_far(form: Form, figures: Figures, unit: str) -> dict[str, int | str | None]:
    """Return what was cumulated from 1 January, where the upper unit has no records to count it by itself."""
    own = [column.code for column in form.columns if not comes_up(form, column) and cumulates(form, column)]
    cells = _values(figures.cells(form)[unit]) if own else {}
    return {beside_code(code, SO_FAR): cells[code] for code in own}


def _items(office: Office, connection: Connection, period: Period) -> dict[str, Items]:
    """Return the targets and the indicators of the period, as the records tell them now."""
    ground = Ground(period.span, (period.unit,), office.reader(connection), office.law_of)
    return {kind: frozen_items.freeze(frozen_items.judged(kind, ground)[period.unit]) for kind in frozen_items.KINDS}


def reopen(office: Office, connection: Connection, code: str, reason: str) -> Standing:
    """Open a closed period of the own unit again; the version that was closed stays in the history.

    Raises:
        Problem: not_allowed, unknown_period, period_closed once it is locked, rule_broken when it is open, required_missing.
    """
    require_closer(office)
    before = standing(office, connection, office.identity.unit, code)
    require_open(before)
    if before.closing is None or not before.is_frozen:
        raise Problem("rule_broken", f"Kỳ {before.period.label} đang mở, không cần mở lại.", where=code)
    opened = msgspec.structs.replace(
        before.closing, state="open", reason=reason_text(reason, "--reason"), at=office.clock.now().isoformat(), by=office.user.name
    )
    write_field(office, connection, registers.ALL["period_close"], {"period": code}, "closing", msgspec.to_builtins(opened))
    return standing(office, connection, office.identity.unit, code)


def write_field(office: Office, connection: Connection, register: Register, key: Mapping[str, str], name: str, value: object) -> str:
    """Write the one field of a record that exists once per key, over the heads of now; return the op's name."""
    saver = Saver(office, connection)
    record = natural_id(register, saver.unit, key)
    assert record
    held: Collection[str] = saver.records.heads(saver.unit, record)
    fields = {**({} if held else key), name: value}
    return saver.put(register, record, "set", fields, saver.records.over(saver.unit, record, [name]))
