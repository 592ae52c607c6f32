"""Remember of every package how far the store had come, so that no clock says what lay before it and what came after."""

from typing import Final

from db.driver import Database

INFO: Final = "Note for each package the newest line that was held when it was made or taken in."


def migrate(db: Database) -> None:
    """Add the column; of what was sent up before nobody knows, so it counts as acknowledged when all is."""
    db.conn.execute("ALTER TABLE package ADD COLUMN line INTEGER NOT NULL DEFAULT 0")
    db.conn.execute("UPDATE package SET line = (SELECT coalesce(max(id), 0) FROM line) WHERE direction = 'out' AND kind = 'up'")
