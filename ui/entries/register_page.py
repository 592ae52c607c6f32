"""The list of any register: found while typing, narrowed by filters, moved in by keys; totals stand below, outside.

Law: old rows stay until new ones come; the same record stays the current one. Striking out is undone by Ctrl+Z. Who may
not read a register is told who may; an empty list says what to do.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from desktop.actions import listing, records
from desktop.actions.list_filters import Filters, PeriodChoice, ask_of, filter_fields, first_filters, period_choices
from desktop.actions.listing import ListPage, columns_of
from desktop.actions.lookup import Ask
from desktop.entries.record import may_see, sees_private
from desktop.jobs import Job
from desktop.language.texts import t
from desktop.office import Office
from desktop.registers.fields import Kind
from desktop.settings import Settings, change
from ui.banner import Banner
from ui.entries import duty
from ui.entries.filter_bar import FilterBar
from ui.entries.filter_dialog import ColumnsDialog, FilterDialog
from ui.entries.history_panel import HistoryPanel
from ui.entries.list_states import empty_state, locked_state
from ui.entries.list_table import RegisterTable, rows_of
from ui.entries.record_page import COPY
from ui.entries.record_words import noun_of
from ui.entries.sheet_deeds import SheetDeeds
from ui.page import Page
from ui.places import register_of
from ui.session import Session
from ui.theme import look, on_restyle
from ui.widgets.boxes import Column, Row
from ui.widgets.button import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import elided, label
from ui.widgets.paged_model import PAGE, RowValues

_DUTY: Final = ("reception_visit", "reception_session")
_PLAN: Final = ("plan_doc", "plan_task")
_OPENING: Final = "opening_figure"
_LARGEST, _LARGE = 150, 125


@dataclass(frozen=True, slots=True)
class _Answer:
    """What one reading of the list brought."""

    turn: int
    ask: Ask
    page: ListPage
    periods: Sequence[PeriodChoice]
    filters: Filters
    begun: bool


class RegisterPage(Page):
    """The list of one register."""

    help_topic = "danh-sach"

    def __init__(self, session: Session, code: str) -> None:
        self.register = register_of(code)
        year = session.office.clock.today().year
        super().__init__(self.register.title, t("list.subtitle", number=self.register.number, year=year))
        self._session, self._code = session, code
        self._filters: Filters | None = None
        self._periods: Sequence[PeriodChoice] = ()
        self._search, self._turn = "", 0
        self._last: _Answer | None = None
        self._chosen: list[str] = []
        self._empty: EmptyState | None = None
        self.allowed = may_see(self.register, session.office.user.roles)
        if not self.allowed:
            self.body.addWidget(locked_state(self.register), 1)
            return
        self._heads: list[tuple[Button, str]] = []
        self._writes = session.may_enter(self.register)
        self._make_actions()
        self.bar = FilterBar()
        self.table = RegisterTable(self.register.title)
        self.sheets = SheetDeeds(self, session, self.register, self.table)
        self._use_columns_of(())
        self._fill_body()
        self._listen()
        settings = Settings.load(session.office.paths.settings)
        self.table.set_widths(settings["columns"].get(code, {}))

    def enter(self) -> None:
        if self.allowed:
            self._read()
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> bool:
        if self.allowed and self.table.widths():
            path = self._session.office.paths.settings
            change(path, columns={**Settings.load(path)["columns"], self._code: self.table.widths()})
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.allowed and self.sheets.stop():
            return
        if event.key() == Qt.Key.Key_Escape and self._empty is not None and self._filters and self._filters.any:
            self._drop_filters()
            return
        super().keyPressEvent(event)

    def _make_actions(self) -> None:
        if self._writes and self._code in _DUTY:
            self._heads.append((self.action(t("duty.today"), lambda: duty.write_today(self, self._session), key="F7"), t("duty.short")))
            self.key("Shift+F7", lambda: duty.ask_month(self, self._session), t("duty.month"))
        if self._session.is_upper and self._code in _PLAN:
            self._heads.append((self.action(t("uptake.open"), lambda: self._session.go("uptake"), key="F8"), t("uptake.open_short")))
        if self._writes and self._code in _PLAN:
            self._heads.append((self.action(t("plan.start"), lambda: self._session.go("plan"), key="F7"), t("plan.start_short")))
        if self._writes and self._code == _OPENING:
            self._heads.append((self.action(t("opening.button"), lambda: self._session.go("opening"), key="F7"), t("opening.short")))
        if self._writes:
            add = t("list.add", noun=self.register.noun)
            button = self.action(add, lambda: self._session.go(f"new:{self._code}"), "filled", icon="plus", key="Ctrl+N")
            self._heads.append((button, t("list.add_short")))
        self._full = [button.text() for button, _ in self._heads]
        on_restyle(self, self._fit_head)

    def _fit_head(self) -> None:
        """At the largest letters, three buttons at large ones, the head says it in a word, so that the title keeps its room."""
        least = _LARGE if len(self._heads) > 2 else _LARGEST
        for (button, short), full in zip(self._heads, self._full, strict=True):
            button.say(short if look().percent >= least else full)

    def _fill_body(self) -> None:
        if self.register.notice:
            self.body.addWidget(Banner("err", *self.register.notice, icon=self.register.icon))
        self.body.addWidget(self.bar)
        self.body.addWidget(self.sheets.progress)
        self._room = Column(gap=0)
        self._room.addWidget(self.table, 1)
        self.body.addLayout(self._room, 1)
        foot = Row(gap=10)
        self._totals, self._more = label("", "strong"), elided("", "quiet")
        foot.addWidget(self._totals)
        foot.addWidget(self._more, 1)
        foot.addWidget(label(t("list.hint") if self._writes else t("list.hint_read"), "hint"))
        self.body.addLayout(foot)

    def _listen(self) -> None:
        self.key("Ctrl+F", self.bar.box.setFocus, t("list.find"))
        self.key("F4", self._ask_filters, t("list.more"))
        self.key("F3", self._history, t("list.history"))
        if self._writes:
            self.key("Ctrl+D", self._duplicate, t("list.duplicate"))
            self.key("Del", self._strike, t("list.strike"), within=self.table)
        self.bar.searched.connect(self._on_search)
        self.bar.filters_asked.connect(self._ask_filters)
        self.bar.period_dropped.connect(lambda: self._use(self._now().without_period()))
        self.bar.value_dropped.connect(lambda name: self._use(self._now().without(name)))
        self.bar.deleted_dropped.connect(lambda: self._use(replace(self._now(), deleted=False)))
        self.bar.columns_asked.connect(self._ask_columns)
        self.bar.sheet_asked.connect(self._ask_sheet)
        self.bar.box.down.connect(lambda: self.table.setFocus(Qt.FocusReason.OtherFocusReason))
        self.table.opened.connect(self._open)
        self.table.typed.connect(self.bar.box.take)
        self.table.sorted.connect(self._read)
        self._session.changed.connect(self._on_changed)

    def _now(self) -> Filters:
        return self._filters or Filters()

    def _on_changed(self, touched: frozenset[str]) -> None:
        near = {self._code, *(code for field in self.register.fields for code in field.to)}
        if near & touched and self.isVisible():
            self._read()

    def _on_search(self, typed: str) -> None:
        self._search = typed
        self._read()

    def _use(self, filters: Filters) -> None:
        self._filters = filters
        self.bar.show_filters(self._office, self.register, filters)
        self._read()

    def _drop_filters(self) -> None:
        self._use(self._now().without_period() if self._now().period else Filters())

    @property
    def _office(self) -> Office:
        return self._session.office

    def _read(self) -> None:
        self._turn += 1
        turn, search, order, filters = self._turn, self._search, self.table.order, self._filters
        periods, register = self._periods, self.register

        def work(office: Office) -> _Answer:
            known = periods or period_choices(office)
            used = filters if filters is not None else first_filters(register, known)
            ask = replace(ask_of(register, used, search, order), limit=PAGE)
            found = listing.first_page(office, register.code, ask)
            return _Answer(turn, ask, found, known, used, bool(found.total or found.undated) or listing.has_begun(office, register.code))

        self._session.read(self, work, self._on_read)

    def _on_read(self, answer: _Answer) -> None:
        if answer.turn != self._turn:
            return
        if self._filters is None:
            self._filters = answer.filters
            self.bar.show_filters(self._office, self.register, answer.filters)
        self._last, self._periods = answer, answer.periods
        office, code, above = self._office, self._code, len(answer.page.undated)
        first = rows_of((*answer.page.undated, *answer.page.rows))

        def fetch(offset: int, limit: int) -> Sequence[RowValues]:
            if offset == 0:
                return first[:limit]
            return rows_of(listing.page(office, code, replace(answer.ask, offset=offset - above, limit=limit)).rows)

        def find(row: RowValues) -> int | None:
            return next((at for at, one in enumerate(first) if one["id"] == row.get("id")), None)

        self.table.show_rows(answer.page.total + above, fetch, find=find)
        self._show_empty(answer)
        # Counting all takes longer than reading some: rows do not wait for it.
        self._session.read(
            self, lambda office: listing.totals(office, code, answer.ask, answer.page), lambda said: self._on_totals(answer, said)
        )

    def _on_totals(self, answer: _Answer, said: tuple[str, str]) -> None:
        if answer.turn == self._turn:
            self._totals.setText(said[0])
            self._more.setText(said[1])

    def _show_empty(self, answer: _Answer) -> None:
        if self._empty is not None:
            self._empty.hide()
            self._empty.deleteLater()
            self._empty = None
        nothing = not answer.page.total and not answer.page.undated
        self.table.setVisible(not nothing)
        if nothing:
            filters = answer.filters if answer.begun else Filters()
            self._empty = empty_state(
                self.register, filters, answer.ask.search, self._drop_filters, self._find_everywhere, may_write=self._writes
            )
            self._room.addWidget(self._empty, 1)
            self.bar.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _find_everywhere(self) -> None:
        """Open the box that searches all registers, as Ctrl+K does."""
        above = self.parentWidget()
        while above is not None:
            search = getattr(above, "search", None)
            if callable(search):
                search(self._search)
                return
            above = above.parentWidget()

    def _open(self, row: RowValues) -> None:
        if row:
            self._session.go(f"record:{self._code}:{row['id']}")

    def _duplicate(self) -> None:
        row = self.table.current_row()
        if row:
            self._session.go(f"new:{self._code}:{COPY}{row['id']}")

    def _history(self) -> None:
        row = self.table.current_row()
        if row:
            HistoryPanel(self, self._session, self.register, row["id"])

    def _strike(self) -> None:
        rows = [row for row in self.table.selected_rows() if row and not row["_struck"]]
        if not rows:
            return
        code, chosen = self._code, [row["row"] for row in rows]

        def work(office: Office, _: Job) -> None:
            for one in chosen:
                records.strike_out(office, code, one.record.id)

        self._session.write(self, work, lambda _: self._on_struck(rows), touches={code})

    def _on_struck(self, rows: Sequence[RowValues]) -> None:
        saved = [row["row"] for row in rows if row["row"].record.status != "nhap"]
        if not saved:
            self.show_banner(Banner("info", t("list.draft_gone")))
            return
        number = saved[0].cells[listing.NUMBER]
        one = (
            t("list.struck_number", noun=noun_of(self.register), number=number) if number else t("list.struck", noun=noun_of(self.register))
        )
        said = one if len(rows) == 1 else t("list.struck_many", n=len(rows))
        undo = Button(t("list.undo"), "ghost", key="Ctrl+Z")
        undo.clicked.connect(lambda: self._restore([one.record.id for one in saved]))
        self.show_banner(Banner("ok", said, "", undo))

    def _restore(self, ids: Sequence[str]) -> None:
        code = self._code

        def work(office: Office, _: Job) -> None:
            for one in ids:
                records.restore(office, code, one)

        self._session.write(self, work, lambda _: self.show_banner(Banner("ok", t("list.undone"))), touches={code})

    def _ask_filters(self) -> None:
        fields = filter_fields(self._office, self.register)
        FilterDialog(self, self._office, self.register, fields, self._periods, self._now(), self._use)

    def _ask_columns(self) -> None:
        private = sees_private(self.register, self._office.user.roles)
        fields = [one for one in self.register.fields if one.kind is not Kind.OBJECT and (private or not one.private)]
        ColumnsDialog(self, self.register, fields, self._chosen or self.register.listed, self._use_columns)

    def _use_columns(self, names: list[str]) -> None:
        self._chosen = names
        self._use_columns_of(names)
        self._read()

    def _use_columns_of(self, names: Sequence[str]) -> None:
        private = sees_private(self.register, self._office.user.roles)
        self.table.set_columns(columns_of(self.register, names, of_units=self._office.sees_many, private=private))

    def _ask_sheet(self) -> None:
        if self._last is not None:
            self.sheets.ask(self._last.ask, self._now().period if self.register.dated_by else None)
