"""A backup in one file for a stick or a safe: the database under its own key, the key slots, the marks of what was erased.

Law: a plain USTAR file that `tar t` lists: about.json first, with the hash of each of the others. Whoever has it still needs a
password of the office or the printed code. The logs are sealed first; what was erased since an older backup was made stands
in the marks of the newer one only, so older files are to be destroyed as the program says after an erasure.
"""

import hashlib
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final

from db.store import set_meta
from desktop.actions import backup, duties, people
from desktop.errors import Problem
from desktop.exchange.outgoing import seal_all
from desktop.jobs import Job
from desktop.office import Office, store_problems
from desktop.packages import members, stick, strict_json
from desktop.paths import Paths

ABOUT, ERASED, KEYS, DATABASE = "about.json", "erased.jsonl", "keys.json", "sodanvan.db"
SUFFIX: Final = ".saoluu"
FORMAT: Final = 1
_LARGEST: Final = {ABOUT: 64 << 10, ERASED: 1 << 30, KEYS: 1 << 20, DATABASE: 1 << 40}
_STEP: Final = 1 << 20
_NO_JOB: Final = Job()


@dataclass(frozen=True, slots=True)
class BackupFile:
    """A backup file that was written, read again and found whole."""

    file: Path
    bytes: int

    def as_json(self) -> dict[str, Any]:
        """Return it in the shape of the command line's contract."""
        return {"file": str(self.file), "bytes": self.bytes, "verified": True}


def write(office: Office, file: Path, job: Job = _NO_JOB) -> BackupFile:
    """Seal the logs, copy the database, verify that the copy opens, and put everything into one file.

    Raises:
        Problem: not_allowed, also when there is a file of that name; disk_full, read_only, locked; damaged, if the stick lies.
    """
    duties.require(office, "packages")
    stick.require_folder(file)
    if file.exists():
        raise Problem("not_allowed", f"Đã có tệp {file.name}; không ghi đè. Chọn tên hoặc thư mục khác.", where=str(file))
    job.step("Sao lưu", 0)
    if not (office.identity.is_copy or office.identity.is_revoked):
        with office.writing() as connection:
            people.note_event(office, connection, "sao_luu", file.name)
    seal_all(office)
    backup.keep_marks(office)
    copy = office.paths.backups / f"{secrets.token_hex(6)}.tmp"
    try:
        copy.parent.mkdir(parents=True, exist_ok=True)
        with store_problems(str(copy.parent)):
            office.store.backup_to(copy, lambda left, total: job.step("Sao lưu", total - left, total))
        parts = _parts(office, copy)
        size = sum(members.BLOCK + len(body) + -len(body) % members.BLOCK for body in parts.values())
        size += members.BLOCK + copy.stat().st_size + -copy.stat().st_size % members.BLOCK + 2 * members.BLOCK
        stick.write_pieces(file, _pieces(parts, copy, job), size, private=True)
    except OSError as error:
        raise stick.problem_of(error, copy) from error
    finally:
        copy.unlink(missing_ok=True)
    with office.writing() as connection:
        set_meta(connection, "last_backup", office.clock.now().isoformat())
    return BackupFile(file, file.stat().st_size)


def _parts(office: Office, copy: Path) -> dict[str, bytes]:
    """Return the small members, in their order."""
    small = {
        ERASED: stick.read(office.paths.erased) if office.paths.erased.exists() else b"",
        KEYS: stick.read(office.paths.keys),
    }
    with copy.open("rb") as file:
        hashes = {DATABASE: hashlib.file_digest(file, "sha256").hexdigest()}
    hashes |= {name: hashlib.sha256(body).hexdigest() for name, body in small.items()}
    about = {
        "format": FORMAT, "station": office.identity.station, "unit": office.identity.unit, "at": office.clock.now().isoformat(),
        "members": hashes,
    }  # fmt: skip
    return {ABOUT: strict_json.dumps(about), **small}


def _pieces(parts: dict[str, bytes], copy: Path, job: Job) -> Iterator[bytes]:
    for name, body in parts.items():
        yield members.header(name, len(body)) + body + bytes(-len(body) % members.BLOCK)
    size, done = copy.stat().st_size, 0
    yield members.header(DATABASE, size)
    with copy.open("rb") as file:
        while piece := file.read(_STEP):
            done += len(piece)
            job.step("Ghi ra USB", done, size)
            yield piece
    yield bytes(-size % members.BLOCK) + bytes(2 * members.BLOCK)


def unpack(file: Path, paths: Paths, job: Job = _NO_JOB) -> None:
    """Put the members of a backup file into an empty home, each held against its hash.

    Raises:
        Problem: not_a_package, damaged, too_new, disk_full, read_only, locked.
    """
    targets = {ERASED: paths.erased, KEYS: paths.keys, DATABASE: paths.database}
    with stick.reading(file) as source:
        block = source.read(members.BLOCK)
        if block[:11] != ABOUT.encode() + b"\0":
            raise Problem("not_a_package", f"{file.name} không phải tệp sao lưu của Sổ Dân vận. Chọn tệp khác.", str(file))
        hashes = _about(_whole(source, _size(block, ABOUT, file), file), file)
        for name, target in targets.items():
            size = _size(source.read(members.BLOCK), name, file)
            stick.write_pieces(target, _checked(source, size, hashes[name], file, job), size, private=True)
        if source.read(2 * members.BLOCK) != bytes(2 * members.BLOCK) or source.read(1):
            raise _damaged(file)


def _size(block: bytes, name: str, file: Path) -> int:
    try:
        found, size = members.header_of(block, name, _LARGEST[name])
    except (Problem, ValueError) as error:
        raise _damaged(file) from error
    if found != name:
        raise _damaged(file)
    return size


def _about(raw: bytes, file: Path) -> dict[str, str]:
    try:
        about = strict_json.loads(raw, _LARGEST[ABOUT])
    except strict_json.NotStrict as error:
        raise _damaged(file) from error
    version = about.get("format") if isinstance(about, dict) else None
    if isinstance(version, int) and version > FORMAT:
        raise Problem("too_new", "Tệp sao lưu do bản chương trình mới hơn ghi. Cập nhật chương trình rồi khôi phục.", str(file))
    hashes = about.get("members") if version == FORMAT else None
    if not isinstance(hashes, dict) or not {ERASED, KEYS, DATABASE} <= hashes.keys():
        raise _damaged(file)
    return {name: str(mark) for name, mark in hashes.items()}


def _whole(source: BinaryIO, size: int, file: Path) -> bytes:
    return b"".join(_read(source, size, file))


def _read(source: BinaryIO, size: int, file: Path) -> Iterator[bytes]:
    left = size
    while left:
        piece = source.read(min(left, _STEP))
        if not piece:
            raise _damaged(file)
        left -= len(piece)
        yield piece
    padding = -size % members.BLOCK
    if source.read(padding) != bytes(padding):
        raise _damaged(file)


def _checked(source: BinaryIO, size: int, mark: str, file: Path, job: Job) -> Iterator[bytes]:
    digest, done = hashlib.sha256(), 0
    for piece in _read(source, size, file):
        digest.update(piece)
        done += len(piece)
        job.step("Đọc tệp sao lưu", done, size)
        yield piece
    if digest.hexdigest() != mark:
        raise _damaged(file)


def _damaged(file: Path) -> Problem:
    return Problem("damaged", f"Tệp sao lưu {file.name} hỏng hoặc bị sửa. Dùng tệp sao lưu khác; chưa tạo gì.", str(file))
