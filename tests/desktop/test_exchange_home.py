"""Two laptops of one commune: admitted, numbered apart, told everything of each other; the district is told what is due to it."""

import pytest

from desktop.actions import lookup, packages, stations, status
from desktop.errors import Problem
from desktop.keys.secrets_kept import Secrets
from tests.desktop.world import HAI, HUYEN, XA

CITIZEN = "Giàng A Páo ở Seo Thèn"


@pytest.fixture
def world(exchange_world):
    return exchange_world


@pytest.fixture
def pair(world):
    """Two laptops of which the first admitted the second and handed it what it had."""
    world.admit(XA, HAI)
    world.send(XA, HAI, kind="home")
    return world


def visit(world, name):
    session = world.add(name, "reception_session", kind="dinh_ky", planned_date="2024-01-08", actor="thu_truong", held=True)
    return world.add(name, "reception_visit", session_id=session, subject_kind="kien_nghi", citizen_name=CITIZEN)


def unit_keys(world, name):
    with world[name].reading() as connection:
        return {key.recipient for key in Secrets.load(connection).unit_keys if key.number}


def test_the_second_laptop_gets_letters_and_the_right_to_write_only(pair):
    shown = stations.show(pair[HAI])
    assert (shown.identity.series, shown.rights, shown.issuer) == ("B", ("write",), pair.station(XA))


def test_the_second_laptop_holds_the_units_sealing_key_and_its_own_counts_no_more(pair):
    assert unit_keys(pair, HAI) == unit_keys(pair, XA)
    with pair[HAI].reading() as connection:
        numbers = sorted(key.number for key in Secrets.load(connection).unit_keys)
    assert numbers == [0, 1]  # a private key is never thrown away: a late stick may be sealed to it


def test_the_giver_and_the_admitted_need_no_further_words(pair):
    pair.add(HAI)
    assert pair.send(HAI, XA, kind="home").result == "merged"


def test_names_of_citizens_reach_the_sibling_and_never_the_district(pair):
    seen = visit(pair, XA)
    pair.send(XA, HAI, kind="home")
    pair.send(XA, HUYEN)
    assert pair.value(HAI, seen, "citizen_name", "reception_visit") == CITIZEN
    assert pair.value(HUYEN, seen, "citizen_name", "reception_visit") is None
    assert pair.bodies(HUYEN, "home") == []
    assert not any(CITIZEN.encode() in body for body in pair.bodies(HUYEN, "up"))


def test_home_hashes_are_equal_inside_the_unit_and_up_hashes_everywhere(pair):
    visit(pair, XA)
    visit(pair, HAI)
    pair.send(XA, HAI, kind="home")
    pair.send(HAI, XA, kind="home")
    pair.send(HAI, HUYEN)
    assert pair.state(XA, "home") == pair.state(HAI, "home")
    assert pair.state(XA) == pair.state(HAI) == pair.state(HUYEN)
    assert pair.state(HUYEN, "home") is None


def test_both_number_on_with_their_own_letters(pair):
    mine, yours = pair.add(XA), pair.add(HAI)
    pair.send(HAI, XA, kind="home")
    numbers = {record: lookup.show(pair[XA], "model", record).book_no for record in (mine, yours)}
    assert numbers == {mine: "1", yours: "1B"}


def test_a_home_package_after_both_are_even_brings_nothing(pair):
    pair.add(XA)
    pair.send(XA, HAI, kind="home")
    pair.send(HAI, XA, kind="home")
    assert packages.export(pair[XA], pair.stick(), kind="home").written[0].collected.ops == 0


def test_what_came_by_way_of_the_district_gets_its_home_lines_from_the_sibling(pair):
    pair.send(HAI, XA, kind="home")
    seen = visit(pair, XA)
    pair.send(XA, HUYEN)
    pair.send(HUYEN, HAI)
    assert pair.value(HAI, seen, "citizen_name", "reception_visit") is None
    pair.send(HAI, XA, kind="home")
    got = pair.send(XA, HAI, kind="home")
    assert (got.result, got.ops_new) == ("merged", 0)
    assert pair.value(HAI, seen, "citizen_name", "reception_visit") == CITIZEN


@pytest.fixture
def from_above(world):
    """A second laptop that the district admitted; the first one has heard of it."""
    world.admit(HUYEN, HAI)
    world.send(HUYEN, XA)
    return world


def test_a_laptop_admitted_from_above_gets_letters_of_its_own_kind(from_above):
    shown = stations.show(from_above[HAI])
    assert (shown.identity.series, shown.rights) == ("R1", ("write", "admit"))


def test_the_first_home_package_to_it_waits_for_its_words(from_above):
    with pytest.raises(Problem) as problem:
        from_above.export(XA, kind="home")
    assert (problem.value.code, problem.value.where) == ("fingerprint_needed", from_above.station(HAI))
    assert status.status(from_above[XA])["unconfirmed"] == [from_above.station(HAI)]


def test_confirm_asks_for_the_right_words(from_above):
    with pytest.raises(Problem) as problem:
        stations.confirm(from_above[XA], from_above.station(HAI), None)
    assert problem.value.code == "fingerprint_needed"
    with pytest.raises(Problem) as wrong:
        stations.confirm(from_above[XA], from_above.station(HAI), " ".join(reversed(problem.value.where.split())))
    assert wrong.value.code == "wrong_fingerprint"
    with pytest.raises(Problem) as unknown:
        stations.confirm(from_above[XA], from_above.station(HUYEN), "x")
    assert unknown.value.code == "unknown_station"


def test_after_confirming_both_ways_the_key_is_handed_over_and_both_are_even(from_above):
    world = from_above
    seen = visit(world, XA)
    for one, other in ((XA, HAI), (HAI, XA)):
        words = stations.show(world[other]).fingerprint
        if one == HAI:
            world.send(XA, HAI, kind="home")
        stations.confirm(world[one], world.station(other), words)
    assert unit_keys(world, HAI) == unit_keys(world, XA)
    assert world.send(HAI, XA, kind="home").result == "merged"
    world.send(XA, HAI, kind="home")
    assert world.value(HAI, seen, "citizen_name", "reception_visit") == CITIZEN
    assert world.state(XA, "home") == world.state(HAI, "home")


def test_records_saved_before_the_certificate_are_numbered_in_order_of_saving(world):
    first, second = world.add(HAI), world.add(HAI)
    assert lookup.show(world[HAI], "model", first).book_no is None
    world.admit(XA, HAI)
    assert [lookup.show(world[HAI], "model", one).book_no for one in (first, second)] == ["1B", "2B"]


def test_a_home_package_opens_for_the_unit_only(pair):
    pair.add(XA)
    (file,) = pair.export(XA, kind="home")
    got = pair.bring(HUYEN, file).packages[0]
    assert (got.result, got.code) == ("refused", "misaddressed")
