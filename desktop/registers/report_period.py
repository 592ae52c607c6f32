"""T06 – Kỳ báo cáo: which days a report covers and when it is due (Nghị định 09/2019/NĐ-CP, điều 12)."""

from desktop.registers.model import Register, Row, choice, count, date, in_order, text, year

KINDS = {
    "month": "Tháng",
    "quarter": "Quý",
    "half": "Sáu tháng",
    "nine": "Chín tháng",
    "year": "Năm",
    "custom": "Kỳ khác",
}

REGISTER = Register(
    code="report_period",
    number="T06",
    title="Kỳ báo cáo",
    label="{code}",
    natural_key=("code",),
    unique_key="code",
    shared=True,
    listed=("code", "label", "from_date", "to_date", "due_date"),
    filters=("kind", "year"),
    enters=frozenset({"DV", "QT", "LD", "TH"}),
    numbered=False,
    icon="calendar-check",
    noun="kỳ báo cáo",
    fields=(
        text("code", "Mã kỳ", sensitivity=0, required=True, max_length=40, width="third"),
        choice("kind", "Loại kỳ", KINDS, required=True, width="third"),
        year("year", "Năm", required=True, minimum=1900, width="third"),
        count("n", "Thứ tự trong năm", minimum=1, width="third"),
        date("from_date", "Từ ngày", required=True, width="third"),
        date("to_date", "Đến ngày", required=True, width="third"),
        date("due_date", "Hạn nộp", width="third"),
        text("label", "Tên kỳ", sensitivity=0),
    ),
)


@REGISTER.rule("Ngày cuối kỳ không được trước ngày đầu kỳ.", on="to_date")
def a_period_ends_after_it_begins(period: Row) -> bool:
    return in_order(period["from_date"], period["to_date"])
