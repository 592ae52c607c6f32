"""Which frozen figures a report rests on, and which package took them up: what the book of reports keeps of each (dossier R19e)."""

from db import exchange
from db.driver import Connection
from db.query import Is, Query, Reader
from desktop.entries.tables import CLOSINGS


def frozen_figures(connection: Connection, reader: Reader, unit: str, period: str) -> tuple[str | None, str | None]:
    """Return the hash of the snapshot that a unit's closing of a period names, and the newest package up since; None for neither."""
    for row in reader.rows(Query(CLOSINGS, (Is("period", "=", period),), units=(unit,))):
        closing = row["closing"]
        if isinstance(closing, dict) and closing.get("state") == "closed":
            written = exchange.newest_line(connection, unit, str(row["_id"]))
            made = (one for one in exchange.packages(connection, "out") if one.kind == "up" and one.line >= written)
            newest = next(made, None)
            return str(closing.get("snapshot")), newest.package if newest else None
    return None, None
