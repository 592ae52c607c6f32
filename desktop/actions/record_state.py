"""The state of a record in one badge: what is wrong first, then what is due, then what is done.

Days left are working days where the law counts them so; five or fewer warn, past is an error.
"""

from dataclasses import dataclass
from typing import Final, Literal

from desktop import units
from desktop.actions.today import working_days_left
from desktop.entries.record import Record
from desktop.entries.tables import LATE, ORPHAN, SAME_NUMBER, TWIN
from desktop.language.dates import as_date, days_words
from desktop.office import Office
from desktop.registers.model import Register, Until

StateKind = Literal["ok", "warn", "err", "held", "info", "plain", "outline"]
NEAR: Final = 5


@dataclass(frozen=True, slots=True)
class State:
    """What a badge says; `icon` "" takes the one of the kind."""

    kind: StateKind
    text: str
    icon: str = ""


def state_of(office: Office, register: Register, record: Record) -> State:
    """Return the state of a record as of today."""
    if record.deleted:
        return State("plain", "Đã gạch bỏ", "ban")
    if record.status == "nhap":
        return State("plain", "Nháp", "pencil")
    if _is_from_above(office, register, record):
        return State("plain", "Của cấp trên", "arrow-right")
    if record.conflicts:
        return State("warn", "Mâu thuẫn", "git-compare")
    if ORPHAN in record.flags:
        return State("warn", f"{register.by_name[register.parent].label} đã gạch bỏ", "ban")
    if SAME_NUMBER in record.flags:
        return State("warn", "Trùng số")
    if register.standing is not None:
        told = register.standing({**record.values, "event_date": record.event_date}, office.clock.today().isoformat())
        return days_left(office, told.day, working=told.working) if isinstance(told, Until) else State(told.kind, told.text, told.icon)
    if record.status == "da_khoa":
        return State("plain", "Đã khóa", "lock")
    return _flagged(record.flags)


def _flagged(flags: tuple[str, ...]) -> State:
    if LATE in flags:
        return State("info", "Bổ sung", "plus")
    if TWIN in flags:
        return State("warn", "Có thể trùng")
    return State("warn", "Cần xem lại") if flags else State("ok", "Đã ghi")


def _is_from_above(office: Office, register: Register, record: Record) -> bool:
    """Whether a superior sent the record down, or the program brought it: nothing of it is due here."""
    return register.shared and not register.is_table and record.unit in units.lineage(office.identity.unit)[1:]


def days_left(office: Office, last: str, *, working: bool) -> State:
    """Return how long there is still until a day."""
    today, day = office.clock.today(), as_date(last)
    left = working_days_left(office.law_of(office.identity.unit), today, day) if working else (day - today).days
    if left < 0:
        return State("err", f"Quá {days_words(-left, working=working)}")
    if left == 0:
        return State("warn", "Hôm nay", "clock")
    return State("warn" if left <= NEAR else "info", f"Còn {days_words(left, working=working)}")
