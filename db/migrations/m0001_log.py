"""The log, its index, what is folded from it, and the office's own small tables."""

from typing import Final

from db.driver import Database

INFO: Final = "Make the log and everything that is derived from it."

_TABLES: Final = (
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value)",
    """CREATE TABLE log (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, station TEXT NOT NULL, unit TEXT NOT NULL,
       forked INTEGER NOT NULL DEFAULT 0, standing TEXT NOT NULL DEFAULT '')""",
    """CREATE TABLE line (id INTEGER PRIMARY KEY, log INTEGER NOT NULL REFERENCES log(id), seq INTEGER NOT NULL,
       hash TEXT NOT NULL, prev TEXT NOT NULL, lamport INTEGER NOT NULL, unit TEXT NOT NULL, register TEXT NOT NULL,
       record TEXT NOT NULL, kind TEXT NOT NULL, verdict TEXT NOT NULL, sealed INTEGER NOT NULL, skeleton BLOB NOT NULL)""",
    "CREATE UNIQUE INDEX line_hash ON line (log, hash)",
    "CREATE INDEX line_seq ON line (log, seq)",
    "CREATE INDEX line_record ON line (unit, record)",
    "CREATE INDEX line_lamport ON line (lamport) WHERE verdict = 'valid'",
    "CREATE INDEX line_fact ON line (kind) WHERE kind = 'fact'",
    """CREATE TABLE value_line (id INTEGER PRIMARY KEY, line INTEGER NOT NULL REFERENCES line(id), audience TEXT NOT NULL,
       grp TEXT NOT NULL, hash TEXT NOT NULL, body BLOB)""",
    "CREATE INDEX value_of ON value_line (line)",
    "CREATE INDEX value_missing ON value_line (audience, hash) WHERE body IS NULL",
    """CREATE TABLE segment (id INTEGER PRIMARY KEY, log INTEGER NOT NULL REFERENCES log(id), first INTEGER NOT NULL,
       last INTEGER NOT NULL, prev TEXT NOT NULL, tip TEXT NOT NULL, seal BLOB NOT NULL, UNIQUE (log, tip, first))""",
    """CREATE TABLE held_segment (id INTEGER PRIMARY KEY, log TEXT NOT NULL, station TEXT NOT NULL,
       unit TEXT NOT NULL, prev TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, tip TEXT NOT NULL,
       reason TEXT NOT NULL, sender TEXT NOT NULL, package TEXT NOT NULL, file TEXT NOT NULL,
       seal BLOB NOT NULL, lines BLOB NOT NULL, up BLOB NOT NULL, home BLOB NOT NULL, down BLOB NOT NULL, UNIQUE (log, tip, first))""",
    # unit and record are those whose erasure emptied the line; both are empty for a mark out of the file beside the database
    "CREATE TABLE erased (hash TEXT NOT NULL, unit TEXT NOT NULL, record TEXT NOT NULL, PRIMARY KEY (hash, unit, record))",
    "CREATE INDEX erased_record ON erased (unit, record)",
    """CREATE TABLE rec (rid INTEGER PRIMARY KEY, unit TEXT NOT NULL, id TEXT NOT NULL, register TEXT NOT NULL,
       status TEXT NOT NULL, deleted INTEGER NOT NULL, book_no TEXT, flags TEXT NOT NULL, conflicts TEXT NOT NULL,
       missing TEXT NOT NULL, erased TEXT NOT NULL, up_mark BLOB, home_mark BLOB, created_at TEXT, created_by TEXT,
       created_station TEXT, updated_at TEXT, updated_by TEXT, updated_station TEXT)""",
    "CREATE UNIQUE INDEX rec_id ON rec (id, unit)",
    "CREATE INDEX rec_unit ON rec (unit, register)",
    "CREATE INDEX rec_conflict ON rec (unit) WHERE conflicts != '[]'",
    """CREATE TABLE book_number (register TEXT NOT NULL, unit TEXT NOT NULL, year INTEGER NOT NULL, series TEXT NOT NULL,
       number INTEGER NOT NULL, rid INTEGER NOT NULL, PRIMARY KEY (register, unit, year, series, number, rid))""",
    "CREATE INDEX book_number_rid ON book_number (rid)",
    """CREATE TABLE draft (register TEXT NOT NULL, id TEXT NOT NULL, unit TEXT NOT NULL, by TEXT NOT NULL, at TEXT NOT NULL,
       base TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (register, id))""",
    "CREATE TABLE blob (hash TEXT PRIMARY KEY, kind TEXT NOT NULL, body BLOB NOT NULL)",
    "CREATE TABLE receipt (station TEXT PRIMARY KEY, number INTEGER NOT NULL, body BLOB NOT NULL)",
    """CREATE TABLE package (hash TEXT PRIMARY KEY, package TEXT NOT NULL, direction TEXT NOT NULL, kind TEXT NOT NULL,
       peer TEXT NOT NULL, file TEXT NOT NULL, at TEXT NOT NULL, result TEXT NOT NULL, detail TEXT NOT NULL)""",
    "CREATE TABLE quarantine (hash TEXT PRIMARY KEY, file TEXT NOT NULL, code TEXT NOT NULL, at TEXT NOT NULL, bytes INTEGER NOT NULL)",
    "CREATE VIRTUAL TABLE search USING fts5(open, private, prefix='1 2 3 4', tokenize='unicode61 remove_diacritics 0')",
    "INSERT INTO search (search, rank) VALUES ('secure-delete', 1)",
)


def migrate(db: Database) -> None:
    """Create the tables."""
    for statement in _TABLES:
        db.conn.execute(statement)
