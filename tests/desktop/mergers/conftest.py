"""Both eras set up and certified. The district holds the root; where they meet only the root's word reaches across."""

from pathlib import Path

import pytest

from desktop.actions import (
    succession,
)
from desktop.errors import Problem
from tests.desktop.mergers.eras import BUM, DAY, MOI, MUONG, NEW, TINH, UNITS, Merger
from tests.desktop.world import HUYEN, PASSWORD, copied


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """Set up and certify: 2024 below the district, 2025 below the province; one merger is signed, nobody else knows of it."""
    world = Merger(tmp_path_factory.mktemp("merger"), {})
    for name, unit in UNITS.items():
        world.set_up(name, unit, root=name == HUYEN)
    for name in (MUONG, BUM):
        world.admit(HUYEN, name)
    with pytest.raises(Problem) as problem:
        world.admit_heir(HUYEN, TINH)
    assert problem.value.code == "not_allowed"
    succession.succeed(world[HUYEN], UNITS[HUYEN], UNITS[TINH], DAY, PASSWORD)
    world.admit_heir(HUYEN, TINH)
    world.admit(TINH, MOI)
    world.close()
    return world.folder, world.keys


@pytest.fixture
def world(homes: tuple[Path, dict[str, bytes]], tmp_path: Path):
    made = copied(*homes, tmp_path, Merger)
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
