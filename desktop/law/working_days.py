"""Working days: when a term ends, and which weeks and months a chairman must receive citizens in.

Civil Code 2015 (91/2015/QH13), articles 147-148: the day of the event is not counted; a term whose last day is a
free one ends on the next working day. Free are Saturdays and Sundays unless worked for another day, public
holidays, and the days moved by each year's decision; all of them come in as data, nothing is computed here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, NamedTuple

_DAY = timedelta(days=1)
_SATURDAY = 5
_THURSDAY = 4  # ISO: the day that decides to which year, and here to which period, a week belongs
_FAR = 3660  # days without a single working one: the table of holidays is wrong


class Holiday(NamedTuple):
    """One row of the table of holidays: `nghi`, a day off, or `lam_bu`, a weekend day that is worked."""

    date: date
    name: str
    kind: Literal["nghi", "lam_bu"]


class Week(NamedTuple):
    """An ISO week by its Monday; it belongs to a period by its Thursday."""

    monday: date

    @property
    def thursday(self) -> date:
        """The day whose period and law are the week's."""
        return self.monday + (_THURSDAY - 1) * _DAY

    @property
    def sunday(self) -> date:
        """Its last day."""
        return self.monday + 6 * _DAY

    @property
    def code(self) -> str:
        """`2024-W05`."""
        year, number, _ = self.monday.isocalendar()
        return f"{year}-W{number:02}"

    @property
    def days(self) -> tuple[date, ...]:
        """Monday to Sunday."""
        return tuple(self.monday + n * _DAY for n in range(7))


class Month(NamedTuple):
    """A calendar month; it belongs to a period by its last day."""

    year: int
    month: int

    @property
    def first_day(self) -> date:
        """The 1st."""
        return date(self.year, self.month, 1)

    @property
    def last_day(self) -> date:
        """The 28th to 31st: the day whose period and law are the month's."""
        return date(self.year + self.month // 12, self.month % 12 + 1, 1) - _DAY


@dataclass(frozen=True)
class WorkingDays:
    """The calendar of an office.

    Attributes:
        off: Days off, weekends aside.
        worked: Weekend days that are worked for another day. A day in both is off.
    """

    off: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()

    @classmethod
    def of(cls, holidays: Iterable[Holiday]) -> "WorkingDays":
        """Return the calendar of a table of holidays."""
        rows = list(holidays)
        return cls(
            frozenset(row.date for row in rows if row.kind == "nghi"),
            frozenset(row.date for row in rows if row.kind == "lam_bu"),
        )

    def is_working(self, day: date) -> bool:
        """Say whether the office works on a day."""
        return day not in self.off and (day.weekday() < _SATURDAY or day in self.worked)

    def next_working(self, day: date) -> date:
        """Return the day itself if it is worked, else the next one that is (Civil Code, article 148.5).

        Raises:
            ValueError: ten years without a working day.
        """
        for ahead in range(_FAR):
            if self.is_working(day + ahead * _DAY):
                return day + ahead * _DAY
        raise ValueError(f"no working day for ten years after {day}")

    def add_working_days(self, day: date, n: int) -> date:
        """Return the n-th working day after a day, which itself is not counted (article 147.2); n = 0: the day.

        Raises:
            ValueError: n is negative.
        """
        if n < 0:
            raise ValueError(f"a term is not negative: {n}")
        for _ in range(n):
            day = self.next_working(day + _DAY)
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """Return how many working days lie after `start` up to `end`; negative when `end` is earlier.

        Counted as a term is: `working_days_between(d, add_working_days(d, n)) == n`.
        """
        if end < start:
            return -self.working_days_between(end, start)
        return sum(self.is_working(start + n * _DAY) for n in range(1, (end - start).days + 1))

    def holidays_between(self, start: date, end: date) -> int:
        """Return how many weekdays after `start` up to `end` are days off."""
        return sum(start < day <= end and day.weekday() < _SATURDAY for day in self.off)


def reception_weeks(from_date: date, to_date: date, calendar: WorkingDays) -> list[Week]:
    """Return the weeks of a period in which the chairman must receive citizens (Law 42/2013/QH13, article 15.2d).

    A week belongs to the period that holds its Thursday, so no week is counted twice or lost between two periods.
    A week in which nobody works at all (Tết) asks for nothing.
    """
    return [week for week in _weeks(from_date, to_date) if any(map(calendar.is_working, week.days))]


def _weeks(from_date: date, to_date: date) -> Iterator[Week]:
    thursday = from_date + (_THURSDAY - from_date.isoweekday()) % 7 * _DAY
    while thursday <= to_date:
        yield Week(thursday - (_THURSDAY - 1) * _DAY)
        thursday += 7 * _DAY


def reception_months(from_date: date, to_date: date) -> list[Month]:
    """Return the months whose last day lies in a period: the law from 01/7/2026 (136/2025/QH15) counts by month."""
    first, last = (day.year * 12 + day.month - 1 for day in (from_date, to_date))
    months = (Month(at // 12, at % 12 + 1) for at in range(first, last + 1))
    return [month for month in months if from_date <= month.last_day <= to_date]
