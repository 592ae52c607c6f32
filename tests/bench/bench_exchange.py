"""Sticks: what a commune writes, what the district takes in, once and again, while it grows."""

import sqlite3
from itertools import count
from pathlib import Path

import pytest

from desktop.actions import packages, records
from tests.bench import hubs, offices
from tests.bench.bare import Bare, compressed, rows_of
from tests.bench.conftest import EACH, LARGE
from tests.bench.hubs import VISIT
from tests.bench.ratios import compare, note, seconds

SIZES = (20_000, LARGE)
SMALL, STICKS = 20, 12


def _lines(office: offices.Office) -> bytes:
    """Return every line of the own log with its values, as text."""
    with office.reading() as connection:
        rows = connection.execute(
            "SELECT CAST(l.skeleton AS BLOB), (SELECT group_concat(v.body, char(10)) FROM value_line v WHERE v.line = l.id) "
            "FROM line l ORDER BY l.id"
        )
        return b"\n".join(bytes(line) + b"\n" + str(values or "").encode() for line, values in rows)


def bench_full_package_written(benchmark, world, fresh):
    office = world.communes[2]
    lines = _lines(office)
    compare(
        benchmark, f"full package of {EACH} visits written / zstd -3 of its lines",
        lambda folder: offices.export(office, folder), lambda: compressed(lines),
        target="<= 3", rounds=7, prepare=lambda: (fresh("usb"),),
    )  # fmt: skip


def bench_full_packages_taken_in(benchmark, world, bare, fresh):
    raw = [file.read_bytes() for file in world.full]
    rows = []
    for office in world.communes:
        with office.reading() as connection:
            rows += rows_of(connection, office.store.words, VISIT, office.identity.unit)[:EACH]

    def new_bare() -> tuple[Bare]:
        return (Bare(fresh("bare"), world.district.store.words),)

    compare(
        benchmark, f"{len(raw)} full packages of {EACH} visits taken in / inserts and the packages' bytes",
        lambda hub: packages.receive(hub, world.full), lambda empty: empty.insert(VISIT, rows, b"".join(raw)),
        target="<= 1.5", rounds=3, prepare=lambda: (hubs.copy(world.district, fresh("hub")),), prepare_limit=new_bare,
    )  # fmt: skip


def bench_known_packages_taken_in_again(benchmark, world, fresh):
    hub = hubs.copy(world.district, fresh("hub"))
    first = seconds(packages.receive, hub, world.full)
    benchmark.pedantic(packages.receive, args=(hub, world.full), rounds=7, warmup_rounds=1)
    times = list(benchmark.stats.stats.data)
    note(benchmark, "known packages taken in again / the first time", times, [first] * len(times), "<= 0.005")


@pytest.fixture(scope="module")
def sticks(world: offices.World, tmp_path_factory: pytest.TempPathFactory) -> tuple[offices.Office, list[Path], list[list[str]]]:
    """Return a district that holds all, further packages of one commune with 20 edits each, and the edited ids."""
    folder = tmp_path_factory.mktemp("sticks")
    hub, reader, commune = hubs.copy(world.district, folder / "hub"), hubs.copy(world.district, folder / "reader"), world.communes[0]
    whole = [offices.export(commune, folder / "usb")]
    for office in (hub, reader):
        packages.receive(office, [*world.full[1:], *whole])
    with commune.reading() as connection:
        ids = [str(row[1]) for row in rows_of(connection, commune.store.words, VISIT, commune.identity.unit)]
    files, edited = [], []
    for turn in range(STICKS):
        packages.receive(commune, [one.file for one in packages.export(reader, folder / "down", to="03433").written])
        edited.append(ids[turn * SMALL : (turn + 1) * SMALL])
        for record in edited[-1]:
            records.edit(commune, VISIT, record, {"people_count": 9, "replied_on": "2024-03-11"})
        files.append(offices.export(commune, folder / "usb", everything=False))
        packages.receive(reader, files[-1:])
    return hub, files, edited


def bench_small_package_written(benchmark, world, sticks, fresh):
    commune, numbers = world.communes[0], count()
    file = sqlite3.connect(fresh("commit"), isolation_level=None)
    for statement in ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "CREATE TABLE t (n)"):
        file.execute(statement)
    compare(
        benchmark, f"package of {SMALL} edits written / one durable commit",
        lambda folder: offices.export(commune, folder, everything=False), lambda: file.execute("INSERT INTO t VALUES (1)"),
        target="<= 6", rounds=15, prepare=lambda: (fresh(f"usb{next(numbers)}"),),
    )  # fmt: skip


def bench_answer_of_a_full_district(benchmark, large, fresh):
    file = sqlite3.connect(fresh("commit"), isolation_level=None)
    for statement in ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "CREATE TABLE t (n)"):
        file.execute(statement)
    compare(
        benchmark, f"district of {LARGE:,} records answers one commune / one durable commit".replace(",", "."),
        lambda folder: packages.export(large, folder, to="03433"), lambda: file.execute("INSERT INTO t VALUES (1)"),
        target="<= 6", rounds=9, prepare=lambda: (fresh("usb"),),
    )  # fmt: skip


@pytest.mark.parametrize("size", SIZES)
def bench_small_package_taken_in(benchmark, world, sticks, size, fresh):
    source, files, edited = sticks
    hub = hubs.copy(source, fresh("hub"))
    hubs.swell(hub, size)
    bare = Bare(fresh("bare"), world.district.store.words)
    with hub.reading() as connection:
        for unit in {row[0] for row in connection.execute(f'SELECT DISTINCT _unit FROM "r_{VISIT}"')}:
            bare.insert(VISIT, rows_of(connection, hub.store.words, VISIT, unit))
    turns, unit = iter(zip(files, edited, strict=True)), world.communes[0].identity.unit
    waiting: list[tuple[Path, list[str]]] = []

    def next_stick() -> tuple[list[tuple[int, str, str]], bytes]:
        waiting.append(next(turns))
        return [(9, unit, record) for record in waiting[-1][1]], waiting[-1][0].read_bytes()

    compare(
        benchmark, f"package of {SMALL} edits into {size:,} records / the updates in one commit".replace(",", "."),
        lambda file: packages.receive(hub, [file]), lambda changes, body: bare.update(VISIT, "people_count", changes, body),
        target="<= 1.8, flat", rounds=STICKS - 1, prepare=lambda: (waiting[-1][0],), prepare_limit=next_stick,
    )  # fmt: skip
    hub.close()
    bare.close()
