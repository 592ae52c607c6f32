"""A period as a path on one page: what is missing, closing, preview, printing, package.

Law: unfinished lines first, and Enter opens the place where each is mended; the official act has its key on its button
and cannot happen by itself; after it the next step is always the filled button.
"""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop import registers
from desktop.actions import declarations, period_path, periods
from desktop.actions.declarations import Said
from desktop.actions.period_path import Path
from desktop.actions.periods import NewPeriod
from desktop.actions.today import current_period
from desktop.errors import Problem
from desktop.jobs import Job
from desktop.language.dates import format_date
from desktop.language.texts import t
from desktop.office import Office
from desktop.reporting.closing import CLOSERS, Readiness
from desktop.reporting.periods import Standing
from ui.banner import Banner
from ui.dialogs import Question, ask
from ui.page import SIDE, Page
from ui.reporting.export_step import ExportStep
from ui.reporting.period_lines import PeriodLines
from ui.reporting.period_opening import DeclareDialog, OtherPeriod
from ui.reporting.period_questions import CloseDialog, ReasonDialog
from ui.reporting.report_view import ReportView
from ui.session import PERIODS, Session
from ui.widgets.boxes import Column
from ui.widgets.paged_model import RowValues
from ui.widgets.path_strip import PathStrip

MISSING, CLOSED, PREVIEW, SEND, DONE = 0, 2, 3, 4, 5


class PeriodPage(Page):
    """The path of one period of the own unit; without a code the one at hand."""

    help_topic = "ky-bao-cao"

    def __init__(self, session: Session, period: str | None = None) -> None:
        super().__init__(t("period.none"))
        self._session, self._period = session, period
        self._path: Path | None = None
        self._known: Sequence[Standing] = ()
        self._step = MISSING
        self.action(t("period.other"), self._other, key="F4")
        steps = ("missing", "close", "see", "print", "send")
        self.strip = PathStrip([t(f"period.step_{step}") for step in steps])
        self.strip.chosen.connect(self._on_strip)
        self._above_banners(self.strip)
        self._looks = QStackedWidget()
        self.body.addWidget(self._looks, 1)
        self.lines = PeriodLines()
        self.report = ReportView(session, self)
        self.export = ExportStep(session, self)
        for look in (self.lines, self.report, self.export):
            self._looks.addWidget(look)
        self._make_footer()
        self._connect()

    def enter(self) -> None:
        if self._step >= SEND and self.export.is_done:
            self._step = MISSING
            self.clear_banner()
        self._session.read(self, self._find, self._on_read, self._on_failed)

    def _make_footer(self) -> None:
        self.despite = self.foot(t("period.despite"), self._close_despite, "ghost")
        self.again = self.foot(t("period.reopen"), self._reopen, "ghost")
        self.close_button = self.foot(t("period.close"), self._close, "filled", icon="lock", key="F9")
        self.save = self.foot(t("report.save"), self._save, icon="file-text", key="Ctrl+S")
        self.print_button = self.foot(t("report.print"), self._print, icon="printer", key="Ctrl+P")
        self.see = self.foot(t("period.see"), self._preview, "filled", icon="eye", key="Enter")
        self.send = self.foot(t("period.send"), self._send, icon="usb", key="Ctrl+Enter")
        self.key("F6", self._declare, t("period.declare"))
        self.key("F7", self._say_one, t("period.say_one"))
        self.key("Ctrl+O", self._choose_folder, t("export.choose"))
        self.say("", t("period.freezes"))
        self._show_buttons()

    def _connect(self) -> None:
        self.lines.declare.clicked.connect(self._declare)
        self.lines.table.opened.connect(self._open_line)
        self.report.printed.connect(self._send)
        self.export.written.connect(lambda _: self.strip.go(DONE))
        self.export.finished.connect(lambda: self._session.go("today"))
        self._session.changed.connect(self._on_changed)

    def _above_banners(self, strip: QWidget) -> None:
        """The path stands between the head and what is said about the step at hand."""
        holder = QWidget()
        Column(holder, gap=0, sides=(SIDE, 0, SIDE, 12)).addWidget(strip)
        whole = self.layout()
        assert isinstance(whole, Column)
        whole.insertWidget(1, holder)

    def _find(self, office: Office) -> tuple[Path | None, Sequence[Standing]]:
        known = [one.standing for one in periods.listing(office, office.identity.unit)]
        code = self._period or current_period(office)
        return (period_path.look(office, code) if code else None), known

    def _on_changed(self, touched: frozenset[str]) -> None:
        if self.isVisible() and self._step < PREVIEW and touched:
            self.enter()

    def _on_read(self, found: tuple[Path | None, Sequence[Standing]]) -> None:
        self._path, self._known = found
        if self._path is None:
            self.lines.show_nothing()
            self._show_buttons()
            return
        standing = self._path.standing
        self._period = standing.code
        self.set_title(t("period.title", label=standing.period.label), _dates(standing))
        self.lines.show_path(self._path)
        if self._step < PREVIEW:
            self._go(CLOSED if standing.is_frozen and standing.state != "returned" else MISSING)

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, Problem):
            self.show_banner(Banner("err", error.message))
        else:
            self._session.failed.emit(error)

    def _go(self, step: int) -> None:
        self._step = step
        self.strip.go(step)
        self._looks.setCurrentIndex(0 if step < PREVIEW else 1 if step == PREVIEW else 2)
        self._show_buttons()
        if self._path is not None and step != MISSING:
            standing = self._path.standing
            then = {"accepted": t("period.state_accepted"), "locked": t("period.state_locked")}.get(standing.state, "")
            self.say(t("period.already", n=standing.version), then, icon="lock", tone="ok")
        else:
            self.say("", self._due_basis() or t("period.freezes"))
        if step == MISSING:
            self._say_missing()
            self.lines.table.setFocus(Qt.FocusReason.OtherFocusReason)
        elif step == CLOSED:
            if self._path is not None and self._path.changed:
                self.show_banner(Banner("warn", self._path.changed))
            self.see.setFocus(Qt.FocusReason.OtherFocusReason)

    def _due_basis(self) -> str:
        """Say when the report is due and by what."""
        period = self._path.standing.period if self._path else None
        return t("period.due_basis", day=format_date(period.due), basis=period.due_basis) if period and period.due else ""

    def _say_missing(self) -> None:
        assert self._path is not None
        left = self._path.ready.missing
        if self.banner is not None and self.banner.kind == "ok":
            return
        if self._path.standing.state == "returned":
            self.show_banner(Banner("warn", t("period.state_returned"), t("period.returned_next"), icon="undo-2"))
        elif left:
            self.show_banner(Banner("warn", t("period.left", n=left), t("period.left_next")))
        else:
            self.show_banner(Banner("info", t("period.ready"), t("period.ready_next"), icon="circle-check"))

    def _show_buttons(self) -> None:
        path, step = self._path, self._step
        at_start, left = path is not None and step == MISSING, path.ready.missing if path else 0
        undeclared = path.ready.undeclared if path else ()
        state = path.standing.state if path else ""
        self.despite.setVisible(at_start and left > 0)
        may = bool(self._session.office.user.roles & CLOSERS)
        stops = t("period.undeclared_stops", titles=", ".join(period_path.declarable(path))) if path and undeclared else ""
        self.despite.refuse(stops if may else t("period.not_closer"))
        self.close_button.setVisible(at_start)
        self.close_button.refuse(t("period.not_yet", n=left) if left else "" if may else t("period.not_closer"))
        self.again.setVisible(step == CLOSED and state != "locked")
        self.again.refuse("" if may else t("period.not_closer"))
        self.see.setVisible(step == CLOSED)
        self.save.setVisible(step == PREVIEW)
        self.print_button.setVisible(step in (CLOSED, PREVIEW))
        self.send.setVisible(step in (CLOSED, PREVIEW))

    def _open_line(self, row: RowValues) -> None:
        line = row["line"]
        if line.cell:
            self._session.go(f"figures:{self._period}:{self._own()}:{line.cell}")
        elif line.register and line.record:
            self._session.go(f"record:{line.register}:{line.record}")
        elif line.check == "conflicts":
            self._session.go("conflicts")
        elif line.register:
            self._session.go(f"register:{line.register}")

    def _own(self) -> str:
        return self._session.office.home_unit.code

    def _declare(self) -> None:
        path = self._path
        if path is None or self._step != MISSING:
            return
        titles = period_path.declarable(path)
        if not titles:
            self.show_banner(Banner("info", t("period.nothing_empty"), t("period.nothing_empty_next")))
            return
        question = Question(
            t("period.declare_ask", n=len(titles)), t("period.declare_body", titles=", ".join(titles)), t("period.declare_act"),
            note=t("period.declare_note", label=path.standing.period.label), icon="calendar-check",
        )  # fmt: skip
        ask(self, question, lambda: self._declare_all(len(titles)))

    def _say_one(self) -> None:
        """Declare the register of the line at hand by itself, or take back what was declared."""
        path, row = self._path, self.lines.table.current_row()
        if path is None or self._step != MISSING:
            return
        line = row["line"] if row else None
        if line is None or line.register not in path.sayable:
            self.show_banner(Banner("info", t("period.say_no_book")))
            return
        DeclareDialog(self, line.title, path.standing, line.register, self._say_it)

    def _say_it(self, register: str, said: Said | None) -> None:
        code, title = str(self._period), registers.ALL[register].title

        def write(office: Office, _: Job) -> None:
            declarations.declare(office, code, register, said)

        def done(_: None) -> None:
            told = t("period.said_one", title=title, state=t(f"period.say_{said}").lower()) if said else t("period.said_none", title=title)
            self.show_banner(Banner("ok", told))

        self._session.write(self, write, done, self._on_failed, touches={PERIODS})

    def _declare_all(self, count: int) -> None:
        code = str(self._period)

        def write(office: Office, _: Job) -> None:
            periods.nothing_happened(office, code, all_empty=True)

        def done(_: None) -> None:
            self.show_banner(Banner("ok", t("period.declared", n=count)))

        self._session.write(self, write, done, self._on_failed, touches={PERIODS})

    def _close(self) -> None:
        if self._path is not None and self._step == MISSING and self.close_button.isEnabled():
            CloseDialog(self, self._path, self._close_now)

    def _close_despite(self) -> None:
        if self._path is not None and not self._path.ready.undeclared:
            CloseDialog(self, self._path, self._close_now)

    def _close_now(self, signer: str | None, reasons: Mapping[str, str]) -> None:
        code = str(self._period)

        def write(office: Office, _: Job) -> Readiness:
            return periods.close_period(office, code, signer=signer, overrides=reasons)

        def done(ready: Readiness) -> None:
            standing = ready.standing
            text = t("period.closed", label=standing.period.label, n=standing.version)
            self.show_banner(Banner("ok", text, t("period.closed_next"), icon="lock"))

        self._session.write(self, write, done, self._on_failed, touches={PERIODS})

    def _reopen(self) -> None:
        if self._path is None:
            return
        standing = self._path.standing
        title, body = (
            t("period.reopen_ask", label=standing.period.label),
            t("period.reopen_body", n=standing.version, next=standing.version + 1),
        )
        ReasonDialog(self, title, body, t("period.reopen_act"), self._reopen_now, icon="undo-2")

    def _reopen_now(self, reason: str) -> None:
        code = str(self._period)

        def write(office: Office, _: Job) -> str:
            return periods.reopen(office, code, reason).standing.period.label

        self._session.write(
            self, write, lambda label: self.show_banner(Banner("ok", t("period.reopened", label=label))), self._on_failed, touches={PERIODS}
        )

    def _preview(self) -> None:
        if self._path is None or self._step != CLOSED:
            return
        self.clear_banner()
        self.report.load(self._path.standing.code, self._path.standing.period.label)
        self._go(PREVIEW)
        self.report.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _print(self) -> None:
        if self._step == CLOSED:
            self._preview()
        elif self._step == PREVIEW:
            self.report.print_it()

    def _save(self) -> None:
        if self._step == PREVIEW:
            self.report.save()

    def _send(self) -> None:
        if self._path is None or self._step not in (CLOSED, PREVIEW):
            return
        standing = self._path.standing
        closing = t("export.holds_closing", label=standing.period.label, n=standing.version)
        self.clear_banner()
        self._go(SEND)
        self.export.begin("up", closing=closing)

    def _choose_folder(self) -> None:
        if self._step == SEND:
            self.export.choose()

    def _on_strip(self, step: int) -> None:
        """A click on a step that can be reached now."""
        frozen = self._path is not None and self._path.standing.is_frozen
        if step <= 1 and self._step >= PREVIEW:
            self._step = MISSING
            self.enter()
        elif frozen and step in (2, 3) and self._step != PREVIEW:
            self._step = CLOSED
            self._preview()
        elif frozen and step == SEND and self._step in (CLOSED, PREVIEW):
            self._send()

    def _other(self) -> None:
        OtherPeriod(self, self._known, self._session.office.clock.today, self._choose, self._make)

    def _choose(self, code: str) -> None:
        self._period, self._step = code, MISSING
        self.clear_banner()
        self.enter()

    def _make(self, wanted: NewPeriod) -> None:
        def write(office: Office, _: Job) -> Standing:
            return periods.open_period(office, wanted).standing

        def done(made: Standing) -> None:
            self._period, self._step = made.code, MISSING
            self.show_banner(Banner("ok", t("period.opened", label=made.period.label)))

        self._session.write(self, write, done, self._on_failed, touches={PERIODS})


def _dates(standing: Standing) -> str:
    first, last = format_date(standing.period.first), format_date(standing.period.last)
    if standing.period.due:
        return t("period.dates", first=first, last=last, due=format_date(standing.period.due)[:5])
    return t("period.dates_plain", first=first, last=last)
