"""What the first page, the path of a period and the table of completeness read, on a real commune and district."""

from datetime import date

import pytest

from desktop.actions import cell_rows, completeness, parcels, period_path, periods, records, today
from desktop.clock import Clock
from tests.office import COMMUNE, DISTRICT, NEIGHBOUR, Desk, carry, open_desk

PERIOD = "2024-Q1"
CHAIRMAN = {"subject_kind": "kien_nghi", "people_count": 1}


@pytest.fixture
def commune(tmp_path):
    desk = open_desk(tmp_path / "xa")
    yield desk
    desk.office.close()


@pytest.fixture
def district(tmp_path):
    desk = open_desk(tmp_path / "huyen", DISTRICT)
    yield desk
    desk.office.close()


def opened(desk: Desk) -> None:
    periods.open_period(desk.office, periods.NewPeriod("quarter", 2024, 1))


def visit(desk: Desk, day: str) -> str:
    return desk.add("reception_visit", session_id=desk.session(day), **CHAIRMAN)


@pytest.mark.parametrize(
    ("last", "left"),
    [
        ("2024-03-25", 0),
        ("2024-03-29", 4),
        ("2024-04-01", 5),
        ("2024-03-20", -3),
        ("2024-03-22", -1),
        ("2024-03-23", -1),
        ("2024-03-31", 4),
    ],
)
def test_days_left_are_working_days_and_never_none_for_another_day(commune, last: str, left: int):
    law = commune.office.law_of(COMMUNE)
    assert today.working_days_left(law, date(2024, 3, 25), date.fromisoformat(last)) == left


def test_before_any_period_was_opened_the_page_says_so(commune):
    assert today.look(commune.office).period is None
    assert today.current_period(commune.office) is None


def test_the_period_at_hand_is_the_oldest_that_is_begun_and_not_closed(commune):
    opened(commune)
    periods.open_period(commune.office, periods.NewPeriod("month", 2024, 4))
    assert today.current_period(commune.office) == PERIOD
    periods.nothing_happened(commune.office, PERIOD, all_empty=True)
    periods.close_period(commune.office, PERIOD)
    commune.at("2024-04-02T08:00:00")
    assert today.current_period(commune.office) == "2024-04"


def test_registers_that_nobody_spoke_for_stand_first_with_what_is_in_the_others(commune):
    opened(commune)
    visit(commune, "2024-03-07")
    lines = today.look(commune.office).period.lines
    assert [line.state for line in lines[:-1]] == [""] * (len(lines) - 1)
    assert (lines[-1].code, lines[-1].amount) == ("reception_session", "1 phiên tiếp, 1 lượt tiếp")


def test_a_clock_that_went_back_is_the_worst_warning(commune):
    commune.session("2024-03-07")
    commune.at("2023-01-05T08:00:00")
    assert today.look(commune.office).warnings[0].kind == "err"


def test_what_came_back_is_named(commune, district):
    opened(district)
    carry(district, commune)
    periods.nothing_happened(commune.office, PERIOD, all_empty=True)
    periods.close_period(commune.office, PERIOD)
    carry(commune, district)
    periods.return_period(district.office, COMMUNE, PERIOD, "xem lại", cell="DV-05:3")
    carry(district, commune, decisions=True)
    assert [one.detail for one in today.look(commune.office).returned] == ["xem lại"]
    lines = period_path.look(commune.office, PERIOD).lines
    assert [line.todo for line in lines if line.tone == "returned"] == ["Cột 3 “Ủy quyền” biểu DV-05: “xem lại”"]


def test_a_draft_stops_a_close_and_leads_to_nothing_else(commune):
    opened(commune)
    periods.nothing_happened(commune.office, PERIOD, all_empty=True)
    commune.at("2024-03-10T08:00:00")
    records.add(commune.office, "reward", [({}, None)], draft=True)
    first = period_path.look(commune.office, PERIOD).lines[0]
    assert (first.title, first.stops, first.check) == ("Bản nháp", True, "drafts")


def test_every_unit_has_a_word_and_who_is_late_is_not_reported(commune, district):
    opened(district)
    seen = completeness.look(district.office, PERIOD)
    assert {row.cells[PERIOD].state for row in seen.rows} == {"not_reported"}
    assert seen.silent == len(seen.rows)


def test_before_the_due_day_nobody_is_reproached(district):
    opened(district)
    district.at("2024-03-15T08:00:00")
    assert {row.cells[PERIOD].state for row in completeness.look(district.office, PERIOD).rows} == {"not_due"}


def test_a_closing_that_came_is_received_until_it_is_accepted(commune, district):
    opened(district)
    carry(district, commune)
    periods.nothing_happened(commune.office, PERIOD, all_empty=True)
    periods.close_period(commune.office, PERIOD)
    carry(commune, district)
    row = next(one for one in completeness.look(district.office, PERIOD).rows if one.unit == COMMUNE)
    assert (row.cells[PERIOD].state, row.cells[PERIOD].version) == ("received", 1)
    assert row.is_unfinished(PERIOD)
    periods.accept_period(district.office, COMMUNE, PERIOD)
    row = next(one for one in completeness.look(district.office, PERIOD).rows if one.unit == COMMUNE)
    assert not row.is_unfinished(PERIOD)


def test_behind_a_number_stand_its_rows_and_no_name(commune):
    opened(commune)
    made = [visit(commune, day) for day in ("2024-03-07", "2024-02-01")]
    found = cell_rows.behind(commune.office, PERIOD, "01/TCD", "1")
    assert (found.value, found.total) == (2, 2)
    assert [one.id for one in found.rows] == made[::-1]
    assert all(one.text.startswith("Lượt tiếp") for one in found.rows)


def test_a_sum_stands_on_the_rows_of_its_parts(commune):
    opened(commune)
    visit(commune, "2024-03-07")
    found = cell_rows.behind(commune.office, PERIOD, "01/TCD", "3")
    assert found.counts.startswith("Cộng cột 6")
    taken = cell_rows.behind(commune.office, PERIOD, "DV-05", "5")
    assert taken.counts == "Lấy số của cột 1 biểu 01/TCD"
    assert found.value == 1


def test_nothing_waits_for_a_unit_that_has_no_station(district):
    assert [one.what for one in parcels.waiting_down(district.office) if one.unit == NEIGHBOUR] == [()]


def test_a_name_that_lost_its_number_says_none():
    assert parcels.number_in("DV_03448B_107_17_c4e19a.goi") == 17
    assert parcels.number_in("bao cao (1).goi") is None


def test_the_clock_of_the_office_says_which_day_it_is(commune):
    commune.office.clock = Clock.from_text("2024-03-25T08:12:00")
    assert today.look(commune.office).day == date(2024, 3, 25)
