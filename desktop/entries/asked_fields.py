"""What a question may name: fields of a register, keys of a shown record, and both through a reference.

A question must not tell what a list withholds: a value that somebody may not read is neither filtered nor sorted by,
on whichever way it is reached. The whole path is resolved here, once, for lists, filters and the command line.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from desktop import registers
from desktop.entries.record import may_see, sees_private
from desktop.errors import Problem
from desktop.registers.fields import Field, choice, count, date, flag, text
from desktop.registers.model import Register

STATUSES: Final = {"nhap": "Nháp", "hoan_chinh": "Hoàn chỉnh", "da_khoa": "Đã khóa"}
MOMENTS: Final = frozenset({"created.at", "updated.at"})
LISTS: Final = frozenset({"flags", "conflicts"})
UNIT: Final = "unit"
_KEYS: Final[Mapping[str, Field]] = {
    one.name: one
    for one in (
        text("id", "Mã bản ghi"), text("register", "Sổ"), text(UNIT, "Đơn vị"), text("book_no", "Số vào sổ"), count("year", "Năm"),
        date("event_date", "Ngày"), choice("status", "Tình trạng", STATUSES), flag("deleted", "Đã gạch bỏ"), text("flags", "Cần xem lại"),
        text("conflicts", "Cột mâu thuẫn"), text("created.at", "Ghi lúc"), text("created.by", "Người ghi"),
        text("created.station", "Máy ghi"), text("updated.at", "Sửa lúc"), text("updated.by", "Người sửa"),
        text("updated.station", "Máy sửa"),
    )
}  # fmt: skip
_SYSTEM: Final = frozenset({"_unit", "_id", "_date", "_status", "_deleted", "_year", "_number", "_series"})
_DAYS: Final = frozenset({"created.day", "updated.day"})
_KEYS_OF_OTHERS: Final = frozenset({UNIT, "id", "year", "event_date", "deleted"})


@dataclass(frozen=True, slots=True)
class Step:
    """One name on the way to what is asked: the register that it stands in and its field; `key`: a key of the shown record."""

    register: Register
    field: Field
    key: bool = False


def path_of(register: Register, name: str) -> tuple[Step, ...]:
    """Return the way to a field: one step, or a reference and what stands in the record that it points to.

    Raises:
        Problem: unknown_field.
    """
    first, _, rest = name.partition(".")
    if name in register.by_name:
        return (Step(register, register.by_name[name]),)
    if name in _KEYS:
        return (Step(register, _KEYS[name], key=True),)
    reference = register.by_name.get(first)
    if rest and reference is not None and reference.to:
        other = registers.ALL[reference.to[0]]
        if rest in other.by_name:
            return Step(register, reference), Step(other, other.by_name[rest])
        if rest in _KEYS_OF_OTHERS:
            return Step(register, reference), Step(other, _KEYS[rest], key=True)
    raise Problem("unknown_field", f"Sổ “{register.title}” không có cột “{name}”. Kiểm tra lại tên cột.", where=name)


def require_readable(register: Register, names: Collection[str], roles: Collection[str]) -> None:
    """Refuse a question that would tell what these roles may not read; the store's own columns tell nothing.

    Raises:
        Problem: unknown_field; not_allowed, with the label of what is closed.
    """
    for name in names:
        if name in _SYSTEM or name in _DAYS or name.partition(".")[2] in _SYSTEM:
            continue
        for step in path_of(register, name):
            if not may_see(step.register, roles) or (step.field.private and not sees_private(step.register, roles)):
                raise Problem(
                    "not_allowed", f"Bạn không được xem cột “{step.field.label}” nên không lọc, không sắp xếp theo cột này.", where=name
                )
