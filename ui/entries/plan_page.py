"""The plan of a year started from another one: which plan, which of its tasks, who issues it and who does them.

Law: nothing is written before the button; what the plan has already is shown and stays as it is (Kế hoạch năm 2024, IV.1).
"""

from typing import Any, Final

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent

from desktop import registers
from desktop.actions import plans
from desktop.actions.plans import Draft, Started
from desktop.jobs import Job
from desktop.language.dates import format_date
from desktop.language.texts import t
from desktop.office import Office
from desktop.registers.fields import Field as Declared
from desktop.reporting.yearly_plans import LAST, SENT, Line, Source
from ui.banner import Banner
from ui.entries.editors import Shape, fill_editor, make_editor, read_editor
from ui.page import Page
from ui.session import Session
from ui.theme import look
from ui.widgets.badge import Sign
from ui.widgets.boxes import FieldGrid
from ui.widgets.button import Button
from ui.widgets.field import Field
from ui.widgets.labels import label
from ui.widgets.list_field import ListField
from ui.widgets.option import Option
from ui.widgets.paged_model import Cell, Column, RowValues
from ui.widgets.table import Table

TOUCHES: Final = frozenset({"plan_doc", "plan_task", "plan_target"})
_SIGNING: Final = ("issuer", "signer", "sign_power")
_ROOM: Final = 240
_LEAST: Final = 168
"""Height at 100 % below which the page scrolls instead of the list giving way."""


class _Tasks(Table):
    """The tasks of the source; Space takes or leaves the chosen ones."""

    def __init__(self, page: "PlanPage") -> None:
        columns = (
            Column("take", t("plan.take"), 124, "badge", cell=_take),
            Column("task", t("plan.task"), 420, stretch=True, cell=_task),
            Column("due", t("plan.due"), 116, "date"),
            Column("output", t("plan.output"), 200),
        )
        super().__init__(columns, name=t("plan.title"))
        self._page = page
        self.clicked.connect(self._on_click)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self._page.turn([row["line"] for row in self.selected_rows() if row and row.get("line")])
            return
        super().keyPressEvent(event)

    def _size_it(self) -> None:
        super()._size_it()
        self.setMinimumHeight(look().px(_LEAST))

    def _on_click(self, index: QModelIndex) -> None:
        row = self.rows.row(index.row())
        if index.column() == 0 and row and row.get("line"):
            self._page.turn([row["line"]])


def _take(row: RowValues) -> Cell:
    if "group" in row:
        return ""
    if row["line"].taken:
        return Sign("plain", t("plan.taken"))
    return Sign("ok", t("plan.yes"), "check") if row["chosen"] else Sign("outline", t("plan.no"))


def _task(row: RowValues) -> Cell:
    return Sign("plain", row["group"], "list-checks") if "group" in row else str(row["line"].values["content"])


class PlanPage(Page):
    """Starts the plan of a year."""

    help_topic = "ke-hoach-nam"

    def __init__(self, session: Session, year: str | None = None) -> None:
        super().__init__(t("plan.title"), back_to=t("plan.back"), scroll=True)
        self._session, self._turn, self._done = session, 0, ""
        self._draft: Draft | None = None
        self._chosen: set[str] = set()
        today = session.office.clock.today()
        first = str(int(year) if year else today.year + (today.month >= 11))
        self.year = ListField([Option(str(one), str(one)) for one in range(today.year, today.year + 2)])
        self.year.set_value(first)
        self.source = ListField(())
        self._fields = {
            name: _field(session.office, registers.ALL[code].by_name[name], title)
            for code, name, title in (*(("plan_doc", name, "") for name in _SIGNING), ("plan_task", "owner_id", t("plan.owner")))
        }
        self.table = _Tasks(self)
        self._fill_body()
        self.foot(t("plan.all"), self._turn_all, "ghost", key="Ctrl+A")
        self.foot(t("list.cancel"), self.back.emit, key="Esc")
        self.go = self.foot(t("plan.go"), self._start, "filled", icon="check", key="Ctrl+Enter")
        self.year.changed.connect(lambda: self._read())
        self.source.changed.connect(lambda: self._read(self.source.value()))

    def enter(self) -> None:
        self._read()

    def _fill_body(self) -> None:
        grid = FieldGrid(4)
        grid.add(Field(t("plan.year"), self.year))
        grid.add(Field(t("plan.from"), self.source), 3)
        for field in self._fields.values():
            grid.add(field)
        grid.end_row()
        self.body.addLayout(grid)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(label(t("plan.hint"), "hint"))

    def turn(self, lines: list[Line]) -> None:
        """Take tasks that were not taken, or leave them all when they were."""
        sources = {line.source for line in lines if not line.taken}
        self._chosen = self._chosen - sources if sources <= self._chosen else self._chosen | sources
        self._show()

    def _turn_all(self) -> None:
        self.turn(list(self._draft.lines) if self._draft else [])

    def _read(self, source: str | None = None) -> None:
        self._turn += 1
        turn, year = self._turn, int(self.year.value())
        self._session.read(self, lambda office: plans.look(office, year, source or None), lambda draft: self._on_read(turn, draft))

    def _on_read(self, turn: int, draft: Draft) -> None:
        if turn != self._turn:
            return
        self._draft = draft
        self._chosen = {line.source for line in draft.lines if line.offered}
        self.source.blockSignals(True)
        self.source.set_options([Option(one.key, _source_words(one)) for one in draft.sources])
        self.source.set_value(draft.source.key)
        self.source.blockSignals(False)
        for name, field in self._fields.items():
            declared = registers.ALL["plan_doc" if name in _SIGNING else "plan_task"].by_name[name]
            fill_editor(declared, field.editor, draft.given["owner" if name == "owner_id" else name], self._session.office)
            field.editor.shut("read" if name in _SIGNING and draft.plan else "")
        self.clear_banner()
        if self._done:
            tasks = Button(t("plan.see"), "outlined", key="F6")
            tasks.clicked.connect(lambda: self._session.go("register:plan_task"))
            self.show_banner(Banner("ok", self._done, "", tasks))
            self._done = ""
        elif draft.plan:
            self.show_banner(Banner("info", t("plan.exists", year=draft.year), t("plan.exists_next")))
        self._show()
        self.table.go_to(1)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        sections = registers.ALL["plan_task"].by_name["section"].options
        rows: list[RowValues] = []
        group = ""
        for line in self._draft.lines if self._draft else ():
            values = line.values
            if values["section"] != group:
                group = values["section"]
                rows.append({"id": group, "group": sections[group]})
            due = format_date(values["due_on"]) if values.get("due_on") else t("plan.always")
            rows.append(
                {"id": line.source, "line": line, "chosen": line.source in self._chosen, "due": due, "output": values.get("output", "")}
            )
        self.table.show_all(rows)
        self.say(t("plan.chosen", n=len(self._chosen)), t("plan.then"))
        self.go.refuse("" if self._chosen else t("plan.none"))

    def _start(self) -> None:
        draft = self._draft
        if draft is None or not self._chosen:
            return
        given: dict[str, Any] = {"owner": read_editor(registers.ALL["plan_task"].by_name["owner_id"], self._fields["owner_id"].editor)}
        given |= {name: read_editor(registers.ALL["plan_doc"].by_name[name], self._fields[name].editor) for name in _SIGNING}
        chosen = sorted(self._chosen)

        def work(office: Office, _: Job) -> Started:
            return plans.start(office, draft.year, draft.source.key, chosen, given)

        self._session.write(self, work, self._on_started, touches=TOUCHES)

    def _on_started(self, made: Started) -> None:
        self._done = t("plan.done", n=len(made.tasks), targets=len(made.targets), year=self.year.value())
        self._read(self.source.value())


def _field(office: Office, declared: Declared, title: str) -> Field:
    return Field(title or declared.label, make_editor(declared, office, Shape(room=_ROOM)), required=True)


def _source_words(source: Source) -> str:
    key = {SENT: "plan.from_sent", LAST: "plan.from_last"}.get(source.key, "plan.from_shipped")
    return t(key, title=str(source.plan["title"]), year=source.year)
