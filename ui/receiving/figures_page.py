"""Forms and targets on the screen: the number in focus shows at the right what it counts and the rows behind it.

Law: "chưa báo cáo" and "chưa nhập" stand in words; a comment names its cell or record (Shift+F2, as in a sheet).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt

from desktop import registers, units
from desktop.actions import cell_rows, figures, periods
from desktop.actions.cell_rows import Behind
from desktop.actions.periods import PeriodState
from desktop.actions.today import current_period
from desktop.errors import Problem
from desktop.forms import all_forms, cell_name
from desktop.jobs import Job
from desktop.language.texts import t
from desktop.office import Office
from desktop.reporting.other_spans import ALONE, Beside
from desktop.reporting.verdicts import how_counted
from ui.banner import Banner
from ui.page import Page
from ui.receiving.figures_side import Side
from ui.receiving.figures_tables import form_columns, form_rows, other_columns
from ui.receiving.item_tables import item_columns, item_rows
from ui.reporting.period_questions import ReasonDialog
from ui.session import PERIODS, Session
from ui.widgets.boxes import Row
from ui.widgets.check import Check
from ui.widgets.labels import label
from ui.widgets.list_field import ListField
from ui.widgets.option import Option
from ui.widgets.paged_model import Column, RowValues
from ui.widgets.table import Table

TARGETS, INDICATORS = "CT", "I"


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What was read: a form's answer or the targets, the period's label, and the forms that there are in it."""

    code: str
    label: str
    answer: Mapping[str, Any]
    forms: Mapping[str, str]


def _titles(forms: Mapping[str, str]) -> dict[str, str]:
    items = {TARGETS: t("figures.targets"), INDICATORS: t("figures.indicators")}
    return items | {code: f"{code} · {title}" for code, title in forms.items()}


class FiguresPage(Page):
    """One form at a time, of one unit or consolidated; the targets are the first of the choices."""

    help_topic = "so-lieu"

    def __init__(
        self, session: Session, period: str | None = None, unit: str | None = None, form: str | None = None, cell: str | None = None
    ) -> None:
        super().__init__(t("figures.title"), gap=8)
        self._session, self._period = session, period
        own = session.office.identity
        self._unit = unit or (None if own.is_upper else units.shown_code(own.unit, own.era))
        self._wanted = cell
        self._sheet: _Sheet | None = None
        if own.is_upper:
            self.remark = self.action(t("figures.comment_button"), self._ask_comment, icon="undo-2", key="Shift+F2")
            whole = t("figures.everybody", who=units.unit(own.unit).type.lower())
            self.everybody = self.action(whole, self._show_all, icon="chart-column")
            self.everybody.setVisible(self._unit is not None)
        self.action(t("figures.print"), self._to_report, icon="printer", key="Ctrl+P")
        titles = _titles({one.code: one.title for one in all_forms()})
        self.form = ListField([Option(code, title) for code, title in titles.items()])
        first = next(one.code for one in all_forms() if not one.sets) if unit or own.is_upper else TARGETS
        self.form.set_value(form if form in titles else first)
        self.form.setAccessibleName(t("figures.table"))
        self.wide = Check(t("figures.other_spans"))
        self.table = Table(form_columns(), name=t("figures.table"))
        self.side = Side()
        self._build()

    def _build(self) -> None:
        top = Row(gap=12)
        top.addWidget(self.form, 1)
        top.addWidget(self.wide)
        top.addWidget(label(t("figures.to_rows"), "hint"))
        self.body.addLayout(top)
        row = Row(gap=12)
        row.addWidget(self.table, 8)
        row.addWidget(self.side, 5)
        self.body.addLayout(row, 1)
        self.form.changed.connect(self._read)
        self.wide.changed.connect(self._read)
        self.wide.advance.connect(self.table.setFocus)
        self.form.advance.connect(self.table.setFocus)
        self.table.moved.connect(self._on_moved)
        self.table.opened.connect(self._to_rows)
        self.key("F4", self._choose, t("figures.choose"))
        self.side.opened.connect(self._open)
        self._session.changed.connect(self._on_changed)

    def enter(self) -> None:
        self._read()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _read(self) -> None:
        period, unit, form = self._period, self._unit, str(self.form.value())
        items = {TARGETS: figures.targets, INDICATORS: figures.indicators}.get(form)
        is_form = items is None
        self.wide.setVisible(is_form)
        beside = Beside(True, True) if is_form and self.wide.value() else ALONE

        def read(office: Office) -> _Sheet | None:
            code = period or current_period(office)
            if code is None:
                return None
            stands = periods.show(office, code)
            answer = items(office, code, unit, settings=True) if items else figures.form(office, form, code, unit, beside=beside)
            return _Sheet(code, stands.standing.period.label, answer, figures.forms_in(office, code, unit))

        self._session.read(self, read, self._on_read, self._on_failed)

    def _on_changed(self, touched: frozenset[str]) -> None:
        if self.isVisible() and touched:
            self._read()

    def _on_read(self, sheet: _Sheet | None) -> None:
        if sheet is None:
            self.show_banner(Banner("info", t("figures.no_period"), t("figures.no_period_next")))
            return
        answer, shown = sheet.answer, self.table.current_row()
        if self._wanted is None and self._sheet and shown and self._sheet.answer.get("form") == answer.get("form"):
            self._wanted = str(shown["code"])
        self._sheet, self._period = sheet, sheet.code
        self.form.set_options([Option(code, title) for code, title in _titles(sheet.forms).items()])
        if answer["total"] is None:
            self.set_title(t("figures.title"), t("figures.of_unit", who=answer["rows"][0]["name"], label=sheet.label))
        else:
            self.set_title(t("figures.title"), t("figures.of_all", n=len(answer["rows"]), label=sheet.label))
        self._say_changed(answer["changed_below"]["text"])
        self.side.setVisible(not _is_wide(answer))  # the figures of other days need its room
        columns, rows = self._table_of(sheet)
        if [(one.key, one.title) for one in self.table.rows.columns] != [(one.key, one.title) for one in columns]:
            self.table.rows.set_columns(columns)
        self.table.show_all(rows)
        if self._wanted is not None:
            at = next((place for place, row in enumerate(rows) if row["code"] == self._wanted), 0)
            self._wanted = None
            self.table.go_to(at)
        current = self.table.current_row()
        if current:
            self._on_moved(current)

    def _say_changed(self, text: str | None) -> None:
        """Say that the page of a closed period is a draft again, while it is."""
        if text:
            self.show_banner(Banner("warn", text))
        elif self.banner is not None and self.banner.kind == "warn":
            self.clear_banner()

    def _table_of(self, sheet: _Sheet) -> tuple[tuple[Column, ...], list[RowValues]]:
        answer = sheet.answer
        if "form" in answer:
            return other_columns(answer) if _is_wide(answer) else form_columns(), form_rows(answer)
        is_target = self.form.value() == TARGETS
        items = (answer["total"] or answer["rows"][0])["items"]
        return item_columns(t("figures.target" if is_target else "figures.indicator")), item_rows(items, judged=is_target)

    def _on_moved(self, row: RowValues) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        if "item" in row:
            how = how_counted(sheet.answer["settings"], str(row["code"]))
            if sheet.answer["total"] is None:
                self.side.show_item(row["item"], how)
            else:
                self.side.show_item_of_units(sheet.answer, row["item"], how)
        elif sheet.answer.get("total") is not None:
            self.side.show_units(sheet.answer, row)
        elif "form" in sheet.answer:
            form, column, code, unit = str(sheet.answer["form"]), str(row["code"]), sheet.code, self._unit
            self._session.read(self, lambda office: cell_rows.behind(office, code, form, column, unit), self._on_behind, self._on_failed)

    def _on_behind(self, found: Behind) -> None:
        row = self.table.current_row()
        if row and row["code"] == found.column and found.form == self.form.value():
            self.side.show_behind(found)

    def _open(self, row: RowValues) -> None:
        if row.get("unit"):
            current = self.table.current_row()
            self._session.go(f"figures:{self._period}:{row['unit']}:{self.form.value()}:{current['code'] if current else ''}")
        elif row.get("id"):
            self._session.go(f"record:{row['register']}:{row['id']}")
        elif row.get("register"):
            self._session.go(f"{self._place_to_write(row['register'])}:{row['register']}")

    def _place_to_write(self, register: str) -> str:
        """The book in which what is missing is to be written: its new form, where this person may write it for this unit."""
        own = self._session.office.identity
        ours = self._unit == units.shown_code(own.unit, own.era)
        return "new" if ours and self._session.may_enter(registers.ALL[register]) else "register"

    def _to_rows(self, _: RowValues) -> None:
        """Go to the rows behind the figure; where other days have taken their room, come back to the period first."""
        self.wide.set_value(False)
        self.side.show()
        self.side.take_focus()

    def _choose(self) -> None:
        self.form.setFocus(Qt.FocusReason.OtherFocusReason)
        self.form.open_list()

    def _show_all(self) -> None:
        self._unit = None
        self.everybody.hide()
        self._read()

    def _to_report(self) -> None:
        if self._period:
            unit = self._unit if self._unit and self._session.is_upper else ""
            form = str(self.form.value())
            chosen = "" if form in (TARGETS, INDICATORS) else f":{form}{':wide' if self.wide.value() else ''}"
            self._session.go(f"report:{self._period}:{unit}{chosen}".rstrip(":"))

    def _ask_comment(self) -> None:
        """Ask for the comment on the cell in focus, or on the record if the focus is in the rows."""
        current, sheet = self.table.current_row(), self._sheet
        if self._unit is None or current is None or sheet is None:
            return
        who = self._session.office.directory.find(self._unit, self._session.office.identity.era).named
        behind = self.side.table.current_row() if self.side.table.hasFocus() else None
        record = str(behind["id"]) if behind and behind.get("id") else None
        cell = None if record else f"{self.form.value()}:{current['code']}"
        named = cell_name(cell, date.fromisoformat(sheet.answer["to"])) if cell else ""
        title = t("figures.comment_cell", cell=named, who=who) if cell else t("figures.comment_record", who=who)
        then = partial(self._comment, cell=cell, record=record)
        ReasonDialog(self, title, "", t("figures.comment_act"), then, icon="undo-2", label=t("figures.comment"))

    def _comment(self, text: str, *, cell: str | None, record: str | None) -> None:
        code, unit = str(self._period), self._session.office.directory.find(str(self._unit), self._session.office.identity.era).key

        def write(office: Office, _: Job) -> PeriodState:
            return periods.return_period(office, unit, code, text, cell=cell, record=record)

        def done(_: PeriodState) -> None:
            self.show_banner(Banner("ok", t("figures.commented"), t("figures.commented_next"), icon="undo-2"))

        self._session.write(self, write, done, self._on_failed, touches={PERIODS})

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, Problem):
            self.show_banner(Banner("err", error.message))
        else:
            self._session.failed.emit(error)


def _is_wide(answer: Mapping[str, Any]) -> bool:
    return any("of" in column for column in answer.get("columns", ()))
