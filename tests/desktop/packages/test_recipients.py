"""Which sealing keys of a unit count, and to whom a package is sealed: never to somebody above what stays at home."""

import pytest

from desktop.errors import Problem
from desktop.keys.station_keys import HeldKey
from desktop.packages.statements import Confirm, Handed, Retirement, UnitKey
from tests.desktop.packages.stations import AT, COMMUNE, DISTRICT, NEIGHBOUR, Laptop, Province


@pytest.fixture
def world():
    return Province()


def test_recipients_of_an_up_package_are_both_units_and_the_paper_key_of_the_receiving_one(world):
    expected = {world.district.unit_key.recipient, world.commune.unit_key.recipient, world.district.recovery.recipient}
    assert set(world.trust().recipients("up", world.commune.station, DISTRICT)) == expected


def test_recipients_of_a_down_package_are_also_the_active_stations(world):
    expected = {world.commune.unit_key.recipient, world.district.unit_key.recipient, world.commune.recovery.recipient}
    expected |= {world.commune.keys.age_recipient, world.second.keys.age_recipient}
    assert set(world.trust().recipients("down", world.district.station, COMMUNE)) == expected


def test_recipients_of_a_home_package_are_never_above(world):
    expected = {world.commune.unit_key.recipient, world.commune.recovery.recipient}
    expected |= {world.commune.keys.age_recipient, world.second.keys.age_recipient}
    assert set(world.trust().recipients("home", world.commune.station, COMMUNE)) == expected


def test_a_station_admitted_from_above_gets_no_home_package_before_its_words_were_compared(world):
    pushed = Laptop(COMMUNE)
    world.district.certify(pushed, ("write",), series="R1")
    assert pushed.keys.age_recipient not in world.trust().recipients("home", world.commune.station, COMMUNE)
    assert [one.subject.station for one in world.trust().unconfirmed(world.commune.station)] == [pushed.station]
    world.commune.facts.say(Confirm(station=pushed.station, at=AT).signed(world.commune.key))
    trust = world.trust()
    assert trust.unconfirmed(world.commune.station) == []
    assert pushed.keys.age_recipient in trust.recipients("home", world.commune.station, COMMUNE)


def test_a_unit_key_pushed_from_above_never_opens_a_home_package(world):
    pushed, late = Laptop(COMMUNE), Laptop(COMMUNE)
    world.district.certify(pushed, ("write",), series="R1", unit_key=1)
    world.district.certify(late, ("write",), series="R2", unit_key=99)
    trust = world.trust()
    home = trust.recipients("home", world.commune.station, COMMUNE)
    assert not {pushed.unit_key.recipient, pushed.recovery.recipient, late.unit_key.recipient, late.recovery.recipient} & set(home)
    assert late.unit_key.recipient not in {key.recipient for key in trust.sealing_keys(COMMUNE)}


def test_a_late_unit_key_counts_once_no_active_station_holds_an_earlier_one(world):
    new = Laptop(COMMUNE)
    world.district.certify(new, ("write", "admit"), series="R1", unit_key=2)
    assert [key.recipient for key in world.trust().current_keys(COMMUNE)] == [world.commune.unit_key.recipient]
    world.commune.facts.say(Retirement(station=world.commune.station, at=AT).signed(world.commune.key))
    assert [key.recipient for key in world.trust().current_keys(COMMUNE)] == [new.unit_key.recipient]


def rotation(laptop, new, previous, number, *handed):
    parts = tuple(Handed(station=other.station, sealed="") for other in handed)
    said = UnitKey(unit=laptop.unit, number=number, recipient=new, previous=previous, recovery="", handed=parts, at=AT)
    return said.signed(laptop.key)


def test_only_a_holder_puts_a_new_unit_key_in_the_old_ones_place(world):
    new, old = HeldKey.generate(COMMUNE, 2).recipient, world.commune.unit_key.recipient
    world.second.facts.say(rotation(world.second, new, old, 2))
    world.district.facts.say(rotation(world.district, new, old, 2))
    assert [key.recipient for key in world.trust().current_keys(COMMUNE)] == [old]
    world.commune.facts.say(rotation(world.commune, new, old, 2))
    trust = world.trust()
    assert [key.recipient for key in trust.current_keys(COMMUNE)] == [new]
    assert [key.number for key in trust.sealing_keys(COMMUNE)] == [1, 2]
    assert trust.current_keys(COMMUNE)[0].recovery == world.commune.recovery.recipient


def test_whoever_was_handed_the_key_may_hand_it_on_and_replace_it(world):
    old, new = world.commune.unit_key.recipient, HeldKey.generate(COMMUNE, 2).recipient
    world.second.facts.say(rotation(world.second, new, old, 2))
    world.commune.facts.say(rotation(world.commune, old, "", 1, world.second))
    assert [key.recipient for key in world.trust().current_keys(COMMUNE)] == [new]


def test_a_new_key_by_a_revoked_station_counts_no_more_than_its_line(world):
    new, old = HeldKey.generate(COMMUNE, 2).recipient, world.commune.unit_key.recipient
    end = world.commune.facts.lines[-1]
    world.commune.facts.say(rotation(world.commune, new, old, 2))
    world.revoke_by_the_root(world.commune, (world.commune.facts.log, end.seq, end.hash))
    assert [key.recipient for key in world.trust().sealing_keys(COMMUNE)] == [old]


def test_a_revoked_laptop_gets_nothing_more(world):
    world.commune.revoke(world.second)
    assert world.second.keys.age_recipient not in world.trust().recipients("down", world.district.station, COMMUNE)


@pytest.mark.parametrize(
    ("kind", "who", "unit", "expected"),
    [
        ("up", "commune", NEIGHBOUR, "unknown_station"),
        ("home", "commune", DISTRICT, "not_allowed"),
        ("handover", "commune", DISTRICT, "not_allowed"),
    ],
)
def test_without_a_key_of_the_recipient_nothing_is_sealed(world, kind, who, unit, expected):
    with pytest.raises(Problem) as caught:
        world.trust().recipients(kind, getattr(world, who).station, unit)
    assert caught.value.code == expected


def test_a_station_that_is_not_certified_seals_nothing(world):
    with pytest.raises(Problem) as caught:
        world.trust().recipients("up", Laptop(COMMUNE).station, DISTRICT)
    assert caught.value.code == "not_allowed"
