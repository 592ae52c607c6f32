"""Fields for the columns of a form, two beside each other under the words that head them, and below them how the form's checks stand.

Law: an empty field is not 0; a check is said while one types and stops nothing.
"""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, Final, Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.forms import Check, FormColumn
from desktop.language.texts import t
from ui.theme import look, on_restyle, repolish
from ui.widgets.boxes import Column, Row
from ui.widgets.field import Field
from ui.widgets.icon import Icon
from ui.widgets.labels import wrapped
from ui.widgets.number_edit import NumberEdit

CheckState = Literal["ok", "wrong", "open"]
_ACROSS = 2
_SIGNS: Final = {"ok": ("circle-check", "ok"), "wrong": ("triangle-alert", "warn"), "open": ("circle-dashed", "hint")}
_TONES: Final = {"ok": "ok", "wrong": "warn", "open": ""}


class ColumnFields(QWidget):
    """One field for each column, by its code in `fields`; `drawn` is what they held at first. `changed`: something was typed."""

    changed = Signal()

    def __init__(self, columns: Sequence[FormColumn], typed: Mapping[str, int | str], checks: Sequence[Check] = ()) -> None:
        super().__init__()
        self._editors: dict[str, NumberEdit] = {}
        self.fields: dict[str, Field] = {}
        self.lines: dict[Check, CheckLine] = {}
        codes = [column.code for column in columns]
        rows = Column(self, gap=8)
        for path, grouped in groupby(columns, lambda column: column.group):
            together = list(grouped)
            if path:
                rows.addWidget(wrapped(" – ".join(path), "strong"))
            grid = _Grid()
            for column in together:
                grid.put(self._field(column, typed.get(column.code)))
            rows.addWidget(grid)
            for check in checks:
                if _last_of(check, codes) in {column.code for column in together}:
                    self.lines[check] = CheckLine(check)
                    rows.addWidget(self.lines[check])
        self.drawn = self.texts()

    def _field(self, column: FormColumn, value: int | str | None) -> Field:
        editor = self._editors[column.code] = NumberEdit(decimal=True)
        field = self.fields[column.code] = Field(f"{column.code} · {column.title}", editor, hint=column.unit)
        field.set_value(value)
        field.changed.connect(self.changed)
        return field

    def texts(self) -> dict[str, str]:
        """Return what stands in the fields, readable or not."""
        return {code: editor.text() for code, editor in self._editors.items()}

    def typed(self) -> dict[str, str]:
        """Return what stands otherwise than it was drawn: what was typed and not saved."""
        return {code: text for code, text in self.texts().items() if text != self.drawn[code]}

    def put_back(self, texts: Mapping[str, str]) -> None:
        """Show again what was typed and not saved."""
        for code, text in texts.items():
            self._editors[code].setText(text)

    def values(self) -> dict[str, Any]:
        """Return the numbers, None for an empty field."""
        return {code: field.value() for code, field in self.fields.items()}

    def say_problems(self) -> None:
        """Say at each field what cannot be read."""
        for field in self.fields.values():
            if field.editor.problem():
                field.say(field.editor.problem())


def _last_of(check: Check, codes: Sequence[str]) -> str:
    """Return the last of a check's columns that is typed here, so that its line stands below them; "" when none is."""
    asked = {*check.left, *check.right}
    return next((code for code in reversed(codes) if code in asked), "")


class CheckLine(QWidget):
    """One check: that it holds, what is wrong with it, or that not enough is typed to tell."""

    def __init__(self, check: Check) -> None:
        super().__init__()
        self._rule = f"{' + '.join(check.left)} {'=' if check.sign == '=' else '≤'} {' + '.join(check.right)}"
        self._icon, self.words = Icon(*_SIGNS["open"], 16), wrapped("", "label")
        row = Row(self, gap=8)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)
        self.say("open")

    def say(self, state: CheckState, message: str = "") -> None:
        """Show how the check stands; `message` is what is wrong."""
        said = {"ok": t("check.ok", rule=self._rule), "open": t("check.open", rule=self._rule), "wrong": message}[state]
        self._icon.draw(*_SIGNS[state])
        self.words.setText(said)
        repolish(self.words, tone=_TONES[state])
        self.setAccessibleName(said)


class _Grid(QWidget):
    """Fields side by side, row below row; one below the other where their labels would be cut."""

    def __init__(self) -> None:
        super().__init__()
        self._fields: list[Field] = []
        self._across = _ACROSS
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        on_restyle(self, self._space_it)

    def put(self, field: Field) -> None:
        """Add a field at the next place."""
        self._fields.append(field)
        self._place_all()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = (self.width() - self._grid.horizontalSpacing()) // _ACROSS
        across = _ACROSS if all(field.label.room_needed() <= room for field in self._fields) else 1
        if across != self._across:
            self._across = across
            self._place_all()

    def _place_all(self) -> None:
        for field in self._fields:
            self._grid.removeWidget(field)
        for place, field in enumerate(self._fields):
            self._grid.addWidget(field, place // self._across, place % self._across)
        for at in range(_ACROSS):
            self._grid.setColumnStretch(at, 1 if at < self._across else 0)

    def _space_it(self) -> None:
        self._grid.setHorizontalSpacing(look().px(16))
        self._grid.setVerticalSpacing(look().px(8))
        self._fit()
