"""The questions of a period's path: declare nothing, close with a signer, close in spite of …, open again, another period.

Law: a declaration lists its registers once; each thing passed over has its own reason; nothing is closed by accident.
"""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.actions.period_path import Path
from desktop.language.dates import format_date
from desktop.language.texts import t
from ui.dialogs import Dialog
from ui.keys import plain_return
from ui.widgets.button import Button
from ui.widgets.field import Field
from ui.widgets.labels import wrapped
from ui.widgets.line_edit import LineEdit
from ui.widgets.list_field import ListField
from ui.widgets.option import Option

KINDS = ("month", "quarter", "half", "nine", "year")
YEAR_DIGITS = 4


class Asking(Dialog):
    """A dialog with fields: Enter in it does what its filled button says, Esc keeps everything."""

    def __init__(self, owner: QWidget, title: str, act: str, icon: str) -> None:
        super().__init__(owner, title, icon=icon)
        self.keep = self.add_button(Button(t("period.cancel"), key="Esc"))
        self.keep.clicked.connect(self.escape)
        self.act = self.add_button(Button(act, "filled", key="Enter"))
        self.act.clicked.connect(self.go)

    def go(self) -> None:
        """Do it, if all that is asked has been given. Override."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if plain_return(event) and self.act.isEnabled():
            self.go()
            return
        super().keyPressEvent(event)


class CloseDialog(Asking):
    """Who signs, when the other laptops were merged last, and a reason for each thing that is passed over."""

    def __init__(self, owner: QWidget, path: Path, close: Callable[[str | None, Mapping[str, str]], None]) -> None:
        standing = path.standing
        title = t("period.close_ask", label=standing.period.label, n=standing.version + 1)
        super().__init__(owner, title, t("period.close"), "lock")
        self._close = close
        self.signer: ListField | None = None
        self.reasons: dict[str, Field] = {}
        for series, came in path.siblings:
            day = format_date(came[:10]) if came else ""
            said = t("period.close_sibling", series=series, day=day) if came else t("period.close_sibling_never", series=series)
            self.body.addWidget(wrapped(said))
        if path.officials:
            self.signer = ListField([Option(key, name) for key, name in path.officials])
            self.signer.set_value(path.officials[0][0])
            self.body.addWidget(Field(t("period.signer"), self.signer))
            self.signer.advance.connect(self.go)
        else:
            self.body.addWidget(wrapped(t("period.no_signer"), "quiet"))
        for one in path.ready.checks:
            if not one.ok:
                self._ask_reason(one.check, one.message)
        self.body.addWidget(wrapped(t("period.freezes"), "quiet"))
        first = next((field.editor for field in self.reasons.values()), None)
        self.open_up(first or self.act)

    def _ask_reason(self, check: str, message: str) -> None:
        line = LineEdit()
        field = Field(t("period.reason"), line, required=True)
        self.body.addWidget(wrapped(message, "strong"))
        self.body.addWidget(field)
        self.reasons[check] = field
        line.advance.connect(self.go)

    def go(self) -> None:
        for field in self.reasons.values():
            if not str(field.value() or "").strip():
                field.say(t("period.reason_missing"))
                field.editor.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        signer = str(self.signer.value()) if self.signer and self.signer.value() else None
        reasons = {check: str(field.value()) for check, field in self.reasons.items()}
        self.close_up()
        self._close(signer, reasons)


class ReasonDialog(Asking):
    """One line of reason for opening a period again or sending it back."""

    def __init__(self, owner: QWidget, title: str, body: str, act: str, then: Callable[[str], None], *, icon: str, label: str = "") -> None:
        super().__init__(owner, title, act, icon)
        self._then = then
        if body:
            self.body.addWidget(wrapped(body))
        self.line = LineEdit()
        self.field = Field(label or t("period.reason"), self.line, required=True)
        self.body.addWidget(self.field)
        self.line.advance.connect(self.go)
        self.open_up(self.line)

    def go(self) -> None:
        said = str(self.line.value() or "").strip()
        if not said:
            self.field.say(t("period.reason_missing"))
            return
        self.close_up()
        self._then(said)
