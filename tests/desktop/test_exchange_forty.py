"""Forty packages of twelve communes on one stick, shuffled, some twice, one torn, one not for us, one behind a gap: each is told apart."""

import random
import shutil
import tracemalloc
from collections import Counter
from pathlib import Path

import pytest

from desktop import units
from desktop.commands.exchange import exit_status
from tests.desktop.world import HUYEN, World

DISTRICT, ROOM = "2024:107", 16 << 20


@pytest.fixture
def world(enrolled_homes, tmp_path):
    """The district of the common world, and twelve communes that it certifies."""
    template, keys = enrolled_homes
    shutil.copytree(template / HUYEN, tmp_path / HUYEN)
    made = World(tmp_path, {HUYEN: keys[HUYEN]})
    for unit in [one for one in units.units("2024", "xa") if one.parent == DISTRICT][:12]:
        made.set_up(unit.code, unit.key)
        made.admit(HUYEN, unit.code)
    yield made
    made.close()


def communes(world):
    return [name for name in world.keys if name != HUYEN]


def behind_a_gap(world, name):
    """Return a package of a commune without the runs that its first, lost one carried, and that lost one."""
    world.add(name)
    lost, last = world.export(name)[0], world.log(name, world.station(name))["have"]
    world.add(name)
    (file,) = world.export(name)

    def cut(parts):
        kept = tuple(one for one in parts.segments if one.log != world.station(name) or one.first > last)
        return type(parts)(segments=kept, root_facts=parts.root_facts, have=parts.have, receipts=parts.receipts)

    return world.repack(name, HUYEN, file, cut), lost, last


def forty(world, stick: Path):
    """Fill a stick; return its files in the order in which they are brought, and what became of the gap."""
    *whole, gapped = communes(world)
    found = []
    for name in whole:
        for _ in range(3):
            world.add(name)
            found += world.export(name)
    late, lost, last = behind_a_gap(world, gapped)
    (foreign,) = world.export(HUYEN, to=f"2024:{whole[0]}")
    torn = stick / "rach.goi"
    torn.write_bytes(found[4].read_bytes()[:-40])
    twice = [Path(shutil.copy(file, stick / f"lap-{at}.goi")) for at, file in enumerate(found[:4])]
    files = [*found, *twice, late, foreign, torn]
    random.Random(5).shuffle(files)
    return files, (late, lost, last, gapped), foreign, torn


def peak(work):
    """Return what work gives, and the most bytes that lived meanwhile."""
    tracemalloc.start()
    try:
        return work(), tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_forty_packages_of_twelve_communes_are_each_taken_for_what_they_are(world, tmp_path):
    stick = tmp_path / "usb-chung"
    stick.mkdir()
    files, (late, lost, last, gapped), foreign, torn = forty(world, stick)
    assert len(files) == 40
    before = world.state(HUYEN, unit=communes(world)[0])
    alone = peak(lambda: world.bring(HUYEN, files[0], dry_run=True))[1]
    preview, shown = peak(lambda: world.bring(HUYEN, *files, dry_run=True))
    got, taken = peak(lambda: world.bring(HUYEN, *files))
    assert max(shown, taken) < alone + ROOM
    told = {Path(one.file): one for one in got.packages}
    assert [one.result for one in preview.packages] == [one.result for one in got.packages]
    assert [Path(one.file) for one in got.packages] == files
    assert Counter(one.result for one in got.packages).keys() == {"merged", "duplicate", "held", "refused"}
    assert (told[torn].result, told[torn].code) == ("refused", "damaged")
    assert (told[foreign].result, told[foreign].code) == ("refused", "misaddressed")
    log = world.station(gapped)
    assert (told[late].result, told[late].missing) == ("held", [(log, 1, last)])
    assert all(one.message for one in got.packages)
    assert {one.code for one in got.packages if one.result in ("merged", "duplicate")} == {None}
    assert exit_status(got.packages) == 3
    for name in communes(world)[:-1]:
        assert world.state(HUYEN, unit=name) == world.state(name, unit=name) != before
    (came,) = world.bring(HUYEN, lost).packages
    assert came.released == [told[late].package]
    assert world.state(HUYEN, unit=gapped) == world.state(gapped, unit=gapped)
