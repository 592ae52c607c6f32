"""Erase who came: names and addresses whose time is over, or those of single records that the office chooses.

Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15: personal data are kept no longer than they are needed, and may be erased when the
person asks. The figures stay. How long they are needed is data (`person_kept_months`, counted from the last day of a closed
period), because no law gives the number.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from db.driver import Connection
from db.query import Is, Query
from desktop import registers
from desktop.actions import backup, duties, records
from desktop.actions.lookup import unknown_record
from desktop.entries.saving import Saver
from desktop.language.dates import as_date, months_later
from desktop.office import Office
from desktop.registers.model import Group, Register

_GROUP: Final[Group] = "person"
_KEPT: Final = "person_kept_months"


@dataclass(frozen=True, slots=True)
class Erased:
    """Fields that held something, by record, and the older backups that still hold it."""

    fields: dict[str, list[str]]
    backups: list[Path]


def pending(office: Office, chosen: Sequence[str] = ()) -> Erased:
    """Return what `run` would erase now, and the backups that hold it. Writes nothing.

    Raises:
        Problem: not_allowed, unknown_record.
    """
    duties.require(office, "erasure")
    with office.reading() as connection:
        fields = {record: held for one, register, record in _meant(office, connection, chosen) if (held := _held(one, register, record))}
    return Erased(fields, [one.file for one in backup.listing(office)] if fields else [])


def run(office: Office, chosen: Sequence[str] = ()) -> Erased:
    """Erase the persons of the chosen records; with none chosen, of every record whose time is over.

    Raises:
        Problem: not_allowed, unknown_record.
    """
    duties.require(office, "erasure")
    with records.saving(office) as saver:
        meant = _meant(office, saver.connection, chosen)
        fields = {record: one.erase(register, record, [_GROUP]) for one, register, record in meant if _held(one, register, record)}
    return Erased(fields, backup.after_erasure(office) if fields else [])


def _meant(office: Office, connection: Connection, chosen: Sequence[str]) -> list[tuple[Saver, Register, str]]:
    """Return the records that are chosen, or else those whose time is over, each with what saves in its book."""
    keepers = [Saver(office, connection, unit) for unit in sorted(office.owned)]
    return [_own(keepers, one) for one in chosen] if chosen else [(one, *two) for one in keepers for two in _over(one)]


def _own(keepers: Sequence[Saver], record: str) -> tuple[Saver, Register, str]:
    """Return a record with what saves in its book: the own unit's, or that of a unit that was taken over."""
    for saver in keepers:
        code = saver.records.register_of((saver.unit,), record)
        if code is not None and saver.records.heads(saver.unit, record):
            return saver, registers.ALL[code], record
    raise unknown_record(registers.ALL["reception_visit"], record)


def _over(saver: Saver) -> Iterator[tuple[Register, str]]:
    """Yield a unit's records in closed periods that ended long enough ago, struck-out ones too."""
    law, today = saver.office.law_of(saver.unit), saver.office.clock.today()
    months = law.value(_KEPT, today.isoformat())
    reader = saver.office.reader(saver.connection)
    for closing in law.closings if months else ():
        if months_later(as_date(closing.last), int(months or 0)) <= today:
            span = Is("_date", ">=", closing.first), Is("_date", "<=", closing.last)
            for register in (one for one in registers.ALL.values() if one.dated_by and _persons(one)):
                for _, record in reader.ids(Query(register.code, span, units=(saver.unit,), deleted=True)):
                    yield register, record


def _persons(register: Register) -> list[str]:
    return [field.name for field in register.fields if field.group == _GROUP]


def _held(saver: Saver, register: Register, record: str) -> list[str]:
    row = saver.current(register, record)
    return [name for name in _persons(register) if row[name] is not None]
