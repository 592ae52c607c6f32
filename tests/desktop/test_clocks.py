"""Clocks that are wrong, put right or jump from one start to the next decide nothing: not what waits, not what arrived, not what goes."""

import pytest

from desktop.actions import completeness, parcels, periods
from desktop.clock import Clock
from desktop.exchange import quarantine
from tests.desktop.world import BAN, HUYEN, NOW, XA

COMMUNE, Q1 = "2024:03448", "2024-Q1"
YEARS_AHEAD, LONG_AGO = "2027-05-05T08:00:00", "1980-01-01T00:00:10"


@pytest.fixture
def world(exchange_world):
    return exchange_world


def at(world, name, moment):
    world[name].clock = Clock.from_text(moment)


def waits(world, unit=COMMUNE):
    return next(one.what for one in parcels.waiting_down(world[HUYEN]) if one.unit == unit)


def close_quarter(world):
    world.add(XA, "reception_session", kind="dinh_ky", planned_date="2024-01-08", actor="thu_truong", held=True)
    periods.open_period(world[HUYEN], periods.NewPeriod("quarter", 2024, 1))
    world.send(HUYEN, XA)
    periods.nothing_happened(world[XA], Q1, all_empty=True)
    periods.close_period(world[XA], Q1)


@pytest.mark.parametrize("wrong", [YEARS_AHEAD, LONG_AGO])
def test_what_came_after_the_last_package_down_waits_whatever_the_clock_said_then(world, wrong):
    at(world, HUYEN, wrong)
    world.export(HUYEN, to=COMMUNE)
    assert waits(world) == ()
    at(world, HUYEN, NOW)
    world.add(XA)
    world.send(XA, HUYEN)
    assert waits(world) == ("báo nhận gói số 1",)
    at(world, HUYEN, LONG_AGO)
    world.export(HUYEN, to=COMMUNE)
    at(world, HUYEN, NOW)
    assert waits(world) == ()


def test_a_decision_waits_until_it_has_gone_down_whatever_the_clock_said_then(world):
    close_quarter(world)
    world.send(XA, HUYEN)
    at(world, HUYEN, YEARS_AHEAD)
    world.export(HUYEN, to=COMMUNE)
    at(world, HUYEN, NOW)
    periods.return_period(world[HUYEN], COMMUNE, Q1, "xem lại cột 2")
    assert waits(world) == ("trả lại kỳ quý I/2024, 1 ý",)
    at(world, HUYEN, LONG_AGO)
    world.export(HUYEN, to=COMMUNE)
    assert waits(world) == ()


def test_a_package_that_is_taken_in_twice_came_when_it_came_first(world):
    world.add(XA)
    files = world.export(XA)
    world.bring(HUYEN, *files)
    assert world.bring(HUYEN, *files).packages[0].result == "duplicate"
    assert waits(world) == ("chứng nhận và ngày của kỳ", "báo nhận gói số 1")
    world.export(HUYEN, to=COMMUNE)
    world.bring(HUYEN, *files)
    assert waits(world) == ()
    assert [one.result for one in parcels.listing(world[HUYEN], "in")] == ["merged"]


def test_the_newest_package_that_the_superior_has_is_known_by_what_lay_in_it(world):
    world.add(XA)
    at(world, XA, YEARS_AHEAD)
    world.send(XA, HUYEN)
    world.send(HUYEN, XA)
    at(world, XA, NOW)
    world.add(XA)
    world.export(XA)
    seen = parcels.waiting_up(world[XA])
    assert (seen.changes > 0, seen.acknowledged.number) == (True, 1)
    world.send(XA, HUYEN)
    world.send(HUYEN, XA)
    seen = parcels.waiting_up(world[XA])
    assert (seen.changes, seen.since, seen.acknowledged.number) == (0, None, 3)


def test_packages_are_listed_in_the_order_in_which_they_were_made(world):
    for moment in (YEARS_AHEAD, LONG_AGO, NOW):
        at(world, XA, moment)
        world.export(XA)
    assert [one.number for one in parcels.listing(world[XA], "out")] == [3, 2, 1]


def test_a_report_came_with_the_package_that_brought_it(world):
    """The commune closes with a clock of 1980, the district takes its packages in with one of 2027 and one of 2024."""
    world.add(XA)
    at(world, HUYEN, YEARS_AHEAD)
    world.send(XA, HUYEN)
    at(world, HUYEN, NOW)
    at(world, XA, LONG_AGO)
    close_quarter(world)
    at(world, HUYEN, "2024-03-16T08:00:00")
    world.send(XA, HUYEN)
    at(world, HUYEN, YEARS_AHEAD)
    world.add(XA)
    world.send(XA, HUYEN)
    row = next(one for one in completeness.look(world[HUYEN], Q1).rows if one.unit == COMMUNE)
    assert (row.came, row.package) == ("2024-03-16T08:00:00+07:00", 2)
    assert row.cells[Q1].state == "received"


def test_the_package_that_took_a_closing_up_is_known_although_the_clock_was_put_back(world):
    at(world, XA, YEARS_AHEAD)
    close_quarter(world)
    at(world, XA, NOW)
    world.export(XA)
    issue = world.add(XA, "report_issue", period_id=Q1, doc_no="12/BC-UBND", signed_on="2024-03-18", sent_on="2024-03-19", channel="usb")
    assert world.value(XA, issue, "package_uid", "report_issue")


def test_copies_that_were_kept_first_go_first(world, monkeypatch, tmp_path):
    kept = []
    for moment in (YEARS_AHEAD, NOW, LONG_AGO):
        at(world, BAN, moment)
        monkeypatch.setattr(quarantine, "LIMIT", 250)
        raw = moment.encode().ljust(100)
        quarantine.keep(world[BAN], raw, tmp_path / moment, "damaged")
        kept.append(raw)
    held = {file.read_bytes() for file in world[BAN].paths.quarantine.glob("*.goi")}
    assert held == {kept[1], kept[2]}
