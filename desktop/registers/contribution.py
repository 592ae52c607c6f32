"""R12b – Kết quả huy động: what a village gave for an activity or a model in one period, as totals; no list of households.

Contributions of the people are voluntary or decided by them (Luật Thực hiện dân chủ ở cơ sở, điều 15: item BQ1 of R15a).
"""

from desktop.registers.model import Context, Register, Row, Total, count, decimal, period, ref
from desktop.registers.told_period import LAST_DAY, OPENED, days_of_period, judge_period

AMOUNTS = ("money", "labour_days", "land_m2", "in_kind_value")
SOURCE, GIVEN = "Gắn với", "Kết quả"


REGISTER = Register(
    code="contribution",
    number="R12b",
    title="Kết quả huy động",
    label="{village_id} {period}",
    dated_by=(LAST_DAY,),
    dated_ahead=True,
    follows={OPENED: {"period": "code"}},
    listed=("village_id", "money", "labour_days", "land_m2"),
    filters=("village_id", "period", "activity_id", "program_id", "model_id"),
    enters=frozenset({"DV", "NL"}),
    icon="hand-coins",
    noun="kết quả huy động",
    totals=(Total("sum", "đồng", "money"), Total("sum", "ngày công", "labour_days"), Total("sum", "đồng hiện vật", "in_kind_value")),
    fields=(
        ref("activity_id", "Hoạt động phối hợp", to="coop_activity", width="full", section=SOURCE),
        ref("program_id", "Chương trình, phong trào", to="program", width="full", section=SOURCE),
        ref("model_id", "Mô hình dân vận khéo", to="model", width="full", section=SOURCE),
        ref("decision_id", "Dân bàn, quyết định", to="community_decision", hint="khi dân đóng góp", width="full", section=SOURCE),
        ref("village_id", "Thôn, bản", to="village", required=True, section=SOURCE),
        period("period", "Kỳ báo cáo", required=True, section=SOURCE),
        *days_of_period(SOURCE),
        count("money", "Tiền", unit_label="đồng", width="third", section=GIVEN),
        count("labour_days", "Ngày công", unit_label="công", width="third", section=GIVEN),
        decimal("land_m2", "Đất hiến", unit_label="m²", width="third", section=GIVEN),
        count("in_kind_value", "Hiện vật quy đổi", unit_label="đồng", width="third", section=GIVEN),
        count("households_n", "Số hộ tham gia", unit_label="hộ", width="third", section=GIVEN),
    ),
)


@REGISTER.rule("Ghi kết quả này gắn với một hoạt động phối hợp, một chương trình hoặc một mô hình.", on="activity_id")
def what_was_given_belongs_to_something(given: Row) -> bool:
    return bool(given["activity_id"] or given["program_id"] or given["model_id"])


@REGISTER.rule_in_context("Việc dân bàn phải về đóng góp (BQ1, BQ2) và đã thông qua.", on="decision_id", blocking=False)
def a_contribution_was_decided_by_those_who_give(given: Row, context: Context) -> bool:
    decided = context.parent("decision_id")
    return decided is None or (decided.get("item_code") in ("BQ1", "BQ2") and decided.get("passed") is not False)


@REGISTER.rule("Chưa ghi tiền, ngày công, đất hay hiện vật nào.", on="money", blocking=False)
def what_was_given_is_an_amount(given: Row) -> bool:
    return any(given[name] is not None for name in AMOUNTS)


judge_period(REGISTER, "period")
