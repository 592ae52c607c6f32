"""Look up and list the entries of any register, as who is signed in may see them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from db.driver import Connection
from db.query import Is, Order, Query
from db.records import Line, Records
from desktop import registers, units
from desktop.entries.asked_fields import require_readable
from desktop.entries.record import Record, may_see, record_of, sees_private
from desktop.errors import Problem
from desktop.office import Office
from desktop.registers.model import Register
from desktop.reporting.periods import locked_days


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of records and how many there are in all."""

    total: int
    records: list[Record]


@dataclass(frozen=True, slots=True)
class Ask:
    """What a list is asked for. `period` is a (from, to) pair of ISO days."""

    where: tuple[Is, ...] = ()
    search: str = ""
    period: tuple[str, str] | None = None
    deleted: bool = False
    order: tuple[Order, ...] = ()
    limit: int = -1
    offset: int = 0


def register_of(code: str) -> Register:
    """Return a register by its code.

    Raises:
        Problem: unknown_register.
    """
    found = registers.ALL.get(code)
    if found is None:
        raise Problem("unknown_register", f"Không có sổ “{code}”. Xem lại tên sổ.", where=code)
    return found


def unknown_record(register: Register, record: str) -> Problem:
    """Return the refusal of an id that is not there."""
    return Problem("unknown_record", f"Sổ “{register.title}” không có bản ghi “{record}”. Kiểm tra lại mã bản ghi.", where=record)


def _to_read(office: Office, code: str) -> Register:
    register = register_of(code)
    if not may_see(register, office.user.roles):
        raise Problem("not_allowed", f"Sổ “{register.title}” chỉ người được giao và lãnh đạo xem được.", where=code)
    return register


def show(office: Office, code: str, record: str) -> Record:
    """Return one record as who is signed in may see it.

    Raises:
        Problem: unknown_record, not_allowed.
    """
    register = _to_read(office, code)
    with office.reading() as connection:
        owner = _shown_owner(office, connection, register, record)
        rows = office.reader(connection).rows(_one(code, owner, record))
        return _shown(office, connection, register, rows)[0]


def _one(code: str, owner: str, record: str) -> Query:
    return Query(code, (Is("_id", "=", record),), deleted=True, drafts=True, units=(owner,))


def _shown_owner(office: Office, connection: Connection, register: Register, record: str) -> str:
    records = Records(office.projector(connection))
    owner = records.owner(register.code, units.lineage(office.identity.unit), record) or records.owner(register.code, None, record)
    if owner is None:
        raise unknown_record(register, record)
    return owner


def history(office: Office, code: str, record: str) -> list[Line]:
    """Return every op of a record, oldest first; values that the user may not read are taken out.

    Raises:
        Problem: unknown_record, not_allowed.
    """
    register = _to_read(office, code)
    hidden = frozenset[str]() if sees_private(register, office.user.roles) else register.private_fields
    with office.reading() as connection:
        owner = _shown_owner(office, connection, register, record)
        lines = Records(office.projector(connection)).history(owner, record)
    for line in lines:
        for name in hidden & line.values.keys():
            line.values[name] = None
    return lines


def listing(office: Office, code: str, ask: Ask) -> Listing:
    """Return the records of a register that answer the question, as who is signed in may see them.

    Raises:
        Problem: unknown_field, not_allowed.
    """
    with office.reading() as connection:
        return listing_in(office, connection, code, ask)


def listing_in(office: Office, connection: Connection, code: str, ask: Ask) -> Listing:
    """Return the same as one view of the data shows it, in which more is asked.

    Raises:
        Problem: as `listing`.
    """
    register, reader = _to_read(office, code), office.reader(connection)
    query = query_of(office, connection, register, ask)
    rows = reader.rows(query, order=ask.order, limit=ask.limit, offset=ask.offset)
    total = reader.count(query) if ask.limit >= 0 or ask.offset else len(rows)
    return Listing(total, _shown(office, connection, register, rows))


def _shown(office: Office, connection: Connection, register: Register, rows: Sequence[Mapping[str, Any]]) -> list[Record]:
    """Return rows as records; those dated in a locked period say so."""
    locked = locked_days(office, connection, {str(row["_unit"]) for row in rows}) if register.dated_by and rows else {}

    def is_locked(row: Mapping[str, Any]) -> bool:
        return any(first <= (row["_date"] or "") <= last for first, last in locked.get(row["_unit"], ()))

    return [record_of(register, row, office.user.roles, locked=is_locked(row)) for row in rows]


def query_of(office: Office, connection: Connection, register: Register, ask: Ask) -> Query:
    """Return the question of a list as the store answers it, within what who is signed in may read.

    Raises:
        Problem: unknown_field; not_allowed, for a column that he may not read, also through a reference or to sort by.
    """
    require_readable(register, [*(one.field for one in ask.where), *(one.field for one in ask.order)], office.user.roles)
    span = (Is("_date", ">=", ask.period[0]), Is("_date", "<=", ask.period[1])) if ask.period else ()
    chain = units.lineage(office.identity.unit)
    layered = register.shared or register.is_table
    taken = sorted(office.owned - {office.identity.unit})
    owners = () if office.identity.is_upper else (*(chain if layered else chain[:1]), *taken)
    return Query(
        register.code, (*ask.where, *span), ask.search, sees_private(register, office.user.roles), ask.deleted, drafts=True, units=owners,
        layers=chain if layered else (), locked=_locked(office, connection, register, ask, owners),
    )  # fmt: skip


def _locked(
    office: Office, connection: Connection, register: Register, ask: Ask, owners: tuple[str, ...]
) -> tuple[tuple[str, str, str], ...]:
    """Return the days of locked periods, where the question is for a status."""
    if not register.dated_by or not any(one.field == "status" for one in ask.where):
        return ()
    return tuple((unit, *span) for unit, spans in locked_days(office, connection, owners).items() for span in spans)
