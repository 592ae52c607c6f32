"""Who is believed: tables of facts and the standing, verdicts and recipients that follow, in whatever order they came."""

import hashlib
import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.packages import enrolment, signing
from desktop.packages.enrolment import Grant
from desktop.packages.receipts import Tip
from desktop.packages.segments import log_name
from desktop.packages.statements import Retirement
from desktop.packages.trust import TrustState
from tests.desktop.packages.stations import AT, COMMUNE, DISTRICT, FAR, NEIGHBOUR, PROVINCE, FactLog, Laptop, Province, parent_of

A, B, C = (hashlib.sha256(letter).hexdigest() for letter in (b"a", b"b", b"c"))


@pytest.fixture
def world():
    return Province()


def states(trust, *laptops):
    return [trust.standing(laptop.station).state for laptop in laptops]


def on_one_branch(_log, line, cut):
    return line.seq <= cut.seq


def judge(trust, laptop, unit=None, kind="main", seq=1, name=A, is_ancestor=on_one_branch):
    return trust.judge(log_name(laptop.station, kind), unit or laptop.unit, seq, name, is_ancestor)


# Certificates


def test_everybody_on_the_usual_way_is_active(world):
    trust = world.trust()
    assert states(trust, *world.laptops) == ["active"] * 4
    assert [trust.standing(one.station).depth for one in world.laptops] == [1, 2, 3, 4]
    assert trust.active_stations(COMMUNE) == sorted([world.commune.station, world.second.station])
    assert trust.root.name == "Gốc"
    assert len(trust.chain_for(world.second.station)) == 4
    assert trust.standing(world.second.station).certificate.series == "B"


def test_without_a_pinned_root_nobody_is_certified(world):
    trust = TrustState(None, world.by_root, world.lines(), parent_of)
    assert states(trust, *world.laptops) == ["unknown", "waiting", "waiting", "waiting"]
    assert trust.chain_for(world.commune.station) == ()


def test_statements_of_another_root_count_for_nothing(world):
    other = Province()
    world.by_root += other.by_root
    assert states(world.trust(), other.province) == ["unknown"]


def test_a_station_that_nobody_mentions_is_unknown_and_its_ops_wait(world):
    stranger = Laptop(COMMUNE)
    assert states(world.trust(), stranger) == ["unknown"]
    assert judge(world.trust(), stranger) == "waiting"


def test_a_certificate_whose_giver_is_not_known_yet_waits(world):
    world.laptops.remove(world.district)
    trust = world.trust()
    assert states(trust, world.province, world.commune, world.second) == ["active", "unknown", "waiting"]
    assert judge(trust, world.second) == "waiting"


SCOPES = {
    "a unit beside its own": (FAR, ("write",)),
    "the unit above": (PROVINCE, ("write",)),
    "an unknown unit": ("2024:99999", ("write",)),
    "the same code in another era": ("2025:03433", ("write",)),
    "a right that the giver does not have": (COMMUNE, ("write", "all")),
}


@pytest.mark.parametrize(("unit", "rights"), SCOPES.values(), ids=SCOPES)
def test_a_certificate_never_reaches_beyond_its_giver_for(world, unit, rights):
    other = Laptop(unit)
    world.district.certify(other, rights, unit_key=1)
    trust = world.trust()
    assert states(trust, other) == ["out_of_scope"]
    assert judge(trust, other) == "refused"
    assert other.unit_key.recipient not in [key.recipient for key in trust.sealing_keys(unit)]


def test_a_station_without_admit_certifies_nobody(world):
    third = Laptop(COMMUNE)
    world.second.certify(third)
    assert states(world.trust(), third) == ["out_of_scope"]


def test_a_commune_gives_no_right_to_send_down(world):
    third = Laptop(COMMUNE)
    world.commune.certify(third, ("write", "down"))
    assert states(world.trust(), third) == ["out_of_scope"]


def test_a_certificate_in_somebody_elses_log_is_nobodys(world):
    third = Laptop(COMMUNE)
    statement = enrolment.certify(third.request, Grant(("write",), "", 0, 1), world.commune.key, AT)
    world.second.facts.say(statement)
    assert states(world.trust(), third) == ["unknown"]


def test_a_certificate_signed_by_another_key_is_nobodys(world):
    third = Laptop(COMMUNE)
    genuine = enrolment.certify(third.request, Grant(("write",), "", 0, 1), world.commune.key, AT)
    forged = replace(genuine, signature=signing.sign("certificate", genuine.payload, Laptop(COMMUNE).key).signature)
    world.commune.facts.say(forged)
    assert states(world.trust(), third) == ["out_of_scope"]


def test_a_chain_of_eight_holds_and_a_ninth_certificate_does_not(world):
    line = [world.commune]
    for _ in range(6):
        line.append(Laptop(COMMUNE))
        line[-2].certify(line[-1], ("write", "admit"))
    world.laptops += line[1:]
    trust = world.trust()
    assert [trust.standing(one.station).depth for one in line] == [3, 4, 5, 6, 7, 8, 0]
    assert states(trust, line[-1]) == ["out_of_scope"]
    assert len(trust.chain_for(line[-2].station)) == 8


def test_a_second_certificate_nearer_to_the_root_shortens_the_chain(world):
    grant = Grant(("write",), "B", 0, 9)
    world.by_root.append(enrolment.certify(world.second.request, grant, world.root, AT, as_root=True))
    trust = world.trust()
    assert trust.standing(world.second.station).depth == 1
    assert len(trust.chain_for(world.second.station)) == 1


# Revocation


def test_revoked_after_a_line_that_line_and_its_ancestors_stay_valid(world):
    world.revoke_by_the_root(world.commune, (world.commune.station, 5, B), (world.commune.facts.log, 1, world.commune.facts.tip))
    trust = world.trust()
    assert states(trust, world.commune, world.second) == ["revoked", "active"]
    assert judge(trust, world.commune, seq=5, name=B) == "valid"
    assert judge(trust, world.commune, seq=4, name=A) == "valid"
    assert judge(trust, world.commune, seq=6, name=A) == "refused"
    assert judge(trust, world.commune, seq=5, name=A, is_ancestor=lambda *_: False) == "refused"
    assert judge(trust, world.commune, seq=3, name=C, is_ancestor=lambda *_: False) == "refused"
    assert judge(trust, world.commune, seq=3, name=A, is_ancestor=lambda *_: None) == "waiting"


def test_the_verdict_asks_about_the_line_that_the_revocation_names(world):
    asked = []
    world.revoke_by_the_root(world.commune, (world.commune.station, 5, B))
    judge(world.trust(), world.commune, seq=3, name=A, is_ancestor=lambda *these: asked.append(these))
    assert asked == [(world.commune.station, Tip(3, A), Tip(5, B))]


def test_a_log_that_the_revocation_does_not_name_counts_not_at_all(world):
    world.revoke_by_the_root(world.district, (world.district.station, 5, B), (world.district.facts.log, 1, world.district.facts.tip))
    trust = world.trust()
    assert judge(trust, world.district, seq=1) == "valid"
    assert judge(trust, world.district, kind="down", seq=1) == "refused"


@pytest.mark.parametrize(
    ("first", "second", "counts"),
    [((5, B), (3, C), (3, C)), ((3, C), (5, B), (3, C)), ((5, B), (5, A), min((5, B), (5, A))), ((5, A), (0, A), (0, ""))],
)
def test_of_two_revocations_the_smallest_number_counts_then_the_smallest_hash(world, first, second, counts):
    for seq, name in (first, second):
        world.revoke_by_the_root(world.commune, (world.commune.station, seq, name))
    assert world.trust().cuts[world.commune.station] == counts


def test_who_was_certified_before_the_last_line_stays_and_who_came_after_falls(world):
    before = world.commune.facts.lines[-1]
    minted = Laptop(COMMUNE)
    world.commune.certify(minted, ("write",), series="C")
    world.revoke_by_the_root(world.commune, (world.commune.facts.log, before.seq, before.hash))
    trust = world.trust()
    assert states(trust, world.commune, world.second, minted) == ["revoked", "active", "fallen"]
    assert judge(trust, minted) == "refused"


def test_what_falls_takes_along_whatever_hangs_below_it(world):
    below = [Laptop(COMMUNE) for _ in range(3)]
    for giver, other in zip([world.commune, *below], below, strict=False):
        giver.certify(other, ("write", "admit"))
    world.laptops += below
    world.revoke_by_the_root(world.commune, (world.commune.facts.log, 1, world.commune.facts.lines[0].hash))
    assert states(world.trust(), world.second, *below) == ["active", "fallen", "fallen", "fallen"]


def test_a_fallen_laptop_certified_again_by_the_root_counts_from_its_first_op(world):
    world.revoke_by_the_root(world.commune)
    assert states(world.trust(), world.second) == ["fallen"]
    grant = Grant(("write",), "B", 0, 9)
    world.by_root.append(enrolment.certify(world.second.request, grant, world.root, AT, as_root=True))
    trust = world.trust()
    assert states(trust, world.second) == ["active"]
    assert judge(trust, world.second, seq=1) == "valid"


def test_a_fact_log_counts_on_every_branch_until_a_revocation_chooses_one(world):
    twin = world.commune.facts.fork()
    one, other = Laptop(COMMUNE), Laptop(COMMUNE)
    world.commune.certify(one, series="C")
    twin.say(enrolment.certify(other.request, Grant(("write",), "D", 0, 3), world.commune.key, AT))
    assert states(world.trust(twin), one, other) == ["active", "active"]
    world.revoke_by_the_root(world.commune, (world.commune.facts.log, twin.lines[-1].seq, twin.tip))
    trust = world.trust(twin)
    assert states(trust, one, other, world.second) == ["fallen", "active", "active"]


def test_while_the_named_fact_line_is_not_held_the_whole_fact_log_waits(world):
    world.revoke_by_the_root(world.commune, (world.commune.facts.log, 9, C))
    trust = world.trust()
    assert states(trust, world.second) == ["waiting"]
    assert judge(trust, world.second) == "waiting"


def test_a_line_signed_again_with_an_old_number_is_not_on_the_branch(world):
    genuine = world.commune.facts.lines[-1]
    thief = FactLog(world.commune.key)
    minted = Laptop(COMMUNE)
    thief.say(enrolment.certify(minted.request, Grant(("write",), "C", 0, 2), world.commune.key, AT))
    world.revoke_by_the_root(world.commune, (world.commune.facts.log, genuine.seq, genuine.hash))
    assert states(world.trust(thief), minted, world.second) == ["fallen", "active"]


def test_a_station_with_admit_revokes_one_without_and_never_one_with(world):
    world.commune.revoke(world.second)
    world.district.revoke(world.commune)
    trust = world.trust()
    assert states(trust, world.second, world.commune) == ["revoked", "active"]


def test_a_station_revokes_nobody_outside_its_reach(world):
    neighbour, its_second = Laptop(NEIGHBOUR), Laptop(NEIGHBOUR)
    world.district.certify(neighbour, ("write", "admit"), unit_key=1)
    neighbour.certify(its_second)
    world.laptops += [neighbour, its_second]
    world.commune.revoke(its_second)
    assert states(world.trust(), its_second) == ["active"]
    world.district.revoke(its_second)
    assert states(world.trust(), its_second) == ["revoked"]


def test_a_revocation_written_after_the_revokers_own_end_falls_with_it(world):
    end = world.commune.facts.lines[-1]
    world.commune.revoke(world.second)
    assert states(world.trust(), world.second) == ["revoked"]
    world.revoke_by_the_root(world.commune, (world.commune.facts.log, end.seq, end.hash))
    assert states(world.trust(), world.second) == ["active"]


def test_retirement_refuses_nothing_and_serves_no_more(world):
    world.second.facts.say(Retirement(station=world.second.station, at=AT).signed(world.second.key))
    trust = world.trust()
    assert states(trust, world.second) == ["retired"]
    assert world.second.station not in trust.active_stations(COMMUNE)
    assert judge(trust, world.second, seq=99) == "valid"


def test_a_sibling_without_admit_retires_nobody(world):
    world.second.facts.say(Retirement(station=world.commune.station, at=AT).signed(world.second.key))
    assert states(world.trust(), world.commune) == ["active"]
    world.district.facts.say(Retirement(station=world.commune.station, at=AT).signed(world.district.key))
    assert states(world.trust(), world.commune) == ["retired"]


@given(st.integers(0, 2**32))
@settings(deadline=None, max_examples=15)
def test_the_order_and_repetition_of_facts_never_matter(seed):
    world = Province()
    minted, twin = Laptop(COMMUNE), world.commune.facts.fork()
    end = world.commune.facts.lines[-1]
    world.commune.certify(minted, series="C")
    twin.say(Retirement(station=world.second.station, at=AT).signed(world.commune.key))
    world.revoke_by_the_root(world.commune, (world.commune.facts.log, end.seq, end.hash))
    chance = random.Random(seed)
    lines, by_root = world.lines(twin) * 2, world.by_root * 2
    chance.shuffle(lines)
    chance.shuffle(by_root)
    one = TrustState(world.root.public, by_root, lines, parent_of)
    other = world.trust(twin)
    assert one.stations() == other.stations()
    assert (one.cuts, one.retired) == (other.cuts, other.retired)
    assert one.recipients("down", world.district.station, COMMUNE) == other.recipients("down", world.district.station, COMMUNE)


# Verdicts by unit


@pytest.mark.parametrize(
    ("who", "kind", "unit", "verdict"),
    [
        ("commune", "main", COMMUNE, "valid"),
        ("commune", "main", NEIGHBOUR, "refused"),
        ("commune", "main", DISTRICT, "refused"),
        ("commune", "down", COMMUNE, "refused"),
        ("commune", "fact", COMMUNE, "valid"),
        ("commune", "fact", DISTRICT, "refused"),
        ("second", "main", COMMUNE, "valid"),
        ("district", "main", DISTRICT, "valid"),
        ("district", "main", COMMUNE, "refused"),
        ("district", "down", DISTRICT, "valid"),
        ("district", "down", COMMUNE, "valid"),
        ("district", "down", FAR, "refused"),
        ("district", "down", PROVINCE, "refused"),
        ("province", "down", FAR, "valid"),
    ],
)
def test_an_op_counts_only_in_the_reach_of_its_station(world, who, kind, unit, verdict):
    assert judge(world.trust(), getattr(world, who), unit, kind) == verdict
