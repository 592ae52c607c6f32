"""Put a backup back: into an empty folder, as a new station, whole or not at all.

Law (design §5, §11): what was erased since is applied before anything can be read; the restored laptop is a new station, since
the old one may live, or may have written more than the backup knows. Its logs are written on before anything is taken in.
The home is made beside its place and moved there last: a program that is killed in the midst leaves nothing in that place.
"""

import os
import secrets
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

from db import erasure, exchange
from desktop import trusting, units
from desktop.actions import backup_file, new_station, people, root_word
from desktop.actions.new_station import Became
from desktop.clock import Clock
from desktop.errors import Problem
from desktop.exchange import own_receipts
from desktop.jobs import Job
from desktop.keys.key_slots import KeySlots
from desktop.language.vietnamese import nfc
from desktop.office import Office, User
from desktop.packages import signing, stick
from desktop.packages.receipts import read_receipt
from desktop.paths import Paths

_NO_JOB: Final = Job()
_BY_CODE: Final = frozenset({"QT", "LD"})


@dataclass(frozen=True, slots=True)
class Opening:
    """Who restores, and by what: an account's password, or the printed code, which its keeper has from the office's head."""

    user: str | None
    password: Callable[[], str]
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Restored:
    """The new home and the station that it became."""

    home: Path
    became: Became

    def as_json(self) -> dict[str, Any]:
        """Return it in the shape of the command line's contract."""
        return {"home": str(self.home), **self.became.as_json()}


def restore(file: Path, home: Path, clock: Clock, by: Opening, *, root: Path | None = None, job: Job = _NO_JOB) -> Restored:
    """Make a home of a backup: a file for a stick, or one of the copies that a home keeps beside its key slots.

    Args:
        file: The backup.
        home: Where; empty or missing.
        clock: The office's clock.
        by: Who opens it.
        root: A copy of the root file, where this was the root's station: the root certifies the new one at once. Its word
            has to count by what the backup knows.
        job: Progress and stop.

    Raises:
        Problem: station_exists, not_allowed, wrong_password, not_a_package, damaged, too_new; what reading and writing say.
    """
    _require_empty(home)
    if not file.is_file():
        raise Problem("not_a_package", f"Không có tệp {file.name}. Hãy chọn lại tệp hoặc cắm lại USB.", str(file))
    work = home.absolute().with_name(f".{home.absolute().name}.{os.getpid()}-{secrets.token_hex(6)}.tam")
    _remove_leftovers(home)
    try:
        work.mkdir(parents=True)
        became = _fill(file, Paths(work), clock, by, root, job)
        _move(work, home)
    except OSError as error:
        raise stick.problem_of(error, home) from error
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return Restored(home, became)


def _require_empty(home: Path) -> None:
    """Refuse a folder that holds a station, or what is not the program's own: the window's lock, its settings, sample data.

    What a restore left there that was killed in the midst is nobody's: it goes.
    """
    paths = Paths(home)
    if paths.keys.exists():
        raise Problem("station_exists", f"Thư mục {home} đã có trạm. Chọn thư mục trống khác.", where=str(home))
    if paths.unfinished.is_file():
        _remove_unfinished(paths)
    own = {one.name for one in (paths.settings, paths.logs, paths.summons, paths.lock, paths.sample)}
    if home.exists() and (not home.is_dir() or any(one.name not in own for one in home.iterdir())):
        raise Problem("not_allowed", f"Thư mục {home} không trống. Chọn thư mục trống khác.", where=str(home))


def _remove_unfinished(paths: Paths) -> None:
    """Remove what a killed restore had put into its place, by its own list; nothing outside of the folder is ever named there."""
    known = {one.name: one for one in (paths.database, _wal(paths.database), paths.erased, paths.root, paths.backups)}
    try:
        for name in paths.unfinished.read_text(encoding="utf-8").splitlines():
            if name in known and known[name].is_dir():
                shutil.rmtree(known[name])
            elif name in known:
                known[name].unlink(missing_ok=True)
        paths.unfinished.unlink()
    except OSError as error:
        raise stick.problem_of(error, paths.home) from error


def _remove_leftovers(home: Path) -> None:
    """Remove what killed restores left beside the place; what another thread makes is not ours to judge."""
    for entry in home.absolute().parent.glob(f".{home.absolute().name}.*-*.tam"):
        if not entry.name.startswith(f".{home.absolute().name}.{os.getpid()}-"):
            shutil.rmtree(entry, ignore_errors=True)


def _move(work: Path, home: Path) -> None:
    """Put the new home in its place, whole or not at all; the key slots come last, since they make a folder a station."""
    if not home.exists() or not any(home.iterdir()):
        if home.exists():
            home.rmdir()
        stick.patiently(lambda: work.rename(home))
        return
    paths, moved = Paths(home), list[str]()
    names = sorted((one.name for one in work.iterdir()), key=lambda name: name == paths.keys.name)
    paths.unfinished.write_text("\n".join(names), encoding="utf-8")
    try:
        for name in names:
            stick.patiently(partial((work / name).rename, home / name))
            moved.append(name)
    except BaseException:
        for name in moved:
            with suppress(OSError):
                (home / name).rename(work / name)
        if not any((home / name).exists() for name in moved):
            paths.unfinished.unlink(missing_ok=True)
        raise
    with suppress(OSError):
        paths.unfinished.unlink(missing_ok=True)


def _fill(file: Path, paths: Paths, clock: Clock, by: Opening, root: Path | None, job: Job) -> Became:
    if file.suffix == ".db":
        _copy_inner(file, paths)
    else:
        backup_file.unpack(file, paths, job)
    if root is not None:
        stick.write(paths.root, stick.read(root), private=True)
    slots = KeySlots.load(paths.keys)
    name = _name_of(slots, by)
    key = slots.unlock_with_code(by.code) if by.code else slots.unlock(name, by.password())
    office = Office.open_store(paths, key, clock)
    try:
        if office.store.integrity(lambda: job.stopped):
            raise Problem("damaged", f"Bản sao lưu {file.name} có chỗ hỏng. Dùng bản sao lưu khác; chưa tạo gì.", str(file))
        job.check()
        office.user = _user(office, name, by)
        _apply_told(office)
        if root is not None:
            with office.reading() as connection:
                root_word.require(office, trusting.trust_of(office, connection))
        made = new_station.become(office, by.password() if root is not None else None)
        with office.writing() as connection:
            for mark, *_ in exchange.quarantined(connection):  # the copies lie in the old home
                exchange.drop_quarantine(connection, mark)
        return made
    finally:
        office.close()


def _apply_told(office: Office) -> None:
    """Apply what receipts in the backup say was erased of the own unit: those of its own laptops and of units above.

    Anybody else's word would be a way to empty our books.
    """
    with office.writing() as connection:
        trust, above = trusting.trust_of(office, connection), units.lineage(office.identity.unit)
        told = set[str]()
        for station, (_, body) in exchange.receipts(connection).items():
            subject = trust.standing(station).subject
            if subject is not None and subject.unit in above:
                told |= set(read_receipt(signing.decode(body, own_receipts.LIMIT), subject.public).have.erased)
        marks = erasure.marks_among(connection, told, office.owned)
        office.project(connection, sorted(erasure.apply_marks(connection, office.store.words.specs, marks)))


def _copy_inner(file: Path, paths: Paths) -> None:
    """Take a home's own database, or a copy that it made by itself, with the key slots and the marks that lie there or one folder above.

    What was saved last may stand in the write-ahead log alone, since a laptop that lost its power never emptied it.
    """
    beside = next((folder for folder in (file.parent, file.parent.parent) if Paths(folder).keys.is_file()), None)
    if beside is None:
        raise Problem(
            "not_a_package", f"Không thấy keys.json bên cạnh {file.name}. Chép cả thư mục dữ liệu cũ rồi khôi phục từ đó.", str(file)
        )
    pair = {file: paths.database, _wal(file): _wal(paths.database)}
    before = [_state(source) for source in pair]
    for source, target in (*pair.items(), (Paths(beside).keys, paths.keys), (Paths(beside).erased, paths.erased)):
        if source.is_file():
            shutil.copyfile(source, target)
    if [_state(source) for source in pair] != before:  # half of one state and half of the next
        raise Problem("locked", f"Sổ Dân vận đang mở và ghi vào {file.name}. Đóng chương trình ở đó rồi khôi phục lại.", str(file))


def _wal(database: Path) -> Path:
    return database.with_name(f"{database.name}-wal")


def _state(file: Path) -> tuple[int, int] | None:
    """Return what changes of a file whenever somebody writes to it."""
    if not file.is_file():
        return None
    found = file.stat()
    return found.st_size, found.st_mtime_ns


def _name_of(slots: KeySlots, by: Opening) -> str:
    names = slots.accounts()
    if by.user is None and len(names) != 1:
        raise Problem("wrong_password", "Bản sao lưu có nhiều người dùng. Chọn tên người dùng.", where="--user")
    return nfc(by.user or names[0])


def _user(office: Office, name: str, by: Opening) -> User:
    if by.code:
        return User(name, _BY_CODE)
    with office.reading() as connection:
        account = next((one for one in people.accounts_of(connection, office.identity.station) if one.name == name), None)
    if account is None or account.disabled:
        raise Problem("not_allowed", f"Tài khoản “{name}” đã ngừng dùng. Dùng tài khoản khác.", where=name)
    return User(name, frozenset(account.roles))
