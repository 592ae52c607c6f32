"""A person at a desk: a frame with the page of each place, real keys, and waiting until all work is answered."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.actions import periods
from desktop.office import Office
from tests.ui import offices
from tests.ui.typing import press_focus
from ui.frame import CANVAS, Frame
from ui.page import Page
from ui.rail import Place, PlaceGroup
from ui.receiving.inbox_page import InboxPage
from ui.reporting.period_page import PeriodPage
from ui.session import Session
from ui.today.today_page import TodayPage

PAGES: dict[str, Callable[..., Page]] = {"today": TodayPage, "period": PeriodPage, "inbox": InboxPage}
PLACES = (Place("today", "Hôm nay", "sun", "Ctrl+1"), Place("inbox", "Gói đến", "inbox", "Ctrl+2"))


class Sitting:
    """What somebody does at a desk; `places` are where the pages wanted to go, `presses` what was pressed."""

    def __init__(self, session: Session, qtbot: QtBot) -> None:
        self.session, self._qtbot = session, qtbot
        self.frame = Frame()
        self.frame.set_groups((PlaceGroup("", PLACES),))
        self.places: list[str] = []
        self.presses: list[str] = []
        self.frame.place_chosen.connect(self.go)
        session.gone_to.connect(self.go)
        self.frame.resize(CANVAS)
        with qtbot.waitActive(self.frame, timeout=2000):
            self.frame.show()
            self.frame.activateWindow()

    @property
    def page(self) -> Page:
        page = self.frame.page
        assert page is not None
        return page

    def go(self, place: str) -> None:
        """Show the page of a place, if this desk has it; otherwise only note it."""
        self.places.append(place)
        name, _, rest = place.partition(":")
        if name in PAGES:
            self.show(PAGES[name](self.session, *([rest] if rest else [])))

    def show(self, page: Page) -> None:
        """Show a page and wait until it has read."""
        self.frame.show_page(page, "today")
        self.settle()

    def press(self, *keys: str) -> None:
        """Press keys wherever the focus is, each after everything before it has been answered."""
        for key in keys:
            self.presses.append(key)
            self._focus()
            press_focus(key)
            self.settle()

    def _focus(self) -> None:
        """Wait for the focus, which the system's own dialogs take and give back in their time."""
        if QApplication.focusWidget() is None:
            (QApplication.activeModalWidget() or self.frame).activateWindow()
            self._qtbot.waitUntil(lambda: QApplication.focusWidget() is not None, timeout=5000)

    def settle(self) -> None:
        """Wait until no work is left and the window has drawn itself."""
        self._qtbot.waitUntil(lambda: not self.session.tasks.busy, timeout=60_000)
        for _ in range(3):
            QApplication.processEvents()
            self._qtbot.waitUntil(lambda: not self.session.tasks.busy, timeout=60_000)


@contextmanager
def sitting_at(office: Office, qtbot: QtBot) -> Iterator[Sitting]:
    """Sit down at an office; the window goes when it ends."""
    with offices.at_desk(office) as session:
        sitting = Sitting(session, qtbot)
        yield sitting
        session.tasks.stop_all()
        QApplication.processEvents()
        sitting.frame.close()
        sitting.frame.deleteLater()


def closed(world: offices.World) -> None:
    """Close the commune's period with nothing in the books that are empty."""
    periods.nothing_happened(world.commune, offices.PERIOD, all_empty=True)
    periods.close_period(world.commune, offices.PERIOD)


def overlay(kind: type) -> object:
    """Return the dialog of a kind that is on the screen; None without one."""
    return next((one for one in QApplication.allWidgets() if isinstance(one, kind) and one.isVisible()), None)
