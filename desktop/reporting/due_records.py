"""What is due by the records of the own unit: replies, reception days, promises, results to publish, begun entries.

Terms are counted by the law of the day on which they begin (Luật Tiếp công dân 42/2013/QH13, điều 15, 28; Luật Tổ chức
chính quyền địa phương); each line says which, and from when.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from db import drafts
from db.query import Is
from desktop import registers, units
from desktop.entries.record import may_enter, may_see, sees_private
from desktop.law.legal import LegalRule, rule_at
from desktop.law.unit_law import Law, as_day
from desktop.law.working_days import Month, Week
from desktop.reporting.due_item import DueItem, Look, short, shown

_SESSIONS: Final = {"dinh_ky": "định kỳ", "dot_xuat": "đột xuất", "thuong_xuyen": "thường xuyên"}


def replies(look: Look) -> Iterator[DueItem]:
    """Visits that wait for an answer. Who came is named only for those who may read it."""
    register = registers.ALL["reception_visit"]
    named = sees_private(register, look.office.user.roles)
    for visit in look.rows("reception_visit", Is("due_reply", "filled"), Is("replied_on", "null")):
        number = f"số {visit['_book_no']}" if visit["_book_no"] else f"ngày {shown(visit['_date'])}"
        refused = visit["handling"] == "tu_choi"
        text = f"{'Thông báo từ chối' if refused else 'Trả lời'} lượt tiếp {number}"
        basis = _counted(look.law, ("tcd_refusal_notice", "tcd_reply") if refused else ("tcd_reply",), visit["_date"])
        name = visit["citizen_name"] if named else None
        yield DueItem("reply", text, visit["due_reply"], basis, "reception_visit", visit["_id"], str(name or ""))


def _counted(law: Law, keys: tuple[str, ...], start: object) -> str:
    """Say how a term was counted, by the first of these rules that holds."""
    return next(filter(None, (law.basis(key, start) for key in keys)), "")


def letters(look: Look) -> Iterator[DueItem]:
    """Letters to accept or handle, and accepted ones to settle; who signed is named only for those who may read it."""
    register = registers.ALL["petition"]
    named = sees_private(register, look.office.user.roles)
    waiting = look.rows("petition", Is("resolved_on", "null"), Is("kind", "!=", "to_cao"))
    for one in waiting:
        accepted = bool(one["accepted_on"])
        last = one["due_resolve"] if accepted else one["due_accept"] if one["action"] is None else None
        if last is None:
            continue
        kind = register.by_name["kind"].options.get(str(one["kind"]), "").lower()
        number = f"số {one['_book_no']}" if one["_book_no"] else f"ngày {shown(one['received_on'])}"
        text = f"{'Giải quyết' if accepted else 'Xử lý'} đơn {kind} {number}"
        name = one["petitioner_name"] if named else None
        yield DueItem("petition", text, last, str(one["due_basis"] or ""), "petition", one["_id"], str(name or ""))


def denunciations(look: Look) -> Iterator[DueItem]:
    """Accepted denunciations to settle, by their number in the secret book."""
    waiting = (Is("due_resolve", "filled"), Is("resolved_on", "null"))
    for one in look.rows("denunciation_stat", *waiting):
        times = one["extended_n"] if isinstance(one["extended_n"], int) else 0
        basis = _counted(look.law, (f"tc_gq_{min(times, 2)}" if times else "tc_gq",), one["accepted_on"])
        yield DueItem("denunciation", f"Giải quyết tố cáo {one['paper_ref']}", one["due_resolve"], basis, "denunciation_stat", one["_id"])


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


def commitments(look: Look) -> Iterator[DueItem]:
    """Promises that are not kept yet."""
    for one in look.rows("commitment", Is("state", "in", ("chua", "dang", "mot_phan")), Is("due_on", "filled")):
        basis = f"Thời hạn ghi trong cam kết ngày {shown(one['made_on'])}"
        yield DueItem("commitment", f"Cam kết: {short(one['content'])}", one["due_on"], basis, "commitment", one["_id"])


def plan_tasks(look: Look) -> Iterator[DueItem]:
    """Tasks of the unit's plans that are neither done nor dropped; what is continuous has no day and is not asked for."""
    for one in look.rows("plan_task", Is("task_status", "in", ("chua", "dang")), Is("due_on", "filled")):
        group = registers.ALL["plan_task"].by_name["section"].options.get(str(one["section"]), "")
        yield DueItem("plan_task", f"Nhiệm vụ: {short(one['content'])}", one["due_on"], f"Kế hoạch, nhóm {group}", "plan_task", one["_id"])


def documents_without_number(look: Look) -> Iterator[DueItem]:
    """Plans that were issued and still wait for their number (target CT2 asks for one)."""
    for one in look.rows("plan_doc", Is("issued_on", "filled"), Is("doc_no", "null")):
        basis = f"Ban hành ngày {shown(one['issued_on'])}"
        yield DueItem("document_number", f"Chưa có số: {short(one['title'])}", None, basis, "plan_doc", one["_id"])


def conventions_to_recognise(look: Look) -> Iterator[DueItem]:
    """Conventions of villages that the commune has not recognised yet (Luật 10/2022/QH15, điều 21)."""
    where = (Is("recognised_on", "null"), Is("recognise_due", "filled"), Is("state", "=", "hieu_luc"))
    for one in look.rows("village_convention", *where):
        basis = _counted(look.law, ("convention_recognition",), one["submitted_on"] or one["adopted_on"])
        text = f"Công nhận hương ước, quy ước thông qua ngày {shown(one['adopted_on'])}"
        yield DueItem("convention", text, one["recognise_due"], basis, "village_convention", one["_id"])


def results_to_publish(look: Look) -> Iterator[DueItem]:
    """Results of dialogues that were held and not made public yet."""
    for one in look.rows("dialogue", Is("held_on", "<=", look.today.isoformat()), Is("result_published_on", "null")):
        last = look.law.due("dialogue_publish_within", one["held_on"])
        if last is None:
            continue
        basis = look.law.basis("dialogue_publish_within", one["held_on"])
        yield DueItem("dialogue", f"Công khai kết quả đối thoại ngày {shown(one['held_on'])}", last, basis, "dialogue", one["_id"])


def unfinished(look: Look) -> Iterator[DueItem]:
    """Drafts of this laptop in the registers that the user keeps."""
    for code, register in registers.ALL.items():
        if register.system or not (may_see(register, look.office.user.roles) and may_enter(register, look.office.user.roles)):
            continue
        for draft in drafts.of_register(look.connection, code):
            text = f"Bản nháp chưa xong: {register.noun}"
            at = f"Ghi dở từ {draft.at[11:16]} ngày {shown(draft.at[:10])}"
            yield DueItem("draft", text, None, at, code, draft.record, register.title)
