"""The row above a list: search box, a chip for each filter, and what else can be done with the rows."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.actions.list_filters import Filters
from desktop.entries.references import name_of
from desktop.entries.values import show_value
from desktop.language.texts import t
from desktop.office import Office
from desktop.registers.model import Register
from ui.widgets.boxes import Row
from ui.widgets.button import Button
from ui.widgets.search_box import SearchBox

_MOST_CHIPS = 2


class FilterBar(QWidget):
    """Signals say what is wanted; the page does it."""

    searched = Signal(str)
    filters_asked = Signal()
    period_dropped = Signal()
    value_dropped = Signal(str)
    deleted_dropped = Signal()
    columns_asked = Signal()
    sheet_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        row = Row(self, gap=8)
        self.box = SearchBox(t("list.find"), key="Ctrl+F")
        self.box.asked.connect(self.searched)
        row.addWidget(self.box)
        self._chips = Row(gap=8)
        row.addLayout(self._chips)
        self.more = self._ghost(row, t("list.more"), "filter", "F4", self.filters_asked)
        row.addStretch(1)
        self._ghost(row, t("list.columns"), "columns-3", "", self.columns_asked)
        self._ghost(row, t("list.sheet"), "download", "", self.sheet_asked).explain(t("list.sheet_tip"))

    @staticmethod
    def _ghost(row: Row, text: str, icon: str, key: str, signal: object) -> Button:
        made = Button(text, "ghost", icon=icon, key=key)
        made.clicked.connect(signal)
        row.addWidget(made)
        return made

    def show_filters(self, office: Office, register: Register, filters: Filters) -> None:
        """Show a chip for each filter; those that find no room are counted on the last one."""
        while self._chips.count():
            taken = self._chips.takeAt(0)
            widget = taken.widget() if taken else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        chips: list[tuple[str, object]] = []
        if filters.period:
            chips.append((t("list.period", label=filters.period.label), self.period_dropped.emit))
        for name, value in filters.values:
            field = register.by_name[name]
            shown = show_value(field, value if not field.many else [value], lambda codes, record: name_of(office, codes, record))
            chips.append((t("list.value", label=field.label, value=shown), lambda name=name: self.value_dropped.emit(name)))
        if filters.deleted:
            chips.append((t("list.deleted"), self.deleted_dropped.emit))
        for text, act in chips[:_MOST_CHIPS]:
            self._add(text, act)
        if len(chips) > _MOST_CHIPS:
            rest = Button(f"+{len(chips) - _MOST_CHIPS}", "ghost")
            rest.clicked.connect(self.filters_asked)
            self._chips.addWidget(rest)

    def _add(self, text: str, act: object) -> None:
        chip = Button(text, "chip", icon="x")
        chip.clicked.connect(act)
        self._chips.addWidget(chip)
