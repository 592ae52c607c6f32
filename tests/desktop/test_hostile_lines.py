"""Lines and keys in bad hands: what is told of them is a code, and the records of everybody stay as they were."""

import hashlib
import json

import pytest

from desktop.actions import inspection
from desktop.commands.exchange import exit_status
from desktop.packages import enrolment, signing, strict_json
from desktop.packages.enrolment import Grant
from desktop.packages.statements import ZERO
from tests.desktop.hostile import Sender, line
from tests.desktop.packages.stations import Laptop, Province
from tests.desktop.world import BAN, HUYEN, NOW, UNITS, XA

STEP = 2**20


@pytest.fixture
def world(exchange_world):
    return exchange_world


def states(world):
    return {unit: world.state(HUYEN, unit=unit.partition(":")[2]) for unit in UNITS.values()}


def refused_of(world, raw, sender):
    """Import what a sender wrote; return the result, the codes of what was not taken, and see that no record moved."""
    before = states(world)
    file = sender.writes(raw)
    seen = inspection.inspect(world[HUYEN], file)["verdict"]
    got = world.bring(HUYEN, file).packages[0]
    assert states(world) == before
    assert (got.records_new, got.records_changed, got.conflicts_new) == (0, 0, 0)
    assert exit_status([got]) != 0
    assert got.result != "refused" or seen == got.code
    return got.result, sorted({str(one["code"]) for one in got.refused_logs} or {str(got.code)})


# Lines


def value(name="Bản Lừa"):
    body = json.dumps({"salt": "AAAAAAAAAAAAAAAAAAAAAA==", "values": {"name": name}}, ensure_ascii=False, separators=(",", ":")).encode()
    return body, b'[["up","kept",["name"],"%s"]]' % hashlib.sha256(body).hexdigest().encode()


BODY, REFS = value()
NO_LINES = {
    "a counter beyond 53 bits": line(lamport=2**53 + 1, refs=REFS),
    "a counter beyond 64 bits": line(lamport=2**64, refs=REFS),
    "a counter of four hundred digits": line(lamport=10**400, refs=REFS),
    "a counter below nothing": line(lamport=-1, refs=REFS),
    "a counter that is a float": line(refs=REFS).replace(b'"lamport":1', b'"lamport":1e0'),
    "a key twice": line(refs=REFS, more=b',"later":1,"later":2'),
    "a key twice at its place": line(refs=REFS).replace(b'"kind":"set"', b'"kind":"set","kind":"set"'),
    "a key twice far inside": line(refs=REFS, more=b',"later":{"a":[{"b":1,"b":2}]}'),
    "an extension that is nested deep": line(refs=REFS, more=b',"later":' + b"[" * 100 + b"]" * 100),
    "not UTF-8": line(refs=REFS).replace(b'"by":"x"', b'"by":"\xff"'),
    "more than a megabyte": line(refs=REFS, more=b',"later":"' + b"x" * (1 << 20) + b'"'),
}


@pytest.mark.parametrize("name", NO_LINES)
def test_a_signed_line_is_damaged_by(name, world):
    sender = Sender(world)
    raw = sender.carrying(sender.run(NO_LINES[name], values=BODY + b"\n"))
    result, codes = refused_of(world, raw, sender)
    assert codes == ["damaged"]
    assert world.lines(HUYEN, sender.log) == [], result


def test_values_of_which_no_line_speaks_are_not_even_looked_at(world):
    sender = Sender(world)
    raw = sender.carrying(sender.run(line(refs=REFS), values=BODY + b"\n" * (3 << 20)))
    assert refused_of(world, raw, sender)[1] == ["damaged"]
    assert world.lines(HUYEN, sender.log) == []


@pytest.mark.parametrize("lamport", [0, STEP + 1, 2**31, 2**53])
def test_a_counter_outside_the_step_counts_for_nothing(world, lamport):
    sender = Sender(world)
    raw = sender.carrying(sender.run(line(lamport=lamport, refs=REFS), values=BODY + b"\n"))
    assert refused_of(world, raw, sender) == ("merged", ["not_allowed"])
    assert [verdict for _, _, verdict in world.lines(HUYEN, sender.log)] == ["refused"]


def test_whoever_drives_the_counter_as_far_as_it_goes_stops_nobody(world):
    """Step by step to the end of each stride; the district writes on, and its own lines stay within the step."""
    sender, rows, prev = Sender(world), [], ZERO
    for seq in range(1, 101):
        rows.append(line(prev=prev, seq=seq, lamport=seq * STEP, refs=REFS if seq == 1 else b"[]"))
        prev = hashlib.sha256(rows[-1]).hexdigest()
    assert world.bring(HUYEN, sender.writes(sender.carrying(sender.run(*rows, values=BODY + b"\n")))).packages[0].result == "merged"
    mine = world.add(HUYEN)
    world.edit(HUYEN, mine, name="Ghi tiếp được")
    assert world.value(HUYEN, mine) == "Ghi tiếp được"
    assert {verdict for _, _, verdict in world.lines(HUYEN, world.station(HUYEN))} == {"valid"}


@pytest.mark.parametrize("unit", [UNITS[BAN], UNITS[HUYEN], "2025:03448", "*", "", "2024:99999"])
def test_a_record_of_another_unit_is_not_allowed(world, unit):
    sender = Sender(world)
    raw = sender.carrying(sender.run(line(unit=unit, refs=REFS), values=BODY + b"\n"))
    assert refused_of(world, raw, sender) == ("merged", ["not_allowed"])


# Repetition and other addresses


def test_a_package_that_comes_again_at_any_time_changes_nothing(world):
    record = world.add(XA, name="Cũ")
    (old,) = world.export(XA)
    world.bring(HUYEN, old)
    world.edit(XA, record, name="Mới")
    (new,) = world.export(XA)
    world.bring(HUYEN, new)
    before, state = world.everything(HUYEN)["rows"], states(world)
    for file in (old, new, old):
        got = world.bring(HUYEN, file).packages[0]
        assert (got.result, got.code) == ("duplicate", None)
    after = world.everything(HUYEN)["rows"]
    assert {table for table in before if before[table] != after[table]} <= {"package", "meta"}
    assert (states(world), world.value(HUYEN, record)) == (state, "Mới")


def test_a_package_turned_to_another_address_is_forged_and_one_sent_there_misaddressed(world):
    (file,) = world.export(XA)
    line_1, _, sealed = file.read_bytes().partition(b"\n")
    said = json.loads(line_1)
    turned = strict_json.unb64(said["payload"]).replace(UNITS[HUYEN].encode(), UNITS[BAN].encode())
    other = strict_json.dumps(said | {"payload": strict_json.b64(turned)}) + b"\n" + sealed
    assert turned != strict_json.unb64(said["payload"])
    stick = file.with_name("doi.goi")
    stick.write_bytes(other)
    for name, path, code in ((BAN, stick, "forged"), (HUYEN, stick, "forged"), (BAN, file, "misaddressed")):
        assert world.bring(name, path).packages[0].code == code


# Keys


class Forger(Sender):
    """Sends under any key and any chain."""

    def under(self, key, *chain):
        self.key, self.chain, self.log = key, chain, key.station
        return self.carrying(self.run(line(refs=REFS), values=BODY + b"\n"))


@pytest.fixture
def forger(world):
    made = Forger(world)
    made.honest = made.key, made.chain
    return made


def certificate(laptop, key, rights=("write",), *, as_root=False):
    return enrolment.certify(laptop.request, Grant(rights, "", 0, 1), key, NOW, as_root=as_root)


def test_a_stranger_of_another_root_is_unknown(world, forger):
    other = Province()
    raw = forger.under(other.commune.key, *other.trust().chain_for(other.commune.station))
    assert refused_of(world, raw, forger) == ("refused", ["unknown_sender"])


def test_a_key_under_a_chain_that_is_not_its_own_is_forged(world, forger):
    (key, chain), stranger = forger.honest, Laptop(UNITS[XA])
    assert refused_of(world, forger.under(stranger.key, *chain), forger) == ("refused", ["forged"])
    assert refused_of(world, forger.under(key, chain[0]), forger) == ("refused", ["forged"])
    assert refused_of(world, forger.under(key, *reversed(chain)), forger) == ("refused", ["forged"])
    own = certificate(stranger, stranger.key)
    assert refused_of(world, forger.under(stranger.key, own, *chain), forger) == ("refused", ["forged"])


def test_rights_that_the_giver_has_not_are_forged(world, forger):
    (key, chain), minted = forger.honest, Laptop(UNITS[XA])
    raw = forger.under(minted.key, certificate(minted, key, ("write", "admit", "down")), *chain)
    assert refused_of(world, raw, forger) == ("refused", ["forged"])


@pytest.mark.parametrize("unit", [UNITS[BAN], UNITS[HUYEN]])
def test_a_certificate_beyond_the_givers_unit_is_an_unknown_sender(world, forger, unit):
    (key, chain), minted = forger.honest, Laptop(unit)
    raw = forger.under(minted.key, certificate(minted, key), *chain)
    assert refused_of(world, raw, forger) == ("refused", ["unknown_sender"])


def test_a_signature_for_another_purpose_opens_nothing(world, forger):
    raw = forger.under(forger.honest[0], *forger.honest[1])
    line_1, _, sealed = raw.partition(b"\n")
    said = json.loads(line_1)
    receipt = signing.sign("receipt", strict_json.unb64(said["payload"]), forger.key)
    other = strict_json.dumps(said | {"signatures": receipt.value()["signatures"]}) + b"\n" + sealed
    assert refused_of(world, other, forger) == ("refused", ["forged"])


# Values


def test_a_figure_of_a_day_in_no_reporting_year_stops_no_import(world):
    """A slip or a trick: the record comes, and whoever reads it sees the day."""
    sender, record = Sender(world), "018e2d3c-0000-7000-8000-000000000001"
    values = {"form": "DV-05", "column": "9", "kind": "phat_sinh", "date_from": "9998-01-01", "date_to": "9999-12-31", "value": "3"}
    body = json.dumps({"salt": "AAAAAAAAAAAAAAAAAAAAAA==", "values": values}, separators=(",", ":")).encode()
    refs = json.dumps([["up", "kept", list(values), hashlib.sha256(body).hexdigest()]], separators=(",", ":")).encode()
    row = line(refs=refs).replace(b'"village"', b'"opening_figure"')
    got = world.bring(HUYEN, sender.writes(sender.carrying(sender.run(row, values=body + b"\n")))).packages[0]
    assert (got.result, got.records_new) == ("merged", 1)
    assert world.value(HUYEN, record, "date_to", "opening_figure") == "9999-12-31"
