"""R17a – Ban Chỉ đạo thực hiện Quy chế dân chủ: each decision that sets it up or renews it; form DV-13.

Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15, điều 35. Of the members only the number is kept, of the head his office.
"""

from desktop.registers.model import STAFF, Register, Row, count, date, flag, text

REGISTER = Register(
    code="steering_committee",
    number="R17a",
    title="Ban Chỉ đạo Quy chế dân chủ",
    label="{decision_no} {decision_date}",
    listed=("decision_no", "decision_date", "head_title", "members_n"),
    filters=("has_rules", "has_year_plan"),
    enters=frozenset({"DV", "TP"}),
    sees=STAFF,
    icon="landmark",
    noun="quyết định",
    fields=(
        text("decision_no", "Quyết định số", sensitivity=0, required=True, max_length=60, hint="thành lập, kiện toàn", width="full"),
        date("decision_date", "Ngày quyết định", required=True),
        count("members_n", "Số thành viên", required=True, minimum=1, unit_label="người"),
        text("head_title", "Trưởng ban", sensitivity=0, required=True, max_length=100, hint="ghi chức danh", width="full"),
        flag("has_rules", "Có quy chế hoạt động", required=True),
        flag("has_year_plan", "Có kế hoạch năm", required=True),
    ),
)


@REGISTER.rule("Ban Chỉ đạo cần có quy chế hoạt động và kế hoạch năm.", on="has_rules", blocking=False)
def a_committee_works_by_rules_and_a_plan(committee: Row) -> bool:
    return committee["has_rules"] is not False and committee["has_year_plan"] is not False
