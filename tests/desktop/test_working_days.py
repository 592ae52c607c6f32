"""Terms in working days (Civil Code 2015, articles 147-148) and the weeks and months of reception."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.law.period_calendar import parse_code
from desktop.law.working_days import Holiday, Month, Week, WorkingDays, reception_months, reception_weeks
from tests.desktop.shipped_law import law, values_of

VIETNAM = law().calendar
WEEKENDS_ONLY = WorkingDays()
DAYS = st.dates(date(2024, 2, 1), date(2027, 11, 1))


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "works"),
    [
        ("2024-03-20", True),
        ("2024-03-23", False),  # Saturday
        ("2024-02-12", False),  # Tết
        ("2024-04-29", False),  # moved to …
        ("2024-05-04", True),  # … this Saturday
        ("2024-04-18", False),  # the Hùng kings, 10th of the 3rd lunar month
        ("2026-01-02", False),  # moved by a decision of 25/12/2025
        ("2026-01-10", True),
        ("2026-08-22", True),
        ("2024-02-14", False),  # in lieu of a Sunday of Tết
    ],
)
def test_the_office_works_on_weekdays_that_are_not_free_and_on_weekends_in_their_place(text, works):
    assert VIETNAM.is_working(day(text)) is works


def test_a_day_that_is_both_free_and_worked_is_free():
    both = WorkingDays(off=frozenset({day("2024-05-04")}), worked=frozenset({day("2024-05-04")}))
    assert not both.is_working(day("2024-05-04"))


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        ("2024-03-20", 0, "2024-03-20"),
        ("2024-03-20", 1, "2024-03-21"),  # the day of the event is not counted (147.2)
        ("2024-03-22", 1, "2024-03-25"),
        ("2024-03-23", 1, "2024-03-25"),  # an event on a Saturday
        ("2024-03-20", 10, "2024-04-03"),
        ("2024-02-07", 1, "2024-02-15"),  # over Tết
        ("2024-04-26", 3, "2024-05-04"),  # over 29/4-1/5, and the Saturday worked for it counts
        ("2025-12-31", 1, "2026-01-05"),
    ],
)
def test_a_term_ends_on_its_nth_working_day(start, n, end):
    assert VIETNAM.add_working_days(day(start), n) == day(end)
    assert VIETNAM.working_days_between(day(start), day(end)) == n


def test_a_term_is_not_negative():
    with pytest.raises(ValueError, match="negative"):
        VIETNAM.add_working_days(day("2024-03-20"), -1)


@pytest.mark.parametrize(
    ("last", "moved"),
    [("2024-03-20", "2024-03-20"), ("2024-03-23", "2024-03-25"), ("2024-02-08", "2024-02-15"), ("2024-05-04", "2024-05-04")],
)
def test_a_last_day_that_is_free_moves_to_the_next_working_day(last, moved):
    assert VIETNAM.next_working(day(last)) == day(moved)


def test_a_calendar_without_working_days_is_an_error_and_no_endless_search():
    never = WorkingDays(off=frozenset(day("2024-01-01") + timedelta(n) for n in range(4000)))
    with pytest.raises(ValueError, match="ten years"):
        never.next_working(day("2024-01-01"))


@given(DAYS, st.integers(1, 90))
def test_a_term_counts_back_to_its_length_and_ends_on_a_working_day(start, n):
    end = VIETNAM.add_working_days(start, n)
    assert VIETNAM.is_working(end)
    assert VIETNAM.working_days_between(start, end) == n
    assert VIETNAM.working_days_between(end, start) == -n


@given(DAYS, DAYS, DAYS)
def test_working_days_add_up_over_any_day_between(one, two, three):
    first, middle, last = sorted((one, two, three))
    count = VIETNAM.working_days_between
    assert count(first, middle) + count(middle, last) == count(first, last)


# The holidays of each year as the State announced them.
@pytest.mark.parametrize(
    ("year", "off", "worked"),
    [
        (2024, "0101 0208 0209 0212 0213 0214 0418 0429 0430 0501 0902 0903", "0504"),
        (2025, "0101 0127 0128 0129 0130 0131 0407 0430 0501 0502 0901 0902", "0426"),
        (2026, "0101 0102 0216 0217 0218 0219 0220 0427 0430 0501 0831 0901 0902 1124", "0110 0822"),
        (2027, "0101 0204 0205 0208 0209 0210 0416 0430 0503 0902 0903 1124", ""),
    ],
)
def test_the_table_of_a_fresh_station_holds_each_years_free_weekdays_and_worked_weekends(year, off, worked):
    rows = [Holiday(day(one["date"]), one["name"], one["kind"]) for one in values_of("holiday") if one["date"].startswith(str(year))]
    assert " ".join(f"{r.date:%m%d}" for r in rows if r.kind == "nghi" and r.date.weekday() < 5) == off
    assert " ".join(f"{r.date:%m%d}" for r in rows if r.kind == "lam_bu") == worked


def test_the_table_has_one_named_row_a_day_in_order():
    rows = values_of("holiday")
    assert [row["date"] for row in rows] == sorted({row["date"] for row in rows})
    assert all(row["name"] for row in rows)


def test_four_quarters_have_52_weeks_and_none_is_counted_twice_or_lost():
    weeks = [reception_weeks(*_ends(f"2024-Q{n}"), WEEKENDS_ONLY) for n in range(1, 5)]
    assert [len(part) for part in weeks] == [13, 13, 13, 13]
    assert [week for part in weeks for week in part] == reception_weeks(*_ends("2024"), WEEKENDS_ONLY)


@given(DAYS, DAYS, DAYS)
def test_weeks_and_months_of_two_periods_in_a_row_are_those_of_both_together(one, two, three):
    first, middle, last = sorted((one, two, three))
    after = middle + timedelta(days=1)
    assert reception_weeks(first, middle, VIETNAM) + reception_weeks(after, last, VIETNAM) == reception_weeks(first, last, VIETNAM)
    assert reception_months(first, middle) + reception_months(after, last) == reception_months(first, last)


def test_a_week_that_is_free_from_end_to_end_asks_for_nothing():
    without = reception_weeks(*_ends("2026-Q1"), VIETNAM)
    with_tet = reception_weeks(*_ends("2026-Q1"), WEEKENDS_ONLY)
    assert set(with_tet) - set(without) == {Week(day("2026-02-16"))}


def test_a_week_with_one_working_day_still_counts():
    codes = [week.code for week in reception_weeks(*_ends("2024-Q1"), VIETNAM)]
    assert {"2024-W06", "2024-W07"} <= set(codes)  # Tết of 2024 lay across two weeks
    assert len(codes) == 13


def test_a_week_belongs_to_the_period_of_its_thursday():
    week = Week(day("2024-03-11"))
    assert (week.thursday, week.sunday, week.code) == (day("2024-03-14"), day("2024-03-17"), "2024-W11")
    assert week in reception_weeks(*_ends("2024-Q1"), VIETNAM)
    assert Week(day("2024-12-30")).code == "2025-W01"


def test_a_month_belongs_to_the_period_of_its_last_day():
    assert reception_months(*_ends("2026-Q4")) == [Month(2026, 9), Month(2026, 10), Month(2026, 11)]
    assert reception_months(*_ends("2027")) == [Month(2026, 12), *[Month(2027, n) for n in range(1, 12)]]
    assert reception_months(day("2026-07-01"), day("2026-07-30")) == []
    assert (Month(2024, 2).first_day, Month(2024, 2).last_day) == (day("2024-02-01"), day("2024-02-29"))
    assert Month(2026, 12).last_day == day("2026-12-31")


def _ends(code: str) -> tuple[date, date]:
    span = parse_code(code)
    return span.from_date, span.to_date
