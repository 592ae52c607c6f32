"""What every page gets: the opened office, the two lanes of work, where to go, and who is told that something changed.

Pages read through `read` and change through `write`, which call one action of the office off the UI thread; after a
change `changed` names what it touched, so that the pages seen read again. No page knows another.
"""

from collections.abc import Callable, Collection
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from desktop import registers
from desktop.entries.record import may_enter, may_see
from desktop.errors import Problem
from desktop.jobs import Job, Progress
from desktop.office import Office
from desktop.registers.model import Register
from ui.tasks import Tasks

Answer = TypeVar("Answer")
Failed = Callable[[BaseException], None]
Told = Callable[[Progress], None]

RECORDS, PERIODS, PACKAGES, STATION, SETTINGS = "records", "periods", "packages", "station", "settings"
"""What a change may touch, besides the codes of registers."""


class Session(QObject):
    """One signed-in person at one office.

    `changed(frozenset of str)`: register codes and the words above. `gone_to(place)`: see `go`.
    """

    changed = Signal(object)
    gone_to = Signal(str)
    went_back = Signal()
    failed = Signal(object)

    def __init__(self, office: Office, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.office, self.tasks = office, tasks

    def read(self, owner: QObject, work: Callable[[Office], Answer], done: Callable[[Answer], None], failed: Failed | None = None) -> Job:
        """Ask the office something, off the UI thread; `done` or `failed` is called on it, unless `owner` is gone."""
        return self.tasks.read(owner, lambda _: work(self.office), done, failed or self._on_failed)

    def write(
        self,
        owner: QObject,
        work: Callable[[Office, Job], Answer],
        done: Callable[[Answer], None],
        failed: Failed | None = None,
        *,
        touches: Collection[str],
        told: Told | None = None,
    ) -> Job:
        """Let the office change something; afterwards everybody hears what was touched."""

        def finished(answer: Answer) -> None:
            done(answer)
            self.changed.emit(frozenset(touches))

        return self.tasks.write(owner, lambda job: work(self.office, job), finished, failed or self._on_failed, told)

    def _on_failed(self, error: BaseException) -> None:
        self.failed.emit(error)

    def go(self, place: str) -> None:
        """Go to a place.

        Places: today · registers · register:CODE · new:CODE · record:CODE:ID · import:CODE · plan[:YEAR] · uptake[:YEAR] ·
        period[:CODE] · report[:PERIOD[:UNIT]] · packages · inbox · matrix[:PERIOD] ·
        figures:PERIOD[:UNIT[:FORM[:CELL]]] · behalf:PERIOD:UNIT[:FORM] · opening[:FORM] · down ·
        conflicts · refused · settings · person · help:TOPIC.
        """
        self.gone_to.emit(place)

    def back(self) -> None:
        """Go back to where the page was opened from, to the same row."""
        self.went_back.emit()

    @property
    def is_upper(self) -> bool:
        """Whether this is a receiving desk."""
        return self.office.identity.is_upper

    def seen(self) -> list[Register]:
        """Return the registers that the person may open."""
        agency = self.office.home_unit.is_agency
        known = (one for one in registers.ALL.values() if not (one.system or (agency and one.communal)))
        return [one for one in known if may_see(one, self.office.user.roles)]

    def may_enter(self, register: Register) -> bool:
        """Whether the person may write in a register."""
        return may_enter(register, self.office.user.roles)


def sentence(error: BaseException) -> str | None:
    """Return what to show for an error that the office knows, None for a fault of the program."""
    return error.message if isinstance(error, Problem) else None
