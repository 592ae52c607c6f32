"""Empty what an erasure empties: in the log, in what waits behind a gap, whenever and from wherever it came.

Skeletons stay, so heads and chain are unchanged. The hashes of emptied lines are remembered, so that the values are
neither asked for nor taken in again; an erasure that is refused later takes its marks back.
"""

import json
from collections.abc import Collection, Iterable, Mapping

from db import drafts
from db.driver import Connection
from db.merge import Op, erased_lines
from db.ops import Skeleton, decode_skeleton, line_hash, op_name
from db.past import Past, erased_groups, past_of, valid_ops
from db.schema import TableSpec

_Line = tuple[int, str]
"""Row number of a line and the hash of one of its value lines."""


def settle(connection: Connection, specs: Mapping[str, TableSpec], unit: str, record: str, past: list[Past]) -> bool:
    """Bring marks, bodies and draft of one record to what its valid erasures say; return whether anything changed."""
    erasures, refused = [op for op in valid_ops(past) if op.erase], _refused(past)
    if not erasures and not refused and not any(one.marked for one in past):
        return False
    lines = _emptied(past, erasures)
    wanted = {mark for _, mark in lines}
    back = {mark for _, mark in _emptied(past, refused)} - wanted
    rows = connection.execute("SELECT hash FROM erased WHERE unit = ? AND record = ?", (unit, record))
    known = {str(row[0]) for row in rows}
    before = connection.total_changes
    connection.executemany("DELETE FROM erased WHERE hash = ? AND unit = ? AND record = ?", [(m, unit, record) for m in known - wanted])
    connection.executemany("DELETE FROM erased WHERE hash = ? AND unit = '' AND record = ''", [(mark,) for mark in (wanted - known) | back])
    connection.executemany("INSERT INTO erased (hash, unit, record) VALUES (?, ?, ?)", [(m, unit, record) for m in wanted - known])
    connection.executemany("UPDATE value_line SET body = NULL WHERE line = ? AND hash = ? AND body IS NOT NULL", sorted(lines))
    drafts.empty(connection, specs, unit, record, {op.name: op.erase for op in erasures})
    return bool(connection.total_changes != before)


def _emptied(past: Iterable[Past], erasures: Collection[Op]) -> set[_Line]:
    known = list(past)
    gone = erased_lines(erasures, (one.op for one in known)) if erasures else set()
    return {(one.op.key, ref.hash) for one in known for ref in one.skeleton.lines if (one.op.name, ref.group) in gone}


def _refused(past: Iterable[Past]) -> list[Op]:
    return [one.op for one in past if one.op.erase and one.verdict == "refused"]


def settle_waiting(connection: Connection, records: Collection[str] | None = None) -> None:
    """Empty what waits behind a gap of what is known as erased; of these records only, where they are given."""
    sought = None if records is None else [record.encode() for record in records]
    for key, log, lines in connection.execute("SELECT id, log, lines FROM held_segment").fetchall():
        if sought is not None and not any(record in bytes(lines) for record in sought):
            continue
        row = connection.execute("SELECT up, home, down FROM held_segment WHERE id = ?", (key,)).fetchone()
        values = {audience: bytes(body) for audience, body in zip(("up", "home", "down"), row, strict=True)}
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
            gone |= {ref.hash for ref in skeleton.lines if is_erased(connection, ref.hash, skeleton)}
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


def apply_marks(connection: Connection, specs: Mapping[str, TableSpec], marks: Iterable[str]) -> set[tuple[str, str]]:
    """Empty the lines whose hashes the file beside the database names; return the records (unit, id) to fold again.

    A restored image may be older than the erasure: the marks hold until the erasing op itself is here. What the records'
    drafts say in the groups of those lines goes too. A mark whose erasure is here and refused is not taken.
    """
    fresh = unknown_marks(connection, marks)
    fresh -= taken_back(connection, fresh)
    if not fresh:
        return set()
    groups: dict[tuple[str, str], set[str]] = {}
    for _, unit, record, group in _lines_of(connection, fresh):
        groups.setdefault((unit, record), set()).add(group)
    connection.executemany("INSERT INTO erased (hash, unit, record) VALUES (?, '', '')", [(mark,) for mark in sorted(fresh)])
    connection.execute(
        "UPDATE value_line SET body = NULL WHERE body IS NOT NULL AND hash IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(fresh)),),
    )
    for (unit, record), names in groups.items():
        drafts.empty(connection, specs, unit, record, {"": frozenset(names)})
    settle_waiting(connection)
    return set(groups)


def marks_among(connection: Connection, marks: Collection[str], owners: Collection[str]) -> set[str]:
    """Return those of these hashes that name value lines of these units' records."""
    return {mark for mark, unit, _, _ in _lines_of(connection, marks) if unit in owners}


def unknown_marks(connection: Connection, marks: Iterable[str]) -> set[str]:
    """Return those of these hashes that are not known as erased."""
    asked = json.dumps(sorted(set(marks)))
    rows = connection.execute("SELECT value FROM json_each(?) WHERE value NOT IN (SELECT hash FROM erased)", (asked,))
    return {str(row[0]) for row in rows}


def taken_back(connection: Connection, marks: Collection[str]) -> set[str]:
    """Return those of these hashes whose erasure is held here and refused: they count no more."""
    found: set[str] = set()
    for unit, record in sorted({(unit, record) for _, unit, record, _ in _lines_of(connection, marks)}):
        past = past_of(connection, unit, record)
        found |= {mark for _, mark in _emptied(past, _refused(past))}
    return found & set(marks)


def _lines_of(connection: Connection, marks: Collection[str]) -> list[tuple[str, str, str, str]]:
    """Return (hash, unit, record, group) of the value lines with these hashes that have a place here."""
    if not marks:
        return []
    rows = connection.execute(
        "SELECT v.hash, l.unit, l.record, v.grp FROM value_line v JOIN line l ON l.id = v.line "
        "WHERE v.hash IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(marks)),),
    )
    return [(str(mark), str(unit), str(record), str(group)) for mark, unit, record, group in rows]
