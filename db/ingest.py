"""Take in sealed segments of other stations, in any order, and judge their lines anew when facts change.

An authentic segment is stored whatever the verdict on its ops. What hangs behind a gap is held without time limit and
applied by itself when the gap closes.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from db.driver import Connection
from db.erasure import is_erased, without_erased
from db.log import add_segment, insert_all_values, insert_lines, log_id
from db.ops import LAMPORT_STEP, START, BadLine, Skeleton, Verdict, decode_held, decode_skeleton, line_hash

Judge = Callable[[str, Skeleton, str], Verdict]
"""(log, skeleton, hash) → verdict, from skeletons and facts alone."""
RecordKey = tuple[str, str]
GAP = "gap"
AUDIENCES = ("up", "home", "down")
_Line = tuple[Skeleton, bytes, str]


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


def parse(arrival: Arrival) -> list[_Line]:
    """Read the lines (skeleton, bytes, hash) and check that they are the chain that the seal names.

    Raises:
        BadLine: a line is malformed, the chain is broken, it does not end where the seal says, or there are more value lines
            than the lines name.
    """
    result: list[_Line] = []
    prev, seq = arrival.prev, arrival.first
    if (prev == START) != (seq == 1):
        raise BadLine("only the first line of a log has nothing before it")
    for line in _split(arrival.lines):
        skeleton = decode_skeleton(line)
        if skeleton.prev != prev or skeleton.seq != seq:
            raise BadLine("the chain is broken")
        full = line_hash(line)
        result.append((skeleton, line, full))
        prev, seq = full, seq + 1
    if not result or prev != arrival.tip or seq != arrival.last + 1:
        raise BadLine("the lines are not those that were signed")
    if sum(part.count(b"\n") for part in arrival.values.values()) > sum(len(skeleton.lines) for skeleton, _, _ in result):
        raise BadLine("there are values that no line names")
    return result


def _split(lines: bytes) -> list[bytes]:
    rows = lines.split(b"\n")
    if rows.pop():
        raise BadLine("the last line has no end")
    return rows


def take(connection: Connection, arrival: Arrival, judge: Judge, taken: Taken) -> None:
    """Add what is new of a segment, or hold it behind its gap.

    Raises:
        BadLine: the lines are not those that were signed, or not numbered on from the line before them.
    """
    lines = parse(arrival)
    bodies = {line_hash(body): body for part in arrival.values.values() for body in _split(part)}
    before = _line_before(connection, arrival)
    if before is None:
        hold(connection, arrival, GAP)
        taken.held.add(arrival.log)
        return
    if before[0] + 1 != arrival.first:
        raise BadLine("the numbers do not go on from the line before")
    log = log_id(connection, arrival.log, arrival.station, arrival.unit)
    rows = connection.execute("SELECT hash, id, sealed FROM line WHERE log = ? AND seq BETWEEN ? AND ?", (log, arrival.first, arrival.last))
    known = {str(full): (int(key), bool(sealed)) for full, key, sealed in rows}
    lacking = _lacking(connection, log, arrival)
    held = 0
    while held < len(lines) and lines[held][2] in known:  # what is held has everything before it, so the new ones are the last
        skeleton, _, full = lines[held]
        came = {mark: bodies[mark] for mark in lacking.get(known[full][0], ()) if mark in bodies}
        _complete(connection, *known[full], skeleton, came, taken)
        held += 1
    lamport = lines[held - 1][0].lamport if held else before[1]
    _insert(connection, log, arrival.log, lines[held:], lamport, bodies, judge, taken)
    add_segment(connection, log, arrival.first, arrival.last, arrival.prev, arrival.tip, arrival.seal)


def _lacking(connection: Connection, log: int, arrival: Arrival) -> dict[int, list[str]]:
    """Return the hashes of the value lines that are not here, by the row number of their line."""
    found: dict[int, list[str]] = {}
    rows = connection.execute(
        "SELECT v.line, v.hash FROM line l CROSS JOIN value_line v ON v.line = l.id WHERE l.log = ? AND l.seq BETWEEN ? AND ? "
        "AND v.body IS NULL",
        (log, arrival.first, arrival.last),
    )
    for line, mark in rows:
        found.setdefault(int(line), []).append(str(mark))
    return found


def _line_before(connection: Connection, arrival: Arrival) -> tuple[int, int] | None:
    """Return number and Lamport number of the line before a segment; None while it is not held."""
    if arrival.prev == START:
        return 0, 0
    sql = "SELECT l.seq, l.lamport FROM line l JOIN log g ON g.id = l.log WHERE g.name = ? AND l.hash = ?"
    row = connection.execute(sql, (arrival.log, arrival.prev)).fetchone()
    return (int(row[0]), int(row[1])) if row else None


def _insert(
    connection: Connection, log: int, name: str, lines: list[_Line], lamport: int, bodies: Mapping[str, bytes], judge: Judge, taken: Taken,
) -> None:  # fmt: skip
    if not lines:
        return
    taken.new_lines[name] = taken.new_lines.get(name, 0) + len(lines)
    # Only the first of new lines can branch off; a branch that is known goes on without being a new fork.
    if connection.execute("SELECT 1 FROM line WHERE log = ? AND seq = ? AND prev = ?", (log, lines[0][0].seq, lines[0][0].prev)).fetchone():
        connection.execute("UPDATE log SET forked = 1 WHERE id = ?", (log,))
        taken.forks.add(name)
    judgements: list[tuple[Skeleton, bytes, str, str]] = []
    for skeleton, line, full in lines:
        verdict = _judged(name, skeleton, full, lamport, judge)
        lamport = skeleton.lamport
        if verdict == "refused":
            taken.refused.setdefault(name, "not_allowed")
        judgements.append((skeleton, line, full, verdict))
        if skeleton.kind == "fact":
            taken.facts = True
        elif skeleton.record:
            taken.records.add((skeleton.unit, skeleton.record))
    keys = insert_lines(connection, log, judgements, sealed=True)
    any_erased = connection.execute("SELECT 1 FROM erased LIMIT 1").fetchone() is not None
    insert_all_values(
        connection,
        (
            (key, ref, None if any_erased and is_erased(connection, ref.hash, skeleton) else bodies.get(ref.hash))
            for key, (skeleton, _, _) in zip(keys, lines, strict=True)
            for ref in skeleton.lines
        ),
    )


def _complete(
    connection: Connection, row: int, sealed: bool, skeleton: Skeleton, bodies: Mapping[str, bytes], taken: Taken,
) -> None:  # fmt: skip
    """Add to a line that is held the values that came only now."""
    if not sealed:
        connection.execute("UPDATE line SET sealed = 1 WHERE id = ?", (row,))
    for ref in skeleton.lines:
        body = bodies.get(ref.hash)
        if body is None or is_erased(connection, ref.hash, skeleton):
            continue
        done = connection.execute("UPDATE value_line SET body = ? WHERE line = ? AND hash = ? AND body IS NULL", (body, row, ref.hash))
        if done.rowcount:
            taken.new_values += done.rowcount
            taken.records.add((skeleton.unit, skeleton.record))


def _judged(name: str, skeleton: Skeleton, full: str, before: int, judge: Judge) -> Verdict:
    """Return the verdict on a line: the Lamport step is the log's own law, the rest is the judge's."""
    if not before < skeleton.lamport <= before + LAMPORT_STEP:
        return "refused"
    return judge(name, skeleton, full)


def hold(connection: Connection, arrival: Arrival, reason: str) -> None:
    """Keep a segment that cannot be joined yet, named by its log and range. One that came before gains its new value lines."""
    values = {audience: arrival.values.get(audience, b"") for audience in AUDIENCES}
    values = without_erased(connection, arrival.log, arrival.lines, values)
    row = connection.execute(
        "SELECT id, up, home, down FROM held_segment WHERE log = ? AND tip = ? AND first = ?", (arrival.log, arrival.tip, arrival.first)
    ).fetchone()
    if row:
        joined = [_union(bytes(before), values[audience]) for audience, before in zip(AUDIENCES, row[1:], strict=True)]
        connection.execute("UPDATE held_segment SET up = ?, home = ?, down = ? WHERE id = ?", (*joined, row[0]))
        return
    connection.execute(
        "INSERT INTO held_segment (log, station, unit, prev, first, last, tip, reason, sender, package, file, seal, lines, up, home, down) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (arrival.log, arrival.station, arrival.unit, arrival.prev, arrival.first, arrival.last, arrival.tip, reason, arrival.sender,
         arrival.package, arrival.file, arrival.seal, arrival.lines, *values.values()),
    )  # fmt: skip


def _union(before: bytes, more: bytes) -> bytes:
    return b"".join(body + b"\n" for body in dict.fromkeys([*before.split(b"\n")[:-1], *more.split(b"\n")[:-1]]))


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
    station: str
    unit: str
    prev: str

    def arrival(self) -> Arrival:
        """Return it as it arrives again."""
        return Arrival(
            self.log, self.station, self.unit, self.first, self.last, self.prev, self.tip, self.seal, self.lines, self.values,
            self.sender, self.package, self.file,
        )  # fmt: skip


def held(connection: Connection, log: str | None = None) -> list[Held]:
    """Return the waiting segments, by log and range."""
    return _held(connection, *(("log = ?", (log,)) if log else ("1", ())))


def fitting(connection: Connection) -> list[Held]:
    """Return the segments that waited behind a gap and whose line before is here now, and all that wait for something else."""
    return _held(
        connection,
        "reason != ? OR prev = ? OR EXISTS (SELECT 1 FROM line l JOIN log g ON g.id = l.log WHERE g.name = held_segment.log "
        "AND l.hash = held_segment.prev)",
        (GAP, START),
    )


def held_bytes(connection: Connection, reason: str, sender: str) -> int:
    """Return how many bytes of a sending unit wait for this reason."""
    sql = "SELECT sum(length(lines) + length(up) + length(home) + length(down)) FROM held_segment WHERE reason = ? AND sender = ?"
    return int(connection.execute(sql, (reason, sender)).fetchone()[0] or 0)


def _held(connection: Connection, where: str, arguments: tuple[str, ...]) -> list[Held]:
    rows = connection.execute(
        "SELECT id, log, first, last, tip, reason, sender, package, file, seal, lines, up, home, down, station, unit, prev "
        f"FROM held_segment WHERE {where} ORDER BY log, first, last, tip",
        arguments,
    )
    return [
        Held(
            key=r[0], log=r[1], first=r[2], last=r[3], tip=r[4], reason=r[5], sender=r[6], package=r[7], file=r[8], seal=bytes(r[9]),
            lines=bytes(r[10]), values={name: bytes(body) for name, body in zip(AUDIENCES, r[11:14], strict=True)},
            station=r[14], unit=r[15], prev=r[16],
        )
        for r in rows
    ]  # fmt: skip


def release(connection: Connection, log: str, judge: Judge, taken: Taken) -> None:
    """Add every segment of a log that waited behind a gap and now fits, until none does."""
    moved = True
    while moved:
        moved = False
        for piece in held(connection, log):
            if piece.reason != GAP or _line_before(connection, piece.arrival()) is None:
                continue
            drop_held(connection, piece.key)
            moved = True
            try:
                take(connection, piece.arrival(), judge, taken)
                taken.released.add(log)
            except BadLine:  # numbered wrongly by its author: only now can it be seen, and nothing else may suffer
                taken.refused[log] = "damaged"
    if not any(piece.reason == GAP for piece in held(connection, log)):
        taken.held.discard(log)


def drop_held(connection: Connection, key: int) -> None:
    """Forget a waiting segment that has found its place."""
    connection.execute("DELETE FROM held_segment WHERE id = ?", (key,))


def missing_ranges(connection: Connection, log: str) -> list[tuple[int, int]]:
    """Return the runs of lines that are known to exist and are not here: gaps before what is held."""
    row = connection.execute("SELECT max(seq) FROM line JOIN log ON log.id = line.log WHERE log.name = ?", (log,)).fetchone()
    have, gaps, waiting = int(row[0] or 0), set[tuple[int, int]](), held(connection, log)
    ends = {piece.tip for piece in waiting}
    for piece in waiting:
        if piece.reason == GAP and piece.prev not in ends and _line_before(connection, piece.arrival()) is None:
            before = max([have, *(other.last for other in waiting)], key=lambda seq: seq if seq < piece.first else -1)
            # On a fork a line of that number may be here, but not the one before this piece.
            gaps.add((min(before + 1, piece.first - 1) if before < piece.first else piece.first - 1, piece.first - 1))
    return sorted(gaps)


def rejudge(connection: Connection, logs: Iterable[str], judge: Judge) -> set[RecordKey]:
    """Judge every line of these logs again; return the records whose lines changed sides."""
    changed: set[RecordKey] = set()
    for name in logs:
        rows = connection.execute(
            "SELECT l.id, l.hash, l.verdict, l.skeleton, l.kind FROM line l JOIN log ON log.id = l.log WHERE log.name = ? ORDER BY l.seq",
            (name,),
        ).fetchall()
        lamports = {START: 0}
        for row, full, verdict, body, kind in rows:
            skeleton = decode_held(bytes(body))
            lamports[str(full)] = skeleton.lamport
            if kind == "fact":
                continue
            now = _judged(name, skeleton, str(full), lamports[skeleton.prev], judge)
            if now != verdict:
                connection.execute("UPDATE line SET verdict = ? WHERE id = ?", (now, row))
                changed.add((skeleton.unit, skeleton.record))
    return changed
