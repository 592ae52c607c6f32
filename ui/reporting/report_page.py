"""The report of a period, to be read, saved and printed."""

from desktop.actions import periods
from desktop.actions.periods import PeriodState
from desktop.actions.today import current_period
from desktop.language.texts import t
from desktop.office import Office
from ui.page import Page
from ui.reporting.report_view import ReportView
from ui.session import PERIODS, Session
from ui.widgets.empty_state import EmptyState


class ReportPage(Page):
    """Preview; Ctrl+S saves, Ctrl+P prints, F9 goes to closing."""

    help_topic = "bao-cao"

    def __init__(
        self, session: Session, period: str | None = None, unit: str | None = None, form: str | None = None, wide: str | None = None
    ) -> None:
        super().__init__(t("report.title_plain"))
        self._session, self._period, self._unit = session, period, unit or ""
        self.action(t("report.save"), lambda: self.view.save(), icon="file-text", key="Ctrl+S")
        self.action(t("report.print"), lambda: self.view.print_it(), "filled", icon="printer", key="Ctrl+P")
        self.key("F9", self._to_closing, t("period.close"))
        self.view = ReportView(session, self)
        if form:
            self.view.choose(form, wide=wide is not None)
        self._empty = EmptyState("calendar-check", t("report.no_period"), t("report.no_period_next"))
        self.body.addWidget(self.view, 1)
        self.body.addWidget(self._empty)
        self._empty.hide()
        session.changed.connect(self._on_changed)

    def enter(self) -> None:
        self._session.read(self, self._find, self._on_found)
        self.view.view.setFocus()

    def _find(self, office: Office) -> PeriodState | None:
        code = self._period or current_period(office)
        return periods.show(office, code) if code else None

    def _on_found(self, state: PeriodState | None) -> None:
        self.view.setVisible(state is not None)
        self._empty.setVisible(state is None)
        if state is not None:
            self._period = state.standing.code
            self.set_title(t("report.title", label=state.standing.period.label))
            self.view.load(state.standing.code, state.standing.period.label, self._unit)

    def _on_changed(self, touched: frozenset[str]) -> None:
        if self.isVisible() and PERIODS in touched:
            self.enter()

    def _to_closing(self) -> None:
        if self._period:
            self._session.go(f"period:{self._period}")
