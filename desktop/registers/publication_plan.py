"""R14a – Kế hoạch công khai năm: what will be made public, how, when and for how long (Luật 10/2022/QH15, điều 14 khoản 1)."""

from desktop.registers.codes import PUBLIC_FORMS, PUBLIC_ITEMS
from desktop.registers.model import Context, Register, Row, choice, choices, count, date, longtext, ref

REGISTER = Register(
    code="publication_plan",
    number="R14a",
    title="Kế hoạch công khai",
    communal=True,
    label="{item_code} {planned_on}",
    terms_from=("planned_on",),
    listed=("item_code", "planned_on", "duration_days", "owner_id"),
    filters=("item_code", "forms", "owner_id"),
    enters=frozenset({"DV", "NL"}),
    icon="calendar-clock",
    noun="mục kế hoạch",
    fields=(
        choice("item_code", "Nội dung phải công khai", PUBLIC_ITEMS, required=True, width="full"),
        longtext("detail", "Nội dung cụ thể", sensitivity=0, max_length=300),
        choices("forms", "Hình thức", PUBLIC_FORMS, required=True, width="full"),
        date("planned_on", "Thời điểm", required=True, width="third"),
        count("duration_days", "Thời hạn", required=True, unit_label="ngày", hint="0: thường xuyên", width="third"),
        ref("owner_id", "Trách nhiệm", to="official", required=True, width="third"),
    ),
)


@REGISTER.rule_in_context("Thời hạn ngắn hơn quy định niêm yết của nội dung này.", on="duration_days", blocking=False)
def a_planned_posting_is_long_enough(plan: Row, context: Context) -> bool:
    forms, days = plan["forms"], plan["duration_days"]
    least = context.rule_value(f"publication_posted_{str(plan['item_code']).lower()}", plan["planned_on"])
    posted = isinstance(forms, list) and "HT_a" in forms
    if not posted or least is None or not least.isdecimal() or not isinstance(days, int) or days == 0:
        return True
    return 0 < int(least) <= days
