"""An agency's code carries the letters of the laptop that added it: two laptops of a district never give the same one."""

import pytest

from desktop import units
from desktop.actions import agencies, figures, lookup, periods, records
from desktop.actions.lookup import Ask
from desktop.errors import Problem
from tests.office import DISTRICT, carry, open_desk

Q1 = "2024-Q1"
HOME_AFFAIRS = {"name": "Phòng Nội vụ", "kind": "phong"}
JUSTICE = {"name": "Phòng Tư pháp", "kind": "phong"}


def district(folder, series=""):
    return open_desk(folder, DISTRICT, series=series)


def merged(one, other):
    carry(one, other)
    carry(other, one)


def report_of(folder, code, sessions):
    """Let an agency hold so many sessions, close the quarter, and return its desk."""
    desk = open_desk(folder / code, f"2024:{code}")
    for day in range(sessions):
        desk.session(f"2024-03-{day + 4:02}")
    periods.nothing_happened(desk.office, Q1, all_empty=True)
    periods.close_period(desk.office, Q1)
    return desk


def test_two_laptops_that_each_added_an_agency_keep_both_each_with_its_own_report(tmp_path):
    first, second = district(tmp_path / "1"), district(tmp_path / "2", "B")
    codes = [agencies.add(first.office, HOME_AFFAIRS), agencies.add(second.office, JUSTICE)]
    assert codes == ["107.01", "107.B01"]
    merged(first, second)
    for number, code in enumerate(codes, 1):
        carry(report_of(tmp_path, code, number), first)
    carry(first, second)
    for desk in (first, second):
        assert [(one.code, one.name) for one in agencies.listing(desk.office)] == [("107.01", "Phòng Nội vụ"), ("107.B01", "Phòng Tư pháp")]
        rows = {row["unit"]: row for row in figures.form(desk.office, "DV-05", Q1)["rows"]}
        assert [(rows[code]["name"], rows[code]["state"], rows[code]["cells"]["2"]) for code in codes] == [
            ("Phòng Nội vụ", "received", 1), ("Phòng Tư pháp", "received", 2),
        ]  # fmt: skip
        assert not lookup.listing(desk.office, "agency", Ask()).records[0].conflicts


def test_a_laptop_admitted_later_goes_on_with_its_own_letters_whatever_it_has_seen(tmp_path):
    first, later = district(tmp_path / "1"), district(tmp_path / "2", "R1")
    agencies.add(first.office, HOME_AFFAIRS)
    assert agencies.add(later.office, JUSTICE) == "107.R101"
    merged(first, later)
    assert [agencies.add(first.office, JUSTICE), agencies.add(later.office, JUSTICE)] == ["107.02", "107.R102"]


def test_a_code_is_not_given_again_when_its_agency_was_struck_out(tmp_path):
    desk = district(tmp_path)
    agencies.add(desk.office, HOME_AFFAIRS)
    records.strike_out(desk.office, "agency", agencies.listing(desk.office)[0].record)
    assert agencies.add(desk.office, JUSTICE) == "107.02"


def test_a_laptop_without_letters_adds_no_agency_because_another_might_give_the_same_code(tmp_path):
    desk = district(tmp_path, None)
    assert agencies.add_refusal(desk.office).startswith("Máy này chưa được chứng nhận")
    for values in (HOME_AFFAIRS, {**HOME_AFFAIRS, "code": "107.01"}):
        with pytest.raises(Problem) as refused:
            records.add(desk.office, "agency", [(values, None)])
        assert refused.value.where == "code"
    assert not agencies.listing(desk.office)


def test_a_code_of_another_laptop_is_taken_only_with_the_id_that_it_has_there(tmp_path):
    first, second = district(tmp_path / "1"), district(tmp_path / "2", "B")
    agencies.add(first.office, HOME_AFFAIRS)
    entry = lookup.listing(first.office, "agency", Ask()).records[0]
    given = {**HOME_AFFAIRS, "code": entry.values["code"]}
    with pytest.raises(Problem) as refused:
        records.add(second.office, "agency", [(given, None)])
    assert refused.value.errors[0]["rule"] == "a_new_code_carries_the_letters_of_its_laptop"
    assert records.add(second.office, "agency", [(given, entry.id)]).ids == [entry.id]


def test_a_sibling_corrects_a_name_but_nobody_changes_a_code(tmp_path):
    first, second = district(tmp_path / "1"), district(tmp_path / "2", "B")
    agencies.add(first.office, HOME_AFFAIRS)
    merged(first, second)
    record = agencies.listing(second.office)[0].record
    agencies.change(second.office, record, {"name": "Phòng Nội vụ huyện"})
    assert agencies.listing(second.office)[0].name == "Phòng Nội vụ huyện"
    for desk, code in ((first, "107.02"), (second, "107.B02")):
        with pytest.raises(Problem) as refused:
            records.edit(desk.office, "agency", record, {"code": code})
        assert refused.value.errors[0]["rule"] == "lasting"


@pytest.mark.parametrize(
    ("code", "letters"),
    [("107.01", ""), ("12.99", ""), ("107.B01", "B"), ("107.BB12", "BB"), ("107.R101", "R1"), ("107.R1201", "R12"), ("107.R12B01", "R12B")],
)
def test_letters_are_read_back_from_a_code(code, letters):
    assert units.letters_in(code) == letters
    assert units.agency_code(units.find(code.partition(".")[0], "2024"), letters, int(code[-2:])) == code
    assert units.find(code.lower(), "2024").key == f"2024:{code}"


@pytest.mark.parametrize("code", ["107", "107.1", "107.A01", "107.R001", "107.01B", "03433.01", "107.B1"])
def test_what_is_no_code_of_an_agency_has_no_unit_below_the_district(code):
    found = units.parent_of(f"2024:{code}")
    assert found != "2024:107"
