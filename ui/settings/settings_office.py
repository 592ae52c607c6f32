"""What this machine prints on, by which terms it reminds, and who it is among the stations."""

from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QWidget

from desktop import registers
from desktop.actions import duties, key_renewal, new_station, paper_key, stations
from desktop.actions.new_station import Became
from desktop.actions.stations import Station
from desktop.jobs import Job
from desktop.language.texts import t
from desktop.office import Office
from desktop.settings import Settings, change
from ui.banner import Banner
from ui.dialogs import Question, ask
from ui.files import ask_save
from ui.page import Page
from ui.reporting.printing import printers
from ui.session import SETTINGS, STATION, Session
from ui.setup.code_dialog import CodeDialog
from ui.setup.words_dialog import PasswordDialog
from ui.widgets.boxes import Column, Row
from ui.widgets.button import Button
from ui.widgets.fact_line import NamedLine
from ui.widgets.field import Field
from ui.widgets.icon import Icon
from ui.widgets.labels import label, rule, wrapped
from ui.widgets.list_field import ListField
from ui.widgets.option import Option

_LAW: Final = ("legal_rule", "holiday", "report_period", "doc_catalog", "form_check")
_SYSTEM: Final = "-"


class PrinterSection(QWidget):
    """Which printer is offered first."""

    def __init__(self, session: Session, page: Page) -> None:
        super().__init__()
        self._session = session
        box = Column(self, gap=8)
        box.addWidget(label(t("settings.printer"), "section"))
        found = printers()
        chosen = Settings.load(session.office.paths.settings)["printer"]
        options = [Option(_SYSTEM, t("printer.by_system")), *(Option(name, name) for name in found)]
        if chosen and chosen not in found:
            options.append(Option(chosen, t("printer.away", name=chosen)))
        self.printer = ListField(options)
        self.printer.set_value(chosen or _SYSTEM)
        box.addWidget(Field(t("printer.first"), self.printer))
        box.addWidget(wrapped(t("printer.note") if found else t("printer.none"), "quiet"))
        box.addStretch(1)
        self.printer.changed.connect(self._keep)

    def _keep(self) -> None:
        name = self.printer.value()
        change(self._session.office.paths.settings, printer="" if name == _SYSTEM else name)
        self._session.changed.emit(frozenset({SETTINGS}))


class PeriodSection(QWidget):
    """The registers that hold terms, holidays, periods and documents: the law is data, not a setting."""

    def __init__(self, session: Session, page: Page) -> None:
        super().__init__()
        box = Column(self, gap=8)
        box.addWidget(label(t("settings.periods"), "section"))
        box.addWidget(wrapped(t("periods.what")))
        box.addWidget(rule())
        seen = {one.code for one in session.seen()}
        for code in _LAW:
            if code in seen:
                self._add_register(box, session, code)
        box.addStretch(1)

    def _add_register(self, box: Column, session: Session, code: str) -> None:
        register = registers.ALL[code]
        row = Row(gap=8)
        row.addWidget(Icon(register.icon, "text2", 16))
        row.addWidget(label(register.title), 1)
        button = Button(t("periods.open"))
        button.setAccessibleName(f"{t('periods.open')} {register.title}")
        button.clicked.connect(lambda: session.go(f"register:{code}"))
        row.addWidget(button)
        box.addLayout(row)


class KeysSection(QWidget):
    """Who this station is, who certified it, and the way to the other stations."""

    def __init__(self, session: Session, page: Page) -> None:
        super().__init__()
        self._session, self._page = session, page
        self._box = Column(self, gap=8)
        self._box.addWidget(label(t("settings.keys"), "section"))
        self._facts = Column(gap=4)
        self._box.addLayout(self._facts)
        row = Row(gap=8)
        self.connect_button = Button(t("keys.connect"), icon="key-round")
        self.connect_button.clicked.connect(lambda: session.go("connect"))
        self.export = Button(t("keys.age"), icon="lock")
        self.export.clicked.connect(self._ask_export)
        self.export.refuse(duties.refusal(session.office, "unit_key"))
        row.addWidget(self.connect_button)
        row.addWidget(self.export)
        self.recover = Button(t("keys.code"), icon="key-round")
        self.recover.clicked.connect(self._ask_code)
        self.recover.refuse(duties.refusal(session.office, "unit_key"))
        self.renew = Button(t("keys.renew"), icon="rotate-ccw")
        self.renew.clicked.connect(self._ask_renew)
        me = session.office.identity
        able = me.enrolled and not me.is_copy and not me.is_revoked
        self.renew.refuse(duties.refusal(session.office, "stations") or ("" if able else t("keys.renew_not_now")))
        keys = Row(gap=8)
        keys.addWidget(self.recover)
        keys.addWidget(self.renew)
        keys.addStretch(1)
        row.addStretch(1)
        self._box.addLayout(row)
        self._box.addLayout(keys)
        self._box.addWidget(wrapped(t("keys.note"), "quiet"))
        self._box.addStretch(1)
        self._show_facts()

    def _show_facts(self) -> None:
        self._session.read(self, stations.show, self._on_station)

    def _on_station(self, mine: Station) -> None:
        while (item := self._facts.takeAt(0)) is not None:
            if (shown := item.widget()) is not None:
                shown.deleteLater()
        me = mine.identity
        letters = t("keys.no_letters") if me.series is None else t("keys.first") if not me.series else me.series
        lines = [
            (t("keys.unit"), self._session.office.home_unit.title),
            (t("keys.station"), me.station),
            (t("keys.state"), t("keys.enrolled") if me.enrolled else t("keys.not_enrolled")),
            (t("keys.letters"), letters),
        ]
        for name, value in lines:
            self._facts.addWidget(NamedLine(name, value, width=152))

    def _ask_export(self) -> None:
        question = Question(t("keys.age_title"), t("keys.age_body"), t("keys.age_act"), danger=True)
        ask(self._page, question, self._ask_where)

    def _ask_renew(self) -> None:
        self._session.read(self, new_station.needs_root, self._ask_renew_with)

    def _ask_renew_with(self, by_root: bool) -> None:
        title, body, act = t("keys.renew_title"), t("keys.renew_body"), t("keys.renew_act")
        if by_root:
            PasswordDialog(self._page, title, body, act, self._renew)
        else:
            ask(self._page, Question(title, body, act, danger=True), lambda: self._renew(None))

    def _renew(self, password: str | None) -> None:
        def work(office: Office, _: Job) -> Became:
            return key_renewal.renew(office, password)

        def done(made: Became) -> None:
            if not made.enrolled:
                self._session.go("connect")
                return
            self._page.show_banner(Banner("ok", t("keys.renewed"), t("keys.renewed_next")))
            self._show_facts()

        self._session.write(self, work, done, touches={STATION, SETTINGS})

    def _ask_code(self) -> None:
        def act(code: str) -> None:
            def work(office: Office, _: Job) -> object:
                return paper_key.recover(office, code)

            self._session.write(dialog, work, lambda _: done(), failed, touches=())

        def done() -> None:
            dialog.close_up()
            self._page.show_banner(Banner("ok", t("keys.code_done"), t("keys.code_next")))

        def failed(error: BaseException) -> None:
            if not dialog.refused_by(error):
                self._session.failed.emit(error)

        dialog = CodeDialog(self._page, act)

    def _ask_where(self) -> None:
        ask_save(self, self._session.office.paths, t("keys.age"), "khoa-mo-goi.txt", t("keys.age_files"), self._export)

    def _export(self, file: Path) -> None:
        def work(office: Office, _: Job) -> None:
            stations.write_age_key(office, file)

        def done(_: None) -> None:
            self._page.show_banner(Banner("ok", t("keys.age_done", file=file.name), t("keys.age_keep")))

        self._session.write(self, work, done, touches=())
