"""Rows of an Excel or CSV file brought into a book: looked at first, then taken at one key; what failed is given back.

Law: nothing is written before the button; the rows that cannot come in stand first, each with its reason.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from desktop.actions.table_import import import_table
from desktop.actions.table_outcome import Imported, Outcome
from desktop.errors import Problem
from desktop.jobs import Cancelled, Job
from desktop.language.texts import t
from desktop.office import Office
from ui.banner import Banner
from ui.files import ask_open
from ui.page import Page
from ui.places import register_of
from ui.session import Session
from ui.widgets.badge import BadgeKind, Sign
from ui.widgets.button import Button
from ui.widgets.check import Check
from ui.widgets.empty_state import EmptyState
from ui.widgets.paged_model import Column, RowValues
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.table import Table

_ORDER: Final = {"fail": 0, "add": 1, "change": 2, "same": 3}
_SIGNS: Final[dict[str, tuple[BadgeKind, str]]] = {
    "fail": ("err", ""), "add": ("ok", "plus"), "change": ("info", "pencil"), "same": ("plain", ""),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Looked:
    """What a file would come to."""

    file: Path
    draft: bool
    done: Imported


class ImportPage(Page):
    """Brings a table into one register."""

    help_topic = "danh-sach"

    def __init__(self, session: Session, code: str) -> None:
        self.register = register_of(code)
        super().__init__(t("sheets.title"), self.register.title, back_to=t("sheets.back"))
        self._session, self._code = session, code
        self._looked: _Looked | None = None
        self._job: Job | None = None
        self._begun = False
        self.setAcceptDrops(True)
        self.choose = self.action(t("sheets.choose_other"), self._ask, icon="folder-open", key="Ctrl+O")
        columns = (
            Column("row", t("sheets.col_row"), 64, "number"),
            Column("result", t("sheets.col_result"), 116, "badge", cell=lambda row: row["result"]),
            Column("name", t("sheets.col_record"), 220, stretch=True),
            Column("why", t("sheets.col_why"), 480, stretch=True),
        )
        self.table = Table(columns, name=t("sheets.table"))
        pick = Button(t("sheets.choose"), icon="folder-open")
        pick.clicked.connect(self._ask)
        self.empty = EmptyState("upload", t("sheets.empty"), t("sheets.empty_next"), pick)
        self.progress = ProgressStrip()
        self.draft = Check(t("sheets.as_draft"))
        self.draft.changed.connect(self._look_again)
        for part, stretch in ((self.progress, 0), (self.table, 1), (self.empty, 1), (self.draft, 0)):
            self.body.addWidget(part, stretch)
        self.foot(t("list.cancel"), self._escape, key="Esc")
        self.take = self.foot(t("sheets.take", n=0), self._take, "filled", icon="check", key="Ctrl+Enter")
        self._show(None)

    def enter(self) -> None:
        if not self._begun:
            self._begun = True
            self._ask()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            self.look_at(files[0])

    def look_at(self, file: Path) -> None:
        """Say what would come of a file."""
        code, draft = self._code, bool(self.draft.value())
        self.clear_banner()

        def work(job: Job) -> _Looked:
            return _Looked(file, draft, import_table(office, code, file, draft=draft, dry_run=True, named=True, job=job))

        office = self._session.office
        # A look does the import and undoes it, so it stands in the lane of writing work; nobody has to read again.
        self._job = self._session.tasks.write(self, work, self._show, self._on_failed, self.progress.heard)
        self.progress.begin(t("sheets.reading", file=file.name), self._job.stop, icon="file-search")

    def _ask(self) -> None:
        ask_open(self.window(), self._session.office.paths, t("sheets.choose_title"), t("sheets.pattern"), self.look_at)

    def _look_again(self) -> None:
        if self._looked is not None:
            self.look_at(self._looked.file)

    def _show(self, looked: _Looked | None) -> None:
        self._end(looked)
        self.table.setVisible(looked is not None)
        self.draft.setVisible(looked is not None)
        self.empty.setVisible(looked is None)
        self.take.setVisible(looked is not None)
        if looked is None:
            self.say("")
            return
        done = looked.done
        self.set_title(t("sheets.title"), t("sheets.of_file", file=looked.file.name, title=self.register.title))
        self._fill(done)
        add, change, same, fail = (done.count(what) for what in ("add", "change", "same", "fail"))
        said, rest = t("sheets.would", add=add, change=change), t("sheets.would_rest", same=same, fail=fail)
        self.say(said, rest, icon="triangle-alert" if fail else "circle-check", tone="warn" if fail else "ok")
        self.take.say(t("sheets.take", n=add + change))
        self.take.refuse("" if add + change else t("sheets.nothing"))
        if done.notes:
            self.show_banner(Banner("warn", done.notes[0], " ".join(done.notes[1:])))

    def _fill(self, done: Imported) -> None:
        self.table.show_all([_row(one) for one in sorted(done.outcomes, key=lambda one: (_ORDER[one.what], one.row))])
        self.table.go_to(0)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take(self) -> None:
        looked = self._looked
        if looked is None or self._job is not None:
            return

        def work(office: Office, job: Job) -> Imported:
            return import_table(office, self._code, looked.file, draft=looked.draft, named=True, job=job)

        self._job = self._session.write(self, work, self._on_taken, self._on_failed, touches={self._code}, told=self.progress.heard)
        self.progress.begin(t("sheets.taking", file=looked.file.name), self._job.stop)

    def _on_taken(self, done: Imported) -> None:
        self._end(None)
        self._fill(done)
        fail = done.count("fail")
        for part in (self.draft, self.take):
            part.hide()
        self.say("")
        then = [t("sheets.taken_failed", fail=fail, file=done.file)] if done.file else [t("sheets.taken_lost", fail=fail)] if fail else []
        button = Button(t("sheets.to_list"), key="Enter")
        button.clicked.connect(self.back.emit)
        said = t("sheets.taken", add=done.count("add"), change=done.count("change"))
        self.show_banner(Banner("warn" if then else "ok", said, " ".join([*then, *done.notes[bool(done.strange) :]]), button))
        button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_failed(self, error: BaseException) -> None:
        self._show(None)
        if isinstance(error, Cancelled):
            self.show_banner(Banner("info", t("sheets.stopped")))
        elif isinstance(error, Problem):
            self.show_banner(Banner("err", t("sheets.no_row"), error.message))
        else:
            self._session.failed.emit(error)

    def _end(self, looked: _Looked | None) -> None:
        self._looked, self._job = looked, None
        self.progress.end()

    def _escape(self) -> None:
        """Stop what is running; else go back."""
        if self._job is not None:
            self._job.stop()
        else:
            self.back.emit()


def _row(one: Outcome) -> RowValues:
    kind, icon = _SIGNS[one.what]
    sign = Sign(kind, t(f"sheets.result_{one.what}"), icon)
    return {"id": one.row, "row": str(one.row), "result": sign, "name": one.name, "why": one.why}
