"""R15c – Hội nghị định kỳ của cộng đồng dân cư: once a year in every village (I26, form DV-09).

Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15, điều 33; Nghị định 59/2023/NĐ-CP, điều 10–11: called five days before.
"""

from desktop.registers.model import Context, Register, Row, Total, at_most, choices, count, date, days_between, in_order, ref, year

REPORTS = {
    "truong_thon": "Của Trưởng thôn, bản",
    "ban_ctmt": "Của Ban công tác Mặt trận",
    "ttnd": "Của Ban Thanh tra nhân dân",
}

REGISTER = Register(
    code="village_conference",
    number="R15c",
    title="Hội nghị cộng đồng dân cư",
    communal=True,
    label="{village_id} {year}",
    dated_by=("held_on",),
    natural_key=("village_id", "year"),
    listed=("village_id", "year", "hh_present", "opinions_n"),
    filters=("village_id", "year", "reports"),
    enters=frozenset({"DV", "TP", "NL"}),
    icon="messages-square",
    noun="hội nghị",
    totals=(Total("count", "hội nghị"), Total("sum", "hộ có mặt", "hh_present"), Total("sum", "ý kiến", "opinions_n")),
    fields=(
        ref("village_id", "Thôn, bản", to="village", required=True),
        year("year", "Năm", required=True),
        date("notice_on", "Ngày thông báo triệu tập"),
        date("held_on", "Ngày tổ chức", required=True),
        count("hh_total", "Tổng số hộ", required=True, minimum=1, unit_label="hộ", width="third"),
        count("hh_present", "Hộ có mặt", required=True, unit_label="hộ", width="third"),
        count("opinions_n", "Ý kiến, kiến nghị", required=True, unit_label="ý kiến", width="third"),
        choices("reports", "Báo cáo đã trình bày", REPORTS, width="full"),
        date("report_sent_on", "Gửi báo cáo UBND, MTTQ", copied=False),
    ),
)


@REGISTER.rule("Số hộ có mặt không nhiều hơn tổng số hộ.", on="hh_present")
def who_came_is_among_the_households(conference: Row) -> bool:
    present, households = conference["hh_present"], conference["hh_total"]
    return at_most(present, households)


@REGISTER.rule_in_context("Thông báo chậm: chưa đủ số ngày quy định trước ngày tổ chức.", on="notice_on", blocking=False)
def a_conference_is_called_in_time(conference: Row, context: Context) -> bool:
    ahead = days_between(conference["notice_on"], conference["held_on"])
    least = context.rule_value("conference_notice_before", conference["held_on"])
    return ahead is None or least is None or not least.isdecimal() or ahead >= int(least)


@REGISTER.rule("Ngày gửi báo cáo không được trước ngày tổ chức.", on="report_sent_on", blocking=False)
def a_report_follows_the_conference(conference: Row) -> bool:
    return in_order(conference["held_on"], conference["report_sent_on"])


@REGISTER.rule("Năm khác với năm của ngày tổ chức; xem lại.", on="year", blocking=False)
def a_conference_belongs_to_the_year_in_which_it_was_held(conference: Row) -> bool:
    return not conference["held_on"] or conference["year"] is None or str(conference["held_on"])[:4] == str(conference["year"])
