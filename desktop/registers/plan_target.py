"""R01d – Chỉ tiêu của kế hoạch: what part of whom a plan wants to reach, in its own words (Kế hoạch năm 2024, phần II).

The five come with the plan of 2024 and are counted by the targets CT1 to CT5; an upper unit sends those of its own plan down.
"""

from desktop.registers.model import Register, Row, at_most, choice, count, longtext, ref

TARGETS = {
    "CT1": "CT1. Quán triệt, thực hiện Luật THDCCS",
    "CT2": "CT2. Kế hoạch, phân công",
    "CT3": "CT3. Dân vận khéo",
    "CT4": "CT4. Tập huấn",
    "CT5": "CT5. Tiếp công dân, đối thoại",
}

REGISTER = Register(
    code="plan_target",
    number="R01d",
    title="Chỉ tiêu của kế hoạch",
    label="{code}",
    natural_key=("plan_id", "code"),
    parent="plan_id",
    shared=True,
    listed=("code", "content", "percent", "plan_id"),
    filters=("code", "plan_id"),
    numbered=False,
    icon="target",
    noun="chỉ tiêu",
    fields=(
        ref("plan_id", "Thuộc kế hoạch", to="plan_doc", required=True, width="full"),
        choice("code", "Chỉ tiêu", TARGETS, required=True, width="full"),
        longtext("content", "Nội dung", sensitivity=0, required=True, max_length=500),
        count("percent", "Mức phải đạt", required=True, default=100, unit_label="%"),
        choice("counted", "Tính theo", {"to_chuc": "Cơ quan, đơn vị", "nguoi": "Người"}, required=True, default="to_chuc"),
    ),
)


@REGISTER.rule("Mức phải đạt không quá 100%.", on="percent")
def a_target_is_at_most_everybody(target: Row) -> bool:
    return at_most(target["percent"], 100)
