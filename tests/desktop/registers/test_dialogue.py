"""R09: announced seven days before, published within ten after; a promise is followed to its end."""

import pytest

from desktop import registers
from desktop.actions import lookup, records
from tests.desktop.registers.judging import blocks, broken
from tests.office import carry, open_desk, sibling


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"announced_on": "2024-03-18"}, []),
        ({"announced_on": "2024-03-19"}, ["a_dialogue_is_announced_in_time"]),
        ({"announced_on": "2024-03-26"}, ["a_dialogue_is_announced_in_time"]),
        ({"result_published_on": "2024-04-04"}, []),
        ({"result_published_on": "2024-04-05"}, ["a_result_is_published_in_time"]),
        ({"result_published_on": "2024-03-24"}, ["a_result_follows_the_dialogue"]),
        ({"kind": "hang_nam", "with_front": False}, ["the_yearly_dialogue_is_held_with_the_front"]),
        ({"kind": "chuyen_de", "with_front": False}, []),
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


@pytest.mark.parametrize(("source", "expected"), [
    ("this", []), ("other", ["an_opinion_is_answered_by_a_promise_of_its_dialogue"]),
])  # fmt: skip
def test_an_opinion_is_answered_by_a_promise_of_its_dialogue(source, expected):
    parents = {"promise": {"source_uid": source, "_in": "commitment"}}
    assert broken("dialogue_opinion", parents, dialogue_id="this", answered="ghi_nhan", commitment_id="promise") == expected


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


def test_a_promise_counts_its_reminders(tmp_path):
    desk = open_desk(tmp_path / "xa", series="A")
    second = None
    try:
        promise, other = desk.add("commitment", content="Sửa đường"), desk.add("commitment", content="Kéo điện")

        def urges(record):
            return lookup.show(desk.office, "commitment", record).values["urges"]

        assert (urges(promise), urges(other)) == (0, 0)
        first = desk.add("commitment_urge", commitment_id=promise, date="2024-04-02")
        desk.add("commitment_urge", commitment_id=promise, date="2024-04-09", doc_no="15/UBND-VP")
        desk.add("commitment_urge", commitment_id=promise, draft=True)
        assert (urges(promise), urges(other)) == (2, 0)
        second = sibling(desk, tmp_path / "hai")
        second.add("commitment_urge", commitment_id=promise, date="2024-04-16")
        carry(second, desk)
        assert urges(promise) == 3
        records.strike_out(desk.office, "commitment_urge", first)
        assert urges(promise) == 2
        desk.edit("commitment", promise, state="dang")
        assert urges(promise) == 2
    finally:
        desk.office.close()
        if second:
            second.office.close()


def test_reminders_are_read_by_whoever_reads_the_promise():
    assert registers.ALL["commitment_urge"].sees == registers.ALL["commitment"].sees
    assert registers.ALL["commitment"].by_name["urges"].auto


@pytest.mark.parametrize(("day", "expected"), [("2024-03-25", []), ("2024-03-24", ["a_reminder_follows_the_promise"])])
def test_a_reminder_follows_the_promise(day, expected):
    assert broken("commitment_urge", {"promise": {"_date": "2024-03-25"}}, commitment_id="promise", date=day) == expected
