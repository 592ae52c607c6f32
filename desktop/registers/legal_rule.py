"""T05 – Tham số pháp luật: minimum numbers and terms, each with the days on which it holds."""

from desktop.registers.model import Register, Row, choice, date, days_between, flag, in_order, text
from desktop.registers.share import share_of

UNITS = {
    "ngay": "ngày",
    "ngay_lam_viec": "ngày làm việc",
    "ngay_moi_tuan": "ngày mỗi tuần",
    "ngay_moi_thang": "ngày mỗi tháng",
    "lan_moi_nam": "lần mỗi năm",
    "nguoi": "người",
    "thang": "tháng",
    "thang_ngay": "tháng-ngày trong năm",
    "ngay_trong_thang": "ngày trong tháng",
    "ngay_thang_nam": "ngày, tháng, năm",
    "mo_hinh": "mô hình, điển hình",
    "phan_tong_so_ho": "tổng số hộ",
    "bat_tat": "(1 là có, 0 là không)",
}

REGISTER = Register(
    code="legal_rule",
    number="T05",
    title="Tham số pháp luật",
    label="{source} {valid_from}",
    natural_key=("rule_key", "valid_from"),
    shared=True,
    lies_over=True,
    listed=("source", "value", "unit", "valid_from", "valid_to", "rule_key"),
    filters=("rule_key", "verified"),
    enters=frozenset({"DV", "QT", "LD", "TH"}),
    numbered=False,
    icon="list-checks",
    noun="tham số",
    fields=(
        text("source", "Căn cứ", sensitivity=0, max_length=300, width="full"),
        text("rule_key", "Mã tham số", sensitivity=0, required=True, max_length=60),
        text("value", "Giá trị", sensitivity=0, required=True, max_length=20, width="third"),
        choice("unit", "Đơn vị tính", UNITS, required=True, width="third"),
        date("valid_from", "Áp dụng từ ngày", required=True),
        date("valid_to", "Đến hết ngày", hint="trống nếu còn hiệu lực"),
        flag("verified", "Đã đối chiếu văn bản"),
    ),
)


@REGISTER.rule("Ngày hết áp dụng không được trước ngày bắt đầu.", on="valid_to")
def a_rule_ends_after_it_begins(rule: Row) -> bool:
    return in_order(rule["valid_from"], rule["valid_to"])


@REGISTER.rule("Giá trị ghi số nguyên; tháng-ngày 10-01; ngày tháng năm 2023-01-01; phần tổng số 2/3 hoặc >50%.", on="value")
def a_value_can_be_counted_in_its_unit(rule: Row) -> bool:
    value = str(rule["value"] or "")
    if rule["unit"] == "thang_ngay":
        day = f"2024-{value}"
        return days_between(day, day) is not None
    if rule["unit"] == "ngay_thang_nam":
        return days_between(value, value) is not None
    if rule["unit"] == "phan_tong_so_ho":
        return share_of(value) is not None
    if rule["unit"] == "bat_tat":
        return value in ("0", "1")
    return value.isascii() and value.isdecimal()
