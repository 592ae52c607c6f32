"""R15b – Lấy ý kiến Nhân dân: what people were asked, how many answered and how, as totals (form DV-09).

Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15, điều 25–29; the result is made public as item CK11 of the book of publications.
"""

from desktop.registers.model import (
    Entails,
    Owed,
    Register,
    Row,
    at_most,
    choice,
    choices,
    count,
    counted_by,
    date,
    in_order,
    longtext,
    refs,
    within,
)

ITEMS = {
    "YK1": "YK1. Kế hoạch KT-XH, chuyển đổi cơ cấu, định canh định cư",
    "YK2": "YK2. Quy hoạch sử dụng đất, quỹ đất giao xã",
    "YK3": "YK3. Chủ trương đầu tư, đền bù, giải phóng mặt bằng, tái định cư",
    "YK4": "YK4. Sắp xếp, đặt tên đơn vị hành chính, thôn",
    "YK5": "YK5. Quyết định của UBND xã liên quan lợi ích cộng đồng",
    "YK6": "YK6. Quy hoạch xây dựng",
    "YK7": "YK7. Quy chế thực hiện dân chủ",
    "YK8": "YK8. Quyết định xác lập nghĩa vụ, hạn chế quyền, lợi ích",
    "YK9": "YK9. Nội dung khác",
}
TAGS = {
    "thu_hoi_dat": "Thu hồi đất, bồi thường",
    "sap_xep_dvhc": "Sắp xếp ĐVHC",
    "sap_nhap_thon": "Sáp nhập thôn",
    "quy_hoach": "Quy hoạch",
    "khac": "Khác",
}
FORMS = {
    "a": "Hội nghị trao đổi, đối thoại",
    "b": "Họp cộng đồng dân cư",
    "c": "Phiếu hỏi hộ gia đình",
    "d": "Hòm thư, đường dây nóng",
    "dd": "Qua Ban CTMT, tổ chức chính trị - xã hội",
    "e": "Trang thông tin điện tử",
    "g": "Mạng viễn thông, mạng xã hội",
    "h": "Đối thoại với đối tượng thi hành",
}
ASKED = {"ho": "Hộ gia đình", "nguoi": "Người dân, cử tri"}
MATTER, ANSWERS, OUTCOME = "Nội dung lấy ý kiến", "Kết quả", "Tiếp thu, công khai"


def _published(asked: Row, record: str) -> dict[str, object]:
    """Return what the book of publications begins with when the result is made public."""
    said = f"Tổng hợp ý kiến: {asked['subject']}"[:200]
    return {"item_code": "CK11", "origin_id": record, "source_doc": said, "start_on": asked["summary_published_on"]}


REGISTER = Register(
    code="consultation",
    number="R15b",
    title="Lấy ý kiến Nhân dân",
    communal=True,
    label="{item_code} {date_from}: {subject}",
    dated_by=("date_from",),
    listed=("subject", "item_code", "answered_n", "agree_n"),
    filters=("item_code", "sub_tag", "forms", "villages", "unit_asked"),
    enters=frozenset({"DV", "TP", "NL"}),
    entails=(Entails("publication", "summary_published_on", _published),),
    icon="ear",
    noun="lần lấy ý kiến",
    fields=(
        choice("item_code", "Nội dung", ITEMS, required=True, width="full", section=MATTER),
        choice("sub_tag", "Chuyên đề", TAGS, width="full", section=MATTER),
        longtext("subject", "Dự thảo, vấn đề", sensitivity=0, required=True, max_length=300, section=MATTER),
        choices("forms", "Hình thức", FORMS, required=True, width="full", section=MATTER),
        date("date_from", "Từ ngày", required=True, section=MATTER),
        date("date_to", "Đến ngày", required=True, section=MATTER),
        refs("villages", "Địa bàn (thôn, bản)", to="village", required=True, width="full", section=MATTER),
        choice("unit_asked", "Đơn vị lấy ý kiến", ASKED, required=True, default="ho", width="full", section=ANSWERS),
        count("asked_n", "Số gửi", required=True, section=ANSWERS),
        count("answered_n", "Số trả lời", required=True, section=ANSWERS),
        count("agree_n", "Đồng ý", required=True, width="third", section=ANSWERS),
        count("disagree_n", "Không đồng ý", required=True, width="third", section=ANSWERS),
        count("other_n", "Ý kiến khác", required=True, width="third", section=ANSWERS),
        count("accepted_n", "Số ý kiến tiếp thu", width="third", copied=False, section=OUTCOME),
        count("explained_n", "Số giải trình", width="third", copied=False, section=OUTCOME),
        date("summary_published_on", "Công khai tổng hợp", width="third", copied=False, section=OUTCOME),
    ),
)


@REGISTER.rule("Ngày kết thúc không được trước ngày bắt đầu.", on="date_to")
def a_consultation_ends_after_it_begins(asked: Row) -> bool:
    return in_order(asked["date_from"], asked["date_to"])


@REGISTER.rule("Đồng ý, không đồng ý và ý kiến khác cộng lại không nhiều hơn số trả lời.", on="agree_n")
def answers_of_every_kind_are_among_the_answers(asked: Row) -> bool:
    answered = asked["answered_n"]
    kinds = [asked[name] for name in ("agree_n", "disagree_n", "other_n")]
    return not isinstance(answered, int) or sum(number for number in kinds if isinstance(number, int)) <= answered


# Who was not sent a form may answer at a meeting or by the village's letter box: shown, not refused.
@REGISTER.rule("Số trả lời nhiều hơn số gửi; xem lại.", on="answered_n", blocking=False)
def who_answers_was_asked(asked: Row) -> bool:
    sent, answered = asked["asked_n"], asked["answered_n"]
    return at_most(answered, sent)


@REGISTER.rule("Ngày công khai tổng hợp không được trước ngày bắt đầu.", on="summary_published_on", blocking=False)
def a_summary_follows_the_consultation(asked: Row) -> bool:
    return in_order(asked["date_from"], asked["summary_published_on"])


REGISTER.owes(
    Owed(
        kind="consultation", says="Công khai tổng hợp lấy ý kiến: {subject}", on=within("publication_within", "date_to"),
        until=("summary_published_on",), still=lambda asked, today: str(asked["date_to"]) <= today,
        basis=counted_by("publication_within", "date_to"), detail="{item_code}",
    )
)  # fmt: skip
