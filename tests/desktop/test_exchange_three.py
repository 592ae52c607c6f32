"""Three laptops of one commune write the same things; by whatever way the packages go all come to one state, and a person chooses."""

import pytest

from desktop.actions import conflicts, figures, lookup, periods, stations
from desktop.clock import Clock
from tests.desktop.world import HAI, HUYEN, UNITS, XA

BA = "ba"
ALL = (XA, HAI, BA)
Q1 = "2024-Q1"


@pytest.fixture
def three(exchange_world):
    """The first laptop admits a second and a third one; these compare their words."""
    world = exchange_world
    world.set_up(BA, UNITS[XA])
    for name in (HAI, BA):
        world.admit(XA, name)
    for name in (HAI, BA):
        world.send(XA, name, kind="home")
    for one, other in ((HAI, BA), (BA, HAI)):
        stations.confirm(world[one], world.station(other), stations.show(world[other]).fingerprint)
    return world


def exchange(world, *names):
    """Every laptop takes what every other one has written."""
    written = {name: world.export(name, kind="home") for name in names}
    for reader in names:
        world.bring(reader, *(file for name in names if name != reader for file in written[name]))


def even(world):
    return len({(world.state(name), world.state(name, "home")) for name in ALL}) == 1


def answers(world, name):
    return [sorted(head.value for head in one.heads) for one in conflicts.listing(world[name])]


@pytest.fixture
def contested(three):
    """One field that three people have changed, each on his own laptop."""
    record = three.add(XA, name="Tên đầu")
    exchange(three, *ALL)
    for name in ALL:
        three.edit(name, record, name=f"Tên ở máy {name}")
    return three, record


@pytest.mark.parametrize("order", [(XA, HAI, BA), (BA, XA, HAI), (HAI, BA, XA)])
def test_one_field_changed_on_three_laptops_is_one_conflict_of_three_answers(contested, order):
    world, record = contested
    exchange(world, *order)
    wanted = sorted(f"Tên ở máy {name}" for name in ALL)
    assert [answers(world, name) for name in ALL] == [[wanted]] * 3
    assert len({world.value(name, record) for name in ALL}) == 1
    assert even(world)
    (found,) = conflicts.listing(world[BA])
    chosen = next(head for head in found.heads if head.value == f"Tên ở máy {HAI}")
    conflicts.resolve(world[BA], found.id, take=chosen.op)
    exchange(world, *order)
    assert [(conflicts.listing(world[name]), world.value(name, record)) for name in ALL] == [([], f"Tên ở máy {HAI}")] * 3
    assert even(world)


def test_two_who_choose_differently_have_a_new_conflict_between_their_choices(contested):
    world, record = contested
    exchange(world, *ALL)
    for name in (XA, HAI):
        (found,) = conflicts.listing(world[name])
        conflicts.resolve(world[name], found.id, take=next(head.op for head in found.heads if head.value == f"Tên ở máy {name}"))
    exchange(world, *ALL)
    assert [answers(world, name) for name in ALL] == [[[f"Tên ở máy {HAI}", f"Tên ở máy {XA}"]]] * 3
    (again,) = conflicts.listing(world[BA])
    conflicts.resolve(world[BA], again.id, value="Tên cuối")
    exchange(world, *ALL)
    assert [(answers(world, name), world.value(name, record)) for name in ALL] == [([], "Tên cuối")] * 3
    assert even(world)


def test_two_who_choose_the_same_have_none(contested):
    world, record = contested
    exchange(world, *ALL)
    for name in (XA, HAI):
        (found,) = conflicts.listing(world[name])
        conflicts.resolve(world[name], found.id, value="Tên chung")
    exchange(world, *ALL)
    assert [(answers(world, name), world.value(name, record)) for name in ALL] == [([], "Tên chung")] * 3
    assert even(world)


def test_what_exists_once_and_is_written_on_three_laptops_is_one_record_with_the_differences_to_choose(three):
    village = three.add(XA, "village")
    exchange(three, *ALL)
    made = {three.add(name, "village_conference", village_id=village, year=2024, opinions_n=n) for n, name in enumerate(ALL, start=20)}
    (record,) = made
    exchange(three, *ALL)
    for name in ALL:
        (found,) = conflicts.listing(three[name])
        assert (found.id, sorted(head.value for head in found.heads)) == (f"{record}.opinions_n", [20, 21, 22])
        assert lookup.listing(three[name], "village_conference", lookup.Ask()).total == 1
    assert even(three)


def test_an_edit_that_had_not_seen_the_close_comes_after_it_and_leaves_its_figures(three):
    world = three
    for name in ALL:
        world[name].clock = Clock.from_text("2024-03-20T08:00:00")
    record = world.add(XA, registered_on="2024-02-01", hh_involved=10)
    periods.nothing_happened(world[XA], Q1, all_empty=True)
    exchange(world, *ALL)
    periods.close_period(world[HAI], Q1)
    world.edit(XA, record, hh_involved=35)
    late = world.add(BA, registered_on="2024-02-02", hh_involved=5)
    exchange(world, *ALL)
    for name in ALL:
        shown = [lookup.show(world[name], "model", one) for one in (record, late)]
        assert [(one.values["hh_involved"], one.conflicts, "bo_sung" in one.flags) for one in shown] == [(35, (), True), (5, (), True)]
        assert periods.show(world[name], Q1).standing.state == "closed"
        assert cell(world[name]) == 10
    world.send(BA, HUYEN)
    assert [lookup.show(world[HUYEN], "model", one).values["hh_involved"] for one in (record, late)] == [35, 5]
    assert even(world)


def cell(office):
    return figures.form(office, "DV-04", Q1)["rows"][0]["cells"]["14"]
