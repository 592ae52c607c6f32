"""The district types one form for a unit: what was told is kept, what was emptied is struck out, what does not add up is said."""

import pytest

from desktop.actions import agencies, lookup, typed_sheets
from desktop.actions.figures import form
from desktop.actions.lookup import Ask
from desktop.errors import Problem
from tests.office import COMMUNE, DISTRICT, open_desk

PHONE = {"source": "dien_thoai", "given_by": "Lò Văn Pản, Phó Chủ tịch", "given_on": "2024-03-12"}
PERIOD, UNIT = "2024-Q1", "03448"


@pytest.fixture
def office(tmp_path):
    desk = open_desk(tmp_path, DISTRICT)
    yield desk.office
    desk.office.close()


def open_sheet(office, name="DV-05", unit=UNIT):
    return typed_sheets.sheet_on_behalf(office, unit, PERIOD, name)


def cells(office, name="DV-05"):
    return next(one for one in form(office, name, PERIOD)["rows"] if one["unit"] == UNIT)["cells"]


def test_a_new_sheet_is_empty_and_was_told_today(office):
    sheet = open_sheet(office)
    assert (sheet.about.key, sheet.period, sheet.typed) == (COMMUNE, "quý I/2024", {})
    assert sheet.told == {"source": "", "given_by": "", "given_on": "2024-03-20"}


def test_what_was_typed_is_found_again_and_counts(office):
    assert typed_sheets.keep(office, open_sheet(office), {"9": 2, "10": 150, "11": None}, PHONE) == 2
    again = open_sheet(office)
    assert (again.typed, again.told) == ({"9": 2, "10": 150}, PHONE)
    assert (cells(office)["9"], cells(office)["11"]) == (2, None)


def test_what_is_emptied_is_struck_out_and_can_be_told_again(office):
    typed_sheets.keep(office, open_sheet(office), {"9": 2, "10": 150}, PHONE)
    typed_sheets.keep(office, open_sheet(office), {"9": None, "10": 150}, PHONE)
    assert cells(office)["9"] is None
    typed_sheets.keep(office, open_sheet(office), {"9": 3, "10": 150}, PHONE)
    assert cells(office)["9"] == 3


def states(sheet, **cells):
    found = typed_sheets.judged(sheet, {code[1:]: value for code, value in cells.items()})
    return {one.message.partition(": ")[2].partition(" (")[0]: one.state for one in found if one.check.left == ("1",)}


def test_what_does_not_add_up_is_kept_as_told_and_said(office):
    told = {"1": 9, "4": 5, "13": 3, "22": 0}
    typed_sheets.keep(office, open_sheet(office, "01/TCD"), told, PHONE)
    sheet = open_sheet(office, "01/TCD")
    wrong = [one.message for one in typed_sheets.judged(sheet, sheet.typed) if one.state == "wrong"]
    assert wrong == ["Biểu 01/TCD: cột 1 (9) phải bằng cột 4 + 13 + 22 (8)."]
    assert cells(office, "01/TCD")["1"] == 9


def test_a_check_is_decided_when_all_that_it_asks_was_told(office):
    sheet = open_sheet(office, "01/TCD")
    assert states(sheet, c1="9", c4="5", c13="3") == {"cột 1": "open"}
    assert states(sheet, c1="9", c4="5", c13="3", c22="x") == {"cột 1": "open"}
    assert states(sheet, c1="9", c4="5", c13="3", c22="1") == {"cột 1": "ok"}


def test_who_told_it_is_written_where_the_number_changed_only(office):
    paper = {"source": "giay", "given_by": "Lò Văn Pản, Phó Chủ tịch", "given_on": "2024-03-10"}
    typed_sheets.keep(office, open_sheet(office), {"9": 2, "10": 150}, paper)
    typed_sheets.keep(office, open_sheet(office), {"9": 3, "10": 150}, PHONE)
    found = {one.values["column"]: one.values for one in lookup.listing(office, "total_on_behalf", Ask()).records}
    assert [(found[code]["source"], found[code]["given_on"]) for code in ("9", "10")] == [
        ("dien_thoai", "2024-03-12"), ("giay", "2024-03-10"),
    ]  # fmt: skip


@pytest.mark.parametrize(("value", "code"), [("2.5", "rule_broken"), (-3, "invalid_value")])
def test_a_counted_column_takes_whole_numbers_only(office, value, code):
    with pytest.raises(Problem) as refused:
        typed_sheets.keep(office, open_sheet(office), {"9": value}, PHONE)
    assert refused.value.code == code
    assert cells(office)["9"] is None


def test_nothing_is_kept_when_nobody_told_it(office):
    with pytest.raises(Problem) as refused:
        typed_sheets.keep(office, open_sheet(office), {"9": 2}, {"source": "dien_thoai", "given_by": "", "given_on": "2024-03-12"})
    assert refused.value.code == "required_missing"
    assert cells(office)["9"] is None


@pytest.mark.parametrize("unit", ["03478", "107", "107.01"])
def test_a_sheet_is_for_a_unit_directly_below(office, unit):
    with pytest.raises(Problem) as refused:
        open_sheet(office, unit=unit)
    assert refused.value.code == "unknown_unit"


def test_agencies_get_the_next_code_that_none_ever_had(office):
    values = {"name": "Phòng Nội vụ", "kind": "phong"}
    assert [agencies.add(office, values), agencies.add(office, {**values, "name": "Thanh tra huyện"})] == ["107.01", "107.02"]
    last = agencies.listing(office)[-1]
    agencies.change(office, last.record, {"name": "Thanh tra huyện Mường Tè", "active_to": "2024-06-30"})
    changed = agencies.listing(office)[-1]
    assert (changed.code, changed.name, changed.last, changed.stations) == ("107.02", "Thanh tra huyện Mường Tè", "2024-06-30", 0)
    assert agencies.add(office, values) == "107.03"
    assert open_sheet(office, unit="107.03").about.title == "Phòng Nội vụ"


def test_an_agency_is_typed_for_in_no_book_that_only_a_commune_keeps(office):
    code = agencies.add(office, {"name": "Phòng Nội vụ", "kind": "phong"})
    assert open_sheet(office, "DV-07", code).columns == ()
    assert "9" in open_sheet(office, "DV-05", code).columns_by_code
    assert "4" in open_sheet(office, "DV-07").columns_by_code


def test_one_is_told_before_one_number_is_saved_only_when_it_is_said_of_which_sheet_it_is(office):
    typed_sheets.keep(office, open_sheet(office, "01/TCD"), {"1": 9, "4": 5, "13": 3}, PHONE)
    row = {"for_unit": UNIT, "period": PERIOD, "form": "01/TCD", "column": "22", "value": "0"}
    assert len(typed_sheets.doubts_before(office, "total_on_behalf", row)) == 1
    assert typed_sheets.doubts_before(office, "total_on_behalf", {**row, "value": "1"}) == []
    assert typed_sheets.doubts_before(office, "total_on_behalf", {**row, "period": "hôm qua"}) == []
    assert typed_sheets.doubts_before(office, "total_on_behalf", {**row, "form": ""}) == []
