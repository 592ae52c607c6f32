"""A record as a person with his roles, at this desk, may see it.

A value that is not held here, or that the roles do not open, is None and named in `withheld`; one that was erased by
law is None and named in `erased`.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from db.query import Order
from desktop import units
from desktop.registers.model import Register

Row = Mapping[str, Any]
NEWEST_FIRST: Final = (Order("_date", descending=True), Order("_year", descending=True), Order("_number", descending=True))
"""The order of lists: by day, then by number."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """When, who, on which station."""

    at: str | None
    by: str | None
    station: str | None


@dataclass(frozen=True, slots=True)
class Record:
    """One entry of a register. `unit` is the owner's key; `heads` are the op names that the values come from."""

    id: str
    register: str
    unit: str
    book_no: str | None
    year: int | None
    event_date: str | None
    status: str
    deleted: bool
    flags: tuple[str, ...]
    conflicts: tuple[str, ...]
    withheld: tuple[str, ...]
    erased: tuple[str, ...]
    created: Stamp
    updated: Stamp
    values: Mapping[str, Any]


def may_see(register: Register, roles: Iterable[str]) -> bool:
    """Whether these roles may open the register at all."""
    return bool(register.sees & set(roles))


def may_enter(register: Register, roles: Iterable[str]) -> bool:
    """Whether these roles may write in the register."""
    return bool(register.enters & set(roles))


def sees_private(register: Register, roles: Iterable[str]) -> bool:
    """Whether these roles may read names and case content (S2, S3) of the register."""
    return not register.private_fields or bool(register.sees_private & set(roles))


def record_of(register: Register, row: Row, roles: Iterable[str], *, locked: bool = False) -> Record:
    """Make a record from a row of the store."""
    roles = frozenset(roles)
    erased = tuple(name for name in json.loads(row["_erased"]) if name in register.by_name)
    hidden = {name for name in json.loads(row["_missing"]) if name in register.by_name}
    if not sees_private(register, roles):
        hidden |= register.private_fields
    values = {f.name: None if f.name in hidden else row[f.name] for f in register.fields}
    status = "da_khoa" if locked and row["_status"] == "hoan_chinh" else row["_status"]
    return Record(
        row["_id"], register.code, row["_unit"], row["_book_no"], row["_year"], row["_date"], status, bool(row["_deleted"]),
        tuple(json.loads(row["_flags"])), tuple(json.loads(row["_conflicts"])), tuple(sorted(hidden - set(erased))), erased,
        Stamp(row["_created_at"], row["_created_by"], row["_created_station"]),
        Stamp(row["_updated_at"], row["_updated_by"], row["_updated_station"]), values,
    )  # fmt: skip


def as_json(record: Record, era: str) -> dict[str, Any]:
    """Return the record in the shape of the command line's contract."""
    return {
        "id": record.id, "register": record.register, "unit": units.shown_code(record.unit, era), "book_no": record.book_no,
        "year": record.year, "event_date": record.event_date, "status": record.status, "deleted": record.deleted,
        "flags": list(record.flags), "conflicts": list(record.conflicts), "withheld": list(record.withheld), "erased": list(record.erased),
        "created": {"at": record.created.at, "by": record.created.by, "station": record.created.station},
        "updated": {"at": record.updated.at, "by": record.updated.by, "station": record.updated.station},
        "values": dict(record.values),
    }  # fmt: skip
