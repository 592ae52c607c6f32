"""R10a – Tổ hòa giải ở cơ sở: how many mediators a village has; they are counted, not named.

Luật Hòa giải ở cơ sở 35/2013/QH13, điều 12: three or more, women among them, and in a place of ethnic minorities one of
them – which is a yes or no, never a list of heads.
"""

from desktop.registers.model import Context, Register, Row, at_most, count, date, flag, in_order, ref, text

TEAM, PEOPLE = "Tổ hòa giải", "Hòa giải viên"

REGISTER = Register(
    code="mediation_team",
    number="R10a",
    title="Tổ hòa giải",
    communal=True,
    terms_from=("active_from", "decision_date"),
    label="{team_name}",
    unique_key="team_name",
    alike=("team_name", "village_id"),
    listed=("team_name", "village_id", "members_n", "women_n", "active"),
    filters=("village_id", "active", "has_dtts"),
    enters=frozenset({"TP"}),
    sees=frozenset({"TP", "LD", "TH"}),
    icon="users",
    noun="tổ hòa giải",
    fields=(
        text("team_name", "Tên tổ", sensitivity=0, required=True, max_length=100, section=TEAM),
        ref("village_id", "Thôn, bản", to="village", required=True, section=TEAM),
        text("decision_no", "Quyết định công nhận số", sensitivity=0, max_length=60, section=TEAM),
        date("decision_date", "Ngày quyết định", section=TEAM),
        flag("active", "Đang hoạt động", required=True, default=True, width="third", section=TEAM),
        date("active_from", "Hoạt động từ ngày", width="third", section=TEAM),
        date("active_to", "Đến ngày", width="third", hint="trống nếu còn", section=TEAM),
        count("members_n", "Số hòa giải viên", required=True, unit_label="người", section=PEOPLE),
        count("women_n", "Trong đó nữ", required=True, unit_label="người", section=PEOPLE),
        flag("has_dtts", "Có hòa giải viên DTTS", section=PEOPLE),
        count("trained_n", "Đã bồi dưỡng trong năm", unit_label="người", section=PEOPLE),
    ),
)


def _least(team: Row, context: Context) -> int:
    day = team.get("active_from") or team.get("decision_date") or "2014-01-01"
    value = context.rule_value("hg_to_vien_min", day)
    return int(value) if value and value.isdecimal() else 0


@REGISTER.rule_in_context("Tổ hòa giải chưa đủ số hòa giải viên tối thiểu (Luật Hòa giải ở cơ sở, Điều 12).", on="members_n")
def a_team_has_enough_mediators(team: Row, context: Context) -> bool:
    return not isinstance(team["members_n"], int) or team["members_n"] >= _least(team, context)


@REGISTER.rule("Số nữ không nhiều hơn số hòa giải viên.", on="women_n")
def women_are_among_the_mediators(team: Row) -> bool:
    return at_most(team["women_n"], team["members_n"])


@REGISTER.rule("Số người đã bồi dưỡng không nhiều hơn số hòa giải viên.", on="trained_n")
def the_trained_are_among_the_mediators(team: Row) -> bool:
    return at_most(team["trained_n"], team["members_n"])


@REGISTER.rule("Tổ hòa giải phải có hòa giải viên nữ (Điều 12).", on="women_n", blocking=False)
def a_team_has_a_woman(team: Row) -> bool:
    return team["women_n"] != 0


@REGISTER.rule_in_context("Vùng đồng bào DTTS phải có hòa giải viên là người DTTS (Điều 12).", on="has_dtts", blocking=False)
def a_team_has_somebody_of_its_people(team: Row, context: Context) -> bool:
    village = context.parent("village_id") if team.get("village_id") else None
    tags = village.get("tags") if village else None
    return not isinstance(tags, list) or "dtts" not in tags or team["has_dtts"] is True


@REGISTER.rule("Ngày thôi hoạt động không được trước ngày bắt đầu.", on="active_to", blocking=False)
def a_team_ends_after_it_begins(team: Row) -> bool:
    return in_order(team["active_from"], team["active_to"])
