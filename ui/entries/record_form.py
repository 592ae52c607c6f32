"""The fields of one register's form: made from its declaration, opened and closed as the row says, checked in place.

Law: a field that may not be given is closed with the reason in it; what is not held here, or was erased, says so and is
never written back. Messages stand on the label's line: a mistake when the field is left or on saving, a warning any time.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from desktop.actions.entry_form import Opened, Preview
from desktop.entries.entry import Fault, is_needed
from desktop.language.texts import t
from desktop.office import Office
from desktop.registers.fields import Field as Declared
from desktop.registers.fields import Kind
from desktop.registers.model import Register
from ui.entries.editors import ADD, Shape, fill_editor, make_editor, read_editor
from ui.theme import look
from ui.widgets.boxes import FieldGrid
from ui.widgets.card import Card
from ui.widgets.choice import Choice
from ui.widgets.field import Field, Tone
from ui.widgets.line_edit import LineEdit
from ui.widgets.list_field import ListField
from ui.widgets.multi_choice import Chips

LONGEST = 28
SPANS = {"full": 6, "half": 3, "third": 2}


class RecordForm:
    """The fields by name. `changed` is called with the name of the field that a person changed.

    `add_asked` is called with field and name when somebody wants to add a record that a reference did not find.
    """

    def __init__(self, office: Office, register: Register, changed: Callable[[str], None], shapes: Mapping[str, Shape]) -> None:
        """Make all fields; `shapes` say of single ones how they are drawn."""
        self.register, self._office = register, office
        self._changed, self._filling = changed, False
        self.fields: dict[str, Field] = {}
        self.left: set[str] = set()
        self._withheld: set[str] = set()
        self._warned: set[str] = set()
        self.given: set[str] = set()
        self._loaded: dict[str, Any] = {}
        self.add_asked: Callable[[str, str], None] | None = None
        for one in register.fields:
            if one.kind is not Kind.OBJECT:
                self.fields[one.name] = self._make(one, shapes.get(one.name, Shape()))

    def _make(self, one: Declared, shape: Shape) -> Field:
        editor = make_editor(one, self._office, replace(shape, adds=True))
        hint = one.hint or one.unit_label
        made = Field(one.label, editor, required=one.required and not one.auto, wanted=shape.wanted, hint=hint, name=one.name)
        if one.auto:
            made.shut("read")
            return made
        made.changed.connect(lambda: self._on_changed(one.name))
        made.left.connect(lambda: self._on_left(one))
        return made

    def cards(self) -> list[Card]:
        """Return a card for each section, in the order of declaration; what stands in none comes last."""
        sections: dict[str, list[Declared]] = {}
        for one in self.register.fields:
            if one.name in self.fields:
                sections.setdefault(one.section, []).append(one)
        rest = sections.pop("", [])
        found = [self.card(title, fields) for title, fields in sections.items()]
        if rest:
            found.append(self.card(t("record.rest") if found else "", rest))
        return found

    def card(self, title: str, fields: Sequence[Declared]) -> Card:
        """Return one card; every field takes its declared width, all of it at large letters."""
        made, grid = Card(title), FieldGrid(6)
        for one in fields:
            span = SPANS[one.width]
            grid.add(self.fields[one.name], span if not look().one_column else 6 if span > 2 else 3)
        grid.end_row()
        made.body.addLayout(grid)
        return made

    def begin(self, opened: Opened) -> None:
        """Show what a form begins with; what a person has typed already stays."""
        self._withheld = set()
        record = opened.record
        for name, field in self.fields.items():
            gone = record is not None and name in (*record.withheld, *record.erased)
            if gone and record is not None:
                self._withheld.add(name)
                field.shut("closed", t("record.erased") if name in record.erased else t("record.withheld"))
        self.fill({name: value for name, value in opened.values.items() if name not in self.given})
        self._loaded = {name: value for name, value in self.values().items() if name not in self.given}

    def note_saved(self, values: Mapping[str, Any]) -> None:
        """Take what was just saved for what stands in the book."""
        self._loaded |= values

    @contextmanager
    def quietly(self) -> Iterator[None]:
        """What changes in here counts as typed by nobody."""
        before, self._filling = self._filling, True
        try:
            yield
        finally:
            self._filling = before

    def fill(self, values: Mapping[str, Any]) -> None:
        """Show kept values; nothing counts as typed."""
        with self.quietly():
            for name, value in values.items():
                if name in self.fields and name not in self._withheld:
                    fill_editor(self.register.by_name[name], self.fields[name].editor, value, self._office)
        self.apply()

    def clear(self) -> None:
        """Make the form empty and forget every message."""
        self.given.clear()
        self.left.clear()
        self._loaded.clear()
        self._warned.clear()
        self._withheld.clear()
        for field in self.fields.values():
            field.say()
        self.fill(dict.fromkeys(self.fields))

    def row(self) -> dict[str, Any]:
        """Return what stands in every editor, closed ones included."""
        return {
            one.name: read_editor(one, self.fields[one.name].editor)
            for one in self.register.fields
            if one.name in self.fields and one.name not in self._withheld and not one.auto
        }

    def values(self) -> dict[str, Any]:
        """Return what may be saved: the open fields as they stand, the closed ones empty."""
        row = self.row()
        return {name: value if self.register.by_name[name].is_asked(row) else None for name, value in row.items()}

    def changed(self) -> dict[str, Any]:
        """Return of what may be saved only what no longer stands as it was loaded."""
        return {name: value for name, value in self.values().items() if name not in self._loaded or self._loaded[name] != value}

    def apply(self) -> None:
        """Open and close fields, and set the stars, as the row stands now."""
        row = {**dict.fromkeys(self.register.by_name), **self.row()}
        for one in self.register.fields:
            field = self.fields.get(one.name)
            if field is None or one.auto or one.name in self._withheld:
                continue
            asked = one.is_asked(row)
            if field.editor.is_shut == asked:
                field.shut("" if asked else "closed", one.closed_hint)
                if isinstance(field.editor, Choice | Chips):  # these have no text of their own to say why
                    field.set_hint(one.hint or one.unit_label if asked else one.closed_hint)
            needed = is_needed(one, row, self._office.identity.unit)
            if field.required != needed:
                field.required = field.label.required = needed
                field.label.update()

    def lock(self) -> None:
        """Let everything be read and nothing be changed."""
        for field in self.fields.values():
            if not field.editor.is_shut:
                field.shut("read")

    def unread(self) -> list[Field]:
        """Show and return the fields whose text cannot be read."""
        bad = []
        for field in self.fields.values():
            problem = "" if field.editor.is_shut else field.editor.problem()
            if problem:
                field.say(problem, full=field.editor.explanation() if isinstance(field.editor, LineEdit) else "")
                bad.append(field)
        return bad

    def show_preview(self, seen: Preview) -> None:
        """Show what is computed, and what is broken where a person has been."""
        for name, value in seen.computed.items():
            if name in self.fields:
                fill_editor(self.register.by_name[name], self.fields[name].editor, value, self._office)
        warned = {rule.on: rule.sentence for rule in seen.warnings if rule.on in self.given}
        for name in self._warned - warned.keys():
            if not self.fields[name].is_bad:
                self.fields[name].say()
        for name, sentence in warned.items():
            if name in self.fields and not self.fields[name].is_bad and not self.fields[name].editor.is_shut:
                _say_fitting(self.fields[name], (sentence.rstrip("."), t("record.look_again")), "warn", sentence)
        self._warned = warned.keys() & self.fields.keys()
        for fault in seen.faults:
            if fault.code == "rule_broken" and fault.field in self.left and not self._here(fault.field):
                self.show_fault(fault)

    def show_fault(self, fault: Fault) -> None:
        """Put one mistake on its field."""
        field = self.fields.get(fault.field)
        if field is None or field.editor.is_shut:
            return
        if fault.rule == "required":
            _say_fitting(field, self._missing(fault.field), "err", fault.message)
        else:
            _say_fitting(field, (field.editor.problem() or fault.message.rstrip("."), t("record.look_again")), "err", fault.message)

    def _missing(self, name: str) -> tuple[str, ...]:
        """What is said of an empty field that must be filled in, the longest first."""
        editor, label = self.fields[name].editor, self.register.by_name[name].label
        if isinstance(editor, Choice | ListField):
            digits = isinstance(editor, Choice) and len(editor.options) > 2
            return (*((t("record.missing_digits", last=len(editor.options)),) if digits else ()), t("record.missing_choice"))
        if self.register.by_name[name].to:
            return (t("record.missing_choice"),)
        return t("record.missing_text", what=f"{label[:1].lower()}{label[1:]}"), t("record.missing_short")

    def _here(self, name: str) -> bool:
        field = self.fields.get(name)
        return field is not None and field.editor.hasFocus()

    def _on_changed(self, name: str) -> None:
        if self._filling:
            return
        value = self.fields[name].editor.value()
        if self.register.by_name[name].kind is Kind.REF and isinstance(value, str) and value.startswith(ADD):
            self.fill({name: None})
            if self.add_asked is not None:
                self.add_asked(name, value.removeprefix(ADD))
            return
        self.given.add(name)
        self.apply()
        self._changed(name)

    def _on_left(self, one: Declared) -> None:
        field = self.fields[one.name]
        self.left.add(one.name)
        if field.required and not field.editor.is_shut and field.editor.is_empty():
            _say_fitting(field, self._missing(one.name), "err", f"{t('record.missing_text', what=one.label.lower())}.")


def _say_fitting(field: Field, said: Sequence[str], tone: Tone, full: str) -> None:
    """Say the longest of some messages that has room on the label's line."""
    for message in said:
        if len(message) <= LONGEST:
            field.say(message, tone=tone, full=full)
            if not field.label.cut_texts():
                return
