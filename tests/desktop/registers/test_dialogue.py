"""R09: announced seven days before, published within ten after; a promise is followed to its end."""

import pytest

from tests.desktop.registers.judging import blocks, broken


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"announced_on": "2024-03-18"}, []),
        ({"announced_on": "2024-03-19"}, ["a_dialogue_is_announced_in_time"]),
        ({"announced_on": "2024-03-26"}, ["a_dialogue_is_announced_in_time"]),
        ({"result_published_on": "2024-04-04"}, []),
        ({"result_published_on": "2024-04-05"}, ["a_result_is_published_in_time"]),
        ({"result_published_on": "2024-03-24"}, ["a_result_follows_the_dialogue"]),
        ({"participants": 40, "women": 40}, []),
        ({"participants": 40, "women": 41}, ["women_are_among_the_participants"]),
        ({"kind": "dot_xuat"}, []),
        ({"kind": "dot_xuat", "trigger": None}, ["required trigger"]),
        ({"trigger": "buc_xuc"}, ["closed trigger"]),
        ({"head_present": None}, ["required head_present"]),
    ],
)
def test_a_wrong_dialogue_breaks_exactly_one_rule(change, expected):
    assert broken("dialogue", held_on="2024-03-25", **change) == expected


def test_late_notices_are_shown_and_not_refused():
    assert not blocks("dialogue", "a_dialogue_is_announced_in_time")
    assert not blocks("dialogue", "a_result_is_published_in_time")
    assert blocks("dialogue", "women_are_among_the_participants")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"answered": "ghi_nhan"}, []),
        ({"answered": "ghi_nhan", "commitment_id": None}, ["required commitment_id"]),
        ({"answered": "tai_cho", "commitment_id": "some"}, ["closed commitment_id"]),
    ],
)
def test_only_an_opinion_that_was_noted_down_has_a_promise(change, expected):
    assert broken("dialogue_opinion", **change) == expected


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"state": "xong"}, []),
        ({"state": "xong", "done_on": None}, ["required done_on"]),
        ({"state": "mot_phan"}, []),
        ({"state": "khong"}, []),
        ({"state": "khong", "reason": None}, ["required reason"]),
        ({"state": "dang", "reason": "Chưa có vốn"}, ["closed reason"]),
        ({"made_on": "2024-03-25", "due_on": "2024-03-24"}, ["a_promise_is_due_after_it_is_made"]),
        ({"state": "xong", "made_on": "2024-03-25", "done_on": "2024-03-24"}, ["a_promise_is_kept_after_it_is_made"]),
        ({"made_on": "2024-03-25", "informed_people_on": "2024-03-20"}, ["people_hear_after_the_promise"]),
    ],
)
def test_a_promise_is_followed_to_its_end(change, expected):
    assert broken("commitment", **change) == expected


@pytest.mark.parametrize(
    ("kind", "book", "ok"),
    [
        ("doi_thoai", "dialogue", True),
        ("chat_van", "council_question", True),
        ("cu_tri", "voter_petition", True),
        ("cu_tri", "voter_meeting", True),
        ("giam_sat", "coop_activity", True),
        ("giam_sat", "oversight_activity", True),
        ("kiem_tra", "inspection", True),
        ("tiep_dan", "reception_session", True),
        ("doi_thoai", "inspection", False),
        ("kiem_tra", "dialogue", False),
    ],
)
def test_a_promise_was_made_where_its_source_says(kind, book, ok):
    found = broken("commitment", {"made": {"_in": book}}, source_kind=kind, source_uid="made")
    assert found == ([] if ok else ["a_promise_was_made_where_its_source_says"])
    assert not blocks("commitment", "a_promise_was_made_where_its_source_says")
