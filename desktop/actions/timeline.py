"""The history of a record as people read it: when, who, on which machine, and each field from what to what.

Nothing is ever gone but what the law erased; "Trả về giá trị này" is a new change like any other.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from db.ops import BOOK_NO, DELETED
from db.records import Line
from desktop.actions import lookup
from desktop.entries.naming import Names, shown_number
from desktop.entries.record import Record, may_enter
from desktop.entries.values import show_value
from desktop.machines import machine_names
from desktop.office import Office
from desktop.registers.model import Register

_ERASED, _HIDDEN, _EMPTY = "đã xóa theo thời hạn", "không có ở đây", "(trống)"
_DEEDS: Final[Mapping[str, str]] = {
    "delete": "Gạch bỏ", "restore": "Lấy lại dòng đã gạch", "erase": "Xóa theo luật", "resolve": "Chọn khi mâu thuẫn",
}  # fmt: skip
_VERDICTS: Final[Mapping[str, str]] = {"held": "đang chờ đoạn thiếu", "refused": "không được công nhận"}


@dataclass(frozen=True, slots=True)
class Step:
    """One change of one field. `value` is what "Trả về giá trị này" writes; `can_return` says whether it may."""

    when: str
    who: str
    machine: str
    field: str
    label: str
    old: str
    new: str
    deed: str
    value: Any
    can_return: bool
    op: str


def steps(office: Office, code: str, record: str, field: str = "") -> list[Step]:
    """Return the changes of a record, or of one field of it, newest first.

    Raises:
        Problem: unknown_record, not_allowed.
    """
    register = lookup.register_of(code)
    lines, shown = lookup.history(office, code, record), lookup.show(office, code, record)
    mine = office.owns(shown.unit) and may_enter(register, office.user.roles)
    found: list[Step] = []
    before: dict[str, str] = {}
    with office.reading() as connection:
        names, machine = Names(office, connection), machine_names(office, connection)
        for line in lines:
            found += _steps_of(machine(line.station), register, shown, line, names, before, mine=mine)
    chosen = [one for one in found if not field or one.field == field]
    return list(reversed(chosen))


def _steps_of(
    machine: str, register: Register, shown: Record, line: Line, names: Names, before: dict[str, str], *, mine: bool
) -> list[Step]:
    deed = " · ".join(part for part in (_DEEDS.get(line.kind, ""), _VERDICTS.get(line.verdict, "")) if part)
    stamp = (when(line.at), line.by, machine)
    if line.kind in ("delete", "restore", "erase"):
        return [Step(*stamp, "", deed, "", "", deed, None, can_return=False, op=line.op)]
    made = []
    for name in dict.fromkeys([*line.values, *line.hidden]):
        if name == DELETED:
            continue
        label, new = _words(register, shown, line, name, names)
        old = before.get(name, "")
        before[name] = new
        known = register.by_name.get(name)
        differs = known is not None and name in line.values and line.values[name] != shown.values.get(name)
        may = mine and differs and known is not None and not known.auto and name not in (*line.hidden, *shown.erased, *shown.withheld)
        made.append(Step(*stamp, name, label, old, new, deed, line.values.get(name), can_return=may, op=line.op))
    return made


def _words(register: Register, shown: Record, line: Line, name: str, names: Names) -> tuple[str, str]:
    """The label of a field and what the change made of it."""
    if name == BOOK_NO:
        return "Số", shown_number(str(line.values.get(name) or ""))
    field = register.by_name.get(name)
    if field is None:
        return name, _HIDDEN
    if name in shown.erased:
        return field.label, _ERASED
    if name in line.hidden or name in shown.withheld:
        return field.label, _HIDDEN
    return field.label, " ".join(show_value(field, line.values.get(name), names).split()) or _EMPTY


def when(at: str) -> str:
    """Return a moment as people write it: `14/03/2024 09:20`."""
    try:
        return datetime.fromisoformat(at).strftime("%d/%m/%Y %H:%M")
    except ValueError:
        return at
