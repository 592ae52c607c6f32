"""R09b – Ý kiến tại cuộc đối thoại, by topic and never by person: who said it is not kept."""

from desktop.registers.codes import LEVELS, TOPICS
from desktop.registers.model import STAFF, Context, Register, Row, choice, count, longtext, ref

ANSWERS = {
    "tai_cho": "Trả lời tại chỗ",
    "ghi_nhan": "Ghi nhận, có cam kết",
    "chuyen": "Chuyển cấp trên",
    "giai_trinh": "Giải trình",
}


def _is_promised(opinion: Row) -> bool:
    return opinion.get("answered") == "ghi_nhan"


REGISTER = Register(
    code="dialogue_opinion",
    number="R09b",
    title="Ý kiến tại đối thoại",
    label="{topic}",
    dated_by=("dialogue_id.",),
    parent="dialogue_id",
    listed=("topic", "content", "times_raised", "answered"),
    filters=("topic", "competence", "answered"),
    enters=frozenset({"DV", "LD"}),
    sees=STAFF,
    icon="message-circle",
    noun="ý kiến",
    fields=(
        ref("dialogue_id", "Cuộc đối thoại", to="dialogue", required=True, sensitivity=1, width="full"),
        choice("topic", "Lĩnh vực", TOPICS, required=True, sensitivity=1),
        count("times_raised", "Số lượt ý kiến", required=True, sensitivity=1, minimum=1, default=1),
        longtext("content", "Nội dung", required=True, sensitivity=1, max_length=500, hint="không ghi tên người"),
        choice("competence", "Thẩm quyền", LEVELS, required=True, sensitivity=1, default="xa", width="full"),
        choice("answered", "Trả lời", ANSWERS, required=True, sensitivity=1, width="full"),
        ref(
            "commitment_id", "Cam kết", to="commitment", required=True, sensitivity=1, width="full", asked_when=_is_promised,
            closed_hint="khi ghi nhận, có cam kết",
        ),
    ),
)  # fmt: skip


@REGISTER.rule_in_context("Cam kết đã chọn không phải của cuộc đối thoại này.", on="commitment_id", blocking=False)
def an_opinion_is_answered_by_a_promise_of_its_dialogue(opinion: Row, context: Context) -> bool:
    promise = context.parent("commitment_id") if opinion.get("commitment_id") else None
    return promise is None or promise.get("source_uid") in (None, opinion["dialogue_id"])
