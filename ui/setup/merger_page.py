"""Units that went into others: the list, signing one more, handing the own books over, and the root that follows them.

Law: a merger cannot be taken back, so its consequence is said in words before it is signed.
"""

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt

from desktop.actions import duties, new_station, packages, succession
from desktop.actions.new_station import Became
from desktop.actions.succession import Merger, MergerDesk
from desktop.jobs import Job
from desktop.language.dates import format_date
from desktop.language.texts import t
from desktop.office import Office
from desktop.units import inside
from ui.banner import Banner
from ui.dialogs import Question, ask
from ui.files import ask_folder
from ui.page import Page
from ui.session import STATION, Session
from ui.setup.merger_dialog import MergerDialog
from ui.setup.root_section import RootSection
from ui.setup.words_dialog import PasswordDialog
from ui.theme import look, on_restyle
from ui.widgets.boxes import Row
from ui.widgets.button import Button
from ui.widgets.labels import wrapped
from ui.widgets.paged_model import Column
from ui.widgets.table import Table

_ROWS: Final = 6


class MergerPage(Page):
    """The mergers that are known here, and what a person of this desk may do about them."""

    help_topic = "sap-nhap"

    def __init__(self, session: Session) -> None:
        super().__init__(t("merger.title"), session.office.home_unit.title, back_to=t("page.before"), scroll=True, gap=8)
        self._session = session
        columns = (
            Column("old", t("merger.old"), 260, cell=lambda row: self._named(row["one"].old), stretch=True),
            Column("new", t("merger.new"), 260, cell=lambda row: self._named(row["one"].new), stretch=True),
            Column("first", t("merger.first"), 112, "date", lambda row: format_date(row["one"].first)),
        )
        self.table = Table(columns, name=t("merger.list"))
        self.write = self.action(t("merger.write"), self._ask_merger, "filled", icon="plus", key="Ctrl+N")
        self.write.hide()
        self.body.addWidget(self.table)
        self.note = wrapped(t("merger.note"), "hint")
        self.body.addWidget(self.note)
        self._hands = Row(gap=8)
        self.hands: list[Button] = []
        self._hands.addStretch(1)
        self.body.addLayout(self._hands)
        self.root = RootSection(session, self, self.enter)
        self.body.addWidget(self.root)
        self.body.addStretch(1)
        self.key("Esc", self.back.emit, t("page.before"))
        on_restyle(self, self._size_list)

    def enter(self) -> None:
        self._session.read(self, succession.desk, self._on_desk)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _named(self, key: str) -> str:
        unit = self._session.office.directory.unit(key)
        return f"{unit.title} ({unit.code}, {unit.era})"

    def _size_list(self) -> None:
        self.table.setFixedHeight(look().px(28) + _ROWS * look().row + look().px(8))

    def _on_desk(self, desk: MergerDesk) -> None:
        self.table.show_all([{"one": one} for one in desk.mergers])
        self.note.setText(t("merger.note") if desk.mergers else f"{t('merger.none')} {desk.why_not}".strip())
        self.write.setVisible(not desk.why_not)
        for button in self.hands:
            button.deleteLater()
        self.hands = [button for heir in desk.heirs for button in self._offer(heir, by_root=desk.root == "used")]
        self.root.show_desk(desk)

    def _offer(self, heir: str, *, by_root: bool) -> tuple[Button, Button]:
        """Offer to hand the books over to a unit that goes on with them, and to go over to it with this laptop."""
        unit = self._session.office.directory.unit(heir).named
        hand = Button(t("merger.hand", unit=unit), icon="usb")
        go = Button(t("merger.go", unit=unit), icon="arrow-right")
        go.refuse(duties.refusal(self._session.office, "stations"))
        hand.clicked.connect(lambda: self._ask_hand(heir))
        go.clicked.connect(lambda: self._ask_go(heir, by_root=by_root))
        for at, button in enumerate((hand, go)):
            self._hands.insertWidget(at, button)
        return hand, go

    def _ask_go(self, heir: str, *, by_root: bool) -> None:
        unit = self._session.office.directory.unit(heir).named
        title, body, act_text = t("merger.go_title", unit=unit), t("merger.go_body", unit=unit), t("merger.go_act")

        def act(password: str | None) -> None:
            def work(office: Office, _: Job) -> Became:
                return new_station.become(office, password, heir)

            self._session.write(self, work, lambda _: self._session.go("connect"), touches={STATION, "settings"})

        if by_root:
            PasswordDialog(self, title, body, act_text, act)
        else:
            ask(self, Question(title, body, act_text, danger=True), lambda: act(None))

    def _ask_merger(self) -> None:
        if self.write.isVisible():
            MergerDialog(self, self._session, self.sign)

    def sign(self, old: str, new: str, day: str) -> None:
        """Say what follows, then sign it; with the root's password where the own word does not reach."""
        self._session.read(self, lambda office: succession.needs_root(office, old, new), lambda by: self._ask_sign(old, new, day, by))

    def _ask_sign(self, old: str, new: str, day: str, by_root: bool) -> None:
        ends, goes_on = inside(self._named(old)), inside(self._named(new))
        title, body = t("merger.sign_title", old=ends, new=goes_on), t("merger.sign_body", old=ends, new=goes_on, day=format_date(day))

        def act(password: str | None) -> None:
            def work(office: Office, _: Job) -> Merger:
                return succession.succeed(office, old, new, day, password)

            self._session.write(self, work, lambda _: self._signed(ends, goes_on), touches={STATION})

        if by_root:
            PasswordDialog(self, title, f"{body} {t('merger.sign_root')}", t("merger.sign_act"), act)
        else:
            ask(self, Question(title, body, t("merger.sign_act"), danger=True), lambda: act(None))

    def _signed(self, old: str, new: str) -> None:
        self.show_banner(Banner("ok", t("merger.signed", old=old, new=new), t("merger.signed_next")))
        self.enter()

    def _ask_hand(self, heir: str) -> None:
        unit = self._session.office.directory.unit(heir).named
        question = Question(t("merger.hand_title", unit=unit), t("merger.hand_body", unit=unit), t("merger.hand_act"))

        def where() -> None:
            ask_folder(self, self._session.office.paths, t("merger.hand_where"), lambda folder: self.hand_over(heir, folder))

        ask(self, question, where)

    def hand_over(self, heir: str, folder: Path) -> None:
        """Write the package that carries the own books to the unit that goes on with them."""

        def work(office: Office, job: Job) -> str:
            return packages.export(office, folder, kind="handover", to=heir, job=job).written[0].file.name

        def done(name: str) -> None:
            unit = self._session.office.directory.unit(heir).named
            self.show_banner(Banner("ok", t("merger.handed", file=name), t("merger.handed_next", unit=unit)))

        self._session.write(self, work, done, touches={STATION})
