"""A book and Excel, from its list: the rows that are seen are copied, the book is given out as a file, rows are brought in."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from desktop.actions import listing
from desktop.actions.list_filters import PeriodChoice
from desktop.actions.listing import ListPage
from desktop.actions.lookup import Ask
from desktop.actions.table_export import Exported, export_table
from desktop.entries.record import sees_private
from desktop.errors import Problem
from desktop.jobs import Cancelled, Job
from desktop.language.texts import t
from desktop.language.vietnamese import fold
from desktop.registers.model import Register
from ui.banner import Banner
from ui.entries.list_table import RegisterTable, rows_of
from ui.entries.sheet_dialog import SheetDialog
from ui.files import ask_save
from ui.page import Page
from ui.session import Session
from ui.widgets.progress_strip import ProgressStrip

_MOST_COPIED: Final = 20_000


class SheetDeeds(QObject):
    """What the button "Excel" of a list does; `progress` belongs on the page."""

    def __init__(self, page: Page, session: Session, register: Register, table: RegisterTable) -> None:
        super().__init__(page)
        self._page, self._session, self._register, self._table = page, session, register, table
        self.progress = ProgressStrip()
        self._job: Job | None = None

    def ask(self, ask: Ask, period: PeriodChoice | None) -> None:
        """Ask what is to be done with the rows of a list."""
        register, session = self._register, self._session
        bring = (lambda: session.go(f"import:{register.code}")) if session.may_enter(register) else None
        SheetDialog(
            self._page, register, period.label if period else "", private=self._private, give=lambda: self._give(period), bring=bring,
            copy=lambda: self._copy(ask),
        )  # fmt: skip

    def stop(self) -> bool:
        """Stop writing a file; False when none is being written."""
        if self._job is None:
            return False
        self._job.stop()
        return True

    @property
    def _private(self) -> bool:
        return bool(self._register.private_fields) and sees_private(self._register, self._session.office.user.roles)

    def _give(self, period: PeriodChoice | None) -> None:
        name = f"{_plain(self._register.title)}{f'-{_plain(period.label)}' if period else ''}.xlsx"
        span = (period.first, period.last) if period else None
        paths = self._session.office.paths
        ask_save(self._page.window(), paths, t("sheets.out_save"), name, t("sheets.pattern"), lambda file: self.write(file, span))

    def write(self, file: Path, span: tuple[str, str] | None) -> None:
        """Give the book out, of all days or of a span, with progress."""
        office, code = self._session.office, self._register.code
        # It notes in the log that names left the house, so it stands in the lane of writing work.
        self._job = self._session.tasks.write(
            self._page, lambda job: export_table(office, code, file, span, job), self._on_written, self._on_failed, self.progress.heard
        )
        self.progress.begin(t("sheets.out_working", title=self._register.title), self._job.stop)

    def _on_written(self, made: Exported) -> None:
        self._end()
        warning = t("list.sheet_private") if made.private else ""
        self._page.show_banner(Banner("ok", t("sheets.out_done", n=made.rows, file=made.file), warning))

    def _on_failed(self, error: BaseException) -> None:
        self._end()
        if isinstance(error, Cancelled):
            self._page.show_banner(Banner("info", t("sheets.out_stopped")))
        elif isinstance(error, Problem):
            self._page.show_banner(Banner("err", t("sheets.failed"), error.message))
        else:
            self._session.failed.emit(error)

    def _end(self) -> None:
        self._job = None
        self.progress.end()

    def _copy(self, ask: Ask) -> None:
        code, whole = self._register.code, replace(ask, limit=_MOST_COPIED, offset=0)
        self._session.read(self._page, lambda office: listing.page(office, code, whole), self._on_copied)

    def _on_copied(self, page: ListPage) -> None:
        QGuiApplication.clipboard().setText(self._table.sheet_of(rows_of(page.rows)))
        names = any(self._register.by_name[name].private for name in self._register.listed)
        warning = t("list.sheet_private") if names else ""
        self._page.show_banner(Banner("info", t("list.sheet_done", n=len(page.rows)), warning))


def _plain(title: str) -> str:
    """A title as part of a file's name, without marks."""
    return re.sub(r"[^a-z0-9]+", "-", fold(title)).strip("-")
