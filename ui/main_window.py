"""The window of who is signed in: rail, pages, and the way between them.

Law: a record or detail page replaces the page and one comes back to the same row; a page may keep itself until
something is decided. Only what the role may see is shown.
"""

from collections import OrderedDict

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop import units
from desktop.actions import backup, waiting
from desktop.language.texts import t
from desktop.settings import Settings, change
from ui import places
from ui.command_palette import CommandPalette
from ui.frame import Frame
from ui.page import Page
from ui.problems import Problems
from ui.session import SETTINGS, Session
from ui.widgets.boxes import Column

_KEPT = 8
_RECENT = 12
_FIRST_PAGES = 15_000
"""Milliseconds that the first pages have for themselves."""


class MainWindow(QWidget):
    """Frame and navigation of one session. `left`: the person signs out; `elsewhere(where)`: another sample laptop."""

    left = Signal()
    elsewhere = Signal(str)

    def __init__(self, session: Session, problems: Problems) -> None:
        super().__init__()
        self.session, self._problems = session, problems
        self.frame = Frame(self)
        Column(self, gap=0).addWidget(self.frame)
        self._pages: OrderedDict[str, Page] = OrderedDict()
        self._place, self._way = "", list[str]()
        self._passing: Page | None = None
        self.settings = Settings.load(session.office.paths.settings)
        self._name_everything()
        self.frame.place_chosen.connect(self._on_rail)
        self.frame.search_asked.connect(self.search)
        self.frame.help_asked.connect(lambda topic: self.go(f"help:{topic}"))
        session.gone_to.connect(self.go)
        session.went_back.connect(self.back)
        session.failed.connect(problems.say)
        session.changed.connect(self._on_changed)
        # Counts follow the calendar too: a window may stay open over midnight.
        self._hourly = QTimer(self)
        self._hourly.setInterval(3_600_000)
        self._hourly.timeout.connect(self._count)
        self._hourly.start()

    def open(self) -> None:
        """Show the first page and count what waits."""
        self.go("today")
        self._count()
        QTimer.singleShot(_FIRST_PAGES, self, self.look_after)

    def look_after(self) -> None:
        """Look through the data in the background and make the day's backup; a banner says what is wrong."""
        office = self.session.office

        def copy(_: None) -> None:  # of a whole file only: a damaged copy would push a good one out
            self.session.write(self, lambda office, _: backup.daily(office), lambda _: None, touches=())

        self.session.tasks.read(self, lambda job: backup.look_after(office, job), copy, self._problems.say)

    @property
    def page(self) -> Page | None:
        """The page shown now."""
        return self.frame.page

    @property
    def place(self) -> str:
        """Where one is."""
        return self._place

    def go(self, place: str) -> bool:
        """Go to a place; False when the page before wants to stay."""
        if place.startswith(("sign-out", "sample:")):
            return self._leave(place.removeprefix("sample:"))
        before = self._place
        if place == before and places.is_lasting(place):
            return True
        if not self._show(place):
            return False
        if before and before != place:
            self._way = [*(one for one in self._way if one != place), before][-_KEPT:]
        return True

    def back(self) -> None:
        """Go back to where the page was opened from, to the same row."""
        place = self._way[-1] if self._way else "today"
        if place != self._place and self._show(place):
            self._way = self._way[:-1]

    def search(self, typed: str = "") -> None:
        """Open the one box for search and commands, with words that were typed elsewhere."""
        palette = CommandPalette(self, self.session, self.page)
        palette.place_chosen.connect(self.go)
        palette.line.setText(typed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt_left = event.key() == Qt.Key.Key_Left and event.modifiers() & Qt.KeyboardModifier.AltModifier
        if (alt_left or event.key() == Qt.Key.Key_Escape) and self._way:
            self.back()
            return
        if event.key() == Qt.Key.Key_N and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self._add()
            return
        super().keyPressEvent(event)

    def _add(self) -> None:
        """Write in the register used last: the page at hand has none of its own."""
        may = [one.code for one in self.session.seen() if self.session.may_enter(one)]
        last = self.settings["last_register"]
        if may:
            self.go(f"new:{last if last in may else may[0]}")

    def _on_rail(self, key: str) -> None:
        place = f"help:{self.page.help_topic}" if key == "help" and self.page else key
        if self.go(place) and key not in ("person", "help", "settings"):
            self._way = []

    def _show(self, place: str) -> bool:
        page = self._pages.get(place) or places.page_at(self.session, place)
        if place not in self._pages:
            page.back.connect(self.back)
        passing = self._passing
        if not self.frame.show_page(page, places.rail_key(place)):
            if place not in self._pages:
                page.deleteLater()
            return False
        if passing is not None and passing is not page:
            self.frame.drop_page(passing)
        self._passing = None if places.is_lasting(place) else page
        self._place = place
        self._keep(place, page)
        self._remember(place)
        return True

    def _keep(self, place: str, page: Page) -> None:
        """Keep the pages last seen with their rows; the oldest one goes."""
        if not places.is_lasting(place):
            return
        self._pages[place] = page
        self._pages.move_to_end(place)
        while len(self._pages) > _KEPT:
            _, old = self._pages.popitem(last=False)
            self.frame.drop_page(old)

    def _remember(self, place: str) -> None:
        kind, _, rest = place.partition(":")
        if kind in ("today", "person", "settings", "help", "new", "import", "connect", "mergers", "refused"):
            return
        path = self.session.office.paths.settings
        recent = [place, *(one for one in self.settings["recent"] if one != place)][:_RECENT]
        more = {"last_register": rest.partition(":")[0]} if kind in ("register", "record") else {}
        self.settings = change(path, recent=recent, **more)

    def _on_changed(self, touched: frozenset[str]) -> None:
        if SETTINGS in touched:
            self.settings = Settings.load(self.session.office.paths.settings)
            self._name_everything()
        self._count()

    def _name_everything(self) -> None:
        office = self.session.office
        unit = office.home_unit
        above = units.parent_of(unit.key)
        letters = office.identity.series
        station = t("rail.waiting_series") if letters is None else t("rail.first") if not letters else t("rail.series", series=letters)
        rail = self.frame.rail
        rail.set_unit(unit.title, f"{units.unit(above).title} · {station}" if above else station)
        rail.set_person(office.user.name)
        self.frame.set_groups(places.groups(self.session, self.settings))
        self.frame.show_sample(office.identity.sample)
        if self._place:
            rail.set_current(places.rail_key(self._place))

    def _count(self) -> None:
        self.session.read(self, waiting.counts, self.frame.rail.set_counts)

    def _leave(self, where: str) -> bool:
        page = self.page
        if page is not None and not page.leave():
            return False
        if where == "sign-out":
            self.left.emit()
        else:
            self.elsewhere.emit(where)
        return True
