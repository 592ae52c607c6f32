"""Packages of a certified station whose owner means ill: everything is signed and sealed as it should be, but what is inside."""

import hashlib
import json
import tarfile
from pathlib import Path

import zstandard

from desktop import trusting
from desktop.exchange.outgoing import new_package_id
from desktop.keys.secrets_kept import Secrets
from desktop.packages import envelope as line_one
from desktop.packages import members, package, parts, sealing, segments, signing, strict_json
from desktop.packages.package import Heading
from desktop.packages.statements import ZERO
from tests.desktop.world import HUYEN, NOW, UNITS, XA, World

END = bytes(2 * members.BLOCK)


def header(name: str = "a", size: int = 0, **fields: object) -> bytes:
    """Return one raw USTAR header that says these things."""
    info = tarfile.TarInfo(name)
    info.size = size
    for field, value in fields.items():
        setattr(info, field, value)
    return info.tobuf(tarfile.USTAR_FORMAT)


def member(name: str, content: bytes) -> bytes:
    """Return a header and its content, as a tar holds them."""
    return header(name, len(content)) + content + bytes(-len(content) % members.BLOCK)


class Sender:
    """The commune's laptop in bad hands: its key, its chain, the latest package that it made honestly."""

    def __init__(self, world: World, name: str = XA, to: str = HUYEN) -> None:
        self.world, self.to = world, UNITS[to]
        with world[name].reading() as connection:
            self.key, trust = Secrets.load(connection).keys.signing, trusting.trust_of(world[name], connection)
        self.chain = trust.chain_for(self.key.station)
        self.recipients = trust.recipients("up", self.key.station, self.to)
        self.log = self.key.station
        world.stick().mkdir()
        self.folder = world.folder / f"usb{world._sticks}"

    def writes(self, raw: bytes) -> Path:
        """Put a file on the stick."""
        file = self.folder / f"{hashlib.sha256(raw).hexdigest()[:12]}.goi"
        file.write_bytes(raw)
        return file

    def packs(self, tar: bytes = b"", *, packed: bytes | None = None, claimed: tuple[int, str] | None = None, logs: object = ()) -> bytes:
        """Return a package with this tar (or zstd stream) inside, `claimed` its size and hash."""
        packed = zstandard.ZstdCompressor(level=3).compress(tar) if packed is None else packed
        sealed = sealing.seal(packed, self.recipients)
        size, mark = claimed or (len(tar), hashlib.sha256(tar).hexdigest())
        # The honest writer makes a package without content; what it says is changed and signed again.
        honest = package.build(parts.Parts(), Heading("up", new_package_id(), 1, NOW, self.to), self.key, self.chain, self.recipients)
        said = json.loads(strict_json.unb64(json.loads(honest.partition(b"\n")[0])["payload"])) | {
            "logs": list(logs),
            "sealed": {"sha256": hashlib.sha256(sealed).hexdigest(), "size": len(sealed)},
            "tar": {"sha256": mark, "size": size},
        }
        return self.line_1(strict_json.dumps(said)) + sealed

    def line_1(self, payload: bytes) -> bytes:
        """Return line 1 over any payload."""
        return line_one._line(signing.sign("envelope", payload, self.key), self.chain)

    def holding(self, found: dict[str, bytes]) -> bytes:
        """Return a package with these members, its envelope in order."""
        return self.packs(b"".join(member(name, content) for name, content in found.items()) + END)

    def run(self, *rows: bytes, values: bytes = b"", prev: str = ZERO, first: int = 1, last: int = 0) -> dict[str, bytes]:
        """Return the members of a run of any lines, sealed by the sender's own key."""
        tip = hashlib.sha256(rows[-1]).hexdigest()
        last = last or first + len(rows) - 1
        seal = segments.seal(self.log, first, last, prev, tip, self.key)
        folder = f"segments/{self.log}/main/{first}-{last}-{tip[:8]}"
        found = {f"{folder}/seal.json": seal, f"{folder}/lines.jsonl": b"".join(row + b"\n" for row in rows)}
        return found | ({f"{folder}/up.jsonl": values} if values else {})

    def carrying(self, run: dict[str, bytes]) -> bytes:
        """Return a package with this run."""
        first, last = map(int, next(iter(run)).split("/")[3].split("-")[:2])
        tar = b"".join(member(name, content) for name, content in run.items()) + END
        return self.packs(tar, logs=[{"log": self.log, "from": first, "to": last}])


def line(*, prev: str = ZERO, seq: int = 1, lamport: int = 1, unit: str = UNITS[XA], refs: bytes = b"[]", more: bytes = b"") -> bytes:
    """Return a skeleton that sets these value lines of one record; `more` stands behind its last key."""
    return (
        b'{"prev":"%s","seq":%d,"lamport":%d,"at":"2024-03-10T08:00:00+07:00","by":"x","schema":1,"unit":"%s","register":"village",'
        b'"record":"018e2d3c-0000-7000-8000-000000000001","kind":"set","over":[],"lines":%s%s}'
        % (prev.encode(), seq, lamport, unit.encode(), refs, more)
    )
