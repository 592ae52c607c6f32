"""The only starter of threads: two lanes of work and one door back to the screen.

Law: exactly one of `done` and `failed` is called, once, on the thread of the window – or none, when the owner is
gone. Writing work never overlaps. Progress reaches the screen ten times a second at most, and its last step always.
"""

import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, QThreadPool, Signal, Slot

from desktop.jobs import Job, Progress

_Answer = TypeVar("_Answer")
_Heard = Callable[[Progress], None]
_EVERY = 0.1
_READERS = 3


class Tasks(QObject):
    """The two lanes: `read` (several at once) and `write` (one after the other)."""

    # One permanent emitter. A signal object per task is lost when the window's thread deletes it while the
    # worker is still emitting (seen in tests: every second result went missing).
    _to_screen = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._readers, self._writer = QThreadPool(), QThreadPool()
        self._readers.setMaxThreadCount(_READERS)
        self._writer.setMaxThreadCount(1)
        for pool in (self._readers, self._writer):
            pool.setExpiryTimeout(-1)  # each thread keeps a database connection, which is slow to open
        self._running: dict[int, Job] = {}
        self._to_screen.connect(self._hear, Qt.ConnectionType.QueuedConnection)

    def read(
        self,
        owner: QObject,
        work: Callable[[Job], _Answer],
        done: Callable[[_Answer], None],
        failed: Callable[[BaseException], None],
        progress: _Heard | None = None,
    ) -> Job:
        """Start `work` beside other readers; the answer goes to `done`, what it raises to `failed`."""
        return self._start(self._readers, owner, work, done, failed, progress)

    def write(
        self,
        owner: QObject,
        work: Callable[[Job], _Answer],
        done: Callable[[_Answer], None],
        failed: Callable[[BaseException], None],
        progress: _Heard | None = None,
    ) -> Job:
        """Start `work` after all writing work before it. `failed` gets `Cancelled` when it was stopped."""
        return self._start(self._writer, owner, work, done, failed, progress)

    @property
    def busy(self) -> bool:
        """Whether any work has not been answered yet."""
        return bool(self._running)

    def stop_all(self) -> None:
        """Stop everything and wait for it: the program is closing."""
        for job in list(self._running.values()):
            job.stop()
        self._readers.waitForDone()
        self._writer.waitForDone()

    def _start(
        self,
        pool: QThreadPool,
        owner: QObject,
        work: Callable[[Job], Any],
        done: Callable[[Any], None],
        failed: Callable[[BaseException], None],
        progress: _Heard | None,
    ) -> Job:
        job = Job()
        throttle = _Throttle(partial(self._say, owner, progress)) if progress else None
        if throttle:
            job.report = throttle
        self._running[id(job)] = job

        def run() -> None:
            _let_coverage_see()
            answer: Callable[[], None]
            try:
                answer = partial(done, work(job))
            except BaseException as error:  # carried to the window's thread, not swallowed
                answer = partial(failed, error)
            if throttle:
                throttle.flush()
            self._to_screen.emit(partial(self._finish, job, owner, answer))

        pool.start(run)
        return job

    def _say(self, owner: QObject, heard: _Heard, progress: Progress) -> None:
        self._to_screen.emit(partial(_call_if_there, owner, partial(heard, progress)))

    def _finish(self, job: Job, owner: QObject, answer: Callable[[], None]) -> None:
        del self._running[id(job)]
        _call_if_there(owner, answer)

    @Slot(object)
    def _hear(self, call: Callable[[], None]) -> None:
        call()


class _Throttle:
    """Passes progress on at most every tenth of a second; the last one always, by `flush`."""

    def __init__(self, pass_on: _Heard) -> None:
        self._pass_on, self._held = pass_on, None
        self._next = 0.0

    _held: Progress | None

    def __call__(self, progress: Progress) -> None:
        now = time.monotonic()
        if now < self._next:
            self._held = progress
            return
        self._next, self._held = now + _EVERY, None
        self._pass_on(progress)

    def flush(self) -> None:
        """Pass on what was held back."""
        if self._held is not None:
            self._pass_on(self._held)
            self._held = None


def _call_if_there(owner: QObject, call: Callable[[], None]) -> None:
    """Call only while the owner's window exists; a closed page hears nothing."""
    if shiboken6.isValid(owner):
        call()


def _let_coverage_see() -> None:
    """Coverage and debuggers hook threads that Python starts; Qt's are told here."""
    trace = threading.gettrace()
    if trace:
        sys.settrace(trace)
