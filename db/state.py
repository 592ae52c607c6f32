"""The state hash: two stations that show the same one hold the same values and heads of a unit.

Over record, field, head op names and, per head, whether its value is held, missing or erased; an op's name commits to
the value's hash. Unknown registers are included: the fold needs no schema. Every record keeps the hash of its own part
(a mark), made when it is folded, so that asking costs one walk over the unit's records and nothing is written.
"""

import hashlib
from typing import Final

import msgspec

from db.driver import Connection
from db.merge import Folded

_COLUMN: Final = {"up": "up_mark", "home": "home_mark"}
_SEEN_ABOVE: Final = ("up", "down")


def marks_of(record: str, folded: Folded) -> tuple[bytes | None, bytes | None]:
    """Return a record's part of the state hash as superiors and as its own unit may see it; None without any head."""
    heads = [(name, op.name, op.lines[name][3], op.lines[name][0]) for name, cell in sorted(folded.cells.items()) for op in cell.heads]
    above = [head for head in heads if head[3] in _SEEN_ABOVE]
    return _mark(record, above), _mark(record, heads)


def _mark(record: str, heads: list[tuple[str, str, str, str]]) -> bytes | None:
    if not heads:
        return None
    return hashlib.sha256(msgspec.json.encode([record, sorted(head[:3] for head in heads)])).digest()


def state_hash(connection: Connection, unit: str, audience: str) -> str:
    """Return the hash (64 hex digits) of a unit's records as the audience `up` or `home` may see them."""
    column = _COLUMN[audience]
    rows = connection.execute(f"SELECT id, {column} FROM rec WHERE unit = ? AND {column} IS NOT NULL", (unit,))
    digest = hashlib.sha256()
    for _, mark in sorted(rows):
        digest.update(mark)
    return digest.hexdigest()


def units_held(connection: Connection) -> list[str]:
    """Return every unit that owns a record with an op held here."""
    rows = connection.execute("SELECT DISTINCT unit FROM rec WHERE home_mark IS NOT NULL ORDER BY unit")
    return [str(row[0]) for row in rows]


def record_keys(connection: Connection) -> list[tuple[str, str]]:
    """Return (unit, id) of every record that is held here."""
    return [(str(row[0]), str(row[1])) for row in connection.execute("SELECT unit, id FROM rec")]
