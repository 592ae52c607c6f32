"""Packages that came on a stick: every file previewed, the good ones taken in at one key, the others explained.

Law: nothing is taken in unseen; what cannot come in says why and what to do; a copy is made before.
"""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from desktop import registers
from desktop.actions import duties, preview
from desktop.actions.packages import Import
from desktop.actions.preview import Seen
from desktop.errors import Problem
from desktop.exchange.received import Received
from desktop.jobs import Cancelled, Job
from desktop.language.texts import t
from desktop.office import Office
from ui import drives
from ui.banner import Banner
from ui.drives import Drive
from ui.files import ask_folder
from ui.page import Page
from ui.receiving.inbox_details import Details, banner_of, sign_of
from ui.session import PACKAGES, PERIODS, STATION, Session
from ui.widgets.boxes import Column, Row
from ui.widgets.button import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.paged_model import Column as TableColumn
from ui.widgets.paged_model import RowValues
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.table import Table

_SAID = 2
_LOOK_EVERY = 1500


class Inbox(QWidget):
    """Table, what has to be said at once, details. `counted(n)`: so many can be taken; `taken`: the summary was read."""

    counted = Signal(int)
    taken = Signal()

    def __init__(self, session: Session, page: Page) -> None:
        super().__init__()
        self._session, self._page = session, page
        self._places: Sequence[Drive] = ()
        self._sticks: frozenset[Path] = frozenset()
        self._files: Sequence[Path] = ()
        self.seen: Sequence[Seen] = ()
        self.setAcceptDrops(True)
        row = Row(self, gap=12)
        self._left = Column(gap=12)
        columns = (
            TableColumn("file", t("inbox.col_file"), 180, stretch=True),
            TableColumn("sender", t("inbox.col_from"), 160),
            TableColumn("result", t("inbox.col_result"), 164, "badge", cell=lambda row: row["result"]),
        )
        self.table = Table(columns, name=t("inbox.table"))
        self.table.moved.connect(self._on_moved)
        self.table.opened.connect(lambda _: self.take_chosen())
        self._empty = EmptyState("usb", t("inbox.no_stick"), t("inbox.no_stick_next"))
        self.progress = ProgressStrip()
        for part, stretch in ((self.progress, 0), (self.table, 1), (self._empty, 1)):
            self._left.addWidget(part, stretch)
        self._said = Column(gap=8)
        self._left.addLayout(self._said)
        self.details = Details(upper=session.is_upper)
        row.addLayout(self._left, 11)
        row.addWidget(self.details, 8)
        self._watch = QTimer(self)
        self._watch.setInterval(_LOOK_EVERY)
        self._watch.timeout.connect(self.watch)
        self._watch.start()
        self._show(())

    def look_at_sticks(self) -> None:
        """Look at every stick that is plugged in."""
        found = drives.sticks()
        self._look(found, [one.path for one in found])

    def look_at(self, folder: Path) -> None:
        """Look at a folder instead."""
        self._look([drives.folder(folder)], [folder])

    def watch(self) -> None:
        """Take note of a stick that was plugged in or pulled out while nothing else is looked at."""
        if self.isVisible() and not self.seen and not self._session.tasks.busy and _here() != self._sticks:
            self.look_at_sticks()

    def compare_words(self) -> None:
        """Go where the station of the chosen file can be certified, if that is what it waits for."""
        row = self.table.current_row()
        if row and row["seen"].outcome == "unknown":
            self._session.go("connect")

    def look_again(self) -> None:
        """Read the same place once more, or the sticks that are there now."""
        if any(one.label for one in self._places) or not self._places:
            self.look_at_sticks()
        else:
            self._look(self._places, self._files)

    def choose(self) -> None:
        """Let the person point at a folder."""
        ask_folder(self.window(), self._session.office.paths, t("inbox.choose_title"), self.look_at)

    def take_chosen(self) -> None:
        """Take the chosen package in."""
        row = self.table.current_row()
        if row and row["seen"].can_be_taken:
            self._take([row["seen"].path])

    def take_all(self) -> None:
        """Take in every package that can be."""
        good = [one.path for one in self.seen if one.can_be_taken]
        if good:
            self._take(good)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            self._look([drives.folder(paths[0] if paths[0].is_dir() else paths[0].parent)], paths)

    def _look(self, places: Sequence[Drive], files: Sequence[Path]) -> None:
        self._places, self._files, self._sticks = places, files, _here()
        self._page.clear_banner()
        if not files:
            self._show(())
            return

        office = self._session.office
        # A preview does the import and undoes it, so it stands in the lane of writing work; nobody has to read again.
        job = self._session.tasks.write(
            self, lambda job: preview.look_at(office, files, job), self._show, self._on_failed, self.progress.heard
        )
        self.progress.begin(t("inbox.reading"), job.stop, icon="inbox")

    def _show(self, seen: Sequence[Seen]) -> None:
        self.progress.end()
        self.seen = seen
        self._page.set_title(self._page.title.text(), self._place_text(len(seen)))
        self.table.show_all([{"file": one.name, "sender": _short(one.sender), "result": sign_of(one), "seen": one} for one in seen])
        self.table.setVisible(bool(seen))
        self._empty.setVisible(not seen)
        if self._places:
            self._empty.say(t("inbox.empty"), t("inbox.empty_next"))
        else:
            self._empty.say(t("inbox.no_stick"), t("inbox.no_stick_next"))
        self._say(seen)
        if not seen:
            self.details.show_seen(None)
        self.details.setVisible(bool(seen))
        self.counted.emit(sum(one.can_be_taken for one in seen))
        if seen and self.isVisible():
            self.table.go_to(0)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, seen: Sequence[Seen]) -> None:
        while self._said.count():
            taken = self._said.takeAt(0)
            widget = taken.widget() if taken else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for banner in [made for one in seen if (made := banner_of(one, upper=self._session.is_upper))][:_SAID]:
            self._said.addWidget(banner)

    def _place_text(self, files: int) -> str:
        if not self._places:
            return ""
        first = self._places[0]
        if first.label:
            return t("inbox.of_stick", label=first.label, path=first.path, n=files)
        return t("inbox.of_folder", path=first.path, n=files)

    def _on_moved(self, row: RowValues) -> None:
        self.details.show_seen(row["seen"])

    def _on_failed(self, error: BaseException) -> None:
        self.progress.end()
        if isinstance(error, Problem):
            self._page.show_banner(Banner("err", t("inbox.failed"), error.message))
        elif not isinstance(error, Cancelled):
            self._session.failed.emit(error)

    def _take(self, files: Sequence[Path]) -> None:
        def take(office: Office, job: Job) -> Import:
            return preview.take(office, files, job)

        touches = {PACKAGES, PERIODS, STATION, *registers.ALL}
        job = self._session.write(self, take, self._on_taken, self._on_failed, touches=touches, told=self.progress.heard)
        self.progress.begin(t("inbox.taking"), job.stop)

    def _on_taken(self, came: Import) -> None:
        self.progress.end()
        good = [one for one in came.packages if one.result in ("merged", "held", "duplicate")]
        text = t("inbox.taken", n=len(good), what=self._brought(good))
        refused = len(came.packages) - len(good)
        button = Button(t("inbox.taken_next") if self._session.is_upper else t("inbox.taken_done"), key="Enter")
        button.clicked.connect(self.taken.emit)
        then = [t("inbox.taken_refused", n=refused)] if refused else []
        aside = sum(len(one.left_aside) for one in good)
        then += [t("inbox.left_aside", n=aside), t("inbox.left_aside_next")] if aside else []
        then += [t("inbox.taken_backups", n=len(came.backups))] if came.backups else []
        banner = Banner("warn" if then else "ok", text, " ".join(then), button)
        self._page.show_banner(banner)
        button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._seen_as_taken({one.file for one in good})

    def _brought(self, good: Sequence[Received]) -> str:
        """Say what came, without what did not; from above there may be nothing but its word."""
        counts = {
            "inbox.taken_new": sum(one.records_new for one in good),
            "inbox.taken_changed": sum(one.records_changed for one in good),
            "inbox.taken_conflicts": sum(one.conflicts_new for one in good),
            "inbox.taken_held": sum(one.result == "held" for one in good),
        }
        nothing = t("inbox.taken_none") if self._session.is_upper else t("inbox.taken_word")
        return ", ".join(t(key, n=count) for key, count in counts.items() if count) or nothing

    def _seen_as_taken(self, files: set[str]) -> None:
        """Mark what came in without reading the stick again, which may have been pulled out."""
        self.seen = [_taken(one) if str(one.path) in files else one for one in self.seen]
        self.table.show_all([{"file": one.name, "sender": _short(one.sender), "result": sign_of(one), "seen": one} for one in self.seen])
        self._say(self.seen)
        self.counted.emit(sum(one.can_be_taken for one in self.seen))


def _here() -> frozenset[Path]:
    """Where the sticks are that are plugged in now."""
    return frozenset(one.path for one in drives.sticks())


def _taken(seen: Seen) -> Seen:
    return Seen(seen.path, "known", seen.sender, seen.number, seen.made, seen.received, seen.registers, seen.trusted, seen.closings)


def _short(title: str) -> str:
    """A unit's title without its type, as everybody knows it."""
    return title.split(" ", 1)[-1] if title.startswith(("Xã ", "Phường ", "Huyện ", "Tỉnh ")) else title


class InboxPage(Page):
    """The inbox of a receiving desk."""

    help_topic = "nhan-goi"

    def __init__(self, session: Session) -> None:
        super().__init__(t("inbox.title"))
        self._session = session
        self.action(t("inbox.other"), lambda: self.inbox.choose(), icon="folder-open", key="Ctrl+O")
        self.one = self.foot(t("inbox.take_one"), lambda: self.inbox.take_chosen(), key="Enter")
        self.all = self.foot(t("inbox.take_all", n=0), lambda: self.inbox.take_all(), "filled", icon="download", key="Ctrl+Enter")
        self.key("F5", lambda: self.inbox.look_again(), t("inbox.again"))
        self.key("F3", lambda: self.inbox.compare_words(), t("inbox.compare"))
        self.say("", t("inbox.backup"), icon="shield-check", tone="ok")
        self.inbox = Inbox(session, self)
        self.inbox.counted.connect(self._on_counted)
        self.inbox.taken.connect(lambda: session.go("matrix"))
        self.body.addWidget(self.inbox, 1)
        self._on_counted(0)

    def enter(self) -> None:
        if not any(one.can_be_taken for one in self.inbox.seen):
            self.inbox.look_again()

    def _on_counted(self, good: int) -> None:
        self.all.say(t("inbox.take_all", n=good))
        why = duties.refusal(self._session.office, "packages") or ("" if good else t("inbox.nothing_to_take"))
        self.all.refuse(why)
        self.one.refuse(why)
