"""A report that is signed keeps which frozen figures it rests on; one that is sent keeps which package took them up (dossier R19e)."""

import pytest

from desktop.actions import lookup, periods, records
from desktop.errors import Problem
from tests.desktop.world import HUYEN, XA

Q1 = "2024-Q1"
SIGNED = {"doc_no": "12/BC-UBND", "signed_on": "2024-03-18"}


@pytest.fixture
def world(exchange_world):
    return exchange_world


def close(world) -> str:
    closed = periods.close_period(world[XA], Q1)
    mark = closed.standing.snapshot_hash
    assert mark
    return mark


def stamps(world, name, record):
    values = lookup.show(world[name], "report_issue", record).values
    return values["snapshot_hash"], values["package_uid"]


def test_a_report_keeps_the_figures_and_the_package_that_it_went_with(world):
    world.add(XA, "reception_session", kind="dinh_ky", planned_date="2024-01-08", actor="thu_truong", held=True)
    periods.nothing_happened(world[XA], Q1, all_empty=True)
    world.export(XA)
    first = close(world)
    report = world.add(XA, "report_issue", period_id=Q1)
    assert stamps(world, XA, report) == (None, None)
    world.edit(XA, report, "report_issue", **SIGNED)
    assert stamps(world, XA, report) == (first, None)
    world.export(XA)
    world.edit(XA, report, "report_issue", sent_on="2024-03-19", channel="usb")
    went = lookup.show(world[XA], "report_issue", report).values["package_uid"]
    assert went
    periods.reopen(world[XA], Q1, "bổ sung")
    world.add(XA, "reception_session", kind="dinh_ky", planned_date="2024-01-15", actor="thu_truong", held=True)
    assert close(world) != first
    world.edit(XA, report, "report_issue", channel="giay")
    assert stamps(world, XA, report) == (first, went)
    world.send(XA, HUYEN)
    assert stamps(world, HUYEN, report) == (first, went)


def test_a_period_that_is_not_closed_gives_no_figures_and_nobody_types_them(world):
    report = world.add(XA, "report_issue", period_id=Q1, **SIGNED)
    assert stamps(world, XA, report) == (None, None)
    with pytest.raises(Problem, match="tự tính"):
        records.add(world[XA], "report_issue", [({"snapshot_hash": "0" * 64}, None)])


def test_a_corrected_period_is_stamped_anew(world):
    world.add(XA, "reception_session", kind="dinh_ky", planned_date="2024-01-08", actor="thu_truong", held=True)
    periods.nothing_happened(world[XA], Q1, all_empty=True)
    mark = close(world)
    report = world.add(XA, "report_issue", period_id="2024-Q2", **SIGNED)
    world.edit(XA, report, "report_issue", period_id=Q1)
    assert stamps(world, XA, report) == (mark, None)
    world.edit(XA, report, "report_issue", period_id="2024-Q3")
    assert stamps(world, XA, report) == (None, None)
