"""Rows of a table become records, one by one, by the one road that a person's typing takes.

A row with the id of a record that is here corrects it, where its cells are filled: an empty cell empties nothing. What it may
correct `table_guard` says. What the law lets nobody keep of a denunciation is not given back either (Luật Tố cáo 2018;
Quyết định 774/QĐ-TTg).
"""

from collections.abc import Iterable
from dataclasses import replace

from db.query import Query
from desktop import units
from desktop.actions import records
from desktop.actions.table_guard import Guard
from desktop.actions.table_outcome import Failure, Imported, Outcome, What
from desktop.entries.entry import Fault, parse_all
from desktop.entries.naming import Names
from desktop.entries.op_writing import Values
from desktop.entries.record import sees_private
from desktop.entries.saving import Refused, Saver
from desktop.entries.values import as_uuid, show_value
from desktop.errors import Problem
from desktop.language.old_fonts import in_old_font
from desktop.language.vietnamese import fold
from desktop.office import Office
from desktop.registers.model import Erasure, Register
from desktop.sheets.cells import Broken, Formula, Line, column_letters, is_filled, words_of
from desktop.sheets.heading import ID, OWNER, SYSTEM, VERSION, Heading
from desktop.sheets.limits import MOST_COMPARED
from desktop.sheets.references import References
from desktop.sheets.values import given


class Importer:
    """Takes rows one by one and keeps what came of them."""

    def __init__(
        self, office: Office, saver: Saver, register: Register, heading: Heading, done: Imported, *, draft: bool, named: bool
    ) -> None:  # fmt: skip
        self._office, self._saver, self._register, self._heading, self.done = office, saver, register, heading, done
        self._draft, self._named = draft, named
        self._references: dict[str, References] = {}
        self._names = Names(office, saver.connection)
        self._fields = [(at, register.by_name[key]) for at, key in enumerate(heading.columns) if key in register.by_name]
        self._seen: dict[str, int] = {}
        self._alike: set[str] | None = None
        self._own = fold(office.home_unit.title)
        self.refused: list[tuple[Line, list[Fault]]] = []
        self.secret, self.alike = False, 0

    def take_all(self, lines: Iterable[Line]) -> None:
        """Take every row; those that name a row further down are tried again once that one is there."""
        waiting = self._take(lines)
        if any(self._register.code in one.to for one in self._register.fields):
            while waiting:
                self._references.clear()
                again = self._take([line for line, _ in waiting])
                if len(again) == len(waiting):
                    break
                waiting = again
        for line, faults in waiting:
            self._fail(line, faults)

    def _take(self, lines: Iterable[Line]) -> list[tuple[Line, list[Fault]]]:
        refused = []
        for line in lines:
            try:
                with self._office.trying(self._saver.connection):
                    what, record = self._save(line)
            except Refused as error:
                refused.append((line, error.faults))
                continue
            self._seen[record] = line.number
            if what != "same":
                (self.done.added if what == "add" else self.done.changed).append(record)
            self.done.outcomes.append(Outcome(line.number, what, self._name(record) if self._named else ""))
        return refused

    def _fail(self, line: Line, faults: list[Fault]) -> None:
        self.done.failed += [Failure(line.number, one.field, one.rule, one.message, one.code) for one in faults]
        kept = self._without_secrets(line)
        said = [words_of(kept.at(at)) for at, one in self._fields if one.name in self._register.listed]
        name = " · ".join(words for words in said if words)
        self.done.outcomes.append(Outcome(line.number, "fail", name, " ".join(dict.fromkeys(one.message for one in faults))))
        self.refused.append((kept, faults))

    def _save(self, line: Line) -> tuple[What, str]:
        register, saver, record = self._register, self._saver, self._id(line)
        owner = saver.records.owner(register.code, None, record) if record else None
        if record and owner:
            self._refuse_double(record)
            reader = saver.unit if owner in units.lineage(saver.unit) else owner
            return self._correct(line, record, reader, self._values(line, reader)), record
        self._refuse_others(line)
        values = self._values(line, saver.unit)
        if not values:
            raise Refused([Fault("", "empty", "Dòng không có giá trị nào của sổ này.", "required_missing")])
        natural = None if register.keyed_by_program else saver.key_of(register, values)
        once = natural is not None or (bool(register.natural_key) and not register.keyed_by_program)
        known = bool(natural and saver.records.heads(saver.unit, natural))
        if known and natural:
            self._refuse_double(natural)
            if not saver.is_struck_out(register, natural):
                return self._correct(line, natural, saver.unit, values), natural
            row = saver.current(register, natural)
            differing = {name: value for name, value in values.items() if row[name] != value}
            meant = Guard(saver, register, natural, row).meant(differing, self._words(line, VERSION)).values
            values = {name: value for name, value in values.items() if name in meant or name not in differing}
        self._refuse_old_font(values)
        alike = record is None and not known and self._is_alike(values)
        made = saver.add(register, values, record if not once or record == natural else None, draft=self._draft)
        self._refuse_double(made.record)
        self.alike += alike
        return ("change" if known else "add"), made.record

    def _values(self, line: Line, unit: str) -> Values:
        """Return what the filled cells say of a unit's record.

        Raises:
            Refused: with every cell that says nothing that its field takes.
        """
        said: Values = {}
        faults: list[Fault] = []
        if unit not in self._references:
            self._references[unit] = References(self._office, self._saver.connection, unit)
        for at, one in self._fields:
            cell = line.at(at)
            if one.auto or not is_filled(cell):
                continue
            try:
                said[one.name] = given(one, cell, self._references[unit].find)
            except Problem as problem:
                message = problem.message if problem.message.startswith(one.label) else f"{one.label}: {problem.message}"
                faults.append(Fault(one.name, "value", f"{message} (ô {column_letters(at)}{line.number})", problem.code))
        values, more = parse_all(self._register, said, lambda codes, text: self._saver.resolve(codes, text, unit))
        if faults or more:
            raise Refused([*faults, *more])
        return values

    def _id(self, line: Line) -> str | None:
        said = self._words(line, ID)
        found = as_uuid(said) if said else None
        if said and found is None:
            raise Refused([Fault("id", "value", f"Mã bản ghi “{said}” không đúng. Xóa ô đó nếu là dòng mới.", "invalid_value")])
        return found

    def _words(self, line: Line, key: str) -> str:
        """Return what stands in a column of a row; "" where the sheet has no such column."""
        at = self._heading.of(key)
        return words_of(line.at(at)) if at is not None else ""

    def _refuse_old_font(self, values: Values) -> None:
        """Refuse words that would be kept as broken letters for ever."""
        for name, value in values.items():
            one = self._register.by_name[name]
            if one.is_text and (code := in_old_font(str(value))):
                told = f"{one.label}: chữ theo bảng mã cũ {code}. Đổi tệp sang Unicode (Unikey: Ctrl+Shift+F6) rồi nhập lại."
                raise Refused([Fault(name, "old_font", told, "invalid_value")])

    def _is_alike(self, values: Values) -> bool:
        """Whether a new row says what a record of the book said before: a file may have been brought in already."""
        names = [one.name for _, one in self._fields if not one.auto]
        if self._alike is None:
            reader, query = self._office.reader(self._saver.connection), Query(self._register.code, units=(self._saver.unit,), drafts=True)
            rows = reader.rows(query) if reader.count(query) <= MOST_COMPARED else []
            self._alike = {repr([row[name] for name in names]) for row in rows}
        return repr([values.get(name) for name in names]) in self._alike

    def _refuse_double(self, record: str) -> None:
        if record in self._seen:
            raise Refused([Fault("id", "twice", f"Trùng với dòng {self._seen[record]} của tệp. Bỏ một dòng.", "invalid_value")])

    def _refuse_others(self, line: Line) -> None:
        """Refuse, where the records of many units are seen, a new row of another one: it would become the own unit's.

        A commune may take over what its district or a neighbour has written down.
        """
        said = self._words(line, OWNER) if self._office.identity.is_upper else ""
        if said and fold(said) != self._own:
            told = f"Dòng này của “{said}”, không phải của đơn vị mình: bản ghi của nơi khác đến theo gói. Bỏ dòng này."
            raise Refused([Fault(SYSTEM[OWNER][1], "unit", told, "not_allowed")])

    def _correct(self, line: Line, record: str, reader: str, values: Values) -> What:
        """Change what differs of a record that is here, as `reader` sees it: the own unit, or the one below whose it is."""
        register = self._register
        saver = self._saver.at(register.code, record)
        row = saver.projector.row(register.code, reader, record) or {}
        changed = {name: value for name, value in values.items() if row.get(name) != value}
        if not changed:
            return "same"
        try:
            records.require_own(saver, register, record)
            if saver.records.heads(saver.unit, record):
                records.require_seen(self._office, register, changed)
        except Problem as problem:
            raise Refused([Fault("id", problem.code, problem.message, problem.code)]) from problem
        if saver.is_struck_out(register, record):
            raise Refused([Fault("", "struck_out", "Bản ghi này đã gạch bỏ. Khôi phục rồi sửa.", "rule_broken")])
        meant = Guard(saver, register, record, row).meant(changed, self._words(line, VERSION))
        if not meant.values:
            return "same"
        self._refuse_old_font(meant.values)
        if self._draft:
            saver.keep_draft(register, record, meant.values, meant.base)
        else:
            saver.edit(register, record, meant.values, base=meant.base)
        return "change"

    def _name(self, record: str) -> str:
        """Return what a list shows of a record, for who compares it with his file."""
        register = self._register
        row = self._saver.projector.row(register.code, self._saver.unit, record) or {}
        readable = sees_private(register, self._office.user.roles)
        shown = (register.by_name[name] for name in register.listed if readable or name not in register.private_fields)
        said = (" ".join(show_value(one, row.get(one.name), self._names).split()) for one in shown)
        return " · ".join(words for words in said if words)

    def _without_secrets(self, line: Line) -> Line:
        """Return a row without what may not be kept of a denunciation, wherever it would be written."""
        law = self._register.erasure
        if law is None or not (self._says_secret(line, law) or self._is_secret(line, law)):
            return line
        closed = {place for place, one in self._fields if one.group in law.groups} | {
            place for place, key in enumerate(self._heading.columns) if not key
        }
        self.secret |= any(is_filled(line.at(place)) for place in closed)
        return replace(line, cells=tuple(None if place in closed else cell for place, cell in enumerate(line.cells)))

    def _says_secret(self, line: Line, law: Erasure) -> bool:
        """Whether a row calls its matter a denunciation, misspelled or among other words too."""
        one = self._register.by_name[law.field]
        at = self._heading.of(law.field)
        cell = line.at(at) if at is not None else None
        said = cell.text if isinstance(cell, Formula | Broken) else words_of(cell)
        return law.value in said or fold(one.options[law.value]) in fold(said)

    def _is_secret(self, line: Line, law: Erasure) -> bool:
        """Whether the record that a row speaks of is a denunciation here, whatever the row calls it."""
        record = as_uuid(self._words(line, ID))
        owner = self._saver.records.owner(self._register.code, None, record) if record else None
        row = self._saver.projector.row(self._register.code, owner, record) if record and owner else None
        return row is not None and row.get(law.field) == law.value
