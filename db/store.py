"""The database of one station: opened once, read by many threads, written by one at a time.

Every write is one `BEGIN IMMEDIATE` transaction (sqlite-utils' own is deferred: a reader that turns writer meets
"database is locked"). Each thread has a connection of its own.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from db.driver import Connection, Database, connect
from db.errors import WrongKey, known_errors
from db.migrations import migrate
from db.schema import Words, create_table

KEY_BYTES: Final = 32


class Store:
    """The opened file. Raises the errors of `db.errors` from every method."""

    def __init__(self, path: Path, key: bytes, words: Words, *, create: bool = False) -> None:
        if len(key) != KEY_BYTES:
            raise WrongKey("the key has the wrong length")
        self.path, self.words = path, words
        self._key = key
        self._local = threading.local()
        self._all: list[Connection] = []
        self._lock = threading.Lock()
        with known_errors():
            database = Database(self._connect(create=create))
            self.migrated = migrate(database)
            with self.write() as connection:
                for spec in words.specs.values():
                    create_table(Database(connection), spec)

    def _connect(self, *, create: bool = False) -> Connection:
        connection = getattr(self._local, "connection", None)
        if connection is None:
            connection = connect(self.path, self._key, create=create)
            connection.create_function("fold", 1, lambda text: self.words.fold(str(text or "")), deterministic=True)
            self._local.connection = connection
            with self._lock:
                self._all.append(connection)
        return connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a snapshot that no writer changes while it is read. Inside a write it is that write's own view."""
        connection = self._connect()
        with known_errors():
            if connection.in_transaction:
                yield connection
                return
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                connection.execute("ROLLBACK")

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Give the one writing transaction: committed at the end, undone whole on any exception."""
        connection = self._connect()
        with known_errors():
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    def truncate_wal(self) -> None:
        """Empty the write-ahead log, so that what was erased is nowhere in it."""
        with known_errors():
            self._connect().execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def backup_to(self, target: Path) -> None:
        """Copy the whole database, under the same key, into a new file and verify that it opens and holds together."""
        with known_errors():
            copy = connect(target, self._key, create=True)
            try:
                self._connect().backup(copy)
                copy.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                copy.execute("PRAGMA journal_mode = DELETE")
                if copy.execute("PRAGMA quick_check").fetchone()[0] != "ok":
                    raise WrongKey("the copy does not hold together")
            finally:
                copy.close()

    def integrity(self) -> list[str]:
        """Return what SQLite and the cipher find wrong with the file; empty when it is whole."""
        with self.read() as connection:
            found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(20)") if row[0] != "ok"]
            return found + [str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check")]

    def close(self) -> None:
        """Close every thread's connection. The last one folds the write-ahead log back into the file."""
        with self._lock:
            for connection in self._all:
                connection.close()
            self._all.clear()
        self._local = threading.local()


def get_meta(connection: Connection, name: str) -> object:
    """Return a small value of the office (its station, its clock), or None."""
    row = connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
    return row[0] if row else None


def set_meta(connection: Connection, name: str, value: object) -> None:
    """Keep a small value of the office."""
    connection.execute("INSERT INTO meta VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", (name, value))
