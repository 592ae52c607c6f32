"""Take in sealed segments of other stations, in any order, and judge their lines anew when facts change.

An authentic segment is stored whatever the verdict on its ops. What hangs behind a gap is held without time limit and
applied by itself when the gap closes.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from db.driver import Connection
from db.log import add_segment, insert_line, insert_values, log_id
from db.ops import LAMPORT_STEP, START, BadLine, Skeleton, Verdict, decode_skeleton, line_hash

Judge = Callable[[str, Skeleton, str], Verdict]
"""(log, skeleton, hash) → verdict, from skeletons and facts alone."""
RecordKey = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Arrival:
    """A segment whose seal was found authentic, with the package it came in."""

    log: str
    station: str
    unit: str
    first: int
    last: int
    prev: str
    tip: str
    seal: bytes
    lines: bytes
    values: Mapping[str, bytes]
    sender: str = ""
    package: str = ""
    file: str = ""


@dataclass(slots=True)
class Taken:
    """What came of one or more arrivals."""

    records: set[RecordKey] = field(default_factory=set)
    new_lines: dict[str, int] = field(default_factory=dict)
    new_values: int = 0
    refused: dict[str, str] = field(default_factory=dict)
    held: set[str] = field(default_factory=set)
    forks: set[str] = field(default_factory=set)
    released: set[str] = field(default_factory=set)
    facts: bool = False


def parse(arrival: Arrival) -> list[tuple[Skeleton, bytes, str]]:
    """Read the lines and check that they are the chain that the seal names.

    Raises:
        BadLine: a line is malformed, the chain is broken, or it does not end where the seal says.
    """
    result: list[tuple[Skeleton, bytes, str]] = []
    prev, seq = arrival.prev, arrival.first
    for line in arrival.lines.split(b"\n")[:-1]:
        skeleton = decode_skeleton(line)
        if skeleton.prev != prev or skeleton.seq != seq:
            raise BadLine("the chain is broken")
        full = line_hash(line)
        result.append((skeleton, line, full))
        prev, seq = full, seq + 1
    if not result or prev != arrival.tip or seq != arrival.last + 1:
        raise BadLine("the lines are not those that were signed")
    return result


def take(connection: Connection, arrival: Arrival, judge: Judge, taken: Taken) -> None:
    """Add what is new of a segment, or hold it behind its gap.

    Raises:
        BadLine: the lines are not those that were signed.
    """
    lines = parse(arrival)
    log = log_id(connection, arrival.log, arrival.station, arrival.unit)
    bodies = {line_hash(body): body for part in arrival.values.values() for body in part.split(b"\n")[:-1]}
    if not _starts(connection, log, arrival.prev, lines):
        hold(connection, arrival, "gap")
        taken.held.add(arrival.log)
        return
    new = 0
    for skeleton, line, full in lines:
        known = connection.execute("SELECT id, sealed FROM line WHERE log = ? AND hash = ?", (log, full)).fetchone()
        if known is None:
            _insert(connection, log, arrival.log, skeleton, line, full, bodies, judge, taken)
            new += 1
        else:
            if not known[1]:
                connection.execute("UPDATE line SET sealed = 1 WHERE id = ?", (known[0],))
            _complete(connection, int(known[0]), skeleton, bodies, taken)
    add_segment(connection, log, arrival.first, arrival.last, arrival.prev, arrival.tip, arrival.seal)
    if new:
        taken.new_lines[arrival.log] = taken.new_lines.get(arrival.log, 0) + new


def _starts(connection: Connection, log: int, prev: str, lines: list[tuple[Skeleton, bytes, str]]) -> bool:
    if prev == START:
        return True
    marks = [prev, *(full for _, _, full in lines)]
    return any(connection.execute("SELECT 1 FROM line WHERE log = ? AND hash = ?", (log, mark)).fetchone() for mark in marks)


def _insert(
    connection: Connection, log: int, name: str, skeleton: Skeleton, line: bytes, full: str, bodies: dict[str, bytes],
    judge: Judge, taken: Taken,
) -> None:  # fmt: skip
    twin = connection.execute("SELECT 1 FROM line WHERE log = ? AND seq = ?", (log, skeleton.seq)).fetchone()
    if twin:
        connection.execute("UPDATE log SET forked = 1 WHERE id = ?", (log,))
        taken.forks.add(name)
    verdict = judged(connection, log, name, skeleton, full, judge)
    if verdict == "refused":
        taken.refused.setdefault(name, "not_allowed")
    row = insert_line(connection, log, skeleton, line, full, verdict, sealed=True)
    kept = {mark: body for mark, body in bodies.items() if not _is_erased(connection, mark)} if skeleton.lines else {}
    insert_values(connection, row, skeleton.lines, kept)
    if skeleton.kind == "fact":
        taken.facts = True
    else:
        taken.records.add((skeleton.unit, skeleton.record))


def _is_erased(connection: Connection, mark: str) -> bool:
    return connection.execute("SELECT 1 FROM erased WHERE hash = ?", (mark,)).fetchone() is not None


def _complete(connection: Connection, row: int, skeleton: Skeleton, bodies: dict[str, bytes], taken: Taken) -> None:
    for ref in skeleton.lines:
        body = bodies.get(ref.hash)
        if body is None or _is_erased(connection, ref.hash):
            continue
        done = connection.execute("UPDATE value_line SET body = ? WHERE line = ? AND hash = ? AND body IS NULL", (body, row, ref.hash))
        if done.rowcount:
            taken.new_values += 1
            taken.records.add((skeleton.unit, skeleton.record))


def judged(connection: Connection, log: int, name: str, skeleton: Skeleton, full: str, judge: Judge) -> Verdict:
    """Return the verdict on a line: the Lamport step is the log's own law, the rest is the judge's."""
    before = 0
    if skeleton.prev != START:
        row = connection.execute("SELECT lamport FROM line WHERE log = ? AND hash = ?", (log, skeleton.prev)).fetchone()
        before = int(row[0]) if row else 0
    if not before < skeleton.lamport <= before + LAMPORT_STEP:
        return "refused"
    return judge(name, skeleton, full)


def hold(connection: Connection, arrival: Arrival, reason: str) -> None:
    """Keep a segment that cannot be joined yet, named by its log and range."""
    value = {audience: arrival.values.get(audience, b"") for audience in ("up", "home", "down")}
    connection.execute(
        "INSERT OR IGNORE INTO held_segment (log, first, last, tip, reason, sender, package, file, seal, lines, up, home, down) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (arrival.log, arrival.first, arrival.last, arrival.tip, reason, arrival.sender, arrival.package, arrival.file, arrival.seal,
         arrival.lines, value["up"], value["home"], value["down"]),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Held:
    """A segment that waits, as it came."""

    key: int
    log: str
    first: int
    last: int
    tip: str
    reason: str
    sender: str
    package: str
    file: str
    seal: bytes
    lines: bytes
    values: Mapping[str, bytes]


def held(connection: Connection, log: str | None = None) -> list[Held]:
    """Return the waiting segments, by log and range."""
    where, arguments = ("WHERE log = ?", (log,)) if log else ("", ())
    rows = connection.execute(
        "SELECT id, log, first, last, tip, reason, sender, package, file, seal, lines, up, home, down "
        f"FROM held_segment {where} ORDER BY log, first",
        arguments,
    )
    return [
        Held(r[0], r[1], r[2], r[3], r[4], r[5], r[6], r[7], r[8], bytes(r[9]), bytes(r[10]),
             {"up": bytes(r[11]), "home": bytes(r[12]), "down": bytes(r[13])})
        for r in rows
    ]  # fmt: skip


def drop_held(connection: Connection, key: int) -> None:
    """Forget a waiting segment that has found its place."""
    connection.execute("DELETE FROM held_segment WHERE id = ?", (key,))


def missing_ranges(connection: Connection, log: str) -> list[tuple[int, int]]:
    """Return the runs of lines that are known to exist and are not here: gaps before what is held."""
    row = connection.execute("SELECT max(seq) FROM line JOIN log ON log.id = line.log WHERE log.name = ?", (log,)).fetchone()
    have = int(row[0] or 0)
    gaps: list[tuple[int, int]] = []
    for piece in held(connection, log):
        if piece.reason == "gap" and piece.first > have + 1:
            gaps.append((have + 1, piece.first - 1))
        have = max(have, piece.last)
    return gaps


def rejudge(connection: Connection, logs: Iterable[str], judge: Judge) -> set[RecordKey]:
    """Judge every line of these logs again; return the records whose lines changed sides."""
    changed: set[RecordKey] = set()
    for name in logs:
        rows = connection.execute(
            "SELECT l.id, l.hash, l.verdict, l.skeleton, l.log FROM line l JOIN log ON log.id = l.log "
            "WHERE log.name = ? AND l.kind != 'fact'",
            (name,),
        ).fetchall()
        for row, full, verdict, body, log in rows:
            skeleton = decode_skeleton(bytes(body))
            now = judged(connection, int(log), name, skeleton, str(full), judge)
            if now != verdict:
                connection.execute("UPDATE line SET verdict = ? WHERE id = ?", (now, row))
                changed.add((skeleton.unit, skeleton.record))
    return changed
