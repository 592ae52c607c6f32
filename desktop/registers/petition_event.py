"""R07 – Diễn biến của đơn: what was done about a letter between its coming and its end; goes with the letter when it moves."""

from dataclasses import replace

from desktop.registers.model import NOTE, TODAY, Context, Register, Row, choice, date, in_order, ref, text

TYPES = {
    "don_doc": "Đôn đốc",
    "gia_han": "Gia hạn",
    "lam_viec": "Làm việc",
    "doi_thoai": "Đối thoại",
    "rut_don": "Rút đơn",
    "khac": "Khác",
}

REGISTER = Register(
    code="petition_event",
    number="R07b",
    title="Diễn biến của đơn",
    label="{type} {date}",
    dated_by=("date",),
    parent="petition_id",
    listed=("petition_id", "type", "doc_no"),
    filters=("type",),
    enters=frozenset({"TCD", "LD"}),
    sees=frozenset({"TCD", "LD", "TH"}),
    note=False,
    icon="history",
    noun="diễn biến",
    fields=(
        ref("petition_id", "Đơn", to="petition", required=True, sensitivity=1, width="full"),
        date("date", "Ngày", required=True, sensitivity=1, default=TODAY, erase_group="case"),
        choice("type", "Việc", TYPES, required=True, sensitivity=1, width="full", erase_group="case"),
        text("doc_no", "Văn bản số", sensitivity=1, max_length=60, erase_group="case"),
        replace(NOTE, section=""),
    ),
)


@REGISTER.rule_in_context("Đơn đã chuyển sang sổ Tố cáo: không ghi ở đây; gạch bỏ thì nội dung được xóa.", on="petition_id")
def nothing_is_added_to_a_letter_that_moved(event: Row, context: Context) -> bool:
    petition = context.parent("petition_id") if event.get("petition_id") else None
    return petition is None or petition.get("kind") != "to_cao"


@REGISTER.rule_in_context("Ngày của diễn biến không được trước ngày nhận đơn.", on="date", blocking=False)
def an_event_follows_the_letter(event: Row, context: Context) -> bool:
    petition = context.parent("petition_id") if event.get("petition_id") else None
    return petition is None or in_order(petition.get("event_date"), event["date"])
