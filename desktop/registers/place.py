"""T11 – Địa điểm where citizens are received and meetings are held."""

from desktop.registers.model import Register, choice, ref, text

KINDS = {
    "tru_so": "Trụ sở",
    "hoi_truong": "Hội trường",
    "nha_van_hoa": "Nhà văn hóa",
    "diem_sinh_hoat": "Điểm sinh hoạt cộng đồng",
    "truong_hoc": "Trường học",
    "khac": "Khác",
}

REGISTER = Register(
    code="place",
    number="T11",
    title="Địa điểm",
    label="{name}",
    unique_key="name",
    alike=("name", "village_id"),
    listed=("name", "kind", "village_id"),
    filters=("kind", "village_id"),
    enters=frozenset({"DV", "QT", "TCD", "TP", "LD"}),
    numbered=False,
    icon="map-pin",
    noun="địa điểm",
    fields=(
        text("name", "Tên địa điểm", sensitivity=0, required=True, width="full"),
        choice("kind", "Loại", KINDS, required=True),
        ref("village_id", "Thôn, bản", to="village"),
    ),
)
