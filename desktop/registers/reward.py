"""R19d – Khen thưởng: persons and households are counted, only a collective has a name here."""

from desktop.registers.model import STAFF, Register, Row, choice, count, date, text

LEVELS = {"xa": "Xã", "huyen": "Huyện (đến 30/06/2025)", "tinh": "Tỉnh"}
FORMS = {"giay_khen": "Giấy khen", "bang_khen": "Bằng khen", "bieu_duong": "Biểu dương", "khac": "Khác"}
REASONS = {"dvk": "Dân vận khéo", "dan_chu": "Thực hiện dân chủ", "hoa_giai": "Hòa giải ở cơ sở", "khac": "Khác"}


def _is_collective(reward: Row) -> bool:
    return reward.get("target_kind") == "tap_the"


REGISTER = Register(
    code="reward",
    number="R19d",
    title="Khen thưởng",
    label="{decision_no} {decision_date}",
    dated_by=("decision_date",),
    listed=("decision_no", "target_kind", "count", "reason"),
    filters=("target_kind", "level", "form", "reason"),
    enters=frozenset({"DV", "LD"}),
    sees=STAFF,
    icon="award",
    noun="khen thưởng",
    fields=(
        choice("target_kind", "Đối tượng", {"tap_the": "Tập thể", "ca_nhan": "Cá nhân", "ho": "Hộ gia đình"}, required=True),
        count("count", "Số lượng", required=True, minimum=1, default=1),
        text(
            "collective_name", "Tên tập thể", sensitivity=0, asked_when=_is_collective, closed_hint="khi khen tập thể", width="full"
        ),
        choice("reason", "Thành tích", REASONS, required=True, default="dvk"),
        choice("level", "Cấp khen", LEVELS, required=True),
        choice("form", "Hình thức", FORMS, required=True),
        text("decision_no", "Quyết định số", sensitivity=0, required=True, max_length=60),
        date("decision_date", "Ngày quyết định", required=True),
    ),
)  # fmt: skip


@REGISTER.rule("Cấp xã, huyện tặng giấy khen; bằng khen là của cấp tỉnh.", on="form", blocking=False)
def a_level_gives_its_own_form_of_praise(reward: Row) -> bool:
    return (reward["level"], reward["form"]) not in {("xa", "bang_khen"), ("huyen", "bang_khen"), ("tinh", "giay_khen")}
