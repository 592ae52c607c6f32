"""Bytes that are named by their hash: frozen figures of a period, attachments. Nothing here knows what they say."""

import hashlib
from collections.abc import Collection

from db.driver import Connection


def name_of(body: bytes) -> str:
    """Return the sha256 of bytes as 64 hex digits: their name."""
    return hashlib.sha256(body).hexdigest()


def put(connection: Connection, mark: str, kind: str, body: bytes) -> bool:
    """Keep bytes under their hash; return whether they are new.

    Raises:
        ValueError: `mark` is not their hash.
    """
    if name_of(body) != mark:
        raise ValueError("these bytes have another name")
    return bool(connection.execute("INSERT OR IGNORE INTO blob VALUES (?, ?, ?)", (mark, kind, body)).rowcount)


def get(connection: Connection, mark: str) -> bytes | None:
    """Return the bytes of a name, or None when they are not held."""
    row = connection.execute("SELECT body FROM blob WHERE hash = ?", (mark,)).fetchone()
    return bytes(row[0]) if row else None


def lacking(connection: Connection, marks: Collection[str]) -> list[str]:
    """Return those of these names that are not held, sorted."""
    return sorted(mark for mark in set(marks) if not connection.execute("SELECT 1 FROM blob WHERE hash = ?", (mark,)).fetchone())
