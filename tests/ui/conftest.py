"""One application for all tests of the window, dressed as the program is."""

import os
from collections.abc import Callable, Iterator
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from ui import keys, qt_words, theme
from ui.tokens import Tokens

_W = TypeVar("_W", bound=QWidget)


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> QApplication:
    """The application with our fonts, look, words and Enter filter, installed once."""
    theme.prepare(qapp, Tokens())
    keys.install(qapp)
    qt_words.install(qapp)
    return qapp


@pytest.fixture(autouse=True)
def _plain_look(dressed: QApplication) -> Iterator[None]:
    yield
    if theme.look() != Tokens():
        theme.theme().apply(Tokens())


@pytest.fixture
def shown(qtbot: QtBot, dressed: QApplication) -> Callable[[_W], _W]:
    """Show a widget as the active window; it is closed after the test."""

    def show(widget: _W) -> _W:
        qtbot.addWidget(widget)
        with qtbot.waitActive(widget, timeout=2000):
            widget.show()
            widget.activateWindow()
        return widget

    return show
