"""Enrolled homes, made once for each run of the tests and copied for each test that asks for a world."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.world import World, copied, make_template


@pytest.fixture(scope="session")
def enrolled_homes(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    folder = tmp_path_factory.mktemp("homes")
    return folder, make_template(folder)


@pytest.fixture
def exchange_world(enrolled_homes: tuple[Path, dict[str, bytes]], tmp_path: Path) -> Iterator[World]:
    made = copied(*enrolled_homes, tmp_path, World)
    yield made
    made.close()
