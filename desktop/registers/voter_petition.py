"""R11c – Kiến nghị của cử tri và Nhân dân: what voters asked for, who answers it, and by when (I20, form DV-08).

What delegates of the National Assembly forward is answered within sixty days (Quyết định 33/2017/QĐ-TTg, 30/2020/QĐ-TTg);
the term of all others is the office's own rule. The voter's name is not kept.
"""

from desktop.registers.codes import LEVELS, TOPICS
from desktop.registers.model import TODAY, Badge, Context, Owed, Register, Row, Until, choice, date, flag, in_order, longtext, ref, text

SOURCES = {
    "txct": "Qua tiếp xúc cử tri",
    "hdnd_chuyen": "HĐND chuyển",
    "mttq_chuyen": "MTTQ chuyển",
    "cap_tren_chuyen": "Cấp trên chuyển",
    "truc_tiep": "Gửi trực tiếp",
}
RESULTS = {
    "dang": "Đang giải quyết",
    "xong": "Đã giải quyết xong",
    "lo_trinh": "Có lộ trình giải quyết",
    "giai_trinh": "Giải trình, cung cấp thông tin",
    "chuyen": "Chuyển cấp có thẩm quyền",
    "khong": "Không thể giải quyết",
}
PETITION, OUTCOME = "Kiến nghị", "Giải quyết"


def _is_settled(petition: Row) -> bool:
    return petition.get("result") in ("xong", "giai_trinh")


def _has_another_term(petition: Row) -> bool:
    return bool(petition.get("other_due"))


def _has_an_outcome(petition: Row) -> bool:
    return petition.get("result") not in (None, "dang")


def _cannot_be_settled(petition: Row) -> bool:
    return petition.get("result") == "khong"


REGISTER = Register(
    code="voter_petition",
    number="R11c",
    title="Kiến nghị của cử tri",
    label="{topic} {received_on}: {content}",
    dated_by=("received_on",),
    listed=("content", "topic", "competence", "result"),
    filters=("result", "topic", "competence", "source", "village_id", "repeated"),
    icon="mail-question-mark",
    noun="kiến nghị",
    standing_title="Trả lời",
    fields=(
        choice("source", "Nguồn", SOURCES, required=True, width="full", section=PETITION),
        ref("meeting_id", "Cuộc tiếp xúc cử tri", to="voter_meeting", width="full", section=PETITION),
        date("received_on", "Ngày nhận", required=True, default=TODAY, section=PETITION),
        ref("village_id", "Thôn, bản", to="village", section=PETITION),
        choice("topic", "Lĩnh vực", TOPICS, required=True, section=PETITION),
        flag("repeated", "Kiến nghị nhiều lần", section=PETITION),
        longtext("content", "Nội dung", sensitivity=1, required=True, max_length=500, hint="không ghi tên cử tri", section=PETITION),
        choice("competence", "Thẩm quyền giải quyết", LEVELS, required=True, default="xa", width="full", section=OUTCOME),
        ref("owner_id", "Bộ phận tham mưu", to=("official", "organisation"), required=True, sensitivity=1, section=OUTCOME),
        date("due_on", "Hạn trả lời", auto=True, section=OUTCOME),
        text("due_basis", "Căn cứ tính hạn", auto=True, sensitivity=0, width="full", section=OUTCOME),
        date("other_due", "Hạn khác", copied=False, hint="do nơi chuyển ấn định", section=OUTCOME),
        text(
            "other_due_basis", "Căn cứ của hạn khác", sensitivity=0, required=True, copied=False, asked_when=_has_another_term,
            closed_hint="khi có", section=OUTCOME,
        ),
        choice("result", "Kết quả", RESULTS, required=True, default="dang", width="full", section=OUTCOME),
        date(
            "answered_on", "Ngày trả lời", copied=False, required_when=_is_settled, asked_when=_has_an_outcome,
            closed_hint="khi có kết quả", section=OUTCOME,
        ),
        text(
            "answer_doc", "Văn bản trả lời", sensitivity=0, max_length=100, copied=False, asked_when=_has_an_outcome,
            closed_hint="khi có kết quả", section=OUTCOME,
        ),
        longtext(
            "reason", "Lý do không thể giải quyết", sensitivity=1, max_length=500, asked_when=_cannot_be_settled,
            closed_hint="khi không thể giải quyết", section=OUTCOME,
        ),
    ),
)  # fmt: skip


@REGISTER.computes("due_on")
def an_answer_is_due_by_who_forwarded_the_petition(petition: Row, context: Context) -> object:
    return petition.get("other_due") or context.due(_term(context), petition.get("received_on"))


@REGISTER.computes("due_basis")
def a_term_says_how_it_is_counted(petition: Row, context: Context) -> object:
    if _has_another_term(petition):
        return petition.get("other_due_basis")
    return context.basis(_term(context), petition.get("received_on")) or None


def _term(context: Context) -> str:
    meeting = context.parent("meeting_id")
    return "cutri_qh_days" if meeting is not None and meeting.get("delegate_level") == "qh" else "cutri_days"


@REGISTER.stands
def a_petition_stands_by_its_answer(petition: Row, _: str) -> Badge | Until:
    if petition["answered_on"]:
        return Badge("ok", "Đã trả lời")
    if petition["result"] == "chuyen":
        return Badge("plain", "Đã chuyển")
    return Until(str(petition["due_on"])) if petition["due_on"] else Badge("outline", "Không hạn")


@REGISTER.rule("Ngày trả lời không được trước ngày nhận.", on="answered_on", blocking=False)
def an_answer_follows_the_petition(petition: Row) -> bool:
    return in_order(petition["received_on"], petition["answered_on"])


@REGISTER.rule("Trả lời chậm: sau hạn trả lời.", on="answered_on", blocking=False)
def an_answer_comes_in_time(petition: Row) -> bool:
    return in_order(petition["answered_on"], petition["due_on"]) or not petition["answered_on"]


@REGISTER.rule_in_context("Cuộc tiếp xúc cử tri phải có ngày không sau ngày nhận.", on="meeting_id", blocking=False)
def voters_meet_before_their_petition_arrives(petition: Row, context: Context) -> bool:
    meeting = context.parent("meeting_id")
    return meeting is None or in_order(meeting.get("event_date"), petition["received_on"])


@REGISTER.rule("Không thể giải quyết thì ghi rõ lý do.", on="reason", blocking=False)
def what_cannot_be_settled_has_a_reason(petition: Row) -> bool:
    return not _cannot_be_settled(petition) or bool(petition["reason"])


REGISTER.owes(
    Owed(
        kind="voter_petition", says="Trả lời kiến nghị cử tri: {content}", on="due_on", until=("answered_on",),
        still=lambda petition, _: petition["result"] != "chuyen",
        basis="{due_basis}", detail="{owner_id}",
    )
)  # fmt: skip
