"""The questions of a period's path: declare nothing, close with a signer, close in spite of …, open again, another period.

Law: a declaration lists its registers once; each thing passed over has its own reason; nothing is closed by accident.
"""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.actions.period_path import Path
from desktop.actions.periods import NewPeriod
from desktop.language.dates import format_date
from desktop.language.texts import t
from desktop.reporting.periods import Standing
from ui.dialogs import Dialog
from ui.keys import plain_return
from ui.reporting.states import state_sign
from ui.widgets.boxes import FieldGrid
from ui.widgets.button import Button
from ui.widgets.field import Field
from ui.widgets.labels import wrapped
from ui.widgets.line_edit import LineEdit
from ui.widgets.list_field import ListField
from ui.widgets.number_edit import NumberEdit
from ui.widgets.option import Option
from ui.widgets.paged_model import Column, RowValues
from ui.widgets.table import Table

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


class OtherPeriod(Asking):
    """The periods that are known, and a new one."""

    def __init__(
        self, owner: QWidget, known: Sequence[Standing], year: int, choose: Callable[[str], None], make: Callable[[NewPeriod], None]
    ) -> None:
        super().__init__(owner, t("period.open_ask" if known else "period.open_first"), t("period.open_act"), "calendar-check")
        self._choose, self._make = choose, make
        self.table = Table(
            (
                Column("label", t("period.open_known"), 260, stretch=True),
                Column("state", t("period.state"), 140, "badge", cell=lambda row: row["state"]),
            ),
            name=t("period.open_known"),
        )
        self.table.setFixedHeight(160)
        newest = sorted(known, key=lambda one: one.period.last, reverse=True)
        self.table.show_all([{"label": one.period.label, "state": state_sign(one.state), "code": one.code} for one in newest])
        self.table.opened.connect(self._on_known)
        self.body.addWidget(self.table)
        heading = wrapped(t("period.open_new"), "strong")
        self.body.addWidget(heading)
        self.table.setVisible(bool(known))
        heading.setVisible(bool(known))
        grid = FieldGrid(3)
        self.kind = ListField([Option(kind, t(f"period.kind_{kind}")) for kind in KINDS])
        self.year, self.number = LineEdit(), NumberEdit()
        self.kind.set_value("quarter")
        self.year.set_value(str(year))
        self.number.set_value(1)
        self._year = Field(t("period.year"), self.year)
        for field in (Field(t("period.kind"), self.kind), Field(t("period.number"), self.number), self._year):
            grid.add(field)
            field.advance.connect(self.go)
        self.body.addLayout(grid)
        self.open_up(self.table if known else self.kind)

    def _on_known(self, row: RowValues) -> None:
        self.close_up()
        self._choose(str(row["code"]))

    def go(self) -> None:
        typed = str(self.year.value() or "")
        if not (typed.isascii() and typed.isdecimal() and len(typed) == YEAR_DIGITS):
            self._year.say(t("period.year_bad"))
            return
        kind = str(self.kind.value() or "quarter")
        number = self.number.value() if kind in ("month", "quarter", "half") else None
        self.close_up()
        self._make(NewPeriod(kind, int(typed), number))
