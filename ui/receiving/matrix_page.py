"""Who has reported what: units by period, and the desk's three words – accept, send back, lock.

Law: arrows move by cell; Enter opens the unit's figures; each word names unit, period and closing before it is given.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop import units
from desktop.actions import completeness, periods, typed_sheets
from desktop.actions.completeness import Matrix, UnitRow
from desktop.actions.periods import NewPeriod, PeriodState
from desktop.errors import Problem
from desktop.jobs import Job
from desktop.language.texts import t
from desktop.office import Office
from desktop.reporting.on_behalf import TYPED
from desktop.reporting.review import DECIDERS
from ui.banner import Banner
from ui.dialogs import Question, ask
from ui.page import Page
from ui.receiving.matrix_table import columns_of, rows_of
from ui.reporting.period_opening import OtherPeriod
from ui.reporting.period_questions import ReasonDialog
from ui.reporting.states import ORDER, state_sign
from ui.session import PERIODS, Session
from ui.widgets.boxes import Row
from ui.widgets.button import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.icon import Icon
from ui.widgets.labels import elided, label
from ui.widgets.paged_model import Column, RowValues
from ui.widgets.search_box import SearchBox
from ui.widgets.table import Table

_MANY = 20


class MatrixPage(Page):
    """The table of completeness of a receiving desk."""

    help_topic = "tinh-hinh-nop"

    def __init__(self, session: Session, period: str | None = None) -> None:
        super().__init__(t("matrix.title"), gap=8)
        self._session, self._period = session, period
        self._matrix: Matrix | None = None
        self._unfinished = False
        self._lock = Button(t("matrix.lock"), "ghost", icon="lock")
        self._lock.clicked.connect(self._ask_lock)
        self.behalf = Button(t("behalf.button"), "ghost", icon="phone", key="F6")
        self.behalf.clicked.connect(self._type_for)
        self.only = self.action(t("matrix.unfinished"), self._toggle, key="F4")
        self.back_button = self.action(t("matrix.return"), self._ask_return, icon="undo-2", key="F8")
        self.accept = self.action(t("matrix.accept"), self._ask_accept, "filled", icon="check", key="F9")
        self.search = SearchBox(t("matrix.find"), key="Ctrl+F")
        self.table = Table((Column("name", t("matrix.unit"), 148),), name=t("matrix.table"), by_cell=True)
        self._empty = EmptyState("calendar-check", t("matrix.nothing"), t("matrix.nothing_next"))
        self._legend = QWidget()
        self._legend_row = Row(self._legend, gap=12)
        self._remark = elided("", "hint")
        below = QWidget()
        row = Row(below, gap=8)
        row.addWidget(self._remark, 1)
        row.addWidget(self.behalf)
        row.addWidget(self._lock)
        for part, stretch in ((self.search, 0), (self.table, 1), (self._empty, 1), (self._legend, 0), (below, 0)):
            self.body.addWidget(part, stretch)
        self.search.hide()
        self._empty.hide()
        self._connect()

    def _connect(self) -> None:
        self.key("Ctrl+F", self._show_find, t("matrix.find"))
        self.key("F6", self.behalf.click, t("behalf.button"))
        self.key("F7", self._open_period, t("matrix.open_period"))
        self.key("Space", self._choose_column, t("matrix.choose"), within=self.table)
        self.search.asked.connect(lambda _: self._show_rows())
        self.search.down.connect(self.table.setFocus)
        self.table.typed.connect(self._on_typed)
        self.table.opened.connect(self._open)
        self.table.moved.connect(lambda _: self._show_buttons())
        self._session.changed.connect(self._on_changed)

    def enter(self) -> None:
        self._read()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _read(self) -> None:
        period = self._period
        self._session.read(self, lambda office: completeness.look(office, period), self._on_read, self._on_failed)

    def _on_changed(self, touched: frozenset[str]) -> None:
        if self.isVisible() and touched:
            self._read()

    def _on_read(self, matrix: Matrix) -> None:
        first = self._matrix is None or self._matrix.chosen != matrix.chosen or len(self._matrix.periods) != len(matrix.periods)
        self._matrix = matrix
        self.set_title(t("matrix.title"), t("matrix.subtitle", n=len(matrix.rows), silent=matrix.silent))
        self.table.setVisible(bool(matrix.periods))
        self._empty.setVisible(not matrix.periods)
        if len(matrix.rows) > _MANY:
            self.search.show()
        if first:
            self.table.rows.set_columns(columns_of(matrix))
        self._show_rows()
        if first and matrix.periods:
            chosen = [one.code for one in matrix.periods].index(matrix.chosen or matrix.periods[-1].code)
            self.table.go_to(max(0, self.table.currentIndex().row()), chosen + 1)
            if not self.search.hasFocus():
                self.table.setFocus(Qt.FocusReason.OtherFocusReason)  # it could not take the focus while it was empty and hidden
        self._show_legend(matrix)
        self._show_buttons()

    def _show_rows(self) -> None:
        if self._matrix is not None:
            self.table.show_all(rows_of(self._matrix, unfinished=self._unfinished, typed=self.search.value() or ""))

    def _show_legend(self, matrix: Matrix) -> None:
        while self._legend_row.count():
            taken = self._legend_row.takeAt(0)
            widget = taken.widget() if taken else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        period = next((one for one in matrix.periods if one.code == matrix.chosen), None)
        if period is None:
            return
        self._legend_row.addWidget(label(t("matrix.legend", label=period.label), "strong"))
        counts = matrix.counts()
        for state in ORDER:
            if counts.get(state):
                sign = state_sign(state)
                role = {"plain": "text2", "outline": "hint", "info": "accent"}.get(sign.kind, sign.kind)
                self._legend_row.addWidget(Icon(sign.icon, role, 16))
                self._legend_row.addWidget(label(t("matrix.count", word=sign.text, n=counts[state]), "label"))
        self._legend_row.addWidget(elided(t("matrix.choose_hint") if len(matrix.periods) > 1 else "", "hint"), 1)

    def _show_buttons(self) -> None:
        row = self._current()
        cell = row.cells.get(self._code()) if row else None
        state = cell.state if cell else ""
        decidable = state in ("received", "late", "held", "returned", "accepted")
        self._remark.setText(cell.remark if cell else "")
        sent = t("behalf.sent_already") if decidable or state in ("locked", "contested") else "" if cell else t("matrix.nothing")
        self.behalf.refuse(typed_sheets.refusal(self._session.office, TYPED) or sent)
        why = "" if decidable else state_sign(state).text if state else t("matrix.nothing")
        if not self._session.office.user.roles & DECIDERS:
            why = t("matrix.not_decider")
        self.back_button.refuse(why)
        self.accept.refuse(why or (state_sign(state).text if state == "accepted" else ""))
        self._lock.refuse(why or ("" if state == "accepted" else state_sign(state).text))

    def _current(self) -> UnitRow | None:
        row = self.table.current_row()
        found = row.get("row") if row else None
        return found if isinstance(found, UnitRow) else None

    def _code(self) -> str:
        return (self._matrix.chosen or "") if self._matrix else ""

    def _label(self) -> str:
        return next((one.label for one in self._matrix.periods if one.code == self._code()), "") if self._matrix else ""

    def _column_code(self) -> str:
        """The period of the column in focus, else the chosen one."""
        at = self.table.currentIndex().column() - 1
        found = self._matrix.periods if self._matrix else ()
        return found[at].code if 0 <= at < len(found) else self._code()

    def _open(self, row: RowValues) -> None:
        self._session.go(f"figures:{self._column_code()}:{row['row'].code}")

    def _choose_column(self) -> None:
        code = self._column_code()
        if code and code != self._code():
            self._period = code
            self._read()

    def _type_for(self) -> None:
        row = self._current()
        if row is not None:
            self._session.go(f"behalf:{self._code()}:{row.code}")

    def _toggle(self) -> None:
        self._unfinished = not self._unfinished
        self.only.say(t("matrix.everything") if self._unfinished else t("matrix.unfinished"))
        self._show_rows()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_find(self) -> None:
        self.search.show()
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_typed(self, letter: str) -> None:
        self.search.show()
        self.search.take(letter)

    def _ask_accept(self) -> None:
        row = self._current()
        cell = row.cells.get(self._code()) if row else None
        if row is None or cell is None:
            return
        title = t("matrix.accept_ask", label=self._label(), who=units.inside(row.title), n=cell.version)
        ask(self, Question(title, t("matrix.accept_body"), t("matrix.accept"), icon="check"), lambda: self._accept(row))

    def _accept(self, row: UnitRow) -> None:
        said = t("matrix.accepted", label=self._label(), who=units.inside(row.title)), t("matrix.accepted_next")
        self._decide(lambda office, code: periods.accept_period(office, row.unit, code), *said)

    def _ask_return(self) -> None:
        row = self._current()
        if row is None:
            return
        title = t("matrix.return_ask", label=self._label(), who=units.inside(row.title))
        ReasonDialog(
            self, title, t("matrix.return_body"), t("matrix.return_act"), lambda text: self._return(row, text), icon="undo-2",
            label=t("matrix.return_label"),
        )  # fmt: skip

    def _return(self, row: UnitRow, text: str) -> None:
        said = t("matrix.returned", label=self._label(), who=units.inside(row.title)), t("matrix.returned_next")
        self._decide(lambda office, code: periods.return_period(office, row.unit, code, text), *said)

    def _ask_lock(self) -> None:
        row = self._current()
        if row is None:
            return
        title = t("matrix.lock_ask", label=self._label(), who=units.inside(row.title))
        ask(self, Question(title, t("matrix.lock_body"), t("matrix.lock_act"), danger=True, icon="lock"), lambda: self._lock_it(row))

    def _lock_it(self, row: UnitRow) -> None:
        said = t("matrix.locked", label=self._label(), who=units.inside(row.title))
        self._decide(lambda office, code: periods.lock_period(office, row.unit, code), said, "")

    def _decide(self, act: Callable[[Office, str], PeriodState], said: str, then: str) -> None:
        code = self._code()

        def write(office: Office, _: Job) -> PeriodState:
            return act(office, code)

        self._session.write(self, write, lambda _: self.show_banner(Banner("ok", said, then)), self._on_failed, touches={PERIODS})

    def _open_period(self) -> None:
        def read(office: Office) -> list[PeriodState]:
            return periods.listing(office, office.identity.unit)

        def ask_which(known: list[PeriodState]) -> None:
            today = self._session.office.clock.today
            OtherPeriod(self, [one.standing for one in known], today, self._choose, self._make)

        self._session.read(self, read, ask_which, self._on_failed)

    def _choose(self, code: str) -> None:
        self._period = code
        self._read()

    def _make(self, wanted: NewPeriod) -> None:
        def write(office: Office, _: Job) -> PeriodState:
            return periods.open_period(office, wanted)

        def done(made: PeriodState) -> None:
            self._period = made.standing.code
            self.show_banner(Banner("ok", t("period.opened", label=made.standing.period.label), t("matrix.accepted_next")))

        self._session.write(self, write, done, self._on_failed, touches={PERIODS})

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, Problem):
            self.show_banner(Banner("err", t("matrix.failed"), error.message))
        else:
            self._session.failed.emit(error)
