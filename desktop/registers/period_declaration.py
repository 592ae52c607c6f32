"""R19b – Khai "có / không phát sinh" of one register in one period. No declaration and no record: chưa nhập.

A period is named by its code, so that a declaration and the upper unit's dates for the period never depend on each other.
"""

from desktop.registers.model import REGISTERS, TODAY, Register, Row, choice, count, date, ref, text


def _asks_hot_spots(declaration: Row) -> bool:
    return declaration.get("register") == "petition"


REGISTER = Register(
    code="period_declaration",
    number="R19b",
    title="Khai phát sinh theo kỳ",
    label="{register} {period}",
    natural_key=("register", "period"),
    listed=("period", "register", "state", "declared_by", "declared_on"),
    filters=("period", "register", "state"),
    enters=frozenset({"DV", "LD"}),
    numbered=False,
    icon="circle-minus",
    noun="bản khai",
    fields=(
        choice("register", "Sổ", REGISTERS, required=True),
        text("period", "Kỳ báo cáo", sensitivity=0, required=True, max_length=40, hint="ví dụ 2024-Q1"),
        choice(
            "state",
            "Khai báo",
            {"co": "Có phát sinh", "khong": "Không phát sinh", "khong_ap_dung": "Không áp dụng"},
            required=True,
            width="full",
        ),
        count(
            "hot_spots_n",
            "Số điểm nóng",
            sensitivity=1,
            asked_when=_asks_hot_spots,
            closed_hint="chỉ sổ đơn thư",
        ),
        ref("declared_by", "Người khai", to="official", sensitivity=1),
        date("declared_on", "Ngày khai", required=True, default=TODAY, sensitivity=1),
    ),
)
