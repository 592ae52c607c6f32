"""R09a – Hội nghị, cuộc đối thoại of the head of government with the people: target CT5b, form DV-05.

Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15, điều 32; Luật Tổ chức chính quyền địa phương; Quy chế 06-QC/TU.
"""

from desktop.registers.model import (
    LAST,
    Context,
    Owed,
    Register,
    Row,
    at_most,
    choice,
    count,
    counted_by,
    date,
    days_between,
    flag,
    in_order,
    ref,
    refs,
    text,
    within,
)

KINDS = {
    "hang_nam": "Hội nghị trao đổi, đối thoại hằng năm",
    "dinh_ky_qc06": "Đối thoại định kỳ theo Quy chế 06-QC/TU",
    "dot_xuat": "Đối thoại đột xuất",
    "chuyen_de": "Đối thoại chuyên đề",
    "doanh_nghiep": "Với doanh nghiệp, hợp tác xã",
    "cbccvc": "Với cán bộ, công chức, viên chức",
}
TRIGGERS = {
    "cu_tri_10pt": "Từ 10% cử tri yêu cầu",
    "buc_xuc": "Vấn đề bức xúc",
    "cap_tren": "Cấp trên yêu cầu",
}
EVENT, PEOPLE, RESULT = "Cuộc đối thoại", "Thành phần", "Kết luận"


def _is_urgent(dialogue: Row) -> bool:
    return dialogue.get("kind") == "dot_xuat"


REGISTER = Register(
    code="dialogue",
    number="R09a",
    title="Đối thoại",
    label="{kind} {held_on}",
    dated_by=("held_on",),
    listed=("kind", "place", "head_present", "participants"),
    filters=("kind", "head_present", "with_front", "villages"),
    enters=frozenset({"DV", "LD"}),
    icon="message-circle",
    noun="cuộc đối thoại",
    fields=(
        choice("kind", "Loại", KINDS, required=True, width="full", section=EVENT),
        choice(
            "trigger", "Lý do đột xuất", TRIGGERS, required=True, asked_when=_is_urgent, closed_hint="khi đột xuất", width="full",
            section=EVENT,
        ),
        ref("plan_doc", "Kế hoạch số", to="plan_doc", width="full", section=EVENT),
        date("announced_on", "Ngày thông báo", required=True, hint="trước ít nhất 7 ngày", section=EVENT),
        date("held_on", "Ngày tổ chức", required=True, section=EVENT),
        ref("place", "Địa điểm", to="place", required=True, default=LAST, section=EVENT),
        refs("villages", "Thôn, bản tham dự", to="village", required=True, section=EVENT),
        ref("chair_id", "Người chủ trì", to="official", required=True, default=LAST, section=PEOPLE),
        flag("head_present", "Người đứng đầu trực tiếp", required=True, section=PEOPLE),
        flag("with_front", "Phối hợp với UBMTTQ", required=True, section=PEOPLE),
        flag("interpreter", "Phiên dịch tiếng dân tộc", section=PEOPLE),
        count("participants", "Số người dự", required=True, unit_label="người", section=PEOPLE),
        count("women", "Trong đó nữ", unit_label="người", section=PEOPLE),
        text("result_notice_no", "Thông báo kết luận số", sensitivity=0, max_length=60, section=RESULT),
        date("result_published_on", "Ngày công khai", hint="trong 10 ngày", section=RESULT),
    ),
)  # fmt: skip


@REGISTER.rule("Số nữ không nhiều hơn số người dự.", on="women")
def women_are_among_the_participants(dialogue: Row) -> bool:
    women, everybody = dialogue["women"], dialogue["participants"]
    return at_most(women, everybody)


@REGISTER.rule_in_context("Thông báo chậm: phải trước ngày tổ chức ít nhất 7 ngày.", on="announced_on", blocking=False)
def a_dialogue_is_announced_in_time(dialogue: Row, context: Context) -> bool:
    ahead = days_between(dialogue["announced_on"], dialogue["held_on"])
    least = context.rule_value("dialogue_announce_before", dialogue["held_on"])
    return ahead is None or least is None or not least.isdecimal() or ahead >= int(least)


@REGISTER.rule_in_context("Công khai kết quả chậm: quá 10 ngày sau ngày tổ chức.", on="result_published_on", blocking=False)
def a_result_is_published_in_time(dialogue: Row, context: Context) -> bool:
    return in_order(dialogue["result_published_on"], context.due("dialogue_publish_within", dialogue["held_on"]))


@REGISTER.rule("Hội nghị đối thoại hằng năm phải phối hợp với UBMTTQ (Luật THDCCS, Điều 32).", on="with_front", blocking=False)
def the_yearly_dialogue_is_held_with_the_front(dialogue: Row) -> bool:
    return dialogue["kind"] != "hang_nam" or dialogue["with_front"] is not False


@REGISTER.rule("Ngày công khai kết quả không được trước ngày tổ chức.", on="result_published_on", blocking=False)
def a_result_follows_the_dialogue(dialogue: Row) -> bool:
    return in_order(dialogue["held_on"], dialogue["result_published_on"])


REGISTER.owes(
    Owed(
        kind="dialogue", says="Công khai kết quả đối thoại ngày {held_on}", on=within("dialogue_publish_within", "held_on"),
        until=("result_published_on",),
        still=lambda dialogue, today: bool(dialogue["held_on"]) and str(dialogue["held_on"]) <= today,
        basis=counted_by("dialogue_publish_within", "held_on"),
    )
)  # fmt: skip
