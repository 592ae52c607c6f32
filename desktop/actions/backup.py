"""Copies of the database on the internal disk, made by the program itself: daily when used, before an import, after an erasure.

Sealed first. The one before a migration is made by the opening itself, unsealed: nothing may be written into the old tables.
"""

import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from db import erasure, exchange
from db.errors import Locked
from db.store import get_meta, set_meta
from desktop import erased_marks
from desktop.errors import Problem
from desktop.exchange.outgoing import seal_all
from desktop.jobs import Job
from desktop.office import Office, store_problems
from desktop.paths import Paths

KEPT: Final = 10
_UNFINISHED: Final = ".tmp"
_DAY: Final = 86400
_NO_JOB: Final = Job()


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup file: its path and the moment (ISO) in its name."""

    file: Path
    at: str


def make(office: Office, reason: str) -> Backup:
    """Seal the logs, copy the database under its own key, verify that the copy opens, and drop the oldest ones.

    Raises:
        Problem: disk_full, read_only.
    """
    seal_all(office)
    folder, now = office.paths.backups, office.clock.now()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # A name of its own: two programs may copy at the same time, for instance two imports.
        temporary = folder / f"{secrets.token_hex(6)}{_UNFINISHED}"
        with store_problems(str(folder)):
            office.store.backup_to(temporary)
        _remove_leftovers(folder, temporary.stat().st_mtime - _DAY)
        target = office.paths.next_backup(now, reason)
        temporary.replace(target)
    except OSError as error:
        raise Problem(
            "disk_full", f"Không sao lưu được vào {folder}. Kiểm tra chỗ trống và quyền ghi rồi làm lại.", where=str(folder)
        ) from error
    with office.writing() as connection:
        set_meta(connection, "last_backup", now.isoformat())
    for old in listing(office)[KEPT:]:
        old.file.unlink(missing_ok=True)
    return Backup(target, now.isoformat())


def _remove_leftovers(folder: Path, before: float) -> None:
    """Remove what copies left that were broken off; another program's, which is being written now, is younger than a day."""
    for file in folder.glob(f"*{_UNFINISHED}*"):
        with suppress(OSError):
            if file.stat().st_mtime < before:
                file.unlink()


def listing(office: Office) -> list[Backup]:
    """Return the backups on this disk, newest first."""
    return of_home(office.paths)


def of_home(paths: Paths) -> list[Backup]:
    """Return the backups of a home, newest first, also of one that cannot be opened."""
    return [Backup(file, file.name.partition("-")[0]) for file in paths.backup_files()]


def daily(office: Office) -> Backup | None:
    """Make the day's backup unless there is one of today; sample data and copies of another laptop have none.

    Raises:
        Problem: disk_full, read_only.
    """
    newest = last(office)
    if office.identity.sample or office.identity.is_copy or (newest or "")[:10] == office.clock.today().isoformat():
        return None
    return make(office, "hang-ngay")


def look_after(office: Office, job: Job = _NO_JOB) -> None:
    """Look through the file, in the background after the start: it may have been damaged while nobody looked.

    Raises:
        Problem: damaged, with what to do.
    """
    found = office.store.integrity(lambda: job.stopped)
    job.check()
    if found:
        files = of_home(office.paths)
        newest = f"bản sao lưu {files[0].file.name}" if files else "bản sao lưu gần nhất"
        raise Problem("damaged", f"Tệp dữ liệu có chỗ hỏng. Đừng ghi tiếp; khôi phục từ {newest}.", where=str(office.paths.database))


def after_erasure(office: Office) -> list[Path]:
    """Make the newest backup one without what was erased, and name the older ones that still hold it.

    The erasure itself is done and stays done: what cannot be cleared up now is said in the office's warnings.
    """
    try:
        office.store.truncate_wal()
    except Locked:
        office.warnings.append("Cửa sổ khác đang đọc sổ, tệp tạm còn giữ nội dung vừa xóa. Đóng chương trình ở mọi cửa sổ.")
    older = [one.file for one in listing(office)]
    try:
        keep_marks(office)
        make(office, "sau-xoa")
    except Problem as problem:
        office.warnings.append(f"Đã xóa, nhưng chưa sao lưu lại được: {problem.message}")
    return [file for file in older if file.exists()]


def keep_marks(office: Office) -> None:
    """Write the hashes of erased value lines beside the database, so that a restore can apply them first.

    What the file knows stays, but for marks whose erasure is here and was refused.

    Raises:
        Problem: disk_full, read_only, locked.
    """
    noted = erased_marks.read(office.paths.erased)
    with office.reading() as connection:
        unknown = erasure.unknown_marks(connection, noted)
        marks = {*exchange.erased_marks(connection), *(unknown - erasure.taken_back(connection, unknown))}
    erased_marks.write(office.paths.erased, marks)


def after_exchange(office: Office, *, erased: bool) -> list[Path]:
    """Follow what packages brought: erasures as one's own, and marks that a fact took back; return as `after_erasure`."""
    if erased:
        return after_erasure(office)
    try:
        keep_marks(office)
    except Problem as problem:
        office.warnings.append(problem.message)
    return []


def last(office: Office) -> str | None:
    """Return the moment of the newest backup, or None."""
    with office.reading() as connection:
        found = get_meta(connection, "last_backup")
    return found if isinstance(found, str) else None
