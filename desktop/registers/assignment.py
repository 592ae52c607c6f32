"""R01b – Phân công: who leads and who follows dân vận and democracy at the grassroots, from when to when.

Target CT2 asks for a leader and an officer, target CT4 for their training. Of an official only name and position are
known here (dossier T03); a paper that assigns him may still be without number. One person in both roles is allowed and flagged.
"""

from desktop.registers.model import STAFF, Badge, Context, Register, Row, Until, choice, date, in_order, ref

ROLES = {
    "lanh_dao": "Lãnh đạo phụ trách",
    "chuyen_vien": "Công chức, viên chức theo dõi, tham mưu",
    "dau_moi_thon": "Đầu mối ở thôn, bản",
}
SCOPES = {"dan_van": "Dân vận", "qcdc": "Quy chế dân chủ", "ca_hai": "Cả hai"}

REGISTER = Register(
    code="assignment",
    number="R01b",
    title="Phân công phụ trách, theo dõi",
    label="{official_id}, {role}",
    follows={"assignment": {"official_id": "official_id"}},
    listed=("official_id", "role", "scope", "valid_from", "valid_to"),
    filters=("official_id", "role", "scope"),
    sees=STAFF,
    icon="user-check",
    noun="phân công",
    fields=(
        ref("official_id", "Người được phân công", to="official", required=True, sensitivity=1, width="full"),
        choice("role", "Vai trò", ROLES, required=True, sensitivity=1, width="full"),
        choice("scope", "Phạm vi", SCOPES, required=True, sensitivity=1, default="ca_hai", width="full"),
        ref("doc_id", "Văn bản phân công", to="plan_doc", sensitivity=1, width="full"),
        date("valid_from", "Từ ngày", required=True, sensitivity=1),
        date("valid_to", "Đến ngày", sensitivity=1, copied=False, hint="trống nếu đang làm"),
    ),
)


@REGISTER.stands
def an_assignment_stands_by_its_days(assignment: Row, today: str) -> Badge | Until:
    if assignment["valid_from"] and str(assignment["valid_from"]) > today:
        return Badge("outline", "Chưa đến ngày")
    over = assignment["valid_to"] and str(assignment["valid_to"]) < today
    return Badge("plain", "Đã thôi") if over else Badge("ok", "Đang phụ trách")


@REGISTER.rule("Ngày thôi phụ trách không được trước ngày bắt đầu.", on="valid_to")
def an_assignment_ends_after_it_begins(assignment: Row) -> bool:
    return in_order(assignment["valid_from"], assignment["valid_to"])


BOTH = frozenset({"lanh_dao", "chuyen_vien"})


def _at_once(one: Row, other: Row) -> bool:
    """Whether two assignments hold on some day together."""
    return in_order(one["valid_from"], other["valid_to"]) and in_order(other["valid_from"], one["valid_to"])


@REGISTER.rule_in_context("Người này vừa là lãnh đạo phụ trách vừa là công chức theo dõi.", on="role", blocking=False)
def a_leader_is_not_his_own_officer(assignment: Row, context: Context) -> bool:
    others = (one for one in context.alike("assignment") if {one["role"], assignment["role"]} == BOTH)
    return not any(_at_once(assignment, one) for one in others)
