"""What the superior lacks, holds back and does not count is in its receipt, and on the first page of whoever wrote it."""

import pytest

from db.store import get_meta
from desktop.actions import parcels, stations, status
from tests.desktop.world import BAN, HAI, HUYEN, XA

COMMUNE = "2024:03448"


@pytest.fixture
def world(exchange_world):
    return exchange_world


def number(world, name):
    with world[name].reading() as connection:
        return get_meta(connection, "receipt_number")


def test_a_gap_is_told_in_the_receipt_and_named_on_the_first_page_until_it_closes(world):
    """The second laptop brings the district its own later lines, of which the first ones went astray."""
    world.admit(XA, HAI)
    world.send(XA, HUYEN)
    world.send(HUYEN, XA)
    world.send(HUYEN, HAI)
    log = world.station(XA)
    world.add(XA)
    lost = world.export(XA)
    first = world.log(XA, log)["have"]
    gap = (world.log(HUYEN, log)["have"] + 1, first)
    world.add(XA)
    got = world.bring(HUYEN, *later_runs(world, log, first))
    assert got.packages[0].missing == [(log, *gap)]
    world.send(HUYEN, XA)
    said = "–".join(map(str, gap)) if gap[0] < gap[1] else str(gap[0])
    assert world.log(XA, log)["missing_above"] == [gap]
    assert parcels.waiting_up(world[XA]).lacking == (f"Nơi nhận thiếu đoạn {said}: xuất gói là đủ",)
    assert world.log(HUYEN, log)["missing_above"] == []
    world.bring(HUYEN, *lost)
    world.send(HUYEN, XA)
    assert parcels.waiting_up(world[XA]).lacking == ()
    assert parcels.waiting_up(world[XA]).changes == 0


def later_runs(world, log, first):
    """Return a package of which somebody took the runs before a line out of the sealed part and sealed it anew."""
    (file,) = world.export(XA)

    def cut(parts):
        kept = tuple(one for one in parts.segments if one.log != log or one.first > first)
        return type(parts)(segments=kept, root_facts=parts.root_facts, have=parts.have, receipts=parts.receipts)

    return [world.repack(XA, HUYEN, file, cut)]


def test_what_a_revoked_laptop_wrote_since_is_told_as_not_counted(world):
    world.admit(XA, HAI)
    world.send(XA, HAI, kind="home")
    world.send(XA, HUYEN)
    world.add(HAI)
    world.send(HAI, HUYEN)
    world.send(HAI, XA, kind="home")
    stations.revoke(world[HUYEN], world.station(HAI), 0, None)
    world.send(HUYEN, XA)
    row = world.log(XA, world.station(HAI))
    assert row["refused_above"] == (1, "revoked")
    assert any("không tính từ số 1: của máy đã bị thu hồi" in one for one in parcels.waiting_up(world[XA]).lacking)


def test_a_neighbour_hears_nothing_of_the_gaps_of_others(world):
    log = world.station(XA)
    world.send(XA, HUYEN)
    world.add(XA)
    world.export(XA)
    first = world.log(XA, log)["have"]
    world.add(XA)
    world.bring(HUYEN, *later_runs(world, log, first))
    world.send(HUYEN, BAN)
    assert all(not one["missing_above"] for one in status.status(world[BAN])["logs"])


def test_twenty_empty_exchanges_to_and_fro_bring_no_new_number(world):
    world.add(XA)
    log = world.station(XA)
    world.export(XA)
    first = world.log(XA, log)["have"]
    world.add(XA)
    world.bring(HUYEN, *later_runs(world, log, first))
    for _ in range(3):
        world.send(HUYEN, XA)
        world.send(XA, HUYEN)
    before = number(world, XA), number(world, HUYEN)
    for _ in range(20):
        world.send(HUYEN, XA)
        world.send(XA, HUYEN)
    assert (number(world, XA), number(world, HUYEN)) == before
