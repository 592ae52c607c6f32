"""Made tests/vectors/packages once, for format 1: `python -m tests.desktop.packages.make_vectors FOLDER`.

The vectors are data: they are committed and never made again, because what was written in 2024 must be readable by
whatever comes later. Run this into another folder to see how they came about, or for the vectors of a next format.
Keys come from a seed; age itself is random, so no two runs give the same bytes. One fault in each file.
"""

import hashlib
import json
import sys
import tarfile
from dataclasses import replace
from pathlib import Path

import zstandard

from desktop.packages import armour, members, package, parts, sealing, segments, signing, strict_json
from desktop.packages import envelope as line_one
from desktop.packages.envelope import Part
from desktop.packages.parts import Parts
from desktop.packages.receipts import Have, Receipt, Tip, sign_receipt
from desktop.packages.statements import ZERO
from tests.desktop.packages.stations import AT, COMMUNE, DISTRICT, NEIGHBOUR, PARENTS, Province, goi

SEED = "sodanvan vectors 1"


def line(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def main_segment(key, changed=b""):
    """Return one line of a main log with its `up` value line; `changed` stands in the line for what was sealed."""
    values = line({"salt": strict_json.b64(bytes(16)), "values": {"name": "Bản Nậm Ngà", "households": 42}})
    fields = [["up", "kept", ["name", "households"], hashlib.sha256(values).hexdigest()]]
    skeleton = {"prev": ZERO, "seq": 1, "lamport": 1, "at": AT, "by": "lan", "schema": 1, "unit": COMMUNE, "register": "village"}
    row = line(skeleton | {"record": "018e2d3c-0000-7000-8000-000000000001", "kind": "set", "over": [], "lines": fields})
    tip = hashlib.sha256(row).hexdigest()
    sealed = segments.seal(key.station, 1, 1, ZERO, tip, key)
    travelling = row.replace(b'"by":"lan"', changed) if changed else row
    return segments.SegmentParts(key.station, "main", 1, 1, tip, sealed, travelling + b"\n", {"up": values + b"\n"})


def whole(world, changed=b""):
    """Return every kind of part that format 1 knows."""
    key = world.commune.key
    have = Have(tips={key.station: (Tip(1, "ab" * 32),)}, lines=("cd" * 32,))
    receipt = sign_receipt(Receipt(station=key.station, unit=COMMUNE, number=1, at=AT, have=have), key)
    runs = [laptop.facts.segment() for laptop in (world.province, world.district, world.commune)]
    files = {hashlib.sha256(content).hexdigest(): content for content in (b"snapshot", b"%PDF-1.4")}
    (snapshot, attachment) = files.items()
    return Parts((main_segment(key, changed), *runs), tuple(world.by_root), have, (receipt,), dict([snapshot]), dict([attachment]))


def signed_again(world, raw, tar=None, packed=None, claim=None):
    """Return the package with another tar or zstd stream inside, sealed and signed as a dishonest sender would."""
    seen = package.peek(raw)
    packed = members.compress(tar) if packed is None else packed
    sealed = sealing.seal(packed, [world.district.unit_key.recipient])
    inner = claim or Part(sha256=hashlib.sha256(tar).hexdigest(), size=len(tar))
    said = json.loads(seen.content.bytes())
    said |= {
        "sealed": {"sha256": hashlib.sha256(sealed).hexdigest(), "size": len(sealed)},
        "tar": {"sha256": inner.sha256, "size": inner.size},
    }
    statement = signing.sign("envelope", strict_json.dumps(said), world.commune.key)
    return line_one._line(statement, seen.chain) + sealed


def one_header(name="a", size=0, **fields):
    info = tarfile.TarInfo(name)
    info.size = size
    for field, value in fields.items():
        setattr(info, field, value)
    return info.tobuf(tarfile.USTAR_FORMAT)


def with_line(raw, change):
    """Return the package with its line 1 read, changed and written again."""
    first, _, sealed = raw.partition(b"\n")
    return strict_json.dumps(change(json.loads(first))) + b"\n" + sealed


def in_payload(old, new):
    def change(value):
        payload = strict_json.unb64(value["payload"])
        assert old in payload
        return value | {"payload": strict_json.b64(payload.replace(old, new))}

    return change


def faults_of_line_1(world, raw):
    """Name → bytes, for what can be wrong before anything is opened."""
    other = signing.sign("receipt", strict_json.unb64(json.loads(raw.partition(b"\n")[0])["payload"]), world.commune.key)
    later = signing.sign("envelope", b'{"format":2}', world.commune.key).value()
    stranger = Province(SEED + " of somebody else")
    return {
        "not_a_package-zip": b"PK\x03\x04" + bytes(60),
        "damaged-cut-short": raw[:-1],
        "damaged-cut-in-line-1": raw[:1000],
        "damaged-byte-behind": raw + b"\0",
        "damaged-sealed-bit": raw[:-100] + bytes([raw[-100] ^ 1]) + raw[-99:],
        "damaged-blank-in-line-1": raw.replace(b'","payload"', b'", "payload"', 1),
        "damaged-key-twice": raw.replace(b',"signatures"', b',"payload":"","signatures"', 1),
        "damaged-crlf": raw.replace(b"\n", b"\r\n", 1),
        "forged-readdressed": with_line(raw, in_payload(b'"recipient":{"unit":"2024:107"', b'"recipient":{"unit":"2024:108"')),
        "forged-other-purpose": with_line(raw, lambda value: value | {"signatures": other.value()["signatures"]}),
        "forged-chain-without-middle": with_line(raw, lambda value: value | {"chain": [value["chain"][0], value["chain"][2]]}),
        "too_new-format-2": with_line(raw, lambda value: value | later),
        "unknown_sender-other-root": goi(stranger, whole(stranger)),
        "misaddressed-neighbour": with_neighbour(world),
    }


def with_neighbour(world):
    """Return a package from the commune to a neighbour, as a district's leader might copy it onto the wrong stick."""
    heading = package.Heading(kind="up", package="ab" * 16, number=7, at=AT, unit=NEIGHBOUR)
    chain = world.trust().chain_for(world.commune.station)
    return package.build(whole(world), heading, world.commune.key, chain, [world.district.unit_key.recipient])


def faults_inside(world, raw):
    """Name → bytes, for what a dishonest sender may have signed."""
    tar, end = members.pack(parts.to_members(whole(world))), bytes(1024)
    pax = one_header(size=400 << 20, type=b"x")
    bomb = zstandard.ZstdCompressor(level=3).compress(bytes(200 << 20))
    changed = replace(whole(world), segments=(main_segment(world.commune.key, b'"by":"tam"'), *whole(world).segments[1:]))
    return {
        "damaged-member-link": signed_again(world, raw, one_header(type=tarfile.SYMTYPE, linkname="/etc/passwd") + end),
        "damaged-member-device": signed_again(world, raw, one_header(type=tarfile.CHRTYPE) + end),
        "damaged-member-climbs": signed_again(world, raw, one_header("../a") + end),
        "damaged-member-absolute": signed_again(world, raw, one_header("/etc/passwd") + end),
        "damaged-member-twice": signed_again(world, raw, one_header() + one_header() + end),
        "damaged-pax-400-mb": signed_again(world, raw, pax + end),
        "damaged-tar-without-end": signed_again(world, raw, tar[:-1024]),
        "damaged-tar-hash": signed_again(world, raw, tar, claim=Part(sha256="00" * 32, size=len(tar))),
        "damaged-tar-size": signed_again(world, raw, tar, claim=Part(sha256=hashlib.sha256(tar).hexdigest(), size=len(tar) + 512)),
        "damaged-zstd-bomb": signed_again(world, raw, packed=bomb, claim=Part(sha256="00" * 32, size=1 << 20)),
        "damaged-logs-not-as-named": signed_again(world, raw, members.pack({"have.json": b'{"tips":{}}'})),
        "forged-line-not-sealed": signed_again(world, raw, members.pack(parts.to_members(changed))),
    }


def main(folder):
    world = Province(SEED)
    raw = goi(world, whole(world))
    opened = package.open_package(raw, [world.district.unit_key.identity])
    text = armour.text(raw).replace(b"\n", b"\r\n")
    written = {"format-1": raw, "format-1-text": text, "damaged-text-cut-short": text[:-80]}
    files = written | faults_of_line_1(world, raw) | faults_inside(world, raw)
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / f"{name}.goi").write_bytes(content)
    (folder / "format-1.key").write_text(world.district.unit_key.identity + "\n", encoding="ascii")
    expected = {
        "root_key": strict_json.b64(world.root.public),
        "unit": DISTRICT,
        "parents": PARENTS,
        "sender": {"station": world.commune.station, "unit": COMMUNE, "name": "Xã Pa Vệ Sủ"},
        "members": {name: hashlib.sha256(content).hexdigest() for name, content in sorted(opened.members.items())},
        "verdicts": {name: name.partition("-")[0] if not name.startswith("format-1") else "ok" for name in files},
    }
    text = json.dumps(expected, ensure_ascii=False, indent=1)
    (folder / "expected.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
