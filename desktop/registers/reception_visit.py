"""R06 – Sổ tiếp công dân: one visit, of one citizen or one group that comes once.

Luật Tiếp công dân 42/2013/QH13, điều 25, 28, 29. A denunciation leaves figures only: names and content stand in the
secret paper book (Luật Tố cáo 2018; Quyết định 774/QĐ-TTg), so those fields are closed, and emptied for good when a
visit turns into one. There is no field for identity papers, and there must not be one.
"""

from dataclasses import replace

from desktop.registers.model import (
    NOTE,
    Badge,
    Context,
    Erasure,
    Field,
    Owed,
    Register,
    Row,
    Total,
    Until,
    at_most,
    choice,
    count,
    date,
    flag,
    in_order,
    longtext,
    ref,
    text,
)

SUBJECTS = {
    "khieu_nai": "Khiếu nại",
    "to_cao": "Tố cáo",
    "kien_nghi": "Kiến nghị",
    "phan_anh": "Phản ánh",
    "khac": "Khác",
}
GROUPS = {"ca_nhan": "Cá nhân", "doan": "Đoàn ít người", "dong_nguoi": "Đoàn đông người"}
CATEGORIES = {
    "che_do_cs": "Chế độ, chính sách",
    "dat_dai": "Đất đai",
    "cong_chuc": "Cán bộ, công chức",
    "tu_phap": "Tư pháp",
    "dang_doan_the": "Đảng, đoàn thể",
    "moi_truong": "Môi trường",
    "an_sinh": "An sinh xã hội",
    "khac": "Khác",
}
HANDLING = {
    "thu_ly": "Thụ lý",
    "huong_dan": "Hướng dẫn",
    "tra_don_huong_dan": "Trả đơn và hướng dẫn",
    "chuyen_don": "Chuyển đơn",
    "tra_loi_truc_tiep": "Trả lời trực tiếp",
    "tu_choi": "Từ chối tiếp",
}
REFUSALS = {
    "TC1": "Say, mất năng lực hành vi",
    "TC2": "Đe dọa, xúc phạm, vi phạm nội quy",
    "TC3": "Đã giải quyết đúng, vẫn kéo dài",
    "TC4": "Trường hợp khác",
}
MATTER, PERSON, HANDLED, FOLLOWED = "Vụ việc", "Người đến", "Nội dung và xử lý", "Theo dõi"


def _is_denunciation(visit: Row) -> bool:
    return visit.get("subject_kind") == "to_cao"


def _is_open(visit: Row) -> bool:
    return not _is_denunciation(visit)


def _comes_again(visit: Row) -> bool:
    return _is_open(visit) and visit.get("is_first") == "nhieu_lan"


def _is_refused(visit: Row) -> bool:
    return _is_open(visit) and visit.get("handling") == "tu_choi"


def _person(field: Field) -> Field:
    return replace(field, sensitivity=2, asked_when=_is_open, closed_hint="theo sổ Mật", section=PERSON)


def _case(field: Field) -> Field:
    return replace(
        field, erase_group="case", sensitivity=field.sensitivity or 1, asked_when=field.asked_when or _is_open,
        closed_hint=field.closed_hint or "theo sổ Mật", section=field.section or FOLLOWED,
    )  # fmt: skip


REGISTER = Register(
    code="reception_visit",
    number="R06",
    title="Tiếp công dân",
    label="Số {book_no}, {event_date}, {category}",
    dated_by=("session_id.",),
    parent="session_id",
    listed=("citizen_name", "village_id", "subject_kind", "category"),
    filters=("subject_kind", "category", "handling", "is_first", "group_type", "village_id", "in_competence", "vuot_cap"),
    enters=frozenset({"TCD", "LD"}),
    sees=frozenset({"TCD", "LD", "TH"}),
    sees_private=frozenset({"TCD", "LD"}),
    erasure=Erasure("subject_kind", "to_cao", ("person", "case")),
    note=False,
    icon="users",
    noun="lượt tiếp",
    totals=(Total("count", "lượt"), Total("sum", "người", "people_count"), Total("distinct", "vụ việc", "case_key")),
    standing_title="Trả lời",
    fields=(
        ref("session_id", "Phiên", to="reception_session", required=True, sensitivity=1, width="full", hint="tự chọn phiên hôm nay"),
        choice("subject_kind", "Tính chất", SUBJECTS, required=True, sensitivity=1, width="full", section=MATTER),
        choice("category", "Lĩnh vực", CATEGORIES, required=True, sensitivity=1, section=MATTER),
        choice(
            "is_first", "Lượt này là", {"lan_dau": "Lần đầu", "nhieu_lan": "Nhiều lần"}, required=True, sensitivity=1, default="lan_dau",
            section=MATTER,
        ),
        count("people_count", "Số người", required=True, sensitivity=1, minimum=1, default=1, width="third", section=MATTER),
        count("rep_count", "Đại diện", required=True, sensitivity=1, default=1, width="third", section=MATTER),
        choice("group_type", "Hình thức (tự tính)", GROUPS, auto=True, sensitivity=1, width="third", section=MATTER),
        _person(text("citizen_name", "Họ tên", required=True, person=True, max_length=100)),
        _person(ref("village_id", "Thôn, bản", to="village")),
        _person(text("citizen_address", "Địa chỉ", required=True, width="full")),
        _case(longtext("content", "Nội dung", required=True, sensitivity=3, section=HANDLED)),
        flag("in_competence", "Thuộc thẩm quyền", required=True, sensitivity=1, default=True, section=HANDLED),
        choice("handling", "Hướng xử lý", HANDLING, required=True, sensitivity=1, section=HANDLED),
        date("due_reply", "Hạn trả lời", auto=True, sensitivity=1, hint="10 ngày làm việc", section=HANDLED),
        text("due_basis", "Căn cứ tính hạn", auto=True, sensitivity=1, width="full", section=HANDLED),
        _case(text("prior_body", "Cơ quan đã giải quyết", sensitivity=3, suggests="organisation", section=HANDLED)),
        _case(
            choice(
                "refusal_reason", "Lý do từ chối tiếp", REFUSALS, required=True, asked_when=_is_refused, closed_hint="khi từ chối tiếp",
                width="full", section=HANDLED,
            )
        ),
        _case(ref("prev_visit_id", "Nối với lượt trước", to="reception_visit", asked_when=_comes_again, closed_hint="khi đến nhiều lần")),
        _case(text("case_key", "Mã vụ việc", max_length=60, hint="gộp các lượt của một vụ")),
        _case(text("handling_doc_no", "Số văn bản xử lý", max_length=60)),
        _case(text("target_body", "Cơ quan nhận, hướng dẫn đến", suggests="organisation")),
        date("replied_on", "Ngày trả lời", sensitivity=1, copied=False, section=FOLLOWED),
        _case(flag("vuot_cap", "Vượt cấp")),
        _case(longtext("result_track", "Theo dõi kết quả", sensitivity=3)),
        _case(NOTE),
    ),
)  # fmt: skip


@REGISTER.stands
def a_visit_stands_by_its_reply(visit: Row, _: str) -> Badge | Until:
    if visit["subject_kind"] == "to_cao":
        return Badge("plain", "Theo sổ Mật", "lock")
    if visit["replied_on"]:
        return Badge("ok", "Đã trả lời")
    return Until(str(visit["due_reply"]), working=True) if visit["due_reply"] else Badge("plain", "Không phải trả lời")


@REGISTER.computes("group_type")
def a_group_is_told_by_its_people(visit: Row, context: Context) -> object:
    people = visit.get("people_count")
    if not isinstance(people, int) or people < 2:
        return None if people is None else "ca_nhan"
    crowd = _limit(context, "group_crowd_min", _day(visit, context))
    return None if crowd is None else "doan" if people < crowd else "dong_nguoi"


def _reply_keys(visit: Row) -> tuple[str, ...]:
    """The rules of the term to reply, of which the first that holds counts; none where nothing is owed."""
    # A question about procedure is no petition, what was answered face to face waits for nothing (điều 28), and the terms of
    # a denunciation are kept in the secret book, not here.
    if visit.get("subject_kind") in ("khac", "to_cao") or visit.get("handling") == "tra_loi_truc_tiep":
        return ()
    return ("tcd_refusal_notice", "tcd_reply") if visit.get("handling") == "tu_choi" else ("tcd_reply",)


@REGISTER.computes("due_reply")
def a_reply_is_due_ten_working_days_later(visit: Row, context: Context) -> object:
    day = _day(visit, context)
    return next(filter(None, (context.due(key, day) for key in _reply_keys(visit))), None)


@REGISTER.computes("due_basis")
def a_reply_says_how_its_term_is_counted(visit: Row, context: Context) -> object:
    day = _day(visit, context)
    return next(filter(None, (context.basis(key, day) for key in _reply_keys(visit))), None)


def _day(visit: Row, context: Context) -> object:
    session = context.parent("session_id") if visit.get("session_id") else None
    return session.get("event_date") if session else None


def _limit(context: Context, key: str, day: object) -> int | None:
    value = context.rule_value(key, day)
    return int(value) if value and value.isdecimal() else None


@REGISTER.rule_in_context("Nhiều đại diện hơn số mà luật cho phép đoàn đông người cử.", on="rep_count", blocking=False)
def a_crowd_sends_few_representatives(visit: Row, context: Context) -> bool:
    people, speakers, day = visit["people_count"], visit["rep_count"], _day(visit, context)
    crowd, large = _limit(context, "group_crowd_min", day), _limit(context, "group_large_above", day)
    if not isinstance(people, int) or not isinstance(speakers, int) or crowd is None or people < crowd:
        return True
    is_large = large is not None and people > large
    allowed = _limit(context, "group_large_representatives_max" if is_large else "group_representatives_max", day)
    return allowed is None or speakers <= allowed


@REGISTER.rule("Số đại diện không nhiều hơn số người.", on="rep_count", blocking=False)
def representatives_are_among_the_people(visit: Row) -> bool:
    people, speakers = visit["people_count"], visit["rep_count"]
    return at_most(speakers, people)


@REGISTER.rule("Lượt nhiều lần nên nối với lượt trước hoặc ghi mã vụ việc.", on="prev_visit_id", blocking=False)
def who_comes_again_is_tied_to_the_matter(visit: Row) -> bool:
    return not _comes_again(visit) or bool(visit["prev_visit_id"] or visit["case_key"])


@REGISTER.rule_in_context("Lượt trước phải có ngày không sau lượt này.", on="prev_visit_id", blocking=False)
def the_visit_before_was_before(visit: Row, context: Context) -> bool:
    before = context.parent("prev_visit_id") if visit.get("prev_visit_id") else None
    return before is None or in_order(before.get("event_date"), _day(visit, context))


@REGISTER.rule_in_context("Ngày trả lời không được trước ngày tiếp.", on="replied_on", blocking=False)
def a_reply_follows_the_visit(visit: Row, context: Context) -> bool:
    return in_order(_day(visit, context), visit["replied_on"])


REGISTER.owes(
    Owed(
        kind="reply", says="Trả lời lượt tiếp {which}", on="due_reply", until=("replied_on",),
        still=lambda visit, _: not _is_refused(visit), basis="{due_basis}", detail="{citizen_name}",
    ),
    Owed(
        kind="reply", says="Thông báo từ chối lượt tiếp {which}", on="due_reply", until=("replied_on",), only={"handling": ("tu_choi",)},
        basis="{due_basis}", detail="{citizen_name}",
    ),
)  # fmt: skip
