"""What is due that no single record asks for: reception days, what a year's plan announces, and entries begun and not finished.

Luật Tiếp công dân 42/2013/QH13, điều 15; Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15, điều 14 and 33; target CT4. What a record
itself asks for its register declares (`due_owed`).
"""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from db import drafts
from db.query import Is
from desktop import registers, units
from desktop.entries.record import may_enter, may_see
from desktop.language.dates import format_date
from desktop.law.legal import rule_at
from desktop.law.unit_law import as_day
from desktop.law.working_days import Month, Week
from desktop.measures.reception_duty import HEAD, Turn, days_in, regular_sessions, turns_of_units
from desktop.measures.targets.ct4_tap_huan import counted_from, who_waits_for_a_class
from desktop.reporting import yearly_plans
from desktop.reporting.due_item import DueItem, Look, short, shown

_WEEK: Final = 7
_SESSIONS: Final = {"dinh_ky": "định kỳ", "dot_xuat": "đột xuất", "thuong_xuyen": "thường xuyên"}


def planned_sessions(look: Look) -> Iterator[DueItem]:
    """Planned sessions of today and before that nobody has written down yet."""
    today = look.today.isoformat()
    for session in look.rows("reception_session", Is("held", "null"), Is("planned_date", "<=", today)):
        day = str(session["planned_date"])
        kind = _SESSIONS.get(str(session["kind"]), "")
        text = f"Tiếp công dân {kind} hôm nay" if day == today else f"Ghi phiên tiếp công dân {kind} ngày {shown(day)}"
        actor = registers.ALL["reception_session"].by_name["actor"].options.get(str(session["actor"]), "")
        rule = rule_at(look.law.rules, "rec_min", as_day(day) or look.today)
        yield DueItem("reception", text, day, rule.source if rule else "", "reception_session", session["_id"], actor)


def reception_days(look: Look) -> Iterator[DueItem]:
    """The head's own days of this week or month, when fewer are held or planned than the law asks of a unit like this (target CT5)."""
    if not may_see(registers.ALL["reception_session"], look.office.user.roles):
        return
    monday = look.today - timedelta(days=look.today.weekday())
    ground = look.ground(monday, max(Week(monday).sunday, Month(look.today.year, look.today.month).last_day))
    sessions = [row for row in regular_sessions(ground).get(look.unit, []) if row["actor"] == HEAD]
    for turn in turns_of_units(ground)[look.unit]:
        if turn.holds(look.today.isoformat()) and (item := _owed(look, turn, len(days_in([turn], sessions, planned=True)[0]))):
            yield item


def _owed(look: Look, turn: Turn, taken: int) -> DueItem | None:
    days = [turn.first + timedelta(days=n) for n in range((turn.last - turn.first).days + 1)]
    working = [day for day in days if look.law.calendar.is_working(day)]
    owed = min(turn.days, len(working)) - taken
    if owed <= 0:
        return None
    weekly = len(days) == _WEEK
    who = "Thủ trưởng cơ quan" if units.unit(look.unit).is_agency else "Chủ tịch"
    text = f"{'Tuần này' if weekly else f'Tháng {turn.last.month}'} còn thiếu {owed} ngày {who} tiếp công dân"
    basis = f"Ít nhất {turn.days:02} ngày {'mỗi tuần' if weekly else 'mỗi tháng'} ({turn.basis})"
    return DueItem("reception", text, working[-1].isoformat(), basis, "reception_session")


def plans_to_make(look: Look) -> Iterator[DueItem]:
    """A plan of this year or the next that a superior sent down, while the unit has none of its own (target CT2)."""
    if not may_enter(registers.ALL["plan_doc"], look.office.user.roles):
        return
    for year in (look.today.year, look.today.year + 1):
        sent = next((one for one in yearly_plans.sources(look.reader, look.unit, year) if one.key == yearly_plans.SENT), None)
        if sent is not None and yearly_plans.own_plan(look.reader, look.unit, year) is None:
            text = f"Lập kế hoạch năm {year} từ kế hoạch {look.office.directory.unit(sent.unit).named} đã gửi"
            yield DueItem("plan", text, None, "Kế hoạch năm 2024, IV.1; chỉ tiêu 2", "plan_doc", str(sent.plan["_id"]), "", str(year))


def planned_publications(look: Look) -> Iterator[DueItem]:
    """What the year's plan says will be made public: the first planned day of an item is met by its first publication of that year."""
    met = Counter((row["item_code"], str(row["start_on"])[:4]) for row in look.rows("publication", Is("start_on", "filled")))
    planned = sorted(look.rows("publication_plan", Is("planned_on", "filled")), key=lambda row: str(row["planned_on"]))
    for row in planned:
        key = (row["item_code"], str(row["planned_on"])[:4])
        if met[key] > 0:
            met[key] -= 1
            continue
        item = look.names.words(registers.ALL["publication_plan"], row, "Công khai theo kế hoạch: {item_code}")
        owner = look.names.words(registers.ALL["publication_plan"], row, "{owner_id}")
        basis = "Kế hoạch công khai năm (Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15, Điều 14)"
        yield DueItem("publication", short(item), row["planned_on"], basis, "publication_plan", row["_id"], owner)


def village_conferences(look: Look) -> Iterator[DueItem]:
    """Villages whose yearly conference nobody has written down for this year."""
    year = look.today.year
    met = {row["village_id"] for row in look.rows("village_conference", Is("year", "=", year))}
    today = look.today.isoformat()
    there = look.rows("village", Is("active_from", "?<=", today), Is("active_to", "?>=", today))
    missing = [row for row in there if row["_id"] not in met]
    if missing and may_see(registers.ALL["village_conference"], look.office.user.roles):
        basis = "Mỗi năm một lần, vào cuối năm (Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15, Điều 33)"
        names = ", ".join(str(row["name"]) for row in missing)
        text = f"Còn {len(missing)} thôn, bản chưa họp hội nghị cuối năm {year}"
        yield DueItem("village_conference", text, f"{year}-12-31", basis, "village_conference", None, short(names))


def untrained(look: Look) -> Iterator[DueItem]:
    """Who is assigned to democracy at the grassroots and has not been at a class on its Law (target CT4)."""
    if not all(may_see(registers.ALL[code], look.office.user.roles) for code in ("assignment", "training_attendance")):
        return
    ground = look.ground(look.today, look.today)
    basis = f"Chỉ tiêu 4: người được phân công dự lớp từ ngày {format_date(counted_from(ground.span, look.law))}"
    for row in who_waits_for_a_class(ground)[look.unit]:
        text = look.names.words(registers.ALL["assignment"], row, "Tập huấn Luật Thực hiện dân chủ ở cơ sở: {official_id}")
        yield DueItem("training", short(text), f"{look.today.year}-12-31", basis, "assignment", str(row["_id"]))


def unfinished(look: Look) -> Iterator[DueItem]:
    """Drafts of this laptop in the registers that the user keeps."""
    for code, register in registers.ALL.items():
        if register.system or not (may_see(register, look.office.user.roles) and may_enter(register, look.office.user.roles)):
            continue
        for draft in drafts.of_register(look.connection, code):
            text = f"Bản nháp chưa xong: {register.noun}"
            at = f"Ghi dở từ {draft.at[11:16]} ngày {shown(draft.at[:10])}"
            yield DueItem("draft", text, None, at, code, draft.record, register.title)
