"""The unit's sealing key changes when a laptop that held it was ended; what was sealed before still opens."""

import pytest

from desktop import trusting
from desktop.actions import key_rotation, stations
from desktop.errors import Problem
from desktop.keys.secrets_kept import Secrets
from tests.desktop.world import HAI, HUYEN, XA

COMMUNE = "2024:03448"


@pytest.fixture
def second(exchange_world):
    """The commune's second laptop was admitted by the first and both hold the unit's key; the district knows."""
    world = exchange_world
    world.admit(XA, HAI)
    world.send(XA, HUYEN)
    return world


def current(world, name, unit=COMMUNE):
    with world[name].reading() as connection:
        return trusting.trust_of(world[name], connection).current_keys(unit)


def recipients(world, name, kind, unit=COMMUNE):
    with world[name].reading() as connection:
        return set(trusting.trust_of(world[name], connection).recipients(kind, world.station(name), unit))


def held(world, name):
    with world[name].reading() as connection:
        return {key.recipient: key.number for key in Secrets.load(connection).unit_keys}


def test_a_laptop_that_was_ended_opens_nothing_that_is_sealed_afterwards(second):
    world = second
    (old,) = current(world, XA)
    assert world.station(HAI) in old.holders
    (late,) = world.export(HUYEN, to=COMMUNE)
    answer = stations.revoke(world[XA], world.station(HAI), None, None)
    assert (answer["new_unit_key"], answer["keyless"]) == (True, [])
    (new,) = current(world, XA)
    assert (new.number, new.holders, new.recovery) == (old.number + 1, {world.station(XA)}, old.recovery)
    assert held(world, XA) == {old.recipient: 1, new.recipient: 2}
    world.send(XA, HUYEN)
    sealed = recipients(world, HUYEN, "down")
    assert new.recipient in sealed
    assert not sealed & set(held(world, HAI))
    (file,) = world.export(HUYEN, to=COMMUNE)
    assert world.bring(XA, file).packages[0].result == "merged"
    assert world.bring(HAI, file).packages[0].code == "misaddressed"
    assert world.bring(XA, late).packages[0].result in ("merged", "duplicate")


def test_the_units_own_laptop_is_told_when_the_unit_above_ended_the_other_one(second):
    world = second
    assert not key_rotation.is_due(world[XA])
    assert stations.revoke(world[HUYEN], world.station(HAI), None, None)["new_unit_key"] is False
    assert not key_rotation.is_due(world[HUYEN])
    world.send(HUYEN, XA)
    assert key_rotation.is_due(world[XA])
    assert key_rotation.rotate(world[XA]) == 2
    assert not key_rotation.is_due(world[XA])


def test_the_other_laptops_get_the_new_key_and_two_changes_at_once_are_joined_by_the_next(second):
    world = second
    assert {key_rotation.rotate(world[XA]), key_rotation.rotate(world[HAI])} == {2}
    world.send(XA, HAI, kind="home")
    world.send(HAI, XA, kind="home")
    both = {key.recipient for key in current(world, XA)}
    assert len(both) == 2
    assert both <= set(held(world, XA))
    assert both <= set(held(world, HAI))
    world.send(HAI, HUYEN)
    world.send(XA, HUYEN)
    assert both <= recipients(world, HUYEN, "down")
    assert key_rotation.rotate(world[XA]) == 3
    world.send(XA, HAI, kind="home")
    (joined,) = current(world, HAI)
    assert held(world, HAI)[joined.recipient] == 3


def test_only_who_holds_the_key_changes_it(second):
    world = second
    stations.revoke(world[XA], world.station(HAI), None, None)
    world.send(XA, HUYEN)
    with pytest.raises(Problem) as problem:
        key_rotation.rotate(world["huyen2"])
    assert problem.value.code == "not_allowed"
