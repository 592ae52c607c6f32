"""The state of a record in one badge: what is wrong first, then what is due, then what is done.

Days left are working days where the law counts them so; five or fewer warn, past is an error.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from desktop.actions.today import working_days_left
from desktop.entries.record import Record
from desktop.entries.tables import ORPHAN
from desktop.language.dates import as_date, days_words
from desktop.office import Office
from desktop.registers.model import Register

StateKind = Literal["ok", "warn", "err", "held", "info", "plain", "outline"]
NEAR: Final = 5


@dataclass(frozen=True, slots=True)
class State:
    """What a badge says; `icon` "" takes the one of the kind."""

    kind: StateKind
    text: str
    icon: str = ""


def state_title(register: Register) -> str:
    """Return the title of the state column."""
    return "Trả lời" if "due_reply" in register.by_name else "Tình trạng"


def state_of(office: Office, register: Register, record: Record) -> State:
    """Return the state of a record as of today."""
    if record.deleted:
        return State("plain", "Đã gạch bỏ", "ban")
    if record.status == "nhap":
        return State("plain", "Nháp", "pencil")
    if record.conflicts:
        return State("warn", "Mâu thuẫn", "git-compare")
    if ORPHAN in record.flags:
        return State("warn", f"{register.by_name[register.parent].label} đã gạch bỏ", "ban")
    work = _STATES.get(register.code)
    if work is not None:
        return work(office, record)
    if record.status == "da_khoa":
        return State("plain", "Đã khóa", "lock")
    if "bo_sung" in record.flags:
        return State("info", "Bổ sung", "plus")
    return State("warn", "Cần xem lại") if record.flags else State("ok", "Đã ghi")


def days_left(office: Office, last: str, *, working: bool) -> State:
    """Return how long there is still until a day."""
    today, day = office.clock.today(), as_date(last)
    left = working_days_left(office.law_of(office.identity.unit), today, day) if working else (day - today).days
    if left < 0:
        return State("err", f"Quá {days_words(-left, working=working)}")
    if left == 0:
        return State("warn", "Hôm nay", "clock")
    return State("warn" if left <= NEAR else "info", f"Còn {days_words(left, working=working)}")


def _visit(office: Office, record: Record) -> State:
    values = record.values
    if values["subject_kind"] == "to_cao":
        return State("plain", "Theo sổ Mật", "lock")
    if values["replied_on"]:
        return State("ok", "Đã trả lời")
    if not values["due_reply"]:
        return State("plain", "Không phải trả lời")
    return days_left(office, str(values["due_reply"]), working=True)


def _commitment(office: Office, record: Record) -> State:
    values = record.values
    if values["state"] == "xong":
        return State("ok", "Hoàn thành")
    if values["state"] == "khong":
        return State("plain", "Không thực hiện")
    return days_left(office, str(values["due_on"]), working=False) if values["due_on"] else State("outline", "Không hạn")


def _session(office: Office, record: Record) -> State:
    held = record.values["held"]
    if held is not None:
        return State("ok", "Đã tổ chức") if held else State("warn", "Không tổ chức", "circle-minus")
    past = record.event_date is not None and date.fromisoformat(record.event_date) <= office.clock.today()
    return State("warn", "Chưa ghi") if past else State("outline", "Chưa đến")


_STATES: Final[dict[str, Callable[[Office, Record], State]]] = {
    "reception_visit": _visit,
    "commitment": _commitment,
    "reception_session": _session,
}
