"""From a field's declaration to its editor, and from the editor's value to what is kept and back.

Law: few short values are all seen; more are a list; many are searched. What is not required can be taken away again
with Delete.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from desktop import registers
from desktop.entries.record import may_enter
from desktop.entries.references import name_of, offers
from desktop.entries.values import show_value
from desktop.language.texts import t
from desktop.language.vietnamese import fold
from desktop.office import Office
from desktop.registers.fields import Field as Declared
from desktop.registers.fields import Kind
from ui.theme import look
from ui.widgets.choice import Choice
from ui.widgets.date_edit import DateEdit
from ui.widgets.field import Editor
from ui.widgets.line_edit import LineEdit
from ui.widgets.list_field import ListField
from ui.widgets.multi_choice import MultiChoice, MultiPick
from ui.widgets.number_edit import NumberEdit
from ui.widgets.option import Option, matching
from ui.widgets.search_field import SearchField
from ui.widgets.text_area import TextArea

YES, NO = "true", "false"
ADD: Final = "+"
"""Begins the value of the option that adds what was typed."""
ADDED_HERE: Final = ("village", "place", "official", "organisation")
FLAG: Final = (Option(YES, "Có"), Option(NO, "Không"))
MOST_SEGMENTS, MOST_LISTED, MOST_CHIPS = 5, 18, 14
ROOMS: Final = {"full": 820, "half": 400, "third": 264}
_TWO_LINES: Final = 56
_CLEARS = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class OptionalChoice(Choice):
    """A choice that need not be made: Delete takes it back."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _CLEARS and not self.is_shut:
            self.set_value(None)
            return
        super().keyPressEvent(event)


class OptionalList(ListField):
    """A list that need not be chosen from: Delete takes it back."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _CLEARS and not self.is_shut:
            self.set_value(None)
            return
        super().keyPressEvent(event)


@dataclass(frozen=True, slots=True)
class Shape:
    """How a field is drawn in a form.

    `room`: width at 100 %, 0 for what its declaration gives it; `height`: of a long text; `placeholder`: stands in an
    empty text field; `wanted`: Enter stops here though it is not required; `adds`: a name that is not there may be added;
    `editor`: another one than the kind's own.
    """

    room: int = 0
    height: int = 92
    placeholder: str = ""
    wanted: bool = False
    adds: bool = False
    editor: Editor | None = None


def make_editor(field: Declared, office: Office, shape: Shape) -> Editor:
    """Return the editor of a field; the office is asked for today and for what a reference may mean."""
    if shape.editor is not None:
        return shape.editor
    if field.auto:  # nobody scrolls along a line that cannot be typed in: the basis of a term is read whole
        return TextArea(height=_TWO_LINES) if field.kind is Kind.TEXT and field.width == "full" else LineEdit()
    return _MAKERS[field.kind](field, office, shape)


def _text(field: Declared, office: Office, shape: Shape) -> Editor:
    if field.suggests:
        return SearchField(_suggester(office, field.suggests), shape.placeholder, free=True)
    return LineEdit(shape.placeholder)


def _number(field: Declared, _: Office, shape: Shape) -> Editor:
    negative = field.minimum is None or field.minimum < 0
    return NumberEdit(shape.placeholder, decimal=field.kind is Kind.DECIMAL, negative=negative, grouped=field.grouped)


def _options(field: Declared) -> tuple[Option, ...]:
    return tuple(Option(code, label) for code, label in field.options.items())


def _choice(field: Declared, _: Office, shape: Shape) -> Editor:
    options, room = _options(field), shape.room or ROOMS[field.width]
    if len(options) <= MOST_SEGMENTS:
        made = Choice(options) if field.required else OptionalChoice(options)
        if made.sizeHint().width() <= look().px(room):
            return made
    if len(options) <= MOST_LISTED:
        return ListField(options) if field.required else OptionalList(options)
    return SearchField.among(options)


def _choices(field: Declared, _: Office, __: Shape) -> Editor:
    options = _options(field)
    return MultiChoice(options) if len(options) <= MOST_CHIPS else MultiPick(lambda typed: matching(options, typed))


def _finder(office: Office, codes: Sequence[str], *, adds: bool = False) -> Callable[[str], Sequence[Option]]:
    may_add = adds and len(codes) == 1 and codes[0] in ADDED_HERE and may_enter(registers.ALL[codes[0]], office.user.roles)

    def find(typed: str) -> Sequence[Option]:
        found = [Option(one.id, one.name, one.detail) for one in offers(office, codes, typed)]
        name = " ".join(typed.split())
        if may_add and name and not any(fold(one.label) == fold(name) for one in found):
            found.append(Option(f"{ADD}{name}", t("record.add_name", name=name)))
        return found

    return find


def _suggester(office: Office, code: str) -> Callable[[str], Sequence[Option]]:
    return lambda typed: [Option(one.name, one.name) for one in offers(office, (code,), typed)]


_MAKERS: Final[dict[Kind, Callable[[Declared, Office, Shape], Editor]]] = {
    Kind.TEXT: _text,
    Kind.LONGTEXT: lambda field, _, shape: TextArea(limit=field.max_length, height=shape.height, placeholder=shape.placeholder),
    Kind.COUNT: _number,
    Kind.DECIMAL: _number,
    Kind.DATE: lambda _, office, __: DateEdit(office.clock.today),
    Kind.FLAG: lambda field, _, __: Choice(FLAG) if field.required else OptionalChoice(FLAG),
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.REF: lambda field, office, shape: SearchField(_finder(office, field.to, adds=shape.adds), shape.placeholder),
    Kind.REFS: lambda field, office, _: MultiPick(_finder(office, field.to)),
}


def read_editor(field: Declared, editor: Editor) -> Any:
    """Return the editor's value as it is kept; None for an empty one and for what cannot be read."""
    value = editor.value()
    if field.kind is Kind.FLAG:
        return {YES: True, NO: False}.get(value)
    return None if value in ("", []) else value


def fill_editor(field: Declared, editor: Editor, value: Any, office: Office) -> None:
    """Show a kept value."""
    if field.auto:
        editor.set_value(show_value(field, value, lambda codes, record: name_of(office, codes, record)))
        if isinstance(editor, LineEdit):
            editor.setCursorPosition(0)
    elif value is None:
        editor.set_value(None)
    elif field.kind is Kind.FLAG:
        editor.set_value(YES if value else NO)
    elif isinstance(editor, SearchField) and field.kind in (Kind.REF, Kind.CHOICE):
        editor.set_value(_option(field, str(value), office))
    elif isinstance(editor, MultiPick):
        editor.set_value([_option(field, str(one), office) for one in value])
    else:
        editor.set_value(value)


def _option(field: Declared, value: str, office: Office) -> Option:
    if field.kind in (Kind.REF, Kind.REFS):
        return Option(value, name_of(office, field.to, value))
    return Option(value, field.options.get(value, value))
