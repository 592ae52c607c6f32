"""R19b – Khai "có / không phát sinh" of one register in one period. No declaration and no record: chưa nhập.

A period is named by its code, so that a declaration holds whatever dates the upper unit gives the period; its days follow from them.
"""

from desktop.registers.model import REGISTERS, STAFF, TODAY, Register, Row, choice, count, date, period, ref
from desktop.registers.told_period import OPENED, days_of_period, judge_period


def _asks_hot_spots(declaration: Row) -> bool:
    return declaration.get("register") == "petition"


REGISTER = Register(
    code="period_declaration",
    number="R19b",
    title="Khai phát sinh theo kỳ",
    label="{register} {period}",
    natural_key=("register", "period"),
    follows={OPENED: {"period": "code"}},
    listed=("period", "register", "state", "declared_by", "declared_on"),
    filters=("period", "register", "state"),
    enters=frozenset({"DV", "LD"}),
    sees=STAFF,
    numbered=False,
    icon="circle-minus",
    noun="bản khai",
    fields=(
        choice("register", "Sổ", REGISTERS, required=True),
        period("period", "Kỳ báo cáo", required=True),
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
        *days_of_period(),
    ),
)

judge_period(REGISTER, "period")
