"""Fields for the columns of a form, two beside each other under the words that head them: an empty one is not 0."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.forms import FormColumn
from ui.theme import look, on_restyle
from ui.widgets.boxes import Column
from ui.widgets.field import Field
from ui.widgets.labels import wrapped
from ui.widgets.number_edit import NumberEdit

_ACROSS = 2


class ColumnFields(QWidget):
    """One field for each column, by its code in `fields`; `drawn` is what they held at first."""

    def __init__(self, columns: Sequence[FormColumn], typed: Mapping[str, int | str]) -> None:
        super().__init__()
        self._editors: dict[str, NumberEdit] = {}
        self.fields: dict[str, Field] = {}
        rows = Column(self, gap=8)
        for path, together in groupby(columns, lambda column: column.group):
            if path:
                rows.addWidget(wrapped(" – ".join(path), "strong"))
            grid = _Grid()
            for column in together:
                grid.put(self._field(column, typed.get(column.code)))
            rows.addWidget(grid)
        self.drawn = self.texts()

    def _field(self, column: FormColumn, value: int | str | None) -> Field:
        editor = self._editors[column.code] = NumberEdit(decimal=True)
        field = self.fields[column.code] = Field(f"{column.code} · {column.title}", editor, hint=column.unit)
        field.set_value(value)
        return field

    def texts(self) -> dict[str, str]:
        """Return what stands in the fields, readable or not."""
        return {code: editor.text() for code, editor in self._editors.items()}

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


class _Grid(QWidget):
    """Fields side by side, row below row."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        for at in range(_ACROSS):
            self._grid.setColumnStretch(at, 1)
        on_restyle(self, self._space_it)

    def put(self, field: Field) -> None:
        """Add a field at the next place."""
        place = self._grid.count()
        self._grid.addWidget(field, place // _ACROSS, place % _ACROSS)

    def _space_it(self) -> None:
        self._grid.setHorizontalSpacing(look().px(16))
        self._grid.setVerticalSpacing(look().px(8))
