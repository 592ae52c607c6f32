"""A district's real database, with the books of its communes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.measures.books import Books, open_office


@pytest.fixture
def books(tmp_path: Path) -> Iterator[Books]:
    office = open_office(tmp_path)
    yield Books(office)
    office.close()
