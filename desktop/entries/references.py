"""What a reference field offers while one types: names of records, nearest unit first, newest first.

Small books are offered whole; of large ones what the words find.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from db.query import Order, Query
from desktop import registers, units
from desktop.entries.naming import Names
from desktop.entries.record import NEWEST_FIRST, may_see, sees_private
from desktop.language.vietnamese import fold
from desktop.office import Office
from desktop.registers.model import Register

MOST: Final = 50
SMALL: Final = 400


@dataclass(frozen=True, slots=True)
class Offer:
    """One record that a field may refer to: its id, its name, and its day where the name lacks it."""

    id: str
    name: str
    detail: str = ""


def offers(office: Office, codes: Sequence[str], typed: str, *, most: int = MOST) -> list[Offer]:
    """Return records whose name holds every typed word, marks and case aside; those that begin so first."""
    found: list[Offer] = []
    with office.reading() as connection:
        names = Names(office, connection)
        reader = office.reader(connection)
        for code in codes:
            register = registers.ALL.get(code)
            if register is None or not may_see(register, office.user.roles):
                continue
            query = _query(office, register)
            large = bool(typed.strip()) and reader.count(query) > SMALL
            if large:
                query = Query(
                    code, search=typed, search_private=sees_private(register, office.user.roles), units=query.units, layers=query.layers
                )
            rows = reader.rows(query, order=_order(register), limit=SMALL if not large else most)
            found += [Offer(str(row["_id"]), names.of_row(register, row)) for row in rows]
    return _matching(found, typed)[:most]


def name_of(office: Office, codes: Sequence[str], record: str) -> str:
    """Return the name of one record; "không có ở đây" when it is not."""
    with office.reading() as connection:
        return Names(office, connection)(tuple(codes), record) or "không có ở đây"


def _query(office: Office, register: Register) -> Query:
    chain = units.lineage(office.identity.unit)
    layered = register.shared or register.is_table
    owners = () if office.identity.is_upper else chain if layered else chain[:1]
    return Query(register.code, units=owners, layers=chain if layered else ())


def _order(register: Register) -> tuple[Order, ...]:
    return NEWEST_FIRST if register.dated_by else (Order(register.unique_key),) if register.unique_key else ()


def _matching(found: Sequence[Offer], typed: str) -> list[Offer]:
    wanted = fold(typed)
    if not wanted:
        return list(found)
    first = [one for one in found if fold(one.name).startswith(wanted)]
    words = wanted.split()
    rest = [one for one in found if one not in first and all(any(p.startswith(w) for p in fold(one.name).split()) for w in words)]
    return first + rest
