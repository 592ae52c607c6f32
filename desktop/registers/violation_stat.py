"""R13b – Số liệu vi phạm và xử lý of officials and village heads: counts, never names (I29, form DV-11).

In a small commune a count of one tells who it was, so rows stay in the unit and only the figures of a closed period go up.
"""

from desktop.registers.model import Register, Total, choice, count, period
from desktop.registers.told_period import LAST_DAY, OPENED, days_of_period, judge_period

GROUPS = {
    "lanh_dao": "Lãnh đạo",
    "cong_chuc": "Công chức",
    "vien_chuc": "Viên chức",
    "khong_cct": "Người hoạt động không chuyên trách",
    "thon": "Trưởng thôn, bản",
}
ACTS = {
    "nhung_nhieu": "Gây nhũng nhiễu, phiền hà",
    "thieu_tn": "Thiếu trách nhiệm",
    "xam_pham": "Xâm phạm quyền, lợi ích chính đáng",
    "van_hoa": "Vi phạm giờ giấc, văn hóa công sở, ứng xử",
    "phap_luat": "Vi phạm pháp luật khác",
}
FINDERS = {
    "tu_kt": "Tự kiểm tra",
    "cap_tren": "Cấp trên",
    "nd_pa": "Nhân dân phản ánh",
    "mttq": "MTTQ giám sát",
}
HANDLING = {
    "nhac_nho": "Nhắc nhở, kiểm điểm",
    "khien_trach": "Khiển trách",
    "canh_cao": "Cảnh cáo",
    "ha_bac_luong": "Hạ bậc lương",
    "giang_cach_chuc": "Giáng chức, cách chức",
    "buoc_thoi_viec": "Buộc thôi việc",
    "chuyen_cqdt": "Chuyển cơ quan điều tra",
    "dang_xem_xet": "Đang xem xét",
}

REGISTER = Register(
    code="violation_stat",
    number="R13b",
    title="Vi phạm và xử lý",
    label="{period_id}: {group}, {act}",
    dated_by=(LAST_DAY,),
    dated_ahead=True,
    follows={OPENED: {"period_id": "code"}},
    upward="figures",
    listed=("group", "act", "persons_n", "handling"),
    filters=("period_id", "group", "act", "found_by", "handling"),
    enters=frozenset({"LD"}),
    sees=frozenset({"LD"}),
    icon="gavel",
    noun="số liệu vi phạm",
    totals=(Total("sum", "người", "persons_n"),),
    fields=(
        period("period_id", "Kỳ báo cáo", required=True, sensitivity=1),
        count("persons_n", "Số người", required=True, sensitivity=1, minimum=1, hint="không ghi tên", unit_label="người"),
        choice("group", "Đối tượng", GROUPS, required=True, sensitivity=1, width="full"),
        choice("act", "Hành vi", ACTS, required=True, sensitivity=1, width="full"),
        choice("found_by", "Phát hiện qua", FINDERS, sensitivity=1, width="full"),
        choice("handling", "Hình thức xử lý", HANDLING, required=True, sensitivity=1, width="full"),
        *days_of_period(),
    ),
)

judge_period(REGISTER, "period_id")
