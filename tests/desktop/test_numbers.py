"""Numbers: dots for thousands, a comma for decimals, and nothing guessed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.errors import Problem
from desktop.language.numbers import (
    canonical_decimal,
    format_number,
    format_percent,
    format_ratio,
    parse_decimal,
    parse_int,
    two_digits,
)

DECIMALS = st.decimals(min_value=-(10**9), max_value=10**9, places=4, allow_nan=False).map(lambda number: canonical_decimal(f"{number:f}"))


@pytest.mark.parametrize(
    ("typed", "number"), [("0", 0), ("05", 5), ("1234", 1234), ("1.234", 1234), ("12.500.000", 12_500_000), (" -7 ", -7)]
)
def test_a_count_may_have_dots(typed, number):
    assert parse_int(typed) == number


@pytest.mark.parametrize("typed", ["", "1,5", "1,234", "12.34", "1.2345", "1 234", "1e3", "mười", "1234567890123456789", "--1", "1."])
def test_what_is_no_count_is_refused(typed):
    with pytest.raises(Problem) as refused:
        parse_int(typed, "people_count")
    assert (refused.value.code, refused.value.where) == ("invalid_value", "people_count")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("1.234,5", "1234.5"),
        ("1234,5", "1234.5"),
        ("1234,50", "1234.5"),
        ("1234", "1234"),
        ("12.5", "12.5"),
        ("0.125", "0.125"),
        ("12.500.000", "12500000"),
        ("12.500.000,25", "12500000.25"),
        ("−3,5", "-3.5"),
        ("-0,0", "0"),
        ("007,10", "7.1"),
    ],
)
def test_a_quantity_is_kept_with_a_dot(typed, kept):
    assert parse_decimal(typed) == kept


@pytest.mark.parametrize("typed", ["1.234", "12.500", "-999.000"])
def test_a_quantity_that_can_be_read_in_two_ways_is_refused_with_both(typed):
    with pytest.raises(Problem, match="hai cách") as refused:
        parse_decimal(typed, "land_m2")
    assert typed.replace(".", "") in refused.value.message
    assert typed.replace(".", ",") in refused.value.message


@pytest.mark.parametrize("typed", ["", ",5", "5,", "1.23,5", "12.3456.789", "1,234,5", "1,5.000", "nan", "inf", "1e5", "5 m2"])
def test_what_is_no_quantity_is_refused(typed):
    with pytest.raises(Problem):
        parse_decimal(typed)


@pytest.mark.parametrize("text", ["1,5", "1.234.567", " 1", "+1", ".5", "١", "1" * 21])
def test_machine_form_is_only_digits_with_a_dot(text):
    with pytest.raises(Problem):
        canonical_decimal(text)


@pytest.mark.parametrize(
    ("value", "places", "written"),
    [
        (0, None, "0"),
        (1234567, None, "1.234.567"),
        ("1234.5", None, "1.234,5"),
        ("-1234.5", 2, "-1.234,50"),
        ("0.125", 2, "0,13"),
        ("2.5", 0, "3"),
    ],
)
def test_a_number_is_written_with_dots_and_a_comma(value, places, written):
    assert format_number(value, places) == written


@pytest.mark.parametrize(
    ("ratio", "written"), [("0.9550", "95,5%"), ("1.0000", "100%"), ("0.0000", "0%"), ("0.3333", "33,3%"), ("0.9995", "100%")]
)
def test_a_ratio_is_written_in_per_cent(ratio, written):
    assert format_ratio(ratio) == written


def test_per_cent_has_no_blank_and_small_counts_have_two_digits():
    assert format_percent("95.5") == "95,5%"
    assert [two_digits(n) for n in (2, 12, 120)] == ["02", "12", "120"]


@given(st.integers(-(10**12), 10**12))
def test_a_written_count_is_read_back(number):
    assert parse_int(format_number(number)) == number


@given(DECIMALS)
def test_a_kept_quantity_stays_itself_and_is_read_back_from_what_is_written(kept):
    assert canonical_decimal(kept) == kept
    # With one decimal more than the number has, nothing that is written can be taken for thousands.
    assert parse_decimal(format_number(kept, 5)) == kept
    assert Decimal(parse_decimal(format_number(kept, 5))) == Decimal(kept)
