"""What stands above the columns of a form that is typed by hand: of which days a paper book tells, or who told the numbers and how."""

from collections.abc import Callable

from PySide6.QtCore import Signal

from desktop.actions import typed_sheets
from desktop.actions.typed_sheets import KINDS, SOURCES, Sheet
from desktop.forms import all_forms
from desktop.language.texts import t
from desktop.office import Office
from desktop.registers.opening_figure import CARRIED
from desktop.reporting.on_behalf import TYPED
from desktop.reporting.opening import OPENING
from ui.session import Session
from ui.widgets.boxes import Row
from ui.widgets.card import Card
from ui.widgets.choice import Choice
from ui.widgets.date_edit import DateEdit
from ui.widgets.field import Field
from ui.widgets.line_edit import LineEdit
from ui.widgets.list_field import ListField
from ui.widgets.option import Option


class TypedHead(Card):
    """The form, and what is said once for all of its columns. `moved`: another sheet is meant."""

    moved = Signal()
    register: str
    help_topic: str
    back: str
    hint: str
    fields: dict[str, Field]

    def __init__(self) -> None:
        super().__init__(gap=8, sides=(16, 12, 16, 12))
        self.form = ListField([])
        self.form.setAccessibleName(t("typed.form"))
        self.form.changed.connect(self.moved)
        self.body.addWidget(self.form)
        self.fields = {}

    def offer(self, forms: dict[str, str], form: str | None) -> None:
        """Offer these forms, and choose one of them."""
        self.form.set_options([Option(code, title) for code, title in forms.items()])
        self.form.set_value(form if form in forms else next(iter(forms)))

    def wanted(self) -> tuple[str, ...]:
        """What names the sheet that is meant."""
        raise NotImplementedError

    def reader(self) -> Callable[[Office], Sheet]:
        """Return what opens the sheet that is meant."""
        raise NotImplementedError

    def title_of(self, sheet: Sheet) -> tuple[str, str]:
        """Return title and subtitle of the page over a sheet."""
        raise NotImplementedError

    def saved(self, sheet: Sheet, count: int) -> tuple[str, str]:
        """Return what is said after so many numbers of a sheet were saved, and what comes next."""
        raise NotImplementedError

    def first_field(self) -> Field | None:
        """Return the field to begin with; None for the first one that needs something."""
        return None

    def show_told(self, sheet: Sheet) -> None:
        """Show what was said of all columns before."""
        for name, field in self.fields.items():
            if name in sheet.told:
                field.set_value(sheet.told[name])

    def told(self) -> dict[str, str]:
        """Return what is said of all columns: field of the book → its value, "" where there is none."""
        return {name: "" if field.editor.is_shut else str(field.value() or "") for name, field in self.fields.items()}

    def say_missing(self) -> None:
        """Say at each field that it is empty or cannot be read."""
        for field in self.fields.values():
            if not field.editor.is_shut and field.required and field.editor.is_empty():
                field.say(t("typed.unchosen") if isinstance(field.editor, Choice) else t("typed.empty"))
            elif field.editor.problem():
                field.say(field.editor.problem())


def _titled(kind: str = "") -> dict[str, str]:
    """Return the forms, or those with columns that take an opening figure of a kind, with their titles."""
    named = (form for form in all_forms() if not kind or any(kind in column.openings for column in form.columns))
    return {form.code: f"{form.code} · {form.title}" for form in named}


class OpeningHead(TypedHead):
    """Of a paper book: how its numbers count, their days, and which book it is."""

    register, help_topic = OPENING, "ghi-so"

    def __init__(self, session: Session, form: str | None) -> None:
        super().__init__()
        self.back, self.hint = t("record.to_list"), t("opening.hint")
        self.kind = Field(t("opening.kind"), ListField([Option(code, title) for code, title in KINDS.items()]), required=True)
        self.kind.set_value(next(iter(KINDS)))
        self.first = Field(t("opening.first"), DateEdit(session.office.clock.today), required=True)
        self.last = Field(t("opening.last"), DateEdit(session.office.clock.today), required=True)
        self.source = Field(t("opening.source"), LineEdit(), required=True, hint=t("opening.source_hint"))
        self.fields = {"kind": self.kind, "date_from": self.first, "date_to": self.last, "source": self.source}
        days, book = Row(gap=12), Row(gap=12)
        for field, width in ((self.kind, 6), (self.first, 3), (self.last, 3)):
            days.addWidget(field, width)
        book.addWidget(self.source)
        self.body.addLayout(days)
        self.body.addLayout(book)
        self.offer(_titled(str(self.kind.value())), form)
        self.kind.editor.changed.connect(self._change_kind)
        self.first.editor.left.connect(self.moved)
        self.last.editor.left.connect(self.moved)

    def _change_kind(self) -> None:
        kind = str(self.kind.value())
        self.last.shut("closed" if kind == CARRIED else "", t("opening.no_last"))
        self.offer(_titled(kind), self.form.value())
        self.moved.emit()

    def wanted(self) -> tuple[str, ...]:
        return str(self.form.value()), str(self.kind.value()), str(self.first.value() or ""), self.told()["date_to"]

    def reader(self) -> Callable[[Office], Sheet]:
        form, kind, first, last = self.wanted()
        return lambda office: typed_sheets.opening_sheet(office, form, kind, first, last)

    def title_of(self, sheet: Sheet) -> tuple[str, str]:
        return t("opening.title"), ""

    def saved(self, sheet: Sheet, count: int) -> tuple[str, str]:
        return t("opening.saved", n=count, form=sheet.form.code), t("opening.saved_next")

    def first_field(self) -> Field:
        return self.first

    def show_told(self, sheet: Sheet) -> None:
        if sheet.typed:
            super().show_told(sheet)

    def told(self) -> dict[str, str]:
        said = super().told()
        return {name: said[name] for name in ("date_to", "source")}


class BehalfHead(TypedHead):
    """Of a unit without a laptop: how it told the numbers, who did, and on which day."""

    register, help_topic = TYPED, "tinh-hinh-nop"

    def __init__(self, session: Session, period: str, unit: str, form: str | None) -> None:
        super().__init__()
        self._period, self._unit, self._shown = period, unit, False
        self.back, self.hint = t("behalf.back"), t("behalf.empty_hint")
        self.source = Field(t("behalf.source"), Choice([Option(code, title) for code, title in SOURCES.items()]), required=True)
        self.given_by = Field(t("behalf.given_by"), LineEdit(), required=True, hint=t("behalf.given_by_hint"))
        self.given_on = Field(t("behalf.given_on"), DateEdit(session.office.clock.today), required=True)
        self.fields = {"source": self.source, "given_by": self.given_by, "given_on": self.given_on}
        row = Row(gap=12)
        for field, width in ((self.source, 5), (self.given_by, 5), (self.given_on, 2)):
            row.addWidget(field, width)
        self.body.addLayout(row)
        self.offer(_titled(), form or "DV-05")

    def wanted(self) -> tuple[str, ...]:
        return (str(self.form.value()),)

    def reader(self) -> Callable[[Office], Sheet]:
        unit, period, form = self._unit, self._period, str(self.form.value())
        return lambda office: typed_sheets.sheet_on_behalf(office, unit, period, form)

    def title_of(self, sheet: Sheet) -> tuple[str, str]:
        return t("behalf.title", who=sheet.about.named if sheet.about else ""), t("behalf.subtitle", label=sheet.period)

    def saved(self, sheet: Sheet, count: int) -> tuple[str, str]:
        return t("behalf.saved", form=sheet.form.code, who=sheet.about.named if sheet.about else ""), t("behalf.saved_next")

    def show_told(self, sheet: Sheet) -> None:
        """Show it once; another form of which nothing was typed is one of the same telephone call."""
        if sheet.typed or not self._shown:
            super().show_told(sheet)
        self._shown = True
