"""The only place where an exception becomes words: a problem of the office, a stopped job, or a fault of the program.

Law: a problem is said on the page that it happened on, with what to do next, and the page stays usable. A fault of
the program is said as such, goes into a report file without anybody's data, and the program continues.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

import PySide6
from PySide6.QtCore import QObject, Signal

from desktop.clock import Clock
from desktop.errors import Problem
from desktop.fault_report import write_report
from desktop.jobs import Cancelled
from desktop.language.texts import t
from ui.banner import Banner
from ui.dialogs import Question, ask
from ui.page import Page


class Problems(QObject):
    """Says what went wrong. `page` tells which page is seen, None when there is none to say it on."""

    # Exceptions of slots and threads come from wherever they happened; they are said on the thread of the window.
    _heard = Signal(object)

    def __init__(self, page: Callable[[], Page | None], logs: Path, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._page, self._logs, self._clock = page, logs, clock
        self._asking = False
        self._heard.connect(self.say)

    def move_to(self, logs: Path) -> None:
        """Write reports beside another home from now on."""
        self._logs = logs

    def install(self) -> None:
        """Hear also what no page caught: exceptions in slots."""
        sys.excepthook = self._on_uncaught

    def say(self, error: BaseException) -> None:
        """Say an error in words; nothing for work that a person stopped."""
        if isinstance(error, Cancelled):
            return
        if isinstance(error, Problem):
            self._say_problem(error)
        else:
            self._say_fault(error)

    def _say_problem(self, problem: Problem) -> None:
        page = self._page()
        if page is not None:
            page.show_banner(banner_of(problem))

    def _say_fault(self, error: BaseException) -> None:
        where = write_report(error, self._logs, self._clock, f"PySide6 {PySide6.__version__}")
        page = self._page()
        if page is None or self._asking:
            return
        self._asking = True
        ask(
            page,
            Question(
                t("problem.fault"),
                t("problem.fault_body"),
                t("problem.go_on"),
                safe=t("problem.close"),
                note=t("problem.fault_report", file=str(where)) if where else t("problem.fault_no_report"),
            ),
            self._answered,
            self._answered,
        )

    def _answered(self) -> None:
        self._asking = False

    def _on_uncaught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.exit(130)
        self._heard.emit(error.with_traceback(trace))


def banner_of(problem: Problem) -> Banner:
    """Return the banner that says a problem: what happened in SemiBold, what to do below."""
    what, next_step = split(problem.message)
    return Banner("err", what, next_step)


def split(message: str) -> tuple[str, str]:
    """Return the first sentence of a problem, and what follows it."""
    what, dot, rest = message.partition(". ")
    return (f"{what}{dot.strip()}", rest) if rest else (message, "")


def why(error: BaseException) -> tuple[str, str]:
    """Return what happened and what to do; raise what is a fault of the program again."""
    if not isinstance(error, Problem):
        raise error
    return split(error.message)
