"""The composition root: one application, its look and words, one window for one home folder.

Law: the environment is read here alone – SODANVAN_HOME and SODANVAN_NOW, as the command line reads them. A home has one
window: a second start brings the first one to the front and ends.
"""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QFileSystemWatcher, QLockFile, QObject, Qt
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

import resources
from desktop.clock import Clock
from desktop.errors import Problem
from desktop.language.texts import t
from desktop.paths import Paths, default_home
from desktop.settings import Settings
from ui import keys, qt_words, theme
from ui.frame import CANVAS
from ui.page import Page
from ui.problems import split
from ui.setup.entrance import EntrancePage
from ui.tokens import FAMILY
from ui.widgets.button import Button
from ui.widgets.empty_state import EmptyState
from ui.window import Window
from ui.wished_look import draw_by

_SECRETS: Final = ("SODANVAN_PASSWORD", "SODANVAN_NEW_PASSWORD", "SODANVAN_CODE")
_FALLBACK: Final = "Liberation Sans"
_FALLBACK_FILES: Final = ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf")


def make_application(arguments: Sequence[str]) -> QApplication:
    """Return the application, dressed: fonts, look, Vietnamese words of Qt's own, Enter on buttons."""
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    application = QApplication(list(arguments[:1]) or ["SoDanVan"])
    application.setApplicationName("SoDanVan")
    application.setApplicationDisplayName("")
    application.setWindowIcon(QIcon(str(resources.path("icons", "app.svg"))))
    for file in _FALLBACK_FILES:
        QFontDatabase.addApplicationFont(str(resources.path("fonts", file)))
    QFont.insertSubstitutions(FAMILY, [_FALLBACK])
    theme.prepare(application)
    keys.install(application)
    qt_words.install(application)
    return application


class FollowsSystem(QObject):
    """Draws anew when the system changes between light, dark and high contrast; a person's own choice stays."""

    def __init__(self, application: QApplication, window: Window) -> None:
        super().__init__(application)
        self._window = window
        hints = application.styleHints()
        hints.colorSchemeChanged.connect(self._follow)
        hints.accessibility().contrastPreferenceChanged.connect(self._follow)

    def _follow(self) -> None:
        draw_by(Settings.load(self._window.desk.paths.settings))


class OneWindow(QObject):
    """The lock of a home, and the bell by which a second start calls the first window."""

    def __init__(self, paths: Paths, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._paths = paths
        paths.home.mkdir(parents=True, exist_ok=True)
        self._lock = QLockFile(str(paths.lock))
        self._lock.setStaleLockTime(0)  # a laptop may sleep for days; only a process that is gone frees the lock
        self._bell: QFileSystemWatcher | None = None

    def take(self) -> bool:
        """Take the home for this process; False when another window has it."""
        return self._lock.tryLock(0)

    def ring(self) -> None:
        """Ask the window that has the home to come forward."""
        self._paths.summons.write_text("1", encoding="ascii")

    def listen(self, window: Window) -> None:
        """Bring `window` forward when somebody rings."""
        self._paths.summons.write_text("0", encoding="ascii")
        self._bell = QFileSystemWatcher([str(self._paths.summons)], self)
        self._bell.fileChanged.connect(window.come_forward)

    def free(self) -> None:
        """Let the home go."""
        self._lock.unlock()


def read_environment() -> tuple[Paths, Clock]:
    """Return the home folder and the clock that were asked for; secrets are taken out, no child process inherits them.

    Raises:
        Problem: invalid_value, when SODANVAN_NOW is no moment.
    """
    for name in _SECRETS:
        os.environ.pop(name, None)
    home = os.environ.get("SODANVAN_HOME")
    return Paths(Path(home) if home else default_home()), Clock.from_text(os.environ.get("SODANVAN_NOW"))


def run(arguments: Sequence[str]) -> int:
    """Open the window and return the exit status."""
    application = make_application(arguments)
    try:
        paths, clock = read_environment()
        one = OneWindow(paths)
        if not one.take():
            one.ring()
            return 0
    except (Problem, OSError) as error:
        page = cannot_start(error)
        page.show()
        application.exec()
        return 1
    draw_by(Settings.load(paths.settings))
    window = Window(paths, clock, clock_stands=clock.standing is not None)
    FollowsSystem(application, window)
    window.problems.install()
    one.listen(window)
    window.start()
    window.show()
    status = application.exec()
    one.free()
    return status


def cannot_start(error: Problem | OSError) -> Page:
    """Return a page that says why nothing can be opened; whoever started the program sees no console."""
    what, next_step = split(error.message if isinstance(error, Problem) else t("start.no_home"))
    page = EntrancePage(t("start.program"), 560)
    close = Button(t("problem.close"), "filled", key="Enter")
    close.clicked.connect(page.close)
    page.middle.addWidget(EmptyState("circle-x", what, next_step, close))
    page.key("Enter", close.click, t("problem.close"))
    page.setWindowTitle(t("start.program"))
    page.resize(CANVAS)
    return page
