"""R19c – Sơ kết, tổng kết of a directive, a plan or the movement "Dân vận khéo": when, in which form, over which time (DV-13)."""

from desktop.registers.model import STAFF, Register, Row, Total, choice, count, date, ref, text


def _is_a_meeting(review: Row) -> bool:
    return review.get("form") in (None, "hoi_nghi")


REGISTER = Register(
    code="review_event",
    number="R19c",
    title="Sơ kết, tổng kết",
    label="{kind} {held_on}: {subject_doc}",
    dated_by=("held_on",),
    listed=("kind", "subject_doc", "form", "participants"),
    filters=("kind", "form", "subject_doc"),
    enters=frozenset({"DV", "LD"}),
    sees=STAFF,
    icon="presentation",
    noun="lần sơ kết, tổng kết",
    totals=(Total("count", "lần"), Total("sum", "người dự", "participants")),
    fields=(
        choice("kind", "Loại", {"so_ket": "Sơ kết", "tong_ket": "Tổng kết"}, required=True),
        date("held_on", "Ngày tổ chức", required=True),
        ref("subject_doc", "Văn bản, phong trào", to=("doc_catalog", "program"), required=True, width="full"),
        text("period_covered", "Thời gian được đánh giá", sensitivity=0, max_length=100, hint="ví dụ 2021–2025", width="full"),
        choice("form", "Hình thức", {"hoi_nghi": "Hội nghị", "bao_cao": "Báo cáo"}),
        text("report_no", "Báo cáo số", sensitivity=0, max_length=60),
        count("participants", "Số người dự", unit_label="người", asked_when=_is_a_meeting, closed_hint="khi hội nghị"),
    ),
)
