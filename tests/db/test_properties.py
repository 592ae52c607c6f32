"""Whatever happens to the sticks, machines that hold the same lines show the same."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.check import check_chain, check_values, rebuild
from db.ingest import Arrival, rejudge
from db.ops import Skeleton, Verdict
from tests.db.station import Station, believe

NAMES = ("a", "b", "c")
RECORDS = ("r1", "r2", "v1")
SETTINGS = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

acts = st.tuples(
    st.sampled_from(NAMES),
    st.sampled_from(["save", "save", "save", "strike", "restore", "erase", "exchange", "seal", "number"]),
    st.sampled_from(RECORDS),
    st.sampled_from(["title", "secret", "n", "visit", "day", "kind", "who"]),
    st.integers(0, 3),
)


def act(stations: dict[str, Station], script: Sequence[tuple[str, str, str, str, int]]) -> None:
    for number, (name, what, record, field, value) in enumerate(script):
        one, register = stations[name], "visit" if record.startswith("v") else "note"
        if what == "save":
            one.save(record, {field: {"n": value, "visit": "v1", "day": f"2024-0{value + 1}-01"}.get(field, f"lần {value}")}, register)
        elif what == "number":
            one.save(record, {"book_no": f"2024/{number + 1}{name.upper()}"}, register)
        elif what in ("strike", "restore"):
            one.strike(record, register, back=what == "restore")
        elif what == "erase":
            one.erase(record, ("person",), register)
        elif what == "seal":
            one.seal()
        else:
            other = stations[NAMES[(NAMES.index(name) + 1 + value) % len(NAMES)]]
            one.take(*other.runs())


def everything(one: Station) -> tuple[object, ...]:
    searchable = one.sql("SELECT r.unit, r.id, s.open, s.private FROM search s JOIN rec r ON r.rid = s.rowid ORDER BY r.id, r.unit")
    erased = one.sql("SELECT hash, unit, record FROM erased ORDER BY hash, unit, record")
    held = one.sql("SELECT hash FROM value_line WHERE body IS NOT NULL ORDER BY hash")
    return one.state("up"), one.state(), one.rows("note"), one.rows("visit"), searchable, erased, held


def suspicious(log: str, skeleton: Skeleton, full: str) -> Verdict:
    return "refused" if log == "b" and skeleton.seq % 2 else "waiting" if log == "c" and skeleton.seq % 3 == 0 else "valid"


@SETTINGS
@given(st.lists(acts, max_size=24), st.randoms(use_true_random=False))
def test_lost_repeated_and_shuffled_runs_end_in_one_state(template, script, random):
    with tempfile.TemporaryDirectory() as folder:
        stations = {name: Station(Path(folder, f"{name}.db"), name, template=template) for name in (*NAMES, "late", "all")}
        act({name: stations[name] for name in NAMES}, script)
        runs = [run for name in NAMES for run in stations[name].runs()]
        _deliver_badly(stations["late"], runs, random)
        for one in stations.values():
            one.take(*runs)
        shown = [everything(one) for one in stations.values()]
        assert all(one == shown[0] for one in shown)
        late = stations["late"]
        assert late.sql("SELECT count(*) FROM held_segment") == [(0,)]
        with late.store.write() as connection:
            assert check_chain(connection) == check_values(connection) == rebuild(connection, late.projector(connection)) == []
        assert everything(late) == shown[0]
        for one in stations.values():
            one.close()


def _deliver_badly(one: Station, runs: Sequence[Arrival], random) -> None:
    sticks = [run for run in runs for _ in range(random.randint(0, 2))]
    random.shuffle(sticks)
    while sticks:
        count = random.randint(1, 3)
        one.take(*sticks[:count])
        del sticks[:count]


@SETTINGS
@given(st.lists(acts, max_size=24), st.randoms(use_true_random=False))
def test_facts_may_come_before_or_after_the_lines_that_they_judge(template, script, random):
    with tempfile.TemporaryDirectory() as folder:
        stations = {name: Station(Path(folder, f"{name}.db"), name, template=template) for name in (*NAMES, "before", "after")}
        act({name: stations[name] for name in NAMES}, script)
        runs = [run for name in NAMES for run in stations[name].runs()]
        before, after = stations["before"], stations["after"]
        before.judge = suspicious
        before.take(*runs)
        after.judge = random.choice([believe, lambda log, skeleton, full: "waiting"])
        after.take(*runs)
        with after.store.write() as connection:
            after.projector(connection).project(sorted(rejudge(connection, NAMES, suspicious)))
        # Values that an erasure emptied before it was refused are wanted again: both ask for them.
        after.judge = suspicious
        after.take(*runs)
        before.take(*runs)
        assert everything(before) == everything(after)
        for one in stations.values():
            one.close()
