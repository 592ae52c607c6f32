"""R17b – Rà soát văn bản theo Luật Thực hiện dân chủ ở cơ sở: what was found of each document, and what was done; form DV-13.

Kế hoạch năm 2024, III.3. What another level has to change is recommended, and done when that level has done it.
"""

from desktop.registers.model import STAFF, Badge, Owed, Register, Row, Until, choice, date, in_order, text

DOCUMENTS = {
    "nghi_quyet": "Nghị quyết",
    "quyet_dinh": "Quyết định",
    "quy_che": "Quy chế",
    "quy_dinh": "Quy định",
    "noi_quy": "Nội quy",
    "ke_hoach": "Kế hoạch",
    "huong_dan": "Hướng dẫn",
    "khac": "Khác",
}
RESULTS = {
    "giu_nguyen": "Giữ nguyên",
    "sua_doi": "Sửa đổi",
    "bo_sung": "Bổ sung",
    "thay_the": "Thay thế",
    "bai_bo": "Bãi bỏ",
    "ban_hanh_moi": "Ban hành mới",
}
COMPETENCES = {"xa": "Tự xử lý", "kien_nghi": "Kiến nghị cấp trên"}
DOCUMENT, FOUND, DONE = "Văn bản được rà soát", "Kết quả rà soát", "Thực hiện"


def _asks_for_work(review: Row) -> bool:
    return review.get("result") not in (None, "giu_nguyen")


def _makes_a_document(review: Row) -> bool:
    return _asks_for_work(review) and review.get("result") != "bai_bo"


def _has_made_one(review: Row) -> bool:
    return bool(review.get("done_on")) and review.get("competence") == "xa"


REGISTER = Register(
    code="doc_review",
    number="R17b",
    title="Rà soát văn bản",
    label="{doc_no} {title}",
    dated_by=("reviewed_on",),
    listed=("doc_no", "title", "result", "competence"),
    filters=("doc_kind", "result", "competence"),
    enters=frozenset({"DV", "TP"}),
    sees=STAFF,
    icon="file-search",
    noun="văn bản rà soát",
    standing_title="Xử lý",
    fields=(
        text("title", "Trích yếu", sensitivity=0, required=True, max_length=500, width="full", section=DOCUMENT),
        text("doc_no", "Số, ký hiệu", sensitivity=0, required=True, max_length=60, width="third", section=DOCUMENT),
        date("doc_date", "Ngày văn bản", required=True, width="third", section=DOCUMENT),
        choice("doc_kind", "Loại văn bản", DOCUMENTS, required=True, width="third", section=DOCUMENT),
        date("reviewed_on", "Ngày rà soát", required=True, section=FOUND),
        choice("competence", "Thẩm quyền", COMPETENCES, required=True, default="xa", section=FOUND),
        choice("result", "Kết quả", RESULTS, required=True, width="full", section=FOUND),
        date("done_on", "Ngày hoàn thành", copied=False, asked_when=_asks_for_work, closed_hint="khi không giữ nguyên", section=DONE),
        text(
            "new_doc", "Văn bản mới", sensitivity=0, copied=False, hint="số, ký hiệu", required_when=_has_made_one,
            asked_when=_makes_a_document, closed_hint="khi có văn bản mới", section=DONE,
        ),
    ),
)  # fmt: skip


@REGISTER.stands
def a_review_stands_by_what_was_done(review: Row, _: str) -> Badge | Until:
    if not _asks_for_work(review):
        return Badge("plain", "Giữ nguyên")
    return Badge("ok", "Đã xong") if review["done_on"] else Badge("outline", "Chưa xong")


@REGISTER.rule("Ngày rà soát không được trước ngày của văn bản.", on="reviewed_on", blocking=False)
def a_document_is_reviewed_after_it_is_made(review: Row) -> bool:
    return in_order(review["doc_date"], review["reviewed_on"])


@REGISTER.rule("Ngày hoàn thành không được trước ngày rà soát.", on="done_on", blocking=False)
def a_review_is_carried_out_after_it_is_made(review: Row) -> bool:
    return in_order(review["reviewed_on"], review["done_on"])


REGISTER.owes(
    Owed(
        kind="doc_review", says="Xử lý văn bản đã rà soát: {title}", until=("done_on",), still=lambda review, _: _asks_for_work(review),
        basis="Rà soát ngày {reviewed_on}: {result}",
    )
)  # fmt: skip
