"""A laptop becomes a new station: a copy, a revoked one. What was typed on it is kept, its people sign in as before."""

import pytest

from desktop.actions import entry_form, lookup, network, new_station, people, stations, today
from desktop.clock import Clock
from desktop.errors import Problem
from desktop.keys.secrets_kept import Secrets
from desktop.office import User
from desktop.paths import Paths
from tests.desktop.world import HAI, HUYEN, NOW, PASSWORD, XA

COPY = "copy"
CLOCK = Clock.from_text(NOW)


@pytest.fixture
def world(exchange_world):
    return exchange_world


def names(world, name):
    return sorted(str(one.values["name"]) for one in lookup.listing(world[name], "model", lookup.Ask()).records)


def numbers(world, name):
    return sorted(str(one.book_no) for one in lookup.listing(world[name], "model", lookup.Ask()).records)


def reopened(world, name):
    """Close the home and sign in with the password, as its people do."""
    world.close(name)
    office = people.sign_in(Paths(world.home(name)), CLOCK, None, lambda: PASSWORD)
    world._open[name] = office
    return office


def found_out(world):
    """A copy of the commune's laptop that has learned that it is one, with work of both since."""
    world.add(XA, name="Chung")
    world.clone(XA, COPY)
    world.add(XA, name="Máy cũ")
    world.add(COPY, name="Máy chép")
    world.send(XA, HUYEN)
    world.send(HUYEN, COPY, everything=True)
    assert world[COPY].identity.is_copy


def test_a_copy_becomes_a_new_station_and_its_work_counts(world):
    found_out(world)
    old = world.station(COPY)
    made = new_station.become(world[COPY])
    assert (made.replaces, made.enrolled) == (old, False)
    assert (world.station(COPY), world[COPY].identity.is_copy, world[COPY].identity.enrolled) == (made.station, False, False)
    assert names(world, COPY) == ["Chung", "Máy chép", "Máy cũ"]
    assert stations.show(world[COPY]).fingerprint == made.fingerprint
    world.admit(HUYEN, COPY)
    got = world.send(COPY, HUYEN)
    assert (got.result, got.forks, got.conflicts_new) == ("merged", [old], 0)  # both had signed a line under one number
    assert names(world, HUYEN) == ["Chung", "Máy chép", "Máy cũ"]
    assert world.state(HUYEN) == world.state(COPY)


def test_before_its_certificate_came_it_writes_but_sends_nothing_and_gives_no_number(world):
    """History 19: number 2 is not given twice; the restored laptop numbers on with letters of its own."""
    found_out(world)
    new_station.become(world[COPY])
    world.add(COPY, name="Chờ số")
    assert numbers(world, COPY) == ["1", "2", "2", "None"]  # the copy's own 2 stands on paper already
    with pytest.raises(Problem) as problem:
        world.export(COPY)
    assert problem.value.code == "not_allowed"
    world.admit(HUYEN, COPY)
    assert world[COPY].identity.series == "R1"
    assert numbers(world, COPY) == ["1", "1R1", "2", "2"]


def test_people_sign_in_at_the_new_station_with_their_passwords_and_roles(world):
    people.add(world[XA], "bình", ["DV", "TCD"], PASSWORD)
    people.add(world[XA], "cũ", ["XEM"], PASSWORD)
    people.disable(world[XA], "cũ")
    new_station.become(world[XA])
    world.close(XA)
    office = people.sign_in(Paths(world.home(XA)), CLOCK, "bình", lambda: PASSWORD)
    assert office.user == User("bình", frozenset({"DV", "TCD"}))
    assert {one.name: one.disabled for one in people.listing(office)} == {"an": False, "bình": False, "cũ": True}
    office.close()


def test_what_was_not_sealed_is_written_again_and_replaces_what_the_twin_sends_of_it(world):
    record = world.add(XA, name="Một")
    world.edit(XA, record, name="Hai")
    world.clone(XA, COPY)
    assert new_station.become(world[COPY]).redone_ops > 2
    world.edit(COPY, record, name="Ba")
    world.admit(HUYEN, COPY)
    assert world.send(COPY, HUYEN).conflicts_new == 0
    assert world.send(XA, HUYEN).conflicts_new == 0  # the old laptop lives and sends the same two lines
    assert world.value(HUYEN, record) == "Ba"
    world.send(HUYEN, COPY)
    world.send(HUYEN, XA)
    assert world.state(HUYEN) == world.state(COPY) == world.state(XA)


def test_what_was_being_typed_over_unsealed_entries_can_be_saved(world):
    world.send(XA, HUYEN)
    record = world.add(XA, name="Chưa niêm")
    entry_form.keep_draft(world[XA], "model", record, {"name": "Đang gõ"}, entry_form.open_form(world[XA], "model", record).heads)
    new_station.become(world[XA])
    found = entry_form.open_form(world[XA], "model", record).draft
    assert found is not None
    entry_form.save(world[XA], "model", record, found.values, found.base)
    shown = lookup.show(world[XA], "model", record)
    assert (shown.values["name"], shown.conflicts) == ("Đang gõ", ())


def test_both_twins_may_become_new_ones(world):
    found_out(world)
    first = new_station.become(world[COPY])
    second = new_station.become(world[XA])
    world.admit(HUYEN, COPY)
    world.admit(HUYEN, XA)
    assert first.station != second.station
    assert {world[COPY].identity.series, world[XA].identity.series} == {"R1", "R2"}
    world.send(COPY, HUYEN)
    world.send(XA, HUYEN)
    assert names(world, HUYEN) == ["Chung", "Máy chép", "Máy cũ"]


def test_a_sibling_merges_what_the_new_station_brings_home(world):
    world.admit(XA, HAI)
    world.send(XA, HAI, kind="home")
    found_out(world)
    new_station.become(world[COPY])
    world.admit(HUYEN, COPY)
    world.send(COPY, HUYEN)
    world.send(HUYEN, HAI)
    world.send(HUYEN, XA)
    assert world.state(HAI) == world.state(HUYEN) == world.state(COPY)


def test_the_units_keys_stay_and_count_as_held(world):
    with world[XA].reading() as connection:
        before = {key.recipient for key in Secrets.load(connection).unit_keys}
    new_station.become(world[XA])
    world.admit(HUYEN, XA)
    with world[XA].reading() as connection:
        kept = {key.recipient: key.number for key in Secrets.load(connection).unit_keys}
    assert before <= kept.keys()
    assert {kept[one] for one in before} == {1}
    world.send(XA, HUYEN)
    assert world.send(HUYEN, XA).result in ("merged", "duplicate")


def test_words_once_compared_need_no_second_call_but_the_old_station_is_no_longer_believed(world):
    world.admit(XA, HAI)
    old = world.station(XA)
    new_station.become(world[XA])
    world.admit(HUYEN, XA)
    with pytest.raises(Problem) as problem:
        world.export(XA, kind="home")
    assert (problem.value.code, problem.value.where) == ("fingerprint_needed", old)  # HAI is not asked about again
    stations.revoke(world[HUYEN], old, None, PASSWORD)
    world.send(HUYEN, XA)
    assert world.export(XA, kind="home")


def test_a_package_to_the_old_station_is_still_read(world):
    late = world.export(HUYEN, to="03448")
    new_station.become(world[XA])
    world.admit(HUYEN, XA)
    assert world.bring(XA, *late).packages[0].result in ("merged", "duplicate")


def test_only_leaders_and_administrators_make_a_new_station(world):
    world[XA].user = User("an", frozenset({"DV"}))
    with pytest.raises(Problem) as problem:
        new_station.become(world[XA])
    assert problem.value.code == "not_allowed"


def test_the_roots_own_station_is_certified_by_its_root_file(world):
    old = world.station(HUYEN)
    with pytest.raises(Problem) as problem:
        new_station.become(world[HUYEN], "sai mật khẩu rồi")
    assert (problem.value.code, world.station(HUYEN)) == ("wrong_password", old)
    made = new_station.become(world[HUYEN], PASSWORD)
    assert made.enrolled
    assert set(stations.show(world[HUYEN]).rights) == {"write", "admit", "down"}
    assert world.send(HUYEN, XA).result == "merged"
    assert world.send(XA, HUYEN).result == "merged"
    assert {one.station for one in network.listing(world[HUYEN]) if one.unit == "2024:107"} >= {old, made.station}


@pytest.mark.parametrize("after", [None, 0])
def test_a_revoked_laptop_opens_reads_is_told_and_writes_no_more(world, after):
    world.admit(XA, HAI)
    world.add(HAI, name="Máy hai")
    world.send(HAI, HUYEN)
    stations.revoke(world[HUYEN], world.station(HAI), after, None)
    world.send(HUYEN, HAI)
    office = reopened(world, HAI)
    assert office.identity.is_revoked
    assert "QT" in office.user.roles
    assert (names(world, HAI) == []) is (after == 0)
    for act in (lambda: world.add(HAI, "village", name="Bản Mới"), lambda: world.export(HAI)):
        with pytest.raises(Problem) as problem:
            act()
        assert problem.value.code == "revoked"
    reason = new_station.reason_of(office)
    assert reason.title == "Trạm này đã bị thu hồi"
    assert ("không thao tác nào" in reason.what_to_do) is (after == 0)
    assert reason.title in {one.what for one in today.look(office).warnings}


def test_a_revoked_laptop_goes_on_as_a_new_station_once_it_was_certified(world):
    world.admit(XA, HAI)
    world.add(HAI, name="Đã gửi")
    world.send(HAI, HUYEN)
    world.add(HAI, name="Niêm rồi, chưa gửi")
    stations.revoke(world[HUYEN], world.station(HAI), None, None)
    world.send(HUYEN, HAI)
    assert names(world, HAI) == ["Đã gửi"]
    new_station.become(world[HAI])
    world.admit(HUYEN, HAI)
    world.add(HAI, name="Của trạm mới")
    world.send(HAI, HUYEN)
    assert names(world, HUYEN) == names(world, HAI) == ["Của trạm mới", "Đã gửi"]


def test_a_station_that_may_go_on_is_told_nothing(world):
    assert new_station.reason_of(world[XA]) is None
