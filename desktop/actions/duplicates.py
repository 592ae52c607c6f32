"""What may stand twice in the books of the own unit, and what a merge has left to do."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from db.driver import Connection
from db.query import Is, Query, Reader
from db.schema import ALIKE
from desktop import registers, units
from desktop.actions.merging_records import kept_for, referring
from desktop.entries.naming import Names, shown_number
from desktop.entries.record import may_enter, may_see
from desktop.entries.saving import Saver
from desktop.entries.tables import MERGED, SAME_NUMBER, TWIN
from desktop.office import Office
from desktop.registers.model import Register

Why = Literal["co_the_trung", "trung_so", "cung_gach", "con_dan"]


@dataclass(frozen=True, slots=True)
class Twin:
    """One of the records: its id, its name as who is signed in may read it, and when and by whom it was written."""

    id: str
    text: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Twins:
    """Records that belong together, and why.

    `co_the_trung`: they may be one thing. `trung_so`: they bear one number. `cung_gach`: each was struck out for the other.
    `con_dan`: something still refers to the second, which was struck out for the first.
    """

    why: Why
    register: Register
    unit: str
    records: tuple[Twin, ...]
    can_mend: bool

    def as_json(self, era: str) -> dict[str, Any]:
        """Return it in the shape of the command line."""
        return {
            "why": self.why, "register": self.register.code, "unit": units.shown_code(self.unit, era),
            "records": [{"id": one.id, "text": one.text, "by": one.by, "at": one.at} for one in self.records],
        }  # fmt: skip


def listing(office: Office) -> list[Twins]:
    """Return what may stand twice in the books that the person may see, by register; writes nothing."""
    with office.reading() as connection:
        return [
            one
            for register in registers.ALL.values()
            if not register.system and may_see(register, office.user.roles)
            for unit in sorted(office.owned)
            for one in (*_alike(office, connection, register, unit), *_merged(office, connection, register, unit))
        ]


def count(office: Office) -> int:
    """Return how many records of the own unit may be one thing with another, in the books that the person may write in."""
    books = [one for one in registers.ALL.values() if one.alike and may_enter(one, office.user.roles)]
    with office.reading() as connection:
        reader = office.reader(connection)
        return sum(reader.count(Query(one.code, (Is("flags", "~", TWIN),), units=tuple(sorted(office.owned)))) for one in books)


def _alike(office: Office, connection: Connection, register: Register, unit: str) -> Iterator[Twins]:
    for why, keys in ((TWIN, (ALIKE,)), (SAME_NUMBER, ("_year", "_number", "_series"))):
        groups: dict[tuple[object, ...], list[dict[str, object]]] = {}
        for row in _flagged(office.reader(connection), register, unit, why):
            groups.setdefault(tuple(row.get(key) for key in keys), []).append(row)
        for rows in groups.values():
            if len(rows) > 1:
                mend = why == TWIN and may_enter(register, office.user.roles)
                yield Twins("co_the_trung" if why == TWIN else "trung_so", register, unit, _twins(office, connection, register, rows), mend)


def _merged(office: Office, connection: Connection, register: Register, unit: str) -> Iterator[Twins]:
    """Yield what a merge left: two that were struck out for each other, and references that came later."""
    saver = Saver(office, connection, unit)
    rows = {str(row["_id"]): row for row in _flagged(office.reader(connection), register, unit, MERGED)}
    kept = {record: str(kept_for(saver, record)) for record in rows}
    for drop, keep in kept.items():
        mend = may_enter(register, office.user.roles)
        if kept.get(keep) == drop:
            if keep < drop:
                yield Twins("cung_gach", register, unit, _twins(office, connection, register, [rows[keep], rows[drop]]), mend)
        elif any(True for _ in referring(saver, register.code, drop)):
            pair = office.reader(connection).rows(Query(register.code, (Is("id", "=", keep),), units=(unit,), deleted=True))
            if pair:
                yield Twins("con_dan", register, unit, _twins(office, connection, register, [*pair, rows[drop]]), mend)


def _flagged(reader: Reader, register: Register, unit: str, flag: str) -> list[dict[str, object]]:
    return reader.rows(Query(register.code, (Is("flags", "~", flag),), units=(unit,), deleted=flag == MERGED))


def _twins(office: Office, connection: Connection, register: Register, rows: list[dict[str, object]]) -> tuple[Twin, ...]:
    names = Names(office, connection)
    return tuple(
        Twin(
            str(row["_id"]),
            " · ".join(filter(None, (names.of_row(register, row), shown_number(str(row["_book_no"] or ""))))),
            str(row["_created_by"] or ""),
            str(row["_created_at"] or ""),
        )
        for row in rows
    )
