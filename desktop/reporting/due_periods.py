"""What is due by periods: the own report, what came back, and above, who has not reported and what waits for a review."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Final

from db import ingest
from db.query import Is, Query
from desktop import registers, units
from desktop.forms import cell_name
from desktop.law.period_calendar import period_dates, quarter_of
from desktop.packages.receipts import Comment
from desktop.reporting import review
from desktop.reporting.closing import left_to_do
from desktop.reporting.due_item import DueItem, Look, shown
from desktop.reporting.on_behalf import on_behalf
from desktop.reporting.periods import Period, has_spoken, known_codes, period_of, standing

_WHOLE: Final = ("year", "nine")
"""Kinds of periods that an office opens beside its quarters."""


def own_reports(look: Look) -> Iterator[DueItem]:
    """The own unit's periods that have begun and are not closed, those that nobody opened among them, and what came back."""
    parent = units.parent_of(look.unit)
    above = f" lên {units.unit(parent).type.lower()}" if parent else ""
    known = known_codes(look.office, look.connection, look.unit)
    for code in sorted({*known, *_unopened(look, known)}):
        found = standing(look.office, look.connection, look.unit, code)
        period = found.period
        if found.state == "returned":
            yield from _returned(look, found.comments, period, code)
        if found.state == "open" and period.first <= look.today.isoformat():
            left = left_to_do(look.office, look.connection, found)
            runs = period.last >= look.today.isoformat()
            detail = f"còn {left} việc" if left else "đến nay đủ" if runs else "đủ để chốt"
            text = f"Nộp báo cáo {period.label}{above} · {detail}"
            yield DueItem("report", text, period.due, period.due_basis, "report_period", period.record, "", code, look.unit)


def _unopened(look: Look, known: Collection[str]) -> Iterator[str]:
    """The quarters of the decree whose report is due although nobody opened them: the calendar holds without being opened.

    Asked are those of this year and the one that ended last; of a unit that worked with the program then, or wrote something of those
    days since. Where months, a half year or days of its own were opened over a quarter, the office reports by these.
    """
    opened = [period_of(look.office, look.connection, code, look.unit) for code in known]
    opened = [one for one in opened if one.span.kind not in _WHOLE]
    since, today = _working_since(look), look.today.isoformat()
    running = quarter_of(look.today)
    last_year = [(look.today.year - 1, 4)] if running.n == 1 and running.year == look.today.year else []
    for year, n in (*last_year, *((look.today.year, n) for n in range(1, 5))):
        period = period_of(look.office, look.connection, period_dates("quarter", year, n).code, look.unit)
        if period.due is None or period.first > today or any(one.first <= period.last and period.first <= one.last for one in opened):
            continue
        ahead = (date.fromisoformat(period.due) - look.today).days
        is_asked = period.last < today or (look.days is not None and ahead <= look.days)
        if is_asked and (since <= period.last or has_spoken(look.office, look.connection, period)):
            yield period.code


def _working_since(look: Look) -> str:
    """Return the day (ISO) on which the unit's first account was made; no day at all sorts last."""
    accounts = look.reader.rows(Query("account", units=(look.unit,)))
    return min((str(row["_created_at"])[:10] for row in accounts if row["_created_at"]), default="9999-12-31")


def _returned(look: Look, comments: Iterable[Comment], period: Period, code: str) -> Iterator[DueItem]:
    parent = units.parent_of(look.unit)
    who = units.unit(parent).type if parent else "Cấp trên"
    for one in comments:
        about = cell_name(one.cell, period.span.to_date) if one.cell else _record_label(look, one.record)
        text = f"{who} trả lại {period.label}{f': {about}' if about else ''}"
        basis = f"Ý kiến trả lại ngày {shown(one.at[:10])}"
        register = _register_of(look, one.record) if one.record else None
        yield DueItem("returned", text, period.due, basis, register, one.record or None, one.text, code, look.unit, one.cell or None)


def _register_of(look: Look, record: str) -> str | None:
    for code in registers.ALL:
        if look.reader.finds(Query(code, (Is("_id", "=", record),), units=(look.unit,), deleted=True)):
            return code
    return None


def _record_label(look: Look, record: str) -> str:
    code = _register_of(look, record) if record else None
    return f"một bản ghi ở sổ {registers.ALL[code].title}" if code else ""


def not_reported(look: Look) -> Iterator[DueItem]:
    """Above: subordinate units whose report is not here although the period is over, and closings that wait for a review."""
    if not look.office.identity.is_upper:
        return
    known = look.office.directory
    for code in sorted(known_codes(look.office, look.connection, look.unit)):
        period = period_of(look.office, look.connection, code, look.unit)
        told = on_behalf(look.reader, look.unit, code)  # who was telephoned already is called no more
        below = [one.key for one in known.below(look.unit, (period.first, period.last))]
        for found in review.of_units(look.office, look.connection, code, below):
            period, unit = found.period, known.unit(found.unit)
            if found.state == "received":
                text = f"Duyệt {period.label} của {unit.named}, chốt lần {found.version}"
                yield DueItem("review", text, period.due, period.due_basis, None, None, "", code, found.unit)
            elif found.state in ("open", "closed", "not_reported") and period.last < look.today.isoformat() and found.unit not in told:
                text = f"{unit.title} chưa nộp {period.label}"
                yield DueItem("not_reported", text, period.due, period.due_basis, "report_period", period.record, "", code, found.unit)


def waiting_packages(look: Look) -> Iterator[DueItem]:
    """Packages of which a part waits: for a stretch that a late stick brings, or for a certificate."""
    waiting: dict[str, list[ingest.Held]] = {}
    for piece in ingest.held(look.connection):
        waiting.setdefault(piece.file or piece.package, []).append(piece)
    for file, pieces in waiting.items():
        gaps = {log: ingest.missing_ranges(look.connection, log) for log in {one.log for one in pieces if one.reason == ingest.GAP}}
        ranges = [f"{first}–{last}" if first != last else str(first) for found in gaps.values() for first, last in found]
        why = f"còn thiếu đoạn {', '.join(ranges)}" if ranges else "trạm gửi chưa được chứng nhận"
        yield DueItem("package", f"Gói {file}: {why}", None, "Phần khác đã nhập; đủ thì phần này tự vào")
