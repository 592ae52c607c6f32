"""R17a – Cuộc họp của Ban Chỉ đạo Quy chế dân chủ: when, of what kind, and the notice of its conclusion; form DV-13.

Numbered R17e here, for two tables of one book each need a number of their own.
"""

from desktop.registers.model import STAFF, Register, choice, date, text

KINDS = {"dinh_ky": "Định kỳ", "dot_xuat": "Đột xuất", "so_ket": "Sơ kết", "tong_ket": "Tổng kết"}

REGISTER = Register(
    code="committee_meeting",
    number="R17e",
    title="Họp Ban Chỉ đạo",
    label="{kind} {held_on}",
    dated_by=("held_on",),
    listed=("kind", "conclusion_no"),
    filters=("kind",),
    enters=frozenset({"DV", "TP"}),
    sees=STAFF,
    icon="presentation",
    noun="cuộc họp",
    fields=(
        choice("kind", "Loại cuộc họp", KINDS, required=True, default="dinh_ky", width="full"),
        date("held_on", "Ngày họp", required=True),
        text("conclusion_no", "Thông báo kết luận số", sensitivity=0, required=True, max_length=60),
    ),
)
