"""R04b: one record for a model and a period, dated by the period's last day as the unit has it."""

import pytest

from desktop.actions import lookup, periods
from desktop.actions.periods import NewPeriod
from tests.desktop.registers.judging import broken
from tests.office import open_desk


@pytest.fixture
def desk(tmp_path):
    made = open_desk(tmp_path / "xa", series="A")
    yield made
    made.office.close()


def day(desk, record):
    return lookup.show(desk.office, "model_progress", record).event_date


@pytest.mark.parametrize(
    ("quarter", "last"), [("2024-Q1", "2024-03-14"), ("2024-Q4", "2024-12-14"), ("2024-H1", "2024-06-14"), ("2024", "2024-12-14")]
)
def test_progress_is_dated_by_the_last_day_of_its_period(desk, quarter, last):
    assert day(desk, desk.add("model_progress", quarter=quarter)) == last


def test_a_period_with_days_of_its_own_dates_the_progress_again(desk):
    made = desk.add("model_progress", quarter="2024-Q1")
    periods.open_period(desk.office, NewPeriod("quarter", 2024, 1, first="2024-01-01", last="2024-03-31"))
    assert day(desk, made) == "2024-03-31"
    assert periods.show(desk.office, "2024-Q1").standing.period.last == "2024-03-31"


def test_a_period_that_somebody_opened_is_one(desk):
    periods.open_period(desk.office, NewPeriod("custom", 2024, first="2024-01-01", last="2024-11-15", code="2024-DOT1"))
    assert day(desk, desk.add("model_progress", quarter="2024-DOT1")) == "2024-11-15"


def test_a_model_has_one_progress_for_a_period(desk):
    first = desk.add("model_progress", quarter="2024-Q2", progress_state="cham")
    assert desk.add("model_progress", quarter="2024-Q2", progress_state="hoan_thanh") == first
    assert desk.add("model_progress", quarter="2024-Q3") != first


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"quarter": "quý I"}, ["progress_is_of_a_period"]),
        ({"after_qty": "35"}, ["a_number_says_what_it_counts"]),
        ({"before_qty": "12", "after_qty": "35", "measure_name": "Hộ có nhà tiêu", "measure_unit": "hộ"}, []),
        ({"model_id": "model", "quarter": "2023-Q4"}, ["progress_follows_the_registration"]),
        ({"model_id": "model", "quarter": "2024-Q1"}, []),
    ],
)
def test_a_wrong_progress_breaks_exactly_one_rule(change, expected):
    assert broken("model_progress", {"model": {"_date": "2024-03-10"}}, **change) == expected
