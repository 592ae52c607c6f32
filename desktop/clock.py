"""The clock of the office: what "today" is, and whether the laptop can be believed about it.

The only module that reads the system's clock. Office time is Vietnam's (+07:00, no summer time), whatever the
laptop is set to. Wall clocks decide nothing in the books; but a date typed against a wrong clock is a wrong
date, so a clock earlier than the last time seen, earlier than the program itself, or years ahead of both is
doubted aloud.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Literal

from desktop.errors import Problem
from desktop.language.dates import format_date

OFFICE_TIME = timezone(timedelta(hours=7), "+07")
DOUBT = "Đồng hồ máy đang là ngày "
"""How every sentence about a clock that cannot be right begins."""
_MAY_LAG = timedelta(days=1)
_MAY_LEAD = timedelta(days=2 * 366)


@dataclass(frozen=True, slots=True)
class Clock:
    """The system's clock, or one that stands still at a given time (tests, demonstrations, late bookkeeping)."""

    standing: datetime | None = None

    @classmethod
    def from_text(cls, text: str | None) -> "Clock":
        """Return the clock that SODANVAN_NOW asks for; None or "" is the system's.

        Args:
            text: ISO date and time, e.g. `2024-03-20T08:00:00`; without an offset it is office time.

        Raises:
            Problem: invalid_value, if it is no date and time.
        """
        if not text:
            return cls()
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            message = f"SODANVAN_NOW “{text}” không phải là ngày giờ; ghi dạng 2024-03-20T08:00:00."
            raise Problem("invalid_value", message, "SODANVAN_NOW") from None
        return cls(moment.replace(tzinfo=OFFICE_TIME) if moment.tzinfo is None else moment.astimezone(OFFICE_TIME))

    def now(self) -> datetime:
        """Return the time in office time, aware, to the second."""
        return (self.standing or datetime.now(OFFICE_TIME)).replace(microsecond=0)

    def today(self) -> date:
        """Return the date in office time."""
        return self.now().date()


@dataclass(frozen=True, slots=True)
class ClockCheck:
    """What is thought of the clock, and the sentence to say about it ("" when nothing is wrong)."""

    state: Literal["ok", "doubtful"]
    warning: str = ""


def doubtful(now: datetime, last_seen: datetime | None, build_date: date | None) -> ClockCheck:
    """Say whether a time can be true.

    Args:
        now: Aware time of the laptop.
        last_seen: The latest time found in the own books, aware; None in a new station.
        build_date: The day on which the program was made; None when it does not say.
    """
    today = now.astimezone(OFFICE_TIME).date()
    if build_date and today < build_date:
        return _doubt(today, f"sớm hơn ngày làm ra chương trình ({format_date(build_date)})")
    if last_seen and now < last_seen - _MAY_LAG:
        return _doubt(today, f"sớm hơn lần ghi sổ gần nhất ({format_date(_office_day(last_seen))})")
    known = [day for day in (build_date, _office_day(last_seen) if last_seen else None) if day]
    if known and today > max(known) + _MAY_LEAD:
        return _doubt(today, f"muộn hơn hai năm so với ngày mới nhất mà chương trình biết ({format_date(max(known))})")
    return ClockCheck("ok")


def _office_day(moment: datetime) -> date:
    return moment.astimezone(OFFICE_TIME).date()


def _doubt(today: date, why: str) -> ClockCheck:
    return ClockCheck("doubtful", f"{DOUBT}{format_date(today)}, {why}; hãy chỉnh lại ngày giờ của máy trước khi ghi sổ.")
