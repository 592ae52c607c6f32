"""What a laptop that is a copy, or was ended, is told on the page of connections, and the way out.

Law: what a new station means is said before; nothing that was typed is lost, and nothing of it can be taken back.
"""

from PySide6.QtCore import Signal

from desktop.actions import duties, new_station
from desktop.actions.new_station import Became, Reason
from desktop.jobs import Job
from desktop.language.texts import t
from desktop.office import Office
from ui.dialogs import Question, ask
from ui.session import SETTINGS, STATION, Session
from ui.setup.words_dialog import PasswordDialog
from ui.widgets.boxes import Row
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.labels import wrapped


class NewStationCard(Card):
    """Why this laptop must not go on as it is, and the button. `became(Became)`: it is a new station now."""

    became = Signal(object)

    def __init__(self, session: Session, reason: Reason) -> None:
        super().__init__(reason.title, icon="triangle-alert")
        self._session = session
        self.body.addWidget(wrapped(reason.what_to_do))
        row = Row(gap=8)
        row.addStretch(1)
        self.act = Button(t("new_station.act"), "filled", icon="key-round")
        self.act.clicked.connect(self._ask)
        self.act.refuse(duties.refusal(session.office, "stations"))
        row.addWidget(self.act)
        self.body.addLayout(row)

    def _ask(self) -> None:
        self._session.read(self, new_station.needs_root, self._ask_with)

    def _ask_with(self, by_root: bool) -> None:
        title, body = t("new_station.title"), t("new_station.body")
        if by_root:
            PasswordDialog(self, title, f"{body} {t('new_station.body_root')}", t("new_station.do"), self._become)
        else:
            ask(self, Question(title, body, t("new_station.do"), danger=True), lambda: self._become(None))

    def _become(self, password: str | None) -> None:
        def work(office: Office, _: Job) -> Became:
            return new_station.become(office, password)

        self._session.write(self, work, self.became.emit, touches={STATION, SETTINGS})
