"""R03b – Cán bộ được phân công đã dự: which official came to which class; with R01b it makes target CT4.

Only officials of the unit (T03); of a certificate is kept that there is one, never its number. The names are read by who
leads and who follows the work (dossier R03); everybody else reads the count.
"""

from desktop.registers.model import Badge, Context, Register, Row, Until, flag, in_order, ref

REGISTER = Register(
    code="training_attendance",
    number="R03b",
    title="Cán bộ dự tập huấn",
    label="{official_id}, {session_id}",
    dated_by=("session_id.",),
    parent="session_id",
    natural_key=("session_id", "official_id"),
    listed=("official_id", "session_id", "present", "certificate"),
    filters=("official_id", "session_id", "present"),
    sees=frozenset({"DV", "LD", "TH"}),
    icon="user-check",
    noun="người dự",
    standing_title="Dự lớp",
    fields=(
        ref("session_id", "Lớp", to="training_session", required=True, sensitivity=1, width="full"),
        ref("official_id", "Cán bộ, công chức", to="official", required=True, sensitivity=1, width="full"),
        flag("present", "Có mặt", required=True, sensitivity=1, default=True),
        flag("certificate", "Có giấy chứng nhận", sensitivity=1),
    ),
)


@REGISTER.stands
def who_was_sent_came_or_did_not(attendance: Row, _: str) -> Badge | Until:
    return Badge("ok", "Có mặt") if attendance["present"] else Badge("plain", "Vắng")


@REGISTER.rule("Vắng mặt thì không có giấy chứng nhận của lớp.", on="certificate", blocking=False)
def a_certificate_is_given_to_those_present(attendance: Row) -> bool:
    return not attendance["certificate"] or attendance["present"] is not False


@REGISTER.rule_in_context("Người này chưa giữ chức vụ khi lớp kết thúc.", on="official_id", blocking=False)
def who_was_trained_was_in_office(attendance: Row, context: Context) -> bool:
    official = context.parent("official_id") if attendance.get("official_id") else None
    session = context.parent("session_id") if attendance.get("session_id") else None
    if official is None or session is None or session.get("external_training"):
        return True
    return in_order(official.get("active_from"), session.get("event_date"))
