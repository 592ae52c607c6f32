"""T03 – Cán bộ, công chức of the office itself: a name in office is internal, not private (dossier §6.0.2)."""

from desktop.registers.model import Register, Row, date, in_order, text

REGISTER = Register(
    code="official",
    number="T03",
    title="Cán bộ, công chức",
    label="{name}",
    unique_key="name",
    alike=("name", "position"),
    listed=("name", "position", "unit_part", "active_from", "active_to"),
    filters=("position", "unit_part"),
    enters=frozenset({"DV", "QT", "TCD", "TP", "LD"}),
    numbered=False,
    icon="user",
    noun="cán bộ",
    fields=(
        text("name", "Họ và tên", required=True, person=True, sensitivity=1, max_length=100),
        text("position", "Chức vụ", required=True, sensitivity=1, max_length=100),
        text("unit_part", "Bộ phận", sensitivity=1, max_length=100),
        date("active_from", "Giữ chức vụ từ ngày", sensitivity=1),
        date("active_to", "Đến ngày", sensitivity=1, hint="để trống nếu đang làm"),
    ),
)


@REGISTER.rule("Ngày thôi giữ chức vụ phải sau ngày bắt đầu.", on="active_to", blocking=False)
def an_office_ends_after_it_begins(official: Row) -> bool:
    return in_order(official["active_from"], official["active_to"])
