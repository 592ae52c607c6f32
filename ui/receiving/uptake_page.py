"""Which tasks of the plan that was sent down the units below have taken into their own plans, and who has not.

Kế hoạch năm 2024, IV.1, IV.2: every unit makes its own plan, and the one above follows and urges.
"""

from typing import Final

from PySide6.QtCore import Qt

from desktop import registers
from desktop.actions import plans
from desktop.actions.plans import Uptake
from desktop.language.dates import format_date
from desktop.language.texts import t
from desktop.office import Office
from ui.page import Page
from ui.session import PACKAGES, Session
from ui.widgets.badge import Sign
from ui.widgets.boxes import Row
from ui.widgets.empty_state import EmptyState
from ui.widgets.field import Field
from ui.widgets.labels import label, wrapped
from ui.widgets.list_field import ListField
from ui.widgets.option import Option
from ui.widgets.paged_model import Cell, Column, RowValues
from ui.widgets.table import Table

_TOUCHED: Final = frozenset({"plan_doc", "plan_task", PACKAGES})


class UptakePage(Page):
    """The tasks of the own plan of a year and how many units have each."""

    help_topic = "ke-hoach-nam"

    def __init__(self, session: Session, year: str | None = None) -> None:
        super().__init__(t("uptake.title"), back_to=t("plan.back"))
        self._session = session
        today = session.office.clock.today().year
        self.year = ListField([Option(str(one), str(one)) for one in range(today - 1, today + 2)])
        self.year.set_value(year or str(today))
        columns = (
            Column("task", t("plan.task"), 480, stretch=True, cell=_task),
            Column("due", t("plan.due"), 116, "date"),
            Column("taken", t("uptake.taken"), 132, "badge", cell=_taken),
        )
        self.table = Table(columns, name=t("uptake.title"))
        self._missing = wrapped("", "quiet")
        self._empty = EmptyState("clipboard-list", t("uptake.none"), t("uptake.none_next"))
        head = Row(gap=12)
        head.addWidget(Field(t("plan.year"), self.year))
        head.addStretch(1)
        self.body.addLayout(head)
        for part in (self.table, self._empty):
            self.body.addWidget(part, 1)
        self.body.addWidget(self._missing)
        self.body.addWidget(label(t("uptake.hint"), "hint"))
        self.year.changed.connect(self._read)
        self.table.moved.connect(self._say_missing)
        self.table.opened.connect(lambda row: session.go(f"record:plan_task:{row['id']}") if row.get("one") else None)
        session.changed.connect(lambda touched: self._read() if touched & _TOUCHED and self.isVisible() else None)

    def enter(self) -> None:
        self._read()

    def _read(self) -> None:
        year = int(self.year.value())
        self._session.read(self, lambda office: _uptake(office, year), self._on_read)

    def _on_read(self, found: list[Uptake]) -> None:
        sections = registers.ALL["plan_task"].by_name["section"].options
        rows: list[RowValues] = []
        group = ""
        for one in found:
            if one.task["section"] != group:
                group = one.task["section"]
                rows.append({"id": group, "group": sections.get(group, "")})
            due = format_date(one.task["due_on"]) if one.task["due_on"] else t("plan.always")
            rows.append({"id": one.task["_id"], "one": one, "due": due})
        self.table.show_all(rows)
        self.table.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        self._missing.setVisible(bool(rows))
        if rows:
            self.table.go_to(1)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_missing(self, row: RowValues) -> None:
        one = row.get("one")
        if one is None or not one.missing:
            self._missing.setText("" if one is None else t("uptake.everybody"))
            return
        names = ", ".join(self._session.office.directory.unit(key).named for key in one.missing)
        self._missing.setText(t("uptake.missing", names=names))


def _uptake(office: Office, year: int) -> list[Uptake]:
    return plans.uptake(office, year) if plans.has_plan(office, year) else []


def _task(row: RowValues) -> Cell:
    return Sign("plain", row["group"], "list-checks") if "group" in row else str(row["one"].task["content"])


def _taken(row: RowValues) -> Cell:
    if "group" in row:
        return ""
    one = row["one"]
    said = t("uptake.of", n=len(one.taken), all=len(one.taken) + len(one.missing))
    return Sign("ok" if not one.missing else "outline", said)
