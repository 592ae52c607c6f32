"""R09b – Ý kiến tại cuộc đối thoại, by topic and never by person: who said it is not kept."""

from desktop.registers.model import Register, Row, choice, count, longtext, ref

TOPICS = {
    "dat_dai": "Đất đai",
    "giao_thong": "Giao thông, thủy lợi",
    "dien_nuoc": "Điện, nước sinh hoạt",
    "vien_thong": "Sóng điện thoại, Internet",
    "giam_ngheo": "Giảm nghèo, chính sách dân tộc",
    "nong_lam": "Sản xuất, rừng, vật nuôi",
    "y_te": "Y tế, BHYT",
    "giao_duc": "Giáo dục",
    "moi_truong": "Môi trường",
    "an_ninh": "An ninh trật tự, biên giới",
    "tthc": "Thủ tục hành chính",
    "can_bo": "Cán bộ, công chức",
    "ctmtqg": "Chương trình MTQG, NTM",
    "khac": "Khác",
}
LEVELS = {"xa": "Xã", "huyen": "Huyện (đến 30/06/2025)", "tinh": "Tỉnh", "tw": "Trung ương"}
ANSWERS = {
    "tai_cho": "Trả lời tại chỗ",
    "ghi_nhan": "Ghi nhận, có cam kết",
    "chuyen": "Chuyển cấp trên",
    "giai_trinh": "Giải trình",
}


def _is_promised(opinion: Row) -> bool:
    return opinion.get("answered") == "ghi_nhan"


REGISTER = Register(
    code="dialogue_opinion",
    number="R09b",
    title="Ý kiến tại đối thoại",
    label="{topic}",
    dated_by=("dialogue_id.",),
    parent="dialogue_id",
    listed=("topic", "content", "times_raised", "answered"),
    filters=("topic", "competence", "answered"),
    enters=frozenset({"DV", "LD"}),
    sees=frozenset({"QT", "DV", "TCD", "TP", "LD", "NL", "TH"}),
    icon="message-circle",
    noun="ý kiến",
    fields=(
        ref("dialogue_id", "Cuộc đối thoại", to="dialogue", required=True, sensitivity=1, width="full"),
        choice("topic", "Lĩnh vực", TOPICS, required=True, sensitivity=1),
        count("times_raised", "Số lượt ý kiến", required=True, sensitivity=1, minimum=1, default=1),
        longtext("content", "Nội dung", required=True, sensitivity=1, max_length=500, hint="không ghi tên người"),
        choice("competence", "Thẩm quyền", LEVELS, required=True, sensitivity=1, default="xa", width="full"),
        choice("answered", "Trả lời", ANSWERS, required=True, sensitivity=1, width="full"),
        ref(
            "commitment_id", "Cam kết", to="commitment", required=True, sensitivity=1, width="full", asked_when=_is_promised,
            closed_hint="khi ghi nhận, có cam kết",
        ),
    ),
)  # fmt: skip
