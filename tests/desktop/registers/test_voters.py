"""R11: questions, meetings and petitions of voters; who forwarded a petition decides how long its answer may take."""

import pytest

from tests.desktop.registers.judging import blocks, broken, whole

MEETING = {"m": {"delegate_level": "qh", "_date": "2024-03-01"}, "late": {"delegate_level": "xa", "_date": "2024-04-01"}}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"answered_on": None}, ["required answered_on"]),
        ({"answer_form": "chua"}, []),
        ({"answer_form": "chua", "answered_on": "2024-03-25"}, ["closed answered_on"]),
        ({"answered_on": "2024-03-24"}, ["an_answer_follows_the_question"]),
        ({"has_promise": None}, ["required has_promise"]),
        ({"has_promise": True, "commitment_id": None}, ["a_promise_stands_in_the_book_of_promises"]),
        ({"commitment_id": "some", "has_promise": False}, ["closed commitment_id"]),
    ],
)
def test_a_wrong_question_breaks_exactly_one_rule(change, expected):
    assert broken("council_question", **{"has_promise": False} | change) == expected


def test_a_question_can_be_saved_before_its_promise():
    assert not blocks("council_question", "a_promise_stands_in_the_book_of_promises")


@pytest.mark.parametrize("name", ["delegate_level", "kind", "place", "villages", "voters_n", "opinions_n", "ubnd_attended"])
def test_a_meeting_with_voters_is_told_whole(name):
    assert broken("voter_meeting", **{name: None}) == [f"required {name}"]


@pytest.mark.parametrize(
    ("received", "meeting", "due"),
    [
        ("2024-03-04", None, "2024-04-03"),
        ("2024-03-07", None, "2024-04-08"),  # 6 April is a Saturday
        ("2024-03-04", "late", "2024-04-03"),
        ("2024-03-04", "m", "2024-05-03"),
        ("2024-03-01", "m", "2024-05-02"),  # 30 April and 1 May
    ],
)
def test_an_answer_is_due_in_thirty_days_and_to_the_assembly_in_sixty(received, meeting, due):
    assert whole("voter_petition", MEETING, received_on=received, meeting_id=meeting)["due_on"] == due


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"result": "xong"}, []),
        ({"result": "xong", "answered_on": None}, ["required answered_on"]),
        ({"result": "giai_trinh", "answered_on": None}, ["required answered_on"]),
        ({"result": "lo_trinh"}, []),
        ({"result": "dang", "answered_on": "2024-03-26"}, ["closed answered_on"]),
        ({"result": "dang", "answer_doc": "12/UBND-VP"}, ["closed answer_doc"]),
        ({"result": "xong", "answered_on": "2024-03-24"}, ["an_answer_follows_the_petition"]),
        ({"result": "xong", "answered_on": "2024-04-24"}, []),
        ({"result": "xong", "answered_on": "2024-04-25"}, ["an_answer_comes_in_time"]),
        ({"result": "khong"}, ["what_cannot_be_settled_has_a_reason"]),
        ({"result": "khong", "reason": "Chưa có trong quy hoạch"}, []),
        ({"result": "dang", "reason": "Chưa có vốn"}, ["closed reason"]),
        ({"meeting_id": "late"}, ["voters_meet_before_their_petition_arrives"]),
        ({"meeting_id": "m"}, []),
    ],
)
def test_a_wrong_petition_breaks_exactly_one_rule(change, expected):
    assert broken("voter_petition", MEETING, **{"result": "dang", "received_on": "2024-03-25"} | change) == expected


def test_a_term_that_was_set_for_one_petition_counts_and_says_why():
    other = {"received_on": "2024-03-25", "other_due": "2024-04-05", "other_due_basis": "CV 12/HĐND"}
    row = whole("voter_petition", **other)
    assert (row["due_on"], row["due_basis"]) == ("2024-04-05", "CV 12/HĐND")
    assert broken("voter_petition", **other | {"other_due_basis": None}) == ["required other_due_basis"]


@pytest.mark.parametrize("rule", ["an_answer_comes_in_time", "what_cannot_be_settled_has_a_reason", "an_answer_follows_the_petition"])
def test_a_late_or_unexplained_answer_is_shown_and_not_refused(rule):
    assert not blocks("voter_petition", rule)


@pytest.mark.parametrize(("source", "wrong"), [("chat_van", False), ("doi_thoai", True)])
def test_a_promise_to_the_council_has_that_source(source, wrong):
    found = broken("council_question", {"p": {"source_kind": source}}, has_promise=True, commitment_id="p")
    assert found == ["a_promise_to_the_council_has_that_source"] * wrong
