"""R02 – Quán triệt, tuyên truyền, phổ biến giáo dục pháp luật: how documents reached the people; target CT1, form DV-02.

Kế hoạch năm 2024, II.1, III.1, III.2. Who came is counted by classes of an event, never named; what is told of an area
is told by its villages.
"""

from desktop.registers.model import STAFF, Register, Row, Total, at_most, choice, choices, count, date, flag, ref, refs, text

KINDS = {
    "quan_triet": "Quán triệt văn bản",
    "tuyen_truyen": "Tuyên truyền",
    "pbgdpl": "Phổ biến, giáo dục pháp luật",
    "van_dong": "Vận động quần chúng",
}
FORMS = {
    "hoi_nghi": "Hội nghị",
    "hop_thon": "Họp thôn, bản",
    "long_ghep": "Lồng ghép",
    "loa": "Truyền thanh",
    "luu_dong": "Xe, loa lưu động",
    "phat_to": "Tài liệu, tờ rơi",
    "truc_quan": "Pa nô, khẩu hiệu",
    "mxh": "Zalo, Facebook",
    "van_nghe": "Sân khấu, văn nghệ",
    "truc_tiep": "Đến từng hộ",
    "phien_toa": "Phiên tòa giả định, lưu động",
    "khac": "Khác",
}
AUDIENCES = {
    "can_bo": "Cán bộ, công chức, viên chức",
    "dang_vien": "Đảng viên",
    "nhan_dan": "Nhân dân",
    "gia_lang_truong_ban": "Trưởng bản, người có uy tín",
    "hoc_sinh": "Học sinh",
    "phu_nu": "Phụ nữ",
    "thanh_nien": "Thanh niên",
    "luc_luong_vu_trang": "Lực lượng vũ trang",
    "chuc_sac": "Chức sắc, chức việc (nhóm)",
}
LANGUAGES = {
    "kinh": "Tiếng phổ thông",
    "thai": "Tiếng Thái",
    "mong": "Tiếng Mông",
    "dao": "Tiếng Dao",
    "ha_nhi": "Tiếng Hà Nhì",
    "la_hu": "Tiếng La Hủ",
    "khac": "Tiếng khác",
}
ACTIVITY, WHERE, PEOPLE, MEANS = "Hoạt động", "Thời gian, địa điểm", "Người dự", "Ngôn ngữ, tài liệu"

REGISTER = Register(
    code="dissemination",
    number="R02",
    title="Quán triệt, tuyên truyền",
    label="{kind} {event_date}, {place}",
    dated_by=("event_date",),
    listed=("kind", "form", "place", "participants"),
    filters=("kind", "form", "docs", "villages", "audience", "campaign", "local_language"),
    enters=frozenset({"DV", "TP", "NL"}),
    sees=STAFF,
    icon="megaphone",
    noun="hoạt động",
    totals=(Total("count", "hoạt động"), Total("sum", "buổi", "sessions"), Total("sum", "lượt người", "participants")),
    fields=(
        choice("kind", "Loại hoạt động", KINDS, required=True, width="full", section=ACTIVITY),
        choice("form", "Hình thức", FORMS, required=True, width="full", section=ACTIVITY),
        refs("docs", "Văn bản", to="doc_catalog", width="full", hint="cần cho chỉ tiêu 1", section=ACTIVITY),
        ref("campaign", "Đợt", to="campaign", width="full", section=ACTIVITY),
        date("event_date", "Ngày", required=True, section=WHERE),
        count("sessions", "Số buổi", minimum=1, default=1, unit_label="buổi", section=WHERE),
        text("place", "Địa điểm", sensitivity=0, required=True, suggests="place", section=WHERE),
        ref("chair", "Chủ trì", to=("official", "organisation"), section=WHERE),
        refs("villages", "Thôn, bản", to="village", width="full", section=WHERE),
        choices("audience", "Đối tượng", AUDIENCES, required=True, width="full", section=PEOPLE),
        count("participants", "Số người dự", required=True, unit_label="người", width="third", section=PEOPLE),
        count("women", "Trong đó nữ", required=True, unit_label="người", width="third", section=PEOPLE),
        count("part_dtts", "Trong đó DTTS", unit_label="người", width="third", hint="nếu có", section=PEOPLE),
        choices("language", "Ngôn ngữ", LANGUAGES, width="full", section=MEANS),
        flag("local_language", "Phiên dịch, tiếng dân tộc", width="third", section=MEANS),
        count("materials_qty", "Số tài liệu", unit_label="bản", width="third", section=MEANS),
        count("broadcast_times", "Số lần phát", unit_label="lần", width="third", section=MEANS),
    ),
)


def _speaks_another_language(activity: Row) -> bool:
    spoken = activity.get("language")
    return isinstance(spoken, list) and any(one != "kinh" for one in spoken)


@REGISTER.fills_in("local_language")
def who_speaks_another_language_speaks_a_local_one(activity: Row) -> object:
    return True if _speaks_another_language(activity) else None


@REGISTER.rule("Số nữ không nhiều hơn số người dự.", on="women")
def women_are_among_the_participants(activity: Row) -> bool:
    return at_most(activity["women"], activity["participants"])


@REGISTER.rule("Số người dân tộc thiểu số không nhiều hơn số người dự.", on="part_dtts")
def a_part_is_among_the_participants(activity: Row) -> bool:
    return at_most(activity["part_dtts"], activity["participants"])


@REGISTER.rule("Quán triệt mà chưa chọn văn bản: chưa được tính vào chỉ tiêu 1.", on="docs", blocking=False)
def what_is_made_known_is_a_document(activity: Row) -> bool:
    return activity["kind"] != "quan_triet" or bool(activity["docs"])


@REGISTER.rule("Truyền thanh, loa lưu động cần ghi số lần phát để vào biểu DV-02.", on="broadcast_times", blocking=False)
def what_is_broadcast_is_counted_in_times(activity: Row) -> bool:
    return activity["form"] not in ("loa", "luu_dong") or activity["broadcast_times"] is not None


@REGISTER.rule("Phát tài liệu, tờ rơi cần ghi số tài liệu để vào biểu DV-02.", on="materials_qty", blocking=False)
def what_is_handed_out_is_counted_in_copies(activity: Row) -> bool:
    return activity["form"] != "phat_to" or activity["materials_qty"] is not None


@REGISTER.rule("Có dùng tiếng dân tộc nhưng mục phiên dịch, tiếng dân tộc ghi không.", on="local_language", blocking=False)
def a_local_language_is_told_once(activity: Row) -> bool:
    return not _speaks_another_language(activity) or activity["local_language"] is not False
