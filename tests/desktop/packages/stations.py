"""Laptops with real keys and real fact logs, and a package that one of them made; nothing here touches a file."""

import hashlib
import json
import secrets
from dataclasses import replace

from desktop.keys.station_keys import HeldKey, StationKeys
from desktop.packages import enrolment, facts, package, sealing, strict_json
from desktop.packages.age_text import identity_text
from desktop.packages.enrolment import Grant
from desktop.packages.package import Heading
from desktop.packages.parts import Parts
from desktop.packages.segments import SegmentParts, log_name, seal
from desktop.packages.signing import SigningKey, Statement
from desktop.packages.statements import ZERO, Line, Request, Revocation
from desktop.packages.trust import TrustState

AT = "2024-03-10T08:00:00+07:00"
PROVINCE, DISTRICT, OTHER_DISTRICT = "2024:12", "2024:107", "2024:110"
COMMUNE, NEIGHBOUR, FAR = "2024:03433", "2024:03434", "2024:03510"
PARENTS = {DISTRICT: PROVINCE, OTHER_DISTRICT: PROVINCE, COMMUNE: DISTRICT, NEIGHBOUR: DISTRICT, FAR: OTHER_DISTRICT}
parent_of = PARENTS.get


class FactLog:
    """A station's fact log: real lines, real hashes, real seals. `fork` gives a second branch."""

    def __init__(self, key, unit=COMMUNE, log_kind="fact"):
        self.key, self.unit, self.log = key, unit, log_name(key.station, log_kind)
        self.kind = log_kind
        self.rows: list[bytes] = []
        self.lines: list[facts.FactLine] = []

    @property
    def tip(self):
        return self.lines[-1].hash if self.lines else ZERO

    def say(self, statement):
        """Append one fact and return its line."""
        skeleton = {"prev": self.tip, "seq": len(self.rows) + 1, "lamport": len(self.rows) + 1, "at": AT, "by": "", "schema": 1}
        skeleton |= {"unit": self.unit, "register": "", "record": "", "kind": "fact", "over": [], "lines": [], "fact": statement.value()}
        row = json.dumps(skeleton, ensure_ascii=False, separators=(",", ":")).encode()
        self.rows.append(row)
        self.lines.append(facts.fact_line(self.log, len(self.rows), hashlib.sha256(row).hexdigest(), skeleton))
        return self.lines[-1]

    def fork(self):
        """Return a second log of the same station that shares every line so far."""
        twin = FactLog(self.key, self.unit, self.kind)
        twin.rows, twin.lines = list(self.rows), list(self.lines)
        return twin

    def segment(self):
        """Return all lines as one sealed segment."""
        body = b"".join(row + b"\n" for row in self.rows)
        sealed = seal(self.log, 1, len(self.rows), ZERO, self.tip, self.key)
        return SegmentParts(self.key.station, self.kind, 1, len(self.rows), self.tip, sealed, body)


def secret(seed, name):
    """Return 32 private bytes: random, or those that belong to a seed."""
    return secrets.token_bytes(32) if seed is None else hashlib.sha256(f"{seed} {name}".encode()).digest()


def held(unit, raw):
    identity = identity_text(raw)
    return HeldKey(unit, 1, sealing.recipient_of(identity), identity)


class Laptop:
    """A station before and after it is certified. With a seed its keys are the same at every run."""

    def __init__(self, unit, name="Xã Pa Vệ Sủ", level="xa", seed=None):
        self.unit, self.name, self.level = unit, name, level
        self.keys = StationKeys(SigningKey(secret(seed, "signing")), identity_text(secret(seed, "age")))
        self.unit_key, self.recovery = (held(unit, secret(seed, name)) for name in ("unit", "recovery"))
        self.facts = FactLog(self.keys.signing, unit)
        self.request = self._request()

    @property
    def station(self):
        return self.keys.station

    @property
    def key(self) -> SigningKey:
        return self.keys.signing

    def _request(self) -> Statement:
        return Request(
            format=1,
            id=hashlib.sha256(self.keys.signing.public).hexdigest()[:32],
            key=strict_json.b64(self.keys.signing.public),
            age=self.keys.age_recipient,
            unit=self.unit,
            level=self.level,
            name=self.name,
            unit_key=self.unit_key.recipient,
            recovery=self.recovery.recipient,
            at=AT,
        ).signed(self.keys.signing)

    def certify(self, other, rights=("write",), series="", unit_key=0, serial=1):
        """Write a certificate for another laptop into the own fact log, whether it is allowed or not."""
        return self.facts.say(enrolment.certify(other.request, Grant(rights, series, unit_key, serial), self.key, AT))

    def revoke(self, other, *lines):
        """Write a revocation of another laptop that leaves these lines standing."""
        said = Revocation(station=other.station, logs=tuple(Line(log=a, seq=b, hash=c) for a, b, c in lines), reason="", at=AT)
        return self.facts.say(said.signed(self.key))


class Province:
    """A province with its root, a district with two communes, all certified in the usual way."""

    def __init__(self, seed=None):
        def seeded(number):
            return None if seed is None else f"{seed} {number}"

        self.root = SigningKey(secret(seed, "root"))
        self.province = Laptop(PROVINCE, "Tỉnh Lai Châu", "tinh", seeded(1))
        self.district = Laptop(DISTRICT, "Huyện Mường Tè", "huyen", seeded(2))
        self.commune, self.second = Laptop(COMMUNE, seed=seeded(3)), Laptop(COMMUNE, seed=seeded(4))
        self.by_root = list(enrolment.self_certified(self.province.request, self.root, "Gốc", AT))
        self.laptops = [self.province, self.district, self.commune, self.second]
        self.province.certify(self.district, ("write", "admit", "down"), unit_key=1)
        self.district.certify(self.commune, ("write", "admit"), unit_key=1)
        self.commune.certify(self.second, ("write",), series="B")

    def by_the_root(self, payload):
        """Let the root say something."""
        self.by_root.append(payload.signed(self.root, as_root=True))

    def revoke_by_the_root(self, other, *lines):
        self.by_the_root(
            Revocation(station=other.station, logs=tuple(Line(log=a, seq=b, hash=c) for a, b, c in lines), reason="mất máy", at=AT)
        )

    def lines(self, *more):
        return [line for laptop in self.laptops for line in laptop.facts.lines] + [line for log in more for line in log.lines]

    def trust(self, *more):
        """Fold every fact there is."""
        return TrustState(self.root.public, self.by_root, self.lines(*more), parent_of)


def goi(world, parts=None, *, sender=None, kind="up", unit=DISTRICT, station="", **heading):
    """Return a package from a laptop, sealed as the facts say."""
    sender, trust = sender or world.commune, world.trust()
    parts = parts or Parts(segments=(world.commune.facts.segment(),), root_facts=tuple(world.by_root))
    written = replace(Heading(kind=kind, package="ab" * 16, number=7, at=AT, unit=unit, station=station), **heading)
    return package.build(parts, written, sender.key, trust.chain_for(sender.station), trust.recipients(kind, sender.station, unit))
