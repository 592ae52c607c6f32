"""R14: within five working days of the document, for thirty days, on the loudspeaker for three (Luật 10/2022/QH15, điều 12, 13)."""

import pytest

from desktop import registers
from tests.desktop.registers.judging import blocks, broken, whole

POSTED = {"doc_date": "2024-03-01", "start_on": "2024-03-04"}


@pytest.mark.parametrize(
    ("document", "due"),
    [
        ("2024-03-01", "2024-03-08"),  # a Friday: five working days later
        ("2024-02-07", "2024-02-21"),  # Tết 8-14 February
        ("2024-04-24", "2024-05-04"),  # 29 April moved to Saturday 4 May
        ("2022-03-01", None),  # before the law
    ],
)
def test_a_document_is_public_five_working_days_later(document, due):
    assert whole("publication", doc_date=document)["due_on"] == due


@pytest.mark.parametrize(("start", "on_time"), [("2024-03-08", True), ("2024-03-09", False)])
def test_a_publication_says_whether_it_came_in_time(start, on_time):
    assert whole("publication", doc_date="2024-03-01", start_on=start)["on_time"] is on_time


@pytest.mark.parametrize(
    ("item", "end", "removed", "complete"),
    [
        ("CK01", "2024-04-03", None, True),  # thirty days after 4 March
        ("CK01", "2024-04-02", None, False),
        ("CK01", "2024-05-01", "2024-03-20", False),
        ("CK01", None, "2024-04-03", True),
        ("CK01", None, None, True),
        ("CK04", None, None, True),
        ("CK04", "2025-03-04", None, False),
        ("CK13", None, "2024-12-01", False),
        ("CK14", "2024-03-05", None, None),
        *[(f"CK{n:02}", "2024-04-03", None, True) for n in range(1, 13) if n != 4],
        *[(f"CK{n:02}", "2024-04-02", None, False) for n in range(1, 13)],
    ],
)
def test_an_item_stands_for_thirty_days_or_for_good(item, end, removed, complete):
    row = whole("publication", **POSTED, item_code=item, end_on=end, removed_on=removed)
    assert row["complete"] is complete


def test_the_days_of_posting_are_counted_where_something_is_posted():
    spoken = {**POSTED, "forms": ["HT_c"], "item_code": "CK07", "radio_days": 3, "end_on": "2024-03-06"}
    assert whole("publication", **spoken)["complete"] is None
    assert broken("publication", **spoken) == []


def test_what_stands_for_good_is_taken_down_for_what_takes_its_place():
    taken_down = {**POSTED, "item_code": "CK04", "removed_on": "2025-03-04"}
    assert whole("publication", **taken_down, changed_by="newer")["complete"] is True
    assert whole("publication", **taken_down)["complete"] is False


def test_a_term_of_another_law_counts_and_says_which():
    other = {**POSTED, "start_on": "2024-03-11", "other_due": "2024-03-11", "other_due_basis": "Luật Đất đai 31/2024/QH15"}
    row = whole("publication", **other)
    assert (row["due_on"], row["due_basis"], row["on_time"]) == ("2024-03-11", "Luật Đất đai 31/2024/QH15", True)
    assert broken("publication", **other | {"other_due_basis": None}) == ["required other_due_basis"]
    assert "Điều 12 khoản 3" in whole("publication", **POSTED)["due_basis"]


@pytest.mark.parametrize("item", ["CK07", "CK08", "CK09", "CK10", "CK11", "CK12"])
def test_six_items_are_spoken_for_three_days(item):
    spoken = {**POSTED, "forms": ["HT_c"], "item_code": item}
    assert broken("publication", **spoken, radio_days=2) == ["an_item_is_spoken_often_enough"]
    assert broken("publication", **spoken, radio_days=3) == []


@pytest.mark.parametrize(
    ("item", "forms", "days", "expected"),
    [
        ("CK01", ["HT_a"], 30, []),
        ("CK01", ["HT_a"], 29, ["a_planned_posting_is_long_enough"]),
        ("CK01", ["HT_c"], 3, []),
        ("CK04", ["HT_a"], 30, ["a_planned_posting_is_long_enough"]),
        ("CK04", ["HT_a"], 0, []),
        ("CK14", ["HT_a"], 5, []),
    ],
)
def test_a_posting_is_planned_for_as_long_as_the_law_asks(item, forms, days, expected):
    assert broken("publication_plan", item_code=item, forms=forms, duration_days=days) == expected


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"place_list": None}, ["required place_list"]),
        ({"forms": ["HT_b"], "place_list": None}, []),
        ({"forms": ["HT_b"], "place_list": ["some"]}, ["closed place_list"]),
        ({"radio_days": 3}, ["closed radio_days"]),
        ({"forms": ["HT_c"], "radio_days": 2}, []),
        ({"forms": ["HT_c"], "radio_days": 2, "item_code": "CK07"}, ["an_item_is_spoken_often_enough"]),
        ({"forms": ["HT_c"], "radio_days": 3, "item_code": "CK12"}, []),
        ({"start_on": "2024-03-11"}, ["a_publication_comes_in_time"]),
        ({"start_on": "2024-02-28"}, ["a_publication_follows_its_document"]),
        ({"end_on": "2024-03-20"}, ["a_publication_stands_long_enough"]),
        ({"item_code": "CK14", "end_on": "2024-03-03"}, ["a_publication_ends_after_it_begins"]),
        ({"item_code": "CK14", "removed_on": "2024-03-03"}, ["it_is_taken_down_after_it_was_put_up"]),
        ({"doc_date": None}, ["required doc_date"]),
    ],
)
def test_a_wrong_publication_breaks_exactly_one_rule(change, expected):
    assert broken("publication", **POSTED | change) == expected


def test_a_late_or_short_publication_is_shown_and_not_refused():
    names = ("a_publication_comes_in_time", "a_publication_stands_long_enough", "an_item_is_spoken_often_enough")
    assert not any(blocks("publication", name) for name in names)
    assert blocks("publication", "a_publication_ends_after_it_begins")


def test_a_plan_may_be_for_good_and_belongs_to_no_period():
    assert broken("publication_plan", duration_days=0) == []
    assert not registers.is_declared(registers.ALL["publication_plan"])
    assert registers.is_declared(registers.ALL["publication"])


def test_plan_and_publication_share_the_fourteen_items_and_ten_forms():
    plan, done = registers.ALL["publication_plan"].by_name, registers.ALL["publication"].by_name
    assert plan["item_code"].options == done["item_code"].options
    assert list(plan["item_code"].options) == [f"CK{n:02}" for n in range(1, 15)]
    assert len(plan["forms"].options) == 10


ORIGINS = {"c": {"_in": "consultation"}, "r": {"_in": "democracy_rule"}}


@pytest.mark.parametrize(
    ("origin", "item", "wrong"), [("c", "CK11", False), ("c", "CK04", True), ("r", "CK04", False), ("r", "CK13", True)]
)
def test_a_result_is_published_under_its_item(origin, item, wrong):
    found = broken("publication", ORIGINS, **POSTED, item_code=item, origin_id=origin)
    assert found == ["a_result_is_published_under_its_item"] * wrong
