"""T13 – Biểu mẫu đã đối chiếu: which circular's forms somebody has held against the official paper; until then they say so.

Columns, their order and their notes came from programs in use, not from the circulars themselves.
"""

from desktop.registers.model import TODAY, Register, choice, date, text

FORM_SETS = {"TT02_2021": "Thông tư 02/2021/TT-TTCP", "TT01_2024": "Thông tư 01/2024/TT-TTCP"}

REGISTER = Register(
    code="form_check",
    number="T13",
    title="Bộ biểu Thanh tra đã đối chiếu",
    label="{form_set}",
    natural_key=("form_set",),
    shared=True,
    lies_over=True,
    listed=("form_set", "checked_on", "source"),
    enters=frozenset({"DV", "LD", "TH"}),
    numbered=False,
    icon="check",
    noun="bộ biểu",
    notice=(
        "Chỉ ghi khi đã so từng cột với mẫu chính thức kèm theo Thông tư.",
        "Từ đó biểu in dòng “Theo Thông tư …” thay cho dòng nhắc đối chiếu. Sai thì gạch bỏ.",
    ),
    fields=(
        choice("form_set", "Bộ biểu", FORM_SETS, required=True, width="full"),
        date("checked_on", "Ngày đối chiếu", required=True, default=TODAY),
        text("source", "Bản đã đối chiếu", sensitivity=0, required=True, max_length=200, hint="Công báo số"),
    ),
)
