"""T07 – Văn bản cần quán triệt and legal bases of plans and reports.

A document may still be without number and date: the plan of 2024 names one such. Numbers begin anew each year and at each level, so
what a person enters has an id of its own – unless a superior or the program has a document of that number, level and day: then
it lies over that one. The documents that come with the program have an id made of number or title.
"""

from desktop.registers.model import Register, choice, date, text, year

LEVELS = {"tw": "Trung ương", "tinh": "Tỉnh", "huyen": "Huyện (đến 30/06/2025)", "xa": "Xã"}
TOPICS = {
    "dan_van": "Dân vận",
    "dan_toc": "Dân tộc",
    "ton_giao": "Tôn giáo",
    "qcdc": "Dân chủ ở cơ sở",
    "hu_tuc": "Xóa bỏ hủ tục",
    "khac": "Khác",
}

REGISTER = Register(
    code="doc_catalog",
    number="T07",
    title="Văn bản cần quán triệt",
    label="{number} {title}",
    unique_key="number",
    shared=True,
    lies_over=True,
    told_apart_by=("date", "level"),
    listed=("number", "date", "title", "level", "topic", "mandatory_year"),
    filters=("level", "topic", "mandatory_year"),
    enters=frozenset({"DV", "QT", "LD", "TH"}),
    numbered=False,
    icon="file-text",
    noun="văn bản",
    fields=(
        text("number", "Số, ký hiệu", sensitivity=0, hint="để trống nếu chưa có", max_length=60),
        date("date", "Ngày ban hành"),
        text("issuer", "Cơ quan ban hành", sensitivity=0),
        choice("level", "Cấp ban hành", LEVELS, required=True, width="third"),
        choice("topic", "Chủ đề", TOPICS, required=True, width="third"),
        year("mandatory_year", "Năm phải quán triệt", width="third"),
        text("title", "Trích yếu", sensitivity=0, required=True, max_length=500, width="full"),
    ),
)
