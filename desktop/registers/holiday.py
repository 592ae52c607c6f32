"""T10 – Ngày nghỉ and weekend days worked for them, one row a day; an office corrects what came with the program.

Bộ luật Lao động 45/2019/QH14, điều 112; the moved days follow each year's decision.
"""

from desktop.registers.model import Register, choice, date, text

REGISTER = Register(
    code="holiday",
    number="T10",
    title="Ngày nghỉ lễ, làm bù",
    label="{date} {name}",
    natural_key=("date",),
    shared=True,
    lies_over=True,
    listed=("date", "name", "kind"),
    filters=("kind",),
    enters=frozenset({"DV", "QT", "LD", "TH"}),
    numbered=False,
    icon="sun",
    noun="ngày nghỉ",
    fields=(
        date("date", "Ngày", required=True),
        choice("kind", "Loại", {"nghi": "Nghỉ", "lam_bu": "Làm bù"}, required=True, default="nghi"),
        text("name", "Tên ngày nghỉ", sensitivity=0, required=True, width="full"),
    ),
)
