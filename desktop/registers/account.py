"""Accounts of the unit's stations and their roles, kept in the log so that who could do what stays known (dossier §6.0.3)."""

from desktop.registers.model import Register, choices, flag, text

ROLES = {
    "QT": "Quản trị",
    "DV": "Theo dõi dân vận",
    "TCD": "Người tiếp công dân",
    "TP": "Tư pháp – hộ tịch",
    "LD": "Lãnh đạo UBND",
    "NL": "Nhập liệu",
    "XEM": "Giám sát",
    "TH": "Tổng hợp cấp trên",
}

REGISTER = Register(
    code="account",
    number="",
    title="Người dùng",
    label="{name}",
    natural_key=("station", "name"),
    upward="none",
    listed=("name", "roles", "disabled"),
    enters=frozenset({"QT"}),
    sees=frozenset({"QT", "LD"}),
    system=True,
    numbered=False,
    note=False,
    icon="key-round",
    noun="người dùng",
    fields=(
        text("station", "Trạm", required=True, sensitivity=1),
        text("name", "Tên người dùng", required=True, sensitivity=1),
        choices("roles", "Vai trò", ROLES, required=True, sensitivity=1),
        flag("disabled", "Đã khóa", sensitivity=1),
    ),
)
