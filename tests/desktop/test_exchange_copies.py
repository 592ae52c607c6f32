"""A home folder that was copied: both copies' work is kept, people are told once, and a copy that finds out stops writing."""

import pytest

from desktop.actions import lookup
from desktop.commands.exchange import exit_status
from desktop.errors import Problem
from tests.desktop.world import HAI, HUYEN, XA

COPY = "copy"


@pytest.fixture
def world(exchange_world):
    """The commune's laptop and a copy of its disk, both with work of their own since."""
    exchange_world.add(XA, name="Chung")
    exchange_world.clone(XA, COPY)
    return exchange_world


def names(world, name):

    return sorted(one.values["name"] for one in lookup.listing(world[name], "model", lookup.Ask()).records)


def test_both_branches_merge_at_the_district(world):
    world.add(XA, name="Máy cũ")
    world.add(COPY, name="Máy chép")
    world.send(XA, HUYEN)
    got = world.send(COPY, HUYEN)
    assert (got.result, got.forks, got.code) == ("merged", [world.station(XA)], "fork")
    assert names(world, HUYEN) == ["Chung", "Máy chép", "Máy cũ"]
    assert exit_status([got]) == 3
    assert world.log(HUYEN, world.station(XA))["forked"] is True


def test_people_are_told_of_a_fork_once(world):
    world.add(XA)
    world.add(COPY)
    world.send(XA, HUYEN)
    assert world.send(COPY, HUYEN).forks == [world.station(XA)]
    world.add(COPY, name="Thêm nữa")
    world.add(XA, name="Cũng thêm")
    again = [world.send(COPY, HUYEN), world.send(XA, HUYEN)]
    assert [(one.forks, one.result) for one in again] == [([], "merged"), ([], "merged")]
    assert [one.code for one in again] == [None, "rolled_back"]  # both give receipts under one number


def test_edits_of_one_field_on_both_copies_are_a_conflict(world):

    record = lookup.listing(world[XA], "model", lookup.Ask()).records[0].id
    world.edit(XA, record, name="Tên một")
    world.edit(COPY, record, name="Tên hai")
    world.send(XA, HUYEN)
    assert world.send(COPY, HUYEN).conflicts_new == 1


def test_a_line_signed_by_the_own_key_that_is_not_held_stops_the_copy(world):
    world.add(XA)
    world.add(COPY)
    world.send(XA, HUYEN)
    got = world.send(HUYEN, COPY, everything=True)
    assert (got.ops_new > 0, got.code, world[COPY].identity.is_copy) == (True, "fork", True)
    for action in (lambda: world.add(COPY), lambda: world.export(COPY)):
        with pytest.raises(Problem) as problem:
            action()
        assert problem.value.code == "fork"


def test_a_copy_stays_one_after_it_was_opened_again(world):
    world.add(XA)
    world.send(XA, HUYEN)
    world.send(HUYEN, COPY)
    assert world[COPY].identity.is_copy


def test_a_copy_goes_on_reading_what_comes(world):
    seen = world.add(XA, name="Của máy cũ")
    world.send(XA, HUYEN)
    world.send(HUYEN, COPY, everything=True)
    assert world.value(COPY, seen) == "Của máy cũ"
    assert world.send(HUYEN, COPY, everything=True).result == "duplicate"


def test_a_receipt_in_the_own_name_that_was_not_made_here_stops_the_copy(world):
    """The twin wrote nothing, but it told somebody what it holds."""
    world.send(HUYEN, COPY)
    world.send(COPY, HUYEN)
    world.send(HUYEN, XA)
    assert world[XA].identity.is_copy


def test_an_older_number_given_by_the_twin_gives_it_away_too(world):
    world.send(COPY, HUYEN)
    for _ in range(3):
        world.add(XA)
        world.export(XA)
    got = world.send(HUYEN, XA)
    assert (got.code, world[XA].identity.is_copy) == ("fork", True)


def test_own_lines_and_receipts_that_come_home_are_no_false_alarm(world):
    world.add(XA)
    world.export(XA)
    world.add(XA)
    world.send(XA, HUYEN)
    world.add(XA)  # not sealed, and not known to anybody
    got = world.send(HUYEN, XA, everything=True)
    assert (got.code, world[XA].identity.is_copy) == (None, False)


def test_own_lines_in_other_segments_are_no_false_alarm(world):
    """One seals after each record, the sibling hands the same lines back as they are."""
    world.admit(XA, HAI)
    for _ in range(3):
        world.add(XA)
        world.export(XA, kind="home")
    world.send(XA, HAI, kind="home")
    got = world.send(HAI, XA, kind="home", everything=True)
    assert (got.code, world[XA].identity.is_copy) == (None, False)


def test_a_copy_seals_nothing_more(world):
    world.add(XA)
    world.send(XA, HUYEN)
    world.send(HUYEN, COPY, everything=True)
    with world[COPY].writing() as connection:
        connection.execute("UPDATE line SET sealed = 0 WHERE id = (SELECT max(id) FROM line)")
    before = world.log(COPY, world.station(COPY))["sealed"]
    world.send(HUYEN, COPY)
    with world[COPY].reading() as connection:
        assert connection.execute("SELECT count(*) FROM line WHERE NOT sealed").fetchone()[0] == 1
    assert world.log(COPY, world.station(COPY))["sealed"] == before


def test_whoever_holds_one_branch_asks_for_the_other(world):
    """`have` names the tips of every branch, so knowing "up to 3" of one is not knowing the other."""
    world.admit(XA, HAI)
    world.send(XA, HAI, kind="home")
    world.send(HAI, HUYEN)
    world.add(XA, name="Nhánh một")
    world.add(COPY, name="Nhánh hai")
    world.send(XA, HUYEN)
    world.send(COPY, HUYEN)
    world.send(HUYEN, HAI)
    assert {"Nhánh một", "Nhánh hai"} <= set(names(world, HAI))
    assert world.state(HAI) == world.state(HUYEN)
