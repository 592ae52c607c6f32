"""Figures of a closing are counted over exactly what it named, whatever was written or judged since."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from db.catalogue import install
from db.driver import Connection
from db.ingest import rejudge
from db.query import Is, Query, Reader
from db.vector import folded_at, is_current, is_whole, not_applied, vector_of
from tests.db.small_registers import lineage
from tests.db.station import Station

NONE = frozenset[str]()


def closing(one: Station, unit: str = "xa") -> tuple[dict[str, tuple[int, str]], frozenset[str]]:
    with one.store.read() as connection:
        vector = vector_of(connection, unit)
        return vector, frozenset(not_applied(connection, vector))


@contextmanager
def at(one: Station, vector: dict[str, tuple[int, str]], left_out: frozenset[str] = NONE, unit: str = "xa") -> Iterator[Reader]:
    with one.store.read() as connection, folded_at(connection, one.words, lineage, unit, vector, left_out):
        yield Reader(connection, one.words)


def current(one: Station, vector: dict[str, tuple[int, str]], left_out: frozenset[str] = NONE) -> bool:
    with one.store.read() as connection:
        return is_current(connection, "xa", vector, left_out, ("visit",))


@pytest.fixture
def closed(station):
    a = station("a")
    a.save("v", {"day": "2024-03-01", "kind": "thường"}, "visit")
    a.save("r1", {"title": "một", "n": 1, "visit": "v"})
    a.save("r2", {"title": "hai", "n": 2, "visit": "v"})
    return a, *closing(a)


def test_what_came_after_the_closing_is_not_in_it(closed):
    a, vector, left_out = closed
    before = a.rows()
    a.save("r1", {"n": 10})
    a.save("r3", {"n": 5, "visit": "v"})
    a.strike("r2")
    a.save("v", {"day": "2024-04-01"}, "visit")
    assert left_out == NONE
    with at(a, vector) as reader:
        assert reader.tally(Query("note", (Is("_date", "<=", "2024-03-31"),)), "sum", ["n"]) == {("xa",): 3}
        assert [{**row, "_register": ""} for row in reader.rows(Query("note"))] == [{**row, "_register": ""} for row in before]
    with a.store.read() as connection:
        assert Reader(connection, a.words).tally(Query("note"), "sum", ["n"]) == {("xa",): 15}


def test_looking_back_writes_nothing_and_leaves_nothing(closed):
    a, vector, _ = closed
    a.save("r1", {"secret": "tên"})
    a.erase("r1")
    before = a.store.path.with_name("a.db-wal").stat().st_size, a.rows(), a.state()
    with at(a, vector) as reader:
        assert reader.count(Query("note")) == 2
    assert (a.store.path.with_name("a.db-wal").stat().st_size, a.rows(), a.state()) == before
    assert a.sql("SELECT count(*) FROM sqlite_temp_master") == [(0,)]


def test_an_upper_unit_folds_the_same_from_what_it_got(closed, station):
    a, vector, _ = closed
    a.save("r3", {"n": 5})
    d = station("d", "huyen")
    a.seal()
    d.take(*a.runs(("up",)))
    with at(d, vector) as reader:
        assert reader.tally(Query("note"), "sum", ["n"]) == {("xa",): 3}


def test_a_record_that_counts_no_more_still_stands_in_the_closing(closed):
    a, vector, _ = closed
    with a.store.write() as connection:
        changed = rejudge(connection, ["a"], lambda log, skeleton, full: "refused" if skeleton.record == "r2" else "valid")
        a.projector(connection).project(changed)
    assert [row["_id"] for row in a.rows()] == ["r1"]
    with at(a, vector) as reader:
        assert [row["_id"] for row in reader.rows(Query("note"))] == ["r1", "r2"]
    assert not current(a, vector)
    again, left_out = closing(a)
    assert len(left_out) == 1
    with at(a, again, left_out) as reader:
        assert [row["_id"] for row in reader.rows(Query("note"))] == ["r1"]
    assert current(a, again, left_out)


def test_a_closing_is_current_until_something_of_the_unit_is_written(closed):
    a, vector, _ = closed
    assert current(a, vector)
    a.save("v", {"kind": "gấp"}, "visit")
    assert current(a, vector)
    a.save("r1", {"n": 2}, unit="xb")
    assert current(a, vector)
    a.save("r1", {"n": 2})
    assert not current(a, vector)


def test_a_tip_that_is_not_here_is_not_folded_silently(closed, station):
    a, vector, _ = closed
    d = station("d", "huyen")

    def whole(connection: Connection) -> bool:
        return is_whole(connection, vector)

    with d.store.read() as connection:
        assert not whole(connection)
    d.take(*a.runs())
    with d.store.read() as connection:
        assert whole(connection)


def test_shared_records_of_superiors_are_seen_as_they_are_now(station):
    a, d = station("a"), station("d", "huyen")
    with a.store.write() as connection:
        install(a.projector(connection), "1", [("place", "p", {"name": "gốc", "kind": "chợ"})])
    d.save("q", {"name": "của huyện"}, "place")
    a.take(*d.runs())
    a.save("r", {"title": "Ghi", "place": "p"})
    a.save("r2", {"title": "Ghi", "place": "q"})
    vector, _ = closing(a)
    with at(a, vector) as reader:
        assert [row["_id"] for row in reader.rows(Query("note", (Is("place.kind", "=", "chợ"),)))] == ["r"]
        assert [row["_id"] for row in reader.rows(Query("note", (Is("place.name", "=", "của huyện"),)))] == ["r2"]
        assert reader.count(Query("place")) == 2


def test_every_branch_of_a_fork_stands_in_the_vector_by_its_own_name(station, tmp_path):
    a, b = station("a"), station("b")
    a.save("x", {"n": 1})
    twin = a.copy(tmp_path / "twin.db")
    a.save("r1", {"n": 2})
    twin.save("r2", {"n": 4})
    twin.save("r2", {"n": 8})
    b.take(*a.runs())
    b.take(*twin.runs())
    vector, _ = closing(b)
    (short,) = [name for name in vector if "#" in name]
    assert (vector["a"][0], vector[short][0], short) == (3, 2, f"a#{vector[short][1][:16]}")
    with b.store.read() as connection:
        assert is_whole(connection, vector)
    with at(b, vector) as reader:
        assert reader.tally(Query("note"), "sum", ["n"]) == {("xa",): 11}
    with at(b, {"a": vector["a"]}) as reader:
        assert reader.tally(Query("note"), "sum", ["n"]) == {("xa",): 9}
    twin.close()


def test_asking_what_was_left_out_does_not_walk_along_all_that_is_valid(station):
    a = station("a")
    for number in range(200):
        a.save(f"r{number}", {"title": "Ghi"})
    with a.store.read() as connection:
        vector, steps = vector_of(connection, "xa"), []
        connection.set_progress_handler(lambda: steps.append(1), 100)
        assert not_applied(connection, vector) == []
        connection.set_progress_handler(None, 0)
    assert len(steps) <= 2
