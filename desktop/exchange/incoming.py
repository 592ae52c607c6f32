"""Take in what an opened package carries: facts first, then runs of logs, then receipts and snapshots.

Everything authentic is kept and carried on, whatever the verdict on its ops; what hangs behind a gap, or whose author
nobody has certified yet, waits and finds its place by itself. One bad run or receipt never costs the rest of a package.
Runs inside one transaction, which may be undone.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from db import blobs, exchange, ingest
from db.driver import Connection
from db.exchange import Moment
from db.ingest import Arrival, RecordKey, Taken
from db.ops import BadLine, Skeleton, Verdict
from db.records import Records
from db.store import get_meta, set_meta
from desktop import trusting
from desktop.errors import Problem
from desktop.exchange import own_receipts
from desktop.exchange.outgoing import snapshots_named
from desktop.office import Office
from desktop.packages import faults, receipts, segments, signing
from desktop.packages.envelope import Envelope
from desktop.packages.parts import Parts
from desktop.packages.segments import SegmentParts, split_log
from desktop.packages.signing import Statement
from desktop.packages.statements import ZERO
from desktop.packages.trust import TrustState, rules
from desktop.reporting import periods

_JUDGED: Final = "facts_judged"
UNCERTIFIED: Final = "uncertified"
UNCERTIFIED_LIMIT: Final = 16 << 20
"""Most bytes of one sending unit that wait for a certificate of their author."""


@dataclass(slots=True)
class Intake:
    """What came of the parts of one package.

    `contested` are the records with a conflict beforehand, `changed` those whose older lines a fact put in another light,
    `waiting` the runs (log, first, tip) that could not be joined, `left_aside` the members that this version does not
    keep, `refused` the logs (and receipts, as
    `<station>.receipt`) of which something was not taken: its number and the code.
    """

    before: Moment
    contested: frozenset[tuple[str, str, str]] = frozenset()
    taken: Taken = field(default_factory=Taken)
    changed: set[RecordKey] = field(default_factory=set)
    facts: bool = False
    receipts: bool = False
    snapshots: bool = False
    refused: dict[str, tuple[int, str]] = field(default_factory=dict)
    waiting: set[tuple[str, int, str]] = field(default_factory=set)
    dropped_home: set[str] = field(default_factory=set)
    left_aside: tuple[str, ...] = ()
    copy_found: bool = False
    released: set[str] = field(default_factory=set)

    @property
    def brought(self) -> bool:
        """Whether anything came that was not held."""
        came = (
            self.taken.new_lines
            or self.taken.new_values
            or self.facts
            or self.receipts
            or self.snapshots
            or self.released
            or self.left_aside
        )
        return bool(came)


def take_parts(office: Office, connection: Connection, parts: Parts, envelope: Envelope, file: str) -> Intake:
    """Take in the parts of a package that was found right (`package.read_parts`) and is for this unit."""
    intake = Intake(exchange.moment(connection), frozenset(Records(office.projector(connection)).contested(None)))
    intake.left_aside = (*sorted(f"attachments/{mark}" for mark in parts.attachments), *parts.unknown)
    intake.facts = trusting.keep_root_facts(connection, parts.root_facts)
    arrivals = [_arrival(part, envelope, file) for part in parts.segments]
    _take_facts(office, connection, [one for one in arrivals if split_log(one.log)[1] == "fact"], intake)
    taking, trust = _Taking(office, connection, intake), trusting.trust_of(office, connection)
    for arrival in arrivals:
        if split_log(arrival.log)[1] != "fact":
            taking.take(_stripped(office, arrival, envelope, trust, intake))
    settle(office, connection, intake)
    for statement in parts.receipts:
        _take_receipt(office, connection, statement, intake)
    if parts.snapshots:
        meant = snapshots_named(one.values for one in arrivals) | set(periods.wanted_snapshots(office, connection))
        for mark in sorted(meant & parts.snapshots.keys()):
            intake.snapshots |= blobs.put(connection, mark, "snapshot", parts.snapshots[mark])
    return intake


def settle(office: Office, connection: Connection, intake: Intake) -> None:
    """Let every waiting run in that now fits, until none does; judge again and fold what that and new facts touch."""
    moved = True
    while moved:
        intake.facts |= intake.taken.facts
        intake.changed |= trusting.apply_facts(office, connection, set(intake.taken.new_lines))
        taking = _Taking(office, connection, intake)
        moved = any([taking.let_in(piece) for piece in ingest.fitting(connection)])
    trusting.keep_handed_keys(office, connection)
    _note_revocation(office, connection)
    office.project(connection, sorted(intake.taken.records))


def facts_changed(office: Office, connection: Connection) -> Intake:
    """Follow facts that were written on this station: what they release, and what they put in another light."""
    intake = Intake(exchange.moment(connection))
    settle(office, connection, intake)
    return intake


def judge_anew(office: Office) -> None:
    """Judge every line again once, when the program that is opened reads the facts otherwise than the one before it.

    Before anybody certified this station there is nothing to judge by: its own lines would wait.
    """
    if not office.identity.enrolled:
        return
    with office.reading() as connection:
        same = get_meta(connection, _JUDGED) == rules()
    if not same:
        with office.writing() as connection:
            set_meta(connection, _JUDGED, rules())
            exchange.forget_standings(connection)
            facts_changed(office, connection)


def _arrival(part: SegmentParts, envelope: Envelope, file: str) -> Arrival:
    said = segments.read_seal(part.seal)
    content = envelope.content
    return Arrival(
        part.log, part.station, "", part.first, part.last, said.prev or ZERO, part.tip, part.seal, part.lines, part.values,
        content.sender.unit, content.package, file,
    )  # fmt: skip


def _stripped(office: Office, arrival: Arrival, envelope: Envelope, trust: TrustState, intake: Intake) -> Arrival:
    """Drop `home` lines, and say so, unless a station of the own unit sends them in a `home` package.

    One of a unit that this one took over hands over its own, and those of units that it had taken over itself.
    """
    content, own = envelope.content, office.identity.unit
    if not arrival.values.get("home") or (content.kind == "home" and content.sender.unit == own):
        return arrival
    author = trust.standing(split_log(arrival.log)[0]).subject
    handed = {content.sender.unit} | trust.reach.predecessors(content.sender.unit)
    if content.kind == "handover" and handed <= trust.reach.predecessors(own) and author is not None and author.unit in handed:
        return arrival
    intake.dropped_home.add(arrival.log)
    return replace(arrival, values={audience: body for audience, body in arrival.values.items() if audience != "home"})


def _take_facts(office: Office, connection: Connection, waiting: Sequence[Arrival], intake: Intake) -> None:
    """Take fact logs in, each once its station is known: a certificate may stand in another log of the same package."""
    ready = True
    while ready and waiting:
        taking = _Taking(office, connection, intake)
        ready = any([taking.knows(one) for one in waiting])
        for arrival in waiting:
            if taking.knows(arrival):
                taking.take(arrival)
        waiting = [one for one in waiting if not taking.knows(one)]
    taking = _Taking(office, connection, intake)
    for arrival in waiting:
        taking.take(arrival)
    intake.facts |= intake.taken.facts
    intake.changed |= trusting.apply_facts(office, connection)


class _Taking:
    """Takes runs in under the facts of this moment."""

    def __init__(self, office: Office, connection: Connection, intake: Intake) -> None:
        self._office, self._connection, self._intake = office, connection, intake
        self._trust: TrustState = trusting.trust_of(office, connection)
        self._judge: Callable[[str, Skeleton, str], Verdict] = trusting.judge_of(self._trust, connection)

    def knows(self, arrival: Arrival) -> bool:
        """Whether anybody ever certified the author of a run."""
        return self._trust.standing(split_log(arrival.log)[0]).state != "unknown"

    def let_in(self, piece: ingest.Held) -> bool:
        """Try a waiting run again; return whether it found its place."""
        arrival = piece.arrival()
        if not self.knows(arrival):
            return False
        ingest.drop_held(self._connection, piece.key)
        if not self._fits(arrival):
            ingest.hold(self._connection, arrival, ingest.GAP)
            return False
        self._intake.released.add(piece.package)
        self.take(arrival)
        return True

    def take(self, arrival: Arrival) -> None:
        """Take a run in, or let it wait."""
        station = split_log(arrival.log)[0]
        if not self.knows(arrival):
            self._hold_uncertified(arrival)
            return
        if station == self._office.identity.station and not exchange.holds(self._connection, arrival.log, arrival.tip):
            _found_copy(self._office, self._connection, self._intake)
        if not self._fits(arrival):
            self._intake.waiting.add((arrival.log, arrival.first, arrival.tip))
        subject = self._trust.standing(station).subject
        unit = subject.unit if subject else arrival.unit
        try:
            ingest.take(self._connection, replace(arrival, unit=unit), self._judge, self._intake.taken)
        except BadLine:  # its author signed what is no line; nobody else's work may suffer
            self._intake.refused[arrival.log] = (arrival.first, "damaged")

    def _fits(self, arrival: Arrival) -> bool:
        return arrival.prev == ZERO or exchange.holds(self._connection, arrival.log, arrival.prev)

    def _hold_uncertified(self, arrival: Arrival) -> None:
        size = len(arrival.lines) + sum(map(len, arrival.values.values()))
        if ingest.held_bytes(self._connection, UNCERTIFIED, arrival.sender) + size > UNCERTIFIED_LIMIT:
            self._intake.refused[arrival.log] = (arrival.first, "unknown_sender")
            return
        try:
            ingest.parse(arrival)
        except BadLine:
            self._intake.refused[arrival.log] = (arrival.first, "damaged")
            return
        ingest.hold(self._connection, arrival, UNCERTIFIED)
        self._intake.waiting.add((arrival.log, arrival.first, arrival.tip))


def _found_copy(office: Office, connection: Connection, intake: Intake) -> None:
    """This laptop is a copy of another: it writes no more until it becomes a new station."""
    intake.copy_found = True
    office.identity = replace(office.identity, is_copy=True)
    set_meta(connection, "identity", office.identity.to_json())


def _note_revocation(office: Office, connection: Connection) -> None:
    """A station that learns of its revocation writes no more; it writes again when the revocation falls with its giver."""
    me = office.identity
    revoked = trusting.trust_of(office, connection).standing(me.station).state == "revoked"
    if revoked != me.is_revoked:
        office.identity = replace(me, is_revoked=revoked)
        set_meta(connection, "identity", office.identity.to_json())


def _take_receipt(office: Office, connection: Connection, statement: Statement, intake: Intake) -> None:
    trust = trusting.trust_of(office, connection)
    standing = trust.standing(statement.keyid)
    if standing.certificate is None or standing.state == "revoked":
        return
    subject = standing.certificate.subject
    try:
        got = receipts.read_receipt(statement, subject.public)
        if got.unit != subject.unit:
            raise faults.forged("giấy báo nhận nói thay đơn vị khác", got.station)
    except Problem:
        intake.refused[f"{statement.keyid}.receipt"] = (0, "forged")
        return
    if got.station == office.identity.station:
        if not own_receipts.made_here(connection, got.number, statement):
            _found_copy(office, connection, intake)
        return
    kept = exchange.receipts(connection).get(got.station)
    before = signing.decode(kept[1], own_receipts.LIMIT) if kept else None
    order = receipts.compare(before, kept[0] if kept else 0, statement, got.number)
    if order == "rolled_back":
        intake.refused[f"{got.station}.receipt"] = (got.number, "rolled_back")
    if order == "newer":
        exchange.keep_receipt(connection, got.station, got.number, statement.encoded())
        intake.receipts = True
        periods.keep_decisions(office, connection, _decisions_of_superior(office, trust, got))


def _decisions_of_superior(office: Office, trust: TrustState, got: receipts.Receipt) -> Iterable[receipts.Decision]:
    """Only a superior's word about the own unit, or one that it took over, counts."""
    return [one for one in got.decisions if one.unit in office.owned and trust.reach.is_above(got.unit, one.unit)]
