"""The bare work: rows that are ready, prepared statements, a database under the same key and pragmas, no log and no merge."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import zstandard
from reportlab.lib.pagesizes import A4, landscape
from reportlab.platypus import SimpleDocTemplate, Table

from db.driver import Connection, Database, connect
from db.schema import Words, create_table

KEY = bytes(range(32))
Row = Sequence[Any]


class Bare:
    """A file with the registers' own tables and a shelf for whole packages, written without any thought."""

    def __init__(self, path: Path, words: Words) -> None:
        self.words, self.next = words, 1
        self.connection: Connection = connect(path, KEY, create=True)
        self.connection.execute("CREATE TABLE meta (name TEXT PRIMARY KEY, value)")  # what the tables of the law move
        for spec in words.specs.values():
            create_table(Database(self.connection), spec)
        self.connection.execute("CREATE TABLE shelf (id INTEGER PRIMARY KEY, body BLOB NOT NULL)")

    def insert(self, register: str, rows: Sequence[Row], body: bytes = b"") -> None:
        """Put rows of one register down, and what came with them, and commit."""
        self.connection.execute("BEGIN IMMEDIATE")
        self.connection.executemany(self.words.specs[register].insert, [(rid, *row) for rid, row in enumerate(rows, self.next)])
        if body:
            self.connection.execute("INSERT INTO shelf (body) VALUES (?)", (body,))
        self.connection.execute("COMMIT")
        self.next += len(rows)

    def update(self, register: str, field: str, changes: Sequence[tuple[Any, str, str]], body: bytes = b"") -> None:
        """Set one column of rows (value, unit, id) and commit."""
        self.connection.execute("BEGIN IMMEDIATE")
        table = self.words.specs[register].table
        self.connection.executemany(f'UPDATE "{table}" SET "{field}" = ? WHERE _unit = ? AND _id = ?', changes)
        if body:
            self.connection.execute("INSERT INTO shelf (body) VALUES (?)", (body,))
        self.connection.execute("COMMIT")

    def close(self) -> None:
        self.connection.close()


def rows_of(connection: Connection, words: Words, register: str, unit: str) -> list[Row]:
    """Return the rows of a register as they stand in its table."""
    spec = words.specs[register]
    names = ", ".join(f'"{name}"' for name in spec.cells)
    return list(connection.execute(f'SELECT {names} FROM "{spec.table}" WHERE _unit = ? ORDER BY _id', (unit,)))


def copies(rows: Sequence[Row], mark: str) -> list[Row]:
    """Return the rows once more, under other ids."""
    return [(row[0], f"{row[1]}-{mark}", *row[2:]) for row in rows]


def compressed(lines: bytes) -> bytes:
    """Return the lines as packages compress them."""
    return zstandard.ZstdCompressor(level=3).compress(lines)


def pdf_table(cells: Sequence[Sequence[str]], file: Path) -> None:
    """Draw one table with fixed row heights on landscape pages."""
    width = 770 / len(cells[0])
    table = Table(
        cells, colWidths=[width] * len(cells[0]), rowHeights=[14] * len(cells), repeatRows=1, style=[("GRID", (0, 0), (-1, -1), 0.3, 0)]
    )
    SimpleDocTemplate(str(file), pagesize=landscape(A4)).build([table])
