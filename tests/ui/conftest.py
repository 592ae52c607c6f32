"""One application for all tests of the window, dressed as the program is."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.ui import offices
from tests.ui.desk import Sitting, sitting_at
from ui import drives, keys, qt_words, theme
from ui.drives import Drive
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


@pytest.fixture(scope="session")
def two_homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A district and one of its communes, set up and certified once; closed, to be copied."""
    folder = tmp_path_factory.mktemp("two_homes")
    offices.keep(offices.make(folder), folder)
    return folder


@pytest.fixture
def world(two_homes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[offices.World]:
    """Both offices opened, in copies of their own, and one stick that is plugged in."""
    opened = offices.open_again(two_homes, tmp_path / "world")
    monkeypatch.setattr(drives, "sticks", lambda: [Drive(opened.stick, "KINGSTON", 3 << 30)])
    yield opened
    opened.close()


@pytest.fixture
def desk(world: offices.World, qtbot: QtBot) -> Iterator[Sitting]:
    """Somebody who sits at the commune's desk."""
    with sitting_at(world.commune, qtbot) as sitting:
        yield sitting
