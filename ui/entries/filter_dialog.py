"""Narrowing a list: period, the fields that its register names, and what is struck out. Enter filters, Esc leaves it."""

from collections.abc import Callable, Sequence
from typing import Final

from desktop.actions.list_filters import Filters, PeriodChoice
from desktop.language.texts import t
from desktop.office import Office
from desktop.registers.fields import Field as Declared
from desktop.registers.model import Register
from ui.dialogs import Dialog
from ui.entries.editors import OptionalChoice, OptionalList, Shape, fill_editor, make_editor, read_editor
from ui.page import Page
from ui.widgets.boxes import FieldGrid
from ui.widgets.button import Button
from ui.widgets.chain import Chain
from ui.widgets.check import Check
from ui.widgets.field import Editor, Field
from ui.widgets.list_field import ListField
from ui.widgets.multi_choice import MultiChoice
from ui.widgets.option import Option

_WIDTH: Final = 640
_SHORT: Final = 270
_ALL: Final = ""


class FilterDialog(Dialog):
    """Asks for filters and hands them to `act`."""

    def __init__(
        self,
        page: Page,
        office: Office,
        register: Register,
        fields: Sequence[Declared],
        periods: Sequence[PeriodChoice],
        filters: Filters,
        act: Callable[[Filters], None],
    ) -> None:
        super().__init__(page, t("list.filter_title", title=register.title), icon="filter", width=_WIDTH)
        self._office, self._declared, self._periods, self._act = office, fields, periods, act
        self.period = ListField((Option(_ALL, t("list.filter_all")), *(Option(one.key, one.label) for one in periods)))
        self.period.set_value(filters.period.key if filters.period else _ALL)
        self.fields = {one.name: Field(one.label, _editor(one, office)) for one in fields}
        self.deleted = Check(t("list.deleted"))
        self.deleted.set_value(filters.deleted)
        grid = FieldGrid(2)
        first = Field(t("list.filter_period"), self.period)
        if register.dated_by:
            grid.add(first, 2)
        for field in self.fields.values():
            grid.add(field)
        grid.end_row()
        self.body.addLayout(grid)
        self.body.addWidget(self.deleted)
        for name, value in filters.values:
            if name in self.fields:
                fill_editor(register.by_name[name], self.fields[name].editor, value, office)
        self.drop = Button(t("list.drop_all"), "ghost")
        self.go = Button(t("list.filter_go"), "filled", key="Enter")
        self.add_button(self.drop).clicked.connect(lambda: self._answer(Filters()))
        self.add_button(Button(t("list.cancel"), key="Esc")).clicked.connect(self.escape)
        self.add_button(self.go).clicked.connect(lambda: self._answer(self._filters()))
        self._chain = Chain([*([first] if register.dated_by else []), *self.fields.values()], self.go, self)
        self.deleted.advance.connect(self.go.setFocus)
        self.open_up(self.period if register.dated_by else next(iter(self.fields.values()), self.go))

    def _filters(self) -> Filters:
        given = {one.name: read_editor(one, self.fields[one.name].editor) for one in self._declared}
        period = next((one for one in self._periods if one.key == self.period.value()), None)
        values = tuple((name, value) for name, value in given.items() if value is not None)
        return Filters(period, values, bool(self.deleted.value()))

    def _answer(self, filters: Filters) -> None:
        self.close_up()
        self._act(filters)


def _editor(field: Declared, office: Office) -> Editor:
    """An editor that takes one value, also of a field that holds several or is computed."""
    if field.options:
        options = tuple(Option(code, name) for code, name in field.options.items())
        short = OptionalChoice(options)
        return short if len(options) <= 3 and sum(len(one.label) for one in options) * 8 < _SHORT - 60 else OptionalList(options)
    return make_editor(field, office, Shape(room=_SHORT))


class ColumnsDialog(Dialog):
    """Asks which fields stand in the list; `act` gets their names, none for the declared ones."""

    def __init__(
        self, page: Page, register: Register, fields: Sequence[Declared], chosen: Sequence[str], act: Callable[[list[str]], None]
    ) -> None:
        super().__init__(page, t("list.columns_title", title=register.title), icon="columns-3", width=_WIDTH)
        self._act = act
        self.chips = MultiChoice([Option(one.name, one.label) for one in fields])
        self.chips.setAccessibleName(t("list.columns"))
        self.chips.set_value(chosen)
        self.body.addWidget(Field(t("list.columns_note"), self.chips))
        self.go = Button(t("list.columns_go"), "filled", key="Enter")
        self.add_button(Button(t("list.columns_own"), "ghost")).clicked.connect(lambda: self._answer([]))
        self.add_button(Button(t("list.cancel"), key="Esc")).clicked.connect(self.escape)
        self.add_button(self.go).clicked.connect(lambda: self._answer(self.chips.value()))
        self.chips.advance.connect(lambda: self._answer(self.chips.value()))
        self.open_up(self.chips)

    def _answer(self, names: list[str]) -> None:
        self.close_up()
        self._act(names)
