"""T02 – Thôn, bản, tổ dân phố.

Tags belong to the place. There is no count of any people, faith or party by person, and there must not be one
(Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15).
"""

from desktop.registers.model import Register, Row, choice, choices, count, date, flag, in_order, text

TAGS = {
    "vung_sau_xa": "Vùng sâu, vùng xa",
    "bien_gioi": "Biên giới",
    "dtts": "Vùng đồng bào dân tộc thiểu số",
    "co_dao": "Vùng đồng bào có đạo",
    "dbkk": "Đặc biệt khó khăn",
}

REGISTER = Register(
    code="village",
    number="T02",
    title="Thôn, bản, tổ dân phố",
    communal=True,
    label="{name}",
    unique_key="name",
    alike=("name",),
    listed=("name", "type", "households", "tags"),
    filters=("type", "tags", "is_remote"),
    enters=frozenset({"DV", "QT", "TCD", "TP", "LD"}),
    numbered=False,
    icon="map-pin",
    noun="thôn, bản",
    fields=(
        text("name", "Tên thôn, bản", sensitivity=0, required=True, max_length=100),
        choice("type", "Loại", {"thon": "Thôn", "ban": "Bản", "to_dan_pho": "Tổ dân phố"}, required=True, default="ban"),
        count("households", "Số hộ", unit_label="hộ"),
        text("leader_position", "Người đứng đầu", sensitivity=0, hint="ghi chức danh", max_length=100),
        choices("tags", "Đặc điểm địa bàn", TAGS, width="full"),
        flag("is_remote", "Vùng sâu, xa, khó đi lại", width="third"),
        date("active_from", "Lập từ ngày", hint="nếu mới lập", copied=False, width="third"),
        date("active_to", "Đến ngày", hint="trống nếu còn", copied=False, width="third"),
    ),
)


@REGISTER.rule("Ngày sáp nhập, giải thể không được trước ngày lập.", on="active_to")
def a_village_ends_after_it_begins(village: Row) -> bool:
    return in_order(village["active_from"], village["active_to"])
