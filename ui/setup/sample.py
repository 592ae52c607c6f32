"""The sample data as the window opens them: made once, signed in by themselves, their clock standing in March 2024."""

from pathlib import Path
from typing import Final

from desktop.actions import people
from desktop.clock import Clock
from desktop.jobs import Job
from desktop.office import Office
from desktop.paths import Paths

COMMUNE: Final = "03448"
DISTRICT: Final = "107"
OPEN: Final = "03463"
"""The commune of the sample whose period is still open."""
USER: Final = "demo"


def is_made(folder: Path) -> bool:
    """Whether sample data lie there, whole."""
    from desktop.actions import demo

    return (folder / demo.SUMMARY).is_file()


def make(folder: Path, job: Job) -> object:
    """Make them; what an interrupted attempt left is removed first.

    Raises:
        Problem: what writing says.
    """
    import shutil

    from desktop.actions import demo

    shutil.rmtree(folder, ignore_errors=True)
    return demo.make(folder, job)


def homes(folder: Path) -> list[str]:
    """Return the codes of the units that have a laptop there."""
    found = folder / "homes"
    return sorted(one.name for one in found.iterdir() if Paths(one).keys.is_file()) if found.is_dir() else []


def home(folder: Path, unit: str) -> Paths:
    """Return where the laptop of a unit lies."""
    return Paths(folder / "homes" / unit)


def clock() -> Clock:
    """Return the clock of the sample data: the morning after their last entry."""
    from desktop.sample.quarter import TODAY

    return Clock.from_text(f"{TODAY}T08:12:00")


def sign_in(paths: Paths, at: Clock) -> Office:
    """Open a laptop of the sample data.

    Raises:
        Problem: what keeps it from opening.
    """
    from desktop.sample.desk import PASSWORD

    return people.sign_in(paths, at, USER, lambda: PASSWORD)
