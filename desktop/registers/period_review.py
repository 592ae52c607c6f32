"""Duyệt kỳ: what an upper unit decided on a subordinate's period. It goes down as a copy in the receipt, not as a row."""

from desktop.registers.model import Register, structure, text

REGISTER = Register(
    code="period_review",
    number="",
    title="Duyệt kỳ",
    label="{for_unit} {period}",
    natural_key=("for_unit", "period"),
    upward="none",
    listed=("for_unit", "period"),
    enters=frozenset({"LD", "TH"}),
    system=True,
    numbered=False,
    note=False,
    icon="undo-2",
    noun="quyết định duyệt",
    fields=(
        text("for_unit", "Đơn vị", sensitivity=0, required=True, max_length=40),
        text("period", "Kỳ báo cáo", sensitivity=0, required=True, max_length=40),
        structure("decision", "Quyết định"),
    ),
)
