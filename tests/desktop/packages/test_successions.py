"""Units that went into others: who may say so, and what follows for rights, keys and recipients, whatever came first."""

import hashlib
import random

import pytest

from desktop.errors import Problem
from desktop.packages import enrolment
from desktop.packages.enrolment import Grant
from desktop.packages.segments import log_name
from desktop.packages.statements import Succession
from desktop.packages.successions import Reach
from desktop.packages.trust import TrustState
from tests.desktop.packages.stations import AT, COMMUNE, DISTRICT, FAR, NEIGHBOUR, PARENTS, PROVINCE, Laptop, Province

NEW_PROVINCE, NEW_COMMUNE, LAST = "2025:12", "2025:03433", "2026:03433"
parent_of = {**PARENTS, NEW_COMMUNE: NEW_PROVINCE, LAST: NEW_PROVINCE}.get
LINE = hashlib.sha256(b"a line").hexdigest()


def merger(old, new, first="2025-07-01"):
    return Succession(old=old, new=new, from_=first, at=AT)


class Merged(Province):
    """The district went into the new province and its commune into a new one, each with a laptop."""

    def __init__(self):
        super().__init__()
        self.new_province, self.new_commune = Laptop(NEW_PROVINCE, "Tỉnh Lai Châu", "tinh"), Laptop(NEW_COMMUNE, "Xã Bum Tở")
        self.laptops += [self.new_province, self.new_commune]
        self.by_root.append(
            enrolment.certify(self.new_province.request, Grant(("write", "admit", "down"), "", 1, 9), self.root, AT, as_root=True)
        )
        self.new_province.certify(self.new_commune, ("write", "admit"), unit_key=1)

    def merge(self, old=COMMUNE, new=NEW_COMMUNE, by=None):
        fact = merger(old, new)
        if by:
            by.facts.say(fact.signed(by.key))
        else:
            self.by_the_root(fact)

    def trust(self, *more):
        return TrustState(self.root.public, self.by_root, self.lines(*more), parent_of)


@pytest.fixture
def world():
    return Merged()


def judge(world, laptop, unit, kind="main"):
    return world.trust().judge(log_name(laptop.station, kind), unit, 1, LINE, lambda *_: True)


def test_before_the_merger_nobody_writes_for_another(world):
    assert judge(world, world.new_commune, COMMUNE) == "refused"
    assert judge(world, world.new_province, COMMUNE, "down") == "refused"


def test_the_successor_writes_the_old_units_records_and_the_old_laptop_still_delivers(world):
    world.merge()
    assert judge(world, world.new_commune, COMMUNE) == "valid"
    assert judge(world, world.new_commune, NEIGHBOUR) == "refused"
    assert judge(world, world.commune, COMMUNE) == "valid"
    assert judge(world, world.commune, NEW_COMMUNE) == "refused"


def test_what_a_unit_took_over_it_passes_on_when_it_is_taken_over_itself(world):
    world.merge()
    world.merge(NEW_COMMUNE, LAST)
    last = Laptop(LAST)
    world.new_province.certify(last, unit_key=1)
    world.laptops.append(last)
    assert judge(world, last, COMMUNE) == judge(world, last, NEW_COMMUNE) == "valid"


def test_two_units_may_take_over_one_and_both_write_it(world):
    world.merge()
    world.merge(COMMUNE, NEW_PROVINCE)
    assert judge(world, world.new_commune, COMMUNE) == judge(world, world.new_province, COMMUNE) == "valid"


def test_a_circle_of_successions_ends():
    reach = Reach(parent_of, [merger(COMMUNE, NEIGHBOUR), merger(NEIGHBOUR, COMMUNE), merger(FAR, FAR)])
    assert (reach.successors(COMMUNE), reach.predecessors(COMMUNE)) == ({NEIGHBOUR}, {NEIGHBOUR})
    assert reach.within(COMMUNE, PROVINCE)
    assert not reach.within(COMMUNE, FAR)
    assert not Reach({"2024:1": "2024:2", "2024:2": "2024:1"}.get).within("2024:1", "2024:3")


def test_whoever_stands_above_the_new_unit_stands_above_the_old_one():
    reach = Reach(parent_of, [merger(COMMUNE, NEW_COMMUNE)])
    assert reach.is_above(NEW_PROVINCE, COMMUNE)
    assert reach.is_above(DISTRICT, COMMUNE)
    assert not reach.is_above(NEW_COMMUNE, COMMUNE)  # it took the books over; it reviews nobody's periods
    assert not reach.within(NEW_COMMUNE, COMMUNE)
    assert reach.is_merged_below(COMMUNE, NEW_PROVINCE)
    assert not reach.is_merged_below(NEW_COMMUNE, NEW_PROVINCE)


def test_the_new_province_admits_stations_of_the_districts_communes_that_went_into_it(world):
    late = Laptop(NEIGHBOUR)
    world.new_province.certify(late, ("write", "admit"), unit_key=1)
    world.laptops.append(late)
    assert world.trust().standing(late.station).state == "out_of_scope"
    world.merge(DISTRICT, NEW_PROVINCE)
    assert world.trust().standing(late.station).state == "active"
    assert judge(world, late, NEIGHBOUR) == "valid"


def test_a_station_gives_a_succession_only_over_two_units_that_it_may_admit_to(world):
    world.merge(COMMUNE, NEIGHBOUR, by=world.district)
    world.merge(COMMUNE, FAR, by=world.district)
    world.merge(COMMUNE, NEW_COMMUNE, by=world.new_province)
    world.merge(NEIGHBOUR, COMMUNE, by=world.second)
    assert dict(world.trust().reach.dates) == {(COMMUNE, NEIGHBOUR): "2025-07-01"}


def test_a_unit_never_goes_into_one_below_it_whoever_says_so(world):
    world.merge(DISTRICT, COMMUNE)
    world.merge(PROVINCE, COMMUNE, by=world.province)
    world.merge(COMMUNE, DISTRICT, by=world.province)
    trust = world.trust()
    assert set(trust.reach.dates) == {(COMMUNE, DISTRICT)}
    assert not trust.may_succeed(world.province.station, DISTRICT, COMMUNE)
    assert not trust.may(world.commune.station, "admit", NEIGHBOUR)
    assert not Reach({"2024:107/01": "2024:107"}.get, [merger("2024:107", "2024:107/01")]).dates  # nor into an agency of its own


def test_a_succession_that_only_another_one_makes_possible_counts_in_any_order(world):
    world.merge(COMMUNE, NEW_COMMUNE, by=world.new_province)
    world.merge(DISTRICT, NEW_PROVINCE)
    expected = world.trust().reach.dates
    assert set(expected) == {(COMMUNE, NEW_COMMUNE), (DISTRICT, NEW_PROVINCE)}
    lines, by_root = world.lines(), list(world.by_root)
    for seed in range(5):
        random.Random(seed).shuffle(lines)
        random.Random(seed).shuffle(by_root)
        assert TrustState(world.root.public, by_root, lines, parent_of).reach.dates == expected


def test_a_succession_signed_after_the_last_line_of_a_revoked_station_counts_not(world):
    world.merge(DISTRICT, NEW_PROVINCE)
    last = world.new_province.facts.lines[-1]
    world.merge(by=world.new_province)
    assert world.trust().reach.successors(COMMUNE) == {NEW_COMMUNE}
    world.revoke_by_the_root(world.new_province, (world.new_province.facts.log, last.seq, last.hash))
    assert world.trust().reach.successors(COMMUNE) == set()


def test_the_earliest_date_is_shown(world):
    world.by_the_root(merger(COMMUNE, NEW_COMMUNE, "2025-07-02"))
    world.merge()
    assert world.trust().reach.dates[COMMUNE, NEW_COMMUNE] == "2025-07-01"


def test_what_is_for_the_old_unit_is_sealed_for_the_new_one_too(world):
    before = world.trust().recipients("down", world.district.station, COMMUNE)
    world.merge()
    trust = world.trust()
    more = set(trust.recipients("down", world.district.station, COMMUNE)) - set(before)
    assert more == {world.new_commune.unit_key.recipient, world.new_commune.recovery.recipient, world.new_commune.keys.age_recipient}
    assert trust.served(COMMUNE) == sorted([world.commune.station, world.second.station, world.new_commune.station])
    assert trust.served(NEW_COMMUNE) == [world.new_commune.station]


def test_a_home_package_of_the_old_unit_stays_in_it(world):
    before = world.trust().recipients("home", world.commune.station, COMMUNE)
    world.merge()
    assert world.trust().recipients("home", world.commune.station, COMMUNE) == before


def test_a_handover_is_sealed_for_the_successor_alone_and_to_both_paper_codes(world):
    with pytest.raises(Problem) as problem:
        world.trust().recipients("handover", world.commune.station, NEW_COMMUNE)
    assert problem.value.code == "not_allowed"
    world.merge()
    new, old = world.new_commune, world.commune
    assert set(world.trust().recipients("handover", old.station, NEW_COMMUNE)) == {
        new.unit_key.recipient, new.recovery.recipient, new.keys.age_recipient, old.unit_key.recipient, old.recovery.recipient,
    }  # fmt: skip


def hand(world, giver, unit_key, *to):
    for other in to:
        for fact in enrolment.hand_over([unit_key], other.station, other.keys.age_recipient, world.trust(), giver.key, AT):
            giver.facts.say(fact)


def test_the_successor_is_handed_the_old_key_hands_it_on_and_makes_no_new_one(world):
    sibling = Laptop(NEW_COMMUNE)
    world.new_commune.certify(sibling)
    world.laptops.append(sibling)
    hand(world, world.commune, world.commune.unit_key, world.new_commune)
    assert world.new_commune.station not in world.trust().sealing_keys(COMMUNE)[0].holders
    world.merge()
    hand(world, world.commune, world.commune.unit_key, world.new_commune)
    hand(world, world.new_commune, world.commune.unit_key, sibling)
    trust = world.trust()
    got = enrolment.received_keys(sibling.station, COMMUNE, sibling.keys.age_identity, trust)
    assert [key.identity for key in got] == [world.commune.unit_key.identity]
    assert [key.recipient for key in trust.current_keys(COMMUNE)] == [world.commune.unit_key.recipient]
