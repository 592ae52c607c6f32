"""What an exchange of packages asks of the logs: what is held, what is lacking, which runs somebody else lacks."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from db.driver import Connection
from db.log import Segment, Tip, ancestors, chain, segments, tips, value_bodies
from db.store import get_meta, set_meta

_FEW: Final = 1000


@dataclass(frozen=True, slots=True)
class LogRow:
    """One log that is held here."""

    key: int
    name: str
    station: str
    unit: str
    forked: bool
    standing: str


@dataclass(frozen=True, slots=True)
class Run:
    """A sealed run with its bytes, ready to travel, and how many held value lines of other audiences stay here."""

    segment: Segment
    lines: bytes
    values: Mapping[str, bytes]
    left_out: int


def logs(connection: Connection) -> list[LogRow]:
    """Return every log that is held here, by name."""
    rows = connection.execute("SELECT id, name, station, unit, forked, standing FROM log ORDER BY name")
    return [LogRow(int(r[0]), str(r[1]), str(r[2]), str(r[3]), bool(r[4]), str(r[5])) for r in rows]


def set_standing(connection: Connection, log: int, standing: str) -> None:
    """Remember under which facts the lines of a log were judged."""
    connection.execute("UPDATE log SET standing = ? WHERE id = ?", (standing, log))


def forget_standings(connection: Connection) -> None:
    """Forget under which facts lines were judged: whoever judges next judges all of them."""
    connection.execute("UPDATE log SET standing = ''")


def set_unit(connection: Connection, log: int, unit: str) -> None:
    """Note whose log it is, once its station's certificate says so."""
    connection.execute("UPDATE log SET unit = ? WHERE id = ? AND unit != ?", (unit, log, unit))


def fact_lines(connection: Connection) -> list[tuple[str, int, str, bytes]]:
    """Return (log, seq, hash, skeleton) of every fact line of every branch."""
    rows = connection.execute(
        "SELECT g.name, l.seq, l.hash, l.skeleton FROM line l JOIN log g ON g.id = l.log WHERE l.kind = 'fact' ORDER BY l.id"
    )
    return [(str(r[0]), int(r[1]), str(r[2]), bytes(r[3])) for r in rows]


def all_tips(connection: Connection, names: Collection[str] | None = None) -> dict[str, list[Tip]]:
    """Return the tips of every log (or of these)."""
    return {row.name: found for row in logs(connection) if (names is None or row.name in names) and (found := tips(connection, row.key))}


def facts_mark(connection: Connection) -> tuple[int, int]:
    """Return how many fact lines are held and the newest one's row number: they change when a fact comes."""
    row = connection.execute("SELECT count(*), coalesce(max(id), 0) FROM line WHERE kind = 'fact'").fetchone()
    return int(row[0]), int(row[1])


def wanted_values(connection: Connection, home_units: Collection[str], owners: Collection[str] | None = None) -> list[str]:
    """Return hashes of value lines that this station may have, lacks, and does not know as erased; of these units only.

    `home_units` are those whose `home` lines are for it: its own, and those that it took over.
    """
    marks, arguments = _among(owners)
    by_value, by_line = "value_line v CROSS JOIN line l ON l.id = v.line", "line l CROSS JOIN value_line v ON v.line = l.id"
    asked: list[tuple[str, str, tuple[str, ...]]] = [(by_value, "v.audience IN ('up', 'down')", ())]
    homes = sorted(set(home_units) if owners is None else set(home_units) & set(owners))
    if homes:
        # At an upper desk the home lines of all others are missing, and always will be: there the own unit's lines lead to its own.
        missing = "SELECT count(*) FROM (SELECT 1 FROM value_line WHERE body IS NULL AND audience = 'home' LIMIT ?)"
        few = connection.execute(missing, (_FEW,)).fetchone()[0] < _FEW
        asked.append((by_value if few else by_line, f"v.audience = 'home' AND l.unit IN ({', '.join('?' * len(homes))})", tuple(homes)))
    found = [
        row
        for source, which, more in asked
        for row in connection.execute(
            f"SELECT v.hash FROM {source} WHERE v.body IS NULL AND {which} {marks} AND NOT EXISTS (SELECT 1 FROM erased e "
            "WHERE e.hash = v.hash AND (e.unit = '' OR (e.unit = l.unit AND e.record = l.record)))",
            (*more, *arguments),
        )
    ]
    return sorted(str(row[0]) for row in found)


def erased_marks(connection: Connection, owners: Collection[str] | None = None) -> list[str]:
    """Return the hashes of all erased value lines, or of those of these units' records."""
    if owners is None:
        return [str(row[0]) for row in connection.execute("SELECT DISTINCT hash FROM erased ORDER BY hash")]
    marks, arguments = _among(owners)
    rows = connection.execute(
        "SELECT DISTINCT v.hash FROM value_line v JOIN line l ON l.id = v.line "
        f"WHERE v.body IS NULL AND v.audience IN ('up', 'home', 'down') AND v.hash IN (SELECT hash FROM erased) {marks} ORDER BY v.hash",
        arguments,
    )
    return [str(row[0]) for row in rows]


def _among(owners: Collection[str] | None) -> tuple[str, tuple[str, ...]]:
    return ("", ()) if owners is None else (f"AND l.unit IN ({', '.join('?' * len(owners))})", tuple(sorted(owners)))


@dataclass(frozen=True, slots=True)
class Moment:
    """How far the store had come: what was added since can be told from what was there."""

    line: int
    erased: int


def moment(connection: Connection) -> Moment:
    """Return how far the store has come."""
    row = connection.execute("SELECT (SELECT coalesce(max(id), 0) FROM line), (SELECT coalesce(max(rowid), 0) FROM erased)").fetchone()
    return Moment(int(row[0]), int(row[1]))


def refused_since(connection: Connection, before: Moment) -> dict[str, int]:
    """Return the logs of which refused lines came since, each with the lowest of their numbers."""
    rows = connection.execute(
        "SELECT g.name, min(l.seq) FROM line l JOIN log g ON g.id = l.log WHERE l.id > ? AND l.verdict = 'refused' GROUP BY g.name",
        (before.line,),
    )
    return {str(name): int(seq) for name, seq in rows}


def refused_logs(connection: Connection) -> list[tuple[str, str, int]]:
    """Return (log, its unit, lowest number) of every log of which lines are refused."""
    rows = connection.execute(
        "SELECT g.name, g.unit, min(l.seq) FROM line l JOIN log g ON g.id = l.log "
        "WHERE l.verdict != 'valid' AND l.verdict = 'refused' GROUP BY g.name, g.unit"
    )
    return [(str(name), str(unit), int(seq)) for name, unit, seq in rows]


def known_before(connection: Connection, keys: Iterable[tuple[str, str]], before: Moment) -> set[tuple[str, str]]:
    """Return those of these records (unit, id) that had a line already."""
    sql = "SELECT 1 FROM line WHERE unit = ? AND record = ? AND id <= ? LIMIT 1"
    return {key for key in keys if connection.execute(sql, (*key, before.line)).fetchone()}


def of_no_effect_since(connection: Connection, before: Moment) -> set[tuple[str, str]]:
    """Return the records (unit, id) of which lines came since, none of them valid."""
    rows = connection.execute(
        "SELECT DISTINCT unit, record FROM line l WHERE id > ? AND verdict != 'valid' AND NOT EXISTS "
        "(SELECT 1 FROM line v WHERE v.unit = l.unit AND v.record = l.record AND v.id > ? AND v.verdict = 'valid')",
        (before.line, before.line),
    )
    return {(str(unit), str(record)) for unit, record in rows}


def erased_since(connection: Connection, before: Moment, station: str) -> tuple[int, int]:
    """Return how many value lines were erased since, and how many of them this station wrote."""
    row = connection.execute(
        "SELECT count(*), count(CASE WHEN g.station = ? THEN 1 END) FROM erased e CROSS JOIN line l ON l.unit = e.unit "
        "AND l.record = e.record CROSS JOIN value_line v ON v.line = l.id AND v.hash = e.hash JOIN log g ON g.id = l.log WHERE e.rowid > ?",
        (station, before.erased),
    ).fetchone()
    return int(row[0]), int(row[1])


def runs_beyond(connection: Connection, log: LogRow, known: Iterable[Sequence[Tip]] | None, wanted: Collection[str]) -> list[Segment]:
    """Return the sealed runs of a log that somebody lacks.

    Args:
        connection: The store.
        log: The log.
        known: For each reader the tips that he holds; None: nobody's are known, so everything is lacking.
        wanted: Hashes of value lines that a reader asks for: their runs travel again.
    """
    found = segments(connection, log.key)
    if known is None:
        return found
    readers = [list(reader) for reader in known]
    needed = {one.key: one for one in found if _lacking(connection, log, one, readers)}
    for seq in _lines_of(connection, log, wanted):
        needed |= {one.key: one for one in found if one.first <= seq <= one.last}
    return sorted(needed.values(), key=lambda one: (one.first, one.last, one.tip))


def _lacking(connection: Connection, log: LogRow, run: Segment, readers: list[list[Tip]]) -> bool:
    if not readers:
        return True
    for reader in readers:
        ours = [tip for tip in reader if _holds(connection, log.key, tip[1])]
        if log.forked:
            if not any(run.tip in (ancestors(connection, log.key, tip[1]) or ()) for tip in ours):
                return True
        elif run.last > max((tip[0] for tip in ours), default=0):
            return True
    return False


def _holds(connection: Connection, log: int, full: str) -> bool:
    return connection.execute("SELECT 1 FROM line WHERE log = ? AND hash = ?", (log, full)).fetchone() is not None


def _lines_of(connection: Connection, log: LogRow, wanted: Collection[str]) -> list[int]:
    if not wanted:
        return []
    asked = frozenset(wanted)
    rows = connection.execute(
        "SELECT l.seq, v.hash FROM value_line v JOIN line l ON l.id = v.line WHERE l.log = ? AND v.body IS NOT NULL", (log.key,)
    )
    return sorted({int(seq) for seq, full in rows if full in asked})


def run_bytes(connection: Connection, log: int, segment: Segment, audiences: Sequence[str]) -> Run:
    """Return a sealed run with its lines and the value lines of these audiences, verbatim."""
    rows = chain(connection, log, segment.tip, segment.first)
    values, left_out = value_bodies(connection, (key for key, _, _ in rows), audiences)
    joined = {audience: b"".join(body + b"\n" for body in bodies) for audience, bodies in values.items()}
    return Run(segment, b"".join(line + b"\n" for _, _, line in rows), {name: body for name, body in joined.items() if body}, left_out)


def keep_receipt(connection: Connection, station: str, number: int, body: bytes) -> None:
    """Keep the newest receipt of a station."""
    connection.execute(
        "INSERT INTO receipt VALUES (?, ?, ?) ON CONFLICT (station) DO UPDATE SET number = excluded.number, body = excluded.body",
        (station, number, body),
    )


def receipts(connection: Connection) -> dict[str, tuple[int, bytes]]:
    """Return the newest receipt (number, bytes) of every station."""
    return {str(r[0]): (int(r[1]), bytes(r[2])) for r in connection.execute("SELECT station, number, body FROM receipt")}


@dataclass(frozen=True, slots=True)
class PackageRow:
    """A package that came or was made.

    `hash` is the sha256 of the file. `line` is the row of the newest line that was held when it had been taken in, or when what went
    into it was collected; `place` its place among all packages: these say what was before and what after, `at` is only shown.
    """

    hash: str
    package: str
    direction: str
    kind: str
    peer: str
    file: str
    at: str
    result: str
    detail: str
    line: int = 0
    place: int = 0


def note_package(connection: Connection, row: PackageRow) -> None:
    """Remember a package where it first stood; what came of it may change when the same file comes again, and brings something."""
    connection.execute(
        "INSERT INTO package (hash, package, direction, kind, peer, file, at, result, detail, line) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (hash) DO UPDATE SET result = excluded.result, detail = excluded.detail "
        "WHERE direction = excluded.direction AND excluded.result != 'duplicate'",
        (row.hash, row.package, row.direction, row.kind, row.peer, row.file, row.at, row.result, row.detail, row.line),
    )


def packages(connection: Connection, direction: str | None = None) -> list[PackageRow]:
    """Return the packages that came (`in`) or were made (`out`), the last one first, whatever the clock said then."""
    where, arguments = ("WHERE direction = ?", (direction,)) if direction else ("", ())
    rows = connection.execute(
        f"SELECT hash, package, direction, kind, peer, file, at, result, detail, line, rowid FROM package {where} ORDER BY rowid DESC",
        arguments,
    )
    return [_package(*row) for row in rows]


def _package(
    mark: str, package: str, direction: str, kind: str, peer: str, file: str, at: str, result: str, detail: str, line: int, place: int
) -> PackageRow:
    return PackageRow(mark, package, direction, kind, peer, file, at, result, detail, line, place)


def note_quarantine(connection: Connection, mark: str, file: str, code: str, at: str, size: int) -> None:
    """Remember a refused package whose copy is kept."""
    connection.execute("INSERT OR IGNORE INTO quarantine VALUES (?, ?, ?, ?, ?)", (mark, file, code, at, size))


def quarantined(connection: Connection) -> list[tuple[str, str, str, str, int]]:
    """Return (hash, file, code, at, bytes) of refused packages, the first one first, whatever the clock said then."""
    rows = connection.execute("SELECT hash, file, code, at, bytes FROM quarantine ORDER BY rowid")
    return [(str(r[0]), str(r[1]), str(r[2]), str(r[3]), int(r[4])) for r in rows]


def drop_quarantine(connection: Connection, mark: str) -> None:
    """Forget a quarantined package whose copy had to go."""
    connection.execute("DELETE FROM quarantine WHERE hash = ?", (mark,))


def next_counter(connection: Connection, name: str) -> int:
    """Return the next number of a counter of this station, from 1."""
    current = get_meta(connection, name)
    number = (current if isinstance(current, int) else 0) + 1
    set_meta(connection, name, number)
    return number


def forget_counters(connection: Connection, names: Iterable[str], beginnings: Iterable[str]) -> None:
    """Forget small values of a station that is no more, by their names and by how their names begin."""
    connection.executemany("DELETE FROM meta WHERE name = ?", [(name,) for name in names])
    connection.executemany("DELETE FROM meta WHERE substr(name, 1, ?) = ?", [(len(one), one) for one in beginnings])


def holds(connection: Connection, log: str, full: str) -> bool:
    """Whether a line is held here, by its hash."""
    row = connection.execute("SELECT 1 FROM line l JOIN log g ON g.id = l.log WHERE g.name = ? AND l.hash = ?", (log, full)).fetchone()
    return row is not None


def valid_beyond(connection: Connection, log: str, tip: str | None) -> tuple[int, set[tuple[str, str]]]:
    """Return how many valid ops of a log do not lie at or before a line (None: all), and the records (unit, id) they touch."""
    rows = connection.execute(
        "SELECT l.log, l.hash, l.unit, l.record FROM line l JOIN log g ON g.id = l.log WHERE g.name = ? AND l.verdict = 'valid' "
        "AND l.kind != 'fact'",
        (log,),
    ).fetchall()
    kept = (ancestors(connection, int(rows[0][0]), tip) or set()) if rows and tip else set()
    lost = [(str(unit), str(record)) for _, full, unit, record in rows if full not in kept]
    return len(lost), set(lost)


def line_at(connection: Connection, log: str, seq: int) -> str | None:
    """Return the hash of a line by its number (of the first branch that came), or None."""
    sql = "SELECT l.hash FROM line l JOIN log g ON g.id = l.log WHERE g.name = ? AND l.seq = ? ORDER BY l.id"
    row = connection.execute(sql, (log, seq)).fetchone()
    return str(row[0]) if row else None


def newest_line(connection: Connection, unit: str, record: str) -> int:
    """Return the row of the valid line of a record that came last; 0 without any."""
    sql = "SELECT coalesce(max(id), 0) FROM line WHERE unit = ? AND record = ? AND verdict = 'valid'"
    return int(connection.execute(sql, (unit, record)).fetchone()[0])


def row_of(connection: Connection, name: str) -> int:
    """Return the row of the line of an op, by its name; 0 when it is not held."""
    log, seq, digits = name.rsplit("/", 2)
    sql = "SELECT l.id FROM line l JOIN log g ON g.id = l.log WHERE g.name = ? AND l.seq = ? AND substr(l.hash, 1, 16) = ?"
    row = connection.execute(sql, (log, int(seq), digits)).fetchone()
    return int(row[0]) if row else 0


def sealed_to(connection: Connection, log: int) -> int:
    """Return the number of the last line of a log that a seal covers."""
    return int(connection.execute("SELECT max(last) FROM segment WHERE log = ?", (log,)).fetchone()[0] or 0)
