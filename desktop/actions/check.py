"""Does everything hold together: the file, the chain of every log, the signatures, and the tables folded from them."""

from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from db import check as store_check
from db import exchange
from db.driver import Connection
from db.log import segments
from desktop.actions import backup
from desktop.errors import Problem
from desktop.jobs import Job
from desktop.office import Office
from desktop.packages import segments as sealed
from desktop.packages.segments import SegmentParts, split_log

_NO_JOB = Job()


@dataclass(slots=True)
class Check:
    """One thing that was looked at, and what was found wrong."""

    name: str
    found: list[str] = field(default_factory=list)
    rebuild_from: list[Path] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Whether nothing was found."""
        return not self.found

    def as_json(self) -> dict[str, Any]:
        """Return it in the shape of the command line's contract."""
        return {"name": self.name, "ok": self.ok, "found": self.found, "rebuild_from": [str(path) for path in self.rebuild_from]}


def check(office: Office, job: Job = _NO_JOB) -> list[Check]:
    """Look at everything; nothing is changed.

    Raises:
        Problem: what keeps the database from being read.
    """
    job.step("Kiểm tra", 0, 4)
    database = Check("database", [f"Tệp dữ liệu: {one}" for one in office.store.integrity()])
    with office.reading() as connection:
        job.step("Kiểm tra", 1, 4)
        chain = Check("chain", store_check.check_chain(connection) + store_check.check_values(connection))
        job.step("Kiểm tra", 2, 4)
        signatures = Check("signatures", _signatures(connection))
    job.step("Kiểm tra", 3, 4)
    state = Check("state", _state(office))
    found = [database, chain, signatures, state]
    for one in found:
        if not one.ok:
            one.rebuild_from = [each.file for each in backup.listing(office)]
    job.step("Kiểm tra", 4, 4)
    return found


class _Undo(Exception):
    """Takes the trial rebuild back."""


def _state(office: Office) -> list[str]:
    """Fold everything again from the log, compare, and undo it."""
    found: list[str] = []
    with suppress(_Undo), office.writing() as connection:
        found = store_check.rebuild(connection, office.projector(connection))
        raise _Undo
    return found


def _signatures(connection: Connection) -> list[str]:
    found: list[str] = []
    for log in exchange.logs(connection):
        station, kind = split_log(log.name)
        for run in segments(connection, log.key):
            packed = exchange.run_bytes(connection, log.key, run, ())
            try:
                sealed.verified_lines(SegmentParts(station, kind, run.first, run.last, run.tip, run.seal, packed.lines))
            except Problem as problem:
                found.append(f"Nhật ký {log.name}, đoạn {run.first}–{run.last}: {problem.message}")
    return found
