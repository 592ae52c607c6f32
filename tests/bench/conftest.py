"""Offices that are made once for all figures, and the table of ratios at the end."""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from desktop.actions import backup, packages
from desktop.office import Office
from tests.bench import full_books, hubs, offices, ratios
from tests.bench.bare import Bare

EACH_BOOK = 2000
"""Records of a commune in all of its books together."""
EACH, LARGE = 1000, 200_000
"""Visits of a commune (some years of a busy one), and of a district that is full."""


@pytest.fixture(autouse=True)
def without_backup(monkeypatch: pytest.MonkeyPatch) -> None:
    """No figure here counts the copy of the whole database that is made before an import: it would hide everything else."""
    monkeypatch.setattr(backup, "make", lambda office, reason: None)


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[offices.World]:
    made = offices.make(tmp_path_factory.mktemp("world"), EACH)
    yield made
    for office in (made.district, *made.communes):
        office.close()


@pytest.fixture(scope="session")
def large(world: offices.World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A district with as many visits as a province has in years."""
    made = hubs.copy(world.district, tmp_path_factory.mktemp("large") / "hub")
    packages.receive(made, world.full)
    hubs.swell(made, LARGE)
    yield made
    made.close()


@pytest.fixture(scope="session")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A district that holds every book of 106 communes."""
    made = full_books.make(tmp_path_factory.mktemp("full"), EACH_BOOK)
    yield made
    made.close()


@pytest.fixture(scope="session")
def desk(world: offices.World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A commune with as many visits, names and contents in them."""
    made = hubs.copy(world.communes[1], tmp_path_factory.mktemp("desk") / "home")
    hubs.swell(made, LARGE)
    yield made
    made.close()


@pytest.fixture
def bare(tmp_path: Path, world: offices.World) -> Iterator[Bare]:
    made = Bare(tmp_path / "bare.db", world.district.store.words)
    yield made
    made.close()


@pytest.fixture
def fresh(tmp_path: Path) -> Callable[[str], Path]:
    """Return a path that is not used yet."""
    numbers = count()
    return lambda name: tmp_path / f"{name}{next(numbers)}"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if ratios.TABLE:
        terminalreporter.section("ratios to the bare limit of the same run")
        for line in (ratios.HEAD, *(one.line() for one in ratios.TABLE)):
            terminalreporter.write_line(line)
