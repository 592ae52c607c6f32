"""Runs of lines come late, twice, in any order, with half of their values, or broken."""

from dataclasses import replace

import pytest

from db.ingest import Arrival, Taken, held, missing_ranges, rejudge, release, take
from db.log import ancestors, tips
from db.ops import BadLine, line_hash
from tests.db.station import Station


def written(one: Station, count: int) -> list[Arrival]:
    """Save some records, each in a run of its own."""
    for number in range(count):
        one.save(f"r{number}", {"title": f"Ghi {number}", "secret": f"kín {number}"})
        one.seal()
    return one.runs()


def gaps(one: Station, log: str) -> list[tuple[int, int]]:
    with one.store.read() as connection:
        return missing_ranges(connection, log)


def test_what_hangs_behind_a_gap_waits_and_finds_its_place_by_itself(station):
    a, b = station("a"), station("b")
    runs = written(a, 5)
    taken = b.take(runs[0], runs[3], runs[4])
    assert (taken.held, taken.new_lines, gaps(b, "a")) == ({"a"}, {"a": 1}, [(2, 3)])
    assert [row["_id"] for row in b.rows()] == ["r0"]
    taken = b.take(runs[2])
    assert gaps(b, "a") == [(2, 2)]
    taken = b.take(runs[1])
    assert (taken.released, taken.held, taken.new_lines, gaps(b, "a")) == ({"a"}, set(), {"a": 4}, [])
    assert b.state() == a.state()
    assert b.sql("SELECT count(*) FROM held_segment") == [(0,)]


def test_the_same_run_twice_changes_nothing(station):
    a, b = station("a"), station("b")
    runs = written(a, 3)
    b.take(*runs)
    before = b.sql("SELECT count(*) FROM line"), b.sql("SELECT count(*) FROM value_line"), b.sql("SELECT count(*) FROM segment"), b.state()
    taken = b.take(*runs, *runs)
    assert (taken.new_lines, taken.new_values, taken.records) == ({}, 0, set())
    assert (
        b.sql("SELECT count(*) FROM line"),
        b.sql("SELECT count(*) FROM value_line"),
        b.sql("SELECT count(*) FROM segment"),
        b.state(),
    ) == before


def test_a_run_of_which_a_part_is_known_brings_the_rest(station):
    a, b = station("a"), station("b")
    runs = written(a, 2)
    b.take(runs[0])
    joined = replace(
        runs[0], last=2, tip=runs[1].tip, lines=runs[0].lines + runs[1].lines,
        values={name: runs[0].values[name] + runs[1].values[name] for name in runs[0].values},
    )  # fmt: skip
    assert b.take(joined).new_lines == {"a": 1}
    assert b.state() == a.state()


def test_values_that_come_later_complete_their_lines(station):
    a, b = station("a"), station("b")
    a.save("r", {"title": "Ghi", "secret": "kín"})
    b.take(*a.runs(("up", "down")))
    assert (b.row("r")["_missing"], b.state("up") == a.state("up"), b.state() == a.state()) == ('["secret"]', True, False)
    taken = b.take(*a.runs())
    assert (taken.new_lines, taken.new_values, b.row("r")["secret"], b.row("r")["_missing"]) == ({}, 1, "kín", "[]")
    assert b.state() == a.state()


def test_a_waiting_run_gains_the_values_that_its_second_copy_brings(station):
    a, b = station("a"), station("b")
    written(a, 2)
    thin, full = a.runs(("up",)), a.runs()
    b.take(thin[1])
    b.take(full[1])
    b.take(thin[0])
    assert (b.row("r1")["secret"], b.row("r0")["_missing"]) == ("kín 1", '["secret"]')


def test_what_could_not_be_numbered_is_dropped_and_the_rest_finds_its_place(station):
    a, b = station("a"), station("b")
    runs = written(a, 3)
    moved = runs[2].lines.replace(b'"seq":3', b'"seq":4')
    wrong = replace(runs[2], first=4, last=4, lines=moved, tip=line_hash(moved[:-1]))
    b.take(wrong)
    assert gaps(b, "a") == [(1, 3)]
    taken = b.take(runs[0], runs[1])
    assert taken.refused == {"a": "damaged"}
    assert b.take(runs[2]).new_lines == {"a": 1}
    assert b.state() == a.state()


def broken(run: Arrival, kind: str) -> Arrival:
    lines = {
        "a byte": run.lines.replace(b'"note"', b'"nota"'),
        "a line less": b"".join(run.lines.splitlines(keepends=True)[:-1]),
        "a line more": run.lines + run.lines.splitlines(keepends=True)[-1],
        "two lines changed places": b"".join(reversed(run.lines.splitlines(keepends=True))),
        "no end": run.lines[:-1],
        "something behind": run.lines + b"x",
        "nothing": b"",
    }.get(kind, run.lines)
    changed = {
        "another range": {"last": run.last + 1},
        "another tip": {"tip": "f" * 64},
        "a start in the middle": {"first": 5, "last": 6},
    }.get(kind, {})
    values = {"up": run.values["up"][:-1]} if kind == "a value without end" else run.values
    return replace(run, lines=lines, values=values, **changed)


@pytest.mark.parametrize(
    "kind",
    [
        "a byte", "a line less", "a line more", "two lines changed places", "no end", "something behind", "nothing", "another range",
        "another tip", "a start in the middle", "a value without end",
    ],
)  # fmt: skip
def test_a_run_that_is_not_what_was_signed_is_refused_and_nothing_changes(station, kind):
    a, b = station("a"), station("b")
    a.save("r0", {"title": "một"})
    a.save("r1", {"title": "hai"})
    run = a.runs()[0]
    with pytest.raises(BadLine):
        b.take(broken(run, kind))
    assert b.sql("SELECT count(*) FROM line") == [(0,)]
    assert b.take(run).new_lines == {"a": 2}


def test_values_that_nobody_signed_are_left_out(station):
    a, b = station("a"), station("b")
    a.save("r", {"title": "thật"})
    run = a.runs()[0]
    b.take(replace(run, values={"up": b'{"salt":"","values":{"title":"gi\xe1\xba\xa3"}}\n'}))
    assert (b.row("r")["title"], b.row("r")["_missing"]) == (None, '["title"]')


def test_a_fork_tells_both_tips_and_each_has_its_own_ancestors(station, tmp_path):
    a, b = station("a"), station("b")
    a.save("r", {"title": "chung"})
    twin = a.copy(tmp_path / "twin.db")
    a.save("r1", {"title": "của a"})
    twin.save("r2", {"title": "của bản sao"})
    b.take(*a.runs())
    taken = b.take(*twin.runs())
    assert taken.forks == {"a"}
    with b.store.read() as connection:
        found = tips(connection, 1)
        assert [seq for seq, _ in found] == [2, 2]
        branches = [ancestors(connection, 1, full) for _, full in found]
        assert [len(one) for one in branches] == [2, 2]
        assert len(branches[0] & branches[1]) == 1
        assert ancestors(connection, 1, "f" * 64) is None
    twin.close()


def test_a_gap_on_one_branch_of_a_fork_is_named_although_the_other_is_longer(station, tmp_path):
    a, b = station("a"), station("b")
    written(a, 1)
    twin = a.copy(tmp_path / "twin.db")
    for number in range(1, 6):
        a.save(f"x{number}", {"title": "a"})
    for number in range(2):
        twin.save(f"y{number}", {"title": "b"})
        twin.seal()
    b.take(*a.runs())
    b.take(twin.runs()[-1])
    assert gaps(b, "a") == [(2, 2)]
    b.take(*twin.runs())
    assert gaps(b, "a") == []
    twin.close()


def test_a_new_fact_changes_verdicts_and_rows_in_both_directions(station):
    a, b = station("a"), station("b")
    written(a, 2)
    refuse_second = lambda log, skeleton, full: "refused" if skeleton.seq == 2 else "valid"  # noqa: E731
    b.judge = refuse_second
    taken = b.take(*a.runs())
    assert (taken.refused, [row["_id"] for row in b.rows()]) == ({"a": "not_allowed"}, ["r0"])
    for judge, rows in ((a.judge, ["r0", "r1"]), (refuse_second, ["r0"]), (a.judge, ["r0", "r1"])):
        with b.store.write() as connection:
            changed = rejudge(connection, ["a"], judge)
            b.projector(connection).project(changed)
        assert changed == {("xa", "r1")}
        assert [row["_id"] for row in b.rows()] == rows
    assert b.state() == a.state()


def test_releasing_with_nothing_waiting_does_nothing(station):
    a = station("a")
    taken = Taken()
    with a.store.write() as connection:
        release(connection, "nobody", a.judge, taken)
        assert (taken, held(connection)) == (Taken(), [])


def test_an_undone_import_leaves_no_trace(station):
    a, b = station("a"), station("b")
    runs = written(a, 2)
    before = b.state()

    def halfway() -> None:
        with b.store.write() as connection:
            take(connection, runs[0], b.judge, Taken())
            raise RuntimeError

    with pytest.raises(RuntimeError):
        halfway()
    assert (b.state(), b.sql("SELECT count(*) FROM log")) == (before, [(0,)])
