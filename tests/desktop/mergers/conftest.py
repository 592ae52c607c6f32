"""Both eras set up and certified. The district holds the root; where they meet only the root's word reaches across."""

import shutil
from pathlib import Path

import pytest

from desktop.actions import (
    people,
    stations,
    succession,
)
from desktop.clock import Clock
from desktop.errors import Problem
from desktop.paths import Paths
from tests.desktop.mergers.eras import BUM, DAY, MOI, MUONG, NEW, TINH, UNITS, Merger
from tests.desktop.world import HUYEN, NOW, PASSWORD


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """Set up and certify: 2024 below the district, 2025 below the province; one merger is signed, nobody else knows of it."""
    folder, keys, clock = tmp_path_factory.mktemp("merger"), dict[str, bytes](), Clock.from_text(NOW)
    for name, unit in UNITS.items():
        era, _, code = unit.partition(":")
        paths, desk = Paths(folder / name), {HUYEN: "huyen", TINH: "tinh"}.get(name, "xa")
        stations.set_up(paths, clock, unit=code, era=era, desk=desk, user="an", password=PASSWORD, root=name == HUYEN)
        office = people.sign_in(paths, clock, None, lambda: PASSWORD)
        keys[name] = office.key
        office.close()
    world = Merger(folder, keys)
    for name in (MUONG, BUM):
        world.admit(HUYEN, name)
    with pytest.raises(Problem) as problem:
        world.admit_heir(HUYEN, TINH)
    assert problem.value.code == "not_allowed"
    succession.succeed(world[HUYEN], UNITS[HUYEN], UNITS[TINH], DAY, PASSWORD)
    world.admit_heir(HUYEN, TINH)
    world.admit(TINH, MOI)
    world.close()
    return folder, keys


@pytest.fixture
def world(homes: tuple[Path, dict[str, bytes]], tmp_path: Path):
    template, keys = homes
    for name in keys:
        shutil.copytree(template / name, tmp_path / name)
    made = Merger(tmp_path, dict(keys))
    yield made
    made.close()


@pytest.fixture
def merged(world):
    """The province has signed that both communes went into the new one, and everybody was told."""
    for name in (MUONG, BUM):
        succession.succeed(world[TINH], UNITS[name], NEW, DAY)
    for name in (MUONG, BUM, HUYEN, MOI):
        assert world.carry(TINH, name, to=UNITS[name]).result == "merged"
    return world
