"""Signing in: who, the password, and the printed code for when it was forgotten.

Law: a wrong password and an unknown name are answered alike; after each the next try waits three seconds, without
freezing the window; the password stands in no record of the program.
"""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame

from desktop.actions import people
from desktop.errors import Problem
from desktop.jobs import Job
from desktop.language.texts import t
from desktop.office import Office
from desktop.settings import Settings
from desktop.units import Unit
from ui.banner import Banner
from ui.setup.entrance import Desk, EntrancePage
from ui.setup.new_password import check_pair
from ui.theme import on_restyle
from ui.widgets.boxes import Column, Row
from ui.widgets.button import Button
from ui.widgets.chain import Chain
from ui.widgets.field import Field
from ui.widgets.icon import Icon
from ui.widgets.labels import label, wrapped
from ui.widgets.line_edit import LineEdit
from ui.widgets.list_field import ListField
from ui.widgets.option import Option
from ui.widgets.password_edit import PasswordEdit

PAUSE = 3
WIDTH = 420


class SignInPage(EntrancePage):
    """`entered(office)`: somebody is signed in. `failed(error)`: what is no matter of passwords."""

    help_topic = "dang-nhap"
    entered = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, unit: Unit | None = None) -> None:
        super().__init__(t("sign_in.title"), WIDTH)
        self._desk, self._left = desk, 0
        card = QFrame()
        card.setObjectName("card")
        box = Column(card, gap=12, sides=(24, 20, 24, 20))
        head = Row(gap=12)
        head.addWidget(Icon("book-open", "accent", 24))
        head.addWidget(label(unit.title if unit else t("start.program"), "title"), 1)
        box.addLayout(head)
        names = people.names(desk.paths)
        who = ListField([Option(name, name) for name in names])
        self.who = Field(t("sign_in.user"), who, required=True)
        last = Settings.load(desk.paths.settings)["last_user"]
        who.set_value(last if last in names else names[0] if len(names) == 1 else "")
        self.password = PasswordEdit()
        self.secret = Field(t("sign_in.password"), self.password, required=True, hint=t("password.key"))
        self.enter_button = Button(t("sign_in.enter"), "filled", key="Enter")
        self.enter_button.clicked.connect(self._try)
        self.forgotten = Button(t("sign_in.forgotten"), "ghost", icon="key-round")
        self.forgotten.clicked.connect(lambda: self._recover(True))
        for part in (self.who, self.secret):
            box.addWidget(part)
        self.note = label("", "label")
        row = Row(gap=8)
        row.addWidget(self.note, 1)
        row.addWidget(self.enter_button)
        box.addLayout(row)
        box.addWidget(self.forgotten, 0, Qt.AlignmentFlag.AlignLeft)
        self.recovery = RecoveryForm(desk)
        self.recovery.changed.connect(self._on_recovered)
        self.recovery.given_up.connect(lambda: self._recover(False))
        box.addWidget(self.recovery)
        self.recovery.hide()
        self.middle.addWidget(card)
        self._chain = Chain([self.who, self.secret], self.enter_button, self)
        self.password.advance.connect(self._on_enter)
        self.password.caps.connect(self._on_caps)
        self.key("F2", lambda: self.password.show_letters(not self.password.shows), t("password.show"))
        self._tick = QTimer(self)
        self._tick.setInterval(1000)
        self._tick.timeout.connect(self._count_down)

    def enter(self) -> None:
        (self.secret if self.who.value() else self.who).setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def waits(self) -> bool:
        """Whether the next try must wait."""
        return self._left > 0

    def _on_enter(self) -> None:
        if self.password.text() and self.enter_button.isEnabled():
            self._try()

    def _on_caps(self, on: bool) -> None:
        if not self.waits:
            self.secret.say(t("password.caps") if on else "", tone="warn")

    def _try(self) -> None:
        if self.waits or not self.who.value():
            self._chain.begin()
            return
        name, password, desk = self.who.value(), self.password.value(), self._desk
        self.enter_button.refuse(t("sign_in.opening"))
        desk.tasks.read(self, lambda _: people.sign_in(desk.paths, desk.clock, name, lambda: password), self._on_entered, self._on_failed)

    def _on_entered(self, office: Office) -> None:
        self.password.clear()
        self.enter_button.refuse("")
        self.entered.emit(office)

    def _on_failed(self, error: BaseException) -> None:
        self.enter_button.refuse("")
        if isinstance(error, Problem) and error.code == "wrong_password":
            self._left = PAUSE
            self._tick.start()
            self._say_wrong()
            self.password.selectAll()
            self.password.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.failed.emit(error)

    def _count_down(self) -> None:
        self._left -= 1
        self._say_wrong()
        if self._left <= 0:
            self._tick.stop()

    def _say_wrong(self) -> None:
        self.secret.say(t("sign_in.wrong_short"), full=t("sign_in.wrong", n=max(0, self._left)))
        self.note.setText(t("sign_in.wait", n=self._left) if self.waits else t("sign_in.again_now"))
        self.enter_button.refuse(t("sign_in.wait", n=self._left) if self.waits else "")

    def _recover(self, on: bool) -> None:
        for part in (self.secret, self.note, self.enter_button, self.forgotten):
            part.setVisible(not on)
        self.recovery.setVisible(on)
        self.clear_banner()
        self.note.setText("")
        if on:
            self.recovery.begin(self.who)
        else:
            self.enter()

    def _on_recovered(self, name: str) -> None:
        self._recover(False)
        self.who.set_value(name)
        self.show_banner(Banner("ok", t("sign_in.recovered"), t("sign_in.recovered_next")))


class RecoveryForm(QFrame):
    """A new password by the printed code. `changed(name)`: it was set."""

    changed = Signal(str)
    given_up = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._who: Field | None = None
        box = Column(self, gap=8)
        box.addWidget(wrapped(t("sign_in.recovery_what"), "quiet"))
        self.code = Field(t("sign_in.code"), LineEdit(t("sign_in.code_form")), required=True)
        self.new, self.again = PasswordEdit(), PasswordEdit()
        self.first = Field(t("password.new"), self.new, required=True, hint=t("password.least"))
        self.second = Field(t("password.again"), self.again, required=True)
        for field in (self.code, self.first, self.second):
            box.addWidget(field)
        row = Row(gap=8)
        row.addStretch(1)
        self.keep = Button(t("sign_in.give_up"))
        self.set = Button(t("sign_in.set_new"), "filled")
        self.keep.clicked.connect(self.given_up)
        self.set.clicked.connect(self._try)
        row.addWidget(self.keep)
        row.addWidget(self.set)
        box.addLayout(row)
        self._chain = Chain([self.code, self.first, self.second], self.set, self)
        on_restyle(self, self.updateGeometry)

    def begin(self, who: Field) -> None:
        """Ask for the code of who is chosen in `who`."""
        self._who = who
        for field in (self.code, self.first, self.second):
            field.set_value("")
            field.say()
        self.code.setFocus(Qt.FocusReason.OtherFocusReason)

    def _try(self) -> None:
        if not check_pair(self.first, self.second) or self.code.editor.is_empty():
            self._chain.begin()
            return
        name = (self._who.value() if self._who else "") or None
        code, password, desk = self.code.value(), self.new.value(), self._desk

        def work(_: Job) -> str:
            return people.recover(desk.paths, name, code, password)

        self.set.refuse(t("sign_in.opening"))
        desk.tasks.write(self, work, self._on_changed, self._on_failed)

    def _on_changed(self, name: str) -> None:
        self.set.refuse("")
        self.changed.emit(name)

    def _on_failed(self, error: BaseException) -> None:
        self.set.refuse("")
        if not isinstance(error, Problem):
            raise error
        wrong = t("sign_in.code_wrong") if error.code == "wrong_password" else error.message
        self.code.say(t("sign_in.code_short"), full=wrong)
        self.code.setFocus(Qt.FocusReason.OtherFocusReason)
