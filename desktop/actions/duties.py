"""Who may do which work of the office: laptops, accounts, keys, packages.

Law: the order of roles of dossier §6.0.3. Who runs the laptops and who answers for the office let stations in and out and
tie this one to its root; whoever keeps a book carries packages; who types in for others, and who only looks, do not.
Who enters or sees which register is said by the register itself; here stands what somebody is told who may not enter.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from desktop import registers
from desktop.entries.record import may_enter
from desktop.errors import Problem
from desktop.office import Office

Duty = Literal["accounts", "stations", "unit_key", "packages", "erasure"]


@dataclass(frozen=True, slots=True)
class _Holders:
    """The roles of a duty, whether one of them is enough or all are needed, and what anybody else is told."""

    roles: frozenset[str]
    enough: Callable[[frozenset[str], frozenset[str]], bool]
    refusal: str


def _one(had: frozenset[str], asked: frozenset[str]) -> bool:
    return bool(had & asked)


def _all(had: frozenset[str], asked: frozenset[str]) -> bool:
    return asked <= had


_HOLDERS: Final[dict[Duty, _Holders]] = {
    "accounts": _Holders(frozenset({"QT"}), _one, "Chỉ người quản trị (QT) mới quản lý được tài khoản."),
    "stations": _Holders(
        frozenset({"QT", "LD"}), _one, "Chỉ quản trị (QT) hoặc lãnh đạo (LD) mới đăng ký, nhận chứng nhận, chứng nhận, thu hồi trạm."
    ),
    "unit_key": _Holders(frozenset({"QT", "LD"}), _all, "Lấy khóa mở gói cần cả quyền quản trị (QT) và lãnh đạo (LD)."),
    "erasure": _Holders(frozenset({"LD"}), _one, "Chỉ lãnh đạo (LD) mới cho xóa thông tin người đến tiếp."),
    "packages": _Holders(
        frozenset({"QT", "DV", "TCD", "TP", "LD", "TH"}), _one, "Người nhập liệu (NL) và người chỉ xem (XEM) không xuất, nhập gói."
    ),
}


def refusal(office: Office, duty: Duty) -> str:
    """Return why the person who is signed in does not have a duty, "" if he has it."""
    holders = _HOLDERS[duty]
    return "" if holders.enough(office.user.roles, holders.roles) else holders.refusal


def require(office: Office, duty: Duty) -> None:
    """Let only who has a duty go on.

    Raises:
        Problem: not_allowed.
    """
    if why := refusal(office, duty):
        raise Problem("not_allowed", why, where=office.user.name)


def entry_refusal(office: Office, register: str, said: str = "", above: str = "") -> str:
    """Return why the person who is signed in cannot write in a register, "" when he can.

    Args:
        office: Where he is signed in.
        register: The code of the register.
        said: What he is told whose roles do not enter it, in the words of the work at hand; by default the book is named.
        above: What a desk is told that has no units below; "" for a register that every desk keeps.
    """
    declared = registers.ALL[register]
    if above and not office.identity.is_upper:
        return above
    if not declared.system and may_enter(declared, office.user.roles):
        return ""
    return said or f"Bạn không có quyền ghi sổ “{declared.title}”. Nhờ người phụ trách sổ này."


def require_entry(office: Office, register: str, said: str = "") -> None:
    """Let only who may write in a register go on; `said` as above.

    Raises:
        Problem: not_allowed.
    """
    if why := entry_refusal(office, register, said):
        raise Problem("not_allowed", why, where=register)
