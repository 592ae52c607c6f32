"""Copies of packages that were damaged or forged, so that somebody can look at them.

Named by their hash, at most 200 MB together: the oldest damaged ones go first, forged ones last. What is not for us, or
is no package, is only listed.
"""

import hashlib
from pathlib import Path
from typing import Final

from db import exchange
from db.driver import Connection
from desktop.errors import Problem
from desktop.office import Office
from desktop.packages import stick

KEPT: Final = frozenset({"damaged", "forged"})
LIMIT: Final = 200 << 20


def keep(office: Office, raw: bytes, file: Path, code: str) -> None:
    """Keep a copy of a refused package; one that alone would fill the room is not kept.

    Raises:
        Problem: disk_full, read_only, locked; then nothing is kept of it.
    """
    if len(raw) > LIMIT:
        return
    mark, folder = hashlib.sha256(raw).hexdigest(), office.paths.quarantine
    with office.writing() as connection:
        going = _make_room(connection, mark, len(raw))
        exchange.note_quarantine(connection, mark, str(file), code, office.clock.now().isoformat(), len(raw))
    for old in going:
        (folder / f"{old}.goi").unlink(missing_ok=True)
    try:
        stick.write(folder / f"{mark}.goi", raw, replace=True)
    except Problem:
        with office.writing() as connection:
            exchange.drop_quarantine(connection, mark)
        raise


def _make_room(connection: Connection, mark: str, size: int) -> list[str]:
    """Forget as many copies as have to go for one of this size; return their hashes."""
    kept = [row for row in exchange.quarantined(connection) if row[0] != mark]
    total, going = sum(row[4] for row in kept) + size, list[str]()
    for old, _, _, _, length in sorted(kept, key=lambda row: row[2] == "forged"):
        if total <= LIMIT:
            break
        exchange.drop_quarantine(connection, old)
        going.append(old)
        total -= length
    return going
