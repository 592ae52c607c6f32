"""R16a – Ban Thanh tra nhân dân, Ban Giám sát đầu tư của cộng đồng: members are counted, the head is a title (I27, form DV-10).

Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15, điều 36–45: five members at least; a board of oversight ends with its project.
"""

from desktop.registers.model import Badge, Context, Register, Row, at_most, choice, count, date, in_order, text

KINDS = {"ttnd": "Ban Thanh tra nhân dân", "gsdtccd": "Ban Giám sát đầu tư của cộng đồng"}
BOARD, PROJECT = "Ban", "Chương trình, dự án"


def _watches_a_project(board: Row) -> bool:
    return board.get("kind") == "gsdtccd"


REGISTER = Register(
    code="board",
    number="R16a",
    title="Ban TTND, Ban GSĐTCCĐ",
    communal=True,
    label="{kind} {project} {term_from}",
    follows={"village": {}},
    terms_from=("term_from",),
    listed=("kind", "project", "term_from", "members_n"),
    filters=("kind",),
    icon="shield",
    noun="ban",
    fields=(
        choice("kind", "Loại", KINDS, required=True, width="full", section=BOARD),
        text("decision_no", "Quyết định công nhận số", sensitivity=0, max_length=60, section=BOARD),
        date("decision_date", "Ngày quyết định", section=BOARD),
        date("term_from", "Hoạt động từ ngày", required=True, section=BOARD),
        date("term_to", "Đến ngày", section=BOARD),
        count("members_n", "Số thành viên", required=True, minimum=1, unit_label="người", section=BOARD),
        count("women_n", "Trong đó nữ", required=True, unit_label="người", section=BOARD),
        text("head_title", "Trưởng ban", sensitivity=0, max_length=100, hint="ghi chức danh", section=BOARD),
        count("budget", "Kinh phí hỗ trợ trong năm", unit_label="đồng", section=BOARD),
        text(
            "project", "Tên chương trình, dự án", sensitivity=0, required=True, width="full", asked_when=_watches_a_project,
            closed_hint="khi giám sát đầu tư", section=PROJECT,
        ),
        text(
            "investor", "Chủ đầu tư", sensitivity=0, suggests="organisation", width="full", asked_when=_watches_a_project,
            closed_hint="khi giám sát đầu tư", section=PROJECT,
        ),
        date(
            "project_from", "Khởi công", width="third", asked_when=_watches_a_project, closed_hint="giám sát đầu tư", section=PROJECT
        ),
        date(
            "project_to", "Hoàn thành", width="third", asked_when=_watches_a_project, closed_hint="giám sát đầu tư", section=PROJECT
        ),
        count(
            "project_value", "Vốn", unit_label="đồng", width="third", asked_when=_watches_a_project, closed_hint="giám sát đầu tư",
            section=PROJECT,
        ),
    ),
)  # fmt: skip


@REGISTER.stands
def a_board_stands_by_its_term(board: Row, today: str) -> Badge:
    if board["term_to"] and str(board["term_to"]) < today:
        return Badge("plain", "Hết nhiệm kỳ")
    return Badge("ok", "Đang hoạt động") if str(board["term_from"]) <= today else Badge("outline", "Chưa đến")


@REGISTER.rule("Số nữ không nhiều hơn số thành viên.", on="women_n")
def women_are_among_the_members(board: Row) -> bool:
    women, members = board["women_n"], board["members_n"]
    return at_most(women, members)


@REGISTER.rule_in_context("Ít thành viên hơn số tối thiểu theo luật.", on="members_n", blocking=False)
def a_board_has_members_enough(board: Row, context: Context) -> bool:
    members, least = board["members_n"], context.rule_value(f"{board['kind']}_members_min", board["term_from"])
    return not isinstance(members, int) or least is None or not least.isdecimal() or members >= int(least)


@REGISTER.rule_in_context("Ban Thanh tra nhân dân có ít thành viên hơn số thôn, bản của xã.", on="members_n", blocking=False)
def every_village_has_a_member_in_the_board(board: Row, context: Context) -> bool:
    # Điều 36: as many members as villages, on the day on which the board begins.
    members, day = board["members_n"], str(board["term_from"])
    if board["kind"] != "ttnd" or not isinstance(members, int):
        return True
    own = (village for village in context.alike("village") if village.get("_unit") == context.owner)
    return members >= sum(in_order(village.get("active_from"), day, village.get("active_to")) for village in own)


@REGISTER.rule("Ngày kết thúc không được trước ngày bắt đầu.", on="term_to")
def a_term_ends_after_it_begins(board: Row) -> bool:
    return in_order(board["term_from"], board["term_to"])


@REGISTER.rule("Ngày hoàn thành không được trước ngày khởi công.", on="project_to")
def a_project_ends_after_it_begins(board: Row) -> bool:
    return in_order(board["project_from"], board["project_to"])


@REGISTER.rule("Quyết định công nhận phải có cả số và ngày.", on="decision_date", blocking=False)
def a_recognition_has_number_and_date(board: Row) -> bool:
    return bool(board["decision_no"]) == bool(board["decision_date"])
