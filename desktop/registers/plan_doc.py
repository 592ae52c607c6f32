"""R01a – Văn bản kế hoạch, phân công: plans, programmes and rules that the unit issued; what target CT2 counts.

A document is written down before văn thư numbers it: number and day of issue may come later. What an upper unit issues goes
down to the units below it, which start theirs from it. Kế hoạch năm 2024, II.2, III.2.
"""

from desktop.registers.model import LAST, STAFF, Badge, Owed, Register, Row, Until, choice, date, in_order, ref, text

KINDS = {
    "kh_dan_van": "Kế hoạch dân vận chính quyền",
    "kh_qcdc": "Kế hoạch thực hiện dân chủ ở cơ sở",
    "kh_cong_khai": "Kế hoạch công khai",
    "kh_kiem_tra": "Kế hoạch kiểm tra",
    "kh_tu_kiem_tra": "Kế hoạch tự kiểm tra",
    "kh_tap_huan": "Kế hoạch tập huấn",
    "kh_doi_thoai": "Kế hoạch đối thoại",
    "kh_dan_van_kheo": "Kế hoạch Dân vận khéo",
    "ct_phoi_hop": "Chương trình phối hợp",
    "qd_phan_cong": "Quyết định, thông báo phân công",
    "quy_che": "Quy chế",
    "khac": "Khác",
}
# Nghị định 30/2020/NĐ-CP, điều 13: by what power a document is signed.
POWERS = {
    "tm": "TM. (thay mặt tập thể)",
    "kt": "KT. (ký thay)",
    "q": "Q. (quyền)",
    "tl": "TL. (thừa lệnh)",
    "tuq": "TUQ. (thừa ủy quyền)",
    "thu_truong": "Người đứng đầu ký trực tiếp",
}
DOCUMENT, SIGNED, TIME = "Văn bản", "Ban hành", "Thời kỳ thực hiện"

REGISTER = Register(
    code="plan_doc",
    number="R01a",
    title="Kế hoạch, văn bản phân công",
    label="{doc_no} {title}",
    dated_by=("issued_on",),
    shared=True,
    listed=("doc_no", "kind", "title", "issuer"),
    filters=("kind", "issuer", "parent_doc"),
    sees=STAFF,
    icon="file-text",
    noun="văn bản",
    standing_title="Văn thư",
    fields=(
        choice("kind", "Loại văn bản", KINDS, required=True, width="full", section=DOCUMENT),
        text("title", "Trích yếu", sensitivity=0, required=True, max_length=500, width="full", section=DOCUMENT),
        ref("parent_doc", "Thực hiện văn bản", to=("doc_catalog", "plan_doc"), width="full", hint="của cấp trên", section=DOCUMENT),
        text("doc_no", "Số, ký hiệu", sensitivity=0, max_length=60, copied=False, hint="trống nếu chờ số", section=SIGNED),
        date("doc_date", "Ngày ghi trên văn bản", copied=False, section=SIGNED),
        date("issued_on", "Ngày ban hành", copied=False, hint="cần cho chỉ tiêu 2", section=SIGNED),
        ref("issuer", "Cơ quan ban hành", to="organisation", required=True, default=LAST, section=SIGNED),
        text("signer", "Người ký", sensitivity=0, required=True, max_length=100, suggests="official", section=SIGNED),
        choice("sign_power", "Thẩm quyền ký", POWERS, required=True, section=SIGNED),
        date("horizon_from", "Thực hiện từ ngày", section=TIME),
        date("horizon_to", "Đến ngày", hint="trống nếu không hạn", section=TIME),
    ),
)  # fmt: skip


@REGISTER.stands
def a_document_stands_by_its_number(document: Row, _: str) -> Badge | Until:
    if not document["issued_on"]:
        return Badge("outline", "Chưa ban hành")
    return Badge("ok", "Đã ban hành") if document["doc_no"] else Badge("warn", "Chờ số")


@REGISTER.rule("Kế hoạch chưa có số và ngày ban hành: chưa được tính vào chỉ tiêu 2.", on="doc_no", blocking=False)
def a_plan_that_counts_is_numbered_and_issued(document: Row) -> bool:
    return document["kind"] != "kh_dan_van" or bool(document["doc_no"] and document["issued_on"])


@REGISTER.rule("Văn bản đã có số thì phải ghi ngày trên văn bản.", on="doc_date", blocking=False)
def a_numbered_document_has_a_day(document: Row) -> bool:
    return not document["doc_no"] or bool(document["doc_date"])


@REGISTER.rule("Ngày ban hành không được trước ngày ghi trên văn bản.", on="issued_on", blocking=False)
def a_document_is_issued_after_it_is_dated(document: Row) -> bool:
    return in_order(document["doc_date"], document["issued_on"])


@REGISTER.rule("Ngày hết thời kỳ thực hiện không được trước ngày bắt đầu.", on="horizon_to")
def a_horizon_ends_after_it_begins(document: Row) -> bool:
    return in_order(document["horizon_from"], document["horizon_to"])


REGISTER.owes(
    Owed(
        kind="document_number", says="Chưa có số: {title}", until=("doc_no",), still=lambda document, _: bool(document["issued_on"]),
        basis="Ban hành ngày {issued_on}",
    ),
    Owed(kind="document_number", says="Chưa có số: {title}", until=("doc_no", "issued_on"), basis="Chưa ban hành"),
)  # fmt: skip
