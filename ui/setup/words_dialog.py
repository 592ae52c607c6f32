"""Eight words heard over the telephone, typed before anything is believed."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.errors import Problem
from desktop.language.texts import t
from desktop.language.words import first_unknown
from ui.dialogs import Dialog
from ui.problems import split
from ui.widgets.button import Button
from ui.widgets.field import Field
from ui.widgets.labels import wrapped
from ui.widgets.line_edit import LineEdit
from ui.widgets.password_edit import PasswordEdit

_SYLLABLES = 16
_WIDE = 600  # eight words stand side by side, so that one reads them over before answering


class WordsDialog(Dialog):
    """Asks for the words; `act(words)` is called, and `refused_by` says at the field what was wrong with them."""

    def __init__(self, owner: QWidget, title: str, body: str, act_text: str, act: Callable[[str], None]) -> None:
        super().__init__(owner, title, icon="phone", width=_WIDE)
        self._do = act
        self.body.addWidget(wrapped(body))
        self.words = Field(t("connect.heard"), LineEdit(), required=True)
        self.body.addWidget(self.words)
        self.words.changed.connect(self._look)
        self.words.advance.connect(self._act)
        self.add_button(Button(t("dialog.keep"), key="Esc")).clicked.connect(self.escape)
        self.act = self.add_button(Button(act_text, "filled", key="Enter"))
        self.act.clicked.connect(self._act)
        self.open_up(self.words.editor)

    def refused_by(self, error: BaseException) -> bool:
        """Say at the field which word does not fit; False when the error is about something else."""
        self.act.refuse("")
        if not isinstance(error, Problem) or error.code not in ("wrong_fingerprint", "fingerprint_needed"):
            self.close_up()
            return False
        self.words.say(split(error.message)[0].rstrip("."), full=t("connect.read_again"))
        self.words.editor.setFocus()
        return True

    def _look(self) -> None:
        typed = self.words.value()
        wrong = first_unknown(typed) if len(typed.replace("-", " ").split()) >= _SYLLABLES else None
        self.words.say(t("connect.unknown_word", n=wrong) if wrong else "", tone="warn", full=t("connect.read_again"))

    def _act(self) -> None:
        if self.words.editor.is_empty():
            self.words.say(t("connect.no_words"))
            return
        self.act.refuse(t("connect.reading"))
        self._do(self.words.value())


class PasswordDialog(Dialog):
    """Asks for the password of the root before it signs: what it signs cannot be taken back."""

    def __init__(self, owner: QWidget, title: str, body: str, act_text: str, act: Callable[[str], None]) -> None:
        super().__init__(owner, title, icon="triangle-alert", role="err")
        self._do = act
        self.body.addWidget(wrapped(body))
        self.password = Field(t("connect.root_password"), PasswordEdit(), required=True)
        self.body.addWidget(self.password)
        self.add_button(Button(t("dialog.keep"), "filled", key="Esc")).clicked.connect(self.escape)
        self.add_button(Button(act_text, "danger")).clicked.connect(self._act)
        self.open_up(self.password.editor)

    def _act(self) -> None:
        password = self.password.value()
        self.close_up()
        self._do(password)
