"""What the records were at a closing: a fold of exactly the ops that the snapshot's vector names.

The folded rows stand in temporary tables of the same names, which SQLite finds before the real ones, so that the same
measures count them.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager

from db.driver import Connection, Database
from db.log import chain
from db.projection import Projector
from db.schema import TableSpec, Words, create_table

Vector = Mapping[str, tuple[int, str]]
"""Log → (seq, hash) of its tip at the closing."""


def vector_of(connection: Connection, unit: str) -> dict[str, tuple[int, str]]:
    """Return the tip of every log that wrote a record of the unit, as the newest line of each."""
    rows = connection.execute(
        "SELECT g.name, l.seq, l.hash FROM line l JOIN log g ON g.id = l.log WHERE l.log IN (SELECT DISTINCT log FROM line WHERE unit = ?) "
        "AND l.seq = (SELECT max(seq) FROM line m WHERE m.log = l.log) ORDER BY g.name, l.hash",
        (unit,),
    )
    return {str(name): (int(seq), str(full)) for name, seq, full in rows}


def not_applied(connection: Connection, vector: Vector) -> list[str]:
    """Return the hashes of lines below the tips that are not valid now."""
    found: list[str] = []
    for log, (_, tip) in vector.items():
        row = connection.execute("SELECT id FROM log WHERE name = ?", (log,)).fetchone()
        if row:
            found += [
                str(full)
                for (full,) in connection.execute(
                    "SELECT hash FROM line WHERE log = ? AND verdict != 'valid' AND kind != 'fact'", (row[0],)
                )
                if full in {h for _, h, _ in chain(connection, int(row[0]), tip, 1)}
            ]
    return sorted(found)


def is_whole(connection: Connection, vector: Vector) -> bool:
    """Whether every tip of the vector is held here."""
    return all(
        connection.execute("SELECT 1 FROM line l JOIN log g ON g.id = l.log WHERE g.name = ? AND l.hash = ?", (log, tip)).fetchone()
        for log, (_, tip) in vector.items()
    )


def is_current(connection: Connection, unit: str, vector: Vector, left_out: frozenset[str], apart: Collection[str]) -> bool:
    """Whether nothing of the unit was written or judged otherwise since the closing, registers `apart` aside."""
    marks = ", ".join("?" * len(apart))
    rows = connection.execute(
        "SELECT g.name, g.forked, max(l.seq) FROM line l JOIN log g ON g.id = l.log "
        f"WHERE l.unit = ? AND l.kind != 'fact' AND l.register NOT IN ({marks}) GROUP BY g.id",
        (unit, *apart),
    )
    newest = [(str(log), bool(forked), int(seq)) for log, forked, seq in rows]
    inside = all(not forked and log in vector and seq <= vector[log][0] for log, forked, seq in newest)
    return inside and frozenset(not_applied(connection, vector)) == left_out


def membership(connection: Connection, vector: Vector, left_out: frozenset[str]) -> Callable[[int], bool]:
    """Return whether a line (its row number) is an ancestor of a tip and was applied at the closing."""
    inside: set[int] = set()
    for log, (_, tip) in vector.items():
        row = connection.execute("SELECT id FROM log WHERE name = ?", (log,)).fetchone()
        if row:
            inside |= {key for key, full, _ in chain(connection, int(row[0]), tip, 1) if full not in left_out}
    return inside.__contains__


@contextmanager
def folded_at(
    connection: Connection, words: Words, lineage: Callable[[str], tuple[str, ...]], unit: str, vector: Vector, left_out: frozenset[str]
) -> Iterator[None]:
    """Let questions on this connection see the unit's records as they were at the closing, and no other unit's."""
    database = Database(connection)
    for spec in words.specs.values():
        create_table(database, spec, temporary=True)
    try:
        for spec in words.specs.values():
            _copy_shared(connection, spec, lineage(unit)[1:])
        inside = membership(connection, vector, left_out)
        projector = Projector(connection, words, lineage, inside, temporary=True)
        projector.project(_records(connection, unit, inside))
        yield
    finally:
        for spec in words.specs.values():
            connection.execute(f'DROP TABLE IF EXISTS temp."{spec.table}"')


def _copy_shared(connection: Connection, spec: TableSpec, above: tuple[str, ...]) -> None:
    if spec.layered and above:
        marks = ", ".join("?" * len(above))
        connection.execute(f'INSERT INTO temp."{spec.table}" SELECT * FROM main."{spec.table}" WHERE _unit IN ({marks})', above)


def _records(connection: Connection, unit: str, inside: Callable[[int], bool]) -> list[tuple[str, str]]:
    rows = connection.execute("SELECT id, record FROM line WHERE unit = ? AND record != ''", (unit,))
    return sorted({(unit, str(record)) for key, record in rows if inside(int(key))})
