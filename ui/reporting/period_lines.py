"""The first look of a period's path: its lines, the one declaration for all empty registers, and the cross-checks."""

from PySide6.QtWidgets import QWidget

from desktop.actions.period_path import Path, PathLine
from desktop.language.texts import t
from ui.widgets.badge import BadgeKind, Sign
from ui.widgets.boxes import Column, Row
from ui.widgets.button import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.icon import Icon
from ui.widgets.labels import label
from ui.widgets.paged_model import Column as TableColumn
from ui.widgets.table import Table

_TONES: dict[str, tuple[BadgeKind, str]] = {
    "err": ("err", ""),
    "warn": ("warn", ""),
    "ok": ("ok", ""),
    "returned": ("warn", "undo-2"),
    "outline": ("outline", ""),
}


class PeriodLines(QWidget):
    """The table with its row of F6 and the sum of the checks."""

    def __init__(self) -> None:
        super().__init__()
        box = Column(self, gap=8)
        columns = (
            TableColumn("title", t("period.book"), 228),
            TableColumn("amount", t("period.within"), 204),
            TableColumn("state", t("period.state"), 148, "badge", cell=lambda row: row["state"]),
            TableColumn("todo", t("period.todo"), 300, stretch=True),
        )
        self.table = Table(columns, name=t("period.table"))
        self._empty = EmptyState("calendar-check", t("period.nothing"), t("period.nothing_next"))
        box.addWidget(self.table, 1)
        box.addWidget(self._empty, 1)
        self.declare = Button(t("period.declare"), key="F6")
        self._checked, self._sign = label("", "label"), Icon("circle-check", "ok", 16)
        self._row = QWidget()
        row = Row(self._row, gap=8)
        row.addWidget(self.declare)
        row.addStretch(1)
        row.addWidget(self._checked)
        row.addWidget(self._sign)
        box.addWidget(self._row)
        self._empty.hide()

    def show_path(self, path: Path) -> None:
        """Show the lines of a period."""
        self._empty.hide()
        self.table.show()
        self._row.show()
        self.table.show_all([_row(line) for line in path.lines])
        held, whole = path.crossed
        self._checked.setText(t("period.crossed", ok=held, all=whole))
        self._sign.draw(*(("circle-check", "ok") if held == whole else ("circle-x", "err")))
        self.declare.refuse("" if path.ready.undeclared and path.standing.state in ("open", "returned") else t("period.nothing_empty"))

    def show_nothing(self) -> None:
        """There is no period yet."""
        self.table.hide()
        self._row.hide()
        self._empty.show()


def _row(line: PathLine) -> dict[str, object]:
    kind, icon = _TONES[line.tone]
    return {"title": line.title, "amount": line.amount, "state": Sign(kind, line.state, icon), "todo": line.todo, "line": line}
