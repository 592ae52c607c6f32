"""Many packages in one go cost what is new in them, and never what is there already; `status` answers in the contract's shape."""

import pytest

from desktop import trusting
from desktop.actions.status import status
from desktop.packages.trust import TrustState
from tests.desktop.world import BAN, HAI, HUYEN, XA

COMMUNE = "2024:03448"
STATUS = {"station", "unit", "desk", "clock", "conflicts", "states", "logs", "held", "quarantine", "last_backup"}
LOG = {"log", "unit", "have", "sealed", "delivered", "missing", "held", "forked", "revoked_after"} | {
    "missing_above",
    "waiting_above",
    "refused_above",
}


@pytest.fixture
def world(exchange_world):
    return exchange_world


@pytest.fixture
def folded(monkeypatch):
    """Count how often all facts are folded anew."""
    made = []

    class Counted(TrustState):
        def __init__(self, *facts):
            made.append(len(facts))
            super().__init__(*facts)

    monkeypatch.setattr(trusting, "TrustState", Counted)
    return made


def packages_of(world, rounds):
    files = []
    for _ in range(rounds):
        for name in (XA, BAN):
            world.add(name)
            files += world.export(name)
    return files


def test_facts_are_folded_once_for_any_number_of_packages_without_new_ones(world, folded):
    files = packages_of(world, 5)
    folded.clear()
    got = world.bring(HUYEN, *files)
    assert {one.result for one in got.packages} == {"merged"}
    assert len(folded) <= 1


def test_a_new_fact_is_folded_when_it_comes_and_no_more(world, folded):
    world.send(XA, HUYEN)
    world.admit(XA, HAI)
    files = [*world.export(XA), *world.export(HAI), *packages_of(world, 2)]
    folded.clear()
    world.bring(HUYEN, *files)
    assert len(folded) <= 2
    assert world.station(HAI) in {one["log"] for one in status(world[HUYEN])["logs"]}


def test_a_preview_and_a_refusal_fold_nothing_for_good(world, folded):
    world.admit(XA, HAI)
    (file,) = world.export(XA)
    world.bring(HUYEN, file, dry_run=True)
    with world[HUYEN].reading() as connection:
        assert trusting.trust_of(world[HUYEN], connection).standing(world.station(HAI)).state == "unknown"


def test_a_long_log_that_is_there_is_not_read_again_for_what_is_new(world):
    """The steps that the database takes for one more record do not grow with the records that it holds."""

    def steps():
        world.add(XA)
        (file,) = world.export(XA)
        with world[HUYEN].reading() as connection:
            pass  # each thread has one connection, and this is what the import uses too
        counted = []
        connection.set_progress_handler(lambda: counted.append(1), 20)
        try:
            assert world.bring(HUYEN, file).packages[0].result == "merged"
        finally:
            connection.set_progress_handler(None, 0)
        world.send(HUYEN, XA)
        return len(counted)

    world.send(XA, HUYEN)
    first = steps()
    for _ in range(120):
        world.add(XA)
    world.send(XA, HUYEN)
    world.send(HUYEN, XA)
    assert first > 0
    assert steps() < 3 * first


def test_every_package_counts_its_own_records(world):
    first, second = packages_of(world, 1)
    got = world.bring(HUYEN, first, second).packages
    assert [one.records_changed for one in got] == [0, 0]
    record = world.add(XA)
    world.send(XA, HUYEN)
    world.edit(XA, record, name="Tên mới")
    again = world.send(XA, HUYEN)
    assert (again.records_new, again.records_changed, again.ops_new) == (0, 1, 1)


def test_status_has_the_shape_of_the_contract(world):
    world.admit(XA, HAI)
    world.add(XA)
    world.send(XA, HUYEN)
    for name, unit, desk in ((XA, "03448", "xa"), (HUYEN, "107", "huyen")):
        said = status(world[name])
        assert said.keys() >= STATUS
        assert (said["unit"], said["desk"], said["clock"]) == (unit, desk, "ok")
        assert all(row.keys() == LOG for row in said["logs"])
        assert [row["log"] for row in said["logs"]] == sorted(row["log"] for row in said["logs"])
        assert {code: state["home"] is not None for code, state in said["states"].items()}[unit] is True
    assert status(world[HUYEN])["states"]["03448"]["home"] is None
    assert status(world[HUYEN])["last_backup"] is not None


def test_a_clock_that_went_back_is_doubtful_and_nothing_fails(world):
    world.add(XA)
    world[XA].clock = type(world[XA].clock).from_text("2020-01-01T08:00:00")
    assert status(world[XA])["clock"] == "doubtful"
    assert world.send(XA, HUYEN).result == "merged"
