"""What the pages before signing in share: no rail, no head, everything in one column in the middle of the window."""

from PySide6.QtWidgets import QWidget

from desktop.clock import Clock
from desktop.language.texts import t
from desktop.paths import Paths
from ui.help_page import HelpDialog
from ui.page import Page
from ui.tasks import Tasks
from ui.theme import look, on_restyle
from ui.widgets.boxes import Column, Row


class Desk:
    """What there is before somebody signs in: the home folder, the clock, the lanes of work."""

    def __init__(self, paths: Paths, clock: Clock, tasks: Tasks) -> None:
        self.paths, self.clock, self.tasks = paths, clock, tasks


class EntrancePage(Page):
    """A page without head; `middle` is its column of `width` at 100 %."""

    def __init__(self, title: str, width: int, *, gap: int = 12, centred: bool = True, scroll: bool = False) -> None:
        super().__init__(title, scroll=scroll)
        self._head.hide()
        self._width, self._column = width, QWidget()
        self.middle = Column(self._column, gap=gap)
        self.banners = Column(gap=8)  # said in the column, where one looks
        self.middle.addLayout(self.banners)
        row = Row(gap=0)
        row.addStretch(1)
        row.addWidget(self._column, 1000)  # as wide as it may be; the stretches share the rest
        row.addStretch(1)
        if centred:
            self.body.addStretch(2)
        self.body.addLayout(row)
        self.body.addStretch(3)
        self.key("F1", self._help, t("rail.help"))
        on_restyle(self, self._fit)

    def _help(self) -> None:
        HelpDialog(self, self.help_topic)

    def _foot_gap(self) -> None:
        """Banners stand in the column, which has gaps of its own."""

    def _fit(self) -> None:
        self._column.setMaximumWidth(look().px(self._width))
