"""A look at everything on a stick before anything is taken in: each file with what would come of it.

The preview does the import and undoes it, so it cannot promise what the import does not keep.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from desktop import registers
from desktop.actions import inspection, packages, parcels
from desktop.actions.closings_inside import ClosingSeen, closings_in
from desktop.actions.packages import Received
from desktop.errors import Problem
from desktop.jobs import Job
from desktop.language.dates import format_date
from desktop.office import Office

Outcome = Literal["good", "held", "known", "bad", "unknown", "foreign", "newer", "no_package"]
_NO_JOB = Job()
_ORDER: tuple[Outcome, ...] = ("good", "held", "bad", "unknown", "newer", "known", "foreign", "no_package")
_OF_CODE: dict[str, Outcome] = {
    "misaddressed": "foreign", "unknown_sender": "unknown", "unknown_station": "unknown", "too_new": "newer", "not_a_package": "no_package",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Seen:
    """One file: what would come of it, and what it says about itself."""

    path: Path
    outcome: Outcome
    sender: str
    number: int | None
    made: str
    received: Received | None = None
    registers: Mapping[str, int] = field(default_factory=dict)
    trusted: bool | None = None
    closings: tuple[ClosingSeen, ...] = ()

    @property
    def name(self) -> str:
        """The file's name."""
        return self.path.name

    @property
    def can_be_taken(self) -> bool:
        """Whether taking it in changes something."""
        return self.outcome in ("good", "held")

    @property
    def missing(self) -> str:
        """The ranges that are still missing: "14–15"."""
        return ", ".join(f"{first}–{last}" for _, first, last in self.received.missing) if self.received else ""


def look_at(office: Office, paths: Sequence[Path], job: Job = _NO_JOB) -> list[Seen]:
    """Return every file at these paths; of a folder its packages first, also as text, in the order in which they can be taken.

    Raises:
        Problem: not_allowed before enrolment; what reading a folder says.
    """
    texts = [file for path in paths if path.is_dir() for file in parcels.texts_in(path)]
    found = [_seen(office, one) for one in packages.receive(office, [*paths, *texts], dry_run=True, job=job).packages]
    beside = [file for path in paths if path.is_dir() for file in parcels.files_beside(path)]
    folder = next((path for path in paths if path.is_dir()), Path())
    return [
        *sorted(found, key=lambda one: _ORDER.index(one.outcome)),
        *(Seen(folder / name, "no_package", "", None, "") for name in beside),
    ]


def _seen(office: Office, got: Received) -> Seen:
    path, outcome = Path(got.file), _outcome(got)
    content = got.envelope.content if got.envelope else None
    sender = parcels.title_of(office, got.sender_unit)
    made = f"{format_date(content.at[:10])} {content.at[11:16]}" if content else ""
    ops = _ops(office, path) if outcome in ("good", "held") else {}
    counted = {registers.ALL[code].title: n for code, n in ops.items() if not registers.ALL[code].system}
    trusted = {"good": True, "held": True, "known": True, "unknown": False}.get(outcome)
    number = content.number if content else parcels.number_in(path.name)
    closings = closings_in(office, path) if "period_close" in ops else ()
    return Seen(path, outcome, sender, number, made, got, counted, trusted, tuple(closings))


def _ops(office: Office, path: Path) -> dict[str, int]:
    """Return how many changes a package carries for each register."""
    with suppress(Problem):
        ops = inspection.inspect(office, path)["ops"]
        return {code: n for code, n in (ops or {}).items() if code in registers.ALL}
    return {}


def _outcome(got: Received) -> Outcome:
    if got.result == "merged":
        return "good"
    if got.result == "held":
        return "held"
    if got.result == "duplicate":
        return "known"
    return _OF_CODE.get(got.code or "", "bad")


def take(office: Office, chosen: Sequence[Path], job: Job = _NO_JOB) -> packages.Import:
    """Take these files in, after a copy of the database was made.

    Raises:
        Problem: what `desktop.actions.packages.receive` raises.
    """
    return packages.receive(office, chosen, job=job)
