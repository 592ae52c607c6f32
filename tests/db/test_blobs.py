"""Bytes are named by their hash and by nothing else."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db import blobs
from tests.office import Desk, open_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = open_desk(tmp_path)
    yield made
    made.office.close()


def test_bytes_are_kept_once_under_their_hash(desk):
    mark = blobs.name_of(b"so lieu")
    with desk.office.writing() as connection:
        assert blobs.lacking(connection, [mark, mark]) == [mark]
        assert blobs.put(connection, mark, "snapshot", b"so lieu")
        assert not blobs.put(connection, mark, "snapshot", b"so lieu")
        assert blobs.get(connection, mark) == b"so lieu"
        assert blobs.lacking(connection, [mark]) == []


def test_bytes_under_a_name_that_is_not_theirs_are_refused(desk):
    mark = blobs.name_of(b"so lieu")
    with desk.office.writing() as connection:
        with pytest.raises(ValueError, match="another name"):
            blobs.put(connection, mark, "snapshot", b"so khac")
        assert blobs.get(connection, mark) is None
