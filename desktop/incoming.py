"""Take in what an opened package carries: facts first, then runs of logs, then receipts and snapshots.

Everything authentic is kept and carried on, whatever the verdict on its ops; what hangs behind a gap, or whose author
nobody has certified yet, waits and finds its place by itself. Runs inside one transaction, which may be undone.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from db import blobs, exchange, ingest
from db.driver import Connection
from db.ingest import Arrival, Taken
from db.ops import BadLine
from db.store import get_meta, set_meta
from desktop import periods, trusting, units
from desktop.errors import Problem
from desktop.office import Office
from desktop.packages import receipts, segments, signing
from desktop.packages.envelope import Envelope
from desktop.packages.parts import Parts
from desktop.packages.segments import SegmentParts, split_log
from desktop.packages.signing import Statement
from desktop.packages.statements import ZERO
from desktop.packages.trust import TrustState

UNCERTIFIED_LIMIT: Final = 16 << 20


@dataclass(slots=True)
class Intake:
    """What came of the parts of one package."""

    taken: Taken = field(default_factory=Taken)
    facts: bool = False
    receipts: bool = False
    snapshots: bool = False
    refused: dict[str, str] = field(default_factory=dict)
    dropped_home: bool = False
    copy_found: bool = False
    released: set[str] = field(default_factory=set)

    @property
    def brought(self) -> bool:
        """Whether anything came that was not held."""
        return bool(self.taken.new_lines or self.taken.new_values or self.facts or self.receipts or self.snapshots or self.released)


def take_parts(office: Office, connection: Connection, parts: Parts, envelope: Envelope, file: str) -> Intake:
    """Take in the parts of a package that was found right and is for this unit.

    Raises:
        Problem: forged, if a seal is for other lines; damaged, if a line cannot be read.
    """
    intake = Intake()
    intake.facts = trusting.keep_root_facts(connection, parts.root_facts)
    trust = trusting.trust_of(connection)
    arrivals = [_arrival(part, envelope, file) for part in parts.segments]
    for arrival in (one for one in arrivals if split_log(one.log)[1] == "fact"):
        _take(office, connection, arrival, trust, intake)
    intake.facts |= intake.taken.facts
    trust = trusting.apply_facts(office, connection)
    for arrival in (one for one in arrivals if split_log(one.log)[1] != "fact"):
        _take(office, connection, _stripped(arrival, envelope, intake), trust, intake)
    _release(office, connection, trust, intake)
    office.project(connection, sorted(intake.taken.records))
    trusting.apply_facts(office, connection, set(intake.taken.new_lines))
    for statement in parts.receipts:
        _take_receipt(office, connection, statement, trust, intake)
    for mark, body in parts.snapshots.items():
        intake.snapshots |= blobs.put(connection, mark, "snapshot", body)
    return intake


def _arrival(part: SegmentParts, envelope: Envelope, file: str) -> Arrival:
    said = segments.read_seal(part.seal)
    segments.verified_lines(part)
    content = envelope.content
    return Arrival(
        part.log, part.station, "", part.first, part.last, said.prev or ZERO, part.tip, part.seal, part.lines, part.values,
        content.sender.unit, content.package, file,
    )  # fmt: skip


def _stripped(arrival: Arrival, envelope: Envelope, intake: Intake) -> Arrival:
    """Drop `home` lines from a package that has no business to carry any, and say so."""
    if envelope.content.kind == "home" or not arrival.values.get("home"):
        return arrival
    intake.dropped_home = True
    return replace(arrival, values={audience: body for audience, body in arrival.values.items() if audience != "home"})


def _take(office: Office, connection: Connection, arrival: Arrival, trust: TrustState, intake: Intake) -> None:
    station, kind = split_log(arrival.log)
    standing = trust.standing(station)
    if kind != "fact" and standing.state == "unknown":
        _hold_uncertified(connection, arrival, intake)
        return
    if station == office.identity.station and _is_foreign(connection, arrival):
        _found_copy(office, connection, intake)
    unit = standing.subject.unit if standing.subject else arrival.unit
    try:
        ingest.take(connection, replace(arrival, unit=unit), trusting.judge_of(trust, connection), intake.taken)
    except BadLine as error:
        raise Problem("damaged", f"Đoạn {arrival.first}–{arrival.last} không đọc được; cả gói không nhập.", where=arrival.log) from error


def _is_foreign(connection: Connection, arrival: Arrival) -> bool:
    """Whether a run signed by this station's own key ends in a line that it does not hold."""
    return not exchange.holds(connection, arrival.log, arrival.tip)


def _found_copy(office: Office, connection: Connection, intake: Intake) -> None:
    """This laptop is a copy of another: it writes no more until it becomes a new station."""
    intake.copy_found = True
    office.identity = replace(office.identity, is_copy=True)
    set_meta(connection, "identity", office.identity.to_json())


def _hold_uncertified(connection: Connection, arrival: Arrival, intake: Intake) -> None:
    waiting = sum(len(piece.lines) for piece in ingest.held(connection) if piece.reason == "uncertified" and piece.sender == arrival.sender)
    if waiting + len(arrival.lines) > UNCERTIFIED_LIMIT:
        intake.refused[arrival.log] = "unknown_sender"
        return
    ingest.hold(connection, arrival, "uncertified")
    intake.taken.held.add(arrival.log)


def _release(office: Office, connection: Connection, trust: TrustState, intake: Intake) -> None:
    """Let every waiting run in that now fits, until none does."""
    moved = True
    while moved:
        moved = False
        for piece in ingest.held(connection):
            station, _ = split_log(piece.log)
            if piece.reason == "uncertified" and trust.standing(station).state == "unknown":
                continue
            before = len(ingest.held(connection))
            prev = segments.read_seal(piece.seal).prev
            ingest.drop_held(connection, piece.key)
            arrival = Arrival(
                piece.log, station, "", piece.first, piece.last, prev, piece.tip, piece.seal, piece.lines, piece.values, piece.sender,
                piece.package, piece.file,
            )  # fmt: skip
            _take(office, connection, arrival, trust, intake)
            if len(ingest.held(connection)) < before:
                moved = True
                intake.released.add(piece.package)


def _take_receipt(office: Office, connection: Connection, statement: Statement, trust: TrustState, intake: Intake) -> None:
    certificate = trust.standing(statement.keyid).certificate
    if certificate is None:
        return
    try:
        got = receipts.read_receipt(statement, certificate.subject.public)
    except Problem:
        intake.refused[f"receipt {statement.keyid}"] = "forged"
        return
    kept = exchange.receipts(connection).get(got.station)
    before = signing.decode(kept[1], receipts.LARGEST_HAVE * 2) if kept else None
    order = receipts.compare(before, kept[0] if kept else 0, statement, got.number)
    if got.station == office.identity.station:
        own = get_meta(connection, "receipt_number")
        if order == "rolled_back" or got.number > (own if isinstance(own, int) else 0):
            _found_copy(office, connection, intake)
        return
    if order == "rolled_back":
        intake.refused[f"receipt {got.station}"] = "rolled_back"
    if order == "newer":
        exchange.keep_receipt(connection, got.station, got.number, statement.encoded())
        intake.receipts = True
        periods.keep_decisions(office, connection, _decisions_of_superior(office, got))


def _decisions_of_superior(office: Office, got: receipts.Receipt) -> Iterable[receipts.Decision]:
    """Only a superior's word about the own unit counts."""
    if got.unit not in units.lineage(office.identity.unit)[1:]:
        return ()
    return [one for one in got.decisions if one.unit == office.identity.unit]
