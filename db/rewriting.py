"""Write again, in the log of a new station, what an older station of this laptop had not let out of the house.

Law (design §5, Restore): each op keeps its record, values, user and time; its `over` is the old one, plus the new names of the
rewritten ops in it, plus the old op itself. So whichever of the two becomes known elsewhere, the newest answer stands. The old
lines go: they were never signed, or by a key that nobody certified, and would be held for lines that others lack.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from db.driver import Connection
from db.ingest import RecordKey
from db.log import Author, append
from db.ops import NewOp, OpKind, Skeleton, decode_held, op_name, values_of

FACTS: Final = ".fact"


@dataclass(slots=True)
class Rewritten:
    """What was written again: old name → new name, and the records to fold."""

    names: dict[str, str] = field(default_factory=dict)
    records: set[RecordKey] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Old:
    row: int
    log: str
    name: str
    skeleton: Skeleton


def rewrite(connection: Connection, station: str, author: Author, *, whole: bool) -> Rewritten:
    """Write the unsealed ops of a station again under `author`, whose log is the main one of the new station.

    Args:
        connection: A writing transaction; the records are to be folded in it.
        station: The station that this laptop was.
        author: Who writes now; user, time and schema stay those of each op.
        whole: Whether sealed ops are written again too, because nobody ever certified that station.
    """
    done, logs = Rewritten(), {station: author.log, f"{station}.down": f"{author.log}.down"}
    old = _lines(connection, logs, whole=whole)
    for one in old:
        said = one.skeleton
        over = {*said.over, *(done.names[name] for name in said.over if name in done.names), one.name}
        values = _values(connection, one)
        op = NewOp(said.unit, said.register, said.record, _kind(said), tuple(sorted(over)), values, tuple(said.erase))
        writer = replace(author, log=logs[one.log], by=said.by, at=said.at, schema=said.schema)
        done.names[one.name] = append(connection, writer, op)
        done.records.add((said.unit, said.record))
    _rebase_drafts(connection, done.names)
    _drop(connection, [one.row for one in old])
    if whole:
        _drop_logs(connection, station)
    return done


def _kind(skeleton: Skeleton) -> OpKind:
    kind: OpKind = skeleton.kind  # type: ignore[assignment]  # an own line has one of the own kinds
    return kind


def _lines(connection: Connection, logs: Iterable[str], *, whole: bool) -> list[_Old]:
    rows = connection.execute(
        "SELECT l.id, g.name, l.seq, l.hash, l.skeleton FROM line l JOIN log g ON g.id = l.log "
        "WHERE g.name IN (SELECT value FROM json_each(?)) AND (? OR NOT l.sealed) ORDER BY l.id",
        (json.dumps(sorted(logs)), whole),
    )
    return [_Old(int(key), str(log), op_name(log, seq, full), decode_held(bytes(body))) for key, log, seq, full, body in rows.fetchall()]


def _values(connection: Connection, old: _Old) -> Mapping[tuple[str, str], Mapping[str, object]]:
    """Return an op's values; what is erased or not here stays named and is empty, so that the erasure empties it again."""
    rows = connection.execute("SELECT hash, body FROM value_line WHERE line = ?", (old.row,)).fetchall()
    held = {str(mark): bytes(body) for mark, body in rows if body is not None}
    return {
        (ref.audience, ref.group): values_of(held[ref.hash], ref.fields) if ref.hash in held else dict.fromkeys(ref.fields)
        for ref in old.skeleton.lines
    }


def _rebase_drafts(connection: Connection, names: Mapping[str, str]) -> None:
    """What is being typed was typed over the old ops; it is over the new ones now, which replace the old ones themselves."""
    for rowid, base in connection.execute("SELECT rowid, base FROM draft").fetchall():
        seen = list(json.loads(base))
        now = [names.get(name, name) for name in seen]
        if now != seen:
            connection.execute("UPDATE draft SET base = ? WHERE rowid = ?", (json.dumps(now), rowid))


def _drop(connection: Connection, rows: Sequence[int]) -> None:
    gone = json.dumps(rows)
    connection.execute("DELETE FROM value_line WHERE line IN (SELECT value FROM json_each(?))", (gone,))
    connection.execute("DELETE FROM line WHERE id IN (SELECT value FROM json_each(?))", (gone,))


def _drop_logs(connection: Connection, station: str) -> None:
    """Forget the logs of a station that nobody certified, and what it said of others: it counts nowhere."""
    rows = connection.execute("SELECT l.id FROM line l JOIN log g ON g.id = l.log WHERE g.name = ?", (station + FACTS,)).fetchall()
    _drop(connection, [int(row[0]) for row in rows])
    connection.execute("DELETE FROM segment WHERE log IN (SELECT id FROM log WHERE station = ?)", (station,))
    connection.execute("DELETE FROM log WHERE station = ?", (station,))
