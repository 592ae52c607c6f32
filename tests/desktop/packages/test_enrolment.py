"""A laptop becomes a station without a network: request up, words both ways, answer down."""

from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from desktop.errors import Problem
from desktop.language.words import words_of
from desktop.packages import enrolment, package, sealing, signing, strict_json
from desktop.packages.age_text import recipient_text
from desktop.packages.parts import Parts
from desktop.packages.statements import read_verified, request_of
from tests.desktop.packages.stations import AT, COMMUNE, DISTRICT, FAR, NEIGHBOUR, Laptop, Province, parent_of


@pytest.fixture
def world():
    return Province()


def refused(action, *arguments, **options):
    with pytest.raises(Problem) as caught:
        action(*arguments, **options)
    return caught.value


def answer(world, giver, laptop, **heading):
    """The giver certifies a laptop the usual way and returns the answer for it."""
    trust = world.trust()
    request = request_of(laptop.request)
    grant = enrolment.default_grant(request, giver.station, trust, is_upper=False)
    giver.facts.say(enrolment.admit(laptop.request, grant, giver.key, trust, AT))
    for fact in enrolment.hand_over([giver.unit_key], laptop.station, request.age, world.trust(), giver.key, AT):
        giver.facts.say(fact)
    return answer_of(world, giver, laptop, **heading)


def answer_of(world, giver, laptop, **heading):
    parts = Parts(tuple(one.facts.segment() for one in world.laptops if one.facts.rows), tuple(world.by_root))
    written = package.Heading(kind="enrol", package="cd" * 16, number=0, at=AT, unit=laptop.unit, station=laptop.station)
    chain = world.trust().chain_for(giver.station)
    return package.build(parts, replace(written, **heading), giver.key, chain, [laptop.keys.age_recipient])


def accept(world, raw, laptop, words=None):
    words = enrolment.root_words(world.root.public) if words is None else words
    return enrolment.accept(raw, words, laptop.request, laptop.keys.age_identity, parent_of)


def test_a_request_is_one_line_that_its_own_key_signed(world):
    raw = enrolment.request_bytes(world.commune.request)
    assert raw.count(b"\n") == 1
    statement, request = enrolment.read_request(raw)
    assert statement == world.commune.request
    assert (request.unit, request.era, request.station) == (COMMUNE, "2024", world.commune.station)


def test_the_words_of_a_request_change_with_every_field(world):
    said = request_of(world.commune.request)
    words = {enrolment.request_words(world.commune.request)}
    value = strict_json.loads(said.bytes(), 4096)
    other = Laptop(COMMUNE)
    for change in (
        {"unit": NEIGHBOUR},
        {"age": other.keys.age_recipient},
        {"unit_key": other.unit_key.recipient},
        {"recovery": other.recovery.recipient},
        {"name": "Xã khác"},
        {"at": ""},
        {"id": "0" * 32},
    ):
        words.add(enrolment.request_words(signing.sign("request", strict_json.dumps(value | change), world.commune.key)))
    assert len(words) == 8


def test_every_changed_byte_of_a_request_is_refused(world):
    raw = enrolment.request_bytes(world.commune.request)
    for at in range(len(raw)):
        changed = bytearray(raw)
        changed[at] ^= 1 << at % 7
        assert refused(enrolment.read_request, bytes(changed)).code in ("not_a_package", "damaged", "forged", "too_new")
        assert refused(enrolment.read_request, raw[:at]).code in ("not_a_package", "damaged")
    assert refused(enrolment.read_request, raw + b"\n").code == "damaged"


@pytest.mark.parametrize("field", ["age", "unit_key", "recovery"])
@pytest.mark.parametrize("point", [bytes(32), (1).to_bytes(32, "little"), ((1 << 255) - 20).to_bytes(32, "little")])
def test_an_age_key_that_opens_for_everybody_is_refused(world, field, point):
    value = strict_json.loads(world.commune.request.payload, 4096) | {field: recipient_text(point)}
    statement = signing.sign("request", strict_json.dumps(value), world.commune.key)
    assert refused(enrolment.read_request, enrolment.request_bytes(statement)).code == "damaged"


def test_a_signing_key_that_fits_every_text_is_refused(world):
    """The neutral point: (R = identity, S = 0) verifies over anything, and the library says so."""
    neutral = (1).to_bytes(32, "little")
    value = strict_json.loads(world.commune.request.payload, 4096) | {"key": strict_json.b64(neutral)}
    payload = strict_json.dumps(value)
    statement = signing.Statement("request", payload, signing.station_id(neutral), neutral + bytes(32))
    Ed25519PublicKey.from_public_bytes(neutral).verify(statement.signature, b"any text")
    assert refused(enrolment.read_request, enrolment.request_bytes(statement)).code == "damaged"


def test_words_are_asked_for_compared_folded_and_named_where_they_differ(world):
    right = enrolment.request_words(world.commune.request)
    missing = refused(enrolment.check_words, None, right)
    assert (missing.code, missing.where) == ("fingerprint_needed", right)
    assert refused(enrolment.check_words, "  ", right).code == "fingerprint_needed"
    words = right.split()
    other = " ".join([*words[:4], "suối-trong" if words[4] != "suối-trong" else "rừng-già", *words[5:]])
    wrong = refused(enrolment.check_words, other, right)
    assert wrong.code == "wrong_fingerprint"
    assert "Từ thứ 5" in wrong.message
    enrolment.check_words(right.upper().replace("-", " "), right)


def test_the_words_of_the_root_are_never_shown(world):
    raw = answer(world, world.district, Laptop(NEIGHBOUR))
    right = enrolment.root_words(world.root.public)
    for typed in (None, "", words_of(bytes(32))):
        problem = refused(enrolment.check_words, typed, right, hidden=True)
        assert problem.where == "--root"
        assert not any(word in problem.message for word in right.split())
    assert package.peek(raw).root_key == world.root.public


def test_the_whole_way_from_request_to_certified(world):
    laptop = Laptop(NEIGHBOUR, "Xã Ka Lăng")
    accepted = accept(world, answer(world, world.district, laptop), laptop)
    assert accepted.root_key == world.root.public
    standing = accepted.trust.standing(laptop.station)
    assert (standing.state, standing.certificate.rights, standing.certificate.series) == ("active", ("write", "admit"), "")
    assert [key.recipient for key in accepted.trust.current_keys(NEIGHBOUR)] == [laptop.unit_key.recipient]
    assert accepted.trust.recipients("up", laptop.station, DISTRICT)


def test_a_second_laptop_gets_the_units_key_from_the_first_one_and_drops_its_own(world):
    laptop = Laptop(COMMUNE)
    accepted = accept(world, answer(world, world.commune, laptop), laptop)
    certificate = accepted.trust.standing(laptop.station).certificate
    assert (certificate.series, certificate.rights, certificate.unit_key) == ("C", ("write",), 0)
    held = enrolment.received_keys(laptop.station, COMMUNE, laptop.keys.age_identity, accepted.trust)
    assert held == [world.commune.unit_key]
    assert laptop.station in accepted.trust.sealing_keys(COMMUNE)[0].holders


def test_a_key_that_does_not_open_to_what_it_says_is_not_taken(world):
    laptop, false = Laptop(COMMUNE), Laptop(COMMUNE)
    trust = world.trust()
    grant = enrolment.default_grant(request_of(laptop.request), world.commune.station, trust, is_upper=False)
    world.commune.facts.say(enrolment.admit(laptop.request, grant, world.commune.key, trust, AT))
    wrong = replace(world.commune.unit_key, identity=false.unit_key.identity)
    for fact in enrolment.hand_over([wrong], laptop.station, laptop.keys.age_recipient, world.trust(), world.commune.key, AT):
        world.commune.facts.say(fact)
    assert enrolment.received_keys(laptop.station, COMMUNE, laptop.keys.age_identity, world.trust()) == []


def test_a_station_hands_over_only_keys_that_it_holds_by_the_facts(world):
    stranger = Laptop(COMMUNE)
    arguments = (world.second.station, world.second.keys.age_recipient, world.trust(), world.commune.key, AT)
    assert enrolment.hand_over([stranger.unit_key], *arguments) == []
    assert len(enrolment.hand_over([world.commune.unit_key], *arguments)) == 1


@pytest.mark.parametrize(
    ("giver", "unit", "rights"),
    [
        ("district", FAR, ("write",)),
        ("commune", NEIGHBOUR, ("write",)),
        ("commune", COMMUNE, ("down",)),
        ("second", COMMUNE, ("write",)),
    ],
)
def test_nobody_admits_beyond_his_reach_or_gives_what_he_has_not(world, giver, unit, rights):
    laptop, by = Laptop(unit), getattr(world, giver)
    grant = enrolment.Grant(rights, "", 0, 1)
    assert refused(enrolment.admit, laptop.request, grant, by.key, world.trust(), AT).code == "not_allowed"


def test_a_revoked_station_admits_nobody(world):
    world.revoke_by_the_root(world.commune, (world.commune.facts.log, 1, world.commune.facts.tip))
    grant = enrolment.Grant(("write",), "C", 0, 1)
    assert refused(enrolment.admit, Laptop(COMMUNE).request, grant, world.commune.key, world.trust(), AT).code == "not_allowed"


def test_an_answer_for_another_laptop_is_misaddressed(world):
    laptop, sibling, neighbour = Laptop(COMMUNE), Laptop(COMMUNE), Laptop(NEIGHBOUR)
    raw = answer(world, world.commune, laptop)
    assert refused(accept, world, raw, sibling).code == "misaddressed"
    assert refused(accept, world, raw, neighbour).code == "misaddressed"


def test_other_root_words_accept_nothing(world):
    laptop = Laptop(NEIGHBOUR)
    raw = answer(world, world.district, laptop)
    assert refused(accept, world, raw, laptop, words_of(bytes(32))).code == "wrong_fingerprint"
    assert refused(accept, world, raw, laptop, "").code == "fingerprint_needed"


def test_an_answer_by_another_root_fails_at_the_words(world):
    """The swapped answer: made by somebody with a root of his own, for the very request that was carried up."""
    laptop, false = Laptop(NEIGHBOUR), Province()
    raw = answer(false, false.district, laptop)
    assert refused(accept, world, raw, laptop).code == "wrong_fingerprint"


def test_an_answer_without_a_certificate_for_this_very_request_is_refused(world):
    laptop = Laptop(NEIGHBOUR)
    value = strict_json.loads(laptop.request.payload, 4096)
    swapped = signing.sign("request", strict_json.dumps(value | {"name": "Xã khác"}), laptop.key)
    asked, laptop.request = laptop.request, swapped
    raw = answer(world, world.district, laptop)
    laptop.request = asked
    assert refused(accept, world, raw, laptop).code == "unknown_sender"


def test_an_ordinary_package_is_no_answer(world):
    raw = answer_of(world, world.district, world.commune, kind="down")
    assert refused(accept, world, raw, world.commune).code == "not_allowed"


SERIES = [
    ("the first station of a unit", None, [], ""),
    ("the second one from above", None, [""], "R1"),
    ("the third one from above", None, ["", "R1"], "R2"),
    ("the first one that the first admits", "", [""], "B"),
    ("the next one", "", ["", "B"], "C"),
    ("one that B admits", "B", ["", "B"], "BB"),
    ("the next one of B", "B", ["", "B", "BB"], "BC"),
    ("one that R1 admits", "R1", ["", "R1"], "R1B"),
]


@pytest.mark.parametrize(("giver", "used", "letters"), [row[1:] for row in SERIES], ids=[row[0] for row in SERIES])
def test_letters_of(world, giver, used, letters):
    for number, series in enumerate(used, 1):
        world.district.certify(Laptop(NEIGHBOUR), series=series, serial=number)
    assert enrolment.next_series(request_of(Laptop(NEIGHBOUR).request), giver, world.trust()) == letters


def test_a_station_that_asks_again_keeps_its_letters(world):
    assert enrolment.next_series(request_of(world.second.request), None, world.trust()) == "B"


def test_letters_are_never_given_twice_even_after_a_revocation(world):
    world.commune.revoke(world.second)
    assert enrolment.next_series(request_of(Laptop(COMMUNE).request), "", world.trust()) == "C"


def test_letters_run_out_with_a_plain_answer(world):
    for number, letter in enumerate("BCDEFGHIJKLMNOPQRSTUVWXYZ", 1):
        world.district.certify(Laptop(NEIGHBOUR), series=letter, serial=number)
    assert refused(enrolment.next_series, request_of(Laptop(NEIGHBOUR).request), "", world.trust()).code == "not_allowed"


def test_by_default_an_upper_unit_may_also_send_down(world):
    grant = enrolment.default_grant(request_of(Laptop("2024:110").request), world.province.station, world.trust(), is_upper=True)
    assert grant == enrolment.Grant(("write", "admit", "down"), "", 1, 2)


def test_a_unit_whose_holders_are_gone_gets_a_new_key_number(world):
    world.revoke_by_the_root(world.commune, (world.commune.facts.log, 1, world.commune.facts.tip))
    grant = enrolment.default_grant(request_of(Laptop(COMMUNE).request), world.district.station, world.trust(), is_upper=False)
    assert (grant.unit_key, grant.series) == (2, "R1")


def test_the_roots_own_station_has_all_rights_and_may_send_down(world):
    root = read_verified(world.by_root[0], type(world.trust().root), world.root.public)
    assert (root.unit, root.name) == ("2024:12", "Gốc")
    assert world.trust().may(world.province.station, "down", COMMUNE)


def test_an_answer_opens_for_its_station_only(world):
    laptop = Laptop(NEIGHBOUR)
    raw = answer(world, world.district, laptop)
    assert refused(package.open_package, raw, [laptop.unit_key.identity, world.district.unit_key.identity]).code == "misaddressed"
    assert sealing.recipient_of(laptop.keys.age_identity) == laptop.keys.age_recipient
