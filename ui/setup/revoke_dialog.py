"""Asked before a laptop is ended: why, and – where it is needed – a typed word and the password of the root.

Law: an end cannot be taken back, so what else would be lost with it is said first, and who goes on all the same types it.
"""

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from desktop.actions.network import KnownStation
from desktop.language.texts import t
from ui.dialogs import Dialog, is_word
from ui.widgets.button import Button
from ui.widgets.field import Field
from ui.widgets.labels import wrapped
from ui.widgets.line_edit import LineEdit
from ui.widgets.password_edit import PasswordEdit

WORD: Final = "THU HỒI"


class RevokeDialog(Dialog):
    """`act(reason, password)` is called; the password is "" where the root is not needed."""

    def __init__(self, owner: QWidget, title: str, one: KnownStation, ending: dict[str, Any], act: Callable[[str, str], None]) -> None:
        super().__init__(owner, title, icon="triangle-alert", role="err")
        self._do, self._asks = act, bool(ending["asks"])
        self.body.addWidget(wrapped(t("connect.revoke_body")))
        if ending["warning"]:
            self.body.addWidget(wrapped(ending["warning"]))
        self.reason = Field(t("connect.revoke_reason"), LineEdit())
        self.body.addWidget(self.reason)
        self.word = Field(t("dialog.type_word", word=WORD), LineEdit())
        self.password = Field(t("connect.root_password"), PasswordEdit(), required=True)
        self.body.addWidget(self.word)
        self.body.addWidget(self.password)
        self.word.setVisible(self._asks)
        self.password.setVisible(one.needs_root)
        self.word.changed.connect(self._look)
        self.add_button(Button(t("dialog.keep"), "filled", key="Esc")).clicked.connect(self.escape)
        self.act = self.add_button(Button(t("connect.revoke_act"), "danger"))
        self.act.clicked.connect(self._act)
        self._look()
        self.open_up(self.reason.editor)

    def _look(self) -> None:
        given = not self._asks or is_word(str(self.word.value() or ""), WORD)
        self.act.refuse("" if given else t("dialog.type_word", word=WORD))

    def _act(self) -> None:
        reason, password = str(self.reason.value() or ""), str(self.password.value() or "")
        self.close_up()
        self._do(reason, password)
