"""R12: oversight and criticism say their form and what came of their recommendations; contributions are totals of a period."""

import pytest

from desktop import registers
from desktop.entries.tables import event_date
from tests.desktop.registers.judging import blocks, broken, context, whole

OVERSIGHT = {"kind": "giam_sat", "recs_n": 3}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"gs_form": None}, ["required gs_form"]),
        ({"recs_n": None}, ["required recs_n"]),
        ({"kind": "phan_bien", "pb_form": None}, ["required pb_form"]),
        ({"kind": "phan_bien", "gs_form": "vb"}, ["closed gs_form"]),
        ({"pb_form": "hoi_nghi"}, ["closed pb_form"]),
        ({"kind": "ra_quan"}, ["closed recs_n"]),
        ({"kind": "ra_quan", "recs_n": None}, []),
        ({"recs_accepted_n": 3, "recs_answered_n": 3}, []),
        ({"recs_accepted_n": 4}, ["what_was_accepted_was_recommended"]),
        ({"recs_answered_n": 4}, ["what_was_answered_was_recommended"]),
        ({"date_from": "2024-03-25", "date_to": "2024-03-24"}, ["an_activity_ends_after_it_begins"]),
        ({"answered_on": "2024-03-24"}, ["an_answer_follows_the_activity"]),
        ({"partners": None}, ["required partners"]),
    ],
)
def test_a_wrong_activity_breaks_exactly_one_rule(change, expected):
    assert broken("coop_activity", **OVERSIGHT | change) == expected


@pytest.mark.parametrize("rule", ["what_was_accepted_was_recommended", "what_was_answered_was_recommended"])
def test_more_answers_than_recommendations_are_refused(rule):
    assert blocks("coop_activity", rule)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"activity_id": None}, ["what_was_given_belongs_to_something"]),
        ({"activity_id": None, "model_id": "some"}, []),
        ({"activity_id": None, "program_id": "some"}, []),
        ({"money": None}, ["what_was_given_is_an_amount"]),
        ({"money": None, "land_m2": "120.5"}, []),
        ({"period": None}, ["required period"]),
        ({"village_id": None}, ["required village_id"]),
    ],
)
def test_a_contribution_is_an_amount_that_belongs_to_something(change, expected):
    assert broken("contribution", **change) == expected


@pytest.mark.parametrize(("code", "name"), [("contribution", "period"), ("violation_stat", "period_id"), ("admin_stat", "period_id")])
def test_a_figure_of_a_period_is_dated_by_its_last_day(code, name):
    row = whole(code, **{name: "2024-Q2"})
    assert (row["period_from"], row["period_to"]) == ("2024-03-15", "2024-06-14")
    assert event_date(registers.ALL[code], row, context(code, row, {})) == "2024-06-14"
    assert broken(code, **{name: "quý II"}) == ["a_figure_is_told_for_a_period"]


@pytest.mark.parametrize(("item", "passed", "wrong"), [("BQ1", True, False), ("BQ6", True, True), ("BQ2", False, True)])
def test_what_people_give_is_what_they_decided(item, passed, wrong):
    found = broken("contribution", {"d": {"item_code": item, "passed": passed}}, decision_id="d")
    assert found == ["a_contribution_was_decided_by_those_who_give"] * wrong


def test_a_contribution_names_no_household():
    assert not [field for field in registers.ALL["contribution"].fields if field.is_text and field.name not in ("period", "note")]
    assert whole("contribution", households_n=12)["households_n"] == 12
