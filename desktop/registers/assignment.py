"""R01b – Phân công: who leads and who follows dân vận and democracy at the grassroots, from when to when.

Target CT2 asks for a leader and an officer, target CT4 for their training. Of an official only name and position are
known here (dossier T03); a paper that assigns him may still be without number.
"""

from desktop.registers.model import Badge, Register, Row, Until, choice, date, in_order, ref

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
    listed=("official_id", "role", "scope", "valid_from", "valid_to"),
    filters=("official_id", "role", "scope"),
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
