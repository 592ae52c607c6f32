"""The page on which one entry of any register is written: drafts by themselves, mistakes in place, undo after saving.

Law: nothing typed is ever lost – leaving keeps a draft, a power cut costs some seconds. It saves over what it had
loaded, so that somebody else's change becomes a conflict and is never overwritten.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from desktop.actions import entry_form
from desktop.actions.entry_form import DraftFound, Opened, Preview, Saved
from desktop.entries.entry import Fault
from desktop.entries.record_ids import new_id
from desktop.errors import Problem
from desktop.language.texts import t
from desktop.office import Office
from desktop.registers.model import Register
from ui.banner import Banner
from ui.entries.add_dialog import AddDialog
from ui.entries.clock_question import ask_about_clock
from ui.entries.draft_keeper import DraftKeeper
from ui.entries.editors import fill_editor
from ui.entries.history_panel import HistoryPanel
from ui.entries.record_form import RecordForm
from ui.entries.record_words import clock_time, draft_words, name_of, noun_of, saved_banner
from ui.entries.turning import ask_to_turn
from ui.page import Page
from ui.problems import banner_of
from ui.session import Session
from ui.widgets.button import Button
from ui.widgets.chain import Chain

PREVIEW_MS = 120
COPY = "~"


class RecordPage(Page):
    """The form of any register, made from its declaration."""

    help_topic = "ghi-so"

    def __init__(self, session: Session, register: Register, record: str | None = None, *, gap: int = 12) -> None:
        super().__init__(t("record.new", noun=register.noun), back_to=t("record.to_list"), scroll=True, gap=gap)
        self._session, self.register = session, register
        self._copy_of = record[1:] if record and record.startswith(COPY) else None
        self.record_id = record if record and not self._copy_of else ""
        self._opened: Opened | None = None
        self._busy = self.loaded = False
        self._turn = 0
        self._asked = 0
        self._offered: DraftFound | None = None
        self._sent: dict[str, Any] = {}
        self.form = self.make_form()
        self.form.add_asked = self._ask_to_add
        self.fill_body()
        self._make_foot_buttons()
        self.chain = Chain(self.order(), self.save_button, self)
        self.key("F2", self._next_mistake, t("record.next_mistake"))
        self.key("F3", self._history, t("record.history"))
        self.drafts = DraftKeeper(self, session, register.code, self._typed, lambda: self.loaded and not self._busy and self.can_write)
        self.drafts.id = self.record_id or self.drafts.id
        self.drafts.kept.connect(self._say_draft)
        self.drafts.failed.connect(self._on_draft_failed)
        self._look = QTimer(self)
        self._look.setSingleShot(True)
        self._look.setInterval(PREVIEW_MS)
        self._look.timeout.connect(self._ask_preview)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)

    def make_form(self) -> RecordForm:
        """Make the fields. Override for other sizes."""
        return RecordForm(self._session.office, self.register, self.on_typed, {})

    def fill_body(self) -> None:
        """Put the cards on the page. Override for another order."""
        if self.register.notice:
            self.body.addWidget(Banner("err", *self.register.notice, icon=self.register.icon))
        for card in self.form.cards():
            self.body.addWidget(card)
        self.body.addStretch(1)

    def order(self) -> list[Any]:
        """The fields in the order in which Enter walks."""
        return [self.form.fields[one.name] for one in self.register.fields if one.name in self.form.fields and not one.auto]

    def read_work(self, office: Office) -> Opened:
        """What is read when the page opens. Override to read more."""
        return entry_form.open_form(office, self.register.code, self.record_id or None, copy_of=self._copy_of)

    def save_work(self, office: Office, record: str, values: dict[str, Any], heads: tuple[str, ...]) -> Saved:
        """What saves. Override for what is written along."""
        return entry_form.save(office, self.register.code, record, values, heads)

    def preview_work(self, office: Office, values: dict[str, Any]) -> Preview:
        """What looks ahead while one types. Override for what is written along."""
        return entry_form.preview(office, self.register.code, values, self.record_id or None)

    def on_opened(self, opened: Opened) -> None:
        """What was read is about to be shown. Override for what the editors need first."""

    def on_row(self, changed: str) -> None:
        """A person changed a field. Override for what follows from it."""

    def on_preview(self, seen: Preview) -> None:
        """What the row would come to has been read. Override for what else is shown."""

    def before_saving(self, go_on: Callable[[], None]) -> None:
        """Ask what has to be asked, then go on. Override to ask more."""
        record = self._opened.record if self._opened else None
        ask_to_turn(self, self._session.office, self.register, record, self.form.row(), go_on)

    def enter(self) -> None:
        if not self.loaded:
            self._session.read(self, self.read_work, self._on_read, self._on_failed)

    def leave(self) -> bool:
        """Nothing typed is lost: it is kept as a draft; what is being saved is waited for."""
        self.drafts.keep()
        return not self._busy

    @property
    def can_write(self) -> bool:
        """Whether the person may change what is shown."""
        record = self._opened.record if self._opened else None
        own = record is None or self._session.office.owns(record.unit)
        return own and (record is None or not record.deleted) and self._session.may_enter(self.register)

    def _typed(self) -> dict[str, Any]:
        """What was typed: of a saved record only what was changed, so that nothing else is written over."""
        record = self._opened.record if self._opened else None
        return self.form.values() if record is None or record.status == "nhap" else self.form.changed()

    def _make_foot_buttons(self) -> None:
        self.later = self.foot(t("record.later"), self.back.emit, "ghost", key="Esc")
        self.save_only = self.foot(t("record.save"), lambda: self.save(then_next=False), key="Ctrl+S")
        self.save_button = self.foot(t("record.save_next"), lambda: self.save(then_next=True), "filled", key="Ctrl+Enter")

    def _on_read(self, opened: Opened) -> None:
        self._take(opened)
        if not self.can_write:
            self.form.lock()
            for button in (self.save_only, self.save_button):
                button.hide()
            self.later.say(t("record.close"))
            self.say(t("record.read_only"), icon="eye")
            return
        draft = opened.draft
        if draft is None:
            self.chain.begin()
        elif opened.record is not None and opened.record.status == "nhap":
            self.chain.begin()
            self._say_draft(draft.at)
        else:
            self._offer_draft(opened)

    def _take(self, opened: Opened) -> None:
        """Show what was read."""
        self._opened, self.loaded = opened, True
        self.drafts.heads = self._seen(opened)
        with self.form.quietly():
            self.on_opened(opened)
        self.form.begin(opened)
        self._sent = {name: value for name, value in self.form.values().items() if name not in self.form.given}
        self.set_title(*name_of(opened))
        self._ask_preview()

    def _seen(self, opened: Opened) -> tuple[str, ...]:
        """Return the heads that the form now stands on: a field that stays as typed stands on what it was typed over."""
        given = self.form.given & opened.heads_of.keys()
        if not given:
            return opened.heads
        over = {op for name in given for op in opened.heads_of[name]}
        fresh = {op for name, ops in opened.heads_of.items() if name not in given for op in ops}
        return tuple(sorted({*self.drafts.heads, *(fresh - over)}))

    def _offer_draft(self, opened: Opened) -> None:
        draft = opened.draft
        assert draft is not None
        self._offered = draft if self.record_id else None
        go_on = Button(t("record.draft_go_on"), key="Enter")
        drop = Button(t("record.draft_drop"), "ghost")
        go_on.clicked.connect(lambda: self._take_draft(draft))
        drop.clicked.connect(lambda: self._drop_draft(draft.record))
        self.show_banner(
            Banner("info", draft_words(draft.at, self._session.office.clock.today()), t("record.draft_found_next"), go_on, drop)
        )
        go_on.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_draft(self, draft: DraftFound) -> None:
        self._join(draft)
        self.form.fill({**({} if self.record_id else dict.fromkeys(self.form.row())), **draft.values})
        self._say_draft(draft.at)
        self.drafts.dirty = bool(self.record_id)
        self.on_row("")
        self._ask_preview()
        self.chain.begin()

    def _join(self, draft: DraftFound) -> None:
        """Go on from a draft: what is typed from now on belongs to it."""
        self.drafts.id, self._offered = draft.record, None
        if self.record_id:
            self.drafts.heads = draft.base  # whoever wrote since then was not seen when this was typed
        self.clear_banner()

    def _drop_draft(self, record: str) -> None:
        self._offered = None
        self.drafts.drop(record)
        self.clear_banner()
        self.chain.begin()

    def on_typed(self, name: str) -> None:
        """A field was changed by a person."""
        if self._offered is not None:  # who types without an answer goes on: neither what was typed then nor now is lost
            draft = self._offered
            self._join(draft)
            self.form.fill({one: value for one, value in draft.values.items() if one not in self.form.given})
        self.drafts.touch()
        self._look.start()
        self.on_row(name)

    def _say_draft(self, at: str) -> None:
        if not self.chain.bad():
            self.say(t("record.draft_saved", time=clock_time(at)), icon="check")

    def _on_draft_failed(self, error: BaseException) -> None:
        self.say(t("record.draft_failed"), error.message if isinstance(error, Problem) else "", icon="triangle-alert", tone="warn")
        if not isinstance(error, Problem):
            self._session.failed.emit(error)

    def save(self, *, then_next: bool) -> None:
        """Save the entry; with `then_next` an empty form follows."""
        if self._busy or not self.loaded or not self.can_write:
            return
        if self._offered is not None:  # what was typed earlier is looked at before it is saved or lost
            self._take_draft(self._offered)
            return
        if self.form.unread():
            self._say_mistakes(go=True)
            return
        self.before_saving(lambda: ask_about_clock(self, self._session, self.register, lambda: self._write(then_next=then_next)))

    def _write(self, *, then_next: bool) -> None:
        self._busy = True
        self.drafts.timer.stop()
        self.save_button.refuse(t("record.saving"))
        self._asked += 1
        values, code, self._sent = self._typed(), self.register.code, self.form.values()
        record, heads = self.drafts.id, self.drafts.heads
        self._session.write(
            self, lambda office, _: self.save_work(office, record, values, heads), lambda saved: self._on_saved(saved, then_next),
            self._on_refused, touches={code, self.register.by_name[self.register.parent].to[0]} if self.register.parent else {code},
        )  # fmt: skip

    def _on_saved(self, saved: Saved, then_next: bool) -> None:
        self._busy = False
        self.drafts.settle()
        self.save_button.refuse("")
        self.say("")
        if then_next:
            self.begin_next()
        else:
            self.record_id = self.drafts.id = saved.record.id
            # Who saves again before it has been read again stands on his own change.
            self.drafts.heads = tuple(sorted({*self.drafts.heads, *((saved.op,) if saved.op else ())}))
            self.form.note_saved(self._sent)
            self._read_again()
        self._tell_saved(saved)
        if not then_next:
            self.save_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin_next(self) -> None:
        """Make the form empty for the next entry."""
        self.record_id, self.drafts.id, self._copy_of, self._offered = "", new_id(), None, None
        self._turn += 1
        self._asked += 1
        self.form.clear()
        self.loaded = False
        self._session.read(self, self.read_work, self._on_next, self._on_failed)

    def _on_next(self, opened: Opened) -> None:
        self._take(opened)
        self.chain.begin()

    def _read_again(self) -> None:
        self._asked += 1
        asked = self._asked
        self._session.read(self, self.read_work, lambda opened: self._on_read_again(opened, asked), self._on_failed)

    def _on_read_again(self, opened: Opened, asked: int) -> None:
        if asked != self._asked:  # it has been saved, or asked for, again since
            return
        # What was typed while it was being saved stays typed.
        self.form.given = {name for name, value in self.form.values().items() if name not in self._sent or self._sent[name] != value}
        self._take(opened)
        if self.form.given:
            self.drafts.touch()

    def _tell_saved(self, saved: Saved) -> None:
        if saved.former == {} and not saved.erased:
            self.say(t("record.unchanged"))
        else:
            self.show_banner(saved_banner(self.register, saved, lambda: self._undo(saved)))

    def _undo(self, saved: Saved) -> None:
        code = self.register.code
        self._session.write(
            self, lambda office, _: entry_form.take_back(office, code, saved), lambda _: self._on_undone(saved), touches={code}
        )

    def _on_undone(self, saved: Saved) -> None:
        said = t("record.undone_new", noun=noun_of(self.register)) if saved.former is None else t("record.undone_edit")
        self.show_banner(Banner("info", said, icon="undo-2"))
        if self.record_id == saved.record.id:
            self._read_again()

    def _on_refused(self, error: BaseException) -> None:
        self._busy = False
        self.save_button.refuse("")
        if self.form.given:
            self.drafts.touch()
        faults = [Fault(one["field"], one["rule"], one["message"], "") for one in error.errors] if isinstance(error, Problem) else []
        if not faults:
            self._on_failed(error)
            return
        for fault in faults:
            self.form.show_fault(fault)
        if self.chain.bad():
            self._say_mistakes(go=True)
        else:
            self._on_failed(error)

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, Problem):
            self.show_banner(banner_of(error))
        else:
            self._session.failed.emit(error)

    def _say_mistakes(self, *, go: bool) -> None:
        bad = self.chain.bad()
        self.say(t("record.mistakes", n=len(bad)), t("record.mistakes_next"), icon="circle-x", tone="err")
        if go and bad:
            bad[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _next_mistake(self) -> None:
        self.chain.next_bad()

    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        """The whole sentence of a mistake stands in the footer while its field has the focus."""
        if now is None or not self.isVisible():
            return
        bad = self.chain.bad()
        here = next((field for field in bad if field.editor is now), None)
        if here is not None and here.full:
            self.say(t("record.mistakes", n=len(bad)), f"{here.full}  {t('record.mistakes_next')}", icon="circle-x", tone="err")

    def _ask_preview(self) -> None:
        if not self.loaded:
            return
        self._turn += 1
        turn, values = self._turn, self.form.values()
        self._session.read(self, lambda office: self.preview_work(office, values), lambda seen: self._on_preview(seen, turn))

    def _on_preview(self, seen: Preview, turn: int) -> None:
        if turn != self._turn:
            return
        self.form.show_preview(seen)
        self.on_preview(seen)
        if seen.closed_period and self.banner is None and self.can_write:
            noun = noun_of(self.register)
            said = t("record.period_closed", period=seen.closed_period, what=f"{noun[:1].upper()}{noun[1:]}")
            self.show_banner(Banner("info", said, icon="calendar-check"))

    def _ask_to_add(self, name: str, typed: str) -> None:
        """Offer to write down what a reference did not find, then go on where one was."""
        field, code = self.form.fields[name], self.register.by_name[name].to[0]

        def added(record: str) -> None:
            fill_editor(self.register.by_name[name], field.editor, record, self._session.office)
            self.chain.go_on(field)

        def given_up() -> None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)

        # After the Enter that chose it has gone its way to the next field.
        QTimer.singleShot(0, self, lambda: AddDialog(self, self._session, code, typed, added, given_up))

    def _history(self) -> None:
        if not self.record_id or self._opened is None:
            return
        focus = QApplication.focusWidget()
        field = next((name for name, one in self.form.fields.items() if focus is one.editor), "")
        panel = HistoryPanel(self, self._session, self.register, self.record_id, field)
        panel.returned.connect(self._read_again)
