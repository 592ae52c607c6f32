"""R03a and R03b: a class in numbers, and the officials who came, once each."""

import pytest

from desktop import registers
from desktop.entries.record_ids import natural_id
from tests.desktop.registers.judging import blocks, broken

OFFICIAL = {"active_from": "2024-03-26", "_date": None}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"date_from": "2024-03-25", "date_to": "2024-03-25"}, []),
        ({"date_from": "2024-03-26", "date_to": "2024-03-25"}, ["a_class_ends_after_it_begins"]),
        ({"present_n": 20, "women_n": 20}, []),
        ({"present_n": 20, "women_n": 21}, ["women_are_among_those_present"]),
        ({"present_n": 20, "invited_n": 20}, []),
        ({"present_n": 20, "invited_n": 19}, ["those_present_were_invited_before"]),
        ({"external_training": True, "level": "huyen"}, []),
        ({"external_training": True, "level": "xa"}, ["training_elsewhere_is_not_of_this_commune"]),
        ({"topics": None}, ["required topics"]),
        ({"present_n": None}, ["required present_n"]),
        ({"organiser": None}, ["required organiser"]),
    ],
)
def test_a_wrong_class_breaks_exactly_one_rule(change, expected):
    assert broken("training_session", **change) == expected


def test_more_people_than_were_invited_are_shown_and_not_refused():
    assert not blocks("training_session", "those_present_were_invited_before")
    assert blocks("training_session", "a_class_ends_after_it_begins")
    assert blocks("training_session", "women_are_among_those_present")


def came_to(**session):
    parents = {"→training_session": {"_date": "2024-03-25", "external_training": None, **session}, "→official": OFFICIAL}
    return broken("training_attendance", parents)


def test_who_was_trained_before_he_came_here_needs_a_class_of_elsewhere():
    assert came_to() == ["who_was_trained_was_in_office"]
    assert came_to(_date="2024-03-26") == []
    assert came_to(external_training=True) == []


def test_who_stayed_away_has_no_certificate():
    assert broken("training_attendance", present=False, certificate=True) == ["a_certificate_is_given_to_those_present"]
    assert broken("training_attendance", present=True, certificate=True) == []
    assert not blocks("training_attendance", "a_certificate_is_given_to_those_present")


def test_one_official_comes_to_one_class_once_whoever_writes_it():
    register = registers.ALL["training_attendance"]
    ids = {natural_id(register, "2024:03433", {"session_id": s, "official_id": o}) for s, o in ("aa", "aa", "ab")}
    assert len(ids) == 2


def test_names_of_those_trained_are_read_by_who_leads_and_who_follows():
    assert registers.ALL["training_attendance"].sees == {"DV", "LD", "TH"}
    assert {"NL", "TP", "QT"} <= registers.ALL["training_session"].sees
