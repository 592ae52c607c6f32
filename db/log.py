"""The append-only, hash-chained logs of all stations whose writing is held here.

A line is appended once, sealed into a signed segment before it leaves, and travels verbatim. `LOG.md` has the bytes.
"""

import base64
import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import msgspec

from db.driver import Connection
from db.ops import LAMPORT_STEP, NO_FACT, START, NewOp, Skeleton, ValueRef, encode_skeleton, encode_values, line_hash, op_name

SALT_BYTES: Final = 16
Tip = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes a line: the log, its station and unit, the user, the moment (ISO with zone) and the schema version."""

    log: str
    station: str
    unit: str
    by: str
    at: str
    schema: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A sealed run of a log: lines `first`…`last`, from the line after `prev` to `tip`."""

    key: int
    log: str
    station: str
    first: int
    last: int
    prev: str
    tip: str
    seal: bytes


def log_id(connection: Connection, name: str, station: str, unit: str) -> int:
    """Return the number of a log, made known if it is new."""
    row = connection.execute("SELECT id FROM log WHERE name = ?", (name,)).fetchone()
    if row is None:
        row = connection.execute("INSERT INTO log (name, station, unit) VALUES (?, ?, ?) RETURNING id", (name, station, unit)).fetchone()
    return int(row[0])


def own_tip(connection: Connection, log: int) -> tuple[int, str, int]:
    """Return seq, hash and Lamport number of the newest line of an own log (0, zeros, 0 when it is empty)."""
    row = connection.execute("SELECT seq, hash, lamport FROM line WHERE log = ? ORDER BY seq DESC, id DESC LIMIT 1", (log,)).fetchone()
    return (int(row[0]), str(row[1]), int(row[2])) if row else (0, START, 0)


def append(connection: Connection, author: Author, op: NewOp) -> str:
    """Write one op of this station; return its name. Its verdict is `valid`: the office asked whether it may."""
    log = log_id(connection, author.log, author.station, author.unit)
    seq, prev, lamport_before = own_tip(connection, log)
    highest = connection.execute("SELECT lamport FROM line WHERE verdict = 'valid' ORDER BY lamport DESC LIMIT 1").fetchone()
    lamport = min(max(int(highest[0]) if highest else 0, lamport_before) + 1, lamport_before + LAMPORT_STEP)
    bodies = [
        (audience, group, list(values), encode_values(base64.b64encode(os.urandom(SALT_BYTES)).decode(), values))
        for (audience, group), values in op.values.items()
        if values
    ]
    skeleton = Skeleton(
        prev=prev, seq=seq + 1, lamport=lamport, at=author.at, by=author.by, schema=author.schema, unit=op.unit,
        register=op.register, record=op.record, kind=op.kind, over=sorted(set(op.over)),
        lines=[ValueRef(audience, group, names, line_hash(body)) for audience, group, names, body in bodies],
        erase=list(op.erase), fact=msgspec.Raw(op.fact) if op.fact else NO_FACT,
    )  # fmt: skip
    line = encode_skeleton(skeleton)
    key = insert_line(connection, log, skeleton, line, line_hash(line), "valid", sealed=False)
    insert_values(connection, key, skeleton.lines, {ref.hash: body for ref, (*_, body) in zip(skeleton.lines, bodies, strict=True)})
    return op_name(author.log, skeleton.seq, line_hash(line))


def insert_line(connection: Connection, log: int, skeleton: Skeleton, line: bytes, full_hash: str, verdict: str, *, sealed: bool) -> int:
    """Put a line into the index; return its row number."""
    return insert_lines(connection, log, [(skeleton, line, full_hash, verdict)], sealed=sealed)[0]


def insert_lines(connection: Connection, log: int, lines: Sequence[tuple[Skeleton, bytes, str, str]], *, sealed: bool) -> range:
    """Put lines (skeleton, bytes, hash, verdict) into the index; return their row numbers."""
    first = int(connection.execute("SELECT coalesce(max(id), 0) + 1 FROM line").fetchone()[0])
    connection.executemany(
        "INSERT INTO line (id, log, seq, hash, prev, lamport, unit, register, record, kind, verdict, sealed, skeleton) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (key, log, s.seq, full_hash, s.prev, s.lamport, s.unit, s.register, s.record, s.kind, verdict, sealed, line)
            for key, (s, line, full_hash, verdict) in enumerate(lines, first)
        ],
    )
    return range(first, first + len(lines))


def insert_values(connection: Connection, line: int, refs: Sequence[ValueRef], bodies: Mapping[str, bytes]) -> None:
    """Keep a line's value lines: with the body where it came along, without it ("không có ở đây") where it did not."""
    insert_all_values(connection, [(line, ref, bodies.get(ref.hash)) for ref in refs])


def insert_all_values(connection: Connection, values: Iterable[tuple[int, ValueRef, bytes | None]]) -> None:
    """Keep value lines (row number of their line, what its skeleton says of them, body or None)."""
    connection.executemany(
        "INSERT INTO value_line (line, audience, grp, hash, body) VALUES (?, ?, ?, ?, ?)",
        [(line, ref.audience, ref.group, ref.hash, body) for line, ref, body in values],
    )


def tips(connection: Connection, log: int, *, sealed_only: bool = False) -> list[Tip]:
    """Return (seq, hash) of the last line of every branch that is held without a gap, lowest first."""
    extra = " AND sealed" if sealed_only else ""
    if not is_forked(connection, log):
        rows = connection.execute(f"SELECT seq, hash FROM line WHERE log = ?{extra} ORDER BY seq DESC LIMIT 1", (log,))
    else:
        rows = connection.execute(
            f"SELECT seq, hash FROM line l WHERE log = ?{extra} AND NOT EXISTS (SELECT 1 FROM line c WHERE c.log = l.log "
            f"AND c.seq = l.seq + 1 AND c.prev = l.hash{extra.replace('sealed', 'c.sealed')}) ORDER BY seq, hash",
            (log,),
        )
    return [(int(seq), str(full)) for seq, full in rows]


def is_forked(connection: Connection, log: int) -> bool:
    """Whether two lines of a log have the same number."""
    row = connection.execute("SELECT forked FROM log WHERE id = ?", (log,)).fetchone()
    return bool(row and row[0])


def seal(connection: Connection, log_name: str, sign: Callable[[dict[str, object]], bytes]) -> Segment | None:
    """Sign all lines since the last seal as one segment; None when there is none.

    Runs in a transaction of its own that commits before the first byte is written anywhere.
    """
    row = connection.execute("SELECT id, station FROM log WHERE name = ?", (log_name,)).fetchone()
    if row is None:
        return None
    lines = connection.execute("SELECT seq, hash, prev FROM line WHERE log = ? AND NOT sealed ORDER BY seq", (row[0],)).fetchall()
    if not lines:
        return None
    first, last, prev, tip = int(lines[0][0]), int(lines[-1][0]), str(lines[0][2]), str(lines[-1][1])
    body = sign({"log": log_name, "from": first, "to": last, "prev": prev, "tip": tip})
    connection.execute("UPDATE line SET sealed = 1 WHERE log = ? AND NOT sealed", (row[0],))
    key = add_segment(connection, row[0], first, last, prev, tip, body)
    return Segment(key, log_name, str(row[1]), first, last, prev, tip, body)


def add_segment(connection: Connection, log: int, first: int, last: int, prev: str, tip: str, body: bytes) -> int:
    """Remember a seal; the same one twice is one."""
    connection.execute(
        "INSERT OR IGNORE INTO segment (log, first, last, prev, tip, seal) VALUES (?, ?, ?, ?, ?, ?)", (log, first, last, prev, tip, body)
    )
    return int(connection.execute("SELECT id FROM segment WHERE log = ? AND tip = ? AND first = ?", (log, tip, first)).fetchone()[0])


def segments(connection: Connection, log: int) -> list[Segment]:
    """Return every seal of a log, in order."""
    rows = connection.execute(
        "SELECT s.id, l.name, l.station, s.first, s.last, s.prev, s.tip, s.seal FROM segment s JOIN log l ON l.id = s.log "
        "WHERE s.log = ? ORDER BY s.first, s.last, s.tip",
        (log,),
    )
    return [Segment(int(r[0]), str(r[1]), str(r[2]), int(r[3]), int(r[4]), str(r[5]), str(r[6]), bytes(r[7])) for r in rows]


def chain(connection: Connection, log: int, tip: str, down_to: int) -> list[tuple[int, str, bytes]]:
    """Return (row, hash, skeleton bytes) of the branch that ends in `tip`, from line `down_to` on, oldest first."""
    rows = connection.execute(
        "WITH RECURSIVE c (id, seq, hash, prev, skeleton) AS ("
        " SELECT id, seq, hash, prev, skeleton FROM line WHERE log = ?1 AND hash = ?2 UNION ALL"
        " SELECT l.id, l.seq, l.hash, l.prev, l.skeleton FROM line l JOIN c ON l.log = ?1 AND l.hash = c.prev WHERE c.seq > ?3)"
        " SELECT id, hash, skeleton FROM c WHERE seq >= ?3 ORDER BY seq",
        (log, tip, down_to),
    )
    return [(int(r[0]), str(r[1]), bytes(r[2])) for r in rows]


def ancestors(connection: Connection, log: int, tip: str) -> set[str] | None:
    """Return the hashes of `tip` and everything before it; None while `tip` is not held."""
    return {full for _, full in branch(connection, log, tip)} or None


def branch(connection: Connection, log: int, tip: str) -> list[tuple[int, str]]:
    """Return (row, hash) of `tip` and everything before it, oldest first; nothing while `tip` is not held."""
    row = connection.execute("SELECT seq FROM line WHERE log = ? AND hash = ?", (log, tip)).fetchone()
    if row is None:
        return []
    if is_forked(connection, log):
        return [(key, full) for key, full, _ in chain(connection, log, tip, 1)]
    rows = connection.execute("SELECT id, hash FROM line WHERE log = ? AND seq <= ? ORDER BY seq", (log, row[0]))
    return [(int(key), str(full)) for key, full in rows]


def value_bodies(connection: Connection, lines: Iterable[int], audiences: Sequence[str]) -> tuple[dict[str, list[bytes]], int]:
    """Return the held value lines of these rows by audience, in the order of the log, and how many there are of other audiences."""
    result: dict[str, list[bytes]] = {audience: [] for audience in audiences}
    others = 0
    rows = connection.execute(
        "SELECT v.audience, v.body FROM json_each(?) e CROSS JOIN value_line v ON v.line = e.value WHERE v.body IS NOT NULL "
        "ORDER BY e.key, v.id",
        (json.dumps(list(lines)),),
    )
    for audience, body in rows:
        if audience in result:
            result[audience].append(bytes(body))
        else:
            others += 1
    return result, others
