"""What the entry form of any register needs: values to begin with, mistakes while typing, drafts, saving and taking back.

A form saves over the heads that it had loaded, so what somebody else wrote meanwhile is never lost: it becomes a
conflict. Drafts stay on this machine; taking back a save is a new change, never a deletion.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from db import drafts
from db.driver import Connection
from db.query import Is, Order, Query
from db.records import Records
from desktop.actions import backup, lookup, records
from desktop.entries.entry import Fault, closed_faults, parse_all, required_faults, rule_faults
from desktop.entries.naming import shown_number
from desktop.entries.record import Record, sees_private
from desktop.entries.saving import Outcome, Saver
from desktop.entries.tables import FieldContext, complete_row, computed, event_date
from desktop.law.unit_law import Law
from desktop.office import Office
from desktop.registers.fields import LAST, TODAY
from desktop.registers.model import Register, Rule
from desktop.reporting.periods import period_of

Values = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class DraftFound:
    """What was being typed and has not been saved; `at` is a moment (ISO)."""

    record: str
    at: str
    values: Values
    base: tuple[str, ...]


@dataclass(frozen=True)
class Opened:
    """A form to be filled.

    `record` is None for a new entry; `heads` are the ops that the shown values come from, `heads_of` those of each field;
    `draft` is unsaved typing found for it; `next_number` is the number that a new entry will get, "" where it waits for one.
    """

    register: Register
    record: Record | None
    values: dict[str, Any]
    heads: tuple[str, ...]
    heads_of: Mapping[str, Sequence[str]]
    draft: DraftFound | None
    next_number: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What the row as typed would come to: what stops saving, what is computed, what is only flagged.

    `closed_period` is the label of the closed period that its day lies in, "" for none.
    """

    faults: tuple[Fault, ...]
    computed: Mapping[str, object]
    warnings: tuple[Rule, ...]
    event_date: str | None
    closed_period: str


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved entry. `former` holds what the changed fields were before; None for a new one.

    `op` is what was written, None when nothing had changed; `heads` are those of the entry as it was left. `lost` are fields
    that an erasure which the form had not seen emptied at once; `met` what somebody else had changed meanwhile, now a conflict.
    """

    record: Record
    former: Values | None
    op: str | None
    heads: tuple[str, ...]
    erased: tuple[str, ...] = ()
    older_backups: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    met: tuple[str, ...] = ()


def open_form(office: Office, code: str, record: str | None = None, *, copy_of: str | None = None) -> Opened:
    """Return what a form begins with: a record, a copy of one, or the defaults of a new entry.

    Raises:
        Problem: unknown_register, unknown_record, not_allowed.
    """
    register = lookup.register_of(code)
    if record is not None:
        return _open_record(office, register, record)
    with office.reading() as connection:
        values = defaults(office, connection, register)
        found = None if copy_of else _newest_draft(office, connection, register)
        number = Saver(office, connection).number(register, {**complete_row(register, values), **values})
    if copy_of:
        source = lookup.show(office, code, copy_of)
        values |= {f.name: source.values[f.name] for f in register.fields if f.copied and not f.auto and source.values[f.name]}
    return Opened(register, None, values, (), {}, found, shown_number(number))


def _open_record(office: Office, register: Register, record: str) -> Opened:
    shown = lookup.show(office, register.code, record)
    with office.reading() as connection:
        known = Records(office.projector(connection))
        heads, heads_of = known.all_heads(shown.unit, record), known.heads(shown.unit, record)
        kept = drafts.find(connection, register.code, record)
    hidden = frozenset[str]() if sees_private(register, office.user.roles) else register.private_fields
    typed = {name: value for name, value in kept.values.items() if name not in hidden} if kept else {}
    found = DraftFound(record, kept.at, typed, kept.base) if kept else None
    return Opened(register, shown, dict(shown.values), heads, heads_of, found, "")


def _newest_draft(office: Office, connection: Connection, register: Register) -> DraftFound | None:
    """Return the draft of a new entry that the same person left today."""
    today = office.clock.today().isoformat()
    for one in drafts.of_register(connection, register.code):
        if one.by == office.user.name and one.at[:10] == today and not one.base:
            return DraftFound(one.record, one.at, one.values, one.base)
    return None


def defaults(office: Office, connection: Connection, register: Register) -> dict[str, Any]:
    """Return the values that a new entry begins with: fixed ones, today, and what the same person gave last time."""
    values: dict[str, Any] = {}
    last = _last_of(office, connection, register) if any(f.default == LAST for f in register.fields) else {}
    for one in register.fields:
        if one.default == TODAY:
            values[one.name] = office.clock.today().isoformat()
        elif one.default == LAST:
            values[one.name] = last.get(one.name)
        elif one.default is not None:
            values[one.name] = one.default
    return values


def _last_of(office: Office, connection: Connection, register: Register) -> Mapping[str, Any]:
    query = Query(register.code, (Is("created.by", "=", office.user.name),), units=(office.identity.unit,))
    rows = office.reader(connection).rows(query, order=(Order("created.at", descending=True),), limit=1)
    return rows[0] if rows else {}


def preview(
    office: Office, code: str, values: Values, record: str | None = None, *, unwritten: Mapping[str, Values] = MappingProxyType({})
) -> Preview:
    """Return what is wrong with a row and what would be computed from it; nothing is written.

    Args:
        office: The opened office.
        code: The register.
        values: The fields as typed; of a record the others keep their values.
        record: The record that is being changed, None for a new one.
        unwritten: Rows, by id, of records that will be written along and that a reference already means.

    Raises:
        Problem: unknown_register.
    """
    register = lookup.register_of(code)
    with office.reading() as connection:
        saver = Saver(office, connection)
        saver = saver.at(code, record) if record else saver

        def context_of(row: Values) -> FieldContext:
            return replace(
                saver.context(register, row), record=record or "",
                find=lambda other, key: unwritten.get(key) or saver.projector.row(other, saver.unit, key),
            )  # fmt: skip

        parsed, faults = parse_all(register, values, lambda codes, text: text if text in unwritten else saver.resolve(codes, text))
        before = saver.current(register, record) if record else {}
        row = complete_row(register, {**before, **parsed})
        row |= register.filled(row, context_of(row))
        more = computed(register, row, context_of(row))
        row |= more
        context = context_of(row)
        found = [*faults, *required_faults(register, row, saver.unit), *closed_faults(register, row, parsed)]
        warnings = tuple(rule for rule in register.broken(row, context) if not rule.blocking)
        day = event_date(register, row, context)
        late = _closed_period(office, connection, saver.unit, office.law_of(saver.unit), day)
        return Preview(tuple(found or rule_faults(register, row, context)), more, warnings, day, late)


def _closed_period(office: Office, connection: Connection, unit: str, law: Law, day: str | None) -> str:
    closing = next((one for one in law.closings if day is not None and one.first <= day <= one.last), None)
    return period_of(office, connection, closing.period, unit).label if closing else ""


def save(office: Office, code: str, record: str | None, values: Values, base: Sequence[str] = ()) -> Saved:
    """Save a new entry, complete a draft, or change a record over the heads that the form had loaded.

    Args:
        office: The opened office.
        code: The register.
        record: The record or draft; None, or an id that nothing is kept under yet, makes a new entry.
        values: The fields as typed; of a saved record only those that a person changed.
        base: The heads that the form had loaded.

    Raises:
        Problem: required_missing, invalid_value, rule_broken, with `errors` per field; not_allowed.
    """
    with records.saving(office) as saver:
        written = write(saver, code, record, values, base)
    return finished(office, written)


@dataclass(frozen=True, slots=True)
class Written:
    """What `write` did inside a transaction: the record as it was (None for a new one) and as it was left, with its heads."""

    register: Register
    outcome: Outcome
    before: Record | None
    after: Record
    heads: tuple[str, ...]


def write(saver: Saver, code: str, record: str | None, values: Values, base: Sequence[str] = ()) -> Written:
    """Do what `save` does inside a transaction that more is written in; `finished` follows it.

    Raises:
        Problem: not_allowed, unknown_record.
        Refused: what is wrong with the row.
    """
    office = saver.office
    register = records.to_write(office, code)
    saver = saver.at(code, record) if record else saver
    before = _there(saver, code, record)
    keyed = (register.lies_over or bool(register.natural_key)) and not register.keyed_by_program
    key = saver.key_of(register, saver.parsed(register, values)) if keyed else None
    named_by_key = key is not None or (bool(register.natural_key) and not register.keyed_by_program)
    is_new = before is None or (before.status == "nhap" and named_by_key and not saver.lies_over(register, before.id))
    if record is None or before is None or is_new:
        if record:  # what exists once gets the id of its key
            saver.drop_draft(register, record)
        before = _there(saver, code, key)
        outcome = saver.add(register, values, None if named_by_key else record, draft=False)
    else:
        records.require_own(saver, register, record)
        if before.status != "nhap":
            records.require_seen(office, register, values)
            saver.drop_draft(register, record)
        outcome = saver.edit(register, record, values, base=base or None)
    known = before if before is not None and before.status != "nhap" and not (named_by_key and before.deleted) else None
    return Written(register, outcome, known, lookup.show(office, code, outcome.record), saver.records.all_heads(saver.unit, outcome.record))


def finished(office: Office, written: Written) -> Saved:
    """Return a saved entry as the transaction left it, with what an erasure left to do.

    What was erased is nobody's to take back: it is not among the former values.
    """
    outcome, before, after = records.followed(office, written.outcome), written.before, written.after
    if before is None:
        return Saved(after, None, outcome.op, written.heads, lost=tuple(outcome.lost))
    older = tuple(one.file.name for one in backup.listing(office)[1:]) if outcome.erased else ()
    fields = [f.name for f in written.register.fields if not f.auto and f.name not in (*outcome.erased, *after.erased)]
    former = {name: before.values[name] for name in fields if before.values[name] != after.values[name]}
    met = tuple(name for name in after.conflicts if name not in before.conflicts)
    return Saved(after, former, outcome.op, written.heads, tuple(outcome.erased), older, tuple(outcome.lost), met)


def _there(saver: Saver, code: str, record: str | None) -> Record | None:
    known = record is not None and saver.records.owner(code, None, record) is not None
    return lookup.show(saver.office, code, record) if record and known else None


def take_back(office: Office, code: str, saved: Saved) -> None:
    """Take a save back: a new entry is struck out, changed fields get their former values by a new change.

    Both go over what was saved and nothing else: what somebody changed since then meets it as a conflict.

    Raises:
        Problem: what `records.strike_out` and `records.edit` raise.
    """
    if saved.former is None:
        records.strike_out(office, code, saved.record.id, base=saved.heads)
    elif saved.former:
        records.edit(office, code, saved.record.id, saved.former, base=saved.heads)


def keep_draft(office: Office, code: str, record: str, values: Values, base: Sequence[str] = ()) -> str:
    """Keep the whole of what is typed in a form under an id; return the moment (ISO). What cannot be read as yet is left out.

    Raises:
        Problem: not_allowed, disk_full; rule_broken for what the law does not let be kept.
    """
    register = records.to_write(office, code)
    with records.saving(office) as opened:
        saver = opened.at(code, record)
        if saver.records.owner(code, None, record) is not None:
            records.require_own(saver, register, record)
        parsed, _ = parse_all(register, values, saver.resolve)
        saver.keep_draft(register, record, parsed, base or None, whole=True)
    return office.clock.now().isoformat()


def drop_draft(office: Office, code: str, record: str) -> None:
    """Throw away what was typed and not saved; a saved record stays as it is.

    Raises:
        Problem: not_allowed.
    """
    register = records.to_write(office, code)
    with records.saving(office) as saver:
        saver.at(code, record).drop_draft(register, record)
