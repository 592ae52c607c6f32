"""Who sits here: roles, another password, signing out; at the sample data also the other laptops and the way out."""

from PySide6.QtCore import Qt

from desktop import units
from desktop.actions import people
from desktop.actions.people import ROLES
from desktop.jobs import Job
from desktop.language.texts import t
from desktop.paths import Paths
from ui.banner import Banner
from ui.dialogs import Question, ask
from ui.page import Page
from ui.problems import why
from ui.session import Session
from ui.setup import sample
from ui.setup.new_password import check_pair
from ui.widgets.boxes import Columns, Row
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.chain import Chain
from ui.widgets.fact_line import NamedLine
from ui.widgets.field import Field
from ui.widgets.labels import wrapped
from ui.widgets.password_edit import PasswordEdit


class PersonPage(Page):
    """The person who is signed in."""

    help_topic = "nguoi-dung"

    def __init__(self, session: Session) -> None:
        super().__init__(session.office.user.name, t("rail.person"), back_to=t("page.before"), scroll=True)
        self._session = session
        self.key("Esc", self.back.emit, t("page.before"))
        self.out = self.action(t("person.sign_out"), lambda: session.go("sign-out"), "filled", icon="log-out")
        columns = Columns()
        who = Card(t("person.rights"), icon="user")
        office = session.office
        roles = ", ".join(title for code, title in ROLES.items() if code in office.user.roles)
        who.body.addWidget(NamedLine(t("people.roles"), roles))
        who.body.addWidget(NamedLine(t("setup.unit"), office.home_unit.title))
        who.body.addWidget(wrapped(t("person.rights_note"), "quiet"))
        columns.left.addWidget(who)
        if office.identity.sample:
            columns.left.addWidget(self._sample_card())
        columns.right.addWidget(self._password_card())
        self.body.addLayout(columns)
        self.body.addStretch(1)

    def enter(self) -> None:
        self.out.setFocus(Qt.FocusReason.OtherFocusReason)

    def _password_card(self) -> Card:
        card = Card(t("person.change_password"), icon="lock")
        self._secrets = [PasswordEdit(), PasswordEdit(), PasswordEdit()]
        self.old = Field(t("person.old_password"), self._secrets[0], required=True, hint=t("password.key"))
        self.first = Field(t("password.new"), self._secrets[1], required=True, hint=t("password.least"))
        self.second = Field(t("password.again"), self._secrets[2], required=True)
        self.set = Button(t("person.change_act"))
        self.set.clicked.connect(self._change)
        fields = [self.old, self.first, self.second]
        for field, secret in zip(fields, self._secrets, strict=True):
            card.body.addWidget(field)
            secret.caps.connect(lambda on, field=field: field.say(t("password.caps") if on else "", tone="warn"))
        row = Row(gap=8)
        row.addStretch(1)
        row.addWidget(self.set)
        card.body.addLayout(row)
        self._chain = Chain(fields, self.set, self)
        self.key("F2", self._toggle, t("password.show"))
        return card

    def _toggle(self) -> None:
        for secret in self._secrets:
            secret.show_letters(not secret.shows)

    def _change(self) -> None:
        if self.old.editor.is_empty() or not check_pair(self.first, self.second):
            self._chain.begin()
            return
        office, old, new = self._session.office, self.old.value(), self.first.value()

        def work(_: Job) -> None:
            people.change_password(office.paths, office.user.name, old, new)

        self.set.refuse(t("sign_in.opening"))
        self._session.tasks.write(self, work, lambda _: self._changed(), self._refused)

    def _changed(self) -> None:
        self.set.refuse("")
        for secret in self._secrets:
            secret.clear()
        self.show_banner(Banner("ok", t("person.changed"), t("person.changed_next")))

    def _refused(self, error: BaseException) -> None:
        self.set.refuse("")
        what, _ = why(error)
        self.old.say(t("sign_in.wrong_short"), full=what)
        self.old.setFocus(Qt.FocusReason.OtherFocusReason)

    def _sample_card(self) -> Card:
        card = Card(t("person.sample"), icon="database")
        card.body.addWidget(wrapped(t("person.sample_what")))
        folder = self._session.office.paths.home.parent.parent
        here = self._session.office.home_unit.code
        row = Row(gap=8)
        for code in (sample.COMMUNE, sample.DISTRICT):
            if code != here and Paths(folder / "homes" / code).keys.is_file():
                button = Button(t("person.sample_go", unit=units.find(code, "2024").title))
                button.clicked.connect(lambda _=False, code=code: self._session.go(f"sample:{code}"))
                row.addWidget(button)
        away = Button(t("person.sample_delete"), "danger", icon="trash-2")
        away.clicked.connect(self._ask_delete)
        row.addWidget(away)
        row.addStretch(1)
        card.body.addLayout(row)
        return card

    def _ask_delete(self) -> None:
        question = Question(t("person.delete_title"), t("person.delete_body"), t("person.sample_delete"), danger=True)
        ask(self, question, lambda: self._session.go("sample:delete"))
