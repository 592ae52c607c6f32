"""Line 1 alone: what our own writer refuses to make, and chains that a forger might try."""

import hashlib
from dataclasses import replace

import msgspec
import pytest

from desktop.errors import Problem
from desktop.packages import enrolment, envelope, members, package, segments, signing, strict_json
from desktop.packages.enrolment import Grant
from desktop.packages.parts import Parts
from desktop.packages.statements import ZERO
from tests.desktop.packages.stations import AT, COMMUNE, DISTRICT, Laptop, Province


@pytest.fixture(scope="module")
def world():
    return Province()


@pytest.fixture(scope="module")
def chain(world):
    return world.trust().chain_for(world.commune.station)


def packed(world, key, chain):
    heading = package.Heading(kind="up", package="ab" * 16, number=1, at=AT, unit=DISTRICT)
    return package.build(Parts(), heading, key, chain, [world.district.unit_key.recipient])


def code(action, *arguments):
    with pytest.raises(Problem) as caught:
        action(*arguments)
    return caught.value.code


def certificate(laptop, key, rights=("write",), *, as_root=False):
    return enrolment.certify(laptop.request, Grant(rights, "", 0, 1), key, AT, as_root=as_root)


def test_the_writer_needs_one_to_eight_certificates(world, chain):
    content = package.peek(packed(world, world.commune.key, chain)).content
    for wrong in ((), chain * 3):
        with pytest.raises(ValueError, match="chain"):
            envelope.write(content, wrong, world.commune.key)


def test_a_line_longer_than_a_megabyte_is_not_written(world, chain):
    content = package.peek(packed(world, world.commune.key, chain)).content
    many = tuple(envelope.LogRange(log=f"{number:020x}", first=1, last=1) for number in range(18_000))
    with pytest.raises(ValueError, match="long"):
        envelope.write(msgspec.structs.replace(content, logs=many), chain, world.commune.key)


def test_segments_that_touch_are_named_as_one_run_and_a_gap_as_two(world, chain):
    key, names, lines = world.commune.key, [ZERO], [b""]
    for seq in range(1, 13):
        lines.append(b'{"prev":"%s","seq":%d}' % (names[-1].encode(), seq))
        names.append(hashlib.sha256(lines[-1]).hexdigest())

    def run(first, last, log_kind="main"):
        sealed = segments.seal(segments.log_name(key.station, log_kind), first, last, names[first - 1], names[last], key)
        body = b"".join(line + b"\n" for line in lines[first : last + 1])
        return segments.SegmentParts(key.station, log_kind, first, last, names[last], sealed, body)

    parts = Parts((run(4, 9), run(1, 3), run(2, 3), run(11, 12), run(1, 1, "fact")))
    heading = package.Heading(kind="up", package="ab" * 16, number=1, at=AT, unit=DISTRICT)
    raw = package.build(parts, heading, key, chain, [world.district.unit_key.recipient])
    named = [(one.log, one.first, one.last) for one in package.peek(raw).content.logs]
    assert named == [(key.station, 1, 9), (key.station, 11, 12), (f"{key.station}.fact", 1, 1)]
    package.read_parts(package.open_package(raw, [world.district.unit_key.identity]))


def test_a_chain_may_hold_certificates_only(world, chain):
    receipt = signing.sign("receipt", chain[1].payload, world.district.key)
    assert code(package.peek, packed(world, world.commune.key, (chain[0], receipt, chain[2]))) == "forged"


def test_a_chain_that_ends_at_a_station_is_forged(world):
    alone = certificate(world.commune, world.commune.key)
    assert code(package.peek, packed(world, world.commune.key, (alone,))) == "forged"


def test_a_certificate_signed_by_another_than_it_names_is_forged(world):
    """Named a root inside, signed as a station with the same key: the name and the signature must agree."""
    named = strict_json.loads(certificate(world.commune, world.root, as_root=True).payload, 1 << 16)
    signed = signing.sign("certificate", strict_json.dumps(named), world.root)
    assert code(package.peek, packed(world, world.commune.key, (signed,))) == "forged"


def test_a_giver_without_the_right_to_admit_is_forged(world):
    giver, other = Laptop(COMMUNE), Laptop(COMMUNE)
    chain = (certificate(other, giver.key), certificate(giver, world.root, as_root=True))
    assert code(package.peek, packed(world, other.key, chain)) == "forged"


def test_a_giver_gives_no_right_that_it_has_not(world):
    giver, other = Laptop(COMMUNE), Laptop(COMMUNE)
    chain = (certificate(other, giver.key, ("write", "down")), certificate(giver, world.root, ("write", "admit"), as_root=True))
    assert code(package.peek, packed(world, other.key, chain)) == "forged"
    wider = (certificate(other, giver.key, ("write", "down")), certificate(giver, world.root, ("write", "admit", "down"), as_root=True))
    assert package.peek(packed(world, other.key, wider)).content.sender.station == other.station


def test_a_sender_that_is_not_the_first_of_its_chain_is_forged(world, chain):
    content = package.peek(packed(world, world.commune.key, chain)).content
    assert code(package.peek, envelope.write(content, chain, world.second.key)) == "forged"
    named = strict_json.loads(content.bytes(), 1 << 16)
    named["sender"]["unit"] = DISTRICT
    statement = signing.sign("envelope", strict_json.dumps(named), world.commune.key)
    line = strict_json.dumps(statement.value() | {"chain": [one.value() for one in chain]}) + b"\n"
    assert code(package.peek, line) == "forged"


def test_a_sender_whose_certificate_fell_with_its_giver_is_refused():
    world = Province()
    minted = Laptop(COMMUNE)
    end = world.commune.facts.lines[-1]
    world.commune.certify(minted, series="C")
    raw = packed(world, minted.key, world.trust().chain_for(minted.station))
    package.check_sender(package.peek(raw), world.trust())
    world.revoke_by_the_root(world.commune, (world.commune.facts.log, end.seq, end.hash))
    assert code(package.check_sender, package.peek(raw), world.trust()) == "revoked"


def test_a_package_of_a_revoked_station_is_taken_and_judged_op_by_op():
    world = Province()
    raw = packed(world, world.commune.key, world.trust().chain_for(world.commune.station))
    world.revoke_by_the_root(world.commune, (world.commune.station, 5, "ab" * 32))
    package.check_sender(package.peek(raw), world.trust())
    assert world.trust().judge(world.commune.station, COMMUNE, 6, "cd" * 32, lambda *_: True) == "refused"


def test_a_fact_that_cannot_be_read_hides_no_other():
    world = Province()
    world.commune.facts.say(signing.sign("confirm", b'{"of":"a later version"}', world.commune.key))
    world.commune.facts.say(signing.sign("receipt", b"{}", world.commune.key))
    third = Laptop(COMMUNE)
    world.commune.certify(third, series="C")
    assert world.trust().standing(third.station).state == "active"


def test_a_station_at_the_end_of_the_longest_chain_admits_nobody():
    world = Province()
    line = [world.commune]
    for _ in range(5):
        line.append(Laptop(COMMUNE))
        line[-2].certify(line[-1], ("write", "admit"))
    world.laptops += line[1:]
    grant = Grant(("write",), "Z", 0, 1)
    assert code(enrolment.admit, Laptop(COMMUNE).request, grant, line[-1].key, world.trust(), AT) == "not_allowed"
    assert enrolment.admit(Laptop(COMMUNE).request, grant, line[-2].key, world.trust(), AT).purpose == "certificate"


def test_the_word_of_a_station_revokes_only_whoever_may_not_admit(world):
    trust = world.trust()
    assert trust.may_revoke(world.district.station, world.second.station)
    assert not trust.may_revoke(world.district.station, world.commune.station)
    assert not trust.may_revoke(world.second.station, world.second.station)


@pytest.mark.parametrize(("limit", "value"), [("LARGEST_TAR", 1024), ("MOST_MEMBERS", 1), ("LARGEST_MEMBER", 2)])
def test_what_no_reader_would_take_is_not_written(monkeypatch, limit, value):
    two = {"a": b"123", "b": b"456"}
    tar = members.pack(two)
    monkeypatch.setattr(members, limit, value)
    assert code(members.pack, two) == "not_allowed"
    digest = hashlib.sha256(tar).hexdigest()
    assert code(members.unpack, members.compress(tar), len(tar), digest) == "damaged"


def test_a_request_in_another_format_says_so(world):
    later = signing.sign("request", b'{"format":2,"all":"new"}', world.commune.key)
    assert code(enrolment.read_request, enrolment.request_bytes(later)) == "too_new"
    broken = replace(later, payload=b'{"format":1}')
    assert code(enrolment.read_request, enrolment.request_bytes(broken)) == "damaged"
