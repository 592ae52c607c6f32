"""Turn what a person saved into one op: only the fields that he changed, over the heads that he saw.

A change that turns a record into a denunciation also erases, at once, what the law does not let this program hold
(Luật Tố cáo 2018, điều 8; Quyết định 774/QĐ-TTg).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from db import drafts
from db.driver import Connection
from db.ops import BOOK_NO, NewOp
from db.records import Records
from desktop import registers, units
from desktop.entries.entry import Fault, closed_faults, parse_all, required_faults, rule_faults
from desktop.entries.record_ids import natural_id, new_id
from desktop.entries.tables import FieldContext, complete_row, computed, event_date
from desktop.office import LogKind, Office
from desktop.registers.model import Register

Values = dict[str, object]


@dataclass(slots=True)
class Outcome:
    """What saving one record came to. `op` is None when nothing had changed.

    `erased` are the fields that were emptied for good, `backups` the older backups that still hold them.
    """

    record: str
    op: str | None
    erased: list[str] = field(default_factory=list)
    backups: list[str] = field(default_factory=list)


class Refused(Exception):
    """The row cannot be saved; nothing was written."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(faults[0].message)
        self.faults = list(faults)


class Saver:
    """Saves records of this station inside one writing transaction."""

    def __init__(self, office: Office, connection: Connection) -> None:
        self.office, self.connection = office, connection
        self.projector = office.projector(connection)
        self.records = Records(self.projector)
        self.unit = office.identity.unit

    def resolve(self, codes: tuple[str, ...], text: str) -> str | None:
        """Return the id that a reference means: an id that exists, or a unique name, nearest unit first."""
        for code in codes:
            if code in registers.ALL:
                found = self.records.find(code, units.lineage(self.unit), text, registers.ALL[code].unique_key)
                if found:
                    return found[1]
        return None

    def add(self, register: Register, given: Mapping[str, object], record: str | None, *, draft: bool) -> Outcome:
        """Write a new record, or a draft of one. What exists once and is there already is edited instead.

        Raises:
            Refused: what is wrong with the row.
        """
        values, faults = parse_all(register, given, self.resolve)
        if faults:
            raise Refused(faults)
        self._defaults(register, values)
        natural = None if register.keyed_by_program else natural_id(register, self.unit, values)
        record = record or natural or new_id()
        if self.records.heads(self.unit, record):
            return self.edit(register, record, values, base=None)
        if draft:
            self.keep_draft(register, record, values, ())
            return Outcome(record, None)
        return Outcome(record, self._complete(register, record, values))

    def _defaults(self, register: Register, values: Values) -> None:
        for name, work in register.fills.items():
            if values.get(name) is None and (value := work(values)) is not None:
                values[name] = value

    def keep_draft(self, register: Register, record: str, values: Mapping[str, object], base: Sequence[str]) -> None:
        """Keep what is being typed on this machine only."""
        at, by = self.office.clock.now().isoformat(), self.office.user.name
        shown = {name: value for name, value in values.items() if value is not None}
        drafts.save(self.connection, drafts.Draft(register.code, record, self.unit, by, at, tuple(base), shown))
        self.office.project(self.connection, [(self.unit, record)])

    def edit(self, register: Register, record: str, given: Mapping[str, object], *, base: Sequence[str] | None) -> Outcome:
        """Save changed fields of a record over the heads that were loaded (`base`; None: those of now); or complete a draft.

        Raises:
            Refused: what is wrong with the row.
        """
        values, faults = parse_all(register, given, self.resolve)
        if faults:
            raise Refused(faults)
        if not self.records.heads(self.unit, record):
            waiting = drafts.find(self.connection, register.code, record)
            if waiting is not None:
                merged = {**waiting.values, **values}
                self._defaults(register, merged)
                return Outcome(record, self._complete(register, record, merged))
        return self._change(register, record, values, base)

    def current(self, register: Register, record: str) -> Values:
        """Return the values of a record as this unit has them now."""
        row = self.projector.row(register.code, self.unit, record) or {}
        return {f.name: row.get(f.name) for f in register.fields}

    def _complete(self, register: Register, record: str, values: Values) -> str:
        row = self._checked(register, values, values)
        written = {f.name: row[f.name] for f in register.fields if not f.auto and row[f.name] is not None}
        number = self.number(register, row)
        if number:
            written[BOOK_NO] = number
        drafts.drop(self.connection, register.code, record)
        return self._write(register, NewOp(self.unit, register.code, record, "set", (), self.by_line(register, written)))

    def _change(self, register: Register, record: str, values: Values, base: Sequence[str] | None) -> Outcome:
        before = self.current(register, record)
        changed = {name: value for name, value in values.items() if before[name] != value}
        drafts.drop(self.connection, register.code, record)
        if not changed:
            return Outcome(record, None)
        filled = {**before, **changed}
        self._defaults(register, filled)
        changed |= {name: filled[name] for name in register.fills if filled[name] != before[name]}
        erases = self._turns(register, before, changed)
        groups = register.erasure.groups if register.erasure and erases else ()
        after = {**before, **changed}
        if erases:
            after |= {f.name: None for f in register.fields if f.group in groups and f.name not in changed}
        row = self._checked(register, after, changed)
        number = None if self.records.heads(self.unit, record).get(BOOK_NO) else self.number(register, row)
        written = {**changed, **({BOOK_NO: number} if number else {})}
        over = tuple(base) if base is not None else self.records.over(self.unit, record, changed)
        op = self._write(register, NewOp(self.unit, register.code, record, "set", over, self.by_line(register, written)))
        erased = self.erase(register, record, groups) if erases else []
        return Outcome(record, op, erased)

    def erase(self, register: Register, record: str, groups: Sequence[str]) -> list[str]:
        """Empty groups of a record for good; return the fields that held something."""
        before = self.current(register, record)
        op = NewOp(self.unit, register.code, record, "erase", self.records.over(self.unit, record, ()), {}, tuple(groups))
        self._write(register, op)
        return [f.name for f in register.fields if f.group in groups and before[f.name] is not None]

    @staticmethod
    def _turns(register: Register, before: Values, changed: Values) -> bool:
        erasure = register.erasure
        return erasure is not None and changed.get(erasure.field) == erasure.value and before.get(erasure.field) != erasure.value

    def context(self, register: Register, row: Mapping[str, object]) -> FieldContext:
        """Return what the rules of a row may ask."""
        return FieldContext(register, row, self.office.law_of(self.unit), lambda code, record: self.projector.row(code, self.unit, record))

    def _checked(self, register: Register, values: Values, given: Values) -> Values:
        row = complete_row(register, values)
        context = self.context(register, row)
        row |= computed(register, row, context)
        faults = required_faults(register, row) + closed_faults(register, row, given)
        faults = faults or rule_faults(register, row, context)
        if faults:
            raise Refused(faults)
        return row

    def number(self, register: Register, row: Values) -> str | None:
        """Return the next book number, or None while the station has no letters ("chờ số") or the register no numbers."""
        series = self.office.identity.series
        if series is None or not register.numbered:
            return None
        day = event_date(register, row, self.context(register, row)) or self.office.clock.today().isoformat()
        year = int(day[:4])
        return f"{year}/{self.records.next_number(register.code, self.unit, year, series)}{series}"

    def log_of(self, register: Register) -> LogKind:
        """Return the log that a register's ops stand in: shared ones of an upper unit go to all its subordinates."""
        return "down" if register.shared and self.office.identity.is_upper else "main"

    def by_line(self, register: Register, values: Mapping[str, object]) -> dict[tuple[str, str], Values]:
        """Sort values into the lines of one audience and erasure group each."""
        lines: dict[tuple[str, str], Values] = {}
        for name, value in values.items():
            field = register.by_name.get(name)
            audience: str = register.audience(name)
            if audience == "up" and self.log_of(register) == "down":
                audience = "down"
            lines.setdefault((audience, field.group if field else "kept"), {})[name] = value
        return lines

    def _write(self, register: Register, op: NewOp) -> str:
        return self.office.write(self.connection, [op], self.log_of(register))[0]
