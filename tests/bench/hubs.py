"""Offices of any size: copies of a real one, swollen with books that nobody typed and no stick ever brought.

What the communes really wrote is laid down again under other ids, row by row in every table, so that each index and each
page is as full as it would be. Only the lines' bytes keep saying whose they were; nothing measured here reads them.
"""

from itertools import count, cycle
from pathlib import Path

from db.driver import Connection
from db.exchange import set_standing
from desktop import units
from desktop.clock import Clock
from desktop.office import Office, User
from desktop.paths import Paths
from tests.bench.offices import COMMUNES
from tests.office import ROLES

VISIT, SESSION = "reception_visit", "reception_session"
_BOOKS = (SESSION, VISIT)
_ID = "{0} || '-' || :turn"
_HASH = "substr({0}, 1, 56) || printf('%08x', :turn)"


def copy(source: Office, folder: Path) -> Office:
    """Open a copy of an office with everything that it holds."""
    paths = Paths(folder)
    folder.mkdir(parents=True)
    source.store.backup_to(paths.database)
    office = Office.open_store(paths, source.key, Clock.from_text("2024-03-12T08:00:00"))
    office.user = User(source.user.name, ROLES)
    return office


def communes() -> list[str]:
    """Return the keys of every commune of the province."""
    return [one.key for one in units.units("2024", "xa")]


def visits_held(office: Office) -> int:
    """Return how many visits a district holds."""
    with office.reading() as connection:
        return int(connection.execute(f'SELECT count(*) FROM "r_{VISIT}"').fetchone()[0])


def swell(office: Office, wanted: int) -> None:
    """Lay the books down again until so many visits are held: at a district under the keys of further communes."""
    real = [f"2024:{code}" for code in COMMUNES] if office.identity.is_upper else [office.identity.unit]
    owners = cycle([key for key in communes() if key not in real] if office.identity.is_upper else real)
    turns, held = count(), visits_held(office)
    with office.reading() as connection:
        top = connection.execute("SELECT max(rid) FROM rec").fetchone()[0]
    while held < wanted:
        with office.writing() as connection:
            for source in real:
                held += _again(office, connection, {"turn": next(turns), "unit": next(owners), "source": source, "top": top})


def _again(office: Office, connection: Connection, said: dict[str, object]) -> int:
    name = connection.execute("SELECT l.id FROM log l WHERE l.unit = :source AND l.name = l.station", said).fetchone()
    tops = connection.execute("SELECT (SELECT max(id) FROM log), (SELECT max(id) FROM line), (SELECT max(rid) FROM rec)").fetchone()
    more = {**said, "log": name[0], "new": tops[0] + 1, "line": tops[1], "rid": tops[2]}
    connection.execute("INSERT INTO log (id, name, station, unit) SELECT :new, 'x' || :turn, 'x' || :turn, :unit", more)
    set_standing(connection, more["new"], "unknown||")  # as a station that was judged before: nothing is judged anew
    lay_again(connection, "line", "id BETWEEN 1 AND :line AND log = :log", more, {
        "id": "id + :line", "log": ":new", "hash": _HASH.format("hash"), "prev": _HASH.format("prev"), "unit": ":unit",
        "record": _ID.format("record"),
    })  # fmt: skip
    lay_again(connection, "value_line", "line IN (SELECT id FROM line WHERE log = :log)", more, {
        "id": "NULL", "line": "line + :line", "hash": _HASH.format("hash"),
    })  # fmt: skip
    books = f"unit = :source AND rid <= :top AND register IN {_BOOKS}"
    lay_again(connection, "rec", books, more, {"rid": "rid + :rid", "unit": ":unit", "id": _ID.format("id")})
    lay_again(connection, "book_number", books, more, {"rid": "rid + :rid", "unit": ":unit"})
    for code in _BOOKS:
        own = {"rid": "rid + :rid", "_unit": ":unit", "_id": _ID.format("_id")}
        if code == VISIT:
            own["session_id"] = _ID.format("session_id")
        lay_again(connection, office.store.words.specs[code].table, "_unit = :source AND rid <= :top", more, own)
    connection.execute(
        "INSERT INTO search (rowid, open, private) SELECT rowid + :rid, open, private FROM search "
        f"WHERE rowid IN (SELECT rid FROM rec WHERE {books})",
        more,
    )
    return int(connection.execute(f'SELECT count(*) FROM "r_{VISIT}" WHERE _unit = :source AND rid <= :top', said).fetchone()[0])


def lay_again(connection: Connection, table: str, where: str, said: dict[str, object], changed: dict[str, str]) -> None:
    names = [str(row[1]) for row in connection.execute(f'PRAGMA table_info("{table}")')]
    columns = ", ".join(f'"{name}"' for name in names)
    cells = ", ".join(changed.get(name, f'"{name}"') for name in names)
    connection.execute(f'INSERT INTO "{table}" ({columns}) SELECT {cells} FROM "{table}" WHERE {where}', said)
