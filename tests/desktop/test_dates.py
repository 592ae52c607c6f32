"""Dates: typed short, kept as ISO, written as decree 30/2020 wants them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.errors import Problem
from desktop.language.dates import as_on_paper, format_date, months_later, paper_date, parse_date, parse_typed_date, weekday_name

TODAY = date(2024, 3, 20)
DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize("text", ["2024-03-25", "25/3/2024", "25/03/2024", " 25.3.2024 ", "25-3-2024"])
def test_a_whole_date_is_read_in_the_forms_that_offices_use(text):
    assert parse_date(text) == date(2024, 3, 25)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("25", date(2024, 3, 25)),
        ("5", date(2024, 3, 5)),
        ("25/2", date(2024, 2, 25)),
        ("25/3/24", date(2024, 3, 25)),
        ("25.3.24", date(2024, 3, 25)),
        ("25032024", date(2024, 3, 25)),
        ("250324", date(2024, 3, 25)),
        ("2503", date(2024, 3, 25)),
        ("25 3 24", date(2024, 3, 25)),
        ("hn", TODAY),
        ("Hôm nay", TODAY),
        ("29/2", date(2024, 2, 29)),
        ("2023-12-15", date(2023, 12, 15)),
        ("15/12/2023", date(2023, 12, 15)),
    ],
)
def test_a_shortened_date_is_near_today(typed, meant):
    assert parse_typed_date(typed, TODAY) == meant


@pytest.mark.parametrize("typed", ["", "31/2", "31", "0/3", "25/13", "25/3-2024", "25/3/0204", "25/3/20244", "250", "mai", "25/3/2024 8h"])
def test_no_date_is_refused_with_the_field(typed):
    with pytest.raises(Problem) as refused:
        parse_typed_date(typed, date(2024, 2, 1), where="planned_date")
    assert (refused.value.code, refused.value.where) == ("invalid_value", "planned_date")


@pytest.mark.parametrize("text", ["25", "25/3", "25/3/24", "29/02/2023", "hn"])
def test_a_date_that_depends_on_today_is_no_whole_date(text):
    with pytest.raises(Problem):
        parse_date(text)


@pytest.mark.parametrize(
    ("iso", "written"),
    [
        ("2024-01-05", "05/01/2024"),
        ("2024-02-15", "15/02/2024"),
        ("2024-03-09", "09/3/2024"),
        ("2024-12-31", "31/12/2024"),
    ],
)
def test_a_date_on_paper_has_zeros_as_decree_30_2020_wants_them(iso, written):
    assert paper_date(iso) == written


def test_a_week_begins_on_monday_and_ends_on_sunday():
    assert [weekday_name(date(2024, 3, 18) + timedelta(n)) for n in (0, 1, 5, 6)] == ["thứ Hai", "thứ Ba", "thứ Bảy", "Chủ nhật"]


@given(DAYS)
def test_a_written_date_is_read_back(day):
    assert parse_date(format_date(day)) == parse_date(day.isoformat()) == day
    assert parse_typed_date(day.strftime("%d%m%Y"), TODAY) == day
    assert format_date(day.isoformat()) == format_date(day)


@given(DAYS.filter(lambda day: day.year >= 2000), DAYS)
def test_a_year_of_two_digits_is_of_this_century(day, today):
    assert parse_typed_date(f"{day.day}/{day.month}/{day.year % 100:02}", today) == day


def test_a_sentence_of_the_screen_loses_the_months_zero_on_paper():
    said = "chưa đăng ký mô hình nào từ 01/01 đến 14/03/2024 (26/02–03/03, 11–17/03, 04–10/12)"
    assert as_on_paper(said) == "chưa đăng ký mô hình nào từ 01/01 đến 14/3/2024 (26/02–03/3, 11–17/3, 04–10/12)"


def test_some_months_later_a_month_without_that_day_ends_a_day_sooner():
    assert months_later(date(2024, 3, 14), 24) == date(2026, 3, 14)
    assert months_later(date(2024, 8, 31), 6) == date(2025, 2, 28)
