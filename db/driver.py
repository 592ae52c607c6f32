"""The one door to SQLCipher: an encrypted connection and sqlite-utils over it.

sqlite-utils looks for `pysqlite3` before the standard library's module; the alias below makes it use, and catch the
errors of, the cipher's own classes. It has to stand before the import (a test holds it there).
"""

import sys
from pathlib import Path
from typing import Any, Final

import sqlcipher3
from sqlcipher3 import dbapi2

sys.modules["pysqlite3"] = sqlcipher3
sys.modules["pysqlite3.dbapi2"] = dbapi2

from sqlite_utils import Database, Migrations  # noqa: E402

__all__ = ["Connection", "Database", "DatabaseError", "Migrations", "OperationalError", "connect"]

Connection = Any  # sqlcipher3 ships no types
DatabaseError: Final[type[Exception]] = dbapi2.DatabaseError
OperationalError: Final[type[Exception]] = dbapi2.OperationalError

_PRAGMAS: Final = (
    "PRAGMA cache_size = -65536",  # KiB; below 64 MB the cipher makes scans nine times dearer
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA busy_timeout = 10000",
)


def connect(path: Path, key: bytes, *, create: bool = False) -> Connection:
    """Open the database file under its raw 32-byte key.

    Raises:
        DatabaseError: the key is wrong or the file is damaged (SQLCipher cannot tell which).
        OperationalError: the file is missing, locked or unreadable.
    """
    mode = "rwc" if create else "rw"
    connection = sqlcipher3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=10,
        cached_statements=512,
    )
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")  # it writes dozens of lines beside our one sentence
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("SELECT count(*) FROM sqlite_master")
        for pragma in _PRAGMAS:
            connection.execute(pragma)
    except BaseException:
        connection.close()
        raise
    return connection
