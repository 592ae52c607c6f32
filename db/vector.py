"""What the records were at a closing: a fold of exactly the ops that the snapshot's vector names.

The folded rows stand in temporary tables of the same names, which SQLite finds before the real ones, so that the same
measures count them.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Final

from db.driver import Connection, Database
from db.log import branch, is_forked, tips
from db.projection import Projector
from db.schema import TableSpec, Words, create_shadow

Vector = Mapping[str, tuple[int, str]]
"""Log → (seq, hash) of its tip at the closing. Further branches of a forked log stand as "log#<16 digits of the hash>"."""
_SHADOWED: Final = ("rec", "book_number")


def vector_of(connection: Connection, unit: str) -> dict[str, tuple[int, str]]:
    """Return every tip of every log that wrote a record of the unit; the longest branch of a fork bears the log's name."""
    rows = connection.execute(
        "SELECT id, name FROM log WHERE id IN (SELECT log FROM line WHERE unit = ? AND record != '') ORDER BY name", (unit,)
    ).fetchall()
    found: dict[str, tuple[int, str]] = {}
    for key, name in rows:
        longest, *others = reversed(tips(connection, int(key)))
        found[str(name)] = longest
        found |= {f"{name}#{full[:16]}": (seq, full) for seq, full in others}
    return found


def _inside(connection: Connection, vector: Vector) -> dict[int, str]:
    """Return row number → hash of every line that is a tip of the vector or comes before one."""
    found: dict[int, str] = {}
    for name, (_, tip) in vector.items():
        row = connection.execute("SELECT id FROM log WHERE name = ?", (name.partition("#")[0],)).fetchone()
        if row:
            found.update(branch(connection, int(row[0]), tip))
    return found


def not_applied(connection: Connection, vector: Vector) -> list[str]:
    """Return the hashes of lines at or below the tips that are not valid now."""
    rows = connection.execute(
        "SELECT l.id, g.name FROM line l INDEXED BY line_left_out CROSS JOIN log g ON g.id = l.log "
        "WHERE l.verdict != 'valid' AND l.kind != 'fact'"
    ).fetchall()
    logs = {str(name) for _, name in rows}
    inside = _inside(connection, {name: tip for name, tip in vector.items() if name.partition("#")[0] in logs})
    return sorted(inside[key] for key, _ in rows if key in inside)


def is_whole(connection: Connection, vector: Vector) -> bool:
    """Whether every tip of the vector is held here."""
    return all(
        connection.execute(
            "SELECT 1 FROM line l JOIN log g ON g.id = l.log WHERE g.name = ? AND l.hash = ?", (name.partition("#")[0], tip)
        ).fetchone()
        for name, (_, tip) in vector.items()
    )


def is_current(connection: Connection, unit: str, vector: Vector, left_out: frozenset[str], apart: Collection[str]) -> bool:
    """Whether nothing of the unit was written or judged otherwise since the closing, registers `apart` aside."""
    marks = ", ".join("?" * len(apart))
    rows = connection.execute(
        "SELECT g.id, g.name, max(l.seq) FROM line l JOIN log g ON g.id = l.log "
        f"WHERE l.unit = ? AND l.record != '' AND l.register NOT IN ({marks}) GROUP BY g.id",
        (unit, *apart),
    ).fetchall()
    for key, name, newest in rows:
        if is_forked(connection, int(key)) or int(newest) > vector.get(str(name), (0, ""))[0]:
            return False
    return frozenset(not_applied(connection, vector)) == left_out


def membership(connection: Connection, vector: Vector, left_out: frozenset[str]) -> Callable[[int], bool]:
    """Return whether a line (its row number) is at or below a tip and was applied at the closing."""
    return {key for key, full in _inside(connection, vector).items() if full not in left_out}.__contains__


def written_since(connection: Connection, unit: str, seen: Callable[[int], bool]) -> dict[str, str]:
    """Return record → register of what has lines that count now and were not `seen` (see `membership`), first written first."""
    rows = connection.execute(
        "SELECT id, record, register FROM line WHERE unit = ? AND record != '' AND verdict = 'valid' ORDER BY id", (unit,)
    )
    return {str(record): str(register) for key, record, register in rows if not seen(int(key))}


@contextmanager
def folded_at(
    connection: Connection, words: Words, lineage: Callable[[str], tuple[str, ...]], unit: str, vector: Vector, left_out: frozenset[str]
) -> Iterator[None]:
    """Let questions on this connection see the unit's records as they were at the closing, and no other unit's.

    What a derivation asks of the law it asks from the same connection: read the law before. Search is not folded back.
    """
    database = Database(connection)
    try:
        _make_shadows(database, words)
        _copy_shared(connection, words, lineage(unit)[1:])
        inside = membership(connection, vector, left_out)
        projector = Projector(connection, words, lineage, inside, temporary=True)
        projector.project(_records(connection, unit, inside))
        yield
    finally:
        for table in (*(spec.table for spec in words.specs.values()), *_SHADOWED):
            connection.execute(f'DROP TABLE IF EXISTS temp."{table}"')


def _make_shadows(database: Database, words: Words) -> None:
    for spec in words.specs.values():
        create_shadow(database, spec)
    for table in _SHADOWED:
        sql = str(database.conn.execute("SELECT sql FROM main.sqlite_master WHERE type = 'table' AND name = ?", (table,)).fetchone()[0])
        database.conn.execute(sql.replace("CREATE TABLE", "CREATE TEMP TABLE", 1))
    database.conn.execute("CREATE UNIQUE INDEX temp.s_rec_id ON rec (id, unit)")


def _copy_shared(connection: Connection, words: Words, above: tuple[str, ...]) -> None:
    marks = ", ".join("?" * len(above))
    for spec in words.specs.values() if above else ():
        if spec.layered:
            _copy(connection, spec, f"_unit IN ({marks})", above)
            connection.execute(f"INSERT INTO temp.rec SELECT * FROM main.rec WHERE register = ? AND unit IN ({marks})", (spec.code, *above))


def _copy(connection: Connection, spec: TableSpec, where: str, arguments: tuple[str, ...]) -> None:
    names = ", ".join(f'"{name}"' for name in ("rid", *spec.cells))  # added columns stand in another order in the real table
    connection.execute(f'INSERT INTO temp."{spec.table}" ({names}) SELECT {names} FROM main."{spec.table}" WHERE {where}', arguments)


def _records(connection: Connection, unit: str, inside: Callable[[int], bool]) -> list[tuple[str, str]]:
    rows = connection.execute("SELECT id, record FROM line WHERE unit = ? AND record != ''", (unit,))
    return sorted({(unit, str(record)) for key, record in rows if inside(int(key))})
