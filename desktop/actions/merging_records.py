"""Merge two records of one thing: one is struck out for the other, and what refers to it refers to the one that is kept.

Nothing is copied from one to the other: what was erased would come back. The number of the one that goes stays in the book. Should
two people merge the same two the other way round, both are struck out, which the list of duplicates says, and either is restored.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from db.ops import MERGED_INTO
from db.query import Is, Query
from desktop import registers
from desktop.actions import records
from desktop.entries.naming import Names
from desktop.entries.saving import Saver
from desktop.errors import Problem
from desktop.office import Office
from desktop.registers.fields import Field, Kind
from desktop.registers.model import Register


@dataclass(slots=True)
class Merged:
    """The record that is kept, the op that struck the other out (None: it was struck out before), and what followed, by register."""

    id: str
    op: str | None = None
    followed: dict[str, list[str]] = field(default_factory=dict)


def merge(office: Office, code: str, keep: str, drop: str) -> Merged:
    """Keep one record of two in the place of both. Asked again, it lets follow what has come since then.

    What refers to the one that goes follows in every book of the unit, also in those that the person may not enter: it is the same thing.

    Raises:
        Problem: unknown_register, unknown_record, not_allowed, invalid_value, rule_broken.
    """
    register = records.to_write(office, code)
    if keep == drop:
        raise Problem("invalid_value", "Hai mã là của một bản ghi. Ghi mã bản ghi giữ lại, rồi mã bản ghi gạch bỏ.", where=drop)
    if register.natural_key:
        raise Problem("rule_broken", f"Sổ “{register.title}” mỗi thứ chỉ có một bản ghi, không có hai bản để gộp.", where=code)
    done, outcome = Merged(keep), None
    with records.saving(office) as opened:
        saver = opened.at(code, drop)
        for one in (keep, drop):
            records.require_own(saver, register, one)
            if not saver.records.heads(saver.unit, one):
                raise Problem("rule_broken", "Bản nháp hoặc bản của cấp trên thì không gộp được.", where=one)
        if saver.is_struck_out(register, keep):
            raise Problem("rule_broken", "Bản ghi giữ lại đã gạch bỏ. Khôi phục bản ghi đó, hoặc giữ bản ghi kia.", where=keep)
        struck = saver.is_struck_out(register, drop)
        if struck and kept_for(saver, drop) != keep:
            raise Problem("rule_broken", "Bản ghi này đã gạch bỏ, không phải để gộp vào bản ghi kia. Khôi phục rồi gộp.", where=drop)
        for other, name, record in list(referring(saver, code, drop)):
            _follow(saver, other, name, record, (keep, drop))
            done.followed.setdefault(other.code, []).append(record)
        if not struck:
            outcome = saver.mark(register, drop, deleted=True, into=keep)
            done.op = outcome.op
    if outcome is not None:
        records.followed(office, outcome)
    return done


def kept_for(saver: Saver, record: str) -> object:
    """Return the record that is kept in the place of one that was struck out for it."""
    return saver.records.folded(saver.unit, record).values.get(MERGED_INTO)


def referring(saver: Saver, code: str, record: str) -> Iterator[tuple[Register, Field, str]]:
    """Yield what refers to a record and is not struck out, in every book of its unit, drafts too."""
    reader = saver.office.reader(saver.connection)
    for register in registers.ALL.values():
        for one in register.fields:
            if code in one.to and not one.auto:
                where = Is(one.name, "has" if one.kind is Kind.REFS else "=", record)
                for _, found in reader.ids(Query(register.code, (where,), units=(saver.unit,), drafts=True)):
                    yield register, one, found


def _follow(saver: Saver, register: Register, name: Field, record: str, twins: tuple[str, str]) -> None:
    keep, drop = twins
    row = saver.current(register, record)
    value: object = keep
    if name.kind is Kind.REFS:
        held = row[name.name]
        value = list(dict.fromkeys(keep if one == drop else one for one in (held if isinstance(held, list) else ())))
    if not saver.records.heads(saver.unit, record):
        saver.keep_draft(register, record, {name.name: value})
        return
    if name.name in register.natural_key:
        _require_alone(saver, register, {**row, name.name: value}, record)
    saver.put_right(register, record, name.name, value)


def _require_alone(saver: Saver, register: Register, row: dict[str, object], record: str) -> None:
    """Of what exists once for each the kept one may have its own: then there would be two, counted twice."""
    same = tuple(Is(one, "=", row[one]) for one in register.natural_key)
    if any(found != record for _, found in saver.office.reader(saver.connection).ids(Query(register.code, same, units=(saver.unit,)))):
        name = Names(saver.office, saver.connection)((register.code,), record) or record
        said = f"Sổ “{register.title}” có bản ghi của cả hai: “{name}”. Gạch bỏ một bản ở sổ đó rồi gộp."
        raise Problem("rule_broken", said, where=record)
