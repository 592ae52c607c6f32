"""Hold the log against its own hashes, and the derived tables against the log.

Findings are sentences for whoever keeps the office's computer; an empty list means that everything holds.
"""

import hashlib
from typing import Final

from db.blobs import name_of
from db.driver import Connection
from db.ops import START, BadLine, Skeleton, decode_skeleton, line_hash
from db.projection import RESOURCES, Projector
from db.schema import TableSpec
from db.state import state_hash, units_held
from db.store import folded_now, unfolded

_INDEXED: Final = "seq, prev, lamport, unit, register, record, kind"
_MOST: Final = 50


def check_chain(connection: Connection) -> list[str]:
    """Return what is wrong with the lines of the log: bytes, hashes, numbers, the line before, the tips of segments."""
    faults: list[str] = []
    seqs: dict[tuple[int, str], int] = {}
    rows = connection.execute(
        f"SELECT l.log, g.name, l.hash, CAST(l.skeleton AS BLOB), {', '.join(f'l.{name}' for name in _INDEXED.split(', '))} "
        "FROM line l JOIN log g ON g.id = l.log ORDER BY l.log, l.seq"
    )
    for log, name, full, body, *indexed in rows:
        place = f"{name}/{indexed[0]}"
        line = bytes(body)
        if line_hash(line) != full:
            faults.append(f"{place}: nội dung dòng không khớp mã băm.")
            continue
        try:
            skeleton = decode_skeleton(line)
        except BadLine:
            faults.append(f"{place}: dòng không đọc được.")
            continue
        if indexed != _of(skeleton):
            faults.append(f"{place}: mục lục không khớp nội dung dòng.")
        before = 0 if skeleton.prev == START else seqs.get((log, skeleton.prev))
        if before is None or before + 1 != skeleton.seq:
            faults.append(f"{place}: không nối với dòng trước.")
        seqs[log, full] = skeleton.seq
    return (faults + _check_segments(connection, seqs))[:_MOST]


def _of(skeleton: Skeleton) -> list[object]:
    return [getattr(skeleton, name) for name in _INDEXED.split(", ")]


def check_blobs(connection: Connection) -> list[str]:
    """Return frozen figures and attachments whose bytes are not those that their names say."""
    rows = connection.execute("SELECT hash, CAST(body AS BLOB) FROM blob ORDER BY hash")
    return [f"{mark[:16]}: nội dung không khớp mã băm." for mark, body in rows if name_of(bytes(body)) != mark][:_MOST]


def _check_segments(connection: Connection, seqs: dict[tuple[int, str], int]) -> list[str]:
    rows = connection.execute("SELECT s.log, g.name, s.first, s.last, s.prev, s.tip FROM segment s JOIN log g ON g.id = s.log")
    return [
        f"{name}/{first}–{last}: đoạn đã niêm không khớp các dòng của nó."
        for log, name, first, last, prev, tip in rows
        if seqs.get((log, tip)) != last or (0 if prev == START else seqs.get((log, prev))) != first - 1
    ]


def check_values(connection: Connection) -> list[str]:
    """Return value lines that are not those which their skeletons name."""
    rows = connection.execute(
        "SELECT g.name, l.seq, v.audience, v.grp, v.hash, CAST(v.body AS BLOB) FROM value_line v JOIN line l ON l.id = v.line "
        "JOIN log g ON g.id = l.log WHERE v.body IS NOT NULL"
    )
    faults = [f"{log}/{seq}: dòng giá trị không khớp mã băm." for log, seq, _, _, mark, body in rows if line_hash(bytes(body)) != mark]
    rows = connection.execute(
        "SELECT g.name, l.seq, l.id, CAST(l.skeleton AS BLOB) FROM line l JOIN log g ON g.id = l.log WHERE l.kind != 'fact'"
    )
    for log, seq, key, body in rows.fetchall():
        here = connection.execute("SELECT audience, grp, hash FROM value_line WHERE line = ? ORDER BY id", (key,)).fetchall()
        try:
            named = [(ref.audience, ref.group, ref.hash) for ref in decode_skeleton(bytes(body)).lines]
        except BadLine:
            continue
        if [tuple(one) for one in here] != named:
            faults.append(f"{log}/{seq}: thiếu chỗ của một dòng giá trị.")
    return faults[:_MOST]


def rebuild(connection: Connection, projector: Projector) -> list[str]:
    """Make every derived table again from the log, inside one write; return where it was another than the log says.

    Only what differs is written, and in its place: a derivation that asks for another record never meets an empty table, and
    a whole database is looked through without a byte being written.
    """
    before = _digests(connection, projector)
    _drop_orphans(connection, projector)
    fold_all(connection, projector)
    after = _digests(connection, projector)
    names = sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
    return [f"{name}: khác với nhật ký; đã dựng lại." for name in names]


def fold_all(connection: Connection, projector: Projector) -> None:
    """Fold every record and every draft anew."""
    keys = connection.execute("SELECT DISTINCT unit, record FROM line WHERE record != '' UNION SELECT unit, id FROM draft").fetchall()
    again = Projector(connection, projector.words, projector.lineage, thorough=True)
    again.project((str(unit), str(record)) for unit, record in keys)


def fold_waiting(connection: Connection, projector: Projector) -> int:
    """Fold the records of registers whose table this program made or widened; return how many. For after the opening."""
    codes = unfolded(connection)
    if not codes:
        return 0
    marks = ", ".join("?" * len(codes))
    keys = connection.execute(f"SELECT unit, id FROM rec WHERE unit != ? AND register IN ({marks})", (RESOURCES, *codes)).fetchall()
    projector.project((str(unit), str(record)) for unit, record in keys)
    folded_now(connection)
    return len(keys)


def _drop_orphans(connection: Connection, projector: Projector) -> None:
    connection.execute(
        "DELETE FROM rec WHERE unit != ? AND NOT EXISTS (SELECT 1 FROM line l WHERE l.unit = rec.unit AND l.record = rec.id) "
        "AND NOT EXISTS (SELECT 1 FROM draft d WHERE d.id = rec.id AND d.unit = rec.unit)",
        (RESOURCES,),
    )
    for spec in projector.words.specs.values():
        connection.execute(
            f'DELETE FROM "{spec.table}" WHERE NOT EXISTS (SELECT 1 FROM rec r WHERE r.rid = "{spec.table}".rid AND r.register = ? '
            f'AND r.unit = "{spec.table}"._unit AND r.id = "{spec.table}"._id)',
            (spec.code,),
        )
    connection.execute("DELETE FROM book_number WHERE rid NOT IN (SELECT rid FROM rec)")
    connection.execute("DELETE FROM search WHERE rowid NOT IN (SELECT rid FROM rec)")


def _digests(connection: Connection, projector: Projector) -> dict[str, str]:
    digests = {
        f"{unit} ({audience})": state_hash(connection, unit, audience) for unit in units_held(connection) for audience in ("up", "home")
    }
    digests |= {spec.table: _digest(connection, _table_sql(spec)) for spec in projector.words.specs.values()}
    digests["rec"] = _digest(
        connection,
        "SELECT unit, id, register, status, deleted, book_no, flags, conflicts, missing, erased, created_at, updated_at "
        "FROM rec ORDER BY id, unit",
    )
    digests["search"] = _digest(
        connection, "SELECT r.unit, r.id, s.open, s.private FROM search s JOIN rec r ON r.rid = s.rowid ORDER BY r.id, r.unit"
    )
    return digests


def _table_sql(spec: TableSpec) -> str:
    names = ", ".join(f'"{name}"' for name in spec.cells)
    return f'SELECT {names} FROM "{spec.table}" ORDER BY _unit, _id'


def _digest(connection: Connection, sql: str) -> str:
    digest = hashlib.sha256()
    for row in connection.execute(sql):
        digest.update(repr(row).encode())
    return digest.hexdigest()
