"""The sum of a closed book stands in an official report for everybody; the records behind it are its own circle's."""

from typing import Any

import pytest

from desktop.actions.cell_rows import behind
from desktop.actions.figures import form, indicators, targets
from tests.office import Desk, open_desk

CODE = "2024-Q1"
LETTER = {"category": "dat_dai", "action": "thu_ly", "accepted_on": "2024-02-05"}


@pytest.fixture
def desk(tmp_path):
    desk = open_desk(tmp_path / "xa")
    yield desk
    desk.office.close()


def cell(desk: Desk, name: str, column: str) -> tuple[Any, list[str], int]:
    row = form(desk.office, name, CODE, rows=True)["rows"][0]
    return row["cells"][column], row["ids"][column], row["withheld"].get(column, 0)


def items(answer: Any) -> list[Any]:
    found = list(answer["rows"][0]["items"])
    for item in found:
        found += item["parts"]
    return found


def test_who_may_not_see_denunciations_is_told_how_many_and_not_which(desk):
    record = desk.add("denunciation_stat", received_on="2024-02-02", **LETTER)
    assert cell(desk, "DV-06", "4") == (1, [record], 0)
    with desk.signed_in("Vàng A Páo", "DV"):
        assert cell(desk, "DV-06", "4") == (1, [], 1)


def test_a_sum_of_two_books_lists_the_records_of_the_one_that_may_be_seen(desk):
    letter = desk.add("petition", kind="khieu_nai", received_on="2024-02-01", **LETTER)
    desk.add("denunciation_stat", received_on="2024-02-02", **LETTER)
    with desk.signed_in("Lò Văn Thu", "TH"):
        assert cell(desk, "DV-06", "2") == (2, [letter], 1)


def test_the_panel_of_a_cell_says_that_its_rows_are_for_the_circle_of_the_book(desk):
    desk.add("denunciation_stat", received_on="2024-02-02", **LETTER)
    assert (behind(desk.office, CODE, "DV-06", "4").total, behind(desk.office, CODE, "DV-06", "4").withheld) == (1, 0)
    with desk.signed_in("Vàng A Páo", "DV"):
        found = behind(desk.office, CODE, "DV-06", "4")
        assert (found.value, found.rows, found.total, found.withheld) == (1, (), 0, 1)


def test_an_indicator_counts_what_is_missing_in_a_closed_book_and_names_none_of_it(desk):
    record = desk.add("violation_stat", period_id=CODE, persons_n=1, handling="dang_xem_xet")
    whole = next(one for one in items(indicators(desk.office, CODE, rows=True)) if one["missing"] and one["code"].startswith("I29"))
    assert any(one["id"] == record for one in whole["missing"])
    with desk.signed_in("Vàng A Páo", "DV"):
        for answer in (indicators(desk.office, CODE, rows=True), targets(desk.office, CODE, rows=True)):
            assert record not in str(answer)
        shown = next(one for one in items(indicators(desk.office, CODE)) if one["code"] == whole["code"])
        assert (shown["numerator"], shown["denominator"]) == (whole["numerator"], whole["denominator"])
        said = [one["text"] for one in shown["missing"] if one["register"] == "violation_stat"]
        assert said == ["1 việc trong sổ Vi phạm và xử lý, chỉ người được xem sổ này xem được"]
