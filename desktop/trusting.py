"""Who this station believes: the trust state made of the facts that it holds, and the judge of everybody's lines."""

import base64
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace

import msgspec

from db import exchange, ingest
from db.driver import Connection
from db.log import ancestors, append
from db.ops import NewOp, Skeleton, Verdict
from db.store import get_meta, set_meta
from desktop import units
from desktop.office import Office
from desktop.packages.facts import decode_root_facts, encode_root_facts, fact_line
from desktop.packages.receipts import Tip
from desktop.packages.segments import split_log
from desktop.packages.signing import Statement
from desktop.packages.trust import TrustState

_ROOT_KEY, _ROOT_FACTS = "root_key", "root_facts"


def root_facts(connection: Connection) -> tuple[Statement, ...]:
    """Return every statement of a root that is held here."""
    raw = get_meta(connection, _ROOT_FACTS)
    return decode_root_facts(bytes(raw)) if isinstance(raw, bytes | memoryview) else ()


def keep_root_facts(connection: Connection, more: Iterable[Statement]) -> bool:
    """Add statements of a root; return whether one was new."""
    before = root_facts(connection)
    after = encode_root_facts([*before, *more])
    if after == encode_root_facts(before):
        return False
    set_meta(connection, _ROOT_FACTS, after)
    return True


def pinned_root(connection: Connection) -> bytes | None:
    """Return the raw public key of the root that the person confirmed by its words."""
    text = get_meta(connection, _ROOT_KEY)
    return base64.b64decode(text) if isinstance(text, str) else None


def pin_root(connection: Connection, key: bytes) -> None:
    """Believe this root from now on."""
    set_meta(connection, _ROOT_KEY, base64.b64encode(key).decode())


def trust_of(connection: Connection) -> TrustState:
    """Return the trust state of all facts that are held here."""
    lines = [fact_line(log, seq, full, msgspec.json.decode(body, type=dict)) for log, seq, full, body in exchange.fact_lines(connection)]
    return TrustState(pinned_root(connection), root_facts(connection), lines, units.parent_of)


def judge_of(trust: TrustState, connection: Connection) -> Callable[[str, Skeleton, str], Verdict]:
    """Return the judge of single lines under these facts."""
    kept: dict[tuple[str, str], set[str] | None] = {}
    keys = {row.name: row.key for row in exchange.logs(connection)}

    def is_ancestor(log: str, line: Tip, cut: Tip) -> bool | None:
        if (log, cut.hash) not in kept:
            kept[log, cut.hash] = ancestors(connection, keys[log], cut.hash) if log in keys else None
        branch = kept[log, cut.hash]
        return None if branch is None else line.hash in branch

    def judge(log: str, skeleton: Skeleton, full: str) -> Verdict:
        if skeleton.kind == "fact":
            return "valid"
        return trust.judge(log, skeleton.unit, skeleton.seq, full, is_ancestor)

    return judge


def apply_facts(office: Office, connection: Connection, grown: Collection[str] = ()) -> TrustState:
    """Judge again what new facts, or new lines of a cut log (`grown`), put in another light; fold what changed sides."""
    trust = trust_of(connection)
    judge = judge_of(trust, connection)
    again: list[str] = []
    for log in exchange.logs(connection):
        station = split_log(log.name)[0]
        standing = trust.standing(station)
        subject = standing.subject
        if subject is not None:
            exchange.set_unit(connection, log.key, subject.unit)
        text = f"{standing.state}|{_covers(trust, station)}|{trust.cuts.get(log.name, '')}"
        if text != log.standing or (log.name in trust.cuts and log.name in grown):
            exchange.set_standing(connection, log.key, text)
            again.append(log.name)
    changed = ingest.rejudge(connection, again, judge)
    if changed:
        office.project(connection, changed)
    return trust


def _covers(trust: TrustState, station: str) -> str:
    return ",".join(sorted(one.hash for one in trust.chain_for(station)))


def write_facts(office: Office, connection: Connection, statements: Iterable[Statement]) -> None:
    """Put signed facts into this station's own fact log."""
    author = replace(office.author(connection), log=f"{office.identity.station}.fact")
    for statement in statements:
        append(connection, author, NewOp(office.identity.unit, "", "", "fact", (), {}, fact=statement.encoded()))
