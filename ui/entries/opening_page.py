"""Typing what a paper book held: one form, its counted columns as fields, and once for all of them the days and the book.

Law: an empty field is no 0; what was typed and not saved goes only when somebody says so.
"""

from PySide6.QtCore import Qt

from desktop.actions import opening_sheet
from desktop.actions.opening_sheet import KINDS, Days, Sheet
from desktop.forms import all_forms
from desktop.jobs import Job
from desktop.language.texts import t
from desktop.office import Office
from desktop.registers.opening_figure import CARRIED
from desktop.reporting.opening import OPENING
from ui.banner import Banner
from ui.dialogs import Question, ask
from ui.page import Page
from ui.problems import why
from ui.session import PERIODS, Session
from ui.widgets.boxes import Row
from ui.widgets.card import Card
from ui.widgets.chain import Chain
from ui.widgets.column_fields import ColumnFields
from ui.widgets.date_edit import DateEdit
from ui.widgets.field import Field
from ui.widgets.labels import wrapped
from ui.widgets.line_edit import LineEdit
from ui.widgets.list_field import ListField
from ui.widgets.option import Option


class OpeningPage(Page):
    """The opening figures of one form and of some days."""

    help_topic = "ghi-so"

    def __init__(self, session: Session, form: str | None = None) -> None:
        super().__init__(t("opening.title"), back_to=t("record.to_list"), scroll=True)
        self._session = session
        self._sheet: Sheet | None = None
        self._given_up = False
        self.cells: ColumnFields | None = None
        self.chain: Chain | None = None
        today = session.office.clock.today
        forms = {one.code: f"{one.code} · {one.title}" for one in all_forms() if any(column.openings for column in one.columns)}
        self.form = ListField([Option(code, title) for code, title in forms.items()])
        self.form.set_value(form if form in forms else next(iter(forms)))
        self.form.setAccessibleName(t("behalf.form"))
        self.kind = Field(t("opening.kind"), ListField([Option(code, title) for code, title in KINDS.items()]), required=True)
        self.kind.set_value(next(iter(KINDS)))
        self.first = Field(t("opening.first"), DateEdit(today), required=True)
        self.last = Field(t("opening.last"), DateEdit(today), required=True)
        self.source = Field(t("opening.source"), LineEdit(), required=True, hint=t("opening.source_hint"))
        self._make_cards()
        self.save_button = self.foot(t("behalf.save"), self.save, "filled", key="Ctrl+S")
        self.save_button.refuse(opening_sheet.refusal(session.office))
        self.key("Esc", self.back.emit, t("record.to_list"))
        self.key("F4", self.form.setFocus, t("behalf.form"))
        self.form.changed.connect(self._read)
        self.kind.editor.changed.connect(self._change_kind)
        self.first.editor.left.connect(self._read)

    def _make_cards(self) -> None:
        told = Card(gap=8, sides=(16, 12, 16, 12))
        told.body.addWidget(self.form)
        days, book = Row(gap=12), Row(gap=12)
        for field, width in ((self.kind, 6), (self.first, 3), (self.last, 3)):
            days.addWidget(field, width)
        book.addWidget(self.source)
        told.body.addLayout(days)
        told.body.addLayout(book)
        self._card = Card(t("behalf.cells"), icon="columns-3", gap=8)
        self._card.body.addWidget(wrapped(t("opening.hint"), "hint"))
        self.body.addWidget(told)
        self.body.addWidget(self._card)
        self.body.addStretch(1)

    def enter(self) -> None:
        self._read()
        self.first.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> bool:
        """What was typed and not saved goes only when somebody says so."""
        if self._given_up or not self._is_typed():
            return True
        title = t("behalf.leave", form=str(self._sheet.form.code) if self._sheet else "")
        ask(self, Question(title, t("behalf.leave_body"), t("behalf.leave_act"), danger=True), self._give_up)
        return False

    def _give_up(self) -> None:
        self._given_up = True
        self.back.emit()

    def _is_typed(self) -> bool:
        return self.cells is not None and self.cells.texts() != self.cells.drawn

    def _change_kind(self) -> None:
        carried = self.kind.value() == CARRIED
        self.last.shut("closed" if carried else "", t("opening.no_last"))
        self._read()

    def _days(self) -> Days:
        carried = self.kind.value() == CARRIED
        return Days(str(self.kind.value()), str(self.first.value()), "" if carried else str(self.last.value()))

    def _read(self) -> None:
        """Read what was typed before of this form and these days; numbers that were not saved stay until they are."""
        form, days, sheet = str(self.form.value()), self._days(), self._sheet
        same = sheet is not None and (sheet.form.code, sheet.days.kind, sheet.days.first) == (form, days.kind, days.first)
        if same:
            return
        if self._is_typed() and sheet is not None and sheet.form.code != form:
            self.form.set_value(sheet.form.code)
            self.show_banner(Banner("warn", t("opening.unsaved"), t("opening.unsaved_next")))
            return
        self._session.read(self, lambda office: opening_sheet.open_sheet(office, form, days), self._on_read, self._on_failed)

    def _on_read(self, sheet: Sheet) -> None:
        texts = self.cells.texts() if self.cells is not None and self._is_typed() else {}
        self._sheet = sheet
        if sheet.typed:
            self.source.set_value(sheet.source)
            self.last.set_value(sheet.days.last)
        if self.cells is not None:
            self.cells.hide()
            self.cells.deleteLater()
        self.cells = ColumnFields(sheet.columns, sheet.typed)
        self.cells.put_back({code: text for code, text in texts.items() if text and code in self.cells.fields})
        self._card.body.addWidget(self.cells)
        self.chain = Chain([self.kind, self.first, self.last, self.source, *self.cells.fields.values()], self.save_button, self)

    def save(self) -> None:
        """Save the figures of this form, whole or not at all."""
        sheet, cells = self._sheet, self.cells
        if sheet is None or cells is None or not self._complete(cells):
            return
        days, values, source, texts = self._days(), cells.values(), str(self.source.value()), cells.texts()

        def work(office: Office, _: Job) -> int:
            return opening_sheet.keep(office, sheet, days, values, source)

        def done(saved: int) -> None:
            cells.drawn = texts
            self.show_banner(Banner("ok", t("opening.saved", n=saved, form=sheet.form.code), t("opening.saved_next")))

        self._session.write(self, work, done, self._on_failed, touches={OPENING, PERIODS})

    def _complete(self, cells: ColumnFields) -> bool:
        """Show what is missing or cannot be read; go to the first such field."""
        for field in (self.first, self.last, self.source):
            if not field.editor.is_shut and field.editor.is_empty():
                field.say(t("opening.empty"))
            elif field.editor.problem():
                field.say(field.editor.problem())
        cells.say_problems()
        return self.chain is None or not self.chain.next_bad()

    def _on_failed(self, error: BaseException) -> None:
        what, next_step = why(error)
        self.show_banner(Banner("err", t("behalf.failed"), f"{what} {next_step}".strip()))
