"""Joining, seen from both sides: the slip of a station that waits, or the list of stations of one that certifies.

Law: who certifies types the words that the other side reads out; nothing is shown that could be read back to him.
A revocation cannot be taken back: what it ends is said before.
"""

from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Qt

from desktop import units
from desktop.actions import key_rotation, network, new_station, retirement, stations
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
from ui.setup.revoke_dialog import RevokeDialog
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
            self._session.read(self, key_rotation.is_due, self._on_rotation_due)
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
        self.retire = Button(t("connect.retire"), icon="circle-minus")
        self.retire.clicked.connect(self._ask_retire)
        self.rotate = Button(t("connect.rotate"), "filled", icon="key-round")
        self.rotate.clicked.connect(self._rotate)
        self.rotate.hide()
        self.body.addWidget(self.table, 1)
        row = Row(gap=8)
        row.addWidget(wrapped(t("connect.list_note"), "hint"), 1)
        mergers = Button(t("merger.title"))
        mergers.clicked.connect(lambda: self._session.go("mergers"))
        row.addWidget(mergers)
        for button in (self.rotate, self.confirm, self.retire, self.revoke):
            row.addWidget(button)
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

    def _on_rotation_due(self, due: bool) -> None:
        self.rotate.setVisible(due)
        if due and self.banner is None:
            self.show_banner(Banner("warn", t("connect.rotate_due"), t("connect.rotate_due_next")))

    def _on_moved(self, row: RowValues) -> None:
        one = row.get("one")
        waiting = isinstance(one, KnownStation) and one.state == "unconfirmed"
        self.confirm.refuse("" if waiting else t("connect.nothing_to_confirm"))
        self.revoke.refuse("" if isinstance(one, KnownStation) and one.may_revoke else t("connect.not_yours"))
        self.retire.refuse("" if isinstance(one, KnownStation) and one.may_retire else t("connect.not_yours_to_retire"))

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
        body = f"{body} {t('connect.admit_waits')}" if asked.waits_for_key else body
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
        self._session.read(
            self, lambda office: stations.would_refuse(office, one.station, None), lambda ending: self._on_ending(one, ending)
        )

    def _on_ending(self, one: KnownStation, ending: dict[str, Any]) -> None:
        title = t("connect.revoke_title", machine=_inside(_machine({"one": one})), unit=units.inside(one.unit_title))
        falls = len(ending["falls"]) if ending["asks"] else None
        RevokeDialog(self, title, one, ending, lambda reason, password: self._revoke(one, falls, reason, password))

    def _revoke(self, one: KnownStation, falls: int | None, reason: str, password: str) -> None:
        def work(office: Office, _: Job) -> dict[str, Any]:
            return stations.revoke(office, one.station, None, password or None, falls, reason)

        def done(answer: dict[str, Any]) -> None:
            told = [t("connect.revoked_next", n=answer["after"])]
            told += [t("connect.rotated_too")] if answer["new_unit_key"] else []
            told += [t("connect.keyless")] if answer["keyless"] else []
            told += [t("refused.close_again", periods=", ".join(answer["close_again"]))] if answer["close_again"] else []
            self.show_banner(Banner("ok", t("connect.revoked"), " ".join(told)))
            self.enter()

        self._session.write(self, work, done, touches={STATION})

    def _ask_retire(self) -> None:
        one = self._current()
        if one is None:
            return
        title = t("connect.retire_title", machine=_inside(_machine({"one": one})), unit=units.inside(one.unit_title))
        ask(self, Question(title, t("connect.retire_body"), t("connect.retire_act"), danger=True), lambda: self._retire(one))

    def _retire(self, one: KnownStation) -> None:
        def work(office: Office, _: Job) -> dict[str, Any]:
            return retirement.retire(office, one.station)

        def done(answer: dict[str, Any]) -> None:
            told = t("connect.retired_next")
            self.show_banner(Banner("ok", t("connect.retired"), f"{told} {t('connect.keyless')}" if answer["keyless"] else told))
            self.enter()

        self._session.write(self, work, done, touches={STATION})

    def _rotate(self) -> None:
        def work(office: Office, _: Job) -> int:
            return key_rotation.rotate(office)

        def done(_: int) -> None:
            self.show_banner(Banner("ok", t("connect.rotated"), t("connect.rotated_next")))
            self.enter()

        self._session.write(self, work, done, touches={STATION})

    def _on_accepted(self) -> None:
        self._session.changed.emit(frozenset({STATION, "settings"}))
        home = Button(t("connect.to_today"), key="Enter")
        home.clicked.connect(lambda: self._session.go("today"))
        self.slip.hide()
        self.show_banner(Banner("ok", t("connect.accepted"), t("connect.accepted_next"), home))
        home.setFocus(Qt.FocusReason.OtherFocusReason)


def _inside(name: str) -> str:
    """Return a machine's name as it stands inside a sentence; its letter stays a capital."""
    return name[:1].lower() + name[1:]


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
