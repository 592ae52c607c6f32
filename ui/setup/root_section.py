"""The root key goes to another office: announced, handed over, taken – each with eight words over the telephone.

Law: what is signed cannot be taken back, so its consequence is said before the password; the old root's words are never
shown before they were typed.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QWidget

from desktop.actions import root_handover
from desktop.actions.root_handover import Announced
from desktop.actions.succession import MergerDesk
from desktop.jobs import Job
from desktop.language.texts import t
from desktop.office import Office
from ui.banner import Banner
from ui.files import ask_open, ask_save
from ui.page import Page
from ui.session import STATION, Session
from ui.setup.words_dialog import PasswordDialog, WordsDialog
from ui.widgets.boxes import Column, Row
from ui.widgets.button import Button
from ui.widgets.labels import label, wrapped

ANNOUNCED: Final = ".dvroot"
Deed = Callable[[Office, str], object]


class RootSection(QWidget):
    """What this laptop's root is, and what may be done with it. `done` is called after each deed."""

    def __init__(self, session: Session, page: Page, done: Callable[[], None]) -> None:
        super().__init__()
        self._session, self._page, self._done = session, page, done
        box = Column(self, gap=8)
        box.addWidget(label(t("root.title"), "section"))
        self.state = wrapped("", "quiet")
        box.addWidget(self.state)
        row = Row(gap=8)
        self.announce = Button(t("root.announce"), icon="file-text")
        self.hand = Button(t("root.hand"), "danger", icon="key-round")
        self.accept = Button(t("root.accept"), icon="download")
        self.choose = Button(t("root.choose"), "filled", icon="phone")
        for button, act in (
            (self.announce, self._ask_announce),
            (self.hand, self._ask_announced),
            (self.accept, self._ask_parcel),
            (self.choose, self._ask_choice),
        ):
            button.clicked.connect(act)
            button.hide()
            row.addWidget(button)
        row.addStretch(1)
        box.addLayout(row)

    def show_desk(self, desk: MergerDesk) -> None:
        """Say what the root is and offer what may be done."""
        told = t(f"root.{desk.root or 'none'}")
        self.state.setText(f"{told} {t('root.rivals', n=desk.rivals)}" if desk.rivals else told)
        used = desk.root == "used" and not desk.why_not
        for button in (self.announce, self.hand, self.accept):
            button.setVisible(used)
        self.choose.setVisible(bool(desk.rivals) and not desk.why_not)

    def _ask_announce(self) -> None:
        paths = self._session.office.paths
        ask_save(self, paths, t("root.announce"), f"khoa-goc{ANNOUNCED}", t("root.announce_files"), self.write_announced)

    def write_announced(self, file: Path) -> None:
        """Write what the root says about itself."""

        def work(office: Office, _: Job) -> str:
            return root_handover.announce(office, file)

        told = Banner("ok", t("root.announced", file=file.name), t("root.announced_next"))
        self._session.write(self, work, lambda _: self._page.show_banner(told), touches=frozenset())

    def _ask_announced(self) -> None:
        ask_open(self, self._session.office.paths, t("root.hand"), t("root.announce_files"), self.take_announced)

    def take_announced(self, file: Path) -> None:
        """Look which root is announced, then ask for the password and the words."""
        self._session.read(self, lambda _: root_handover.look(file), lambda found: self._ask_hand_over(file, found))

    def _ask_hand_over(self, file: Path, found: Announced) -> None:
        unit = self._session.office.directory.unit(found.unit).named
        title, body, words = t("root.hand_title", unit=unit), t("root.hand_body", unit=unit), t("root.hand_words", unit=unit)
        told = Banner("ok", t("root.handed_over", unit=unit), t("root.handed_next", unit=unit))

        def with_password(password: str) -> None:
            self._ask_words(
                title, words, t("root.hand_act"), told, lambda office, typed: root_handover.hand_over(office, file, typed, password)
            )

        PasswordDialog(self._page, title, body, t("root.hand_act"), with_password)

    def _ask_parcel(self) -> None:
        ask_open(self, self._session.office.paths, t("root.accept"), t("root.accept_files"), self.take_parcel)

    def take_parcel(self, file: Path) -> None:
        """Ask for the password and the old root's words, then answer for it and take its package in."""
        told = Banner("ok", t("root.accepted"), t("root.accepted_next"))

        def with_password(password: str) -> None:
            deed: Deed = lambda office, typed: root_handover.accept(office, file, typed, password)  # noqa: E731
            self._ask_words(t("root.accept_title"), t("root.accept_words"), t("root.accept_act"), told, deed)

        PasswordDialog(self._page, t("root.accept_title"), t("root.accept_body"), t("root.accept_act"), with_password)

    def _ask_choice(self) -> None:
        told = Banner("ok", t("root.chosen"), t("root.chosen_next"))
        deed: Deed = lambda office, typed: root_handover.accept(office, None, typed, None)  # noqa: E731
        self._ask_words(t("root.choose_title"), t("root.choose_words"), t("root.accept_act"), told, deed)

    def _ask_words(self, title: str, body: str, act_text: str, told: Banner, deed: Deed) -> None:
        def act(words: str) -> None:
            def work(office: Office, _: Job) -> object:
                return deed(office, words)

            self._session.write(dialog, work, lambda _: done(), failed, touches={STATION})

        def done() -> None:
            dialog.close_up()
            self._page.show_banner(told)
            self._done()

        def failed(error: BaseException) -> None:
            if not dialog.refused_by(error):
                self._session.failed.emit(error)

        dialog = WordsDialog(self._page, title, body, act_text, act)
