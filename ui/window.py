"""The one window of the program: first start, setting up, signing in, and then the office.

Law: one home is open at a time; signing out waits for all work and closes the database before anything else opens.
"""

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.clock import Clock
from desktop.errors import Problem
from desktop.jobs import Job
from desktop.language.texts import t
from desktop.office import Office
from desktop.paths import Paths
from desktop.settings import Settings, change
from ui.banner import Banner
from ui.files import ask_open
from ui.frame import CANVAS
from ui.page import Page
from ui.problems import Problems
from ui.session import Session
from ui.setup import sample
from ui.setup.entrance import Desk
from ui.setup.first_run import FirstRunPage
from ui.setup.sign_in import SignInPage
from ui.tasks import Tasks
from ui.widgets.boxes import Column
from ui.wished_look import draw_by

if TYPE_CHECKING:
    from ui.main_window import MainWindow
    from ui.setup.setup_wizard import SetupWizard

_LOOKING: Final = 300
"""Milliseconds in which a person looks at the first screen before the pages of the office are read in."""


class Window(QWidget):
    """Shows one screen at a time."""

    def __init__(self, paths: Paths, clock: Clock, *, clock_stands: bool = False) -> None:
        super().__init__()
        self.tasks = Tasks(self)
        self.home = Desk(paths, clock, self.tasks)
        self._clock_stands = clock_stands
        self.desk = self.home
        self.main: MainWindow | None = None
        self._wizard: SetupWizard | None = None
        self._stack = QStackedWidget()
        Column(self, gap=0).addWidget(self._stack)
        self.problems = Problems(lambda: self.page, paths.logs, clock, self)
        self.setWindowTitle(t("start.program"))
        self._restore_place()

    @property
    def page(self) -> Page | None:
        """The page shown now."""
        shown = self._stack.currentWidget()
        if self.main is not None and shown is self.main:
            return self.main.page
        return shown if isinstance(shown, Page) else None

    def start(self) -> None:
        """Show what comes first at this home: signing in, or the first start."""
        self.desk = self.home
        self.problems.move_to(self.home.paths.logs)
        if self.home.paths.keys.exists():
            self.show_sign_in()
        else:
            self.show_first_run()
        QTimer.singleShot(_LOOKING, _read_in)

    def show_first_run(self) -> None:
        """Offer a station or sample data."""
        page = FirstRunPage()
        page.station_asked.connect(self.show_wizard)
        page.sample_asked.connect(lambda: self.show_sample(page))
        page.restore_asked.connect(lambda: self._ask_backup(page))
        self._show(page)

    def _ask_backup(self, page: FirstRunPage) -> None:
        ask_open(page, self.home.paths, t("restore.title"), t("restore.files"), lambda file: self.restore_from(page, file))

    def restore_from(self, page: FirstRunPage, file: Path) -> None:
        """Put a backup back into this home, then ask who is there."""
        from ui.setup.restore_dialog import RestoreDialog

        def done() -> None:
            self.start()
            if self.page is not None:
                self.page.show_banner(Banner("ok", t("restore.done"), t("restore.done_next")))

        RestoreDialog(page, self.home, file, done, self.problems.say)

    def show_wizard(self) -> None:
        """Set up a station in this home."""
        self._follow(self._new_wizard())

    def show_sign_in(self) -> None:
        """Ask who is there."""
        page = SignInPage(self.desk)
        page.entered.connect(self._on_entered)
        page.failed.connect(self.problems.say)
        self._show(page)

    def show_sample(self, page: FirstRunPage) -> None:
        """Make the sample data, once, then open Pa Vệ Sủ in them."""
        folder = self.home.paths.sample
        if sample.is_made(folder):
            self.open_sample(sample.COMMUNE)
            return
        page.busy(True)

        def done(_: object) -> None:
            page.progress.end()
            page.busy(False)
            self.open_sample(sample.COMMUNE)

        def failed(error: BaseException) -> None:
            page.progress.end()
            page.busy(False)
            self.problems.say(error)

        job = self.tasks.write(page, lambda job: sample.make(folder, job), done, failed, page.progress.heard)
        page.progress.begin(t("start.making_sample"), job.stop, icon="database")

    def open_sample(self, unit: str) -> None:
        """Sign in at a laptop of the sample data."""
        where = sample.home(self.home.paths.sample, unit)
        clock = self.home.clock if self._clock_stands else sample.clock()
        self.desk = Desk(where, clock, self.tasks)
        self.problems.move_to(where.logs)
        self.tasks.read(self, lambda _: sample.sign_in(where, clock), self._on_entered, self.problems.say)

    def open(self, office: Office) -> None:
        """Show the office of who is signed in."""
        from ui.main_window import MainWindow

        draw_by(Settings.load(office.paths.settings))
        session = Session(office, self.tasks, self)
        main = MainWindow(session, self.problems)
        main.left.connect(self.sign_out)
        main.elsewhere.connect(self._go_elsewhere)
        self.main = main
        self.setWindowTitle(t("start.window_title", unit=office.home_unit.title))
        self._show(main)
        main.open()

    def sign_out(self) -> None:
        """Close the office and ask again who is there."""
        self._leave_office()
        if self.desk is self.home:
            self.show_sign_in()
        else:
            self.start()

    def closeEvent(self, event: QCloseEvent) -> None:
        page = self.page
        if page is not None and not page.leave():
            event.ignore()
            return
        self._remember_place()
        self._leave_office()
        super().closeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        page = self.page
        if page is not None:
            QTimer.singleShot(0, page, page.enter)

    def come_forward(self) -> None:
        """Somebody started the program again: show this window."""
        self.setWindowState(self.windowState() & ~self.windowState().WindowMinimized)
        self.raise_()
        self.activateWindow()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange and self.isVisible():
            self._remember_place()

    def _on_entered(self, office: Office) -> None:
        settings = Settings.load(office.paths.settings)
        if not office.identity.sample:
            change(office.paths.settings, last_user=office.user.name)
        if settings["setup_step"] and not office.identity.sample:
            wizard = self._new_wizard()
            self._follow(wizard)
            wizard.resume(office, settings["setup_step"])
        else:
            self.open(office)

    def _new_wizard(self) -> "SetupWizard":
        from ui.setup.setup_wizard import SetupWizard

        self._wizard = SetupWizard(self.home)
        return self._wizard

    def _follow(self, wizard: "SetupWizard") -> None:
        wizard.given_up.connect(self.start)
        wizard.finished.connect(self.open)
        wizard.failed.connect(self.problems.say)
        self._show(wizard)

    def _go_elsewhere(self, where: str) -> None:
        """Another laptop of the sample data, or away with all of them."""
        self._leave_office()
        if where == "delete":
            folder = self.home.paths.sample
            self.tasks.write(self, lambda job: _delete(folder, job), lambda _: self.start(), self.problems.say)
            self.start()
        else:
            self.open_sample(where)

    def _leave_office(self) -> None:
        self.tasks.stop_all()
        office = self.main.session.office if self.main is not None else self._wizard.office if self._wizard is not None else None
        if self.main is not None:
            self._drop(self.main)
            self.main = None
        if office is not None:
            office.close()
        self.setWindowTitle(t("start.program"))

    def _show(self, screen: QWidget) -> None:
        before = self._stack.currentWidget()
        self._stack.addWidget(screen)
        self._stack.setCurrentWidget(screen)
        if isinstance(screen, Page):
            screen.enter()
        if before is not None:
            self._drop(before)

    def _drop(self, screen: QWidget) -> None:
        if screen is self._wizard:
            self._wizard = None
        self._stack.removeWidget(screen)
        screen.deleteLater()

    def _restore_place(self) -> None:
        settings = Settings.load(self.home.paths.settings)
        place = settings["window"]
        screen = self.screen().availableGeometry()
        self.resize(CANVAS)
        if len(place) == 4 and screen.intersects(self.rect().translated(place[0], place[1])):
            self.setGeometry(place[0], place[1], max(place[2], 640), max(place[3], 400))
        if settings["maximised"] or not place:
            self.setWindowState(self.windowState() | self.windowState().WindowMaximized)

    def _remember_place(self) -> None:
        if not self.home.paths.keys.exists():
            return
        spot = self.geometry()
        values: dict[str, object] = {"maximised": self.isMaximized()}
        if not self.isMaximized():
            values["window"] = [spot.left(), spot.top(), spot.width(), spot.height()]
        try:
            change(self.home.paths.settings, **values)
        except Problem as problem:  # a full disk must not keep the window open
            self.problems.say(problem)


def _read_in() -> None:
    """Read the pages of the office in while somebody types his password: the window stands sooner without them."""
    import ui.main_window
    import ui.setup.setup_wizard  # noqa: F401


def _delete(folder: Path, job: Job) -> None:
    job.check()
    shutil.rmtree(folder, ignore_errors=True)
