"""Keeps what is being typed: every few seconds, and on leaving; on this machine only, never in the book.

Law: a power cut costs some seconds of typing; Esc costs none.
"""

from collections.abc import Callable
from typing import Any, Final

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal

from desktop.actions import entry_form
from desktop.entries.record_ids import new_id
from desktop.jobs import Job
from desktop.office import Office
from ui.session import Session

AUTOSAVE_MS: Final = 3000


class DraftKeeper(QObject):
    """The draft of one form. `kept(moment)`, `failed(error)`; `id` is the record that it will be, `heads` what it loaded."""

    kept = Signal(str)
    failed = Signal(object)

    def __init__(self, page: QObject, session: Session, code: str, values: Callable[[], dict[str, Any]], ready: Callable[[], bool]) -> None:
        """`values` are read when a draft is kept; while not `ready` none is."""
        super().__init__(page)
        self._session, self._code, self._values, self._ready = session, code, values, ready
        self.id, self.dirty, self._kept = new_id(), False, ""
        self.heads: tuple[str, ...] = ()
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(AUTOSAVE_MS)
        self.timer.timeout.connect(self.keep)

    def touch(self) -> None:
        """Something was typed; it is kept within some seconds."""
        self.dirty = True
        if not self.timer.isActive():
            self.timer.start()

    def settle(self) -> None:
        """What was typed has been saved, or is to be forgotten."""
        self.timer.stop()
        self.dirty = False

    def keep(self) -> None:
        """Keep what has been typed since the last time."""
        if not self.dirty or not self._ready():
            return
        self.settle()
        code, record, values, heads = self._code, self.id, self._values(), self.heads
        if not values:
            if self._kept == record:
                self.drop(record)  # what was typed has been taken back by hand
            return
        self._kept = record

        def work(office: Office, _: Job) -> str:
            return entry_form.keep_draft(office, code, record, values, heads)

        # The page may be gone before it is written; lists must hear of the draft all the same.
        self._session.write(self._session, work, self._on_kept, self._on_failed, touches={code})

    def drop(self, record: str) -> None:
        """Throw a draft away."""
        code = self._code
        self._session.write(self, lambda office, _: entry_form.drop_draft(office, code, record), lambda _: None, touches={code})

    def _on_kept(self, at: str) -> None:
        if shiboken6.isValid(self):
            self.kept.emit(at)

    def _on_failed(self, error: BaseException) -> None:
        if shiboken6.isValid(self):
            self.dirty = True
            self.failed.emit(error)
        else:
            self._session.failed.emit(error)
