"""The code on paper opens what was sealed to the unit while nobody else alive can."""

from dataclasses import replace

import pytest

from desktop.actions import paper_key, people, stations
from desktop.clock import Clock
from desktop.errors import Problem
from desktop.keys.recovery_code import new_code
from desktop.keys.secrets_kept import Secrets
from desktop.paths import Paths
from tests.desktop.world import HUYEN, NOW, PASSWORD

OTHER, FIRST, NEXT = "2024:03454", "first", "next"


@pytest.fixture
def burnt(exchange_world):
    """A commune whose first laptop is gone, its code on paper, and the new laptop that stands in its place."""
    world = exchange_world
    for name in (FIRST, NEXT):
        paths, clock = Paths(world.home(name)), Clock.from_text(NOW)
        asked = {"unit": "03454", "era": "2024", "desk": "xa", "user": "an", "password": PASSWORD, "root": False}
        made = stations.set_up(paths, clock, **asked)
        office = people.sign_in(paths, clock, None, lambda: PASSWORD)
        world.keys[name] = office.key
        office.close()
        world.admit(HUYEN, name)
        if name == FIRST:
            world.code = made.recovery_code
            (world.late,) = world.export(HUYEN, to=OTHER)
            stations.revoke(world[HUYEN], world.station(FIRST), None, PASSWORD)
    world.send(HUYEN, NEXT, to=OTHER)
    return world


def refused(world, code):
    with pytest.raises(Problem) as problem:
        paper_key.recover(world[NEXT], code)
    return problem.value.code


def keys(world):
    with world[NEXT].reading() as connection:
        return Secrets.load(connection).unit_keys


def test_the_paper_opens_a_late_stick_and_is_kept_once_among_the_old_keys(burnt):
    world = burnt
    before = keys(world)
    assert world.bring(NEXT, world.late).packages[0].code == "misaddressed"
    spaced = world.code.lower().replace("-", " ")
    assert paper_key.recover(world[NEXT], spaced) == {"unit": "03454", "opens": True}
    paper_key.recover(world[NEXT], world.code)
    assert [key.number for key in keys(world) if key not in before] == [0]
    assert world.bring(NEXT, world.late).packages[0].result in ("merged", "duplicate")


def test_only_who_administers_and_leads_uses_the_paper_and_only_the_units_own(burnt):
    world = burnt
    before = keys(world)
    assert refused(world, new_code()) == "invalid_value"
    assert refused(world, world.code[:-1]) == "invalid_value"
    world[NEXT].user = replace(world[NEXT].user, roles=frozenset({"QT"}))
    assert refused(world, world.code) == "not_allowed"
    assert keys(world) == before
