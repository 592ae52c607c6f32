"""The check finds what was changed behind the program's back, and the tables can be made again from the log."""

import pytest

from db.check import check_chain, check_values, rebuild
from db.log import insert_line
from db.ops import Skeleton, encode_skeleton, line_hash
from tests.db.station import Station


@pytest.fixture
def kept(station) -> Station:
    a, b = station("a"), station("b")
    a.save("v", {"day": "2024-03-01", "kind": "thường", "who": "ai đó"}, "visit")
    a.save("r1", {"title": "một", "secret": "kín", "n": 1, "visit": "v", "book_no": "2024/1"})
    a.seal()
    a.save("r1", {"n": 2})
    a.erase("r1")
    b.save("r1", {"title": "của b"})
    a.take(*b.runs())
    a.strike("v", "visit")
    a.seal()
    return a


def damage(one: Station, sql: str) -> None:
    with one.store.write() as connection:
        connection.execute(sql)


def findings(one: Station) -> tuple[int, int]:
    with one.store.read() as connection:
        return len(check_chain(connection)), len(check_values(connection))


def built_again(one: Station) -> list[str]:
    with one.store.write() as connection:
        return rebuild(connection, one.projector(connection))


def test_a_whole_log_has_nothing_to_report(kept):
    assert findings(kept) == (0, 0)
    assert built_again(kept) == []


LOG_DAMAGES = {
    "a byte of a line": "UPDATE line SET skeleton = CAST(replace(CAST(skeleton AS TEXT), 'set', 'sit') AS BLOB) WHERE seq = 2",
    "a line taken out": "DELETE FROM line WHERE seq = 2 AND log = 1",
    "an index that says something else": "UPDATE line SET unit = 'xb' WHERE seq = 2",
    "a hash": "UPDATE line SET hash = 'ff' WHERE seq = 2 AND log = 1",
    "a number": "UPDATE line SET seq = 99 WHERE seq = 2",
    "a seal of other lines": "UPDATE segment SET last = last + 1 WHERE id = 1",
    "a line that is none": "UPDATE line SET skeleton = x'00' WHERE seq = 1",
}


@pytest.mark.parametrize("sql", LOG_DAMAGES.values(), ids=LOG_DAMAGES)
def test_damage_to_the_log_is_found(kept, sql):
    with kept.store.write() as connection:
        connection.execute("PRAGMA defer_foreign_keys = ON")
        if sql.startswith("DELETE"):
            connection.execute("DELETE FROM value_line WHERE line IN (SELECT id FROM line WHERE seq = 2 AND log = 1)")
        connection.execute(sql)
    assert findings(kept)[0] > 0


def test_a_line_that_skips_a_number_is_found(kept):
    with kept.store.write() as connection:
        key, seq, tip = connection.execute("SELECT log, seq, hash FROM line WHERE log = 1 ORDER BY seq DESC LIMIT 1").fetchone()
        skeleton = Skeleton(str(tip), seq + 2, 99, "", "", 1, "xa", "note", "r9", "set", [], [])
        line = encode_skeleton(skeleton)
        insert_line(connection, key, skeleton, line, line_hash(line), "valid", sealed=False)
    assert findings(kept) == (1, 0)


VALUE_DAMAGES = {
    "another value": "UPDATE value_line SET body = CAST(body || ' ' AS BLOB) WHERE id = 1",
    "a place taken away": "DELETE FROM value_line WHERE id = 1",
    "another hash": "UPDATE value_line SET hash = 'x' WHERE id = 1",
}


@pytest.mark.parametrize("sql", VALUE_DAMAGES.values(), ids=VALUE_DAMAGES)
def test_damage_to_values_is_found(kept, sql):
    damage(kept, sql)
    assert findings(kept)[1] > 0


TABLE_DAMAGES = {
    "a cell": "UPDATE r_note SET n = 99",
    "a row taken out": "DELETE FROM r_note",
    "a row of nobody": "INSERT INTO r_note (rid, _unit, _id, _status, _deleted) VALUES (999, 'xa', 'nobody', 'hoan_chinh', 0)",
    "a record of nobody": "INSERT INTO rec (unit, id, register, status, deleted, flags, conflicts, missing, erased) "
    "VALUES ('xa', 'nobody', 'note', 'hoan_chinh', 0, '[]', '[]', '[]', '[]')",
    "a flag": "UPDATE rec SET flags = '[\"x\"]'",
    "a mark of the state": "UPDATE rec SET up_mark = x'00'",
    "a search text": "UPDATE search SET open = 'khac' WHERE rowid IN (SELECT rid FROM rec WHERE id = 'r1')",
    "no search text": "DELETE FROM search",
    "no index of records": "DELETE FROM rec",
}


@pytest.mark.parametrize("sql", TABLE_DAMAGES.values(), ids=TABLE_DAMAGES)
def test_tables_are_made_again_as_the_log_says(kept, sql):
    rows, visits, state = kept.rows(), kept.rows("visit"), kept.state()
    damage(kept, sql)
    assert built_again(kept) != []
    assert (kept.rows(), kept.rows("visit"), kept.state()) == (rows, visits, state)
    assert built_again(kept) == []
    assert kept.sql("SELECT count(*) FROM search WHERE search MATCH 'thuong'") == [(1,)]


def test_erased_marks_survive_a_rebuild(kept):
    before = kept.sql("SELECT * FROM erased")
    assert len(before) == 1
    assert built_again(kept) == []
    assert kept.sql("SELECT * FROM erased") == before


def test_looking_through_a_whole_database_writes_nothing(kept):
    with kept.store.write() as connection:
        before = connection.total_changes
        assert rebuild(connection, kept.projector(connection)) == []
        assert connection.total_changes == before


@pytest.mark.parametrize("sql", ["DELETE FROM search", "DELETE FROM book_number"])
def test_what_follows_from_a_whole_row_is_made_again_too(kept, sql):
    kept.save("r2", {"title": "hai", "book_no": "2024/2"})
    before = kept.sql("SELECT rid, number FROM book_number"), kept.sql("SELECT rowid, open, private FROM search")
    damage(kept, sql)
    built_again(kept)
    assert (kept.sql("SELECT rid, number FROM book_number"), kept.sql("SELECT rowid, open, private FROM search")) == before
