"""Stations for the tests of the store."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from db.store import Store
from tests.db.small_registers import words
from tests.db.station import KEY, Station


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty store, made once and copied."""
    path = tmp_path_factory.mktemp("template") / "empty.db"
    Store(path, KEY, words(), create=True).close()
    return path


@pytest.fixture
def station(tmp_path: Path, template: Path) -> Iterator[Callable[..., Station]]:
    """Makes stations and closes them."""
    made: list[Station] = []

    def make(name: str, unit: str = "xa", **more: object) -> Station:
        made.append(Station(tmp_path / f"{name}.db", name, unit, template=template, **more))
        return made[-1]

    yield make
    for one in made:
        one.close()
