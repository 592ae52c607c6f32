"""The frame around all pages: rail at the left, the page at the right, the strip of sample data above.

Law: a record or detail page replaces the page and one comes back to the same row; one level deep, never two windows.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.language.texts import t
from ui.keys import bind
from ui.page import Page
from ui.rail import PlaceGroup, Rail
from ui.theme import look, on_restyle
from ui.widgets.boxes import Column, Row
from ui.widgets.labels import label

CANVAS = QSize(1093, 534)


class Frame(QWidget):
    """Rail and stack of pages.

    `place_chosen(key)`: somebody wants to go there (also "person", "settings", "help"); `search_asked`: Ctrl+K.
    The frame changes no page by itself, as a page may have to ask first.
    """

    place_chosen = Signal(str)
    search_asked = Signal()
    help_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        whole = Column(self, gap=0)
        self._strip = QWidget()
        self._strip.setObjectName("sampleStrip")
        self._strip.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        strip = Row(self._strip, gap=8, sides=(20, 0, 20, 0))
        strip.addWidget(label(t("rail.sample")), 1)
        self._strip.hide()
        whole.addWidget(self._strip)
        row = Row(gap=0)
        self.rail = Rail()
        self.stack = QStackedWidget()
        self.stack.setObjectName("stack")
        row.addWidget(self.rail)
        row.addWidget(self.stack, 1)
        whole.addLayout(row, 1)
        self._keys: list[QWidget] = []
        self.rail.chosen.connect(self.place_chosen)
        self.rail.search_asked.connect(self.search_asked)
        bind(self, "Ctrl+K", self.search_asked.emit)
        bind(self, "F1", self._ask_help)
        on_restyle(self, self._size_it)

    def set_groups(self, groups: Sequence[PlaceGroup]) -> None:
        """Fill the rail and bind the keys written in it ("Ctrl+2")."""
        self.rail.set_groups(groups)
        for holder in self._keys:
            holder.deleteLater()
        self._keys = []
        for group in groups:
            for place in group.places:
                if place.shortcut:
                    self._bind_place(place.shortcut, place.key)

    def show_sample(self, sample: bool) -> None:
        """Show or hide the yellow strip of sample data."""
        self._strip.setVisible(sample)

    def add_page(self, page: Page) -> Page:
        """Keep a page in the stack without showing it."""
        if self.stack.indexOf(page) < 0:
            self.stack.addWidget(page)
        return page

    def show_page(self, page: Page, place: str = "") -> bool:
        """Show a page and mark its place in the rail; False when the page before wants to stay."""
        before = self.page
        if before is not None and before is not page and not before.leave():
            return False
        self.add_page(page)
        self.stack.setCurrentWidget(page)
        if place:
            self.rail.set_current(place)
        page.enter()
        return True

    def drop_page(self, page: Page) -> None:
        """Take a detail page out for good; another must have been shown."""
        self.stack.removeWidget(page)
        page.deleteLater()

    @property
    def page(self) -> Page | None:
        """The page shown now."""
        shown = self.stack.currentWidget()
        return shown if isinstance(shown, Page) else None

    def _bind_place(self, shortcut: str, key: str) -> None:
        # A holder of its own, so that the keys of a former rail go with it.
        holder = QWidget(self)
        holder.setFixedSize(0, 0)
        holder.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        holder.show()
        go: Callable[[], None] = lambda: self.place_chosen.emit(key)  # noqa: E731 - typed for mypy
        bind(holder, shortcut, go)
        self._keys.append(holder)

    def _ask_help(self) -> None:
        page = self.page
        self.help_asked.emit(page.help_topic if page else "bat-dau")

    def _size_it(self) -> None:
        self._strip.setFixedHeight(look().px(24))
