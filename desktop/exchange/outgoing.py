"""Collect what a package carries: what any active station of the recipient lacks, by the newest receipt of each.

A lost stick costs nothing and one dead laptop blocks nobody: the same runs travel again until they are acknowledged.
Sealing commits in a transaction of its own before the first byte is written anywhere, and is never rolled back.
"""

import re
import secrets as randomness
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from db import blobs, exchange
from db.driver import Connection
from db.log import Tip as HeldTip
from db.log import seal
from desktop import trusting
from desktop.exchange import own_receipts, scope
from desktop.exchange.scope import PackageKind
from desktop.keys.secrets_kept import Secrets
from desktop.office import Office
from desktop.packages import segments
from desktop.packages.parts import Parts
from desktop.packages.receipts import Have
from desktop.packages.segments import LOG_KINDS, SegmentParts, log_name, split_log
from desktop.packages.signing import SigningKey
from desktop.packages.trust import TrustState
from desktop.reporting import periods

_SNAPSHOT: Final = re.compile(rb'"snapshot":"([0-9a-f]{64})"')
_ALL: Final = ("up", "home", "down")
_AUDIENCES: Final = {"up": ("up", "down"), "down": ("up", "down"), "home": _ALL, "handover": _ALL}


def new_package_id() -> str:
    """Return 32 random hex digits."""
    return randomness.token_hex(16)


def seal_all(office: Office) -> None:
    """Sign every line of this station's logs that is not in a segment yet.

    A copy signs nothing, it would fork the log; nor does a revoked station, for whom nothing more counts.
    """
    if office.identity.is_copy or office.identity.is_revoked:
        return
    with office.writing() as connection:
        key = Secrets.load(connection).keys.signing
        for kind in LOG_KINDS:
            seal(connection, log_name(office.identity.station, kind), lambda said: sealed(said, key))


def sealed(said: dict[str, object], key: SigningKey) -> bytes:
    """Return the seal of a run that the store describes."""
    return segments.seal(str(said["log"]), int(str(said["from"])), int(str(said["to"])), str(said["prev"]), str(said["tip"]), key)


@dataclass(frozen=True, slots=True)
class Collected:
    """The parts of one package.

    Attributes:
        parts: What goes in.
        kept_back: (log, first, tip) of a run → how many value lines of it are held here and do not leave the unit.
    """

    parts: Parts
    kept_back: Mapping[tuple[str, int, str], int]

    @property
    def ops(self) -> int:
        """How many lines of main and down logs are in it."""
        return sum(last - first + 1 for _, first, last in self.ranges)

    @property
    def ranges(self) -> tuple[tuple[str, int, int], ...]:
        """(log, first, last) of the runs of main and down logs."""
        return tuple((one.log, one.first, one.last) for one in self._runs)

    @property
    def left_out(self) -> tuple[tuple[str, int], ...]:
        """(log, how many) of the value lines of these runs that stay here."""
        found: dict[str, int] = {}
        for one in self._runs:
            found[one.log] = found.get(one.log, 0) + self.kept_back[one.log, one.first, one.tip]
        return tuple((log, lines) for log, lines in found.items() if lines)

    @property
    def _runs(self) -> Iterator[SegmentParts]:
        return (one for one in self.parts.segments if one.log_kind != "fact")


def collect(
    office: Office, connection: Connection, kind: PackageKind, to: str, trust: TrustState, *, everything: bool = False
) -> Collected:
    """Return what a package of this kind to this unit carries."""
    readers = None if everything else scope.readers(office, connection, trust, to)
    known = None if readers is None else [receipt.have for receipt in readers]
    wanted = {mark for have in known or () for mark in have.lines}
    parts: list[SegmentParts] = []
    kept_back: dict[tuple[str, int, str], int] = {}
    for log in exchange.logs(connection):
        station, log_kind = split_log(log.name)
        if log_kind == "fact":
            runs = exchange.runs_beyond(connection, log, None, ())
        elif scope.travels(office, trust, kind, to, log.unit, log_kind):
            tips = None if known is None else [_tips(have, log.name) for have in known]
            runs = exchange.runs_beyond(connection, log, tips, wanted)
        else:
            continue
        for run in runs:
            packed = exchange.run_bytes(connection, log.key, run, _AUDIENCES[kind])
            parts.append(SegmentParts(station, log_kind, run.first, run.last, run.tip, run.seal, packed.lines, packed.values))
            kept_back[log.name, run.first, run.tip] = packed.left_out
    circle = to if kind == "down" else ""
    have = scope.have_of(office, connection, scope.concerned(connection, to, trust) if circle else None)
    told = sorted({to} | trust.reach.predecessors(to)) if circle else ()
    decisions = [one for unit in told for one in periods.decisions_for(office, connection, unit)]
    own = own_receipts.sign_anew(office, connection, circle, have, decisions)
    whole = Parts(
        segments=tuple(parts),
        root_facts=trusting.root_facts(connection),
        have=have,
        receipts=(own, *scope.passed_on(office, connection, kind, to, trust)),
        snapshots=_snapshots(connection, parts, {mark for one in known or () for mark in one.snapshots}),
    )
    return Collected(whole, kept_back)


def _tips(have: Have, log: str) -> Sequence[HeldTip]:
    return [(tip.seq, tip.hash) for tip in have.tips.get(log, ())]


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
        if kind == "fact" or (kind == "down" and trust.reach.within(office.identity.unit, log.unit)):
            for run in exchange.runs_beyond(connection, log, None, ()):
                packed = exchange.run_bytes(connection, log.key, run, _AUDIENCES["down"])
                found.append(SegmentParts(station, kind, run.first, run.last, run.tip, run.seal, packed.lines, packed.values))
    return Parts(segments=tuple(found), root_facts=trusting.root_facts(connection))
