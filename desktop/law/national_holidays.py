"""Vietnam's public holidays and moved working days, as a fresh station finds them in its table of holidays.

The `holidays` library knows the decisions of past years and the lunar dates; `resources/holidays.toml` adds
decisions that it does not know. Both are only a start: the table is a register, and an office corrects it there.
"""

import re
import tomllib
from collections.abc import Iterable
from datetime import date

import resources
from desktop.language.dates import format_date, parse_date
from desktop.law.working_days import Holiday

_MOVED_FROM = re.compile(r"\(thay cho ngày (\d\d/\d\d/\d{4})\)")


def default_holidays(years: Iterable[int]) -> list[Holiday]:
    """Return the days off and the weekend days worked of some years, by date; one row a day."""
    wanted = set(years)
    rows = {row.date: row for row in (*_of_the_library(wanted), *_of_later_decisions())}
    return [rows[day] for day in sorted(rows) if day.year in wanted]


def _of_the_library(years: set[int]) -> list[Holiday]:
    # Here, since it reads the calendars of all countries in, and the window need not wait for them. The country's module by
    # name: found by the packer of the program, unlike the library's lazy look-up.
    from holidays.countries.vietnam import Vietnam

    known = Vietnam(years=sorted(years), language="vi")  # type: ignore[no-untyped-call]  # its constructor has no types
    rows = [Holiday(day, name.replace("; ", ", "), "nghi") for day, name in known.items()]
    moved = ((parse_date(found[1]), row.date) for row in rows if (found := _MOVED_FROM.search(row.name)))
    return rows + [_worked_for(worked, off) for worked, off in moved]


def _of_later_decisions() -> list[Holiday]:
    moved = tomllib.loads(resources.read_text("holidays.toml"))["moved"]
    rows = [Holiday(entry["off"], f"Ngày nghỉ (thay cho ngày {format_date(entry['worked'])})", "nghi") for entry in moved]
    return rows + [_worked_for(entry["worked"], entry["off"]) for entry in moved]


def _worked_for(worked: date, off: date) -> Holiday:
    return Holiday(worked, f"Làm bù cho ngày nghỉ {format_date(off)}", "lam_bu")
