"""The district types one form for a unit: what was told is kept, what was emptied is struck out, what does not add up is said."""

import pytest

from desktop.actions import agencies, lookup, totals_on_behalf
from desktop.actions.figures import form
from desktop.actions.lookup import Ask
from desktop.actions.totals_on_behalf import Given
from desktop.errors import Problem
from tests.office import COMMUNE, DISTRICT, open_desk

PHONE = Given("dien_thoai", "Lò Văn Pản, Phó Chủ tịch", "2024-03-12")
PERIOD, UNIT = "2024-Q1", "03448"


@pytest.fixture
def office(tmp_path):
    desk = open_desk(tmp_path, DISTRICT)
    yield desk.office
    desk.office.close()


def open_sheet(office, name="DV-05", unit=UNIT):
    return totals_on_behalf.open_sheet(office, unit, PERIOD, name)


def cells(office, name="DV-05"):
    return next(one for one in form(office, name, PERIOD)["rows"] if one["unit"] == UNIT)["cells"]


def test_a_new_sheet_is_empty_and_was_told_today(office):
    sheet = open_sheet(office)
    assert (sheet.unit.key, sheet.label, dict(sheet.typed), sheet.source, sheet.given_on) == (COMMUNE, "quý I/2024", {}, "", "2024-03-20")


def test_what_was_typed_is_found_again_and_counts(office):
    assert totals_on_behalf.keep(office, open_sheet(office), {"9": 2, "10": 150, "11": None}, PHONE) == []
    again = open_sheet(office)
    assert (dict(again.typed), again.source, again.given_by, again.given_on) == ({"9": 2, "10": 150}, *_said(PHONE))
    assert (cells(office)["9"], cells(office)["11"]) == (2, None)


def _said(given):
    return given.source, given.given_by, given.given_on


def test_what_is_emptied_is_struck_out_and_can_be_told_again(office):
    totals_on_behalf.keep(office, open_sheet(office), {"9": 2, "10": 150}, PHONE)
    totals_on_behalf.keep(office, open_sheet(office), {"9": None, "10": 150}, PHONE)
    assert cells(office)["9"] is None
    totals_on_behalf.keep(office, open_sheet(office), {"9": 3, "10": 150}, PHONE)
    assert cells(office)["9"] == 3


def test_what_does_not_add_up_is_kept_as_told_and_said(office):
    wrong = totals_on_behalf.keep(office, open_sheet(office, "01/TCD"), {"1": 9, "4": 5, "13": 3, "22": 0}, PHONE)
    assert len(wrong) == 1
    assert "cột 1 (9) phải bằng cột 4 + 13 + 22 (8)" in wrong[0]
    assert cells(office, "01/TCD")["1"] == 9


def test_who_told_it_is_written_where_the_number_changed_only(office):
    paper = Given("giay", "Lò Văn Pản, Phó Chủ tịch", "2024-03-10")
    totals_on_behalf.keep(office, open_sheet(office), {"9": 2, "10": 150}, paper)
    totals_on_behalf.keep(office, open_sheet(office), {"9": 3, "10": 150}, PHONE)
    found = {one.values["column"]: one.values for one in lookup.listing(office, "total_on_behalf", Ask()).records}
    assert [(found[code]["source"], found[code]["given_on"]) for code in ("9", "10")] == [
        ("dien_thoai", "2024-03-12"), ("giay", "2024-03-10"),
    ]  # fmt: skip


@pytest.mark.parametrize(("value", "code"), [("2.5", "rule_broken"), (-3, "invalid_value")])
def test_a_counted_column_takes_whole_numbers_only(office, value, code):
    with pytest.raises(Problem) as refused:
        totals_on_behalf.keep(office, open_sheet(office), {"9": value}, PHONE)
    assert refused.value.code == code
    assert cells(office)["9"] is None


def test_nothing_is_kept_when_nobody_told_it(office):
    with pytest.raises(Problem) as refused:
        totals_on_behalf.keep(office, open_sheet(office), {"9": 2}, Given("dien_thoai", "", "2024-03-12"))
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
    assert open_sheet(office, unit="107.03").unit.title == "Phòng Nội vụ"
