"""Chốt kỳ: one period of the unit and all that its closing set, as one value, so that two closings are one conflict."""

from desktop.registers.model import Register, structure, text

REGISTER = Register(
    code="period_close",
    number="",
    title="Chốt kỳ",
    label="{period}",
    natural_key=("period",),
    listed=("period",),
    enters=frozenset({"DV", "LD"}),
    system=True,
    numbered=False,
    note=False,
    icon="lock",
    noun="lần chốt",
    fields=(
        text("period", "Kỳ báo cáo", sensitivity=0, required=True, max_length=40),
        structure("closing", "Nội dung chốt"),
    ),
)
