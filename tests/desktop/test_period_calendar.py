"""Periods of decree 09/2019/NĐ-CP, article 12, as the contract of the command line names them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.errors import Problem
from desktop.law.period_calendar import (
    custom,
    is_standard_code,
    parse_code,
    period_dates,
    plan_year,
    quarter_of,
)

CODES = st.builds(
    lambda year, rest: f"{year}{rest}",
    st.integers(1950, 2090),
    st.sampled_from(["", "-9M", "-H1", "-H2", *[f"-Q{n}" for n in range(1, 5)], *[f"-{n:02}" for n in range(1, 13)]]),
)


@pytest.mark.parametrize(
    ("kind", "n", "code", "begin", "end", "label"),
    [
        ("month", 6, "2024-06", "2024-05-15", "2024-06-14", "tháng 6/2024"),
        ("month", 1, "2024-01", "2023-12-15", "2024-01-14", "tháng 1/2024"),
        ("month", 12, "2024-12", "2024-11-15", "2024-12-14", "tháng 12/2024"),
        ("quarter", 1, "2024-Q1", "2023-12-15", "2024-03-14", "quý I/2024"),
        ("quarter", 2, "2024-Q2", "2024-03-15", "2024-06-14", "quý II/2024"),
        ("quarter", 3, "2024-Q3", "2024-06-15", "2024-09-14", "quý III/2024"),
        ("quarter", 4, "2024-Q4", "2024-09-15", "2024-12-14", "quý IV/2024"),
        ("half", 1, "2024-H1", "2023-12-15", "2024-06-14", "6 tháng đầu năm 2024"),
        ("half", 2, "2024-H2", "2024-06-15", "2024-12-14", "6 tháng cuối năm 2024"),
        ("nine", None, "2024-9M", "2023-12-15", "2024-09-14", "9 tháng đầu năm 2024"),
        ("year", None, "2024", "2023-12-15", "2024-12-14", "năm 2024"),
    ],
)
def test_a_period_has_the_days_of_article_12(kind, n, code, begin, end, label):
    span = period_dates(kind, 2024, n)
    assert (span.code, span.from_date.isoformat(), span.to_date.isoformat(), span.label) == (code, begin, end, label)
    assert parse_code(code) == span
    assert plan_year(span) == 2024


@pytest.mark.parametrize(
    ("code", "begin", "end"),
    [("2024-01", "2024-01-01", "2024-01-31"), ("2024-Q4", "2024-10-01", "2024-12-31"), ("2024", "2024-01-01", "2024-12-31")],
)
def test_a_unit_that_counts_calendar_months_gets_them(code, begin, end):
    span = parse_code(code, first_day=1)
    assert (span.from_date.isoformat(), span.to_date.isoformat()) == (begin, end)


@pytest.mark.parametrize(
    ("kind", "year", "n", "where"),
    [
        ("week", 2024, 1, "kind"),
        ("custom", 2024, None, "kind"),
        ("month", 2024, None, "N"),
        ("month", 2024, 13, "N"),
        ("quarter", 2024, 0, "N"),
        ("year", 2024, 2, "N"),
        ("year", 24, None, "year"),
    ],
)
def test_a_period_that_does_not_exist_is_refused(kind, year, n, where):
    with pytest.raises(Problem) as refused:
        period_dates(kind, year, n)
    assert (refused.value.code, refused.value.where) == ("invalid_value", where)


@pytest.mark.parametrize("code", ["", "24-Q1", "2024-Q5", "2024-13", "2024-6", "2024-H3", "2024-DOT1", "2024-q1", "0024", "2024-Q1 "])
def test_a_code_of_another_form_is_unknown(code):
    assert not is_standard_code(code)
    with pytest.raises(Problem) as refused:
        parse_code(code)
    assert (refused.value.code, refused.value.where) == ("unknown_period", code)


@given(CODES)
def test_a_period_is_known_again_by_its_code(code):
    assert parse_code(parse_code(code).code).code == code


def test_the_quarters_and_months_of_a_year_fill_it_without_gap_or_overlap():
    year = parse_code("2024")
    for codes in ([f"2024-Q{n}" for n in range(1, 5)], [f"2024-{n:02}" for n in range(1, 13)]):
        spans = [parse_code(code) for code in codes]
        assert sum((span.to_date - span.from_date).days + 1 for span in spans) == 366
        assert (spans[0].from_date, spans[-1].to_date) == (year.from_date, year.to_date)


def test_nine_months_do_not_hold_a_day_of_the_last_quarter():
    assert date(2024, 10, 1) not in parse_code("2024-9M")


def test_a_period_of_its_own_dates_belongs_to_the_plan_of_its_last_day():
    span = custom("2024-DOT1", date(2023, 11, 16), date(2024, 11, 15))
    assert (span.kind, span.year, plan_year(span), span.label) == ("custom", 2024, 2024, "từ 16/11/2023 đến 15/11/2024")
    assert custom("2024-DOT1", span.from_date, span.to_date, "đợt 1 năm 2024").label == "đợt 1 năm 2024"


@pytest.mark.parametrize(
    ("code", "begin", "end", "where"),
    [
        ("2024-Q1", date(2024, 1, 1), date(2024, 2, 1), "id"),
        ("DOT1", date(2024, 1, 1), date(2024, 2, 1), "id"),
        ("2024-đợt", date(2024, 1, 1), date(2024, 2, 1), "id"),
        ("2024-../x", date(2024, 1, 1), date(2024, 2, 1), "id"),
        ("2024-DOT1", date(2024, 2, 2), date(2024, 2, 1), "from"),
    ],
)
def test_a_custom_period_must_not_look_like_one_of_the_decree_or_run_backwards(code, begin, end, where):
    with pytest.raises(Problem) as refused:
        custom(code, begin, end)
    assert refused.value.where == where


@given(st.dates(date(1950, 1, 1), date(2090, 12, 31)))
def test_every_day_lies_in_one_quarter(day):
    quarter = quarter_of(day)
    assert quarter.from_date <= day <= quarter.to_date
    assert quarter == parse_code(quarter.code)
