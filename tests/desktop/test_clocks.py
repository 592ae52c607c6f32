"""Clocks that are wrong, put right or jump from one start to the next decide nothing: not what waits, not what arrived, not what goes."""

import pytest

from db.store import get_meta
from desktop.actions import clock_doubt, completeness, packages, parcels, periods, records, status, today
from desktop.clock import Clock
from desktop.exchange import quarantine
from tests.desktop.test_clock import Laptop
from tests.desktop.world import BAN, HAI, HUYEN, NOW, XA
from tests.factory import valid

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


def state_of_clock(world, name):
    return status.status(world[name])["clock"]


def seen(world, name):
    with world[name].reading() as connection:
        return get_meta(connection, "last_seen")


def test_one_start_years_ahead_makes_no_later_day_doubtful(world):
    world.add(XA)
    at(world, XA, YEARS_AHEAD)
    world.add(XA)
    assert state_of_clock(world, XA) == "doubtful"
    at(world, XA, "2024-03-11T08:00:00")
    world.add(XA)
    assert state_of_clock(world, XA) == "ok"
    assert seen(world, XA) == "2024-03-11T08:00:00+07:00"


def test_a_person_who_looked_ends_the_doubt(world):
    """A year ahead is believed, so the right day after it is doubted until somebody says that it is right."""
    at(world, XA, "2025-03-01T08:00:00")
    world.add(XA)
    at(world, XA, NOW)
    world.add(XA)
    assert "01/03/2025" in clock_doubt.doubt(world[XA])
    assert today.look(world[XA]).warnings[0].next_step == clock_doubt.doubt(world[XA])
    clock_doubt.confirm(world[XA])
    assert (clock_doubt.doubt(world[XA]), state_of_clock(world, XA), world[XA].warnings) == ("", "ok", [])
    at(world, XA, LONG_AGO)
    assert "10/03/2024" in clock_doubt.doubt(world[XA])


@pytest.mark.parametrize("days", [-400, 3 * 366])
def test_a_person_is_believed_against_the_day_of_the_build_too(world, days):
    with world[XA].writing() as connection:
        connection.execute("DELETE FROM meta WHERE name = 'last_seen'")
    world[XA].clock = Laptop(days=days)
    assert clock_doubt.doubt(world[XA])
    clock_doubt.confirm(world[XA])
    assert clock_doubt.doubt(world[XA]) == ""


SAME = ("2024-03-10T08:00:00", "2024-03-10T09:00:00", "2024-03-11T08:00:00", "2024-03-12T08:00:00")
WRONG = {
    XA: (LONG_AGO, "2024-03-10T08:00:00", YEARS_AHEAD, "1999-12-31T23:59:59"),
    HAI: ("2009-01-01T00:00:00",) * 4,
    BAN: (YEARS_AHEAD, LONG_AGO, YEARS_AHEAD, NOW),
    HUYEN: ("2027-01-01T00:00:00", LONG_AGO, "2009-06-01T00:00:00", YEARS_AHEAD),
}


@pytest.mark.parametrize("clocks", [dict.fromkeys(WRONG, SAME), WRONG], ids=["right", "wrong"])
def test_four_stations_whose_clocks_jump_from_start_to_start_agree_on_the_same_values(world, clocks):
    """Two laptops of a commune write in one record, a neighbour too; the packages come in another order, some twice."""
    world.admit(XA, HAI)
    record = records.add(world[XA], "model", [(valid("model", lambda code: world.add(XA, code), name="đầu"), None)]).ids[0]
    world.send(XA, HAI, kind="home")
    files = []
    for turn in range(4):
        for name in (XA, HAI, BAN, HUYEN):
            at(world, name, clocks[name][turn])
        world.edit(XA, record, name=f"máy một lần {turn}")
        world.edit(HAI, record, method=f"máy hai lần {turn}")
        world.add(BAN)
        files += [*world.export(XA), *world.export(HAI), *world.export(BAN)]
        world.send(XA, HAI, kind="home")
        world.send(HAI, XA, kind="home")
    world.bring(HUYEN, *reversed(files), *files[:3])
    assert world.state(HUYEN) == world.state(XA) == world.state(HAI)
    assert world.state(XA, "home") == world.state(HAI, "home")
    assert world.state(HUYEN, unit="03433") == world.state(BAN, unit="03433")
    assert [world.value(one, record) for one in (XA, HAI, HUYEN)] == ["máy một lần 3"] * 3
    assert status.status(world[HUYEN])["conflicts"] == 0
    assert packages.export(world[XA], world.stick()).written[0].collected.ops > 0
    world.send(HUYEN, XA)
    assert parcels.waiting_up(world[XA]).changes == 0
