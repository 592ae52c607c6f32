"""The system tables, step by step: append-only, each step one file with one sentence.

Registers need none: their tables follow their declarations (db/schema.py).
"""

from typing import Final

from db.driver import Database, Migrations
from db.errors import TooNew
from db.migrations import m0001_log, m0002_left_out, m0003_package_line

STEPS: Final = (m0001_log, m0002_left_out, m0003_package_line)
_MIGRATIONS: Final = Migrations("sodanvan")
for _step in STEPS:
    _MIGRATIONS(name=_step.__name__.rpartition(".")[2])(_step.migrate)


def is_current(db: Database) -> bool:
    """Whether no step is left to do.

    Raises:
        TooNew: the file has a step that this program does not know.
    """
    known = {step.__name__.rpartition(".")[2] for step in STEPS}
    unknown = [m.name for m in _MIGRATIONS.applied(db) if m.name not in known]
    if unknown:
        raise TooNew(", ".join(unknown))
    return not _MIGRATIONS.pending(db)


def is_older(db: Database) -> bool:
    """Whether an older program made the tables: some step was done, and some is left."""
    return bool(_MIGRATIONS.applied(db)) and bool(_MIGRATIONS.pending(db))


def migrate(db: Database) -> list[str]:
    """Bring the system tables up to date; return the names of the steps that ran.

    Raises:
        TooNew: the file has a step that this program does not know.
    """
    if is_current(db):
        return []
    pending = [m.name for m in _MIGRATIONS.pending(db)]
    _MIGRATIONS.apply(db)
    return pending
