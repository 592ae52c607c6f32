"""Units are found without marks, and those of one name are told apart."""

import pytest

from desktop import units
from desktop.unit_search import find, line_of


def test_a_name_without_marks_finds_every_unit_of_that_name_in_both_eras():
    found = [(one.unit.title, one.under, one.unit.code, one.span) for one in find("muong te")]
    assert found == [
        ("Huyện Mường Tè", "Tỉnh Lai Châu", "107", "đến 30/06/2025"),
        ("Thị trấn Mường Tè", "Huyện Mường Tè, tỉnh Lai Châu", "03433", "đến 30/06/2025"),
        ("Xã Mường Tè", "Huyện Mường Tè, tỉnh Lai Châu", "03445", "đến 30/06/2025"),
        ("Xã Mường Tè", "Tỉnh Lai Châu", "03445", "từ 01/07/2025"),
    ]


@pytest.mark.parametrize("typed", ["xa pa ve su", "Pa Vệ Sủ", "PA VE", "03448"])
def test_a_unit_is_found_by_type_name_or_code(typed):
    assert units.unit("2024:03448") in [one.unit for one in find(typed)]


def test_a_word_is_found_at_its_beginning_only():
    assert "Xã Pa Vệ Sủ" not in [one.unit.title for one in find("e su")]


@pytest.mark.parametrize("typed", ["", "   ", "khong co don vi nay"])
def test_nothing_finds_nothing(typed):
    assert find(typed) == []


def test_no_two_units_look_alike_in_all_four_columns():
    lines = [(one.title, line_of(one).under, one.code, line_of(one).span) for one in units.units()]
    assert len(set(lines)) == len(lines)


def test_a_unit_inside_a_sentence_begins_with_a_small_letter_and_keeps_its_name():
    assert units.inside("Xã Pa Vệ Sủ") == "xã Pa Vệ Sủ"
    assert units.inside("Thị trấn Mường Tè") == "thị trấn Mường Tè"
    assert units.find("03448", "2024").named == "xã Pa Vệ Sủ"


def test_an_agency_is_found_by_its_whole_code_before_anybody_told_its_name():
    found = [(one.unit.key, one.unit.title, one.under, one.unit.desk) for one in find("107.01")]
    assert found == [("2024:107.01", "Cơ quan 107.01", "Huyện Mường Tè, tỉnh Lai Châu", "xa")]
    assert [one.unit.key for one in find("12.03")] == ["2024:12.03", "2025:12.03"]
    assert [find(typed) for typed in ("107.1", "03433.01", "999.01")] == [[], [], []]
