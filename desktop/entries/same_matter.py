"""What else of a matter is written down when it turns into a denunciation: what hangs on it, and the visit or letter of it.

Luật Tố cáo 2018, điều 8: it is not enough to empty the letter, when the visit at which it was handed over, or a note about
it, still says who came and why.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from db import drafts
from db.driver import Connection
from db.query import Is, Query, Reader
from desktop import registers
from desktop.registers.fields import Kind
from desktop.registers.model import Register


@dataclass(frozen=True, slots=True)
class Part:
    """One record of the same matter; `hangs` when it only belongs to the other one, and goes with it."""

    register: Register
    record: str
    hangs: bool
    struck_out: bool


def parts_of(reader: Reader, unit: str, register: Register, record: str, values: dict[str, Any]) -> list[Part]:
    """Return the saved records of a unit that belong to the same matter as a record with these values."""
    found: list[Part] = []
    for other in registers.ALL.values():
        if other is register or other.system:
            continue
        if other.parent and register.code in other.by_name[other.parent].to:
            found += _those(reader, unit, other, Is(other.parent, "=", record), hangs=True)
        elif other.erasure is not None:
            for name in _references(other, register):
                found += _those(reader, unit, other, Is(name, "=", record), hangs=False)
            named = [values[name] for name in _references(register, other) if values.get(name)]
            if named:
                found += _those(reader, unit, other, Is("_id", "in", tuple(named)), hangs=False)
    return found


def _references(register: Register, other: Register) -> list[str]:
    return [one.name for one in register.fields if one.kind is Kind.REF and other.code in one.to]


def _those(reader: Reader, unit: str, register: Register, one: Is, *, hangs: bool) -> Iterator[Part]:
    for row in reader.rows(Query(register.code, (one,), units=(unit,), deleted=True)):
        yield Part(register, str(row["_id"]), hangs, bool(row["_deleted"]))


def drafts_of(connection: Connection, register: Register, record: str) -> list[tuple[Register, str]]:
    """Return what is being typed on this machine about a record: drafts of what hangs on it."""
    hanging = [one for one in registers.ALL.values() if one.parent and register.code in one.by_name[one.parent].to]
    return [
        (one, draft.record)
        for one in hanging
        for draft in drafts.of_register(connection, one.code)
        if draft.values.get(one.parent) == record
    ]
