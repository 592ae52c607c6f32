"""Segments, receipts and the names of members: what is verified alone, before anybody's certificate is known."""

from dataclasses import replace

import pytest

from desktop.errors import Problem
from desktop.packages import facts, parts, receipts, segments, signing
from desktop.packages.parts import Parts
from desktop.packages.receipts import Comment, Decision, Have, Receipt, Tip
from desktop.packages.statements import ZERO
from tests.desktop.packages.stations import AT, COMMUNE, FactLog, Laptop, Province

TIP = "ab" * 32


@pytest.fixture(scope="module")
def world():
    made = Province()
    made.commune.certify(Laptop(COMMUNE), series="C", serial=2)
    made.commune.certify(Laptop(COMMUNE), series="D", serial=3)
    return made


@pytest.fixture(scope="module")
def segment(world):
    return world.commune.facts.segment()


def code(action, *arguments):
    with pytest.raises(Problem) as caught:
        action(*arguments)
    return caught.value.code


def test_lines_come_out_with_their_numbers_and_hashes(world, segment):
    found = segments.verified_lines(segment)
    assert [(one.seq, one.hash) for one in found] == [(line.seq, line.hash) for line in world.commune.facts.lines]
    assert [one.line for one in found] == world.commune.facts.rows


def test_a_segment_from_the_middle_of_a_log_is_verified_alone(world):
    log, key = world.commune.facts, world.commune.key
    body = log.rows[1] + b"\n" + log.rows[2] + b"\n"
    sealed = segments.seal(log.log, 2, 3, log.lines[0].hash, log.lines[2].hash, key)
    middle = segments.SegmentParts(key.station, "fact", 2, 3, log.lines[2].hash, sealed, body)
    assert [one.seq for one in segments.verified_lines(middle)] == [2, 3]


CHANGES = {
    "a changed line": lambda s: replace(s, lines=s.lines.replace(b'"lamport":2', b'"lamport":9')),
    "lines in another order": lambda s: replace(s, lines=b"\n".join(reversed(s.lines.splitlines())) + b"\n"),
    "a line missing": lambda s: replace(s, lines=b"".join(s.lines.splitlines(True)[:-1])),
    "a line twice": lambda s: replace(s, lines=s.lines + s.lines.splitlines(True)[-1]),
    "no last newline": lambda s: replace(s, lines=s.lines[:-1]),
    "an empty line": lambda s: replace(s, lines=s.lines + b"\n"),
    "carriage returns": lambda s: replace(s, lines=s.lines.replace(b"\n", b"\r\n")),
    "no lines": lambda s: replace(s, lines=b""),
    "lines that are no JSON": lambda s: replace(s, lines=b"x\n" * 3),
    "lines that are no UTF-8": lambda s: replace(s, lines=b"\xff\n" * 3),
    "another tip": lambda s: replace(s, tip=TIP),
    "another log": lambda s: replace(s, log_kind="main"),
    "another station": lambda s: replace(s, station="00" * 10),
    "a changed seal": lambda s: replace(s, seal=s.seal.replace(b'"sig":"', b'"sig":"AA')),
    "a seal with a blank": lambda s: replace(s, seal=s.seal + b" "),
    "no seal": lambda s: replace(s, seal=b""),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_segment_is_not_authentic_with(segment, change):
    changed = change(segment)
    assert changed != segment
    assert code(segments.verified_lines, changed) == "forged"


def test_a_station_can_only_seal_its_own_logs(world):
    with pytest.raises(ValueError, match="own"):
        segments.seal(world.second.station, 1, 1, ZERO, TIP, world.commune.key)
    said = segments.read_seal(world.commune.facts.segment().seal)
    forged = signing.sign("segment", said.bytes().replace(world.commune.station.encode(), world.second.station.encode()), world.commune.key)
    assert code(segments.read_seal, forged.encoded()) == "forged"


def test_a_seal_over_other_lines_than_it_names_is_not_authentic(world, segment):
    wrong = segments.seal(segment.log, 1, 3, ZERO, TIP, world.commune.key)
    assert code(segments.verified_lines, replace(segment, seal=wrong, tip=TIP)) == "forged"


def test_facts_are_found_in_fact_logs_alone(world, segment):
    main = FactLog(world.commune.key, log_kind="main")
    main.say(world.by_root[0])
    assert facts.facts_of([segment, main.segment()]) == world.commune.facts.lines


def test_a_line_whose_fact_cannot_be_read_keeps_its_place():
    line = facts.fact_line("x.fact", 3, TIP, {"prev": ZERO, "kind": "fact", "fact": {"payloadType": "later"}})
    assert (line.seq, line.prev, line.statement) == (3, ZERO, None)
    assert facts.fact_line("x.fact", 3, TIP, {"kind": "fact"}).statement is None
    assert facts.fact_line("x.fact", 3, TIP, {"kind": "set"}).statement is None


def test_what_a_root_signed_is_listed_once_and_in_order(world):
    one = facts.encode_root_facts(world.by_root * 2)
    assert one == facts.encode_root_facts(reversed(world.by_root))
    assert set(facts.decode_root_facts(one)) == set(world.by_root)
    for wrong in (b"{}", b"[1]", b"[]\n", b""):
        assert code(facts.decode_root_facts, wrong) == "damaged"


# Members


def members_of(segment, **more):
    return parts.to_members(Parts(segments=(segment,), **more))


def test_value_lines_travel_by_audience_and_empty_ones_not_at_all(segment):
    with_values = replace(segment, values={"up": b"{}\n", "home": b""})
    found = parts.to_members(Parts(segments=(with_values,)))
    assert [name.rpartition("/")[2] for name in found if name.startswith("segments")] == ["seal.json", "lines.jsonl", "up.jsonl"]
    assert parts.from_members(found).segments == (replace(with_values, values={"up": b"{}\n"}),)


def test_a_folder_that_names_another_run_than_its_seal_is_refused(segment):
    found = members_of(segment)
    moved = {name.replace("/1-3-", "/1-4-"): content for name, content in found.items()}
    assert code(parts.from_members, moved) == "forged"


@pytest.mark.parametrize("missing", ["seal.json", "lines.jsonl"])
def test_a_segment_without_a_part_is_refused(segment, missing):
    found = {name: content for name, content in members_of(segment).items() if not name.endswith(missing)}
    assert code(parts.from_members, found) == "damaged"


@pytest.mark.parametrize("folder", ["snapshots", "attachments"])
def test_a_file_under_a_hash_that_is_not_its_own_is_refused(folder):
    with pytest.raises(ValueError, match="hash"):
        parts.to_members(Parts(**{folder: {TIP: b"x"}}))
    assert code(parts.from_members, {f"{folder}/{TIP}": b"x"}) == "damaged"


def test_the_same_segment_twice_is_a_fault_of_the_program(segment):
    with pytest.raises(ValueError, match="twice"):
        parts.to_members(Parts(segments=(segment, segment)))


@pytest.mark.parametrize(
    ("name", "content"), [("have.json", b"[]"), ("have.json", b'{"tips":{"x":[]}}'), ("receipt.json", b"{}"), ("receipt.json", b"[{}]")]
)
def test_a_member_that_cannot_be_read_is_refused(name, content):
    assert code(parts.from_members, {name: content}) == "damaged"


def test_unknown_names_are_listed_and_left(segment):
    strange = {"segments/x/main/1-2-aa/seal.json": b"", "have.json.bak": b"", "snapshots/12": b""}
    assert parts.from_members(strange).unknown == tuple(sorted(strange))


# have and receipts


def receipt(laptop, number, **more):
    have = Have(tips={laptop.station: (Tip(2, TIP), Tip(2, "00" * 32))}, **more)
    decision = Decision(
        unit=COMMUNE,
        period="2024-Q1",
        version=1,
        lamport=9,
        state="returned",
        op=f"{laptop.station}/3/{TIP[:16]}",
        at=AT,
        comments=(Comment(cell="DV-05:3", record="", text="Xem lại", at=AT),),
    )
    return Receipt(station=laptop.station, unit=COMMUNE, number=number, at=AT, have=have, decisions=(decision,))


def test_one_state_has_one_spelling(world):
    one = Have(tips={"b" * 20: (Tip(2, TIP), Tip(1, TIP)), "a" * 20: ()}, lines=("ff" * 32, "00" * 32, "ff" * 32))
    other = Have(tips={"a" * 20: (), "b" * 20: (Tip(1, TIP), Tip(2, TIP))}, lines=("00" * 32, "ff" * 32))
    assert receipts.encode_have(one) == receipts.encode_have(other)
    assert receipts.decode_have(receipts.encode_have(one)) == other


def test_a_receipt_is_read_as_it_was_signed(world):
    statement = receipts.sign_receipt(receipt(world.commune, 4), world.commune.key)
    found = receipts.read_receipt(statement, world.commune.key.public)
    assert (found.number, found.decisions[0].comments[0].text) == (4, "Xem lại")
    assert found.have.tips[world.commune.station] == (Tip(2, "00" * 32), Tip(2, TIP))


def test_nobody_signs_a_receipt_for_somebody_else(world):
    with pytest.raises(ValueError, match="own"):
        receipts.sign_receipt(receipt(world.second, 4), world.commune.key)
    forged = receipt(world.second, 4).signed(world.commune.key)
    assert code(receipts.read_receipt, forged, world.commune.key.public) == "forged"
    assert code(receipts.read_receipt, forged, world.second.key.public) == "forged"


def test_newer_replaces_older_is_ignored_and_the_same_number_twice_is_a_rollback(world):
    made = {n: receipts.sign_receipt(receipt(world.commune, n), world.commune.key) for n in (3, 4, 5)}
    other = receipts.sign_receipt(receipt(world.commune, 4, erased=(TIP,)), world.commune.key)
    assert receipts.compare(None, 0, made[4], 4) == "newer"
    assert receipts.compare(made[4], 4, made[5], 5) == "newer"
    assert receipts.compare(made[4], 4, made[3], 3) == "older"
    assert receipts.compare(made[4], 4, made[4], 4) == "same"
    assert receipts.compare(made[4], 4, other, 4) == "rolled_back"


def test_of_several_decisions_the_highest_version_counts_then_the_highest_lamport():
    def decision(version, lamport, state, op="a"):
        return Decision(unit=COMMUNE, period="2024-Q1", version=version, lamport=lamport, state=state, op=op, at=AT)

    these = [decision(2, 1, "accepted"), decision(1, 99, "returned"), decision(2, 0, "returned"), decision(2, 1, "locked", "b")]
    for order in (these, these[::-1]):
        assert receipts.newest_decisions(order)[COMMUNE, "2024-Q1"].state == "locked"


def test_a_seal_longer_than_seals_are_is_not_read():
    assert code(segments.read_seal, b'"' + b"x" * (5 << 10) + b'"') == "forged"
