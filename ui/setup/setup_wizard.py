"""Setting a station up in four steps: unit, user, recovery code, connection slip.

Law: until the second step is done nothing is on the disk but the chosen unit; from then on the station exists, and
after a power cut one signs in and goes on where it stopped. A code that may never have reached paper is made anew.
"""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget

from desktop.actions import people, recovery, stations
from desktop.jobs import Job
from desktop.language.texts import t
from desktop.office import Office
from desktop.settings import Settings, change
from ui.banner import Banner
from ui.setup.connect_slip import ConnectSlip
from ui.setup.entrance import Desk, EntrancePage
from ui.setup.setup_steps import CodeStep, UnitStep, UserStep
from ui.widgets.labels import label
from ui.widgets.path_strip import PathStrip

UNIT, USER, CODE, CONNECT = range(4)


class SetupWizard(EntrancePage):
    """`finished(office)`: everything is done; `given_up`: back to the first start; `failed(error)`."""

    help_topic = "tao-tram"
    finished = Signal(object)
    given_up = Signal()
    failed = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(t("setup.title"), 760, gap=8, centred=False, scroll=True)
        self._desk, self._step = desk, UNIT
        self.office: Office | None = None
        self.middle.set_sides((0, 12, 0, 0))
        self.middle.addWidget(label(t("setup.title"), "title"))
        names = (t("setup.step_unit"), t("setup.step_user"), t("setup.step_code"), t("setup.step_connect"))
        self.path = PathStrip(names)
        self.middle.addWidget(self.path)
        self.middle.removeItem(self.banners)
        self.middle.addLayout(self.banners)  # below the path
        self.steps = QStackedWidget()
        self.middle.addWidget(self.steps)
        self.unit, self.user, self.code = UnitStep(), UserStep(), CodeStep()
        self.slip: ConnectSlip | None = None
        for step in (self.unit, self.user, self.code):
            self.steps.addWidget(step)
        self.back_button = self.foot(t("setup.back"), self._go_back, key="Esc")
        self.next_button = self.foot(t("setup.next"), self._go_on, "filled", key="Enter")
        self.key("F2", self.user.toggle, t("password.show"))
        self.key("Ctrl+P", self._print, t("setup.print_code"))
        self.key("Ctrl+S", lambda: self.slip.save.click() if self.slip else None, t("connect.save"))
        self.key("Ctrl+O", lambda: self.slip.open.click() if self.slip else None, t("connect.open_answer"))
        self.unit.ready.connect(self._go_on)
        self.unit.walks.connect(self._on_walks)
        self.user.ready.connect(self._go_on)
        self.code.ready.connect(self._go_on)
        self.code.matched.connect(self._on_matched)
        self.code.said.connect(self.show_banner)
        chosen = Settings.load(desk.paths.settings)["setup_unit"]
        if chosen:
            self.unit.show_unit(chosen)

    def enter(self) -> None:
        self._show_step(self._step)

    def resume(self, office: Office, step: str) -> None:
        """Go on with a station that exists: "code" makes a new recovery code, "connect" shows the slip."""
        self.office = office
        if step == "connect":
            self._show_connect()
            return
        self._desk.tasks.write(self, lambda _: recovery.renew(office), self._show_code, self.failed.emit)

    def _show_step(self, step: int) -> None:
        self._step = step
        self.path.go(step)
        self.steps.setCurrentIndex(step)
        self.clear_banner()
        self.back_button.setVisible(step < CODE)
        self.next_button.tell_key("Enter")
        self.next_button.say(t("setup.to_work") if step == CONNECT else t("setup.next"))
        self.next_button.refuse("" if step != CODE or self.code.is_good else t("setup.type_first"))
        if step < CONNECT:
            begin = (self.unit.begin, self.user.begin, self.code.begin)[step]
            QTimer.singleShot(0, self, begin)

    def _go_back(self) -> None:
        if self._step == UNIT:
            self.given_up.emit()
        elif self._step == USER:
            self._show_step(UNIT)

    def _go_on(self) -> None:
        if not self.next_button.isEnabled():
            return
        if self._step == UNIT:
            self._leave_unit()
        elif self._step == USER:
            if self.user.is_good():
                self._make()
        elif self._step == CODE and self.code.is_good:
            self.code.forget()
            change(self._desk.paths.settings, setup_step="connect")
            self._show_connect()
        elif self._step == CONNECT:
            self._finish()

    def _leave_unit(self) -> None:
        unit = self.unit.unit
        if unit is None:
            self.show_banner(Banner("warn", t("setup.choose_unit"), t("setup.type_unit")))
            self.unit.begin()
            return
        change(self._desk.paths.settings, setup_unit=unit.key)
        self._show_step(USER)

    def _make(self) -> None:
        unit, desk = self.unit.unit, self._desk
        assert unit is not None
        name, password, root = self.user.name.value(), self.user.password.value(), self.unit.makes_root
        self.next_button.refuse(t("setup.making"))
        self.say(t("setup.making"))

        def work(_: Job) -> tuple[Office, str]:
            made = stations.set_up(
                desk.paths, desk.clock, unit=unit.key, era=unit.era, desk=unit.desk, user=name, password=password, root=root
            )
            change(desk.paths.settings, setup_step="code", setup_unit="", last_user=name)
            return people.sign_in(desk.paths, desk.clock, name, lambda: password), str(made.recovery_code)

        def done(made: tuple[Office, str]) -> None:
            self.say("")
            self.user.forget()
            self.office = made[0]
            self._show_code(made[1])

        self._desk.tasks.write(self, work, done, self._on_failed)

    def _show_code(self, code: str) -> None:
        assert self.office is not None
        self.code.show_code(code, self.office.home_unit.title)
        self._show_step(CODE)

    def _show_connect(self) -> None:
        assert self.office is not None
        self.slip = ConnectSlip(self.office, self._desk.tasks)
        self.slip.accepted.connect(self._finish)
        self.slip.said.connect(self.show_banner)
        self.slip.failed.connect(self.failed)
        self.steps.addWidget(self.slip)
        self._show_step(CONNECT)

    def _finish(self) -> None:
        office = self.office
        if office is None:
            return
        change(self._desk.paths.settings, setup_step="")
        self.office = None
        self.finished.emit(office)

    def _on_walks(self, into_list: bool) -> None:
        """The button names its key only where the key presses it."""
        if self._step == UNIT:
            self.next_button.tell_key("" if into_list else "Enter")

    def _on_matched(self, good: bool) -> None:
        if self._step == CODE:
            self.next_button.refuse("" if good else t("setup.type_first"))

    def _print(self) -> None:
        if self._step == CODE:
            self.code.print.click()
        elif self.slip is not None:
            self.slip.print.click()

    def _on_failed(self, error: BaseException) -> None:
        self.say("")
        self.next_button.refuse("")
        self.failed.emit(error)
