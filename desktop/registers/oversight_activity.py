"""R16b – Hoạt động của Ban TTND, Ban GSĐTCCĐ: what a board looked at, what it found and what became of it (I28, form DV-10)."""

from desktop.registers.model import Context, Register, Row, Total, at_most, choice, count, date, decimal, in_order, ref

KINDS = {"giam_sat": "Giám sát", "xac_minh": "Xác minh", "hop": "Họp", "bao_cao": "Báo cáo định kỳ"}
SUBJECTS = {
    "cong_trinh": "Công trình, dự án",
    "quy_dong_gop": "Quỹ, khoản đóng góp",
    "chinh_sach_an_sinh": "Chính sách an sinh xã hội",
    "ngan_sach": "Ngân sách",
    "dat_dai": "Đất đai",
    "giai_quyet_kntc": "Giải quyết khiếu nại, tố cáo",
    "khac": "Khác",
}
ACTIVITY, RESULT = "Hoạt động", "Kết quả"

REGISTER = Register(
    code="oversight_activity",
    number="R16b",
    title="Hoạt động giám sát",
    communal=True,
    label="{kind} {event_date}, {subject}",
    dated_by=("event_date",),
    listed=("board_id", "kind", "subject", "recs_n"),
    filters=("kind", "subject", "board_id"),
    icon="binoculars",
    noun="hoạt động giám sát",
    totals=(Total("count", "hoạt động"), Total("sum", "kiến nghị", "recs_n"), Total("sum", "tiếp thu", "recs_accepted_n")),
    fields=(
        ref("board_id", "Ban", to="board", required=True, section=ACTIVITY),
        date("event_date", "Ngày", required=True, section=ACTIVITY),
        choice("kind", "Loại", KINDS, required=True, width="full", section=ACTIVITY),
        choice("subject", "Nội dung", SUBJECTS, required=True, width="full", section=ACTIVITY),
        count("findings_n", "Số phát hiện", required=True, section=RESULT),
        count("recs_n", "Số kiến nghị", required=True, section=RESULT),
        count("recs_accepted_n", "Được tiếp thu", required=True, section=RESULT),
        count("recs_answered_n", "Đã trả lời", required=True, section=RESULT),
        count("recovered_money", "Kiến nghị thu hồi tiền", unit_label="đồng", section=RESULT),
        decimal("recovered_land", "Kiến nghị thu hồi đất", unit_label="m²", section=RESULT),
    ),
)


@REGISTER.rule("Số kiến nghị được tiếp thu không nhiều hơn số kiến nghị.", on="recs_accepted_n")
def what_was_accepted_was_recommended(activity: Row) -> bool:
    return at_most(activity["recs_accepted_n"], activity["recs_n"])


@REGISTER.rule("Số kiến nghị đã trả lời không nhiều hơn số kiến nghị.", on="recs_answered_n")
def what_was_answered_was_recommended(activity: Row) -> bool:
    return at_most(activity["recs_answered_n"], activity["recs_n"])


# A quarterly report or a visit may fall outside the days of a board's paper: shown, not refused.
@REGISTER.rule_in_context("Ngày hoạt động ngoài thời gian hoạt động của ban.", on="event_date", blocking=False)
def a_board_works_in_its_term(activity: Row, context: Context) -> bool:
    board = context.parent("board_id")
    return board is None or in_order(board.get("term_from"), activity["event_date"], board.get("term_to"))
