"""A backup put back at the first start: which file, who, and the password of the old laptop or the code on paper."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from desktop.actions import restoring
from desktop.actions.restoring import Opening, Restored
from desktop.errors import Problem
from desktop.jobs import Job
from desktop.language.texts import t
from ui.dialogs import Dialog
from ui.setup.entrance import Desk
from ui.widgets.button import Button
from ui.widgets.chain import Chain
from ui.widgets.field import Field
from ui.widgets.labels import wrapped
from ui.widgets.line_edit import LineEdit
from ui.widgets.password_edit import PasswordEdit


class RestoreDialog(Dialog):
    """Asks who opens the file and puts it back; `done` is called once there is a home, `failed` for what is no matter of secrets."""

    def __init__(self, owner: QWidget, desk: Desk, file: Path, done: Callable[[], None], failed: Callable[[BaseException], None]) -> None:
        super().__init__(owner, t("restore.title"), icon="shield-check")
        self._desk, self._file, self._done, self._told = desk, file, done, failed
        self.body.addWidget(wrapped(t("restore.what", file=file.name)))
        self.who = Field(t("restore.user"), LineEdit(), hint=t("restore.user_hint"))
        self.password = Field(t("restore.password"), PasswordEdit())
        self.code = Field(t("restore.code"), LineEdit(t("restore.code_form")))
        for field in (self.who, self.password, self.code):
            self.body.addWidget(field)
        self.add_button(Button(t("dialog.keep"), key="Esc")).clicked.connect(self.escape)
        self.act = self.add_button(Button(t("restore.act"), "filled"))
        self.act.clicked.connect(self._act)
        self._chain = Chain([self.who, self.password, self.code], self.act, self)
        self.open_up(self.who.editor)

    def _act(self) -> None:
        password, code = self.password.value(), self.code.value()
        if not password and not code:
            self.password.say(t("restore.nothing"))
            self.password.editor.setFocus()
            return
        desk, file, by = self._desk, self._file, Opening(self.who.value().strip() or None, lambda: password, code or None)

        def work(job: Job) -> Restored:
            return restoring.restore(file, desk.paths.home, desk.clock, by, job=job)

        self.act.refuse(t("restore.working"))
        desk.tasks.write(self, work, self._on_done, self._on_failed)

    def _on_done(self, _: Restored) -> None:
        self.close_up()
        self._done()

    def _on_failed(self, error: BaseException) -> None:
        self.act.refuse("")
        if isinstance(error, Problem) and error.code in ("wrong_password", "invalid_value"):
            at = self.code if self.code.value() else self.password
            at.say(t("restore.wrong"), full=t("restore.wrong_full"))
            at.editor.setFocus()
            return
        self.close_up()
        self._told(error)
