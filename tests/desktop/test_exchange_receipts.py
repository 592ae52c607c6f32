"""What everybody tells everybody about what he holds: sticks may be lost, late and doubled, and nothing is sent for ever."""

import json

import pytest
from msgspec import structs

from db.store import get_meta
from desktop.actions import packages, periods, status
from desktop.commands.exchange import exit_status
from desktop.errors import Problem
from desktop.exchange import own_receipts
from desktop.exchange.incoming import take_parts
from desktop.exchange.scope import have_of
from desktop.keys.secrets_kept import Secrets
from desktop.packages import package
from desktop.packages.parts import Parts
from desktop.packages.receipts import Decision, Tip, read_receipt, sign_receipt
from desktop.reporting import decisions as periods_known
from tests.desktop.world import BAN, HAI, HUYEN, XA

COMMUNE, NEIGHBOUR, Q1 = "2024:03448", "2024:03433", "2024-Q1"


@pytest.fixture
def world(exchange_world):
    return exchange_world


def ops(world, name, **how):
    return packages.export(world[name], world.stick(), **how).written[0].collected.ops


def parts_of(world, reader, file):
    """Open a package as its reader does."""
    raw = file.read_bytes()
    with world[reader].reading() as connection:
        return package.read_parts(package.open_package(raw, Secrets.load(connection).identities))


def receipts_in(world, reader, file):
    parts = parts_of(world, reader, file)
    return {statement.keyid: json.loads(statement.payload) for statement in parts.receipts}


def test_nothing_travels_again_once_it_is_acknowledged(world):
    world.add(XA)
    assert ops(world, XA) > 0
    world.send(XA, HUYEN)
    assert ops(world, XA) > 0
    world.send(HUYEN, XA)
    assert ops(world, XA) == 0
    assert ops(world, XA, everything=True) > 0


def test_a_lost_package_costs_nothing(world):
    seen = world.add(XA)
    world.export(XA)
    other = world.add(XA)
    world.export(XA)
    got = world.send(XA, HUYEN)
    assert (got.result, got.missing) == ("merged", [])
    assert all(world.value(HUYEN, one) for one in (seen, other))
    assert world.state(HUYEN) == world.state(XA)


def test_a_reader_that_never_gave_a_receipt_gets_everything(world):
    world.add(XA)
    world.send(XA, HUYEN)
    world.send(HUYEN, XA)
    world.admit(XA, HAI)
    assert ops(world, XA, kind="home") == ops(world, XA, kind="home", everything=True)


def test_what_one_laptop_of_the_reader_holds_the_other_may_still_lack(world):
    """The newest receipt of every active station of the recipient counts, not that of the last one."""
    world.admit(XA, HAI)
    world.send(XA, HAI, kind="home")
    world.send(HAI, XA, kind="home")
    world.add(XA)
    world.send(XA, HUYEN)
    world.send(HUYEN, XA)
    assert ops(world, HUYEN, to=COMMUNE) > 0
    world.send(HUYEN, HAI)
    world.send(HAI, HUYEN)
    world.send(XA, HUYEN)
    assert ops(world, HUYEN, to=COMMUNE) == 0


def test_a_number_grows_only_when_what_is_told_is_new(world):
    def number():
        with world[HUYEN].reading() as connection:
            return get_meta(connection, "receipt_number")

    world.export(HUYEN)
    first = number()
    world.export(HUYEN)
    assert number() == first
    world.add(XA)
    world.send(XA, HUYEN)
    world.export(HUYEN)
    assert number() == first + 1


def test_a_subordinate_is_told_only_what_concerns_it(world):
    for name in (XA, BAN):
        world.add(name)
        world.send(name, HUYEN)
    (file,) = world.export(HUYEN, to=COMMUNE)
    told = receipts_in(world, XA, file)
    tips = told[world.station(HUYEN)]["have"]["tips"]
    assert world.station(XA) in tips
    assert not any(log.startswith((world.station(BAN), world.station(HUYEN))) for log in tips)
    assert set(told) == {world.station(HUYEN), world.station(XA)}
    assert parts_of(world, XA, file).have.tips.keys() == tips.keys()


def test_what_a_superior_told_a_commune_does_not_go_back_up(world):
    world.add(XA)
    world.send(XA, HUYEN)
    world.send(HUYEN, XA)
    (file,) = world.export(XA)
    assert set(receipts_in(world, HUYEN, file)) == {world.station(XA)}


def test_a_sibling_hears_of_the_superiors_receipt(world):
    world.admit(XA, HAI)
    world.send(XA, HUYEN)
    world.send(HUYEN, XA)
    world.send(XA, HAI, kind="home")
    assert world.station(HUYEN) in world.receipts(HAI)


def test_a_late_receipt_changes_nothing(world):
    world.add(XA)
    late = world.export(XA)
    world.add(XA)
    world.send(XA, HUYEN)
    number = world.receipts(HUYEN)[world.station(XA)]
    got = world.bring(HUYEN, *late).packages[0]
    assert (got.result, got.code) == ("duplicate", None)
    assert world.receipts(HUYEN)[world.station(XA)] == number


def test_one_number_with_other_content_is_rolled_back_for_the_receipt_only(world):
    world.clone(XA, "copy")
    mine, yours = world.add(XA), world.add("copy")
    world.send(XA, HUYEN)
    got = world.send("copy", HUYEN)
    receipt = {"log": f"{world.station(XA)}.receipt", "from": world.receipts(HUYEN)[world.station(XA)], "code": "rolled_back"}
    assert got.result == "merged"
    assert receipt in got.refused_logs
    assert world.value(HUYEN, mine) == world.value(HUYEN, yours)
    assert exit_status([got]) == 3


def told_again(world, teller, **changes):
    """Return what a station's newest receipt says, with something else in it, signed by that station."""
    with world[teller].writing() as connection:
        key = Secrets.load(connection).keys.signing
        honest = read_receipt(own_receipts.sign_anew(world[teller], connection, "", have_of(world[teller], connection)), key.public)
    return sign_receipt(structs.replace(honest, number=10**6, **changes), key)


def take_receipt(world, reader, statement):
    """Let a receipt come in a package of the district's, as it would be passed on."""
    (file,) = world.export(HUYEN, to=COMMUNE)
    with world[reader].writing() as connection:
        return take_parts(world[reader], connection, Parts(receipts=(statement,)), package.peek(file.read_bytes()), file.name)


def test_tips_that_are_unknown_here_cover_nothing(world):
    """The commune says that it holds lines of the district's which the district never wrote."""
    world.send(HUYEN, XA)
    made = world.add(HUYEN, "doc_catalog")
    with world[XA].reading() as connection:
        have = have_of(world[XA], connection)
    log = f"{world.station(HUYEN)}.down"
    lie = told_again(world, XA, have=structs.replace(have, tips={**have.tips, log: (Tip(10**6, "ab" * 32),)}))
    assert take_receipt(world, HUYEN, lie).receipts
    world.send(HUYEN, XA)
    assert world.value(XA, made, "title", "doc_catalog")


def test_a_receipt_that_speaks_for_another_unit_is_refused(world):
    """A neighbour signs, as the district, that it has accepted the commune's period."""
    world.send(HUYEN, XA)
    decision = Decision(unit=COMMUNE, period=Q1, version=1, lamport=9, state="accepted", op="x", at="2024-03-20")
    intake = take_receipt(world, XA, told_again(world, BAN, unit="2024:107", decisions=(decision,)))
    assert intake.refused == {f"{world.station(BAN)}.receipt": (0, "forged")}
    assert not intake.receipts


def test_only_a_superior_decides(world):
    """Signed in its own unit's name it is taken, and decides nothing."""
    world.send(HUYEN, XA)
    decision = Decision(unit=COMMUNE, period=Q1, version=1, lamport=9, state="accepted", op="x", at="2024-03-20")
    assert take_receipt(world, XA, told_again(world, BAN, decisions=(decision,))).receipts
    with world[XA].reading() as connection:
        assert periods_known.decision_from_receipt(connection, COMMUNE, Q1) is None


def close_quarter(world):
    world.add(XA, "reception_session", kind="dinh_ky", planned_date="2024-01-08", actor="thu_truong", held=True)
    periods.open_period(world[HUYEN], periods.NewPeriod("quarter", 2024, 1))
    world.send(HUYEN, XA)
    periods.nothing_happened(world[XA], Q1, all_empty=True)
    periods.close_period(world[XA], Q1)
    world.send(XA, HUYEN)


def test_decisions_come_down_in_the_receipt_and_the_highest_counts(world):
    close_quarter(world)
    periods.return_period(world[HUYEN], COMMUNE, Q1, "xem lại cột 2")
    returned = world.export(HUYEN, to=COMMUNE)
    periods.accept_period(world[HUYEN], COMMUNE, Q1)
    accepted = world.export(HUYEN, to=COMMUNE)
    world.bring(XA, *accepted)
    assert periods.show(world[XA], Q1).standing.state == "accepted"
    world.bring(XA, *returned)
    assert periods.show(world[XA], Q1).standing.state == "accepted"


def test_comments_come_down_with_a_return(world):
    close_quarter(world)
    periods.return_period(world[HUYEN], COMMUNE, Q1, "xem lại", cell="DV-05:2")
    world.send(HUYEN, XA)
    standing = periods.show(world[XA], Q1).standing
    assert (standing.state, [one.text for one in standing.comments]) == ("returned", ["xem lại"])


def test_status_says_how_far_the_superior_acknowledged(world):
    world.add(XA)
    log = world.station(XA)
    assert world.log(XA, log)["delivered"] == 0
    world.send(XA, HUYEN)
    world.send(HUYEN, XA)
    row = world.log(XA, log)
    assert row["delivered"] == row["have"] == row["sealed"]
    assert status.status(world[XA])["held"] == []


def test_a_named_recipient_must_be_one_of_that_kind(world):
    for name, how in ((XA, {"to": NEIGHBOUR}), (HUYEN, {"to": "2024:107"}), (HUYEN, {"kind": "up", "to": COMMUNE})):
        with pytest.raises(Problem) as problem:
            world.export(name, **how)
        assert problem.value.code == "unknown_unit"
