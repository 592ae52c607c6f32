"""What can go wrong with the file itself. The office translates each into a sentence in one place."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from db.driver import DatabaseError


class StoreError(Exception):
    """The database could not do what was asked; the data is as it was before."""


class WrongKey(StoreError):
    """The key does not open the file, or the file is no database."""


class Corrupt(StoreError):
    """A page or the log's chain does not hold together, or the disk does not give back what was written."""


class DiskFailed(Corrupt):
    """The system read or wrote nothing and did not say why: a damaged disk, or no room even for the list of pages beside the file."""


class DiskFull(StoreError):
    """No room on the disk."""


class Locked(StoreError):
    """Another program is writing."""


class ReadOnly(StoreError):
    """The file or its folder cannot be written."""


class TooNew(StoreError):
    """A newer program made this database."""


class Closed(StoreError):
    """Asked of a store that was closed."""


_KNOWN: Final[tuple[tuple[str, type[StoreError]], ...]] = (
    ("SQLITE_NOTADB", WrongKey),
    ("SQLITE_CORRUPT", Corrupt),
    ("SQLITE_FULL", DiskFull),
    ("SQLITE_BUSY", Locked),
    ("SQLITE_LOCKED", Locked),
    ("SQLITE_READONLY", ReadOnly),
    ("SQLITE_PERM", ReadOnly),
    ("SQLITE_CANTOPEN", ReadOnly),
    # A guard against viruses holds the file for a while.
    ("SQLITE_IOERR_ACCESS", Locked),
    ("SQLITE_IOERR_DELETE", Locked),
    ("SQLITE_IOERR_LOCK", Locked),
    # Some drives report a full disk as a failed write; a failed read is a damaged disk.
    ("SQLITE_IOERR_WRITE", DiskFull),
    ("SQLITE_IOERR_FSYNC", DiskFull),
    ("SQLITE_IOERR_TRUNCATE", DiskFull),
    ("SQLITE_IOERR_SHMSIZE", DiskFull),
    ("SQLITE_IOERR", DiskFailed),
)


@contextmanager
def known_errors() -> Iterator[None]:
    """Turn the library's errors that a user can do something about into ours; a programming error stays what it is."""
    try:
        yield
    except DatabaseError as error:
        name = str(getattr(error, "sqlite_errorname", ""))
        for sign, kind in _KNOWN:
            if name.startswith(sign):
                raise kind(str(error)) from error
        raise
