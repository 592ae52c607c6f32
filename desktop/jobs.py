"""Long work says how far it is and can be stopped, without knowing who listens.

Law: work that is stopped raises `Cancelled` at its next step and nowhere else, so a transaction around it
rolls back by itself. No thread is started here; a job may be stopped from any.
"""

import threading
from collections.abc import Callable, Iterable, Iterator, Sized
from dataclasses import dataclass
from typing import TypeVar

_Item = TypeVar("_Item")


class Cancelled(Exception):
    """The person stopped the work. Nothing is shown for it."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is: the step in the office's words, items done, items in all (None: not known)."""

    step: str
    done: int
    total: int | None = None


def _nobody(_progress: Progress) -> None:
    """Stands in when nobody listens."""


class Job:
    """One piece of long work, seen from inside.

    `report` is called with `Progress` on the thread of the work; whoever starts the job puts it there.
    """

    def __init__(self, report: Callable[[Progress], None] = _nobody) -> None:
        self.report = report
        self._stopped = threading.Event()

    @property
    def stopped(self) -> bool:
        """Whether somebody asked to stop."""
        return self._stopped.is_set()

    def stop(self) -> None:
        """Ask the work to stop at its next step. Harmless when it has ended."""
        self._stopped.set()

    def check(self) -> None:
        """Raise `Cancelled` if somebody asked to stop."""
        if self.stopped:
            raise Cancelled

    def step(self, step: str, done: int, total: int | None = None) -> None:
        """Say that `done` of `total` are done in `step`. Raises `Cancelled` when asked to stop."""
        self.check()
        self.report(Progress(step, done, total))

    def each(self, step: str, items: Iterable[_Item], total: int | None = None) -> Iterator[_Item]:
        """Hand out `items` one by one, reporting and looking for a stop before each and after the last."""
        if total is None and isinstance(items, Sized):
            total = len(items)
        done = 0
        for item in items:
            self.step(step, done, total)
            yield item
            done += 1
        self.step(step, done, total)
