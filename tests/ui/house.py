"""The whole window as a person has it before him: real keys, and waiting until all work was answered."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.clock import Clock
from desktop.office import Office
from desktop.paths import Paths
from tests.ui.typing import press_focus, type_text
from ui.frame import CANVAS
from ui.main_window import MainWindow
from ui.page import Page
from ui.text_check import cut_texts
from ui.window import Window

NOW = "2024-03-25T08:12:00"


class House:
    """One window over one home."""

    def __init__(self, home: Path, qtbot: QtBot) -> None:
        self.window = Window(Paths(home), Clock.from_text(NOW), clock_stands=True)
        self.window.setWindowState(self.window.windowState() & ~self.window.windowState().WindowMaximized)
        self.window.resize(CANVAS)
        self._qtbot = qtbot
        self.presses = 0

    def show(self) -> None:
        with self._qtbot.waitActive(self.window, timeout=5000):
            self.window.show()
            self.window.activateWindow()
        self.settle()

    @property
    def page(self) -> Page:
        page = self.window.page
        assert page is not None
        return page

    @property
    def main(self) -> MainWindow:
        assert self.window.main is not None
        return self.window.main

    def press(self, *keys: str) -> None:
        for key in keys:
            self.presses += 1
            press_focus(key)
            self.settle()

    def type(self, text: str) -> None:
        focus = QApplication.focusWidget()
        assert focus is not None
        type_text(focus, text)

    def until(self, condition: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(condition, timeout=20_000)

    def settle(self) -> None:
        for _ in range(3):
            QApplication.processEvents()
            self.until(lambda: not self.window.tasks.busy)
        self.until(lambda: QApplication.focusWidget() is not None)

    def check_texts(self) -> None:
        found = cut_texts(self.window)
        assert not found, found


@contextmanager
def in_house(home: Path, qtbot: QtBot, office: Office | None = None) -> Iterator[House]:
    """Open the window over a home, or with an office that is signed in already; close it at the end."""
    house = House(home, qtbot)
    if office is None:
        house.window.start()
    else:
        house.window.open(office)
    house.show()
    try:
        yield house
    finally:
        house.window.close()
        house.window.deleteLater()
        QApplication.sendPostedEvents()
        QApplication.processEvents()
