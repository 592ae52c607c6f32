"""R15: two thirds or more than half of all households, told, sent and recognised in time; answers add up; one conference a year."""

import pytest

from desktop import registers
from desktop.entries.record_ids import natural_id
from tests.desktop.registers.judging import blocks, broken, whole
from tests.factory import valid

DAY = {"event_date": "2024-03-25"}


@pytest.mark.parametrize(
    ("item", "votes", "needed", "passed"),
    [
        ("BQ1", 60, "2/3", True),  # two thirds of ninety
        ("BQ1", 59, "2/3", False),
        ("BQ2", 60, "2/3", True),
        ("BQ3", 46, ">50%", True),
        ("BQ3", 45, ">50%", False),  # a half is not more than half
        ("BQ6", 46, ">50%", True),
    ],
)
def test_a_vote_is_counted_against_all_households(item, votes, needed, passed):
    row = whole("community_decision", item_code=item, hh_total=90, hh_present=70, hh_absent=20, votes_for=votes)
    assert (row["needed"], row["passed"]) == (needed, passed)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"village_id": None}, ["required village_id"]),
        ({"scope": "xa", "village_id": None}, []),
        ({"scope": "xa", "village_id": "some"}, ["closed village_id"]),
        ({"hh_absent": 1}, ["present_and_absent_are_all_households"]),
        ({"hh_present": 8, "hh_absent": 2, "votes_for": 8, "votes_against": 0, "votes_blank": 0}, []),
        ({"hh_present": 8, "hh_absent": 2, "votes_for": 8, "votes_against": 1, "votes_blank": 0}, ["votes_are_of_those_who_took_part"]),
        ({"form": "phieu", "hh_present": 8, "hh_absent": 2, "votes_for": 8, "votes_against": 1, "votes_blank": 1}, []),
        ({"form": "phieu", "votes_for": 9, "votes_against": 1, "votes_blank": 1}, ["votes_are_of_those_who_took_part"]),
        ({"notice_on": "2024-03-23"}, []),
        ({"notice_on": "2024-03-24"}, ["households_hear_in_time"]),
        ({"sent_on": "2024-04-01"}, []),
        ({"sent_on": "2024-04-02"}, ["a_decision_is_sent_in_time"]),
        ({"sent_on": "2024-03-24"}, ["a_decision_goes_its_way_in_order"]),
        ({"item_code": "BQ3", "recognised_by": "ubnd"}, []),
        ({"item_code": "BQ3", "recognised_by": "mttq"}, ["a_decision_is_recognised_by_whom_the_law_names"]),
        ({"item_code": "BQ5", "recognised_by": "mttq", "sent_on": "2024-03-26", "recognised_on": "2024-04-02"}, []),
        ({"item_code": "BQ5", "sent_on": "2024-03-26", "recognised_on": "2024-04-03"}, ["a_decision_is_recognised_in_time"]),
        ({"recognised_on": "2024-03-26"}, ["closed recognised_on"]),
        ({"contribution_each": "200.000 đồng một hộ"}, []),
        ({"item_code": "BQ6", "contribution_each": "200.000 đồng"}, ["closed contribution_each"]),
    ],
)
def test_a_wrong_decision_breaks_exactly_one_rule(change, expected):
    assert broken("community_decision", **DAY | change) == expected


def test_sums_are_refused_and_lateness_is_shown():
    assert blocks("community_decision", "present_and_absent_are_all_households")
    assert blocks("community_decision", "votes_are_of_those_who_took_part")
    assert not blocks("community_decision", "a_decision_is_sent_in_time")


@pytest.mark.parametrize(("item", "body"), [("BQ3", "ubnd"), ("BQ4", "ubnd"), ("BQ5", "mttq"), ("BQ1", None)])
def test_who_recognises_follows_from_the_matter(item, body):
    fills = registers.ALL["community_decision"].fills["recognised_by"]
    assert fills({"item_code": item}) == body


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"answered_n": 10, "asked_n": 10, "agree_n": 6, "disagree_n": 3, "other_n": 1}, []),
        ({"answered_n": 9, "asked_n": 10, "agree_n": 6, "disagree_n": 3, "other_n": 1}, ["answers_of_every_kind_are_among_the_answers"]),
        ({"answered_n": 10, "asked_n": 9}, ["who_answers_was_asked"]),
        ({"date_from": "2024-03-25", "date_to": "2024-03-24"}, ["a_consultation_ends_after_it_begins"]),
        ({"summary_published_on": "2024-03-24"}, ["a_summary_follows_the_consultation"]),
        ({"villages": None}, ["required villages"]),
    ],
)
def test_a_wrong_consultation_breaks_exactly_one_rule(change, expected):
    assert broken("consultation", **change) == expected
    assert blocks("consultation", "answers_of_every_kind_are_among_the_answers")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"hh_total": 40, "hh_present": 40}, []),
        ({"hh_total": 40, "hh_present": 41}, ["who_came_is_among_the_households"]),
        ({"notice_on": "2024-03-20"}, []),
        ({"notice_on": "2024-03-21"}, ["a_conference_is_called_in_time"]),
        ({"report_sent_on": "2024-03-24"}, ["a_report_follows_the_conference"]),
        ({"year": 2023}, ["a_conference_belongs_to_the_year_in_which_it_was_held"]),
    ],
)
def test_a_wrong_conference_breaks_exactly_one_rule(change, expected):
    assert broken("village_conference", **change) == expected
    assert blocks("village_conference", "who_came_is_among_the_households")


def test_a_village_has_one_conference_a_year():
    register, first = registers.ALL["village_conference"], valid("village_conference")
    same = natural_id(register, "2024:03433", first | {"opinions_n": 9})
    assert natural_id(register, "2024:03433", first) == same != natural_id(register, "2024:03433", first | {"year": 2025})
