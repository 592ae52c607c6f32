"""R06: Luật Tiếp công dân, điều 28 and 29; a denunciation leaves figures only."""

import pytest

from desktop import registers
from tests.desktop.registers.judging import blocks, broken, whole
from tests.factory import marker, valid

REGISTER = registers.ALL["reception_visit"]
SESSION = marker("reception_session")


def on(day: str) -> dict[str, dict[str, str]]:
    return {SESSION: {"kind": "dinh_ky", "_date": day}}


@pytest.mark.parametrize(("people", "group"), [(1, "ca_nhan"), (2, "doan"), (4, "doan"), (5, "dong_nguoi"), (12, "dong_nguoi")])
def test_a_group_is_told_by_its_people(people, group):
    assert whole("reception_visit", on("2024-03-25"), people_count=people)["group_type"] == group


@pytest.mark.parametrize(
    ("day", "due"),
    [
        ("2024-03-25", "2024-04-08"),
        ("2024-02-05", "2024-02-26"),  # Tết 8-14 February
        ("2024-04-24", "2024-05-10"),  # 29 April moved to Saturday 4 May
    ],
)
def test_a_reply_is_due_ten_working_days_after_the_session(day, due):
    assert whole("reception_visit", on(day))["due_reply"] == due


@pytest.mark.parametrize("change", [{"subject_kind": "khac"}, {"subject_kind": "to_cao"}, {"handling": "tra_loi_truc_tiep"}])
def test_a_question_a_denunciation_and_a_face_to_face_answer_wait_for_no_reply_here(change):
    assert whole("reception_visit", on("2024-03-25"), **change)["due_reply"] is None


@pytest.mark.parametrize(("day", "due"), [("2024-03-25", "2024-04-08"), ("2026-07-06", "2026-07-09")])
def test_a_refusal_is_told_sooner_once_the_law_says_so(day, due):
    assert whole("reception_visit", on(day), handling="tu_choi")["due_reply"] == due


def test_a_visit_whose_session_is_unknown_has_no_term():
    assert whole("reception_visit")["due_reply"] is None


@pytest.mark.parametrize(
    ("people", "speakers", "ok"),
    [(4, 4, True), (5, 2, True), (5, 3, False), (10, 2, True), (10, 3, False), (11, 5, True), (11, 6, False)],
)
def test_a_crowd_sends_few_representatives(people, speakers, ok):
    found = broken("reception_visit", on("2024-03-25"), people_count=people, rep_count=speakers)
    assert found == ([] if ok else ["a_crowd_sends_few_representatives"])
    assert not blocks("reception_visit", "a_crowd_sends_few_representatives")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"rep_count": 2}, ["representatives_are_among_the_people"]),
        ({"citizen_name": None}, ["required citizen_name"]),
        ({"citizen_address": None}, ["required citizen_address"]),
        ({"content": None}, ["required content"]),
        ({"handling": "tu_choi"}, []),
        ({"handling": "tu_choi", "refusal_reason": None}, ["required refusal_reason"]),
        ({"refusal_reason": "TC2"}, ["closed refusal_reason"]),
        ({"prev_visit_id": "some"}, ["closed prev_visit_id"]),
        ({"is_first": "nhieu_lan"}, ["who_comes_again_is_tied_to_the_matter"]),
        ({"is_first": "nhieu_lan", "case_key": "VV-1"}, []),
        ({"replied_on": "2024-03-24"}, ["a_reply_follows_the_visit"]),
        ({"replied_on": "2024-03-25"}, []),
    ],
)
def test_a_wrong_visit_breaks_exactly_one_rule(change, expected):
    assert broken("reception_visit", on("2024-03-25"), **change) == expected


def test_the_visit_before_was_before():
    parents = on("2024-03-25") | {"earlier": {"_date": "2024-01-12"}, "later": {"_date": "2024-04-12"}}
    assert broken("reception_visit", parents, is_first="nhieu_lan", prev_visit_id="earlier") == []
    assert broken("reception_visit", parents, is_first="nhieu_lan", prev_visit_id="later") == ["the_visit_before_was_before"]


def test_a_denunciation_needs_figures_only():
    assert set(valid("reception_visit", subject_kind="to_cao")) == {
        "session_id", "subject_kind", "category", "is_first", "people_count", "rep_count", "in_competence", "handling",
    }  # fmt: skip
    assert broken("reception_visit", on("2024-03-25"), subject_kind="to_cao", replied_on="2024-04-01") == []


KEPT = {
    "session_id", "subject_kind", "category", "is_first", "people_count", "rep_count", "group_type", "in_competence", "handling",
    "due_reply", "due_basis", "replied_on",
}  # fmt: skip


@pytest.mark.parametrize("name", [f.name for f in REGISTER.fields if f.name not in KEPT])
def test_a_denunciation_takes_nothing_else(name):
    assert f"closed {name}" in broken("reception_visit", subject_kind="to_cao", **{name: "x"})
    assert REGISTER.by_name[name].group in REGISTER.erasure.groups


def test_what_a_denunciation_keeps_is_never_erased():
    assert {REGISTER.by_name[name].group for name in KEPT} == {"kept"}


def test_only_figures_of_a_visit_go_up():
    up = {f.name for f in REGISTER.fields if REGISTER.audience(f.name) == "up"}
    assert up == KEPT | {"case_key", "prev_visit_id", "refusal_reason", "handling_doc_no", "target_body", "vuot_cap"}


def test_only_the_receiver_and_the_leader_read_a_visit():
    assert REGISTER.sees_private == {"TCD", "LD"}
    assert REGISTER.sees == {"TCD", "LD", "TH"}
