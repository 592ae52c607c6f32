"""Who this station believes: the trust state made of the facts that it holds, and the judge of everybody's lines."""

import base64
import hashlib
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace

import msgspec

from db import exchange, ingest
from db.driver import Connection
from db.ingest import RecordKey
from db.log import ancestors, append
from db.ops import NewOp, Skeleton, Verdict
from db.store import get_meta, set_meta
from desktop import units
from desktop.keys.secrets_kept import Secrets
from desktop.office import Office
from desktop.packages import enrolment, roots
from desktop.packages.facts import decode_root_facts, encode_root_facts, fact_line
from desktop.packages.receipts import Tip
from desktop.packages.segments import split_log
from desktop.packages.signing import Statement
from desktop.packages.trust import TrustState

_ROOT_KEY, _ROOT_FACTS, _CHOSEN = "root_key", "root_facts", "root_chosen"
_FOREIGN_ROOM = 256 << 10
"""Most bytes of statements that no believed root signed."""


def root_facts(connection: Connection) -> tuple[Statement, ...]:
    """Return every statement of a root that is held here."""
    raw = get_meta(connection, _ROOT_FACTS)
    return decode_root_facts(bytes(raw)) if isinstance(raw, bytes | memoryview) else ()


def keep_root_facts(connection: Connection, more: Iterable[Statement]) -> bool:
    """Add statements of a root; return whether one was new. What other roots say is kept only as far as there is room."""
    before, came = root_facts(connection), set(more)
    believed = roots.believed(pinned_root(connection), {*before, *came}, chosen_root(connection))
    room = _FOREIGN_ROOM - sum(len(one.payload) for one in before if not believed.is_of(one))
    fresh = []
    for one in sorted(came - set(before), key=lambda one: one.hash):
        if not believed.is_of(one):
            room -= len(one.payload)
            if room < 0:
                continue
        fresh.append(one)
    if fresh:
        set_meta(connection, _ROOT_FACTS, encode_root_facts([*before, *fresh]))
    return bool(fresh)


def pinned_root(connection: Connection) -> bytes | None:
    """Return the raw public key of the root that the person confirmed by its words."""
    text = get_meta(connection, _ROOT_KEY)
    return base64.b64decode(text) if isinstance(text, str) else None


def pin_root(connection: Connection, key: bytes) -> None:
    """Believe this root from now on."""
    set_meta(connection, _ROOT_KEY, base64.b64encode(key).decode())


def chosen_root(connection: Connection) -> str:
    """Return the id of the new root that a person chose where hand-overs contradict each other; "" if nobody had to."""
    return str(get_meta(connection, _CHOSEN) or "")


def choose_root(connection: Connection, root: str) -> None:
    """Follow this one of several new roots."""
    set_meta(connection, _CHOSEN, root)


def trust_of(office: Office, connection: Connection) -> TrustState:
    """Return the trust state of all facts that are held here; made anew only when a fact came."""
    facts = (exchange.facts_mark(connection), *(get_meta(connection, name) for name in (_ROOT_FACTS, _ROOT_KEY, _CHOSEN)))
    known = office.trust
    if known is not None and known[0] == facts:
        return known[1]
    lines = [fact_line(log, seq, full, msgspec.json.decode(body, type=dict)) for log, seq, full, body in exchange.fact_lines(connection)]
    made = TrustState(pinned_root(connection), root_facts(connection), lines, units.parent_of, chosen_root(connection))
    office.trust = (facts, made)
    return made


def judge_of(trust: TrustState, connection: Connection) -> Callable[[str, Skeleton, str], Verdict]:
    """Return the judge of single lines under these facts."""
    kept: dict[tuple[str, str], set[str]] = {}

    def is_ancestor(log: str, line: Tip, cut: Tip) -> bool | None:
        if (log, cut.hash) not in kept:
            branch = next((ancestors(connection, row.key, cut.hash) for row in exchange.logs(connection) if row.name == log), None)
            if branch is None:
                return None  # asked again when the next line comes: the last one that counts may be among them
            kept[log, cut.hash] = branch
        return line.hash in kept[log, cut.hash]

    def judge(log: str, skeleton: Skeleton, full: str) -> Verdict:
        if skeleton.kind == "fact":
            return "valid"
        return trust.judge(log, skeleton.unit, skeleton.seq, full, is_ancestor)

    return judge


def apply_facts(office: Office, connection: Connection, grown: Collection[str] = ()) -> set[RecordKey]:
    """Judge again what new facts, or new lines of a cut log (`grown`), put in another light; return what changed sides."""
    trust = trust_of(office, connection)
    office.take_over(connection, trust.reach.predecessors(office.identity.unit))
    mergers = hashlib.sha256(repr([*trust.reach.dates]).encode()).hexdigest()[:16] if trust.reach.dates else ""
    again: list[str] = []
    for log in exchange.logs(connection):
        station = split_log(log.name)[0]
        standing = trust.standing(station)
        subject = standing.subject
        if subject is not None:
            exchange.set_unit(connection, log.key, subject.unit)
        text = f"{standing.state}|{_covers(trust, station)}|{trust.cuts.get(log.name, '')}" + (f"|{mergers}" if mergers else "")
        if text != log.standing or (log.name in trust.cuts and log.name in grown):
            exchange.set_standing(connection, log.key, text)
            again.append(log.name)
    changed = ingest.rejudge(connection, again, judge_of(trust, connection))
    if changed:
        office.project(connection, changed)
    return changed


def keep_handed_keys(office: Office, connection: Connection) -> None:
    """Take the sealing keys of the own unit, and of those that it took over, that a holder handed over to this station."""
    me, trust, secrets = office.identity.station, trust_of(office, connection), Secrets.load(connection)
    held, age = {key.recipient for key in secrets.unit_keys}, secrets.keys.age_identity
    for unit in sorted(office.owned):
        if any(me in key.handed and key.recipient not in held for key in trust.sealing_keys(unit)):
            secrets = secrets.with_unit_keys(enrolment.received_keys(me, unit, age, trust))
            secrets.save(connection)


def _covers(trust: TrustState, station: str) -> str:
    return ",".join(sorted(one.hash for one in trust.chain_for(station)))


def write_facts(office: Office, connection: Connection, statements: Iterable[Statement]) -> None:
    """Put signed facts into this station's own fact log.

    Raises:
        Problem: fork, when this station is a copy.
    """
    office.refuse_copy()
    author = replace(office.author(connection), log=f"{office.identity.station}.fact")
    for statement in statements:
        append(connection, author, NewOp(office.identity.unit, "", "", "fact", (), {}, fact=statement.encoded()))
