"""Dates as an office writes them: 05/03/2024 in books, 05/3/2024 on an official paper.

Kept as ISO, shown as dd/MM/yyyy. Decree 30/2020/NĐ-CP, Appendix I: on an official paper a day below 10 and the
months 1 and 2 get a leading zero, other months none. A clerk types as little as possible: `25`, `25/3`,
`25/3/24`, `25032024` or `hn` (hôm nay) mean a date near today.
"""

import re
from calendar import monthrange
from datetime import date
from typing import Final

from desktop.errors import Problem
from desktop.language.vietnamese import fold

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_WRITTEN = re.compile(r"(\d{1,2})([/. -])(\d{1,2})\2(\d{4})")
_SHORT = re.compile(r"(\d{1,2})(?:[/. -](\d{1,2})(?:[/. -](\d{2}))?)?")
_RUN_TOGETHER = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})?")
_TODAY = {"hn", "hom nay"}
_YEARS = range(1900, 2100)  # outside is a slip of the finger: 0204, 20244
_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")

_MONTH: Final = re.compile(r"(?<!\d)(\d{2})/0([3-9])(?!\d)")


def days_words(count: int, *, working: bool) -> str:
    """Return a number of days as a person counts them: "3 ngày", and "3 ngày làm việc" where the law counts those alone."""
    return f"{count} ngày làm việc" if working else f"{count} ngày"


def parse_date(text: str, where: str = "") -> date:
    """Return the date of `25/3/2024` (also with dots, hyphens or blanks) or of ISO `2024-03-25`.

    Raises:
        Problem: invalid_value, if it is no whole date or no day of the calendar.
    """
    written = text.strip()
    if found := _ISO.fullmatch(written):
        return _day(int(found[1]), int(found[2]), int(found[3]), written, where)
    if found := _WRITTEN.fullmatch(written):
        return _day(int(found[4]), int(found[3]), int(found[1]), written, where)
    raise _no_date(written, where)


def parse_typed_date(text: str, today: date, where: str = "") -> date:
    """Return the date that a clerk means by a whole or a shortened one.

    Args:
        text: `25` (of this month), `25/3` (of this year), `25/3/24`, `2503`, `250324`, `25032024`,
            `hn`, or a whole date; strokes, dots, hyphens and blanks are the same.
        today: What "this month", "this year" and "today" are.
        where: The field, for the message.

    Raises:
        Problem: invalid_value, if it is none of these or no day of the calendar.
    """
    written = text.strip()
    if fold(written) in _TODAY:
        return today
    if found := _RUN_TOGETHER.fullmatch(written):
        return _day(_year(found[3], today), int(found[2]), int(found[1]), written, where)
    if found := _SHORT.fullmatch(written):
        return _day(_year(found[3], today), int(found[2] or today.month), int(found[1]), written, where)
    return parse_date(written, where)


def _year(digits: str | None, today: date) -> int:
    if not digits:
        return today.year
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _day(year: int, month: int, day: int, written: str, where: str) -> date:
    if year not in _YEARS:
        raise Problem("invalid_value", f"Năm của ngày “{written}” không hợp lý; ghi lại dạng 25/03/2024.", where)
    try:
        return date(year, month, day)
    except ValueError:
        raise Problem("invalid_value", f"Lịch không có ngày “{written}”; kiểm tra lại ngày, tháng, năm.", where) from None


def _no_date(written: str, where: str) -> Problem:
    return Problem("invalid_value", f"“{written}” không phải là ngày; ghi dạng 25/03/2024.", where)


def as_date(day: date | str) -> date:
    """Return a date of a record (ISO text) as a date.

    Raises:
        ValueError: the text is not ISO; stored dates always are.
    """
    return day if isinstance(day, date) else date.fromisoformat(day)


def format_date(day: date | str) -> str:
    """Return `25/03/2024`; from a date or its ISO text."""
    return as_date(day).strftime("%d/%m/%Y")


def paper_date(day: date | str) -> str:
    """Return `05/3/2024`, as an official paper writes it (Decree 30/2020/NĐ-CP, Appendix I)."""
    written = as_date(day)
    month = f"{written.month:02}" if written.month <= 2 else f"{written.month}"
    return f"{written.day:02}/{month}/{written.year}"


def as_on_paper(text: str) -> str:
    """Return a sentence of the screen with its days written as on paper: `14/03/2024` and `04–10/03` lose the month's zero."""
    return _MONTH.sub(lambda found: f"{found[1]}/{found[2]}", text)


def months_later(day: date, months: int) -> date:
    """Return the same day so many months later, or the last one of that month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def weekday_name(day: date | str) -> str:
    """Return `thứ Hai` … `Chủ nhật`."""
    return _WEEKDAYS[as_date(day).weekday()]
