"""Turn what a person saved into one op: only the fields that he changed, over the heads that he saw.

Every op on a record is made here, so no road leads round the rules. A change that turns a record into a denunciation
also erases, at once, what the law does not let this program hold (Luật Tố cáo 2018, điều 8; Quyết định 774/QĐ-TTg).
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from db import drafts
from db.driver import Connection
from db.merge import ERASED
from db.ops import BOOK_NO, DELETED, MERGED_INTO, OpKind
from desktop import registers, units
from desktop.entries.entry import Fault, closed_faults, parse_all, required_faults, rule_faults
from desktop.entries.issued import frozen_figures
from desktop.entries.known_above import known_id
from desktop.entries.numbering import Numbering
from desktop.entries.op_writing import OpWriter, Values
from desktop.entries.record import sees_private
from desktop.entries.record_ids import fixed_id, new_id
from desktop.entries.same_matter import Part, drafts_of, parts_of
from desktop.entries.tables import FieldContext, complete_row, computed, event_date
from desktop.office import Office
from desktop.registers.model import Register

GROUPS: Final = ("person", "case")


@dataclass(slots=True)
class Outcome:
    """What saving one record came to. `op` is None when nothing had changed.

    `erased` are the fields that were emptied for good, `backups` the older backups that still hold them. `lost` are the fields
    that an erasure which the form had not seen emptied as soon as they were written.
    """

    record: str
    op: str | None
    erased: list[str] = field(default_factory=list)
    backups: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


class Refused(Exception):
    """The row cannot be saved; nothing was written."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(faults[0].message)
        self.faults = list(faults)


class Saver(OpWriter):
    """Saves records of one unit inside one writing transaction. Every method but the asking ones raises `Refused`.

    New ones are the own unit's; one of a unit that this one took over keeps its unit (`at`).
    """

    def __init__(self, office: Office, connection: Connection, unit: str = "") -> None:
        super().__init__(office, connection, unit)
        self.numbering = Numbering(office, connection, self.records)

    def at(self, code: str, record: str) -> "Saver":
        """Return what saves in the book that a record stands in: the own one, or that of a unit that was taken over."""
        taken = sorted(self.office.owned - {self.unit})
        if not taken or self.records.owner(code, units.lineage(self.unit), record) is not None:
            return self
        owner = self.records.owner(code, taken, record)
        return Saver(self.office, self.connection, owner) if owner else self

    def resolve(self, codes: tuple[str, ...], text: str, unit: str = "") -> str | None:
        """Return the id that a reference of a unit's record (of the own unit's) means: one that exists, or a unique name, nearest first."""
        for code in codes:
            if code in registers.ALL:
                found = self.records.find(code, units.lineage(unit or self.unit), text, registers.ALL[code].unique_key)
                if found:
                    return found[1]
        return None

    def parsed(self, register: Register, given: Mapping[str, object]) -> Values:
        """Return the given fields as they are kept."""
        values, faults = parse_all(register, given, self.resolve)
        if faults:
            raise Refused(faults)
        return values

    def add(self, register: Register, given: Mapping[str, object], record: str | None, *, draft: bool) -> Outcome:
        """Write a new record, or a draft of one. What exists once and is there already is edited, and restored if struck out.

        What is left open empties nothing of a record that is there. An id that something else is known by is refused.
        """
        values = self.parsed(register, given)
        self.numbering.brought |= {record} if record else set()
        filled = {name: value for name, value in values.items() if value is not None}
        self._defaults(register, values)
        natural = self.key_of(register, values)
        chosen, record = record, record or (None if register.keyed_by_program else natural) or new_id()
        if record == natural and self.records.heads(self.unit, record):
            if draft:
                self.keep_draft(register, record, filled)
                return Outcome(record, None)
            if self.records.folded(self.unit, record).deleted:
                self.mark(register, record, deleted=False)
            return self._change(register, record, filled, None)
        if chosen and chosen != natural and (code := self.records.register_of(units.lineage(self.unit), record)):
            taken = f"Mã “{record}” đã là của một bản ghi trong sổ “{registers.ALL[code].title}”. Bỏ mã đi, hoặc sửa bản ghi đó."
            raise Refused([Fault("id", "taken", taken, "invalid_value")])
        if draft:
            self.keep_draft(register, record, values)
            return Outcome(record, None)
        done = Outcome(record, self._complete(register, record, values))
        self._entail(register, record, {})
        return done

    def key_of(self, register: Register, values: Mapping[str, object]) -> str | None:
        """Return the id of what exists once, or is known from above."""
        return known_id(register, self.unit, values, self.records, lambda record: self.current(register, record))

    def _entail(self, register: Register, record: str, before: Values) -> None:
        """Begin in other books what follows from a field that has just been filled in, once for each record."""
        if not register.entails:
            return
        row = self.current(register, record)
        for one in register.entails:
            other, draft = registers.ALL[one.register], fixed_id(self.unit, one.register, record)
            filled = dict(one.values(row, record)) if row[one.on] is not None and before.get(one.on) is None else {}
            kept = self.records.heads(self.unit, draft) or drafts.find(self.connection, other.code, draft)
            if filled and not kept and not (other.communal and units.unit(self.unit).is_agency):
                self.keep_draft(other, draft, filled)

    def _defaults(self, register: Register, values: Values) -> None:
        row = complete_row(register, values)
        values |= register.filled(row, replace(self.context(register, row), next_code=self.numbering.next_code))

    def keep_draft(
        self, register: Register, record: str, values: Mapping[str, object], base: Sequence[str] | None = None, *, whole: bool = False
    ) -> None:  # fmt: skip
        """Keep what is being typed on this machine only: added to what was kept before, or in its place where it is the `whole`.

        What was kept before stays over the heads that it was typed over, so that it replaces nothing it has not seen; what
        somebody may not read is no part of his whole.

        Of a record that the law closes nothing is kept either: what is given is refused, what was kept is dropped.
        """
        kept = drafts.find(self.connection, register.code, record)
        unseen = frozenset[str]() if sees_private(register, self.office.user.roles) else register.private_fields
        before = {name: value for name, value in kept.values.items() if not whole or name in unseen} if kept else {}
        heads = kept.base if kept and before else tuple(base or self.records.all_heads(self.unit, record))
        exists = bool(heads) or self.lies_over(register, record)
        merged = {**before, **values}
        law = register.erasure
        if law is not None:
            row = {**self.current(register, record), **merged}
            if row.get(law.field) == law.value:
                faults = closed_faults(register, complete_row(register, row), values)
                if faults:
                    raise Refused(faults)
                merged = {name: value for name, value in merged.items() if register.by_name[name].group not in law.groups}
        # An emptied field of a saved record is typing too; of a new one it is only a field that nobody has come to.
        shown = merged if exists else {name: value for name, value in merged.items() if value is not None}
        at, by = self.office.clock.now().isoformat(), self.office.user.name
        drafts.save(self.connection, drafts.Draft(register.code, record, self.unit, by, at, heads, shown))
        self.office.project(self.connection, [(self.unit, record)])

    def edit(self, register: Register, record: str, given: Mapping[str, object], *, base: Sequence[str] | None) -> Outcome:
        """Save changed fields of a record over the heads that were loaded (`base`; None: those of now); or complete a draft."""
        values = self.parsed(register, given)
        if not self.records.heads(self.unit, record):
            waiting = drafts.find(self.connection, register.code, record)
            if waiting is not None:
                merged = {**waiting.values, **values}
                if self.lies_over(register, record):  # what was typed corrects a record from above
                    self.drop_draft(register, record)
                    return self._change(register, record, merged, None)
                self._defaults(register, merged)
                done = Outcome(record, self._complete(register, record, merged))
                self._entail(register, record, {})
                return done
        if base is not None and not set(base) <= self.records.op_names(self.unit, record):
            strange = "Có thao tác không phải của bản ghi này. Xem lịch sử của bản ghi để lấy đúng tên thao tác."
            raise Refused([Fault("--base", "base", strange, "invalid_value")])
        return self._change(register, record, values, base)

    def drop_draft(self, register: Register, record: str) -> bool:
        """Throw away what was being typed on this machine; return whether anything was."""
        if drafts.find(self.connection, register.code, record) is None:
            return False
        drafts.drop(self.connection, register.code, record)
        self.office.project(self.connection, [(self.unit, record)])
        return True

    def lies_over(self, register: Register, record: str) -> bool:
        """Whether a superior or the resources have the record that this unit's own lies over, or would."""
        return self.records.owner(register.code, units.lineage(self.unit)[1:], record) is not None

    def is_struck_out(self, register: Register, record: str) -> bool:
        """Whether the record as this unit sees it is struck out: its own, else the one from above that stands for it."""
        row = self.projector.row(register.code, self.unit, record)
        return row is not None and bool(row["_deleted"])

    def current(self, register: Register, record: str) -> Values:
        """Return the values of a record as this unit has them now."""
        row = self.projector.row(register.code, self.unit, record) or {}
        return {f.name: row.get(f.name) for f in register.fields}

    def _complete(self, register: Register, record: str, values: Values) -> str:
        law = register.erasure
        if law is not None and law.moves_to and values.get(law.field) == law.value:
            moved = f"{register.by_name[law.field].options[law.value]}: ghi mới ở sổ “{registers.ALL[law.moves_to].title}”."
            raise Refused([Fault(law.field, "moved", moved, "rule_broken")])
        row = self._checked(register, values, values)
        written = {f.name: row[f.name] for f in register.fields if (f.stamped_by or not f.auto) and row[f.name] is not None}
        number = self.number(register, row)
        if number:
            written[BOOK_NO] = number
        drafts.drop(self.connection, register.code, record)
        return self.put(register, record, "set", written, ())

    def _change(self, register: Register, record: str, values: Values, base: Sequence[str] | None) -> Outcome:
        self._refuse_struck_out(register, record, base)
        before = self.current(register, record)
        changed = {name: value for name, value in values.items() if before[name] != value}
        if not changed:
            return Outcome(record, None)
        if lasting := next((f for f in register.fields if f.lasting and f.name in changed and before[f.name] is not None), None):
            raise Refused([Fault(lasting.name, "lasting", f"{lasting.label}: đã cấp thì không đổi.", "rule_broken")])
        filled = {**before, **changed} | {f.name: None for f in register.fields if not changed.keys().isdisjoint(f.stamped_by)}
        self._defaults(register, filled)
        changed |= {name: value for name, value in filled.items() if value != before[name]}
        over = tuple(base) if base is not None else self.records.over(self.unit, record, changed)
        saved = self._save(register, record, before, changed, "set", over)
        self._entail(register, record, before)
        return saved

    def _refuse_struck_out(self, register: Register, record: str, base: Sequence[str] | None) -> None:
        """Who has seen the strike-out restores first; who has not makes a conflict that a person decides."""
        folded = self.records.folded(self.unit, record)
        if not self.is_struck_out(register, record):
            return
        if base is None or not folded.cells or any(op.name in base for op in folded.cells[DELETED].heads):
            raise Refused([Fault("", "struck_out", "Bản ghi này đã gạch bỏ. Khôi phục rồi sửa.", "rule_broken")])

    def settle(self, register: Register, record: str, name: str, value: object) -> Outcome:
        """Choose the answer of a contested field. What was wrong with the record before does not stand in the way."""
        if name == DELETED:
            return self.mark(register, record, deleted=bool(value), kind="resolve")
        return self.put_right(register, record, name, value, "resolve")

    def put_right(self, register: Register, record: str, name: str, value: object, kind: OpKind = "set") -> Outcome:
        """Write one field over its heads; only what this itself makes wrong is refused."""
        before = self.current(register, record)
        known = self._faults(register, self._row(register, before), {})
        return self._save(register, record, before, {name: value}, kind, self.records.over(self.unit, record, [name]), known)

    def _save(
        self, register: Register, record: str, before: Values, changed: Values, kind: OpKind, over: Iterable[str],
        known: Collection[Fault] = (),
    ) -> Outcome:  # fmt: skip
        """Write changed fields by one op, and erase what they turn into a secret. `known` faults are let pass."""
        groups = self._closed_by(register, before, changed)
        # What an erasure empties is not emptied before it: it would not be seen to be erased.
        written = {name: value for name, value in changed.items() if value is not None or register.by_name[name].group not in groups}
        emptied = {f.name: None for f in register.fields if f.group in groups}
        anew = kind == "set" and self._turns_back(register, before, changed)
        gone = set[str]() if anew else self._absent(record) - written.keys()
        row = self._checked(
            register, {**before, **emptied, **written}, written, lambda one: one in known or (one.rule == "required" and one.field in gone)
        )
        if not self.records.heads(self.unit, record).get(BOOK_NO) and (number := self.number(register, row)):
            written = {**written, BOOK_NO: number}
        parts = parts_of(self.office.reader(self.connection), self.unit, register, record, before) if groups else []
        op = self.put(register, record, kind, written, over)
        erased = self.erase(register, record, groups) if groups else []
        erased += self._follow(register, record, parts) if groups else []
        lost = [name for name in self.records.folded(self.unit, record).names_in(ERASED) if written.get(name) is not None]
        return Outcome(record, op, erased, lost=lost)

    def _follow(self, register: Register, record: str, parts: Sequence[Part]) -> list[str]:
        """Empty what else is written of a matter that has turned into a denunciation; return what held something."""
        for other, draft in drafts_of(self.connection, register, record):
            drafts.drop(self.connection, other.code, draft)
            self.office.project(self.connection, [(self.unit, draft)])
        erased: list[str] = []
        for part in parts:
            law, code = part.register.erasure, part.register.code
            if part.hangs or law is None:
                names = self.erase(part.register, part.record, GROUPS)
                if not part.struck_out:
                    self.mark(part.register, part.record, deleted=True)
            elif self.current(part.register, part.record)[law.field] == law.value:
                continue
            elif part.struck_out:
                names = self.erase(part.register, part.record, law.groups)
            else:
                names = self._change(part.register, part.record, {law.field: law.value}, None).erased
            erased += [name if "." in name else f"{code}.{name}" for name in names]
        return erased

    def _absent(self, record: str) -> set[str]:
        """Return the fields whose value is not held here, or no longer: nobody can be asked to fill them in again."""
        return {name for name, cell in self.records.folded(self.unit, record).cells.items() if cell.state != "held"}

    @staticmethod
    def _closed_by(register: Register, before: Values, changed: Values) -> tuple[str, ...]:
        """Return the groups that these changes erase: those of a record that becomes a denunciation."""
        law = register.erasure
        turns = law is not None and changed.get(law.field) == law.value and before.get(law.field) != law.value
        return tuple(law.groups) if law is not None and turns else ()

    @staticmethod
    def _turns_back(register: Register, before: Values, changed: Values) -> bool:
        """Whether a record is no denunciation any more: then what was erased has to be written anew."""
        law = register.erasure
        return law is not None and before.get(law.field) == law.value and changed.get(law.field, law.value) != law.value

    def erase(self, register: Register, record: str, groups: Sequence[str]) -> list[str]:
        """Empty groups of a record for good; return the fields that held something."""
        before = self.current(register, record)
        self.put(register, record, "erase", {}, self.records.over(self.unit, record, ()), groups)
        return [f.name for f in register.fields if f.group in groups and before[f.name] is not None]

    def mark(
        self, register: Register, record: str, *, deleted: bool, kind: OpKind | None = None, base: Sequence[str] | None = None,
        into: str = "",
    ) -> Outcome:  # fmt: skip
        """Strike a record out or take that back, over all that was seen of it (`base`; None: all there is now).

        Struck out for another record that is kept, it names that one (`into`). Struck out, what hangs on a secret is emptied too.
        """
        over = self.records.all_heads(self.unit, record) if base is None else tuple(base)
        op = self.put(
            register, record, kind or ("delete" if deleted else "restore"), {DELETED: deleted} | ({MERGED_INTO: into} if into else {}), over
        )
        return Outcome(record, op, self.erase(register, record, GROUPS) if deleted and self._hangs_on_secret(register, record) else [])

    def _hangs_on_secret(self, register: Register, record: str) -> bool:
        """Whether a record belongs to one that has turned: another laptop wrote it before it could know."""
        if not register.parent:
            return False
        parent = self.context(register, self.current(register, record)).parent(register.parent)
        laws = [law for code in register.by_name[register.parent].to if (law := registers.ALL[code].erasure)]
        return parent is not None and any(parent.get(law.field) == law.value for law in laws)

    def context(self, register: Register, row: Mapping[str, object]) -> FieldContext:
        """Return what the rules of a row may ask."""
        return FieldContext(
            register, row, self.office.law_of(self.unit), lambda code, record: self.projector.row(code, self.unit, record),
            lambda code, values: self.projector.alike(code, self.unit, values), self.unit,
            issued=lambda period: frozen_figures(self.connection, self.office.reader(self.connection), self.unit, period),
            takes_code=self.numbering.takes_code,
        )  # fmt: skip

    def _row(self, register: Register, values: Values) -> Values:
        row = complete_row(register, values)
        return row | computed(register, row, self.context(register, row))

    def _faults(self, register: Register, row: Values, given: Values) -> list[Fault]:
        faults = required_faults(register, row, self.unit) + closed_faults(register, row, given)
        return faults or rule_faults(register, row, self.context(register, row))

    def _checked(
        self, register: Register, values: Values, given: Values, excused: Callable[[Fault], bool] = lambda _: False
    ) -> Values:  # fmt: skip
        row = self._row(register, values)
        faults = [fault for fault in self._faults(register, row, given) if not excused(fault)]
        if faults:
            raise Refused(faults)
        return row

    def number(self, register: Register, row: Values) -> str | None:
        """Return the next book number, or None while the station has no letters ("chờ số") or the register no numbers.

        The book of a unit that was taken over has come to its end: another laptop gave its numbers.
        """
        if self.unit != self.office.identity.unit:
            return None
        day = event_date(register, row, self.context(register, row)) or self.office.clock.today().isoformat()
        return self.numbering.book_number(register, day)
