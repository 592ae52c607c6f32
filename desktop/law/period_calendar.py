"""Reporting periods on the calendar: which days "quý I/2024" covers, and what comes before it.

Decree 09/2019/NĐ-CP, article 12: a month runs from the 15th of the month before to its own 14th; a quarter, a
half year, nine months and a year likewise begin on the 15th of the month before. Dates given by an upper unit
replace these; targets of the plan keep the calendar year of the period's last day.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, cast

from desktop.errors import Problem

Kind = Literal["month", "quarter", "half", "nine", "year", "custom"]
FIRST_DAY = 15
_QUARTERS = ("I", "II", "III", "IV")
_HALVES = ("6 tháng đầu năm", "6 tháng cuối năm")
_CODE = re.compile(r"(\d{4})(?:-(?:(0[1-9]|1[0-2])|Q([1-4])|H([12])|(9M)))?")
_CUSTOM_CODE = re.compile(r"(?:19|20)\d\d-[A-Za-z0-9][A-Za-z0-9-]{0,30}")
_YEARS = range(1900, 2100)


@dataclass(frozen=True, slots=True)
class Span:
    """One reporting period: its code, its days (first and last included) and its name in a heading."""

    code: str
    kind: Kind
    year: int
    n: int | None
    from_date: date
    to_date: date
    label: str

    def __contains__(self, day: date) -> bool:
        return self.from_date <= day <= self.to_date


@dataclass(frozen=True, slots=True)
class _Shape:
    """How the periods of one kind lie in their year."""

    count: int
    months: int
    code: Callable[[int, int], str]
    label: Callable[[int, int], str]


_SHAPES: dict[str, _Shape] = {
    "month": _Shape(12, 1, lambda year, n: f"{year}-{n:02}", lambda year, n: f"tháng {n}/{year}"),
    "quarter": _Shape(4, 3, lambda year, n: f"{year}-Q{n}", lambda year, n: f"quý {_QUARTERS[n - 1]}/{year}"),
    "half": _Shape(2, 6, lambda year, n: f"{year}-H{n}", lambda year, n: f"{_HALVES[n - 1]} {year}"),
    "nine": _Shape(1, 9, lambda year, _: f"{year}-9M", lambda year, _: f"9 tháng đầu năm {year}"),
    "year": _Shape(1, 12, lambda year, _: f"{year}", lambda year, _: f"năm {year}"),
}


_COUNTED = {"month": "tháng", "quarter": "quý", "half": "sáu tháng"}


def period_dates(kind: str, year: int, n: int | None = None, first_day: int = FIRST_DAY) -> Span:
    """Return a period of the decree.

    Args:
        kind: month | quarter | half | nine | year.
        year: The year that it belongs to: the year of its last day.
        n: Month 1-12, quarter 1-4, half 1-2; not needed for nine months and a year.
        first_day: The day of the month before on which it begins, 2-28; 1 = calendar months, from the 1st of its own.

    Raises:
        Problem: invalid_value, if there is no such kind or number.
    """
    shape = _SHAPES.get(kind)
    if shape is None:
        raise Problem("invalid_value", f"Không có loại kỳ “{kind}”; chọn {', '.join(_SHAPES)} hoặc custom.", "kind")
    if n is None and shape.count == 1:
        n = 1
    if n is None or not 1 <= n <= shape.count:
        raise Problem("invalid_value", f"Kỳ {_COUNTED.get(kind, kind)} phải có số thứ tự từ 1 đến {shape.count}.", "N")
    if year not in _YEARS:
        raise Problem("invalid_value", f"Năm {year} không hợp lý; ghi năm của ngày cuối kỳ.", "year")
    last_month = n * shape.months
    begin = _boundary(year, last_month - shape.months, first_day)
    end = _boundary(year, last_month, first_day) - timedelta(days=1)
    return Span(shape.code(year, n), cast(Kind, kind), year, n if shape.count > 1 else None, begin, end, shape.label(year, n))


def _boundary(year: int, months: int, first_day: int) -> date:
    """Return the day on which the period after the first `months` months of the year begins."""
    if first_day > 1:  # begins in the month before
        months -= 1
    return date(year + months // 12, months % 12 + 1, first_day)


def quarter_of(day: date) -> Span:
    """Return the decree's quarter that a day lies in."""
    quarters = (period_dates("quarter", year, n) for year in (day.year, day.year + 1) for n in range(1, 5))
    return next(one for one in quarters if one.to_date >= day)


def custom(code: str, from_date: date, to_date: date, label: str = "") -> Span:
    """Return a period with dates of its own ("đến 15/11").

    Args:
        code: The year, a hyphen, letters and digits: `2024-DOT1`; none of the decree's codes.
        from_date: First day.
        to_date: Last day.
        label: Its name; without one, "từ … đến …".

    Raises:
        Problem: invalid_value, if the code has another form or is taken, or the dates are turned round.
    """
    if not _CUSTOM_CODE.fullmatch(code) or _CODE.fullmatch(code):
        raise Problem("invalid_value", f"Mã kỳ “{code}” không dùng được; ghi năm, gạch nối rồi chữ và số, ví dụ 2024-DOT1.", "id")
    if from_date > to_date:
        raise Problem("invalid_value", f"Kỳ “{code}” có ngày đầu sau ngày cuối; ghi lại hai ngày.", "from")
    named = label or f"từ {from_date:%d/%m/%Y} đến {to_date:%d/%m/%Y}"
    return Span(code, "custom", to_date.year, None, from_date, to_date, named)


def parse_code(code: str, first_day: int = FIRST_DAY) -> Span:
    """Return the decree's period of a code: `2024-06`, `2024-Q1`, `2024-H1`, `2024-9M`, `2024`.

    Raises:
        Problem: unknown_period, if it is none of these.
    """
    found = _CODE.fullmatch(code)
    if not found or int(found[1]) not in _YEARS:
        raise Problem("unknown_period", f"Không có kỳ “{code}”; ghi dạng 2024-06, 2024-Q1, 2024-H1, 2024-9M hoặc 2024.", code)
    year = int(found[1])
    for kind, n in (("month", found[2]), ("quarter", found[3]), ("half", found[4])):
        if n:
            return period_dates(kind, year, int(n), first_day)
    return period_dates("nine" if found[5] else "year", year, None, first_day)


def is_standard_code(code: str) -> bool:
    """Say whether a code is one of the decree's."""
    found = _CODE.fullmatch(code)
    return bool(found) and int(code[:4]) in _YEARS


def plan_year(span: Span) -> int:
    """Return the year whose plan a period is measured against: that of its last day."""
    return span.to_date.year
