"""A laptop that is put away in order: what it wrote counts, nobody waits for it, nothing is sealed to it any more."""

import pytest

from desktop import trusting
from desktop.actions import network, retirement, stations
from desktop.errors import Problem
from desktop.keys.secrets_kept import Secrets
from tests.desktop.world import BAN, HAI, HUYEN, XA

COMMUNE = "2024:03448"


@pytest.fixture
def second(exchange_world):
    world = exchange_world
    world.admit(XA, HAI)
    world.send(XA, HUYEN)
    return world


def refused(world, name, station):
    with pytest.raises(Problem) as problem:
        retirement.retire(world[name], station)
    return problem.value.code


def test_a_laptop_that_was_admitted_and_never_used_blocks_nobody_once_it_retired(second):
    """Until then it never said what it holds, so everything is sent again each time."""
    world = second
    world.add(XA)
    world.send(XA, HUYEN)
    world.send(HUYEN, XA)
    world.send(XA, HUYEN)
    (again,) = world.export(HUYEN, to=COMMUNE)
    assert retirement.retire(world[XA], world.station(HAI)) == {"station": world.station(HAI), "retired": True, "keyless": []}
    world.send(XA, HUYEN)
    (after,) = world.export(HUYEN, to=COMMUNE)
    assert len(after.read_bytes()) < len(again.read_bytes())
    with world[HUYEN].reading() as connection:
        trust = trusting.trust_of(world[HUYEN], connection)
        assert trust.active_stations(COMMUNE) == [world.station(XA)]
    with world[HAI].reading() as connection:
        own = Secrets.load(connection).keys.age_recipient
    assert own not in trust.recipients("down", world.station(HUYEN), COMMUNE)


def test_what_it_wrote_counts_and_what_it_still_delivers_too(second):
    world = second
    written = world.add(HAI, name="Ghi trước khi cất máy")
    retirement.retire(world[XA], world.station(HAI))
    world.send(XA, HUYEN)
    assert world.send(HAI, HUYEN).result == "merged"
    assert world.value(HUYEN, written) == "Ghi trước khi cất máy"
    late = world.add(HAI, name="Ghi sau")
    world.send(HAI, HUYEN)
    assert world.value(HUYEN, late) == "Ghi sau"
    assert {one.state for one in network.listing(world[HUYEN]) if one.station == world.station(HAI)} == {"retired"}


def test_a_laptop_retires_itself(second):
    world = second
    assert retirement.retire(world[HAI], world.station(HAI))["retired"]
    world.send(HAI, HUYEN)
    with world[HUYEN].reading() as connection:
        assert trusting.trust_of(world[HUYEN], connection).active_stations(COMMUNE) == [world.station(XA)]


def test_nobody_retires_a_neighbour_one_that_is_gone_or_one_that_admitted_him(second):
    world = second
    world.send(HUYEN, BAN)
    assert refused(world, BAN, world.station(HUYEN)) == "not_allowed"
    assert refused(world, HAI, world.station(XA)) == "not_allowed"
    assert refused(world, XA, "0" * 20) == "unknown_station"
    stations.revoke(world[XA], world.station(HAI), None, None)
    assert refused(world, XA, world.station(HAI)) == "unknown_station"


def test_when_the_last_holder_of_the_units_key_retires_the_one_to_certify_again_is_named(exchange_world):
    world = exchange_world
    world.send(XA, HUYEN)
    world.admit(HUYEN, HAI)
    assert retirement.retire(world[HUYEN], world.station(XA))["keyless"] == [world.station(HAI)]
    world.admit(HUYEN, HAI)
    with world[HUYEN].reading() as connection:
        trust = trusting.trust_of(world[HUYEN], connection)
    assert trust.keyless(COMMUNE) == []
    assert [key.holders for key in trust.current_keys(COMMUNE)] == [{world.station(HAI)}]
