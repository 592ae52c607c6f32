"""A package opens to what went in; whatever happens to it on the way is noticed and named."""

import hashlib
import io
import shutil
import subprocess
import tarfile

import pytest
import zstandard

from desktop.errors import Problem
from desktop.packages import envelope, package, sealing, signing, stick, strict_json
from desktop.packages.parts import Parts
from desktop.packages.receipts import Have, Receipt, Tip, sign_receipt
from tests.desktop.packages.stations import AT, COMMUNE, DISTRICT, NEIGHBOUR, Laptop, Province, goi


@pytest.fixture(scope="module")
def world():
    return Province()


@pytest.fixture(scope="module")
def raw(world):
    return goi(world)


def opened(raw, *keys):
    return package.read_parts(package.open_package(raw, keys))


def code(action, *arguments):
    with pytest.raises(Problem) as caught:
        action(*arguments)
    return caught.value.code


def full_parts(world):
    tips = {world.commune.station: (Tip(3, "ab" * 32), Tip(3, "cd" * 32))}
    have = Have(tips=tips, lines=("ef" * 32,), snapshots=("01" * 32,), attachments=(), erased=("23" * 32,))
    receipt = sign_receipt(Receipt(station=world.commune.station, unit=COMMUNE, number=4, at=AT, have=have), world.commune.key)
    return Parts(
        segments=(world.commune.facts.segment(), world.district.facts.segment()),
        root_facts=tuple(world.by_root),
        have=have,
        receipts=(receipt,),
        snapshots={hashlib.sha256(b"snapshot").hexdigest(): b"snapshot"},
        attachments={hashlib.sha256(b"%PDF").hexdigest(): b"%PDF"},
    )


def test_what_went_in_comes_out(world):
    parts = full_parts(world)
    found = opened(goi(world, parts), world.district.unit_key.identity)
    assert found.have == parts.have
    assert found.receipts == parts.receipts
    assert (found.snapshots, found.attachments) == (parts.snapshots, parts.attachments)
    assert found.segments == tuple(sorted(parts.segments, key=lambda one: one.station))
    assert set(found.root_facts) == set(parts.root_facts)
    assert found.unknown == ()


def test_the_same_parts_give_the_same_tar(world):
    one, other = (package.peek(goi(world, full_parts(world))).content for _ in range(2))
    assert one.tar == other.tar


@pytest.mark.parametrize("holder", ["the recipient's unit", "the sender's unit", "the recipient's paper key"])
def test_an_up_package_opens_for(world, raw, holder):
    identity = {
        "the recipient's unit": world.district.unit_key,
        "the sender's unit": world.commune.unit_key,
        "the recipient's paper key": world.district.recovery,
    }[holder]
    assert opened(raw, identity.identity).segments


def test_an_up_package_opens_for_nobody_else(world, raw):
    for identity in (world.province.unit_key, world.commune.recovery, world.second.unit_key):
        assert code(package.open_package, raw, [identity.identity]) == "misaddressed"
    assert code(package.open_package, raw, []) == "misaddressed"


def test_line_1_says_who_sends_what_to_whom_without_any_key(world, raw):
    seen = package.peek(raw).content
    assert (seen.format, seen.kind, seen.number) == (1, "up", 7)
    assert (seen.sender.station, seen.sender.unit, seen.sender.name) == (world.commune.station, COMMUNE, "Xã Pa Vệ Sủ")
    assert seen.recipient.unit == DISTRICT
    assert [(one.log, one.first, one.last) for one in seen.logs] == [(world.commune.facts.log, 1, 1)]


def test_a_sender_under_our_root_is_taken(world, raw):
    package.check_sender(package.peek(raw), world.trust())


def test_a_sender_under_another_root_is_unknown(raw):
    assert code(package.check_sender, package.peek(raw), Province().trust()) == "unknown_sender"


def test_a_sender_certified_beyond_its_givers_reach_is_unknown(world):
    away = Laptop("2024:03510")
    line = world.district.certify(away, ("write",), unit_key=1)
    chain = (line.statement, *world.trust().chain_for(world.district.station))
    world.district.facts.lines.pop()
    world.district.facts.rows.pop()
    heading = package.Heading(kind="up", package="cd" * 16, number=1, at=AT, unit=DISTRICT)
    raw = package.build(Parts(), heading, away.key, chain, [world.district.unit_key.recipient])
    assert code(package.check_sender, package.peek(raw), world.trust()) == "unknown_sender"


def test_a_package_for_somebody_else_is_misaddressed(raw):
    seen = package.peek(raw)
    package.check_recipient(seen, {DISTRICT}, "any")
    assert code(package.check_recipient, seen, {NEIGHBOUR}, "any") == "misaddressed"


def test_a_package_for_another_station_of_the_unit_is_misaddressed(world):
    seen = package.peek(goi(world, station=world.second.station))
    assert code(package.check_recipient, seen, {DISTRICT}, world.district.station) == "misaddressed"
    package.check_recipient(seen, {DISTRICT}, world.second.station)


def test_turning_a_package_to_another_address_breaks_the_signature(raw):
    line, _, sealed = raw.partition(b"\n")
    value = strict_json.loads(line, len(line))
    payload = strict_json.unb64(value["payload"]).replace(b'"recipient":{"unit":"2024:107"', b'"recipient":{"unit":"2024:108"')
    again = strict_json.dumps(value | {"payload": strict_json.b64(payload)}) + b"\n" + sealed
    assert code(package.peek, again) == "forged"


def test_a_signature_made_for_another_purpose_is_no_envelope(world, raw):
    line, _, sealed = raw.partition(b"\n")
    value = strict_json.loads(line, len(line))
    payload = strict_json.unb64(value["payload"])
    # The commune signed these very bytes, but as a receipt.
    other = signing.sign("receipt", payload, world.commune.key)
    assert signing.is_signed_by(other, world.commune.key.public)
    again = strict_json.dumps(value | {"signatures": other.value()["signatures"]}) + b"\n" + sealed
    assert code(package.peek, again) == "forged"


def test_the_sealed_part_of_another_package_does_not_fit(world, raw):
    line = raw.partition(b"\n")[0]
    other = goi(world).partition(b"\n")[2]
    assert code(package.open_package, line + b"\n" + other, [world.district.unit_key.identity]) == "damaged"


def test_a_later_format_says_so_even_if_it_looks_otherwise(world, raw):
    line, _, sealed = raw.partition(b"\n")
    value = strict_json.loads(line, len(line))
    payload = strict_json.b64(b'{"format":2,"all":"new"}')
    assert code(package.peek, strict_json.dumps(value | {"payload": payload}) + b"\n" + sealed) == "too_new"


@pytest.mark.parametrize(
    ("noise", "expected"),
    [
        (b"", "not_a_package"),
        (b"PK\x03\x04 a zip", "not_a_package"),
        (b"\x00" * 5000, "not_a_package"),
        (b'{"payloadType":"application/vnd.sodanvan.envelope+json"', "damaged"),
        (b'{"payloadType":"application/vnd.sodanvan.envelope+json",' + b" " * (1 << 20), "damaged"),
        (b'{"payloadType":"application/vnd.sodanvan.segment+json"}\n', "damaged"),
    ],
)
def test_noise_is_named(noise, expected):
    assert code(package.peek, noise) == expected


@pytest.mark.parametrize(
    "respell",
    [
        lambda line: line.replace(b'","payload"', b'", "payload"'),
        lambda line: line.replace(b'{"payloadType"', b'{ "payloadType"'),
        lambda line: line[:-1] + b',"more":1}',
        lambda line: line[:-1] + b',"chain":[]}',
        lambda line: line.replace(b'"keyid"', b'"\\u006beyid"', 1),
        lambda line: line.replace(b"+json", b"\\u002bjson", 1),
        lambda line: line + b"\r",
        lambda line: line + b" ",
    ],
)
def test_a_second_spelling_of_line_1_is_refused(raw, respell):
    line, _, sealed = raw.partition(b"\n")
    again = respell(line)
    assert again != line
    assert code(package.peek, again + b"\n" + sealed) in ("damaged", "not_a_package")


def test_a_chain_of_nine_certificates_is_no_envelope(world, raw):
    line, _, sealed = raw.partition(b"\n")
    value = strict_json.loads(line, len(line))
    again = strict_json.dumps(value | {"chain": value["chain"] * 3}) + b"\n" + sealed
    assert len(value["chain"]) * 3 == 9
    assert code(package.peek, again) == "damaged"


def test_a_chain_with_a_certificate_missing_is_forged(raw):
    line, _, sealed = raw.partition(b"\n")
    value = strict_json.loads(line, len(line))
    without_root = strict_json.dumps(value | {"chain": value["chain"][:-1]}) + b"\n" + sealed
    without_middle = strict_json.dumps(value | {"chain": [value["chain"][0], value["chain"][2]]}) + b"\n" + sealed
    assert code(package.peek, without_root) == "forged"
    assert code(package.peek, without_middle) == "forged"


def test_every_flipped_bit_and_every_lost_byte_is_refused(world):
    """A tiny package: each bit of line 1 and of the sealed part, and each length, is refused with a reason."""
    whole = goi(world, Parts(root_facts=()))
    identity = [world.province.unit_key.identity, world.district.unit_key.identity]
    seen = package.peek(whole)
    expected = {"damaged", "forged", "not_a_package", "too_new"}
    # Line 1 costs signatures: one bit of each byte there, every bit behind it.
    for at in range(len(whole)):
        for bit in range(8) if at >= seen.length else (at % 8,):
            changed = bytearray(whole)
            changed[at] ^= 1 << bit
            known = seen if at >= seen.length else None
            with pytest.raises(Problem) as caught:
                package.open_package(bytes(changed), identity, known)
            assert caught.value.code in expected, at
    for length in range(len(whole)):
        with pytest.raises(Problem) as caught:
            package.open_package(whole[:length], identity)
        assert caught.value.code in expected, length
    assert package.open_package(whole, identity).members


def test_an_envelope_that_names_other_logs_than_are_inside_is_refused(world, raw):
    found = package.open_package(raw, [world.district.unit_key.identity])
    fewer = {name: content for name, content in found.members.items() if not name.startswith("segments/")}
    assert code(package.read_parts, package.Opened(found.envelope, fewer)) == "damaged"


def test_a_member_of_a_later_version_is_left_aside_and_named(world, raw):
    found = package.open_package(raw, [world.district.unit_key.identity])
    later = package.Opened(found.envelope, {**found.members, "later/thing.json": b"{}"})
    assert package.read_parts(later).unknown == ("later/thing.json",)


def test_unused_keys_of_the_same_format_are_ignored(world):
    content = strict_json.loads(package.peek(goi(world)).content.bytes(), 1 << 20)
    payload = strict_json.dumps(content | {"later": {"any": ["thing"]}})
    statement = signing.sign("envelope", payload, world.commune.key)
    chain = [one.value() for one in world.trust().chain_for(world.commune.station)]
    line = strict_json.dumps(statement.value() | {"chain": chain}) + b"\n"
    assert envelope.read_line(line).content == package.peek(line).content


def _by_programs(path, key):
    pipe = f"tail -n +2 '{path}' | age -d -i '{key}' | zstd -d -q | tar t"
    return subprocess.run(["bash", "-c", f"set -o pipefail; {pipe}"], capture_output=True, text=True, check=True).stdout.split()


def _by_python(path, identity):
    sealed = path.read_bytes().partition(b"\n")[2]
    tar = zstandard.ZstdDecompressor().decompressobj().decompress(sealing.open_sealed(sealed, [identity]))
    with tarfile.open(fileobj=io.BytesIO(tar)) as found:
        return found.getnames()


def test_standard_programs_open_a_package_ten_years_from_now(world, raw, tmp_path):
    path, key = tmp_path / "x.goi", tmp_path / "key"
    path.write_bytes(raw)
    key.write_text(world.district.unit_key.identity + "\n")
    wanted = sorted(package.open_package(raw, [world.district.unit_key.identity]).members)
    assert _by_python(path, world.district.unit_key.identity) == wanted
    if all(map(shutil.which, ("bash", "tail", "age", "zstd", "tar"))):
        assert _by_programs(path, key) == wanted


def test_names_of_files_carry_no_era(world):
    assert stick.package_name(COMMUNE, "B", DISTRICT, 7, "abcdef" + "0" * 26) == "DV_03433B_107_7_abcdef.goi"
