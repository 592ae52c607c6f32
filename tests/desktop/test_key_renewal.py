"""A laptop gets new keys while the old ones are at hand: the old key vouches for the new one and retires."""

from dataclasses import replace

import pytest

from desktop import trusting
from desktop.actions import key_renewal, network, stations
from desktop.errors import Problem
from desktop.keys.secrets_kept import Secrets
from tests.desktop.world import HAI, HUYEN, PASSWORD, XA

COMMUNE = "2024:03448"


@pytest.fixture
def world(exchange_world):
    return exchange_world


def states(world, name):
    return {one.station: one.state for one in network.listing(world[name])}


def test_a_station_that_admits_certifies_its_own_new_key_and_works_on(world):
    old, before = world.station(XA), world.add(XA, name="Trước khi đổi khóa")
    (late,) = world.export(HUYEN, to=COMMUNE)
    made = key_renewal.renew(world[XA])
    assert (made.replaces, made.redone_ops, made.enrolled) == (old, 0, True)
    me = stations.show(world[XA])
    assert (me.identity.station, me.identity.series, me.rights, me.issuer) == (made.station, "B", ("write", "admit"), old)
    after = world.add(XA, name="Sau khi đổi khóa")
    got = world.send(XA, HUYEN)
    assert (got.result, got.refused_logs) == ("merged", [])
    assert (world.value(HUYEN, before), world.value(HUYEN, after)) == ("Trước khi đổi khóa", "Sau khi đổi khóa")
    assert (states(world, HUYEN)[old], states(world, HUYEN)[made.station]) == ("retired", "active")
    assert world.state(XA) == world.state(HUYEN)
    assert world.send(HUYEN, XA).result == "merged"
    assert world.bring(XA, late).packages[0].result in ("merged", "duplicate")
    # The new station holds the unit's key and admits as the old one did.
    with world[XA].reading() as connection:
        (key,) = trusting.trust_of(world[XA], connection).current_keys(COMMUNE)
        assert key.recipient in {one.recipient for one in Secrets.load(connection).unit_keys}
    assert made.station in key.holders
    world.admit(XA, HAI)
    assert states(world, XA)[world.station(HAI)] == "active"


def test_it_may_be_done_again_and_again_until_the_chain_is_long_then_the_unit_above_certifies(world):
    enrolled = True
    for _ in range(8):
        made = key_renewal.renew(world[XA])
        enrolled = made.enrolled
        if not enrolled:
            break
    assert not enrolled
    world.admit(HUYEN, XA)
    late = world.add(XA, name="Chuỗi ngắn lại")
    assert world.send(XA, HUYEN).refused_logs == []
    assert world.value(HUYEN, late) == "Chuỗi ngắn lại"


def test_a_station_that_admits_nobody_carries_its_request_to_whoever_admitted_it(world):
    world.admit(XA, HAI)
    kept = world.add(HAI, name="Máy hai ghi")
    world.send(HAI, XA, kind="home")
    made = key_renewal.renew(world[HAI])
    assert (made.enrolled, made.redone_ops) == (False, 0)
    with pytest.raises(Problem) as problem:
        key_renewal.renew(world[HAI])
    assert problem.value.code == "not_allowed"
    world.admit(XA, HAI)
    late = world.add(HAI, name="Máy hai ghi tiếp")
    world.send(HAI, XA, kind="home")
    assert (world.value(XA, kept), world.value(XA, late)) == ("Máy hai ghi", "Máy hai ghi tiếp")
    assert states(world, XA)[made.replaces] == "retired"


def test_the_roots_own_station_is_certified_by_its_root_file(world):
    with pytest.raises(Problem) as problem:
        key_renewal.renew(world[HUYEN], "không phải mật khẩu ấy")
    assert problem.value.code == "wrong_password"
    assert states(world, HUYEN)[world.station(HUYEN)] == "active"
    made = key_renewal.renew(world[HUYEN], PASSWORD)
    assert made.enrolled
    assert stations.show(world[HUYEN]).rights == ("write", "admit", "down")
    world.add(XA)
    assert world.send(XA, HUYEN).result == "merged"
    assert world.send(HUYEN, XA).result == "merged"
    assert states(world, XA)[made.replaces] == "retired"


def test_only_leaders_and_administrators_change_keys(world):
    world[XA].user = replace(world[XA].user, roles=frozenset({"NL"}))
    with pytest.raises(Problem) as problem:
        key_renewal.renew(world[XA])
    assert problem.value.code == "not_allowed"
