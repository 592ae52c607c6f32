"""Collect what a package carries: what any active station of the recipient lacks, by the newest receipt of each.

A lost stick costs nothing and one dead laptop blocks nobody: the same runs travel again until they are acknowledged.
Sealing commits in a transaction of its own before the first byte is written anywhere, and is never rolled back.
"""

import re
import secrets as randomness
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import msgspec

from db import blobs, exchange
from db.driver import Connection
from db.log import Tip as HeldTip
from db.log import seal
from db.store import get_meta, set_meta
from desktop import periods, trusting
from desktop.office import Office
from desktop.packages import segments, signing
from desktop.packages.certificates import within
from desktop.packages.parts import Parts
from desktop.packages.receipts import Have, Receipt, Tip, read_receipt, sign_receipt
from desktop.packages.segments import LOG_KINDS, SegmentParts, log_name, split_log
from desktop.packages.signing import SigningKey, Statement
from desktop.packages.trust import TrustState
from desktop.secrets_kept import Secrets

PackageKind = Literal["up", "home", "down"]
_SNAPSHOT: Final = re.compile(rb'"snapshot":"([0-9a-f]{64})"')
_AUDIENCES: Final = {"up": ("up", "down"), "down": ("up", "down"), "home": ("up", "home", "down")}
_RECEIPT_LIMIT: Final = 48 << 20


def new_package_id() -> str:
    """Return 32 random hex digits."""
    return randomness.token_hex(16)


def seal_all(office: Office) -> None:
    """Sign every line of this station's logs that is not in a segment yet."""
    with office.writing() as connection:
        key = Secrets.load(connection).keys.signing
        for kind in LOG_KINDS:
            seal(connection, log_name(office.identity.station, kind), lambda said: _sealed(said, key))


def _sealed(said: dict[str, object], key: SigningKey) -> bytes:
    return segments.seal(str(said["log"]), int(str(said["from"])), int(str(said["to"])), str(said["prev"]), str(said["tip"]), key)


@dataclass(frozen=True, slots=True)
class Collected:
    """The parts of one package, how many lines of main and down logs are in it, and the ranges of those."""

    parts: Parts
    ops: int
    ranges: tuple[tuple[str, int, int], ...]


def collect(
    office: Office, connection: Connection, kind: PackageKind, to: str, trust: TrustState, *, everything: bool = False
) -> Collected:
    """Return what a package of this kind to this unit carries."""
    readers = None if everything else _readers(office, connection, trust, to)
    known = None if readers is None else [receipt.have for receipt in readers]
    wanted = {mark for have in known or () for mark in have.lines}
    parts: list[SegmentParts] = []
    ranges: list[tuple[str, int, int]] = []
    for log in exchange.logs(connection):
        station, log_kind = split_log(log.name)
        if log_kind == "fact":
            runs = exchange.runs_beyond(connection, log, None, ())
        elif _travels(office, trust, kind, to, log.unit, log_kind):
            tips = None if known is None else [_tips(have, log.name) for have in known]
            runs = exchange.runs_beyond(connection, log, tips, wanted)
        else:
            continue
        for run in runs:
            packed = exchange.run_bytes(connection, log.key, run, _AUDIENCES[kind])
            parts.append(SegmentParts(station, log_kind, run.first, run.last, run.tip, run.seal, packed.lines, packed.values))
            if log_kind != "fact":
                ranges.append((log.name, run.first, run.last))
    have = have_of(office, connection, _told_logs(connection, kind, to, trust))
    whole = Parts(
        segments=tuple(parts),
        root_facts=trusting.root_facts(connection),
        have=have,
        receipts=_receipts(office, connection, kind, to, have),
        snapshots=_snapshots(connection, parts, {mark for one in known or () for mark in one.snapshots}),
    )
    return Collected(whole, sum(last - first + 1 for _, first, last in ranges), tuple(ranges))


def _tips(have: Have, log: str) -> Sequence[HeldTip]:
    return [(tip.seq, tip.hash) for tip in have.tips.get(log, ())]


def _readers(office: Office, connection: Connection, trust: TrustState, to: str) -> list[Receipt] | None:
    """Return the newest receipt of every active station of the recipient; None when one has never given any."""
    found: list[Receipt] = []
    kept = exchange.receipts(connection)
    for station in trust.active_stations(to):
        if station == office.identity.station:
            continue
        certificate = trust.standing(station).certificate
        if station not in kept or certificate is None:
            return None
        found.append(read_receipt(signing.decode(kept[station][1], _RECEIPT_LIMIT), certificate.subject.public))
    return found or None


def _travels(office: Office, trust: TrustState, kind: PackageKind, to: str, unit: str, log_kind: str) -> bool:
    own = office.identity.unit
    if kind == "home":
        return True
    if kind == "up":
        return within(unit, own, trust.parent_of)
    above = within(own, unit, trust.parent_of)
    return (log_kind == "down" and above) or (log_kind == "main" and unit == to)


def _told_logs(connection: Connection, kind: PackageKind, to: str, trust: TrustState) -> Collection[str] | None:
    """Logs whose tips a reader is told: all at home and above; to a subordinate only what concerns it."""
    if kind != "down":
        return None
    return {log.name for log in exchange.logs(connection) if within(log.unit, to, trust.parent_of) or within(to, log.unit, trust.parent_of)}


def have_of(office: Office, connection: Connection, names: Collection[str] | None = None) -> Have:
    """Return what this station holds and lacks."""
    tips = {log: tuple(Tip(seq, full) for seq, full in found) for log, found in exchange.all_tips(connection, names).items()}
    return Have(
        tips=tips,
        lines=tuple(exchange.wanted_values(connection, office.identity.unit)),
        snapshots=tuple(periods.wanted_snapshots(office, connection)),
        erased=tuple(exchange.erased_marks(connection)),
    )


def _receipts(office: Office, connection: Connection, kind: PackageKind, to: str, have: Have) -> tuple[Statement, ...]:
    kept = {station: signing.decode(body, _RECEIPT_LIMIT) for station, (_, body) in exchange.receipts(connection).items()}
    kept.pop(office.identity.station, None)
    passed = [] if kind == "down" else list(kept.values())
    return (_own_receipt(office, connection, kind, to, have), *passed)


def _own_receipt(office: Office, connection: Connection, kind: PackageKind, to: str, have: Have) -> Statement:
    """Return this station's signed receipt; the number grows whenever what it says is new."""
    decisions = tuple(periods.decisions_for(office, connection, to)) if kind == "down" else ()
    key = Secrets.load(connection).keys.signing
    number = get_meta(connection, "receipt_number")
    last = number if isinstance(number, int) else 0
    draft = Receipt(
        station=office.identity.station,
        unit=office.identity.unit,
        number=max(last, 1),
        at=office.clock.now().isoformat(),
        have=have,
        decisions=decisions,
    )
    previous = exchange.receipts(connection).get(office.identity.station)
    if previous is not None:
        before = signing.decode(previous[1], _RECEIPT_LIMIT)
        held = read_receipt(before, key.public)
        if sign_receipt(msgspec.structs.replace(held, at=draft.at, number=draft.number), key).payload == sign_receipt(draft, key).payload:
            return before
    statement = sign_receipt(msgspec.structs.replace(draft, number=last + 1), key)
    set_meta(connection, "receipt_number", last + 1)
    exchange.keep_receipt(connection, office.identity.station, last + 1, statement.encoded())
    return statement


def _snapshots(connection: Connection, parts: Iterable[SegmentParts], wanted: Iterable[str]) -> dict[str, bytes]:
    """Return the snapshots that the lines of these runs name, and those that a reader asks for."""
    named = {found.decode() for part in parts for body in part.values.values() for found in _SNAPSHOT.findall(body)}
    return {mark: body for mark in sorted(named | set(wanted)) if (body := blobs.get(connection, mark)) is not None}


def answer_parts(office: Office, connection: Connection) -> Parts:
    """Return what the answer to a request carries: every fact, and the catalogue that goes down to the new station."""
    found: list[SegmentParts] = []
    trust = trusting.trust_of(connection)
    for log in exchange.logs(connection):
        station, kind = split_log(log.name)
        if kind == "fact" or (kind == "down" and within(office.identity.unit, log.unit, trust.parent_of)):
            for run in exchange.runs_beyond(connection, log, None, ()):
                packed = exchange.run_bytes(connection, log.key, run, _AUDIENCES["down"])
                found.append(SegmentParts(station, kind, run.first, run.last, run.tip, run.seal, packed.lines, packed.values))
    return Parts(segments=tuple(found), root_facts=trusting.root_facts(connection))
