"""T09 – Đợt kỷ niệm, đợt cao điểm that work of a year is tied to: those of the plan of 2024 come with the program."""

from desktop.registers.model import Register, text, year

REGISTER = Register(
    code="campaign",
    number="T09",
    title="Đợt kỷ niệm",
    label="{name}",
    natural_key=("name", "year"),
    unique_key="name",
    shared=True,
    lies_over=True,
    listed=("name", "year"),
    filters=("year",),
    enters=frozenset({"DV", "QT", "LD", "TH"}),
    numbered=False,
    icon="target",
    noun="đợt",
    fields=(
        text("name", "Tên đợt", sensitivity=0, required=True, width="full"),
        year("year", "Năm", required=True),
    ),
)
