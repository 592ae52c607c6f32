"""Two questions of a period's path: which period, known or new, and what is said of one register.

Law: a period without days of its own has those of the superior, else of the decree; "không áp dụng" is never said by accident.
"""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.actions.declarations import SAID, Said
from desktop.actions.periods import NewPeriod
from desktop.language.texts import t
from desktop.reporting.periods import Standing
from ui.reporting.period_questions import Asking
from ui.reporting.states import state_sign
from ui.widgets.boxes import FieldGrid
from ui.widgets.date_edit import DateEdit
from ui.widgets.field import Field
from ui.widgets.labels import wrapped
from ui.widgets.line_edit import LineEdit
from ui.widgets.list_field import ListField
from ui.widgets.number_edit import NumberEdit
from ui.widgets.option import Option
from ui.widgets.paged_model import Column, RowValues
from ui.widgets.table import Table

KINDS = ("month", "quarter", "half", "nine", "year", "custom")
NUMBERED = ("month", "quarter", "half")
YEAR_DIGITS = 4
_NOTHING = "none"


class DeclareDialog(Asking):
    """What is said of one register in a period: nothing happened, it does not apply, or nothing any more."""

    def __init__(self, owner: QWidget, title: str, standing: Standing, register: str, say: Callable[[str, Said | None], None]) -> None:
        super().__init__(owner, t("period.say_one_ask", title=title), t("period.say_one"), "calendar-check")
        self._register, self._say = register, say
        declared = standing.declared.get(register)
        self.state = ListField([Option(one, t(f"period.say_{one}")) for one in (*SAID, *((_NOTHING,) if declared else ()))])
        self.state.set_value(declared or SAID[0])
        self.body.addWidget(Field(t("period.say_one_state"), self.state, required=True))
        self.body.addWidget(wrapped(t("period.say_one_note", label=standing.period.label), "quiet"))
        self.state.advance.connect(self.go)
        self.open_up(self.state)

    def go(self) -> None:
        chosen = self.state.value()
        self.close_up()
        self._say(self._register, next((one for one in SAID if one == chosen), None))


class OtherPeriod(Asking):
    """The periods that are known, and a new one."""

    def __init__(
        self,
        owner: QWidget,
        known: Sequence[Standing],
        today: Callable[[], date],
        choose: Callable[[str], None],
        make: Callable[[NewPeriod], None],
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
        self.table.show_all(
            [
                {"label": f"{one.period.label[:1].upper()}{one.period.label[1:]}", "state": state_sign(one.state), "code": one.code}
                for one in newest
            ]
        )
        self.table.opened.connect(self._on_known)
        self.body.addWidget(self.table)
        heading = wrapped(t("period.open_new"), "strong")
        self.body.addWidget(heading)
        self.table.setVisible(bool(known))
        heading.setVisible(bool(known))
        self._ask_new(today)
        self.open_up(self.table if known else self.kind)

    def _ask_new(self, today: Callable[[], date]) -> None:
        grid = FieldGrid(3)
        self.kind = ListField([Option(kind, t(f"period.kind_{kind}")) for kind in KINDS])
        self.year, self.number, self.code, self.label = LineEdit(), NumberEdit(), LineEdit(), LineEdit()
        self.first, self.last, self.due = DateEdit(today), DateEdit(today), DateEdit(today)
        self.kind.set_value("quarter")
        self.year.set_value(str(today().year))
        self.number.set_value(1)
        self._year, self._number = Field(t("period.year"), self.year), Field(t("period.number"), self.number)
        self._code, self._label = Field(t("period.code"), self.code), Field(t("period.label"), self.label)
        self._first, self._last = Field(t("period.first"), self.first), Field(t("period.last"), self.last)
        self._days = (self._first, self._last, Field(t("period.due"), self.due))
        for field in (Field(t("period.kind"), self.kind), self._number, self._year, *self._days, self._code, self._label):
            grid.add(field)
            field.advance.connect(self.go)
        self.body.addLayout(grid)
        self._about_days = wrapped(t("period.own_days"), "quiet")
        self.body.addWidget(self._about_days)
        self.kind.changed.connect(self._on_kind)
        self._on_kind()

    def _on_kind(self) -> None:
        """Show what the kind asks: a number, or a code and a name of its own."""
        kind = str(self.kind.value() or "quarter")
        self._number.setVisible(kind in NUMBERED)
        self._code.setVisible(kind == "custom")
        self._label.setVisible(kind == "custom")
        self._about_days.setText(t("period.own_code" if kind == "custom" else "period.own_days"))

    def _on_known(self, row: RowValues) -> None:
        self.close_up()
        self._choose(str(row["code"]))

    def go(self) -> None:
        typed = str(self.year.value() or "")
        if not (typed.isascii() and typed.isdecimal() and len(typed) == YEAR_DIGITS):
            self._year.say(t("period.year_bad"))
            return
        kind = str(self.kind.value() or "quarter")
        own = kind == "custom"
        if not self._is_told(own):
            return
        number = self.number.value() if kind in NUMBERED else None
        first, last, due = (str(field.value()) or None for field in (self.first, self.last, self.due))
        self.close_up()
        code, label = (str(field.value() or "") or None if own else None for field in (self.code, self.label))
        self._make(NewPeriod(kind, int(typed), number, first, last, due, code, label))

    def _is_told(self, own: bool) -> bool:
        """Say what is wrong with the days, and, of a period of its own, what is missing; whether nothing is."""
        wrong = [(field, field.editor.problem()) for field in self._days if field.editor.problem()]
        if own:
            wrong += [(field, t("period.own_missing")) for field in (self._first, self._last, self._code) if not field.value()]
        for field, text in wrong[:1]:
            field.say(text)
            field.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return not wrong
