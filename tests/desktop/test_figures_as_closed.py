"""Denunciations stay at home: the upper desk shows of them what the unit closed, and counts the other cells of the form itself."""

from typing import Any

import pytest

from desktop.actions import records
from desktop.actions.cell_rows import behind
from desktop.actions.figures import form
from desktop.actions.periods import show
from desktop.reporting.closing import close
from desktop.reporting.periods import standing
from tests.factory import valid
from tests.office import COMMUNE, DISTRICT, Desk, carry, open_desk

CODE = "2024-Q1"
LETTER = {"category": "dat_dai", "action": "thu_ly", "accepted_on": "2024-02-05"}


@pytest.fixture
def desks(tmp_path):
    commune, district = open_desk(tmp_path / "xa"), open_desk(tmp_path / "huyen", DISTRICT)
    commune.add("petition", kind="khieu_nai", received_on="2024-02-01", **LETTER)
    commune.add("denunciation_stat", received_on="2024-02-02", money_state="2.5", **LETTER)
    commune.add("denunciation_stat", received_on="2024-02-03", **LETTER)
    yield commune, district
    commune.office.close()
    district.office.close()


def shut(desk: Desk) -> None:
    with desk.office.writing() as connection:
        empty = standing(desk.office, connection, desk.unit, CODE).undeclared
    said = [(valid("period_declaration") | {"register": register, "period": CODE, "state": "khong"}, None) for register in empty]
    records.add(desk.office, "period_declaration", said)
    with desk.office.writing() as connection:
        close(desk.office, connection, CODE)


def row(desk: Desk, name: str, **asked: Any) -> dict[str, Any]:
    return next(one for one in form(desk.office, name, CODE, **asked)["rows"] if one["unit"] == COMMUNE[5:])


def told(found: dict[str, Any], *codes: str) -> list[tuple[object, object]]:
    return [(found["cells"][code], found["why"].get(code)) for code in codes]


def test_before_the_close_nothing_is_known_of_them_and_the_rest_is_counted(desks):
    commune, district = desks
    carry(commune, district)
    assert told(row(district, "01/XLD"), "3", "8", "9") == [(None, "chua_bao_cao"), (1, None), (None, "chua_bao_cao")]
    assert set(told(row(district, "03/XLD"), *map(str, range(1, 28)))) == {(None, "chua_bao_cao")}
    assert form(district.office, "01/XLD", CODE)["total"]["cells"]["9"] is None
    assert told(row(commune, "01/XLD"), "3", "8", "9") == [(3, None), (1, None), (2, None)]


def test_after_the_close_they_stand_as_closed_cell_by_cell(desks):
    commune, district = desks
    shut(commune)
    carry(commune, district)
    found = row(district, "01/XLD", rows=True)
    assert told(found, "3", "8", "9", "10", "16") == [
        (3, "theo_so_chot"), (1, None), (2, "theo_so_chot"), (0, None), (2, "theo_so_chot"),
    ]  # fmt: skip
    assert (len(found["ids"]["8"]), found["ids"]["9"]) == (1, [])
    assert {why for _, why in told(row(district, "03/XLD"), *map(str, range(1, 28)))} == {"theo_so_chot"}
    total = form(district.office, "01/XLD", CODE)["total"]
    assert (total["cells"]["3"], total["cells"]["8"], total["cells"]["9"]) == (3, 1, 2)
    cell = behind(district.office, CODE, "01/XLD", "9", COMMUNE[5:])
    assert (cell.value, cell.why, cell.rows) == (2, "theo_so_chot", ())
    assert show(district.office, CODE, COMMUNE).comparison.agrees is True


def test_what_comes_after_the_close_changes_no_figure(desks):
    commune, district = desks
    shut(commune)
    commune.add("denunciation_stat", received_on="2024-02-04", **LETTER)
    commune.add("petition", kind="khieu_nai", received_on="2024-02-04", **LETTER)
    carry(commune, district)
    assert told(row(district, "01/XLD"), "3", "8", "9") == [(3, "theo_so_chot"), (1, None), (2, "theo_so_chot")]


def test_a_close_also_freezes_of_the_circular_that_is_not_in_use_what_cannot_be_counted_above(desks):
    commune, district = desks
    asked = {"form_set": "TT02_2021"}
    carry(commune, district)
    assert set(told(row(district, "03/KQGQ", **asked), "1", "11")) == {(None, "chua_bao_cao")}
    shut(commune)
    carry(commune, district)
    assert told(row(district, "01/XLD", **asked), "7", "11", "12") == [(2, "theo_so_chot"), (1, None), (2, "theo_so_chot")]
    assert told(row(district, "03/KQGQ", **asked), "1", "11") == [(2, "theo_so_chot"), ("0", "theo_so_chot")]
    with district.office.reading() as connection:
        snapshot = standing(district.office, connection, COMMUNE, CODE).snapshot
    beside = {code for code, one in snapshot.forms.items() if one.set == "TT02_2021"}
    assert beside == {"01/XLD TT02_2021", "03/XLD TT02_2021", "03/KQGQ TT02_2021", "04/KQGQ TT02_2021"}
    assert show(district.office, CODE, COMMUNE).comparison.agrees is True


def test_not_a_row_of_them_is_at_the_upper_desk(desks):
    commune, district = desks
    shut(commune)
    carry(commune, district)
    with district.office.reading() as connection:
        held = connection.execute("SELECT count(*) FROM r_denunciation_stat WHERE received_on IS NOT NULL").fetchone()[0]
    assert held == 0
