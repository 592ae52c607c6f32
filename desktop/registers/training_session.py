"""R03a – Lớp, hội nghị tập huấn on the Law of democracy at the grassroots and on the work itself: target CT4, form DV-03.

Kế hoạch năm 2024, II.4, III.3. Who was sent is named in R03b, only officials; everybody else is a number.
"""

from desktop.registers.model import STAFF, Register, Row, Total, at_most, choice, choices, count, date, flag, in_order, ref, text

TOPICS = {
    "luat_thdccs": "Luật Thực hiện dân chủ ở cơ sở 2022",
    "nd59": "Nghị định 59/2023/NĐ-CP",
    "nd61": "Nghị định 61/2023/NĐ-CP (hương ước, quy ước)",
    "dan_van_kheo": "Kỹ năng dân vận khéo",
    "tiep_cong_dan": "Tiếp công dân, xử lý đơn",
    "kntc": "Khiếu nại, tố cáo",
    "hoa_giai": "Hòa giải ở cơ sở",
    "cchc": "Cải cách hành chính, đạo đức công vụ",
    "khac": "Khác",
}
LEVELS = {"tw": "Trung ương", "tinh": "Tỉnh", "huyen": "Huyện (đến 30/06/2025)", "xa": "Xã"}
FORMS = {"tap_trung": "Trực tiếp tập trung", "truc_tuyen": "Trực tuyến", "long_ghep": "Lồng ghép"}
CLASS, TIME, PEOPLE = "Lớp, hội nghị", "Thời gian, địa điểm", "Người dự"

REGISTER = Register(
    code="training_session",
    number="R03a",
    title="Lớp tập huấn",
    label="{topics} {date_to}",
    dated_by=("date_to",),
    listed=("topics", "organiser", "level", "present_n"),
    filters=("topics", "level", "form", "organiser", "external_training"),
    enters=frozenset({"DV", "NL"}),
    sees=STAFF,
    icon="graduation-cap",
    noun="lớp tập huấn",
    totals=(Total("count", "lớp"), Total("sum", "lượt người", "present_n")),
    fields=(
        choices("topics", "Nội dung", TOPICS, required=True, width="full", section=CLASS),
        ref("organiser", "Đơn vị tổ chức", to="organisation", required=True, section=CLASS),
        choice("level", "Cấp tổ chức", LEVELS, required=True, section=CLASS),
        choice("form", "Hình thức", FORMS, required=True, default="tap_trung", width="full", section=CLASS),
        text("doc_no", "Giấy mời, kế hoạch số", sensitivity=0, max_length=60, section=CLASS),
        flag("external_training", "Học trước khi về đơn vị", section=CLASS),
        date("date_from", "Từ ngày", required=True, section=TIME),
        date("date_to", "Đến ngày", required=True, section=TIME),
        count("half_days", "Số buổi", unit_label="buổi", hint="1 buổi = ½ ngày", section=TIME),
        text("place", "Địa điểm", sensitivity=0, suggests="place", section=TIME),
        count("invited_n", "Số người triệu tập", unit_label="người", section=PEOPLE),
        count("present_n", "Số người có mặt", required=True, unit_label="người", section=PEOPLE),
        count("women_n", "Trong đó nữ", unit_label="người", section=PEOPLE),
        count("citizens_n", "Người HĐKCT, Nhân dân", unit_label="người", hint="chỉ ghi số", section=PEOPLE),
    ),
)


@REGISTER.rule("Ngày kết thúc không được trước ngày bắt đầu.", on="date_to")
def a_class_ends_after_it_begins(training: Row) -> bool:
    return in_order(training["date_from"], training["date_to"])


@REGISTER.rule("Số nữ không nhiều hơn số người có mặt.", on="women_n")
def women_are_among_those_present(training: Row) -> bool:
    women, present = training["women_n"], training["present_n"]
    return at_most(women, present)


@REGISTER.rule("Số người có mặt nhiều hơn số người triệu tập.", on="present_n", blocking=False)
def those_present_were_invited_before(training: Row) -> bool:
    invited, present = training["invited_n"], training["present_n"]
    return at_most(present, invited)


@REGISTER.rule("Lớp học trước khi về đơn vị là của nơi khác, cấp huyện trở lên.", on="external_training", blocking=False)
def training_elsewhere_is_not_of_this_commune(training: Row) -> bool:
    return not training["external_training"] or training["level"] != "xa"
