"""The state hash: two stations that show the same one hold the same values and heads of a unit.

Over record, field, head op names and, per head, whether its value is held, missing or erased; an op's name commits to
the value's hash. Unknown registers are included: the fold needs no schema.
"""

import hashlib
import json
from typing import Final

from db.driver import Connection

_SEEN_BY: Final = {"up": ("up", "down"), "home": ("up", "down", "home")}


def state_hash(connection: Connection, unit: str, audience: str) -> str:
    """Return the hash (64 hex digits) of a unit's records as the audience `up` or `home` may see them."""
    row = connection.execute("SELECT hash FROM unit_state WHERE unit = ? AND audience = ?", (unit, audience)).fetchone()
    if row:
        return str(row[0])
    digest = hashlib.sha256()
    rows = connection.execute("SELECT id, heads FROM rec WHERE unit = ? AND heads != '' ORDER BY id", (unit,))
    for record, heads in rows:
        for line in _lines(str(record), json.loads(heads), _SEEN_BY[audience]):
            digest.update(line.encode())
    return digest.hexdigest()


def _lines(record: str, heads: dict[str, object], audiences: tuple[str, ...]) -> list[str]:
    names, cells = heads["ops"], heads["cells"]
    assert isinstance(names, list)
    assert isinstance(cells, dict)
    return [
        f"{record}\x1f{field}\x1f{names[place]}\x1f{mark}\n"
        for field, places in sorted(cells.items())
        for place, audience, mark in sorted(places, key=lambda one: str(names[one[0]]))
        if audience in audiences
    ]


def remember(connection: Connection, unit: str, audience: str, value: str) -> None:
    """Keep a computed hash until a record of the unit changes."""
    connection.execute("INSERT OR REPLACE INTO unit_state VALUES (?, ?, ?)", (unit, audience, value))


def units_held(connection: Connection) -> list[str]:
    """Return every unit that owns a line held here."""
    return [str(row[0]) for row in connection.execute("SELECT DISTINCT unit FROM rec WHERE unit != '*' ORDER BY unit")]
