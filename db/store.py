"""The database of one station: opened once, read by many threads, written by one at a time.

Every write is one `BEGIN IMMEDIATE` transaction (sqlite-utils' own is deferred: a reader that turns writer meets
"database is locked"). Each thread has a connection of its own.
"""

import hashlib
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from db.decimals import ExactSum
from db.driver import Connection, Database, OperationalError, connect
from db.errors import Closed, Corrupt, Locked, ReadOnly, WrongKey, known_errors
from db.migrations import is_current, is_older, migrate
from db.schema import Words, create_table, declared

KEY_BYTES: Final = 32
_TABLES, _UNFOLDED = "tables", "unfolded"


class Store:
    """The opened file. Raises the errors of `db.errors` from every method.

    `migrated` names the steps that this opening brought the system tables forward by; before the first of them the file is
    copied to `spare`.
    """

    def __init__(self, path: Path, key: bytes, words: Words, *, create: bool = False, spare: Path | None = None) -> None:
        if len(key) != KEY_BYTES:
            raise WrongKey("the key has the wrong length")
        self.path, self.words = path, words
        self.migrated: list[str] = []
        self._key = key
        self._local = threading.local()
        self._all: list[tuple[threading.Thread, Connection]] = []
        self._lock = threading.Lock()
        self._idle = threading.Condition(self._lock)
        self._users: dict[int, int] = {}
        self._closed = False
        self._ranks: dict[tuple[str, str], int | None] = {}
        try:
            with known_errors():
                self._connect(create=create)
                self._prepare(spare)
        except BaseException:
            self.close()
            raise

    def _prepare(self, spare: Path | None) -> None:
        """Make the tables what this program declares. Takes the write lock only when something is to be done."""
        shape = hashlib.sha256(json.dumps(declared(self.words)).encode()).hexdigest()
        with self.read() as connection:
            if is_current(Database(connection)) and get_meta(connection, _TABLES) == shape:
                return
            older = is_older(Database(connection))
        if older and spare is not None:
            try:
                spare.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise ReadOnly(str(error)) from error
            self.backup_to(spare)
        with self.write() as connection:
            database = Database(connection)
            self.migrated = migrate(database)
            grown = [code for code, spec in self.words.specs.items() if create_table(database, spec)]
            set_meta(connection, _TABLES, shape)
            if grown and connection.execute("SELECT 1 FROM rec WHERE home_mark IS NOT NULL LIMIT 1").fetchone():
                set_meta(connection, _UNFOLDED, json.dumps(sorted({*unfolded(connection), *grown})))

    def _connect(self, *, create: bool = False) -> Connection:
        connection = getattr(self._local, "connection", None)
        if connection is None:
            connection = connect(self.path, self._key, create=create)
            connection.create_function("fold", 1, lambda text: self.words.fold(str(text or "")), deterministic=True)
            connection.create_function("layer", 2, self._rank, deterministic=True)
            connection.create_aggregate("exact_sum", 1, ExactSum)
            self._local.connection = connection
            with self._lock:
                for thread, old in self._all:
                    if not thread.is_alive():
                        old.close()
                self._all = [one for one in self._all if one[0].is_alive()]
                self._all.append((threading.current_thread(), connection))
        return connection

    def _rank(self, unit: str, owner: str) -> int | None:
        """Return how far above a unit an owner stands (0: itself), or None when it does not."""
        if (unit, owner) not in self._ranks:
            above = self.words.lineage(unit)
            self._ranks[unit, owner] = above.index(owner) if owner in above else None
        return self._ranks[unit, owner]

    @contextmanager
    def _used(self) -> Iterator[Connection]:
        """Give this thread's connection; the store does not close under it."""
        me = threading.get_ident()
        with self._lock:
            if self._closed:
                raise Closed("the store was closed")
            self._users[me] = self._users.get(me, 0) + 1
        try:
            yield self._connect()
        finally:
            with self._idle:
                self._users[me] -= 1
                if not self._users[me]:
                    del self._users[me]
                    self._idle.notify_all()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a snapshot that no writer changes while it is read. Inside a write it is that write's own view."""
        with known_errors(), self._used() as connection:
            if connection.in_transaction:
                yield connection
                return
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                _roll_back(connection)

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Give the one writing transaction: committed at the end, undone whole on any exception."""
        with known_errors(), self._used() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                _roll_back(connection)
                raise

    def truncate_wal(self) -> None:
        """Empty the write-ahead log, so that what was erased is nowhere in it.

        Raises:
            Locked: somebody reads an older state for longer than a writer waits; the next emptying takes it along.
        """
        with known_errors(), self._used() as connection:
            if connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
                raise Locked("an older state is being read")

    def backup_to(self, target: Path, progress: Callable[[int, int], None] | None = None) -> None:
        """Copy the whole database, under the same key, into a new file and verify that it opens and holds together.

        Args:
            target: A file that does not exist yet; after a failure it does not exist either.
            progress: Called with (pages left, pages in all); what it raises ends the copying.
        """
        if target.exists():
            raise FileExistsError(target)
        try:
            with known_errors(), self._used() as connection:
                copy = connect(target, self._key, create=True)
                try:
                    pages = 1024 if progress else -1
                    connection.backup(copy, pages=pages, progress=(lambda _, left, total: progress(left, total)) if progress else None)
                    copy.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                    copy.execute("PRAGMA journal_mode = DELETE")
                finally:
                    copy.close()
                self._verify(target)
        except BaseException:
            for file in (target, *(target.with_name(target.name + end) for end in ("-wal", "-shm", "-journal"))):
                file.unlink(missing_ok=True)
            raise

    def _verify(self, target: Path) -> None:
        copy = connect(target, self._key)
        try:
            found = copy.execute("PRAGMA quick_check(1)").fetchone()[0]
            copy.execute("PRAGMA journal_mode = DELETE")
        finally:
            copy.close()
        if found != "ok":
            raise Corrupt(str(found))

    def integrity(self, stopped: Callable[[], bool] = lambda: False) -> list[str]:
        """Return what SQLite and the cipher find wrong with the file; empty when it is whole, or when somebody `stopped` it."""
        try:
            with self.read() as connection, _stopping(connection, stopped):
                found = [line for (text,) in connection.execute("PRAGMA integrity_check(20)") for line in str(text).splitlines()]
                return [line for line in found if line != "ok"] + [
                    str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check")
                ]
        except (Corrupt, WrongKey) as error:  # a damaged page and a wrong key look alike to the cipher
            return [str(error)]
        except OperationalError:
            if stopped():
                return []
            raise

    def close(self) -> None:
        """Close every thread's connection once nobody reads or writes. The last one folds the write-ahead log back into the file."""
        me = threading.get_ident()
        with self._idle:
            self._closed = True
            self._idle.wait_for(lambda: self._users.keys() <= {me})
            for _, connection in self._all:
                connection.close()
            self._all.clear()
        self._local = threading.local()


@contextmanager
def part(connection: Connection) -> Iterator[None]:
    """Inside a write, do a part of it: on any exception that part alone is undone."""
    connection.execute("SAVEPOINT part")
    try:
        yield
        connection.execute("RELEASE part")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK TO part")
            connection.execute("RELEASE part")
        raise


@contextmanager
def _stopping(connection: Connection, stopped: Callable[[], bool]) -> Iterator[None]:
    """Break off what a connection does, with an OperationalError, as soon as `stopped` says so."""
    connection.set_progress_handler(lambda: int(stopped()), 1000)
    try:
        yield
    finally:
        connection.set_progress_handler(None, 0)


def _roll_back(connection: Connection) -> None:
    # SQLite has undone the transaction by itself when the disk was full.
    if connection.in_transaction:
        connection.execute("ROLLBACK")


def unfolded(connection: Connection) -> list[str]:
    """Return the registers whose table is new or has new columns, so that their records are to be folded again."""
    found = get_meta(connection, _UNFOLDED)
    return list(json.loads(found)) if isinstance(found, str) else []


def folded_now(connection: Connection) -> None:
    """Note that every record stands in its table as it should."""
    connection.execute("DELETE FROM meta WHERE name = ?", (_UNFOLDED,))


def get_meta(connection: Connection, name: str) -> object:
    """Return a small value of the office (its station, its clock), or None."""
    row = connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
    return row[0] if row else None


def set_meta(connection: Connection, name: str, value: object) -> None:
    """Keep a small value of the office."""
    connection.execute("INSERT INTO meta VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", (name, value))
