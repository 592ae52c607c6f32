"""R10c – Số tổng hòa giải theo tháng: what a team counts in its paper book, by scope, where cases are not typed one by one.

A case counts in the month in which it came. A team's month is kept as totals or by cases (R10b), never by both.
"""

from desktop.registers.model import Context, Register, Row, choice, count, date, days_between, ref, text

SCOPES = {
    "mau_thuan": "Mâu thuẫn",
    "dan_su": "Tranh chấp dân sự",
    "hn_gd": "Hôn nhân, gia đình",
    "vi_pham": "Vi phạm pháp luật",
    "khac": "Khác",
}
LAST_DAYS = ("31", "30", "29", "28")
WHAT, CASES = "Tổ, tháng, phạm vi", "Số vụ nhận trong tháng"

REGISTER = Register(
    code="mediation_month",
    number="R10c",
    title="Hòa giải theo tháng (số tổng)",
    communal=True,
    label="{team} {month}, {scope}",
    dated_by=("month_end",),
    dated_ahead=True,
    natural_key=("team", "month", "scope"),
    follows={"mediation_case": {"team": "team", "month": "month"}},
    listed=("team", "scope", "received", "thanh"),
    filters=("team", "scope", "month"),
    enters=frozenset({"TP"}),
    sees=frozenset({"TP", "LD", "TH"}),
    icon="grid-3x3",
    noun="số tổng",
    fields=(
        ref("team", "Tổ hòa giải", to="mediation_team", required=True, sensitivity=1, section=WHAT),
        text("month", "Tháng", required=True, sensitivity=1, max_length=7, hint="ví dụ 2024-03", section=WHAT),
        choice("scope", "Phạm vi", SCOPES, required=True, sensitivity=1, width="full", section=WHAT),
        date("month_end", "Ngày cuối tháng", auto=True, sensitivity=1, section=WHAT),
        count("received", "Tiếp nhận", required=True, sensitivity=1, unit_label="vụ", section=CASES),
        count("thanh", "Hòa giải thành", required=True, sensitivity=1, unit_label="vụ", section=CASES),
        count("khong_thanh", "Không thành", required=True, sensitivity=1, unit_label="vụ", section=CASES),
        count("dang", "Đang hòa giải", required=True, sensitivity=1, unit_label="vụ", section=CASES),
    ),
)


@REGISTER.computes("month_end")
def a_month_is_dated_by_its_last_day(total: Row, _: Context) -> object:
    month = total.get("month")
    if not isinstance(month, str) or len(month) != 7:
        return None
    days = (f"{month}-{last}" for last in LAST_DAYS)
    return next((day for day in days if days_between(day, day) is not None), None)


@REGISTER.rule("Tháng ghi năm, gạch nối, hai chữ số tháng, ví dụ 2024-03.", on="month")
def a_month_is_written_by_year_and_number(total: Row) -> bool:
    return total["month"] is None or total["month_end"] is not None


@REGISTER.rule_in_context("Tổ này đã ghi từng vụ của tháng: ghi từng vụ hoặc số tổng, không ghi cả hai.", on="month")
def a_month_of_cases_has_no_totals(total: Row, context: Context) -> bool:
    return not context.alike("mediation_case")


@REGISTER.rule("Số thành, không thành và đang hòa giải cộng lại không nhiều hơn số tiếp nhận.", on="received")
def outcomes_are_among_the_received(total: Row) -> bool:
    outcomes = [total[name] for name in ("thanh", "khong_thanh", "dang")]
    received = total["received"]
    return not isinstance(received, int) or sum(one for one in outcomes if isinstance(one, int)) <= received
