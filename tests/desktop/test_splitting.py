"""One package over several files: none too large, each complete in itself, any of them late, twice or lost."""

import itertools
import shutil
from types import SimpleNamespace

import pytest

from desktop.actions import packages, periods, status
from desktop.errors import Problem
from desktop.exchange import splitting
from desktop.keys.secrets_kept import Secrets
from desktop.packages import package
from tests.desktop.world import HUYEN, XA

SESSIONS = 8


@pytest.fixture
def world(exchange_world):
    """The commune wrote in several sittings, each sealed by an export whose stick was lost."""
    for number in range(SESSIONS):
        for other in range(3):
            exchange_world.add(XA, name=f"Mô hình {number}, {other}", note="chỉ ở nhà")
        exchange_world.export(XA)
    return exchange_world


def divided(world, most, name=XA, **how):
    return packages.export(world[name], world.stick(), form=packages.Form(most=most), **how).written


def whole(world):
    return packages.export(world[XA], world.stick()).written[0]


def least(world):
    """What stands in every package: the file of one without runs of lines."""
    return package_size(packages.export(world[HUYEN], world.stick(), to="03433").written[0]) + splitting.SLACK


def package_size(written):
    return written.file.stat().st_size


def parts_of(world, file):
    raw = file.read_bytes()
    with world[HUYEN].reading() as connection:
        identities = Secrets.load(connection).identities
    return package.read_parts(package.open_package(raw, identities))


@pytest.fixture
def parts(world):
    one = whole(world)
    return divided(world, one.bytes * 2 // 3)


def test_no_file_is_larger_than_asked_and_together_they_are_the_whole(world, parts):
    one = whole(world)
    assert len(parts) > 1
    assert all(package_size(part) == part.bytes <= one.bytes * 2 // 3 for part in parts)
    assert [run for part in parts for run in part.collected.ranges] == list(one.collected.ranges)
    assert sum(part.collected.ops for part in parts) == one.collected.ops
    assert sum(lines for part in parts for _, lines in part.collected.left_out) == sum(lines for _, lines in one.collected.left_out)


def test_each_part_is_a_package_with_its_own_number_facts_marks_and_receipt(world, parts):
    numbers = [package.peek(part.file.read_bytes()).content.number for part in parts]
    assert numbers == list(range(numbers[0], numbers[0] + len(parts)))
    assert len({part.package for part in parts}) == len({part.file for part in parts}) == len(parts)
    inside = [parts_of(world, part.file) for part in parts]
    for one in inside:
        assert (one.root_facts, one.have, one.receipts) == (inside[0].root_facts, inside[0].have, inside[0].receipts)
        assert [run for run in one.segments if run.log_kind == "fact"] == [run for run in inside[0].segments if run.log_kind == "fact"]
    assert inside[0].receipts
    assert inside[0].have is not None


def test_what_is_small_enough_stays_one_package(world):
    assert len(divided(world, whole(world).bytes + 2 * splitting.SLACK)) == 1


def test_in_any_order_what_comes_too_early_is_held_and_then_released(world, parts):
    expected = status.status(world[XA])["states"]["03448"]["up"]
    first, *later = parts
    held = world.bring(HUYEN, *(one.file for one in reversed(later))).packages
    assert {one.result for one in held} == {"held"}
    got = world.bring(HUYEN, first.file).packages[0]
    assert (got.result, sorted(got.released)) == ("merged", sorted(one.package for one in later))
    assert status.status(world[HUYEN])["states"]["03448"]["up"] == expected
    assert status.status(world[HUYEN])["held"] == []


def test_every_order_ends_with_nothing_waiting(world):
    parts = divided(world, least(world) + (whole(world).bytes - least(world)) // 2)[:4]
    for order in itertools.islice(itertools.permutations(parts), 0, None, 5):
        got = world.bring(HUYEN, *(one.file for one in order), dry_run=True)
        assert {one.result for one in got.packages} <= {"merged", "held"}
        assert {name for one in got.packages for name in one.released} == {one.package for one in got.packages if one.result == "held"}


def test_a_lost_part_travels_again_until_it_is_acknowledged(world, parts):
    kept = [one for one in parts if one is not parts[1]]
    world.bring(HUYEN, *(one.file for one in kept))
    world.send(HUYEN, XA)
    again = whole(world)
    assert parts[1].collected.ranges[0] in again.collected.ranges
    assert parts[0].collected.ranges[0] not in again.collected.ranges
    got = world.bring(HUYEN, again.file).packages[0]
    assert got.result == "merged"
    assert status.status(world[HUYEN])["held"] == []


def test_frozen_figures_travel_with_the_run_that_names_them(world):
    periods.open_period(world[HUYEN], periods.NewPeriod("quarter", 2024, 1))
    world.send(HUYEN, XA)
    periods.nothing_happened(world[XA], "2024-Q1", all_empty=True)
    periods.close_period(world[XA], "2024-Q1")
    for _ in range(SESSIONS):
        world.export(XA)
        for _ in range(3):
            world.add(XA)
    one = whole(world)
    (mark,) = parts_of(world, one.file).snapshots
    made = divided(world, least(world) + (one.bytes - least(world)) // 2)
    inside = [parts_of(world, part.file) for part in made]
    assert len(inside) > 2
    carrying = [parts for parts in inside if parts.snapshots]
    naming = [parts for parts in inside if any(mark.encode() in body for run in parts.segments for body in run.values.values())]
    assert carrying == naming
    assert inside[-1] not in carrying
    assert [list(parts.snapshots) for parts in carrying] == [[mark]]
    world.bring(HUYEN, *(part.file for part in made))
    assert periods.show(world[HUYEN], "2024-Q1", "2024:03448").standing.state == "received"


def test_a_stick_that_fills_up_between_two_parts_keeps_the_first_and_the_next_export_brings_the_rest(world, monkeypatch):
    one, room = whole(world), iter([1 << 20])
    with monkeypatch.context() as patched:
        patched.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=next(room, 0)))
        got = packages.export(world[XA], world.stick(), form=packages.Form(most=one.bytes * 2 // 3))
    assert (len(got.written), [failed.problem.code for failed in got.failed]) == (1, ["disk_full"])
    assert world.bring(HUYEN, got.written[0].file).packages[0].result == "merged"
    world.send(HUYEN, XA)
    again = whole(world)
    assert again.collected.ops == one.collected.ops - got.written[0].collected.ops
    assert world.bring(HUYEN, again.file).packages[0].result == "merged"


def test_a_run_that_is_larger_than_a_file_may_be_stands_alone_and_is_told(world):
    before = whole(world).bytes
    for number in range(30):
        world.add(XA, name=f"Mô hình của một buổi dài {number}")
    most = least(world) + (whole(world).bytes - before) // 2
    made = divided(world, most)
    large = [one for one in made if one.bytes > most]
    assert [len(one.collected.ranges) for one in large] == [1]
    assert [warning for warning in world[XA].warnings if large[0].file.name in warning]
    assert {one.result for one in world.bring(HUYEN, *(one.file for one in made)).packages} == {"merged"}


def test_a_size_in_which_not_even_the_facts_fit_is_refused(world):
    with pytest.raises(Problem) as caught:
        divided(world, 3000)
    assert (caught.value.code, caught.value.where) == ("invalid_value", "--max-size")
