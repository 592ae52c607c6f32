"""Typing the columns of a form by hand: what a paper book held, or what a unit without a laptop told; only the head differs.

Law: an empty field is no 0; what does not add up is said while one types and kept as it was typed; what a saved sheet hides is asked
about before; what was typed and not saved waits while another form is looked at, and goes only when somebody says so.
"""

from PySide6.QtCore import Qt

from desktop.actions import typed_sheets
from desktop.actions.typed_sheets import Sheet
from desktop.jobs import Job
from desktop.language.texts import t
from desktop.office import Office
from ui.banner import Banner
from ui.dialogs import Question, ask
from ui.entries.typed_heads import BehalfHead, OpeningHead, TypedHead
from ui.page import Page
from ui.problems import why
from ui.session import PERIODS, Session
from ui.widgets.card import Card
from ui.widgets.chain import Chain
from ui.widgets.column_fields import ColumnFields
from ui.widgets.labels import wrapped

_Name = tuple[str, ...]


def opening_page(session: Session, form: str | None = None) -> "TypedPage":
    """Return the page of the opening figures of one form and of some days."""
    return TypedPage(session, OpeningHead(session, form))


def behalf_page(session: Session, period: str | None = None, unit: str | None = None, form: str | None = None) -> "TypedPage":
    """Return the page of one form of one unit and period, typed by the upper unit."""
    return TypedPage(session, BehalfHead(session, period or "", unit or "", form))


class TypedPage(Page):
    """A head, the columns of one form as fields, and below them how the form's checks stand."""

    def __init__(self, session: Session, head: TypedHead) -> None:
        super().__init__("", back_to=head.back, scroll=True)
        self._session, self.head, self.help_topic = session, head, head.help_topic
        self._sheet: Sheet | None = None
        self._asked: _Name = ()
        self._unsaved: dict[_Name, dict[str, str]] = {}
        self._given_up = self._saves_next = False
        self.cells: ColumnFields | None = None
        self.chain: Chain | None = None
        self._card = Card(t("typed.cells"), icon="columns-3", gap=8)
        self._none = wrapped(t("typed.no_columns"))
        self._none.hide()
        self._card.body.addWidget(wrapped(head.hint, "hint"))
        self._card.body.addWidget(self._none)
        self.body.addWidget(head)
        self.body.addWidget(self._card)
        self.body.addStretch(1)
        self.save_button = self.foot(t("typed.save"), self.save, "filled", key="Ctrl+S")
        self.save_button.refuse(typed_sheets.refusal(session.office, head.register))
        self.key("Esc", self.back.emit, head.back)
        self.key("F4", head.form.setFocus, t("typed.form"))
        head.moved.connect(self._read)

    def enter(self) -> None:
        self._read()

    def leave(self) -> bool:
        """What was typed and not saved goes only when somebody says so."""
        self._note_typed()
        if not self._unsaved or self._given_up:
            return True
        forms = ", ".join(sorted({name[0] for name in self._unsaved}))
        ask(self, Question(t("typed.leave", form=forms), t("typed.leave_body"), t("typed.leave_act"), danger=True), self._give_up)
        return False

    def _give_up(self) -> None:
        self._given_up = True
        self.back.emit()

    def _note_typed(self) -> None:
        """Keep what was typed of the sheet that is shown, while another one is looked at."""
        if self._sheet is None or self.cells is None:
            return
        if typed := self.cells.typed():
            self._unsaved[_name(self._sheet)] = typed
        else:
            self._unsaved.pop(_name(self._sheet), None)

    def _read(self) -> None:
        wanted = self.head.wanted()
        if wanted == self._asked:
            return
        self._asked = wanted
        self._session.read(self, self.head.reader(), lambda sheet: self._on_read(wanted, sheet), self._on_failed)

    def _on_read(self, wanted: _Name, sheet: Sheet) -> None:
        if wanted != self._asked:
            return
        self._note_typed()
        old, self._sheet = self._sheet, sheet
        if old is not None and _name(old) == _name(sheet) and old.form is sheet.form:
            self._go_on_saving(seen=True)
            return
        self.head.show_told(sheet)
        self.set_title(*self.head.title_of(sheet))
        self._take_along(old, sheet)
        self._draw(sheet)
        self._say_standing(sheet)
        if old is None:
            self._begin()
        self._go_on_saving(seen=not sheet.typed)

    def _go_on_saving(self, *, seen: bool) -> None:
        """Save what was asked to be saved while its days were still being typed; not over numbers that nobody has seen."""
        asked, self._saves_next = self._saves_next, False
        if asked and seen:
            self.save()
        elif asked:
            self.show_banner(Banner("warn", t("typed.known"), t("typed.known_next")))

    def _begin(self) -> None:
        """Go to where one begins: what the head says, else what needs something, else the first column."""
        fields = self.chain.fields if self.chain else []
        columns = self.cells.fields.values() if self.cells else ()
        first = self.head.first_field() or next((one for one in fields if one.needs_something), next(iter(columns), None))
        if first is not None:
            first.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_along(self, old: Sheet | None, sheet: Sheet) -> None:
        """What was typed before its days were said goes with the days: the same columns of the same form."""
        if old is not None and old.form is sheet.form and old.columns == sheet.columns:
            typed = self._unsaved.pop(_name(old), {})
            if along := {code: text for code, text in typed.items() if text}:
                self._unsaved[_name(sheet)] = self._unsaved.get(_name(sheet), {}) | along

    def _draw(self, sheet: Sheet) -> None:
        if self.cells is not None:
            self.cells.hide()
            self.cells.deleteLater()
        self.cells = ColumnFields(sheet.columns, sheet.typed, sheet.form.checks)
        self.cells.put_back(self._unsaved.get(_name(sheet), {}))
        self.cells.changed.connect(self._judge)
        self._card.body.addWidget(self.cells)
        self._none.setVisible(not sheet.columns)
        self.chain = Chain([*self.head.fields.values(), *self.cells.fields.values()], self.save_button, self)
        self._judge()

    def _judge(self) -> None:
        """Say at each check of the form how it stands over what is typed."""
        if self._sheet is None or self.cells is None:
            return
        for one in typed_sheets.judged(self._sheet, self.cells.values()):
            if one.check in self.cells.lines:
                self.cells.lines[one.check].say(one.state, one.message)

    def _say_standing(self, sheet: Sheet) -> None:
        counted = sum(cell.value is not None for cell in sheet.counted.values())
        if sheet.superseded:
            self.show_banner(Banner("info", t("behalf.superseded"), t("behalf.superseded_next")))
        elif counted and not sheet.typed:
            self.show_banner(Banner("warn", t("behalf.counted", n=counted, form=sheet.form.code), t("behalf.counted_next")))
        else:
            self.clear_banner()

    def save(self) -> None:
        """Save what was typed of this form, whole or not at all; ask before it hides what is counted."""
        sheet, cells = self._sheet, self.cells
        if sheet is None or cells is None or not self._complete(cells):
            return
        if self.head.wanted() != self._asked:
            self._saves_next = True
            self._read()
            return
        hidden = 0 if sheet.typed else typed_sheets.hidden(sheet, cells.values())
        if not hidden:
            self._keep(sheet, cells)
            return
        title, who = t("behalf.hides", n=hidden, form=sheet.form.code), sheet.about.title if sheet.about else ""
        ask(self, Question(title, t("behalf.hides_body", who=who), t("behalf.hides_act")), lambda: self._keep(sheet, cells))

    def _keep(self, sheet: Sheet, cells: ColumnFields) -> None:
        values, told, texts, again = cells.values(), self.head.told(), cells.texts(), self.head.reader()

        def work(office: Office, _: Job) -> tuple[int, Sheet]:
            return typed_sheets.keep(office, sheet, values, told), again(office)

        def done(answer: tuple[int, Sheet]) -> None:
            count, kept = answer
            if self._sheet is sheet:
                self._sheet = kept
            self._unsaved.pop(_name(sheet), None)
            cells.drawn = texts
            wrong = [one.message for one in typed_sheets.judged(kept, kept.typed) if one.state == "wrong"]
            said = Banner("warn", t("typed.wrong"), " ".join(wrong)) if wrong else Banner("ok", *self.head.saved(kept, count))
            self.show_banner(said)

        self._session.write(self, work, done, self._on_failed, touches={self.head.register, PERIODS})

    def _complete(self, cells: ColumnFields) -> bool:
        """Show what is missing or cannot be read; go to the first such field."""
        self.head.say_missing()
        cells.say_problems()
        return self.chain is None or not self.chain.next_bad()

    def _on_failed(self, error: BaseException) -> None:
        self._asked, self._saves_next = (), False
        what, next_step = why(error)
        self.show_banner(Banner("err", t("typed.failed"), f"{what} {next_step}".strip()))


def _name(sheet: Sheet) -> _Name:
    return (sheet.form.code, *sheet.key.values())
