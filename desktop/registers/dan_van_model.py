"""R04 – Mô hình, điển hình "Dân vận khéo": one registration of one year, the base of target CT3 and form DV-04.

A year's new registration is a record of its own. Citizens are counted, not named; the one name, of an exemplary
person, is asked only with his consent and never leaves the unit (Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15). A model of the
front, a union or an armed force says who reported it; one that several levels report carries one key on all of them.
"""

from desktop.registers.model import STAFF, Register, Row, choice, choices, count, date, flag, in_order, longtext, ref, refs, text


def _is_person(model: Row) -> bool:
    return model.get("kind") == "dien_hinh_cn"


FIELD4 = {
    "kinh_te": "Kinh tế",
    "van_hoa_xh": "Văn hóa – xã hội",
    "quoc_phong_an_ninh": "Quốc phòng – an ninh",
    "he_thong_ct": "Xây dựng hệ thống chính trị",
}
SEED_TOPICS = {
    "kt_tapquan_khkt": "Kinh tế, tập quán, khoa học kỹ thuật",
    "rung": "Bảo vệ và phát triển rừng",
    "van_hoa": "Bảo tồn, phát huy văn hóa",
    "hu_tuc": "Xóa bỏ tập tục lạc hậu",
    "an_ninh_bien_gioi": "An ninh, trật tự biên giới",
}
WHAT, WHERE, REGISTERED, MEANS = "Mô hình", "Phụ trách, địa bàn", "Đăng ký", "Nguồn lực"

REGISTER = Register(
    code="model",
    number="R04",
    title="Dân vận khéo",
    label="{name}",
    dated_by=("registered_on",),
    listed=("name", "kind", "state_type", "field4"),
    filters=(
        "kind", "state_type", "field4", "seed_topic", "villages", "registered_level", "program_id", "campaign", "is_pilot",
        "is_self_managed", "reported_by", "shared_model_key",
    ),
    enters=frozenset({"DV", "NL"}),
    sees=STAFF,
    sees_private=frozenset({"DV", "LD"}),
    icon="flag",
    noun="mô hình",
    fields=(
        text("name", "Tên mô hình", sensitivity=0, required=True, width="full", hint="không ghi tên người dân", section=WHAT),
        choice(
            "kind", "Loại", {"mo_hinh_tt": "Mô hình tập thể", "dien_hinh_cn": "Điển hình cá nhân"}, required=True, default="mo_hinh_tt",
            section=WHAT,
        ),
        choice(
            "state_type", "Tính chất", {"moi": "Xây dựng mới", "duy_tri": "Duy trì", "nhan_rong": "Nhân rộng"}, required=True, section=WHAT
        ),
        choice("field4", "Lĩnh vực", FIELD4, required=True, section=WHAT),
        choices("seed_topic", "Nội dung trọng tâm", SEED_TOPICS, section=WHAT),
        longtext("goals", "Mục tiêu", sensitivity=0, required=True, hint="ít nhất một chỉ tiêu đo được", section=WHAT),
        longtext("method", "Nội dung, cách làm", sensitivity=0, required=True, section=WHAT),
        flag("is_pilot", "Mô hình điểm", width="third", section=WHAT),
        flag("is_self_managed", "Mô hình tự quản", width="third", section=WHAT),
        flag("is_democracy_model", "Mô hình dân chủ", width="third", section=WHAT),
        ref("lead_org", "Đơn vị chủ trì", to="organisation", required=True, sensitivity=1, section=WHERE),
        text("owner_title", "Người phụ trách", required=True, sensitivity=1, hint="ghi chức danh", max_length=100, section=WHERE),
        text(
            "individual_name", "Họ tên điển hình cá nhân", sensitivity=2, person=True, max_length=100, section=WHERE, asked_when=_is_person,
            closed_hint="khi là điển hình cá nhân",
        ),
        flag(
            "individual_consent", "Người này đồng ý ghi tên", sensitivity=2, section=WHERE, asked_when=_is_person,
            closed_hint="khi là điển hình cá nhân",
        ),
        ref("program_id", "Chương trình, phong trào", to="program", section=WHERE),
        ref("campaign", "Đợt", to="campaign", section=WHERE),
        ref("reported_by", "Đơn vị báo cáo", to="organisation", hint="nếu không phải xã", section=WHERE),
        text("shared_model_key", "Mã mô hình chung", sensitivity=0, max_length=60, hint="khi nhiều cấp cùng báo", section=WHERE),
        refs("villages", "Địa bàn (thôn, bản)", to="village", required=True, width="full", section=WHERE),
        date("registered_on", "Ngày đăng ký", hint="cần cho chỉ tiêu 3", section=REGISTERED),
        ref("registered_with", "Nơi nhận đăng ký", to="organisation", section=REGISTERED),
        choice("registered_level", "Cấp đăng ký", {"xa": "Xã", "huyen": "Huyện (đến 30/06/2025)", "tinh": "Tỉnh"}, section=REGISTERED),
        date("start_on", "Bắt đầu", section=REGISTERED),
        date("target_end", "Dự kiến hoàn thành", section=REGISTERED),
        count("hh_involved", "Số hộ tham gia", unit_label="hộ", width="third", section=MEANS),
        count("people_involved", "Số người tham gia", unit_label="người", width="third", section=MEANS),
        count("budget_state", "Kinh phí nhà nước", unit_label="đồng", width="third", section=MEANS),
        count("budget_other", "Kinh phí khác", unit_label="đồng", width="third", section=MEANS),
        count("land_m2", "Đất hiến", unit_label="m²", width="third", section=MEANS),
        count("labour_days", "Ngày công", unit_label="ngày công", width="third", section=MEANS),
        count("money_contrib", "Tiền đóng góp", unit_label="đồng", width="third", section=MEANS),
    ),
)  # fmt: skip


@REGISTER.rule("Chưa ghi ngày đăng ký và nơi nhận: mô hình chưa được tính vào chỉ tiêu 3.", on="registered_on", blocking=False)
def a_model_that_counts_is_registered(model: Row) -> bool:
    return bool(model["registered_on"] and model["registered_with"])


@REGISTER.rule("Ngày dự kiến hoàn thành phải sau ngày bắt đầu.", on="target_end", blocking=False)
def a_model_ends_after_it_starts(model: Row) -> bool:
    return in_order(model["start_on"], model["target_end"])


@REGISTER.rule("Ghi họ tên điển hình cá nhân thì phải có sự đồng ý của người đó.", on="individual_consent", blocking=False)
def a_person_is_named_with_his_consent(model: Row) -> bool:
    return not model["individual_name"] or bool(model["individual_consent"])
