"""R11b – Tiếp xúc cử tri: where delegates met the voters, how many came and how often they spoke; nobody is named."""

from desktop.registers.model import LAST, Register, Total, choice, count, date, flag, ref, refs

DELEGATES = {"qh": "Đại biểu Quốc hội", "tinh": "Tỉnh", "huyen": "Huyện (đến 30/06/2025)", "xa": "Xã"}
KINDS = {
    "truoc_kh": "Trước kỳ họp",
    "sau_kh": "Sau kỳ họp",
    "chuyen_de": "Chuyên đề",
    "noi_cu_tru": "Nơi cư trú, công tác",
}

REGISTER = Register(
    code="voter_meeting",
    number="R11b",
    title="Tiếp xúc cử tri",
    communal=True,
    label="Tiếp xúc cử tri {held_on}, {delegate_level}",
    dated_by=("held_on",),
    listed=("delegate_level", "kind", "place", "voters_n"),
    filters=("delegate_level", "kind", "villages", "ubnd_attended"),
    icon="mic",
    noun="cuộc tiếp xúc",
    totals=(Total("count", "cuộc"), Total("sum", "cử tri", "voters_n"), Total("sum", "ý kiến", "opinions_n")),
    fields=(
        choice("delegate_level", "Đại biểu cấp", DELEGATES, required=True, width="full"),
        choice("kind", "Loại", KINDS, required=True, width="full"),
        date("held_on", "Ngày tiếp xúc", required=True),
        ref("place", "Địa điểm", to="place", required=True, default=LAST),
        refs("villages", "Thôn, bản tham dự", to="village", required=True, width="full"),
        count("voters_n", "Cử tri dự", required=True, unit_label="người", width="third"),
        count("opinions_n", "Ý kiến, kiến nghị", required=True, unit_label="ý kiến", width="third"),
        flag("ubnd_attended", "UBND dự, tiếp thu", required=True, width="third"),
    ),
)
