"""T04 – Cơ quan, tổ chức that the office works with."""

from desktop.registers.model import Register, choice, text

KINDS = {
    "mttq": "Ủy ban Mặt trận Tổ quốc",
    "phu_nu": "Hội Liên hiệp Phụ nữ",
    "nong_dan": "Hội Nông dân",
    "ccb": "Hội Cựu chiến binh",
    "doan_tn": "Đoàn Thanh niên",
    "cong_doan": "Công đoàn",
    "cong_an": "Công an",
    "quan_su": "Ban Chỉ huy Quân sự",
    "bien_phong": "Đồn Biên phòng",
    "truong_hoc": "Trường học",
    "y_te": "Trạm y tế",
    "hdnd": "Hội đồng nhân dân",
    "ubnd": "Ủy ban nhân dân cùng cấp",
    "ubnd_cap_tren": "Ủy ban nhân dân cấp trên",
    "cap_uy": "Cấp ủy, ban Đảng",
    "co_quan": "Cơ quan, đơn vị khác",
    "doanh_nghiep": "Doanh nghiệp, hợp tác xã",
    "khac": "Khác",
}

REGISTER = Register(
    code="organisation",
    number="T04",
    title="Cơ quan, tổ chức",
    label="{name}",
    unique_key="name",
    alike=("name",),
    listed=("name", "kind"),
    filters=("kind",),
    enters=frozenset({"DV", "QT", "TCD", "TP", "LD"}),
    numbered=False,
    icon="building-2",
    noun="cơ quan",
    fields=(
        text("name", "Tên cơ quan, tổ chức", sensitivity=0, required=True, width="full"),
        choice("kind", "Loại", KINDS, required=True),
    ),
)
