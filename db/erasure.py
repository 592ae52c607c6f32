"""Empty what an erasure empties: in the log, in what waits behind a gap, whenever and from wherever it came.

Skeletons stay, so heads and chain are unchanged. The hashes of emptied lines are remembered, so that the values are
neither asked for nor taken in again; an erasure that is refused later takes its marks back.
"""

from collections.abc import Iterable, Mapping

from db.driver import Connection
from db.merge import erased_lines
from db.ops import Skeleton, decode_skeleton, line_hash, op_name
from db.past import Past, erased_groups, valid_ops


def settle(connection: Connection, unit: str, record: str, past: list[Past]) -> bool:
    """Bring marks and bodies of one record to what its valid erasures say; return whether anything changed."""
    erasures = [op for op in valid_ops(past) if op.erase]
    if not erasures and not any(one.marked for one in past):
        return False
    gone = erased_lines(erasures, (one.op for one in past))
    lines = {(one.op.key, ref.hash) for one in past for ref in one.skeleton.lines if (one.op.name, ref.group) in gone}
    wanted = {mark for _, mark in lines}
    rows = connection.execute("SELECT hash FROM erased WHERE unit = ? AND record = ?", (unit, record))
    known = {str(row[0]) for row in rows}
    before = connection.total_changes
    connection.executemany("DELETE FROM erased WHERE hash = ? AND unit = ? AND record = ?", [(m, unit, record) for m in known - wanted])
    connection.executemany("DELETE FROM erased WHERE hash = ? AND unit = '' AND record = ''", [(mark,) for mark in wanted - known])
    connection.executemany("INSERT INTO erased (hash, unit, record) VALUES (?, ?, ?)", [(m, unit, record) for m in wanted - known])
    connection.executemany("UPDATE value_line SET body = NULL WHERE line = ? AND hash = ? AND body IS NOT NULL", sorted(lines))
    if erasures:
        _settle_waiting(connection)
    return bool(connection.total_changes != before)


def _settle_waiting(connection: Connection) -> None:
    rows = connection.execute("SELECT id, log, lines, up, home, down FROM held_segment").fetchall()
    for key, log, lines, up, home, down in rows:
        values = {"up": bytes(up), "home": bytes(home), "down": bytes(down)}
        left = without_erased(connection, str(log), bytes(lines), values)
        if left != values:
            connection.execute("UPDATE held_segment SET up = ?, home = ?, down = ? WHERE id = ?", (*left.values(), key))


def without_erased(connection: Connection, log: str, lines: bytes, values: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the value lines of a waiting segment without those that an erasure known here empties."""
    gone: set[str] = set()
    for line in lines.split(b"\n")[:-1]:
        skeleton = decode_skeleton(line)
        if skeleton.lines and skeleton.record:
            name = op_name(log, skeleton.seq, line_hash(line))
            for erasure, groups in _erasures(connection, skeleton.unit, skeleton.record):
                if erasure not in (name, *skeleton.over):
                    gone |= {ref.hash for ref in skeleton.lines if ref.group in groups}
    if not gone:
        return dict(values)
    return {
        audience: b"".join(body + b"\n" for body in part.split(b"\n")[:-1] if line_hash(body) not in gone)
        for audience, part in values.items()
    }


def _erasures(connection: Connection, unit: str, record: str) -> list[tuple[str, frozenset[str]]]:
    rows = connection.execute(
        "SELECT g.name, l.seq, l.hash, l.skeleton FROM line l JOIN log g ON g.id = l.log "
        "WHERE l.unit = ? AND l.record = ? AND l.kind = 'erase' AND l.verdict = 'valid'",
        (unit, record),
    )
    return [(op_name(log, seq, full), erased_groups(decode_skeleton(bytes(body)))) for log, seq, full, body in rows]


def is_erased(connection: Connection, mark: str, skeleton: Skeleton) -> bool:
    """Whether the value line of that hash in that op is known as erased."""
    row = connection.execute(
        "SELECT 1 FROM erased WHERE hash = ? AND ((unit = ? AND record = ?) OR (unit = '' AND record = ''))",
        (mark, skeleton.unit, skeleton.record),
    ).fetchone()
    return row is not None


def apply_marks(connection: Connection, marks: Iterable[str]) -> set[tuple[str, str]]:
    """Empty the lines whose hashes the file beside the database names; return the records to fold again.

    A restored image may be older than the erasure: the marks hold until the erasing op itself is here.
    """
    wanted = sorted(set(marks))
    known = {str(row[0]) for row in connection.execute("SELECT hash FROM erased")}
    fresh = [(mark,) for mark in wanted if mark not in known]
    connection.executemany("INSERT INTO erased (hash, unit, record) VALUES (?, '', '')", fresh)
    rows = connection.execute(
        "SELECT DISTINCT l.unit, l.record FROM value_line v JOIN line l ON l.id = v.line "
        "WHERE v.body IS NOT NULL AND v.hash IN (SELECT hash FROM erased WHERE unit = '' AND record = '')"
    )
    found = {(str(unit), str(record)) for unit, record in rows}
    connection.execute(
        "UPDATE value_line SET body = NULL WHERE body IS NOT NULL AND hash IN (SELECT hash FROM erased WHERE unit = '' AND record = '')"
    )
    return found
