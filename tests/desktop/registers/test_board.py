"""R16: five members at least, women among them; a board of oversight has its project, and works in its term."""

import pytest

from desktop import registers
from desktop.actions import lookup, records
from tests.desktop.registers.judging import blocks, broken
from tests.office import open_desk

PROJECT = {"kind": "gsdtccd", "project": "Đường vào bản Chà Gì"}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"members_n": 4}, ["a_board_has_members_enough"]),
        (PROJECT, []),
        (PROJECT | {"members_n": 4}, ["a_board_has_members_enough"]),
        ({"members_n": 4, "term_from": "2022-03-25"}, []),  # before the law
        ({"members_n": 5, "women_n": 6}, ["women_are_among_the_members"]),
        (PROJECT | {"project": None}, ["required project"]),
        ({"project": "Đường vào bản"}, ["closed project"]),
        ({"project_value": 500}, ["closed project_value"]),
        ({"term_to": "2024-03-24"}, ["a_term_ends_after_it_begins"]),
        (PROJECT | {"project_from": "2024-03-25", "project_to": "2024-03-24"}, ["a_project_ends_after_it_begins"]),
        ({"decision_no": "15/QĐ-MTTQ"}, ["a_recognition_has_number_and_date"]),
    ],
)
def test_a_wrong_board_breaks_exactly_one_rule(change, expected):
    assert broken("board", **change) == expected


def test_a_small_board_is_shown_and_not_refused():
    assert not blocks("board", "a_board_has_members_enough")
    assert blocks("board", "women_are_among_the_members")


def test_the_peoples_inspectors_are_as_many_as_the_villages(tmp_path):
    desk = open_desk(tmp_path)
    try:
        people, project = desk.add("board", kind="ttnd", members_n=5), desk.add("board", kind="gsdtccd", members_n=5)
        villages = [desk.add("village", name=f"Bản {n}") for n in range(1, 7)]
        flags = {one: lookup.show(desk.office, "board", one).flags for one in (people, project)}
        assert flags == {people: ("every_village_has_a_member_in_the_board",), project: ()}
        desk.edit("village", villages[-1], active_to="2024-03-24")  # the day before the board begins
        assert lookup.show(desk.office, "board", people).flags == ()
        desk.edit("village", villages[-1], active_to=None)
        records.strike_out(desk.office, "village", villages[-1])
        assert lookup.show(desk.office, "board", people).flags == ()
    finally:
        desk.office.close()


TERM = {"b": {"term_from": "2024-01-01", "term_to": "2024-06-30"}}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"recs_n": 2, "recs_accepted_n": 2, "recs_answered_n": 2}, []),
        ({"recs_n": 2, "recs_accepted_n": 3, "recs_answered_n": 2}, ["what_was_accepted_was_recommended"]),
        ({"recs_n": 2, "recs_accepted_n": 2, "recs_answered_n": 3}, ["what_was_answered_was_recommended"]),
        ({"event_date": "2024-06-30"}, []),
        ({"event_date": "2024-07-01"}, ["a_board_works_in_its_term"]),
        ({"event_date": "2023-12-31"}, ["a_board_works_in_its_term"]),
        ({"board_id": None}, ["required board_id"]),
        ({"recovered_land": "12.5"}, []),
    ],
)
def test_a_wrong_activity_breaks_exactly_one_rule(change, expected):
    assert broken("oversight_activity", TERM, **{"board_id": "b"} | change) == expected


def test_a_period_asks_for_the_work_of_the_boards_and_not_for_the_boards():
    assert registers.is_declared(registers.ALL["oversight_activity"])
    assert not registers.is_declared(registers.ALL["board"])
