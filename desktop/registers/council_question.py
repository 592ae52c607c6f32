"""R11a – Chất vấn của đại biểu HĐND: what a delegate asked the head of an office, and whether he promised something.

The delegate's name is not kept. A promise has its place in the shared book of commitments (indicator I21, form DV-08).
"""

from desktop.registers.codes import TOPICS
from desktop.registers.model import Badge, Context, Owed, Register, Row, choice, date, flag, in_order, longtext, ref, text

COUNCILS = {"xa": "Xã", "huyen": "Huyện (đến 30/06/2025)", "tinh": "Tỉnh"}
ANSWERS = {"tai_ky_hop": "Tại kỳ họp", "van_ban": "Bằng văn bản", "chua": "Chưa trả lời"}
QUESTION, ANSWER = "Chất vấn", "Trả lời"


def _is_answered(question: Row) -> bool:
    return question.get("answer_form") in ("tai_ky_hop", "van_ban")


def _has_a_promise(question: Row) -> bool:
    return question.get("has_promise") is True


REGISTER = Register(
    code="council_question",
    number="R11a",
    title="Chất vấn",
    label="{session_name} {held_on}, {topic}",
    dated_by=("held_on",),
    listed=("session_name", "addressee_title", "topic", "answer_form"),
    filters=("council_level", "topic", "answer_form", "has_promise"),
    icon="landmark",
    noun="chất vấn",
    fields=(
        choice("council_level", "HĐND cấp", COUNCILS, required=True, default="xa", width="full", section=QUESTION),
        text("session_name", "Kỳ họp", sensitivity=0, required=True, hint="ví dụ Kỳ họp thứ 10", section=QUESTION),
        date("held_on", "Ngày chất vấn", required=True, section=QUESTION),
        text("addressee_title", "Người trả lời", sensitivity=0, required=True, max_length=100, hint="ghi chức danh", section=QUESTION),
        choice("topic", "Lĩnh vực", TOPICS, required=True, section=QUESTION),
        longtext(
            "content", "Nội dung chất vấn", sensitivity=1, required=True, max_length=500, hint="không ghi tên đại biểu", section=QUESTION
        ),
        choice("answer_form", "Hình thức trả lời", ANSWERS, required=True, width="full", section=ANSWER),
        date(
            "answered_on", "Ngày trả lời", required=True, copied=False, asked_when=_is_answered, closed_hint="khi đã trả lời",
            section=ANSWER,
        ),
        flag("has_promise", "Có lời hứa", sensitivity=1, required=True, section=ANSWER),
        ref(
            "commitment_id", "Lời hứa trong sổ cam kết", to="commitment", sensitivity=1, width="full", asked_when=_has_a_promise,
            closed_hint="khi có lời hứa", section=ANSWER,
        ),
    ),
)  # fmt: skip


@REGISTER.stands
def a_question_stands_by_its_answer(question: Row, _: str) -> Badge:
    return Badge("ok", "Đã trả lời") if _is_answered(question) else Badge("warn", "Chưa trả lời")


@REGISTER.rule("Ngày trả lời không được trước ngày chất vấn.", on="answered_on", blocking=False)
def an_answer_follows_the_question(question: Row) -> bool:
    return in_order(question["held_on"], question["answered_on"])


# Question and promise name each other, so one of them has to be written first: shown, not refused.
@REGISTER.rule("Có lời hứa thì ghi vào sổ cam kết và nối ở đây.", on="commitment_id", blocking=False)
def a_promise_stands_in_the_book_of_promises(question: Row) -> bool:
    return not _has_a_promise(question) or bool(question["commitment_id"])


REGISTER.owes(
    Owed(
        kind="council_question", says="Trả lời chất vấn: {content}", until=("answered_on",), only={"answer_form": ("chua",)},
        basis="Chất vấn ngày {held_on}, {session_name}",
    )
)  # fmt: skip


@REGISTER.rule_in_context("Cam kết đã nối không phải là lời hứa sau chất vấn.", on="commitment_id", blocking=False)
def a_promise_to_the_council_has_that_source(question: Row, context: Context) -> bool:
    promise = context.parent("commitment_id")
    return promise is None or promise.get("source_kind") == "chat_van"
