"""Typing what a unit without a laptop told: one form, its columns as fields, and once for all of them who told it and how.

Law: an empty field is "chưa được báo" and no 0; what does not add up is kept as it was told and said.
"""

from PySide6.QtCore import Qt

from desktop.actions import totals_on_behalf
from desktop.actions.totals_on_behalf import SOURCES, Given, Sheet
from desktop.forms import all_forms
from desktop.jobs import Job
from desktop.language.texts import t
from desktop.office import Office
from desktop.reporting.on_behalf import TYPED
from ui.banner import Banner
from ui.dialogs import Question, ask
from ui.page import Page
from ui.problems import why
from ui.session import PERIODS, Session
from ui.widgets.boxes import Row
from ui.widgets.card import Card
from ui.widgets.chain import Chain
from ui.widgets.choice import Choice
from ui.widgets.column_fields import ColumnFields
from ui.widgets.date_edit import DateEdit
from ui.widgets.field import Field
from ui.widgets.labels import wrapped
from ui.widgets.line_edit import LineEdit
from ui.widgets.list_field import ListField
from ui.widgets.option import Option


class BehalfPage(Page):
    """One form of one unit and period, typed by the upper unit."""

    help_topic = "tinh-hinh-nop"

    def __init__(self, session: Session, period: str | None = None, unit: str | None = None, form: str | None = None) -> None:
        super().__init__(t("behalf.title", who=""), back_to=t("behalf.back"), scroll=True)
        self._session, self._period, self._unit = session, period or "", unit or ""
        self._sheet: Sheet | None = None
        self.cells: dict[str, Field] = {}
        self.chain: Chain | None = None
        self._unsaved: dict[str, dict[str, str]] = {}
        self._given_up = False
        forms = {one.code: f"{one.code} · {one.title}" for one in all_forms()}
        self.form = ListField([Option(code, title) for code, title in forms.items()])
        self.form.set_value(form if form in forms else "DV-05")
        self.form.setAccessibleName(t("behalf.form"))
        self.source = Field(t("behalf.source"), Choice([Option(code, title) for code, title in SOURCES.items()]), required=True)
        self.given_by = Field(t("behalf.given_by"), LineEdit(), required=True, hint=t("behalf.given_by_hint"))
        self.given_on = Field(t("behalf.given_on"), DateEdit(session.office.clock.today), required=True)
        told = Card(gap=8, sides=(16, 12, 16, 12))
        row = Row(gap=12)
        for field, width in ((self.source, 5), (self.given_by, 5), (self.given_on, 2)):
            row.addWidget(field, width)
        told.body.addWidget(self.form)
        told.body.addLayout(row)
        self.body.addWidget(told)
        self._card = Card(t("behalf.cells"), icon="columns-3", gap=8)
        self._card.body.addWidget(wrapped(t("behalf.empty_hint"), "hint"))
        self._fields: ColumnFields | None = None
        self.body.addWidget(self._card)
        self.body.addStretch(1)
        self.save_button = self.foot(t("behalf.save"), self.save, "filled", key="Ctrl+S")
        self.key("Esc", self.back.emit, t("behalf.back"))
        self.key("F4", self.form.setFocus, t("behalf.form"))
        self.form.changed.connect(self._change_form)

    def enter(self) -> None:
        self._read()

    def leave(self) -> bool:
        """What was typed and not saved goes only when somebody says so."""
        self._note_typed()
        if not self._unsaved or self._given_up:
            return True
        forms = ", ".join(sorted(self._unsaved))
        ask(self, Question(t("behalf.leave", form=forms), t("behalf.leave_body"), t("behalf.leave_act"), danger=True), self._give_up)
        return False

    def _give_up(self) -> None:
        self._given_up = True
        self.back.emit()

    def _change_form(self) -> None:
        self._note_typed()
        self._read()

    def _note_typed(self) -> None:
        """Keep what was typed of the form that is shown, while another one is looked at."""
        if self._sheet is None or self._fields is None:
            return
        texts = self._fields.texts()
        if texts != self._fields.drawn:
            self._unsaved[self._sheet.form.code] = texts
        else:
            self._unsaved.pop(self._sheet.form.code, None)

    def _read(self) -> None:
        unit, period, form = self._unit, self._period, str(self.form.value())
        self._session.read(self, lambda office: totals_on_behalf.open_sheet(office, unit, period, form), self._on_read, self._on_failed)

    def _on_read(self, sheet: Sheet) -> None:
        kept = self._sheet is not None  # another form of the same telephone call
        self._sheet = sheet
        self.set_title(t("behalf.title", who=sheet.unit.named), t("behalf.subtitle", label=sheet.label))
        if not kept or sheet.typed:
            self.source.set_value(sheet.source)
            self.given_by.set_value(sheet.given_by)
            self.given_on.set_value(sheet.given_on)
        self._draw(sheet)
        self.save_button.refuse(totals_on_behalf.refusal(self._session.office))
        fields = [self.source, self.given_by, self.given_on, *self.cells.values()]
        self.chain = Chain(fields, self.save_button, self)
        first = next((one for one in fields if one.needs_something), next(iter(self.cells.values())))
        first.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _draw(self, sheet: Sheet) -> None:
        if self._fields is not None:
            self._fields.hide()
            self._fields.deleteLater()
        self._fields = ColumnFields(sheet.columns, sheet.typed)
        self._fields.put_back(self._unsaved.get(sheet.form.code, {}))
        self.cells = self._fields.fields
        self._card.body.addWidget(self._fields)

    def save(self) -> None:
        """Save what was told of this form, whole or not at all."""
        sheet, fields = self._sheet, self._fields
        if sheet is None or fields is None or not self._complete(fields):
            return
        cells, texts = fields.values(), fields.texts()
        given = Given(str(self.source.value()), str(self.given_by.value()), str(self.given_on.value()))

        def work(office: Office, _: Job) -> list[str]:
            return totals_on_behalf.keep(office, sheet, cells, given)

        def done(wrong: list[str]) -> None:
            self._unsaved.pop(sheet.form.code, None)
            fields.drawn = texts
            if wrong:
                self.show_banner(Banner("warn", t("behalf.wrong"), " ".join(wrong)))
            else:
                said = t("behalf.saved", form=sheet.form.code, who=sheet.unit.named)
                self.show_banner(Banner("ok", said, t("behalf.saved_next")))

        self._session.write(self, work, done, self._on_failed, touches={TYPED, PERIODS})

    def _complete(self, fields: ColumnFields) -> bool:
        """Show what is missing or cannot be read; go to the first such field."""
        for field, words in ((self.source, "no_source"), (self.given_by, "no_given_by"), (self.given_on, "no_day")):
            if field.editor.is_empty():
                field.say(t(f"behalf.{words}"))
        if self.given_on.editor.problem():
            self.given_on.say(self.given_on.editor.problem())
        fields.say_problems()
        return self.chain is None or not self.chain.next_bad()

    def _on_failed(self, error: BaseException) -> None:
        what, next_step = why(error)
        self.show_banner(Banner("err", t("behalf.failed"), f"{what} {next_step}".strip()))
