"""Save, strike out and restore entries of any register."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from desktop import units
from desktop.actions import backup, duties
from desktop.actions.lookup import register_of, unknown_record
from desktop.entries.entry import Fault
from desktop.entries.record import sees_private
from desktop.entries.saving import Outcome, Refused, Saver
from desktop.errors import Problem
from desktop.office import Office
from desktop.registers.model import Register


@dataclass(slots=True)
class Added:
    """Ids of new records in input order."""

    ids: list[str] = field(default_factory=list)


def to_write(office: Office, code: str) -> Register:
    """Return a register that who is signed in may write in.

    Raises:
        Problem: unknown_register, not_allowed.
    """
    register = register_of(code)
    duties.require_entry(office, code)
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
    with saving(office) as opened:
        saver = opened.at(code, record)
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
        title = saver.office.directory.unit(owner).named
        raise Problem("not_allowed", f"Bản ghi này của {title}; chỉ {title} sửa được. Trả lại kỳ kèm góp ý để đơn vị sửa.", where=record)


def strike_out(office: Office, code: str, record: str, *, base: Sequence[str] | None = None) -> Outcome:
    """Strike a record out, over the heads that were seen (None: those of now): it stays, with a line through it.

    A draft is thrown away.
    """
    return _mark(office, code, record, deleted=True, base=base)


def restore(office: Office, code: str, record: str) -> Outcome:
    """Take a strike-out back."""
    return _mark(office, code, record, deleted=False)


def _mark(office: Office, code: str, record: str, *, deleted: bool, base: Sequence[str] | None = None) -> Outcome:
    register = to_write(office, code)
    with saving(office) as opened:
        saver = opened.at(code, record)
        require_own(saver, register, record)
        folded = saver.records.folded(saver.unit, record)
        if deleted and not folded.cells and saver.drop_draft(register, record):
            return Outcome(record, None)
        if saver.is_struck_out(register, record) == deleted and not folded.deleted_rivals:
            return Outcome(record, None)
        outcome = saver.mark(register, record, deleted=deleted, base=base)
    return followed(office, outcome)
