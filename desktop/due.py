"""What is due: replies, reception days, promises, reports, returned items and what was begun and not finished.

Every line names its day, how that day was counted and from which law, and the record where it is settled. Terms are
shown, never acted upon; names stand only in `detail`, and only for roles that may read them (dossier §6.0.3).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any, Final

from db import drafts
from db.driver import Connection
from db.query import Is, Query, Reader
from desktop import registers, units
from desktop.closing import readiness
from desktop.dates import format_date
from desktop.errors import Problem
from desktop.law import Law, as_day
from desktop.legal import LegalRule, due, rule_at
from desktop.office import Office
from desktop.periods import known_codes, standing
from desktop.record import may_enter, may_see, sees_private
from desktop.working_days import Month, Week

# Asked for as good practice before the law of 2025 set the same number of days.
_PUBLISH_WITHIN: Final = 10
_LONGEST: Final = 80
_SESSIONS: Final = {"dinh_ky": "định kỳ", "dot_xuat": "đột xuất", "thuong_xuyen": "thường xuyên"}


@dataclass(frozen=True, slots=True)
class DueItem:
    """One thing to do. `due_on` is None where no day is set; `detail` may hold a name, so it is for this user only."""

    kind: str
    text: str
    due_on: str | None
    basis: str
    register: str | None = None
    id: str | None = None
    detail: str = ""
    period: str | None = None
    unit: str | None = None
    cell: str | None = None

    def days_left(self, today: date) -> int | None:
        """Return the days from today to the due day, negative when it is past."""
        day = as_day(self.due_on)
        return (day - today).days if day else None

    def as_json(self, today: date, era: str) -> dict[str, Any]:
        """Return it in the shape of the command line's contract (23)."""
        return {
            "kind": self.kind, "text": self.text, "due_on": self.due_on, "days_left": self.days_left(today), "register": self.register,
            "id": self.id, "basis": self.basis, "detail": self.detail, "period": self.period,
            "unit": units.shown_code(self.unit, era) if self.unit else None, "cell": self.cell,
        }  # fmt: skip


@dataclass(frozen=True)
class Look:
    """What the single questions need: one view of the data, the day, and who asks."""

    office: Office
    connection: Connection
    today: date

    @property
    def unit(self) -> str:
        """The own unit."""
        return self.office.identity.unit

    @cached_property
    def law(self) -> Law:
        """Its law and calendar."""
        return self.office.law_of(self.unit)

    @cached_property
    def reader(self) -> Reader:
        """Questions on the connection."""
        return self.office.reader(self.connection)

    def rows(self, register: str, *where: Is) -> list[dict[str, Any]]:
        """Return records of the own unit, none of a register that the user may not see."""
        if not may_see(registers.ALL[register], self.office.user.roles):
            return []
        return self.reader.rows(Query(register, where, units=(self.unit,)))


Question = Callable[[Look], Iterable[DueItem]]


def due_items(office: Office, connection: Connection, days: int | None = None) -> list[DueItem]:
    """Return what is due for who is signed in, by day; what has no day stands last.

    Args:
        office: Whose work.
        connection: One view of the data.
        days: Only what is due within so many days, what is overdue included.
    """
    look = Look(office, connection, office.clock.today())
    found = [item for question in _QUESTIONS for item in question(look)]
    if days is not None:
        found = [item for item in found if (left := item.days_left(look.today)) is None or left <= days]
    return sorted(found, key=lambda item: (item.due_on is None, item.due_on or "", item.kind, item.text))


def _replies(look: Look) -> Iterator[DueItem]:
    register = registers.ALL["reception_visit"]
    named = sees_private(register, look.office.user.roles)
    for visit in look.rows("reception_visit", Is("due_reply", "filled"), Is("replied_on", "null")):
        number = f"số {visit['_book_no']}" if visit["_book_no"] else f"ngày {_shown(visit['_date'])}"
        refused = visit["handling"] == "tu_choi"
        text = f"{'Thông báo từ chối' if refused else 'Trả lời'} lượt tiếp {number}"
        basis = _counted(look.law, ("tcd_refusal_notice", "tcd_reply") if refused else ("tcd_reply",), visit["_date"])
        name = visit["citizen_name"] if named else None
        yield DueItem("reply", text, visit["due_reply"], basis, "reception_visit", visit["_id"], str(name or ""))


def _counted(law: Law, keys: tuple[str, ...], start: object) -> str:
    """Say how a term was counted: its length, the law, and the first day."""
    day = as_day(start)
    key = next((one for one in keys if day and rule_at(law.rules, one, day)), None)
    if day is None or key is None:
        return ""
    return f"{due(law.rules, key, day, law.calendar).basis}, tính từ ngày {format_date(day)}"


def _sessions(look: Look) -> Iterator[DueItem]:
    """Planned sessions of today and before that nobody has written down yet."""
    today = look.today.isoformat()
    for session in look.rows("reception_session", Is("held", "null"), Is("planned_date", "<=", today)):
        day = str(session["planned_date"])
        kind = _SESSIONS.get(str(session["kind"]), "")
        text = f"Tiếp công dân {kind} hôm nay" if day == today else f"Ghi phiên tiếp công dân {kind} ngày {_shown(day)}"
        actor = registers.ALL["reception_session"].by_name["actor"].options.get(str(session["actor"]), "")
        rule = rule_at(look.law.rules, "rec_min", as_day(day) or look.today)
        yield DueItem("reception", text, day, rule.source if rule else "", "reception_session", session["_id"], actor)


def _reception_days(look: Look) -> Iterator[DueItem]:
    """The chairman's own days of this week or month, when fewer are held or planned than the law asks for."""
    if units.unit(look.unit).level != "xa":
        return
    week = Week(look.today - timedelta(days=look.today.weekday()))
    month = Month(look.today.year, look.today.month)
    turns = (
        ("ngay_moi_tuan", week.thursday, week.monday, week.sunday),
        ("ngay_moi_thang", month.last_day, month.first_day, month.last_day),
    )
    for counted_in, judged_on, first, last in turns:
        rule = rule_at(look.law.rules, "rec_min", judged_on)
        if rule and rule.unit == counted_in and (item := _owed(look, rule, first, last)):
            yield item


def _owed(look: Look, rule: LegalRule, first: date, last: date) -> DueItem | None:
    working = [day for n in range((last - first).days + 1) if look.law.calendar.is_working(day := first + timedelta(days=n))]
    span = (Is("_date", ">=", first.isoformat()), Is("_date", "<=", last.isoformat()))
    sessions = look.rows("reception_session", Is("kind", "=", "dinh_ky"), Is("actor", "=", "thu_truong"), *span)
    days = {session["_date"] for session in sessions if session["held"] is not False}
    owed = min(rule.number, len(working)) - len(days)
    if owed <= 0:
        return None
    where = "Tuần này" if rule.unit == "ngay_moi_tuan" else f"Tháng {last.month}"
    text = f"{where} còn thiếu {owed} ngày Chủ tịch tiếp công dân"
    length = "mỗi tuần" if rule.unit == "ngay_moi_tuan" else "mỗi tháng"
    return DueItem(
        "reception", text, working[-1].isoformat(), f"Ít nhất {rule.number:02} ngày {length} ({rule.source})", "reception_session"
    )


def _commitments(look: Look) -> Iterator[DueItem]:
    for one in look.rows("commitment", Is("state", "in", ("chua", "dang", "mot_phan")), Is("due_on", "filled")):
        basis = f"Thời hạn ghi trong cam kết ngày {_shown(one['made_on'])}"
        yield DueItem("commitment", f"Cam kết: {_short(one['content'])}", one["due_on"], basis, "commitment", one["_id"])


def _dialogues(look: Look) -> Iterator[DueItem]:
    """Results of dialogues that were held and not made public yet."""
    for one in look.rows("dialogue", Is("held_on", "<=", look.today.isoformat()), Is("result_published_on", "null")):
        held = as_day(one["held_on"])
        if held is None:
            continue
        basis = _counted(look.law, ("dialogue_publish_within",), one["held_on"])
        last = look.law.due("dialogue_publish_within", one["held_on"])
        if last is None:
            last = look.law.calendar.next_working(held + timedelta(days=_PUBLISH_WITHIN)).isoformat()
            basis = f"{_PUBLISH_WITHIN} ngày theo thông lệ, tính từ ngày {format_date(held)}"
        yield DueItem("dialogue", f"Công khai kết quả đối thoại ngày {format_date(held)}", last, basis, "dialogue", one["_id"])


def _reports(look: Look) -> Iterator[DueItem]:
    """The own unit's periods that have begun and are not closed, and what came back."""
    parent = units.parent_of(look.unit)
    above = f" lên {units.unit(parent).type.lower()}" if parent else ""
    for code in sorted(known_codes(look.office, look.connection, look.unit)):
        found = standing(look.office, look.connection, look.unit, code)
        period = found.period
        if found.state == "returned":
            yield from _returned(look, found.comments, period.label, period.due, code)
        if found.state == "open" and period.first <= look.today.isoformat():
            left = readiness(look.office, look.connection, code).missing
            detail = f"còn {left} việc" if left else "đủ để chốt"
            text = f"Nộp báo cáo {period.label}{above} · {detail}"
            yield DueItem("report", text, period.due, period.due_basis, "report_period", period.record, detail, code, look.unit)


def _returned(look: Look, comments: Iterable[Any], label: str, due_on: str | None, code: str) -> Iterator[DueItem]:
    parent = units.parent_of(look.unit)
    who = units.unit(parent).type if parent else "Cấp trên"
    for one in comments:
        form, _, column = one.cell.rpartition(":")
        about = f"biểu {form}, cột {column}" if one.cell else _record_label(look, one.record)
        text = f"{who} trả lại {label}{f': {about}' if about else ''}"
        basis = f"Ý kiến trả lại ngày {_shown(one.at[:10])}"
        register = _register_of(look, one.record) if one.record else None
        yield DueItem("returned", text, due_on, basis, register, one.record or None, one.text, code, look.unit, one.cell or None)


def _register_of(look: Look, record: str) -> str | None:
    for code in registers.ALL:
        if look.reader.count(Query(code, (Is("_id", "=", record),), units=(look.unit,), deleted=True)):
            return code
    return None


def _record_label(look: Look, record: str) -> str:
    code = _register_of(look, record) if record else None
    return f"một bản ghi ở sổ {registers.ALL[code].title}" if code else ""


def _drafts(look: Look) -> Iterator[DueItem]:
    for code, register in registers.ALL.items():
        if register.system or not (may_see(register, look.office.user.roles) and may_enter(register, look.office.user.roles)):
            continue
        for draft in drafts.of_register(look.connection, code):
            text = f"Bản nháp chưa xong: {register.noun}"
            at = f"Ghi dở từ {draft.at[11:16]} ngày {_shown(draft.at[:10])}"
            yield DueItem("draft", text, None, at, code, draft.record, register.title)


def _not_reported(look: Look) -> Iterator[DueItem]:
    """Above: subordinate units whose report is not here although the period is over, and closings that wait for a review."""
    if not look.office.identity.is_upper:
        return
    below = units.subordinates(look.unit)
    for code in sorted(known_codes(look.office, look.connection, look.unit)):
        for unit in below:
            try:
                found = standing(look.office, look.connection, unit.key, code)
            except Problem:  # a period that means nothing to this unit
                continue
            period = found.period
            if found.state == "received":
                text = f"Duyệt {period.label} của {unit.title}, chốt lần {found.version}"
                yield DueItem("review", text, period.due, period.due_basis, None, None, "", code, unit.key)
            elif found.state in ("open", "closed", "not_reported") and period.last < look.today.isoformat():
                text = f"{unit.title} chưa nộp {period.label}"
                yield DueItem("report", text, period.due, period.due_basis, "report_period", period.record, "", code, unit.key)


def _short(text: object) -> str:
    said = " ".join(str(text or "").split())
    return said if len(said) <= _LONGEST else f"{said[: _LONGEST - 1].rstrip()}…"


def _shown(day: object) -> str:
    known = as_day(day)
    return format_date(known) if known else "chưa ghi"


_QUESTIONS: Final[tuple[Question, ...]] = (
    _replies, _sessions, _reception_days, _commitments, _dialogues, _reports, _drafts, _not_reported,
)  # fmt: skip


def by_kind(items: Iterable[DueItem]) -> Mapping[str, list[DueItem]]:
    """Return items sorted to their kinds, each list in its order."""
    found: dict[str, list[DueItem]] = {}
    for item in items:
        found.setdefault(item.kind, []).append(item)
    return found
