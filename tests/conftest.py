"""What all tests share: no screen, Hypothesis without deadlines, and worlds of enrolled stations that are made once.

`pytest --hypothesis-profile long` looks for hours where `make test` looks for seconds.
"""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.worlds import World, enrolled_world

# Disks and other tests decide how long an example takes; a slow one is no failure.
_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]
settings.register_profile("quick", deadline=None, suppress_health_check=_SLOW)
settings.register_profile("long", deadline=None, suppress_health_check=_SLOW, max_examples=2000, stateful_step_count=60, print_blob=True)
settings.load_profile("quick")


@pytest.fixture(scope="session")
def enrolled(tmp_path_factory: pytest.TempPathFactory) -> World:
    """The district and its laptops, enrolled once; tests work on copies and never on this one."""
    return enrolled_world(tmp_path_factory.mktemp("enrolled"))


@pytest.fixture
def world(enrolled: World, tmp_path: Path) -> World:
    """A fresh copy of the enrolled world."""
    return enrolled.copy(tmp_path)
