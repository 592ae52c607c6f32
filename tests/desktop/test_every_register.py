"""Every register from typing to the upper desk: saved, listed, found, carried up without what stays home."""

from collections.abc import Iterator

import pytest

from desktop import registers
from desktop.actions import lookup
from desktop.actions.listing import look
from desktop.entries.tables import TWIN
from desktop.registers.model import NOTE
from tests.office import COMMUNE, DISTRICT, Desk, carry, open_desk

PEOPLES = [code for code, one in registers.ALL.items() if not one.system]
ABOVE = {"agency", "total_on_behalf"}
"""What only an upper desk has to write down."""
OF_A_PERIOD = {"contribution": "period", "violation_stat": "period_id", "admin_stat": "period_id"}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    made = open_desk(tmp_path_factory.mktemp("xa"), now="2024-04-20T08:00:00")
    yield made
    made.office.close()


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    made = open_desk(tmp_path_factory.mktemp("huyen"), DISTRICT, now="2024-04-20T08:00:00")
    yield made
    made.office.close()


@pytest.mark.parametrize("code", PEOPLES)
def test_a_valid_record_is_saved_listed_and_in_order(desk, district, code):
    desk = district if code in ABOVE else desk
    made = desk.add(code)
    record = lookup.show(desk.office, code, made)
    assert (record.status, set(record.flags) - {TWIN}) == ("hoan_chinh", set())  # the same was written before, to refer to
    assert bool(record.event_date) == bool(registers.ALL[code].dated_by)
    assert made in [row.record.id for row in look(desk.office, code, lookup.Ask()).rows]


@pytest.mark.parametrize(("code", "name"), OF_A_PERIOD.items())
def test_a_figure_of_a_period_moves_with_the_last_day_of_the_period(tmp_path, code, name):
    desk = open_desk(tmp_path)
    try:
        made = desk.add(code, **{name: "2024-Q1"})
        assert lookup.show(desk.office, code, made).event_date == "2024-03-14"
        period = desk.add("report_period", to_date="2024-03-31")
        assert lookup.show(desk.office, code, made).event_date == "2024-03-31"
        desk.edit("report_period", period, to_date="2024-04-30")
        assert lookup.show(desk.office, code, made).event_date == "2024-04-30"
    finally:
        desk.office.close()


def test_a_figure_names_its_period_by_the_code_that_the_upper_desk_knows(tmp_path, district):
    desk = open_desk(tmp_path)
    try:
        desk.add("report_period")
        made = desk.add("admin_stat", period_id="2024-Q1")
        carry(desk, district)
        shown = lookup.show(district.office, "admin_stat", made)
        assert (shown.values["period_id"], shown.values["period_to"], shown.event_date) == ("2024-Q1", "2024-03-14", "2024-03-14")
    finally:
        desk.office.close()


def test_what_goes_up_is_held_above_and_nothing_else(desk, district):
    for code in (one for one in PEOPLES if one not in ABOVE):
        desk.add(code, **({NOTE.name: "chỉ ở xã"} if NOTE.name in registers.ALL[code].by_name else {}))
    carry(desk, district)
    for code in PEOPLES:
        register = registers.ALL[code]
        for row in lookup.listing(district.office, code, lookup.Ask()).records:
            if row.unit != COMMUNE:
                continue
            told = {name for name, value in row.values.items() if value is not None and not register.by_name[name].auto}
            assert {name for name in told if register.audience(name) == "home"} == set(), code
            assert register.upward == "rows" or told == set(), code
