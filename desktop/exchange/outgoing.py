"""Collect what a package carries: what any active station of the recipient lacks, by the newest receipt of each.

A lost stick costs nothing and one dead laptop blocks nobody: the same runs travel again until they are acknowledged.
Sealing commits in a transaction of its own before the first byte is written anywhere, and is never rolled back.
"""

import re
import secrets as randomness
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from db import blobs, exchange
from db.driver import Connection
from db.log import Tip as HeldTip
from db.log import seal
from desktop import trusting
from desktop.exchange import own_receipts
from desktop.keys.secrets_kept import Secrets
from desktop.office import Office
from desktop.packages import segments, signing
from desktop.packages.certificates import within
from desktop.packages.parts import Parts
from desktop.packages.receipts import Have, Receipt, Tip, read_receipt
from desktop.packages.segments import LOG_KINDS, SegmentParts, log_name, split_log
from desktop.packages.signing import SigningKey, Statement
from desktop.packages.trust import TrustState
from desktop.reporting import periods

PackageKind = Literal["up", "home", "down"]
_SNAPSHOT: Final = re.compile(rb'"snapshot":"([0-9a-f]{64})"')
_AUDIENCES: Final = {"up": ("up", "down"), "down": ("up", "down"), "home": ("up", "home", "down")}


def new_package_id() -> str:
    """Return 32 random hex digits."""
    return randomness.token_hex(16)


def seal_all(office: Office) -> None:
    """Sign every line of this station's logs that is not in a segment yet. A copy signs nothing: it would fork the log."""
    if office.identity.is_copy:
        return
    with office.writing() as connection:
        key = Secrets.load(connection).keys.signing
        for kind in LOG_KINDS:
            seal(connection, log_name(office.identity.station, kind), lambda said: _sealed(said, key))


def _sealed(said: dict[str, object], key: SigningKey) -> bytes:
    return segments.seal(str(said["log"]), int(str(said["from"])), int(str(said["to"])), str(said["prev"]), str(said["tip"]), key)


@dataclass(frozen=True, slots=True)
class Collected:
    """The parts of one package.

    Attributes:
        parts: What goes in.
        ops: How many lines of main and down logs are in it.
        ranges: (log, first, last) of these.
        left_out: (log, how many) of value lines to these that are held here and do not leave the unit.
    """

    parts: Parts
    ops: int
    ranges: tuple[tuple[str, int, int], ...]
    left_out: tuple[tuple[str, int], ...]


def collect(
    office: Office, connection: Connection, kind: PackageKind, to: str, trust: TrustState, *, everything: bool = False
) -> Collected:
    """Return what a package of this kind to this unit carries."""
    readers = None if everything else _readers(office, connection, trust, to)
    known = None if readers is None else [receipt.have for receipt in readers]
    wanted = {mark for have in known or () for mark in have.lines}
    parts: list[SegmentParts] = []
    ranges: list[tuple[str, int, int]] = []
    left_out: dict[str, int] = {}
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
                left_out[log.name] = left_out.get(log.name, 0) + packed.left_out
    circle = to if kind == "down" else ""
    have = have_of(office, connection, _concerned(connection, to, trust) if circle else None)
    decisions = periods.decisions_for(office, connection, to) if circle else ()
    own = own_receipts.sign_anew(office, connection, circle, have, decisions)
    whole = Parts(
        segments=tuple(parts),
        root_facts=trusting.root_facts(connection),
        have=have,
        receipts=(own, *_passed_on(office, connection, kind, to, trust)),
        snapshots=_snapshots(connection, parts, {mark for one in known or () for mark in one.snapshots}),
    )
    ops = sum(last - first + 1 for _, first, last in ranges)
    return Collected(whole, ops, tuple(ranges), tuple((log, lines) for log, lines in left_out.items() if lines))


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
        found.append(read_receipt(signing.decode(kept[station][1], own_receipts.LIMIT), certificate.subject.public))
    return found or None


def _travels(office: Office, trust: TrustState, kind: PackageKind, to: str, unit: str, log_kind: str) -> bool:
    own = office.identity.unit
    if kind == "home":
        return True
    if kind == "up":
        return within(unit, own, trust.parent_of)
    return unit == to or (log_kind == "down" and within(own, unit, trust.parent_of))


def _concerned(connection: Connection, to: str, trust: TrustState) -> set[str]:
    """Return the units about which a subordinate is told what is held: itself and those below it."""
    return {to} | {log.unit for log in exchange.logs(connection) if within(log.unit, to, trust.parent_of)}


def have_of(office: Office, connection: Connection, owners: Collection[str] | None = None) -> Have:
    """Return what this station holds and lacks, of everybody or of these units."""
    names = None if owners is None else {log.name for log in exchange.logs(connection) if log.unit in owners}
    tips = {log: tuple(Tip(seq, full) for seq, full in found) for log, found in exchange.all_tips(connection, names).items()}
    return Have(
        tips=tips,
        lines=tuple(exchange.wanted_values(connection, office.identity.unit, owners)),
        snapshots=tuple(periods.wanted_snapshots(office, connection, owners)),
        erased=tuple(exchange.erased_marks(connection, owners)),
    )


def _passed_on(office: Office, connection: Connection, kind: PackageKind, to: str, trust: TrustState) -> Iterator[Statement]:
    """Give the receipts of others: all within the unit; above those from below; to a subordinate those of its own stations.

    What a superior told this unit is cut to it and would mislead the superior's own stations.
    """
    top = {"home": "", "up": office.identity.unit, "down": to}[kind]
    for station, (_, body) in sorted(exchange.receipts(connection).items()):
        subject = trust.standing(station).subject
        if subject is not None and (not top or within(subject.unit, top, trust.parent_of)):
            yield signing.decode(body, own_receipts.LIMIT)


def _snapshots(connection: Connection, parts: Iterable[SegmentParts], wanted: Iterable[str]) -> dict[str, bytes]:
    """Return the snapshots that the lines of these runs name, and those that a reader asks for."""
    named = snapshots_named(part.values for part in parts)
    return {mark: body for mark in sorted(named | set(wanted)) if (body := blobs.get(connection, mark)) is not None}


def snapshots_named(values: Iterable[Mapping[str, bytes]]) -> set[str]:
    """Return the hashes of the frozen figures that value lines (audience → lines) name."""
    return {found.decode() for one in values for body in one.values() for found in _SNAPSHOT.findall(body)}


def answer_parts(office: Office, connection: Connection) -> Parts:
    """Return what the answer to a request carries: every fact, and the catalogue that goes down to the new station."""
    found: list[SegmentParts] = []
    trust = trusting.trust_of(office, connection)
    for log in exchange.logs(connection):
        station, kind = split_log(log.name)
        if kind == "fact" or (kind == "down" and within(office.identity.unit, log.unit, trust.parent_of)):
            for run in exchange.runs_beyond(connection, log, None, ()):
                packed = exchange.run_bytes(connection, log.key, run, _AUDIENCES["down"])
                found.append(SegmentParts(station, kind, run.first, run.last, run.tip, run.seal, packed.lines, packed.values))
    return Parts(segments=tuple(found), root_facts=trusting.root_facts(connection))
