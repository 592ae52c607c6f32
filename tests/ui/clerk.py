"""A clerk at the books: every place of the registers has its page, Esc and Alt+← lead back, and pauses are waited for."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.actions import lookup
from desktop.actions.lookup import Ask
from desktop.entries.record import Record
from desktop.office import Office
from tests.ui import offices
from tests.ui.desk import Sitting
from tests.ui.typing import type_telex
from ui.places import page_at
from ui.session import Session

BOOKS = ("registers", "register", "new", "record", "import", "conflicts")
LONGEST_PAUSE = 1000


class Clerk(Sitting):
    """Writes and finds."""

    def __init__(self, session: Session, qtbot: QtBot) -> None:
        super().__init__(session, qtbot)
        session.went_back.connect(self._back)

    def go(self, place: str) -> None:
        if place.partition(":")[0] not in BOOKS:
            super().go(place)
            return
        before = self.places[-1] if self.places else ""
        self.places.append(place)
        page = page_at(self.session, place)
        page.back.connect(lambda: self.go(before or "registers"))
        self.show(page)

    def _back(self) -> None:
        self.go(self.places[-2] if len(self.places) > 1 else "registers")

    def type(self, text: str) -> None:
        """Type as UniKey does, wherever the focus is."""
        focus = QApplication.focusWidget()
        assert focus is not None, "nothing has the focus"
        type_telex(focus, text)
        self.settle()

    def settle(self) -> None:
        """Wait for the short pauses after typing too; not for drafts, which save themselves later."""
        super().settle()
        self._qtbot.waitUntil(lambda: not self._pauses(), timeout=5000)
        super().settle()

    def _pauses(self) -> list[QTimer]:
        timers = self.frame.findChildren(QTimer)
        return [one for one in timers if one.isActive() and one.isSingleShot() and one.interval() < LONGEST_PAUSE]

    def focus(self) -> Any:
        """Name of the field that has the focus, "" for none."""
        form = getattr(self.page, "form", None)
        here = QApplication.focusWidget()
        return next((name for name, field in form.fields.items() if field.editor is here), "") if form else ""

    def newest(self, code: str = "reception_visit") -> Record:
        """The entry saved last."""
        found = lookup.listing(self.session.office, code, Ask()).records
        return max(found, key=lambda one: (one.updated.at or "", one.id))

    def all(self, code: str = "reception_visit", *, deleted: bool = False) -> list[Record]:
        """All entries of a register."""
        return lookup.listing(self.session.office, code, Ask(deleted=deleted)).records


@contextmanager
def clerk_at(office: Office, qtbot: QtBot) -> Iterator[Clerk]:
    """Let a clerk sit down at an office; the window goes when it ends."""
    with offices.at_desk(office) as session:
        clerk = Clerk(session, qtbot)
        yield clerk
        clerk.page.leave()
        session.tasks.stop_all()
        QApplication.processEvents()
        clerk.frame.close()
        clerk.frame.deleteLater()
