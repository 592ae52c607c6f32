"""A district that holds every book of every commune: the generated year of one, laid down again under the keys of all.

Only the registers' own tables and the index of records are filled, which is all that a figure reads; no line and no log stands
behind these rows.
"""

from collections.abc import Sequence
from pathlib import Path

from db.driver import Connection
from desktop import registers
from desktop.actions import lookup
from desktop.office import Office
from desktop.registers.model import Kind
from tests.bench import hubs
from tests.office import DISTRICT, NEIGHBOUR, Desk, carry, open_desk
from tests.oracle.generated import NUMBERS, Year

NOW = "2025-01-05T08:00:00"
SHARED = frozenset({"doc_catalog", "program", "campaign"})
"""What belongs to nobody stays what it is in every copy."""
_BOOKS = [code for code in NUMBERS if code not in SHARED]


def make(folder: Path, each: int) -> Office:
    """Return the desk of a district in which each commune of the province has about so many records."""
    commune, district = open_desk(folder / "commune", NEIGHBOUR, now=NOW), open_desk(folder / "district", DISTRICT, now=NOW)
    Year(commune, 1, [one.id for one in lookup.listing(commune.office, "doc_catalog", lookup.Ask()).records]).write()
    carry(commune, district, audiences=("up", "down", "home"))
    commune.office.close()
    _lay_down(district, hubs.communes(), each)
    return district.office


def held(office: Office) -> int:
    """Return how many records the books hold."""
    with office.reading() as connection:
        return sum(connection.execute(f'SELECT count(*) FROM "{office.store.words.specs[code].table}"').fetchone()[0] for code in _BOOKS)


def _lay_down(desk: Desk, communes: Sequence[str], each: int) -> None:
    once, turn = held(desk.office), 0
    with desk.office.writing() as connection:
        top = connection.execute("SELECT max(rid) FROM rec").fetchone()[0]
        for unit in communes:
            for _ in range(round(each / once) - (unit == NEIGHBOUR)):
                turn += 1
                for code in _BOOKS:
                    _copy(desk.office, connection, code, {"unit": unit, "turn": turn, "rid": top * turn, "top": top})


def _copy(office: Office, connection: Connection, code: str, said: dict[str, object]) -> None:
    changed = {"rid": "rid + :rid", "_unit": ":unit", "_id": "_id || '-' || :turn"}
    for one in registers.ALL[code].fields:
        if set(one.to) & SHARED:
            continue
        if one.kind is Kind.REF:
            changed[one.name] = f"\"{one.name}\" || '-' || :turn"
        elif one.kind is Kind.REFS:
            changed[one.name] = f"(SELECT json_group_array(value || '-' || :turn) FROM json_each(\"{one.name}\"))"
    hubs.lay_again(connection, office.store.words.specs[code].table, f"_unit = '{NEIGHBOUR}' AND rid <= :top", said, changed)
    indexed = {"rid": "rid + :rid", "unit": ":unit", "id": "id || '-' || :turn"}
    hubs.lay_again(connection, "rec", f"unit = '{NEIGHBOUR}' AND register = '{code}' AND rid <= :top", said, indexed)
