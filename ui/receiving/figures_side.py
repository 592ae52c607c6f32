"""What stands behind the number in focus: what it counts, what was closed, what was said about it, and its rows."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal

from desktop.actions.cell_rows import Behind
from desktop.language.texts import t
from desktop.reporting.verdicts import amount
from ui.receiving.figures_tables import shown_value, unit_rows
from ui.receiving.item_tables import item_unit_rows
from ui.widgets.badge import Badge, Sign
from ui.widgets.boxes import Row
from ui.widgets.card import Card
from ui.widgets.labels import elided, label, wrapped
from ui.widgets.paged_model import Column as TableColumn
from ui.widgets.paged_model import RowValues
from ui.widgets.table import Table


class Side(Card):
    """The right pane. `opened(row)`: a row with register and id, or with unit."""

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__(gap=8, sides=(14, 12, 14, 12))
        head = Row(gap=8)
        self._title = elided("", "section")
        self._value = Badge(Sign("info", "–", "file-text"))
        head.addWidget(self._title, 1)
        head.addWidget(self._value)
        self.body.addLayout(head)
        self._what, self._closed, self._said = wrapped("", "quiet"), wrapped("", "strong"), wrapped("")
        for line in (self._what, self._closed, self._said):
            self.body.addWidget(line)
        self._name = label("", "strong")
        self.body.addWidget(self._name)
        self.table = Table(
            (TableColumn("day", t("figures.day"), 112), TableColumn("text", t("figures.record"), 200, stretch=True)), name=""
        )
        self.table.setAccessibleName(t("figures.behind"))
        self.table.opened.connect(self.opened)
        self.body.addWidget(self.table, 1)
        self._more = wrapped("", "hint")
        self.body.addWidget(self._more)
        self.body.addStretch()

    def show_behind(self, found: Behind) -> None:
        """Show a cell of one unit with its records."""
        self._title.setText(f"{found.form} cột {found.column}")
        self._badge(shown_value(found.value, found.why, found.measure))
        self._what.setText(f"{found.title}. {found.counts}.")
        now, closed = (shown_value(value, None, found.measure) for value in (found.value, found.closed))
        changed = found.differs or (found.closed is not None and found.closed != found.value)
        self._closed.setText(f"{t('figures.closed')}: {closed} · {t('figures.now')}: {now}" if changed else "")
        said = [t("figures.differs")] if found.differs else []
        said += [t("figures.comments", text=text) for text in found.comments]
        self._said.setText("\n".join(said))
        rows = [{"day": one.day, "text": one.text, "register": one.register, "id": one.id} for one in found.rows]
        self._rows(t("figures.behind"), rows, _narrow(t("figures.day")), _wide(t("figures.record")))
        more = [t("figures.more", shown=len(rows), all=found.total)] if found.total > len(rows) else []
        more += [t("figures.own_circle", number=found.withheld)] if found.withheld else []
        self._more.setText("\n".join(more))

    def show_units(self, answer: Mapping[str, Any], row: RowValues) -> None:
        """Show a cell of the total with what each unit has."""
        self._title.setText(f"{answer['form']} cột {row['code']}")
        self._badge(str(row["value"]))
        self._what.setText(str(row["content"]))
        self._closed.setText("")
        self._said.setText("")
        self._more.setText("")
        self._rows(t("figures.behind_units"), unit_rows(answer, str(row["code"])), _wide(t("figures.unit")), _number(t("figures.value")))

    def show_item(self, item: Mapping[str, Any], how: Sequence[str]) -> None:
        """Show a target or indicator of one unit with how it is counted and everything that it still lacks."""
        self._head_of_item(item, how)
        self._said.setText("" if item["missing"] else t("figures.nothing_missing"))
        rows = [{"day": "", "text": _upper(one["text"]), "register": one["register"], "id": one["id"]} for one in item["missing"]]
        self._rows(t("figures.missing"), rows, _wide(t("figures.content")))

    def show_item_of_units(self, answer: Mapping[str, Any], item: Mapping[str, Any], how: Sequence[str]) -> None:
        """Show a target or indicator of the total with what each unit has."""
        self._head_of_item(item, how)
        self._said.setText("")
        rows = item_unit_rows(answer, str(item["code"]))
        self._rows(t("figures.behind_units"), rows, _wide(t("figures.unit")), _number(t("figures.value"), 132))

    def _head_of_item(self, item: Mapping[str, Any], how: Sequence[str]) -> None:
        self._title.setText(str(item["code"]))
        self._badge(amount(item))
        self._what.setText(str(item["title"]))
        self._closed.setText("")
        self._more.setText("\n".join([t("figures.how"), *how]) if how else "")

    def take_focus(self) -> None:
        """Go to the rows, if there are any."""
        if self.table.rows.rowCount():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _badge(self, text: str) -> None:
        self._value.setVisible(bool(text))
        self._value.show_sign(Sign("info", text, "file-text"))

    def _rows(self, name: str, rows: Sequence[RowValues], *columns: TableColumn) -> None:
        self._name.setText(name)
        for part in (self._name, self.table):
            part.setVisible(bool(rows))  # heads over nothing would say that something is missing
        if [one.title for one in self.table.rows.columns] != [one.title for one in columns]:
            self.table.rows.set_columns(columns)
        self.table.show_all(rows)


def _wide(title: str) -> TableColumn:
    return TableColumn("text", title, 160, stretch=True)


def _narrow(title: str) -> TableColumn:
    return TableColumn("day", title, 112)


def _number(title: str, width: int = 96) -> TableColumn:
    return TableColumn("day", title, width, "number")


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
