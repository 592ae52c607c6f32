"""Whose logs, receipts and marks go to whom: the circles that a package is made for.

A unit's lines go to it, to those above it and to its own laptops; a superior's down log to all below it. A unit that took
another one over stands in its place. What a receipt says of others is cut to those whom its reader may know of.
"""

from collections.abc import Collection, Iterator
from typing import Any, Literal

from db import exchange, ingest
from db.driver import Connection
from desktop import trusting
from desktop.exchange import own_receipts
from desktop.office import Office
from desktop.packages import signing
from desktop.packages.receipts import Have, Receipt, Tip, read_receipt
from desktop.packages.segments import split_log
from desktop.packages.signing import Statement
from desktop.packages.trust import TrustState
from desktop.reporting import periods

PackageKind = Literal["up", "home", "down", "handover"]


def readers(office: Office, connection: Connection, trust: TrustState, to: str) -> list[Receipt] | None:
    """Return the newest receipt of every station that is served for the recipient; None when one has never given any."""
    found: list[Receipt] = []
    kept = exchange.receipts(connection)
    for station in trust.served(to):
        if station == office.identity.station:
            continue
        certificate = trust.standing(station).certificate
        if station not in kept or certificate is None:
            return None
        found.append(read_receipt(signing.decode(kept[station][1], own_receipts.LIMIT), certificate.subject.public))
    return found or None


def travels(office: Office, trust: TrustState, kind: PackageKind, to: str, unit: str, log_kind: str) -> bool:
    """Say whether a log of `unit` goes into a package of this kind to unit `to`; fact logs always do and are not asked for."""
    if kind == "home":
        return True
    if kind in ("up", "handover"):
        return trust.reach.within(unit, office.identity.unit) or (kind == "handover" and log_kind == "down")
    theirs = {to} | trust.reach.predecessors(to)
    return unit in theirs or (log_kind == "down" and any(trust.reach.within(one, unit) for one in theirs))


def below(office: Office, trust: TrustState) -> list[str]:
    """Return the units to which packages go down: those of the lists, and those that mergers alone put below, with a laptop."""
    listed = [unit.key for unit in office.directory.below(office.identity.unit, None)]
    own = office.identity.unit
    return [*listed, *(unit for unit in trust.units() if unit not in listed and trust.reach.is_merged_below(unit, own))]


def concerned(connection: Connection, to: str, trust: TrustState) -> set[str]:
    """Return the units about which a subordinate is told what is held: itself and those below it."""
    return {to} | {log.unit for log in exchange.logs(connection) if trust.reach.within(log.unit, to)}


def have_of(office: Office, connection: Connection, owners: Collection[str] | None = None) -> Have:
    """Return what this station holds and lacks, of everybody or of these units."""
    names = None if owners is None else {log.name for log in exchange.logs(connection) if log.unit in owners}
    tips = {log: tuple(Tip(seq, full) for seq, full in found) for log, found in exchange.all_tips(connection, names).items()}
    return Have(
        tips=tips,
        lines=tuple(exchange.wanted_values(connection, office.owned, owners)),
        snapshots=tuple(periods.wanted_snapshots(office, connection, owners)),
        erased=tuple(exchange.erased_marks(connection, owners)),
        **_troubles(office, connection, owners),
    )


def _troubles(office: Office, connection: Connection, owners: Collection[str] | None) -> dict[str, Any]:
    """Return what is lacking, held back and refused here of these units' logs: whoever wrote them is told what became of it."""
    pieces = [one for one in ingest.held(connection) if owners is None or (one.unit or one.sender) in owners]
    gaps = {one.log: ingest.missing_ranges(connection, one.log) for one in pieces if one.reason == ingest.GAP}
    refused = {log: seq for log, unit, seq in exchange.refused_logs(connection) if owners is None or unit in owners}
    trust = trusting.trust_of(office, connection) if refused else None
    return {
        "missing": {log: tuple(found) for log, found in gaps.items() if found},
        "waiting": tuple(one.log for one in pieces if one.reason != ingest.GAP),
        "refused": {log: (seq, why_refused(trust, log)) for log, seq in refused.items()} if trust else {},
    }


def why_refused(trust: TrustState, log: str) -> str:
    """Return the code under which lines of a log count for nothing: its station was ended, or wrote what it may not."""
    ended = log in trust.cuts or trust.standing(split_log(log)[0]).state == "fallen"
    return "revoked" if ended else "not_allowed"


def passed_on(office: Office, connection: Connection, kind: PackageKind, to: str, trust: TrustState) -> Iterator[Statement]:
    """Give the receipts of others: all within the unit; above, and to a successor, those from below; below, those of its stations.

    A unit that was taken over learns from its successor's what has arrived there.

    What a superior told this unit is cut to it and would mislead the superior's own stations.
    """
    top, heirs = {"home": "", "down": to}.get(kind, office.identity.unit), trust.reach.successors(to)
    for station, (_, body) in sorted(exchange.receipts(connection).items()):
        subject = trust.standing(station).subject
        if subject is not None and (not top or subject.unit in heirs or trust.reach.within(subject.unit, top)):
            yield signing.decode(body, own_receipts.LIMIT)
