"""Ops that count nowhere: refused by what is known of their station, or of a station that nobody has certified.

They are kept as they came. A person of the owning unit may adopt them: write each again as an op of his own.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from db.driver import Connection
from db.ingest import GAP, held
from db.ops import BadLine, Skeleton, decode_held, decode_skeleton, line_hash, op_name, values_of
from db.past import past_of


@dataclass(frozen=True, slots=True)
class SetAside:
    """One such op, with what is here of its values by (audience, group); `lacking` names the fields that are not."""

    name: str
    log: str
    station: str
    skeleton: Skeleton
    values: Mapping[tuple[str, str], Mapping[str, object]]
    lacking: tuple[str, ...]
    certified: bool


def set_aside(connection: Connection, owners: Collection[str]) -> list[SetAside]:
    """Return the ops of these units' records that count nowhere and that no valid op has replaced yet, in the order of their counters."""
    found = [*_refused(connection, owners), *_uncertified(connection, owners)]
    replaced: dict[tuple[str, str], frozenset[str]] = {}
    for one in found:
        key = (one.skeleton.unit, one.skeleton.record)
        if key not in replaced:
            replaced[key] = frozenset[str]().union(*(past.op.over for past in past_of(connection, *key) if past.verdict == "valid"))
    open_ones = [one for one in found if one.name not in replaced[one.skeleton.unit, one.skeleton.record]]
    return sorted(open_ones, key=lambda one: (one.skeleton.lamport, one.name))


def _refused(connection: Connection, owners: Collection[str]) -> Iterable[SetAside]:
    # The index of the lines that are not valid is named by its own condition; there are few.
    rows = connection.execute(
        "SELECT l.id, g.name, g.station, l.seq, l.hash, l.skeleton FROM line l JOIN log g ON g.id = l.log "
        "WHERE l.verdict != 'valid' AND l.verdict = 'refused' AND l.record != '' AND +l.unit IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(owners)),),
    ).fetchall()
    for key, log, station, seq, full, body in rows:
        bodies = connection.execute("SELECT hash, body FROM value_line WHERE line = ? AND body IS NOT NULL", (key,))
        here = {str(mark): bytes(text) for mark, text in bodies}
        yield _made(op_name(log, seq, full), str(log), str(station), decode_held(bytes(body)), here, certified=True)


def _uncertified(connection: Connection, owners: Collection[str]) -> Iterable[SetAside]:
    for piece in held(connection):
        if piece.reason == GAP:
            continue
        here = {line_hash(body): body for part in piece.values.values() for body in part.split(b"\n")[:-1]}
        for line in piece.lines.split(b"\n")[:-1]:
            try:
                skeleton = decode_skeleton(line)
            except BadLine:
                break
            if skeleton.record and skeleton.unit in owners:
                yield _made(op_name(piece.log, skeleton.seq, line_hash(line)), piece.log, piece.station, skeleton, here, certified=False)


def _made(name: str, log: str, station: str, skeleton: Skeleton, here: Mapping[str, bytes], *, certified: bool) -> SetAside:
    values = {(ref.audience, ref.group): values_of(here[ref.hash], ref.fields) for ref in skeleton.lines if ref.hash in here}
    lacking = tuple(field for ref in skeleton.lines if ref.hash not in here for field in ref.fields)
    return SetAside(name, log, station, skeleton, values, lacking, certified)
