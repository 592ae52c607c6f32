"""Joining, seen from both sides: the slip of a station that waits, or the list of stations of one that certifies.

Law: who certifies types the words that the other side reads out; nothing is shown that could be read back to him.
A revocation cannot be taken back: what it ends is said before.
"""

from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Qt

from desktop import units
from desktop.actions import network, new_station, stations
from desktop.actions.network import Asked, KnownStation
from desktop.actions.new_station import Became, Reason
from desktop.jobs import Job
from desktop.language.texts import t
from desktop.office import Office
from ui.banner import Banner
from ui.dialogs import Question, ask
from ui.files import ask_open
from ui.page import Page
from ui.session import STATION, Session
from ui.setup.connect_slip import ANSWER, ConnectSlip
from ui.setup.new_station_card import NewStationCard
from ui.setup.words_dialog import PasswordDialog, WordsDialog
from ui.theme import look, on_restyle
from ui.widgets.badge import BadgeKind, Sign
from ui.widgets.boxes import Row
from ui.widgets.button import Button
from ui.widgets.labels import wrapped
from ui.widgets.paged_model import Column, RowValues
from ui.widgets.table import Table

_SIGNS: Final[dict[str, tuple[BadgeKind, str]]] = {
    "active": ("ok", "circle-check"),
    "unconfirmed": ("warn", "phone"),
    "revoked": ("err", "ban"),
    "retired": ("plain", "circle-minus"),
}


class ConnectPage(Page):
    """The slip while this station waits; afterwards every station that it knows."""

    help_topic = "ket-noi"

    def __init__(self, session: Session) -> None:
        super().__init__(t("connect.title"), session.office.home_unit.title, back_to=t("page.before"), scroll=True, gap=8)
        self._session = session
        me = session.office.identity
        if me.is_copy or me.is_revoked:
            session.read(self, new_station.reason_of, self._show_reason)
        self.slip = ConnectSlip(session.office, session.tasks)
        self.slip.said.connect(self.show_banner)
        self.slip.failed.connect(session.failed)
        self.slip.accepted.connect(self._on_accepted)
        self.body.addWidget(self.slip)
        if session.office.identity.enrolled:
            self._make_list()
        else:
            self.key("Ctrl+P", lambda: self.slip.print.click(), t("connect.print"))
            self.key("Ctrl+S", lambda: self.slip.save.click(), t("connect.save"))
            self.key("Ctrl+O", lambda: self.slip.open.click(), t("connect.open_answer"))
        self.key("Esc", self.back.emit, t("page.before"))

    def enter(self) -> None:
        if self._session.office.identity.enrolled:
            self._session.read(self, network.listing, self._on_listed)
            self._session.read(self, network.may_admit, self._on_may_admit)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_reason(self, reason: Reason | None) -> None:
        if reason is not None:
            self.way_out = NewStationCard(self._session, reason)
            self.way_out.became.connect(self._on_became)
            self.body.insertWidget(0, self.way_out)

    def _on_became(self, made: Became) -> None:
        self.way_out.hide()
        self.slip.hide()  # its words are the old ones
        slip = Button(t("new_station.slip"), key="Enter")
        slip.clicked.connect(lambda: self._session.go("connect"))
        told = t("new_station.done_root" if made.enrolled else "new_station.done_next", n=made.redone_ops)
        self.show_banner(Banner("ok", t("new_station.done"), told, slip))
        slip.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_list(self) -> None:
        columns = (
            Column("unit", t("connect.col_unit"), 180, cell=lambda row: row["one"].unit_title),
            Column("machine", t("connect.col_machine"), 168, cell=_machine),
            Column("rights", t("connect.col_rights"), 256, cell=_rights, stretch=True),
            Column("state", t("connect.col_state"), 168, "badge", _sign),
        )
        self.table = Table(columns, name=t("connect.stations"))
        self.admit = self.action(t("connect.admit"), self._ask_request, "filled", icon="plus", key="Ctrl+O")
        self.admit.hide()
        self.confirm = Button(t("connect.confirm"), icon="phone")
        self.revoke = Button(t("connect.revoke"), "danger", icon="ban")
        self.confirm.clicked.connect(self._ask_words)
        self.revoke.clicked.connect(self._ask_revoke)
        self.body.addWidget(self.table, 1)
        row = Row(gap=8)
        row.addWidget(wrapped(t("connect.list_note"), "hint"), 1)
        mergers = Button(t("merger.title"))
        mergers.clicked.connect(lambda: self._session.go("mergers"))
        row.addWidget(mergers)
        row.addWidget(self.confirm)
        row.addWidget(self.revoke)
        self.body.addLayout(row)
        self.table.moved.connect(self._on_moved)
        on_restyle(self, self._size_list)

    def _size_list(self) -> None:
        self.table.setMinimumHeight(look().px(28) + 5 * look().row)

    def _on_listed(self, found: list[KnownStation]) -> None:
        self.table.show_all([{"one": one} for one in found])
        current = self.table.current_row()
        if current:
            self._on_moved(current)

    def _on_may_admit(self, may: bool) -> None:
        self.admit.setVisible(may)

    def _on_moved(self, row: RowValues) -> None:
        one = row.get("one")
        waiting = isinstance(one, KnownStation) and one.state == "unconfirmed"
        self.confirm.refuse("" if waiting else t("connect.nothing_to_confirm"))
        self.revoke.refuse("" if isinstance(one, KnownStation) and one.may_revoke else t("connect.not_yours"))

    def _current(self) -> KnownStation | None:
        row = self.table.current_row()
        one = row.get("one") if row else None
        return one if isinstance(one, KnownStation) else None

    def _ask_request(self) -> None:
        if self.admit.isVisible():
            ask_open(self, self._session.office.paths, t("connect.admit"), t("connect.request_files"), self.take_request)

    def take_request(self, file: Path) -> None:
        """Look who asks, then ask for the words."""
        self._session.read(self, lambda office: network.look_at_request(office, file), lambda asked: self._on_request(file, asked))

    def _on_request(self, file: Path, asked: Asked) -> None:
        title = t("connect.admit_title", unit=asked.named)
        if asked.needs_root:
            body = t("connect.admit_root", unit=asked.named)
            PasswordDialog(self, title, body, t("connect.certify"), lambda password: self._ask_admitted(file, asked, title, password))
        else:
            self._ask_admitted(file, asked, title, None)

    def _ask_admitted(self, file: Path, asked: Asked, title: str, password: str | None) -> None:
        body = t("connect.admit_again" if asked.known else "connect.admit_body", unit=asked.named)
        target = file.with_name(f"tra-loi_{asked.unit.partition(':')[2]}{ANSWER}")

        def act(words: str) -> None:
            def work(office: Office, _: Job) -> dict[str, Any]:
                return stations.admit(office, file, words, None, target, password)

            self._session.write(dialog, work, lambda _: done(), lambda error: self._refused(dialog, error), touches={STATION})

        def done() -> None:
            dialog.close_up()
            self._said_admitted(asked, target)
            self.enter()

        dialog = WordsDialog(self, title, body, t("connect.certify"), act)

    def _said_admitted(self, asked: Asked, target: Path) -> None:
        told = t("connect.admitted_next", file=target.name, unit=asked.named)
        self.show_banner(Banner("ok", t("connect.admitted", unit=asked.named), told))

    def _ask_words(self) -> None:
        one = self._current()
        if one is None:
            return

        def act(words: str) -> None:
            def work(office: Office, _: Job) -> None:
                stations.confirm(office, one.station, words)

            self._session.write(dialog, work, lambda _: done(), lambda error: self._refused(dialog, error), touches={STATION})

        def done() -> None:
            dialog.close_up()
            self.show_banner(Banner("ok", t("connect.confirmed"), t("connect.confirmed_next")))
            self.enter()

        dialog = WordsDialog(self, t("connect.confirm_title"), t("connect.confirm_body"), t("connect.confirm"), act)

    def _refused(self, dialog: WordsDialog, error: BaseException) -> None:
        if not dialog.refused_by(error):
            self._session.failed.emit(error)

    def _ask_revoke(self) -> None:
        one = self._current()
        if one is None:
            return
        title = t("connect.revoke_title", machine=_machine({"one": one}).lower(), unit=units.inside(one.unit_title))
        if one.needs_root:
            PasswordDialog(self, title, t("connect.revoke_body"), t("connect.revoke_act"), lambda password: self._revoke(one, password))
        else:
            question = Question(title, t("connect.revoke_body"), t("connect.revoke_act"), danger=True)
            ask(self, question, lambda: self._revoke(one, None))

    def _revoke(self, one: KnownStation, password: str | None) -> None:
        def work(office: Office, _: Job) -> dict[str, Any]:
            return stations.revoke(office, one.station, None, password)

        def done(answer: dict[str, Any]) -> None:
            self.show_banner(Banner("ok", t("connect.revoked"), t("connect.revoked_next", n=answer["after"])))
            self.enter()

        self._session.write(self, work, done, touches={STATION})

    def _on_accepted(self) -> None:
        self._session.changed.emit(frozenset({STATION, "settings"}))
        home = Button(t("connect.to_today"), key="Enter")
        home.clicked.connect(lambda: self._session.go("today"))
        self.slip.hide()
        self.show_banner(Banner("ok", t("connect.accepted"), t("connect.accepted_next"), home))
        home.setFocus(Qt.FocusReason.OtherFocusReason)


def _machine(row: RowValues) -> str:
    one: KnownStation = row["one"]
    name = t("connect.series", series=one.series) if one.series else t("connect.first_machine")
    return t("connect.this_machine", name=name) if one.is_me else name


def _rights(row: RowValues) -> str:
    one: KnownStation = row["one"]
    return ", ".join(t(f"connect.right_{right}") for right in one.rights)


def _sign(row: RowValues) -> Sign:
    one: KnownStation = row["one"]
    kind, icon = _SIGNS.get(one.state, ("held", "hourglass"))
    return Sign(kind, t(f"connect.state_{one.state}") if one.state in _SIGNS else t("connect.state_other"), icon)
