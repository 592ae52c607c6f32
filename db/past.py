"""The ops of one record, read out of the log with what is held here of their values."""

from collections.abc import Iterable
from dataclasses import dataclass

from db.driver import Connection
from db.merge import ERASED, MISSING, Op
from db.ops import KEPT, Skeleton, decode_held, op_name, values_of


@dataclass(frozen=True, slots=True)
class Past:
    """One op of a record as it stands in the log, whatever its verdict. `marked`: an erasure emptied one of its lines."""

    op: Op
    skeleton: Skeleton
    verdict: str
    station: str
    author_unit: str
    marked: bool


def past_of(connection: Connection, unit: str, record: str) -> list[Past]:
    """Return every op of a record, in the order that is the same on every machine: Lamport number, then name."""
    rows = connection.execute(
        "SELECT l.id, g.name, l.seq, l.hash, l.skeleton, l.verdict, g.station, g.unit FROM line l JOIN log g ON g.id = l.log "
        "WHERE l.unit = ? AND l.record = ?",
        (unit, record),
    ).fetchall()
    if not rows:
        return []
    values: dict[int, dict[str, tuple[bytes | None, bool, bool]]] = {}
    found = connection.execute(
        "SELECT v.line, v.hash, v.body, own.hash IS NOT NULL, kept.hash IS NOT NULL FROM line l JOIN value_line v ON v.line = l.id "
        "LEFT JOIN erased own ON own.hash = v.hash AND own.unit = l.unit AND own.record = l.record "
        "LEFT JOIN erased kept ON kept.hash = v.hash AND kept.unit = '' AND kept.record = '' WHERE l.unit = ? AND l.record = ?",
        (unit, record),
    )
    for line, mark, body, own, kept in found:
        values.setdefault(line, {})[mark] = (body, bool(own), bool(kept))
    past = [_past(row, values.get(row[0], {})) for row in rows]
    return sorted(past, key=lambda one: (one.op.lamport, one.op.name))


def _past(row: tuple[int, str, int, str, bytes, str, str, str], held: dict[str, tuple[bytes | None, bool, bool]]) -> Past:
    key, log, seq, full, body, verdict, station, author_unit = row
    skeleton = decode_held(bytes(body))
    values: dict[str, object] = {}
    lines: dict[str, tuple[str, str, str, str]] = {}
    marked = False
    for ref in skeleton.lines:
        here, own, kept = held.get(ref.hash, (None, False, False))
        marked = marked or own
        state = "held" if here is not None else ERASED if own or kept else MISSING
        if here is not None:
            values |= values_of(bytes(here), ref.fields)
        lines |= dict.fromkeys(ref.fields, (ref.audience, ref.group, ref.hash, state))
    name = op_name(log, seq, full)
    op = Op(name, skeleton.lamport, skeleton.kind, frozenset(skeleton.over), values, lines, erased_groups(skeleton), key)
    return Past(op, skeleton, verdict, station, author_unit, marked)


def erased_groups(skeleton: Skeleton) -> frozenset[str]:
    """Return the groups that a line erases: none unless it is an erasure, and never what is kept for good."""
    return frozenset(skeleton.erase) - {KEPT} if skeleton.kind == "erase" else frozenset()


def valid_ops(past: Iterable[Past]) -> list[Op]:
    """Return the ops that count."""
    return [one.op for one in past if one.verdict == "valid"]


def written_by(connection: Connection, station: str, register: str) -> list[tuple[str, str]]:
    """Return (unit, id) of the records of a register that a station's own logs speak of, whatever the verdict on their lines."""
    rows = connection.execute(
        "SELECT DISTINCT l.unit, l.record FROM log g CROSS JOIN line l ON l.log = g.id WHERE g.station = ? AND l.register = ? "
        "ORDER BY l.unit, l.record",
        (station, register),
    )
    return [(str(unit), str(record)) for unit, record in rows]
