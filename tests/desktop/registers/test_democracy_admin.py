"""R17: the committee, reviewed documents, rules of democracy, and conventions of villages with their terms."""

import pytest

from desktop import registers
from desktop.registers.model import Badge, Until
from tests.desktop.registers.judging import blocks, broken, law, whole


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"has_rules": False}, ["a_committee_works_by_rules_and_a_plan"]),
        ({"has_year_plan": False}, ["a_committee_works_by_rules_and_a_plan"]),
        ({"has_year_plan": None}, ["required has_year_plan"]),
        ({"members_n": None}, ["required members_n"]),
    ],
)
def test_a_committee_has_rules_and_a_plan(change, expected):
    assert broken("steering_committee", **change) == expected


def test_a_committee_without_a_plan_is_shown_and_not_refused():
    assert not blocks("steering_committee", "a_committee_works_by_rules_and_a_plan")


def test_a_meeting_has_a_day_a_kind_and_a_conclusion():
    for name in ("held_on", "kind", "conclusion_no"):
        assert broken("committee_meeting", **{name: None}) == [f"required {name}"]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"result": "giu_nguyen"}, []),
        ({"result": "giu_nguyen", "done_on": "2024-03-30"}, ["closed done_on"]),
        ({"result": "sua_doi"}, []),
        ({"result": "sua_doi", "done_on": "2024-03-30", "new_doc": "04/QĐ-UBND"}, []),
        ({"result": "sua_doi", "done_on": "2024-03-30", "new_doc": None}, ["required new_doc"]),
        ({"result": "sua_doi", "done_on": "2024-03-30", "new_doc": None, "competence": "kien_nghi"}, []),
        ({"result": "bai_bo", "done_on": "2024-03-30"}, []),
        ({"result": "bai_bo", "new_doc": "04/QĐ-UBND"}, ["closed new_doc"]),
        ({"doc_date": "2024-03-26"}, ["a_document_is_reviewed_after_it_is_made"]),
        ({"result": "bai_bo", "done_on": "2024-03-24"}, ["a_review_is_carried_out_after_it_is_made"]),
        ({"doc_kind": None}, ["required doc_kind"]),
    ],
)
def test_a_review_asks_for_what_it_came_to(change, expected):
    assert broken("doc_review", **change) == expected


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"consulted_people": False}, ["people_are_asked_about_the_rules_of_democracy"]),
        ({"kind": "noi_quy_tcd", "consulted_people": None}, []),
        ({"valid_from": "2024-03-24"}, ["a_rule_holds_after_it_is_made"]),
        ({"valid_to": "2024-03-24"}, ["a_rule_ends_after_it_begins"]),
        ({"published_on": "2024-03-24"}, ["a_rule_is_published_after_it_is_made"]),
        ({"valid_from": None}, ["required valid_from"]),
        ({"doc_no": None}, ["required doc_no"]),
    ],
)
def test_a_wrong_rule_of_democracy_is_told_what_is_wrong(change, expected):
    assert broken("democracy_rule", **change) == expected


@pytest.mark.parametrize(
    ("today", "says"), [("2024-03-24", "Chưa có hiệu lực"), ("2024-03-25", "Còn hiệu lực"), ("2025-01-01", "Hết hiệu lực")]
)
def test_a_rule_of_democracy_is_in_force_between_its_days(today, says):
    stands = registers.ALL["democracy_rule"].standing
    assert stands is not None
    assert stands(whole("democracy_rule", valid_from="2024-03-25", valid_to="2024-12-31"), today).text == says


# Luật 10/2022/QH15, điều 21: five working days; thirty days of posting and more than half by Nghị định 61/2023/NĐ-CP.
@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"draft_posted_days": 30}, []),
        ({"draft_posted_days": 29}, ["a_draft_is_posted_long_enough"]),
        ({"hh_total": 60, "hh_for": 31}, []),
        ({"hh_total": 60, "hh_for": 30}, ["households_agree_in_number_enough"]),
        ({"hh_total": 60, "hh_for": 61}, ["who_agrees_is_among_the_households"]),
        ({"recognised_doc": "05/QĐ-UBND"}, ["a_recognition_has_number_and_day"]),
        ({"recognised_doc": "05/QĐ-UBND", "recognised_on": "2024-04-01"}, []),
        ({"recognised_doc": "05/QĐ-UBND", "recognised_on": "2024-04-02"}, ["a_convention_is_recognised_in_time"]),
        ({"recognised_doc": "05/QĐ-UBND", "recognised_on": "2024-04-02", "submitted_on": "2024-03-26"}, []),
        ({"recognised_doc": "05/QĐ-UBND", "recognised_on": "2024-03-24"}, ["a_convention_is_recognised_after_the_vote"]),
        ({"submitted_on": "2024-03-24"}, ["papers_are_sent_after_the_vote"]),
        ({"state": None}, ["required state"]),
    ],
)
def test_a_convention_is_made_as_the_decree_asks(change, expected):
    assert broken("village_convention", **change) == expected


def test_only_more_votes_than_households_keep_a_convention_from_being_saved():
    rules = registers.ALL["village_convention"].rules
    assert [rule.name for rule in rules if rule.blocking] == ["who_agrees_is_among_the_households"]


@pytest.mark.parametrize(
    ("adopted", "submitted", "due"),
    [
        ("2024-03-25", None, "2024-04-01"),  # Monday: Tuesday to Friday, and Monday
        ("2024-03-25", "2024-03-29", "2024-04-05"),
        ("2024-04-25", None, "2024-05-06"),  # 29/4 to 1/5 are days off, Saturday 4/5 is worked for the 29th
        ("2024-02-06", None, "2024-02-20"),  # Tết 2024: 8/2 to 14/2
        ("2023-06-30", None, None),  # before the law
    ],
)
def test_a_convention_is_to_be_recognised_within_five_working_days(adopted, submitted, due):
    assert whole("village_convention", adopted_on=adopted, submitted_on=submitted)["recognise_due"] == due


def test_a_draft_of_before_the_decree_is_not_measured_by_it():
    assert law().value("convention_draft_posted", "2023-08-15") is None
    assert broken("village_convention", adopted_on="2023-08-15", draft_posted_days=10) == []


@pytest.mark.parametrize(
    ("change", "stands"),
    [
        ({}, Until("2024-04-01", working=True)),
        ({"recognised_on": "2024-03-29"}, Badge("ok", "Đã công nhận")),
        ({"state": "bai_bo"}, Badge("plain", "Bãi bỏ")),
        ({"adopted_on": "2019-05-06"}, Badge("outline", "Chưa công nhận")),
    ],
)
def test_a_convention_is_shown_by_its_recognition(change, stands):
    standing = registers.ALL["village_convention"].standing
    assert standing is not None
    assert standing(whole("village_convention", **change), "2024-03-26") == stands


@pytest.mark.parametrize(("item", "day", "wrong"), [("YK7", "2024-03-01", False), ("YK5", "2024-03-01", True), ("YK7", "2024-04-01", True)])
def test_a_rule_rests_on_what_people_said_of_it_before(item, day, wrong):
    found = broken("democracy_rule", {"c": {"item_code": item, "_date": day}}, consultation_id="c", doc_date="2024-03-25")
    assert found == ["people_were_asked_about_this_and_before"] * wrong
