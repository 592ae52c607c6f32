"""Does everything hold together: the file, the chain of every log, the signatures, and the tables folded from them."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import msgspec

from db import check as store_check
from db import exchange
from db.driver import Connection
from db.errors import StoreError
from db.log import segments
from desktop.actions import backup
from desktop.errors import Problem
from desktop.jobs import Job
from desktop.keys.key_slots import KeySlots
from desktop.keys.secrets_kept import Secrets
from desktop.office import Office
from desktop.packages import segments as sealed
from desktop.packages.segments import SegmentParts, split_log
from desktop.paths import Paths

_NO_JOB = Job()
NAMES: Final = ("database", "chain", "signatures", "state", "attachments", "keys")


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
    """Look at everything; nothing is changed. What cannot be read is a finding like any other."""
    work: dict[str, Callable[[Office], list[str]]] = {
        "database": lambda office: [f"Tệp dữ liệu: {one}" for one in office.store.integrity()],
        "chain": lambda office: _asked(office, store_check.check_chain) + _asked(office, store_check.check_values),
        "signatures": lambda office: _asked(office, _signatures),
        "state": _state,
        "attachments": lambda office: _asked(office, store_check.check_blobs),
        "keys": _keys,
    }
    found = [Check(name, _findings(work[name], office)) for name in job.each("Kiểm tra", NAMES)]
    return _with_backups(found, office.paths)


def unopened(paths: Paths, problem: Problem) -> list[Check]:
    """Return what is to be said of a home whose keys or database cannot even be opened."""
    at_fault = "keys" if problem.where == str(paths.keys) else "database"
    not_reached = "Chưa kiểm tra được: sổ không mở được."
    return _with_backups([Check(name, [problem.message if name == at_fault else not_reached]) for name in NAMES], paths)


def _with_backups(found: list[Check], paths: Paths) -> list[Check]:
    for one in found:
        if not one.ok:
            one.rebuild_from = [each.file for each in backup.of_home(paths)]
    return found


def _findings(look: Callable[[Office], list[str]], office: Office) -> list[str]:
    try:
        return look(office)
    except Problem as problem:
        return [problem.message]
    except (StoreError, msgspec.MsgspecError, ValueError) as error:
        return [f"Có nội dung không đọc được: {error}."]


def _asked(office: Office, look: Callable[[Connection], list[str]]) -> list[str]:
    with office.reading() as connection:
        return look(connection)


def _keys(office: Office) -> list[str]:
    """Hold the keys inside the database and the slots beside it against who this station is."""
    KeySlots.load(office.paths.keys)
    with office.reading() as connection:
        held = Secrets.load(connection).keys.station
    return [] if held == office.identity.station else ["Khóa ký trong sổ không phải của trạm này."]


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
