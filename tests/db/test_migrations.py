"""The system tables of an older program: copied first, then brought forward."""

from pathlib import Path

import pytest

from db.driver import connect
from db.errors import ReadOnly
from db.store import Store
from tests.db.small_registers import words
from tests.db.station import KEY, Station


def made_older(one: Station) -> None:
    """Leave the file as the program before the newest step had it."""
    with one.store.write() as connection:
        connection.execute("DROP INDEX line_left_out")
        connection.execute("DELETE FROM _sqlite_migrations WHERE name = 'm0002_left_out'")
    one.close()


def test_an_older_file_is_copied_before_its_tables_are_changed(station, tmp_path):
    a = station("a")
    a.save("r", {"title": "trước"})
    spare = tmp_path / "backups" / "before.db"
    Store(a.store.path, KEY, words(), spare=spare).close()
    assert not spare.exists()
    made_older(a)
    store = Store(a.store.path, KEY, words(), spare=spare)
    assert store.migrated == ["m0002_left_out"]
    store.close()
    copy = names(spare)
    assert "line_left_out" not in copy
    assert "line_left_out" in names(a.store.path)


def names(path: Path) -> set[str]:
    connection = connect(path, KEY)
    found = {str(name) for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    connection.close()
    return found


def test_a_file_that_cannot_be_copied_first_is_not_changed(station, tmp_path):
    a = station("a")
    made_older(a)
    (tmp_path / "taken").write_text("no folder")
    with pytest.raises(ReadOnly):
        Store(a.store.path, KEY, words(), spare=tmp_path / "taken" / "before.db")
    assert "line_left_out" not in names(a.store.path)
