"""A laptop that goes over to the unit that goes on with its books."""

import pytest

from desktop import trusting
from desktop.actions import (
    lookup,
    new_station,
    packages,
    people,
    records,
    stations,
)
from desktop.clock import Clock
from desktop.errors import Problem
from desktop.packages import enrolment
from desktop.paths import Paths
from tests.desktop.mergers.eras import BUM, MOI, MUONG, NEW, TINH, UNITS
from tests.desktop.world import HUYEN, NOW, PASSWORD


def went_over(world, name: str) -> str:
    """Let a laptop of an old commune go over to the new one and be certified there; return the station that it was."""
    before = world.station(name)
    made = new_station.become(world[name], None, NEW)
    assert (made.replaces, made.enrolled) == (before, False)
    world.admit_heir(TINH, name)
    return before


def test_a_laptop_lives_through_the_merger_with_its_books_people_and_keys(merged):
    sent = merged.add(MUONG, "reception_visit", citizen_name="Lò Văn Kín")
    merged.carry(MUONG, HUYEN)
    unsent = merged.add(MUONG, name="Chưa gửi đi đâu")
    late = merged.export(HUYEN, to=UNITS[MUONG])[0]  # sealed for the old unit
    old = went_over(merged, MUONG)
    me = merged[MUONG].identity
    assert (me.unit, me.era, me.series) == (NEW, "2025", "R1")
    assert merged[MUONG].owned == {NEW, UNITS[MUONG], UNITS[BUM]}
    assert merged.value(MUONG, sent, "citizen_name", "reception_visit") == "Lò Văn Kín"
    assert merged.bring(MUONG, late).packages[0].result in ("merged", "duplicate")

    records.edit(merged[MUONG], "model", unsent, {"name": "Sửa sau sáp nhập"})
    merged._made.clear()  # a reference resolves in its own unit: the new one's books begin with villages of their own
    own = merged.add(MUONG, name="Mới")
    shown = {one.id: (one.unit, one.book_no) for one in lookup.listing(merged[MUONG], "model", lookup.Ask()).records}
    assert shown[unsent] == (UNITS[MUONG], "1")
    assert shown[own] == (NEW, "1R1")
    got = merged.carry(MUONG, TINH)
    assert (got.result, got.refused_logs, got.forks) == ("merged", [], [])
    assert merged.value(TINH, unsent) == "Sửa sau sáp nhập"
    assert merged.state_of(TINH, UNITS[MUONG]) == merged.state_of(MUONG, UNITS[MUONG])
    with merged[TINH].reading() as connection:
        assert trusting.trust_of(merged[TINH], connection).standing(old).state == "retired"
    assert UNITS[MUONG] not in {one.to for one in packages.export(merged[TINH], merged.stick()).written}

    merged.close(MUONG)
    again = people.sign_in(Paths(merged.home(MUONG)), Clock.from_text(NOW), None, lambda: PASSWORD)
    assert "QT" in again.user.roles
    again.close()


def test_laptops_of_both_old_communes_meet_as_siblings_of_the_new_one(merged):
    record = merged.add(MUONG, "reception_visit", citizen_name="Lò Văn Kín")
    for name in (MUONG, BUM):
        went_over(merged, name)
    merged.carry(MUONG, TINH)
    merged.carry(BUM, TINH)
    merged.carry(TINH, MUONG, to=NEW)
    for other in (MOI, BUM):
        with merged[other].reading() as connection:
            words = {
                one.subject.station: enrolment.request_words(one.requested())
                for one in trusting.trust_of(merged[MUONG], connection).certificates(NEW)
            }
        stations.confirm(merged[MUONG], merged.station(other), words[merged.station(other)])
    assert merged.carry(MUONG, BUM, kind="home").dropped_home == []
    assert merged.value(BUM, record, "citizen_name", "reception_visit") == "Lò Văn Kín"
    assert merged.state_of(BUM, UNITS[MUONG], "home") == merged.state_of(MUONG, UNITS[MUONG], "home")


def test_a_laptop_goes_over_only_where_its_unit_went(world):
    for unit, code in ((NEW, "not_allowed"), ("2025:99999", "unknown_unit")):
        with pytest.raises(Problem) as problem:
            new_station.become(world[MUONG], None, unit)
        assert problem.value.code == code
    assert world[MUONG].identity.unit == UNITS[MUONG]
