"""Dates as people type them at the desk: a day, a day and month, with or without strokes, or "hn" for today.

Law: day before month before year, always; a two-digit year is of this century; what is no day of the calendar is
refused and never moved to the next one.
"""

import re
from datetime import date

_TODAY = ("hn", "homnay")
_PARTS = re.compile(r"^(\d{1,2})(?:[/.\- ](\d{1,2})(?:[/.\- ](\d{4}|\d{2}))?)?$")
_RUN = re.compile(r"^(\d{2})(\d{2})(\d{4}|\d{2})?$")
_ISO = re.compile(r"^(\d{4})-(\d{2})-(\d{2})$")


def read_typed_date(typed: str, today: date) -> date | None:
    """The day meant by `typed`: 25, 25/3, 25/3/24, 25-03-2024, 2503, 250324, 25032024, 2024-03-25 or hn.

    What is left out is taken from `today`. None when it is no day.
    """
    words = typed.strip().lower()
    if words.replace(" ", "") in _TODAY:
        return today
    if found := _ISO.match(words):
        year, month, day = (int(part) for part in found.groups())
    elif found := _PARTS.match(words) or _RUN.match(words):
        day = int(found[1])
        month = int(found[2]) if found[2] else today.month
        year = int(found[3]) if found[3] else today.year
        year += 2000 if year < 100 else 0
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def written_date(day: date) -> str:
    """The day as it is written outside: dd/MM/yyyy."""
    return f"{day:%d/%m/%Y}"
