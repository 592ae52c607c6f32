"""R18 and R19a, c, e: news without names, figures that add up once a period, reviews, and reports that are sent in time."""

import pytest

from desktop import registers
from desktop.entries.record_ids import natural_id
from tests.desktop.registers.judging import blocks, broken, whole
from tests.factory import valid


@pytest.mark.parametrize("name", ["title", "event_date", "genre", "channel", "direction", "topic"])
def test_a_news_item_is_told_whole(name):
    assert broken("media_item", **{name: None}) == [f"required {name}"]


def test_a_news_item_names_no_person():
    texts = {field.name for field in registers.ALL["media_item"].fields if field.is_text}
    assert texts == {"title", "link", "note"}
    assert broken("media_item", praised_kind="ca_nhan") == []


DONE = {"dossiers_in": 12, "dossiers_done": 10, "on_time": 6, "early": 3, "late": 1}
BACK = {"survey_out": 20, "survey_back": 10, "satisfied": 7, "normal": 2, "unsatisfied": 1}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"late": 2}, ["what_was_done_is_on_time_early_or_late"]),
        ({"online_in": 12}, []),
        ({"online_in": 13}, ["what_came_online_is_among_all_that_came"]),
        (BACK, []),
        (BACK | {"normal": 3}, ["every_form_that_came_back_says_something"]),
        (BACK | {"survey_back": None}, ["every_form_that_came_back_says_something"]),
        (BACK | {"survey_out": 9}, ["forms_that_came_back_were_given_out"]),
        ({"par_score": "82.5"}, ["a_score_says_who_published_it"]),
        ({"par_score": "82.5", "par_source": "QĐ 115/QĐ-UBND"}, []),
    ],
)
def test_wrong_figures_of_administration_break_exactly_one_rule(change, expected):
    assert broken("admin_stat", **DONE | change) == expected


@pytest.mark.parametrize(
    "rule",
    ["what_was_done_is_on_time_early_or_late", "what_came_online_is_among_all_that_came", "every_form_that_came_back_says_something"],
)
def test_figures_that_do_not_add_up_are_refused(rule):
    assert blocks("admin_stat", rule)


def test_there_is_one_row_of_administration_a_period():
    register, row = registers.ALL["admin_stat"], valid("admin_stat", period_id="p")
    assert natural_id(register, "2024:03433", row) == natural_id(register, "2024:03433", row | {"late": 9})
    assert natural_id(register, "2024:03433", row) != natural_id(register, "2024:03433", row | {"period_id": "q"})


def test_a_movement_is_reviewed_like_a_document():
    assert registers.ALL["review_event"].by_name["subject_doc"].to == ("doc_catalog", "program")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"subject_doc": None}, ["required subject_doc"]),
        ({"form": "hoi_nghi", "participants": 40}, []),
        ({"form": "bao_cao", "participants": 40}, ["closed participants"]),
    ],
)
def test_a_review_names_the_document_that_it_reviews(change, expected):
    assert broken("review_event", **change) == expected


SENT = {"doc_no": "12/BC-UBND", "signed_on": "2024-03-14", "sent_on": "2024-03-15", "due_on": "2024-03-15"}


@pytest.mark.parametrize(("sent", "on_time"), [("2024-03-15", True), ("2024-03-16", False), (None, None)])
def test_a_report_is_on_time_by_its_day(sent, on_time):
    assert whole("report_issue", due_on="2024-03-15", sent_on=sent)["on_time"] is on_time


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"version": 2}, []),
        ({"version": 2, "replaces": None}, ["required replaces"]),
        ({"version": 1, "replaces": "some"}, ["closed replaces"]),
        ({"signed_on": "2024-03-16"}, ["a_report_is_sent_after_it_is_signed"]),
        ({"doc_no": None}, ["what_was_sent_has_number_and_day"]),
        ({"recipient": None}, ["required recipient"]),
        ({"period_id": "quý I"}, ["a_figure_is_told_for_a_period"]),
    ],
)
def test_a_wrong_report_breaks_exactly_one_rule(change, expected):
    assert broken("report_issue", **SENT | change) == expected
