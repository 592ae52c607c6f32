"""What can go wrong with the file itself. The office translates each into a sentence in one place."""

from collections.abc import Iterator
from contextlib import contextmanager

from db.driver import DatabaseError, OperationalError


class StoreError(Exception):
    """The database could not do what was asked; the data is as it was before."""


class WrongKey(StoreError):
    """The key does not open the file, or the file is no database."""


class Corrupt(StoreError):
    """A page or the log's chain does not hold together."""


class DiskFull(StoreError):
    """No room on the disk."""


class Locked(StoreError):
    """Another program is writing."""


class ReadOnly(StoreError):
    """The file or its folder cannot be written."""


class TooNew(StoreError):
    """A newer program made this database."""


_KNOWN: tuple[tuple[str, type[StoreError]], ...] = (
    ("file is not a database", WrongKey),
    ("malformed", Corrupt),
    ("disk is full", DiskFull),
    ("locked", Locked),
    ("busy", Locked),
    ("readonly", ReadOnly),
    ("unable to open", ReadOnly),
    ("disk I/O error", DiskFull),
)


@contextmanager
def known_errors() -> Iterator[None]:
    """Turn the library's errors that a user can do something about into ours; a programming error stays what it is."""
    try:
        yield
    except (DatabaseError, OperationalError) as error:
        text = str(error)
        for sign, kind in _KNOWN:
            if sign in text:
                raise kind(text) from error
        raise
