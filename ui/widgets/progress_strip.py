"""Long work, on the page: what, how much, how long still, and a way to stop it.

Law: nothing is shown for work of less than 400 ms; a number stands beside the bar; nothing freezes.
"""

import time
from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from desktop.jobs import Progress
from desktop.language.numbers import format_number
from desktop.language.texts import t
from ui.widgets.boxes import Column, Row
from ui.widgets.button import Button
from ui.widgets.icon import Icon
from ui.widgets.labels import elided, label
from ui.widgets.meter import Meter

AFTER = 400


class ProgressStrip(QFrame):
    """Hidden until `begin` and 400 ms; `heard` takes the progress of a job; `end` hides it again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._what, self._count = elided(""), label("", "label")
        self.stop = Button(t("progress.stop"), key="Esc")
        self._bar = Meter()
        self._icon = Icon("download", "accent")
        self._stop: Callable[[], None] = _nothing
        self._began = 0.0
        box = Column(self, gap=4, sides=(12, 6, 8, 10))
        line = Row(gap=10)
        for part, stretch in ((self._icon, 0), (self._what, 1), (self._count, 0), (self.stop, 0)):
            line.addWidget(part, stretch)
        box.addLayout(line)
        box.addWidget(self._bar)
        self._bar.setAccessibleName(t("progress.bar"))
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(AFTER)
        self._wait.timeout.connect(self.show)
        self.stop.clicked.connect(self._on_stop)
        self.hide()

    def begin(self, what: str, stop: Callable[[], None], *, icon: str = "download") -> None:
        """Get ready for work called `what`; `stop` is called by the button or Esc of the page."""
        self._what.setText(what)
        self._icon.draw(icon, "accent")
        self._count.setText("")
        self._bar.show_share(0)
        self._stop, self._began = stop, time.monotonic()
        self.stop.refuse("")
        self._wait.start()

    def heard(self, progress: Progress) -> None:
        """Show how far the work is."""
        done = format_number(progress.done)
        if not progress.total:
            self._count.setText(f"{progress.step} {done}".strip())
            return
        share = progress.done / progress.total
        said = t("progress.of", step=progress.step, done=done, total=format_number(progress.total)).strip()
        left = self._left(share)
        self._count.setText(t("progress.left", said=said, left=left) if left else said)
        self._bar.show_share(share)

    def end(self) -> None:
        """The work has been answered."""
        self._wait.stop()
        self.hide()

    def _left(self, share: float) -> str:
        """The time left in words, once it can be told."""
        spent = time.monotonic() - self._began
        if spent < 2 or share < 0.05:
            return ""
        seconds = round(spent / share - spent)
        return t("progress.seconds", n=seconds) if seconds < 90 else t("progress.minutes", n=round(seconds / 60))

    def _on_stop(self) -> None:
        self.stop.refuse(t("progress.stopping"))
        self._stop()


def _nothing() -> None:
    """Nothing to stop yet."""
