"""The recovery code typed from the paper in the safe, to open what was sealed to laptops that are lost."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.errors import Problem
from desktop.language.texts import t
from ui.dialogs import Dialog
from ui.problems import split
from ui.widgets.button import Button
from ui.widgets.field import Field
from ui.widgets.labels import wrapped
from ui.widgets.line_edit import LineEdit


class CodeDialog(Dialog):
    """`act(code)` is called; `refused_by` says at the field what was wrong with the code."""

    def __init__(self, owner: QWidget, act: Callable[[str], None]) -> None:
        super().__init__(owner, t("keys.code_title"), icon="key-round")
        self._do = act
        self.body.addWidget(wrapped(t("keys.code_body")))
        self.code = Field(t("sign_in.code"), LineEdit(t("sign_in.code_form")), required=True)
        self.body.addWidget(self.code)
        self.code.advance.connect(self._act)
        self.add_button(Button(t("dialog.keep"), key="Esc")).clicked.connect(self.escape)
        self.act = self.add_button(Button(t("keys.code_act"), "filled", key="Enter"))
        self.act.clicked.connect(self._act)
        self.open_up(self.code.editor)

    def refused_by(self, error: BaseException) -> bool:
        """Say at the field that the code is none, or another unit's; False when the error is about something else."""
        self.act.refuse("")
        if not isinstance(error, Problem) or error.code != "invalid_value":
            self.close_up()
            return False
        said, what_to_do = split(error.message)
        self.code.say(said, full=what_to_do)
        self.code.editor.setFocus()
        return True

    def _act(self) -> None:
        self.act.refuse(t("connect.reading"))
        self._do(str(self.code.value() or ""))
