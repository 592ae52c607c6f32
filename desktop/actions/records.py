"""Save, strike out, restore, look up and list entries of any register."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from db import drafts
from db.driver import Connection
from db.query import Is, Order, Query, UnknownField
from db.records import Line, Records
from desktop import registers, units
from desktop.actions import backup
from desktop.entries.entry import Fault
from desktop.entries.record import Record, may_enter, may_see, record_of, sees_private
from desktop.entries.saving import Outcome, Refused, Saver
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


@dataclass(slots=True)
class Added:
    """Ids of new records in input order."""

    ids: list[str] = field(default_factory=list)


def register_of(code: str) -> Register:
    """Return a register by its code.

    Raises:
        Problem: unknown_register.
    """
    found = registers.ALL.get(code)
    if found is None:
        raise Problem("unknown_register", f"Không có sổ “{code}”. Xem danh sách bằng lệnh registers.", where=code)
    return found


def to_write(office: Office, code: str) -> Register:
    """Return a register that who is signed in may write in.

    Raises:
        Problem: unknown_register, not_allowed.
    """
    register = register_of(code)
    if register.system or not may_enter(register, office.user.roles):
        raise Problem("not_allowed", f"Bạn không có quyền ghi sổ “{register.title}”. Nhờ người phụ trách sổ này.", where=code)
    return register


def _to_read(office: Office, code: str) -> Register:
    register = register_of(code)
    if not may_see(register, office.user.roles):
        raise Problem("not_allowed", f"Sổ “{register.title}” chỉ người được giao và lãnh đạo xem được.", where=code)
    return register


def add(office: Office, code: str, entries: Sequence[tuple[Mapping[str, object], str | None]], *, draft: bool = False) -> Added:
    """Write new records, all or nothing; each entry is (values, id or None).

    Raises:
        Problem: required_missing, invalid_value, rule_broken, unknown_field, with `errors` per row.
    """
    register = to_write(office, code)
    added, faults = Added(), list[tuple[int, Fault]]()
    with saving(office) as saver:
        for index, (values, record) in enumerate(entries):
            try:
                made = saver.add(register, values, record, draft=draft).record
                if made in added.ids:
                    raise Refused([Fault("id", "twice", f"Trùng với dòng {added.ids.index(made) + 1}. Bỏ một dòng.", "invalid_value")])
            except Refused as refused:
                faults += [(index, fault) for fault in refused.faults]
                made = ""
            added.ids.append(made)
        if faults:
            raise problem_of(faults)
    return added


@contextmanager
def saving(office: Office) -> Iterator[Saver]:
    """Give what saves entries, in one transaction: all that is saved in it counts, or nothing.

    Raises:
        Problem: what is wrong with the row that was refused.
    """
    with office.writing() as connection:
        office.check_clock(connection)
        try:
            yield Saver(office, connection)
        except Refused as refused:
            raise problem_of([(0, fault) for fault in refused.faults]) from refused


def followed(office: Office, outcome: Outcome) -> Outcome:
    """Clear up after what was saved erased something, once it counts; the outcome then names the older backups."""
    if outcome.erased:
        outcome.backups = [str(file) for file in backup.after_erasure(office)]
    return outcome


def problem_of(faults: Sequence[tuple[int, Fault]]) -> Problem:
    """Return one problem that names every fault of every row; the first decides the code."""
    _, first = faults[0]
    more = f" (còn {len(faults) - 1} chỗ khác)" if len(faults) > 1 else ""
    errors = [{"index": index, "field": f.field, "rule": f.rule, "message": f.message} for index, f in faults]
    return Problem(first.code, f"{first.message}{more}", where=first.field, errors=errors)


def edit(
    office: Office, code: str, record: str, values: Mapping[str, object], *, base: Sequence[str] | None = None, draft: bool = False
) -> Outcome:
    """Save changed fields over the heads that the form had loaded (`base`), or complete a draft.

    Raises:
        Problem: unknown_record, and what is wrong with the row.
    """
    register = to_write(office, code)
    with saving(office) as saver:
        require_own(saver, register, record)
        if saver.records.heads(saver.unit, record):
            require_seen(office, register, values)
        if draft:
            saver.keep_draft(register, record, saver.parsed(register, values), base)
            return Outcome(record, None)
        outcome = saver.edit(register, record, values, base=base)
    return followed(office, outcome)


def require_seen(office: Office, register: Register, values: Mapping[str, object]) -> None:
    """Refuse to change what one may not read: it would be overwritten blindly.

    Raises:
        Problem: not_allowed.
    """
    unseen = [] if sees_private(register, office.user.roles) else sorted(register.private_fields & values.keys())
    if unseen:
        label = register.by_name[unseen[0]].label
        raise Problem("not_allowed", f"Bạn không xem được cột “{label}” nên không sửa được. Nhờ người phụ trách sổ này.", where=unseen[0])


def require_own(saver: Saver, register: Register, record: str) -> None:
    """Refuse an id that is not there, or that only a subordinate unit has.

    Raises:
        Problem: unknown_record, not_allowed.
    """
    owner = saver.records.owner(register.code, None, record)
    if owner is None:
        raise unknown_record(register, record)
    if saver.records.owner(register.code, units.lineage(saver.unit), record) is None:
        title = units.unit(owner).named
        raise Problem("not_allowed", f"Bản ghi này của {title}; chỉ {title} sửa được. Trả lại kỳ kèm góp ý để đơn vị sửa.", where=record)


def unknown_record(register: Register, record: str) -> Problem:
    """Return the refusal of an id that is not there."""
    return Problem("unknown_record", f"Sổ “{register.title}” không có bản ghi “{record}”. Kiểm tra lại mã bản ghi.", where=record)


def strike_out(office: Office, code: str, record: str) -> Outcome:
    """Strike a record out: it stays, with a line through it. A draft is thrown away."""
    return _mark(office, code, record, deleted=True)


def restore(office: Office, code: str, record: str) -> Outcome:
    """Take a strike-out back."""
    return _mark(office, code, record, deleted=False)


def _mark(office: Office, code: str, record: str, *, deleted: bool) -> Outcome:
    register = to_write(office, code)
    with saving(office) as saver:
        require_own(saver, register, record)
        folded = saver.records.folded(saver.unit, record)
        if deleted and not folded.cells and drafts.find(saver.connection, code, record):
            drafts.drop(saver.connection, code, record)
            office.project(saver.connection, [(saver.unit, record)])
            return Outcome(record, None)
        if folded.deleted == deleted and not folded.deleted_rivals:
            return Outcome(record, None)
        return saver.mark(register, record, deleted=deleted)


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
    register = _to_read(office, code)
    with office.reading() as connection:
        reader = office.reader(connection)
        query = query_of(office, register, ask)
        try:
            rows = reader.rows(query, order=ask.order, limit=ask.limit, offset=ask.offset)
            total = reader.count(query) if ask.limit >= 0 or ask.offset else len(rows)
        except UnknownField as error:
            raise Problem("unknown_field", f"Sổ “{register.title}” không có cột “{error}”. Xem lệnh schema.", where=str(error)) from error
        return Listing(total, _shown(office, connection, register, rows))


def _shown(office: Office, connection: Connection, register: Register, rows: Sequence[Mapping[str, Any]]) -> list[Record]:
    """Return rows as records; those dated in a locked period say so."""
    locked = locked_days(office, connection, {str(row["_unit"]) for row in rows}) if register.dated_by and rows else {}

    def is_locked(row: Mapping[str, Any]) -> bool:
        return any(first <= (row["_date"] or "") <= last for first, last in locked.get(row["_unit"], ()))

    return [record_of(register, row, office.user.roles, locked=is_locked(row)) for row in rows]


def query_of(office: Office, register: Register, ask: Ask) -> Query:
    """Return the question of a list as the store answers it, within what who is signed in may read.

    Raises:
        Problem: not_allowed, for a column that he may not read.
    """
    private = sees_private(register, office.user.roles)
    hidden = frozenset[str]() if private else register.private_fields
    for one in ask.where:
        if one.field.partition(".")[0] in hidden:
            raise Problem(
                "not_allowed", f"Bạn không được xem cột “{register.by_name[one.field].label}” nên không lọc theo cột này.", where=one.field
            )
    span = (Is("_date", ">=", ask.period[0]), Is("_date", "<=", ask.period[1])) if ask.period else ()
    chain = units.lineage(office.identity.unit)
    layered = register.shared or register.is_table
    owners = () if office.identity.is_upper else chain if layered else chain[:1]
    return Query(
        register.code, (*ask.where, *span), ask.search, private, ask.deleted, drafts=True, units=owners, layers=chain if layered else ()
    )
