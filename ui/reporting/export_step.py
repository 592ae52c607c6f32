"""Writing a package: choose the stick, watch it being written and read back, read what happened.

Law: a stick that is plugged in appears by itself; nothing is called done before it was read back and compared; the
words say what went, what stayed, and that a lost stick loses nothing. What is too large for a letter box is divided, and
what goes by letter is written as text.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.actions import packages, parcels
from desktop.actions.packages import BY_LETTER, DIVIDED, Form, Written
from desktop.errors import Problem
from desktop.exchange.scope import PackageKind
from desktop.jobs import Cancelled, Job
from desktop.language.texts import t
from desktop.office import Office
from ui import drives, files
from ui.banner import Banner
from ui.drives import Drive, readable_size
from ui.page import Page
from ui.session import PACKAGES, Session
from ui.widgets.badge import Badge, Sign
from ui.widgets.boxes import Column, Row
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.choice import Choice
from ui.widgets.empty_state import EmptyState
from ui.widgets.fact_line import NamedLine
from ui.widgets.field import Field
from ui.widgets.icon import Icon
from ui.widgets.labels import label, rule
from ui.widgets.option import Option
from ui.widgets.paged_model import Column as TableColumn
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.table import Table

_LOOK_EVERY = 1500
_REMEMBERED = "export_folder"
FORMS = {"plain": Form(), "divided": DIVIDED, "text": BY_LETTER}


class ExportStep(QWidget):
    """Two looks: where to write, and what was written. `written(list)` after success, `finished` when the person is done."""

    written = Signal(object)
    finished = Signal()

    def __init__(self, session: Session, page: Page) -> None:
        super().__init__()
        self._session, self._page = session, page
        self._kind: PackageKind = "up"
        self._to: Sequence[str | None] = (None,)
        self._closing = ""
        self._done: list[Written] = []
        self._drives: list[Drive] = []
        whole = Column(self, gap=12)
        self._looks = QStackedWidget()
        self.progress = ProgressStrip()
        whole.addWidget(self.progress)
        whole.addWidget(self._looks, 1)
        self._looks.addWidget(self._make_choice())
        self._result = QWidget()
        self._result_body = Column(self._result, gap=12)
        self._looks.addWidget(self._result)
        self._watch = QTimer(self)
        self._watch.setInterval(_LOOK_EVERY)
        self._watch.timeout.connect(self.look_again)

    def begin(self, kind: PackageKind, to: Sequence[str | None] = (None,), closing: str = "") -> None:
        """Ask where to write packages of a kind to these units; `closing` is said of a period that rides along."""
        self._kind, self._to, self._closing = kind, tuple(to), closing
        self._looks.setCurrentIndex(0)
        self.write.say(t("export.write"))
        self.form.set_value("plain")
        self.look_again()
        self._watch.start()
        self.table.setFocus()

    @property
    def is_done(self) -> bool:
        """Whether something was written and its result is shown."""
        return self._looks.currentIndex() == 1

    def look_again(self) -> None:
        """Look which sticks are there now; the chosen place stays."""
        if not self.isVisible() or self.is_done:
            return
        remembered = self._session.property(_REMEMBERED)
        found = drives.sticks() + ([drives.folder(Path(remembered))] if remembered else [])
        if found != self._drives or not self.table.rows.rowCount():
            self._drives = found
            self.table.show_all([{"place": _place(one), "free": readable_size(one.free), "drive": one} for one in found])
        self.table.setVisible(bool(found))
        self._empty.setVisible(not found)
        self.write.refuse("" if found else t("export.none"))

    def choose(self) -> None:
        """Let the person point at a folder."""
        files.ask_folder(self.window(), self._session.office.paths, t("export.choose_title"), self.remember)

    def remember(self, folder: Path) -> None:
        """Offer a chosen folder until the program ends."""
        self._session.setProperty(_REMEMBERED, str(folder))
        self.look_again()
        self.table.go_to(self.table.rows.rowCount() - 1)
        self.table.setFocus()

    def start(self) -> None:
        """Write to the chosen place; on the result, be done."""
        if self.is_done:
            self.finish()
            return
        row = self.table.current_row()
        if row and self.write.isEnabled():
            self._write(row["drive"])

    def finish(self) -> None:
        """The result has been read."""
        self._watch.stop()
        self.finished.emit()

    def _write(self, drive: Drive) -> None:
        kind, to, form = self._kind, self._to, FORMS[self.form.value()]

        def write(office: Office, job: Job) -> list[Written]:
            written = list[Written]()
            for unit in to:
                done = packages.export(office, drive.path, kind=kind, to=unit, form=form, job=job)
                if done.failed:  # a part is not the whole: nothing is called done
                    raise done.failed[0].problem
                written += done.written
            return written

        self._page.clear_banner()
        self.write.refuse(t("export.working"))
        job = self._session.write(
            self, write, lambda done: self._on_written(done, drive), self._on_failed, touches={PACKAGES}, told=self.progress.heard
        )
        self.progress.begin(t("export.working"), job.stop, icon="usb")

    def _on_failed(self, error: BaseException) -> None:
        self.progress.end()
        self.write.refuse("")
        self.write.say(t("export.again"))
        if isinstance(error, Problem):
            self._page.show_banner(Banner("err", t("export.failed"), error.message))
        elif not isinstance(error, Cancelled):
            self._session.failed.emit(error)
        self.table.setFocus()

    def _on_written(self, done: list[Written], drive: Drive) -> None:
        self.progress.end()
        self._watch.stop()
        self._done = done
        while self._result_body.count():
            taken = self._result_body.takeAt(0)
            widget = taken.widget() if taken else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._result_body.addWidget(self._result_card(done, drive))
        self._result_body.addWidget(self._result_buttons())
        self._result_body.addStretch(1)
        self._looks.setCurrentIndex(1)
        self.finish_button.setFocus()
        self._warn_of_large(done)
        self.written.emit(done)

    def _warn_of_large(self, done: Sequence[Written]) -> None:
        form = FORMS[self.form.value()]
        large = [one.file.name for one in done if form.most is not None and one.bytes > form.most]
        if large:
            self._page.show_banner(Banner("warn", t("export.large", n=_megabytes(form)), t("export.large_next", files=", ".join(large))))

    def _make_choice(self) -> QWidget:
        holder = QWidget()
        box = Column(holder, gap=12)
        card = Card(t("export.where"), icon="usb", note=" ")
        columns = (TableColumn("place", t("export.col_place"), 420, stretch=True), TableColumn("free", t("export.col_free"), 140))
        self.table = Table(columns, name=t("export.where"))
        self.table.opened.connect(lambda _: self.start())
        self._empty = EmptyState("usb", t("export.none"), t("export.none_next"))
        card.body.addWidget(self.table, 1)
        card.body.addWidget(self._empty, 1)
        form = self._make_form()
        row = Row(gap=8)
        other = Button(t("export.choose"), icon="folder-open", key="Ctrl+O")
        other.clicked.connect(self.choose)
        self.write = Button(t("export.write"), "filled", icon="usb", key="Enter")
        self.write.clicked.connect(self.start)
        row.addWidget(other)
        row.addStretch(1)
        row.addWidget(self.write)
        box.addWidget(card, 1)
        box.addWidget(form)
        box.addLayout(row)
        self._empty.hide()
        return holder

    def _make_form(self) -> QWidget:
        options = (
            Option("plain", t("export.form_plain")),
            Option("divided", t("export.form_divided", n=_megabytes(DIVIDED))),
            Option("text", t("export.form_text")),
        )
        self.form = Field(t("export.form"), Choice(options), hint=t("export.form_hint", n=_megabytes(BY_LETTER)))
        self.form.set_value("plain")
        self.form.advance.connect(self.table.setFocus)
        return self.form

    def _result_card(self, done: Sequence[Written], drive: Drive) -> QWidget:
        card = Card(sides=(20, 16, 20, 12), gap=8)
        head = Row(gap=16)
        head.addWidget(Icon("package-check", "ok", 40))
        words = Column(gap=0)
        size = readable_size(sum(one.bytes for one in done))
        first = done[0]
        if len(done) == 1:
            number = parcels.number_in(first.file.name)
            words.addWidget(label(t("export.done", n=number) if number else t("export.done_plain"), "title"))
            words.addWidget(label(t("export.facts", ops=first.collected.ops, size=size)))
        else:
            words.addWidget(label(t("export.done_many", n=len(done)), "title"))
            words.addWidget(label(t("export.facts_many", size=size)))
        head.addLayout(words, 1)
        head.addWidget(Badge(Sign("ok", t("export.unplug"), "usb")))
        card.body.addLayout(head)
        card.body.addWidget(rule())
        for line in self._facts(done, drive):
            card.body.addWidget(line)
        return card

    def _facts(self, done: Sequence[Written], drive: Drive) -> list[QWidget]:
        first, kind = done[0], self._kind
        unit = self._session.office.directory.unit(first.to)
        reached = len({one.to for one in done})
        short = unit.type.lower()
        free = t("export.free", size=readable_size(drives.folder(drive.path).free))
        lines: list[QWidget] = [
            NamedLine(t("export.file"), first.file.name if len(done) == 1 else t("export.files", n=len(done))),
            NamedLine(t("export.place"), f"{_place(drive)}, {free}"),
            NamedLine(t("export.to"), unit.title if reached == 1 else t("down.everybody", n=reached)),
        ]
        if len(done) > reached:
            lines.append(NamedLine(t("export.divided"), t("export.divided_how", n=len(done))))
        if self.form.value() == "text":
            lines.append(NamedLine(t("export.by_text"), t("export.by_text_how")))
        holds = {
            "up": t("export.holds_up", who=short, closing=self._closing),
            "down": t("export.holds_down"),
            "home": t("export.holds_home"),
        }
        lines.append(NamedLine(t("export.holds"), holds[kind]))
        if kind == "up":
            lines.append(NamedLine(t("export.kept"), t("export.kept_up"), "shield-check", "ok"))
        lost = t("export.lost_home") if kind == "home" else t("export.lost_up", who=short)
        lines.append(NamedLine(t("export.lost"), lost, "info", "accent"))
        return lines

    def _result_buttons(self) -> QWidget:
        holder = QWidget()
        row = Row(holder, gap=8)
        copy = Button(t("export.copy"), icon="download")
        copy.clicked.connect(self._copy)
        self.finish_button = Button(t("export.finish"), "filled", key="Enter")
        self.finish_button.clicked.connect(self.finish)
        row.addWidget(copy)
        row.addStretch(1)
        row.addWidget(self.finish_button)
        return holder

    def _copy(self) -> None:
        files.ask_folder(self.window(), self._session.office.paths, t("export.choose_title"), self.copy_to)

    def copy_to(self, folder: Path) -> None:
        """Copy what was written to another stick, too."""
        packages_written = [one.file for one in self._done]

        def copy(_office: Office, _job: Job) -> list[Path]:
            return [parcels.copy_to(file, folder) for file in packages_written]

        def said(made: list[Path]) -> None:
            names = ", ".join(file.name for file in made)
            self._page.show_banner(Banner("ok", t("export.copied", file=names), t("export.copied_next", place=folder)))

        failed: Callable[[BaseException], None] = lambda error: self._page.show_banner(  # noqa: E731 - typed for mypy
            Banner("err", t("export.failed"), str(error))
        )
        self._session.write(self, copy, said, failed, touches={PACKAGES})


def _megabytes(form: Form) -> int:
    return (form.most or 0) >> 20


def _place(drive: Drive) -> str:
    return t("export.drive", label=drive.label, path=drive.path) if drive.label else t("export.folder", path=drive.path)
