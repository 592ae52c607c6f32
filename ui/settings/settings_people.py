"""The people of this machine: who may sign in, with which roles.

Law: the last account that opens the books cannot be closed; what a person wrote stays under the name.
"""

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QWidget

from desktop.actions import duties, people
from desktop.actions.people import ROLES, Account
from desktop.jobs import Job
from desktop.language.texts import t
from desktop.office import Office
from ui.banner import Banner
from ui.dialogs import Dialog, Question, ask
from ui.page import Page
from ui.problems import why
from ui.session import STATION, Session
from ui.setup.new_password import check_pair
from ui.theme import look, on_restyle
from ui.widgets.badge import Sign
from ui.widgets.boxes import Column, Row
from ui.widgets.button import Button
from ui.widgets.field import Field
from ui.widgets.labels import label, wrapped
from ui.widgets.line_edit import LineEdit
from ui.widgets.multi_choice import Chips
from ui.widgets.option import Option
from ui.widgets.paged_model import Column as TableColumn
from ui.widgets.paged_model import RowValues
from ui.widgets.password_edit import PasswordEdit
from ui.widgets.table import Table

_NEW_ROLES: Final = ("DV", "NL")


class PeopleSection(QWidget):
    """The list, a button to add and one to close an account."""

    def __init__(self, session: Session, page: Page) -> None:
        super().__init__()
        self._session, self._page = session, page
        box = Column(self, gap=8)
        head = Row(gap=8)
        head.addWidget(label(t("settings.people"), "section"), 1)
        self.add = Button(t("people.add"), icon="plus")
        self.close_account = Button(t("people.disable"), "danger")
        self.password = Button(t("people.my_password"), icon="lock")
        for button in (self.add, self.close_account, self.password):
            head.addWidget(button)
        box.addLayout(head)
        columns = (
            TableColumn("name", t("people.name"), 180, cell=lambda row: row["one"].name, stretch=True),
            TableColumn("roles", t("people.roles"), 320, cell=_roles),
            TableColumn("state", t("people.state"), 132, "badge", _sign),
        )
        self.table = Table(columns, name=t("settings.people"))
        box.addWidget(self.table, 1)
        box.addWidget(wrapped(t("people.note"), "hint"))
        self.add.clicked.connect(self._ask_new)
        self.close_account.clicked.connect(self._ask_disable)
        self.password.clicked.connect(lambda: session.go("person"))
        self.table.moved.connect(self._on_moved)
        self.add.refuse(duties.refusal(session.office, "accounts"))
        on_restyle(self, self._size_it)
        self.read()

    def read(self) -> None:
        """Show the accounts as they are now."""
        self._session.read(self, people.listing, lambda found: self.table.show_all([{"one": one} for one in found]))

    def _on_moved(self, row: RowValues) -> None:
        one: Account = row["one"]
        mine = one.name == self._session.office.user.name
        reason = duties.refusal(self._session.office, "accounts") or (t("people.not_yourself") if mine else "")
        self.close_account.refuse(reason or (t("people.closed_already") if one.disabled else ""))

    def _ask_new(self) -> None:
        NewAccount(self._page, self._session, self._on_added)

    def _on_added(self, one: Account) -> None:
        self._page.show_banner(Banner("ok", t("people.added", name=one.name), t("people.added_next")))
        self.read()

    def _ask_disable(self) -> None:
        row = self.table.current_row()
        if row is None:
            return
        name = row["one"].name
        question = Question(t("people.disable_title", name=name), t("people.disable_body"), t("people.disable_act"), danger=True)
        ask(self._page, question, lambda: self._disable(name))

    def _disable(self, name: str) -> None:
        def work(office: Office, _: Job) -> Account:
            return people.disable(office, name)

        def done(_: Account) -> None:
            self._page.show_banner(Banner("ok", t("people.disabled", name=name)))
            self.read()

        self._session.write(self, work, done, touches={STATION})

    def _size_it(self) -> None:
        self.table.setMinimumHeight(look().px(28) + 4 * look().row)


class NewAccount(Dialog):
    """Name, roles, first password."""

    def __init__(self, owner: QWidget, session: Session, added: Callable[[Account], None]) -> None:
        super().__init__(owner, t("people.add_title"), icon="user")
        self._session, self._added = session, added
        self.name = Field(t("people.name"), LineEdit(), required=True)
        roles = Chips([Option(code, title) for code, title in ROLES.items() if code != "TH" or session.is_upper])
        self.roles = Field(t("people.roles"), roles, required=True)
        self.roles.set_value(list(_NEW_ROLES))
        self.first = Field(t("sign_in.password"), PasswordEdit(), required=True, hint=t("password.least"))
        self.second = Field(t("password.again"), PasswordEdit(), required=True)
        for field in (self.name, self.roles, self.first, self.second):
            self.body.addWidget(field)
        self.add_button(Button(t("dialog.keep"), key="Esc")).clicked.connect(self.escape)
        self.make = self.add_button(Button(t("people.add_act"), "filled"))
        self.make.clicked.connect(self._make)
        self.open_up(self.name.editor)

    def _make(self) -> None:
        if self.name.editor.is_empty():
            self.name.say(t("setup.no_name"))
            return
        if not check_pair(self.first, self.second):
            return
        name, roles, password = self.name.value(), self.roles.value(), self.first.value()

        def work(office: Office, _: Job) -> Account:
            return people.add(office, name, roles, password)

        self.make.refuse(t("sign_in.opening"))
        self._session.write(self, work, self._done, self._failed, touches={STATION})

    def _done(self, one: Account) -> None:
        self.close_up()
        self._added(one)

    def _failed(self, error: BaseException) -> None:
        self.make.refuse("")
        what, next_step = why(error)
        self.name.say(t("people.refused"), full=f"{what} {next_step}".strip())


def _roles(row: RowValues) -> str:
    return ", ".join(ROLES.get(code, code) for code in row["one"].roles)


def _sign(row: RowValues) -> Sign:
    return Sign("plain", t("people.closed")) if row["one"].disabled else Sign("ok", t("people.open"))
