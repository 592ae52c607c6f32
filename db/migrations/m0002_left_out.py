"""Find the few lines that are not valid without walking along all that are: every view of a closed period asks for them."""

from typing import Final

from db.driver import Database

INFO: Final = "Index the lines whose verdict is not valid."


def migrate(db: Database) -> None:
    """Make the index."""
    db.conn.execute("CREATE INDEX line_left_out ON line (log) WHERE verdict != 'valid'")
