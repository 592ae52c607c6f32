"""Give a register out as a table: what who is signed in may read of it, with titles, ready to be corrected and brought back.

Drafts and struck-out records stay in the book. A file with names or content of cases is told of in the log (Nghị định
13/2023/NĐ-CP; Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from db.driver import Connection
from db.query import Is
from db.records import Records
from desktop import units
from desktop.actions import lookup
from desktop.actions.lookup import Ask
from desktop.actions.people import note_event
from desktop.actions.table_guard import version_of
from desktop.entries.naming import shown_number
from desktop.entries.record import Record, sees_private
from desktop.errors import Problem
from desktop.jobs import Job
from desktop.office import Office
from desktop.packages import stick
from desktop.registers.model import Register
from desktop.reporting.periods import period_of
from desktop.sheets import files, heading
from desktop.sheets.cells import Cell, Look
from desktop.sheets.references import References
from desktop.sheets.values import cell_of, look_of

_NO_JOB: Final = Job()
_AT_ONCE: Final = 1_000
_PROGRAM: Final = "Chương trình"


@dataclass(frozen=True, slots=True)
class Exported:
    """A table that was written; `private` when names or content of cases stand in it."""

    file: Path
    rows: int
    private: bool


def columns_of(office: Office, register: Register) -> list[str]:
    """Return the columns of a register's table for who is signed in: the fields, and what the record is known by."""
    fields = heading.fields_of(register, private=sees_private(register, office.user.roles))
    layered = register.shared or register.is_table
    before = [heading.OWNER] * (office.sees_many or layered) + [heading.NUMBER] * register.numbered
    return [*before, *(one.name for one in fields), heading.VERSION, heading.ID]


def span_of(office: Office, period: str) -> tuple[str, str]:
    """Return the first and last day of a period as the own unit has it.

    Raises:
        Problem: unknown_period.
    """
    with office.reading() as connection:
        chosen = period_of(office, connection, period, office.identity.unit)
        return chosen.first, chosen.last


def export_table(office: Office, code: str, file: Path, span: tuple[str, str] | None = None, job: Job = _NO_JOB) -> Exported:
    """Write the complete records of a register to an .xlsx or .csv file: of all days, or of those from a first to a last one.

    Raises:
        Problem: unknown_register, not_allowed, and what keeps the file from being written.
    """
    register = lookup.register_of(code)
    if register.system:
        raise Problem("unknown_register", f"Không có sổ “{code}”. Xem lại tên sổ.", where=code)
    files.kind_of(file)
    stick.require_folder(file)
    with office.reading() as connection:
        ask = Ask((Is("_status", "!=", "nhap"),), period=span)
        total = lookup.listing_in(office, connection, code, Ask(ask.where, period=ask.period, limit=0)).total
        columns = columns_of(office, register)
        private = bool(total) and bool(register.private_fields & set(columns))
        heads = [[heading.title_of(register, key) for key in columns], [heading.name_of(key) for key in columns]]
        rows = job.each("Ghi dòng", _rows(office, connection, register, columns, ask), total)
        looks = [look_of(register.by_name[key]) if key in register.by_name else Look() for key in columns]
        content = files.content_of(files.kind_of(file), register.title, heads, rows, office.clock.now(), looks)
    if private and not office.identity.is_copy:
        with office.writing() as connection:
            note_event(office, connection, "xuat_bang", f"{register.title}: {file.name}"[:200])
    files.write(file, content, replace=True)
    return Exported(file, total, private)


def _rows(office: Office, connection: Connection, register: Register, columns: Sequence[str], ask: Ask) -> Iterator[list[Cell]]:
    """Read record after record, a thousand at once, all in one view of the data."""
    cells, offset = _Cells(office, connection, register), 0
    while True:
        asked = Ask(ask.where, period=ask.period, limit=_AT_ONCE, offset=offset)
        found = lookup.listing_in(office, connection, register.code, asked).records
        for record in found:
            yield [cells.of(record, key) for key in columns]
        if len(found) < _AT_ONCE:
            return
        offset += _AT_ONCE


class _Cells:
    """What stands for a record in the columns of its register's table."""

    def __init__(self, office: Office, connection: Connection, register: Register) -> None:
        self._office, self._register = office, register
        self._references, self._records = References(office, connection), Records(office.projector(connection))
        self._chain, self._taken = units.lineage(office.identity.unit), office.owned - {office.identity.unit}

    def of(self, record: Record, key: str) -> Cell:
        """Return the cell of a field or of a column of the program's own."""
        match key:
            case heading.OWNER:
                return _PROGRAM if record.unit == units.RESOURCES else self._office.directory.unit(record.unit).title
            case heading.NUMBER:
                return shown_number(record.book_no) or None
            case heading.VERSION:  # what another unit has written is corrected there, not here
                reader = self._chain[0] if record.unit in self._chain else record.unit if record.unit in self._taken else None
                return version_of(self._records, reader, record.id) if reader else None
            case heading.ID:
                return record.id
            case _:
                return cell_of(self._register.by_name[key], record.values[key], self._references.name)
