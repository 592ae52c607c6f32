"""The one place where bytes on a stick are read and written.

Law: a file appears under its name whole or not at all: temporary name beside it, flush, fsync, read again and compare
(sticks lie), then rename, never over a file that is there unless that was asked. Free space is looked at first. An
antivirus may hold a new file for seconds, so moving and reading are tried again for a quarter of a minute. Reading is
bounded. Names are for people; nothing that stands in a package becomes a path.
"""

import errno
import hashlib
import os
import secrets
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, TypeVar

from desktop.errors import Problem
from desktop.packages import armour
from desktop.packages.package import LARGEST_PACKAGE

SUFFIX = ".goi"
_TEMPORARY, _ENDS = ".dv-", ".tam"
_WAITS = (0.1, 0.3, 0.6, 1.0, 2.0, 3.0, 4.0, 4.0)
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_READ_ONLY = {errno.EROFS, errno.EACCES, errno.EPERM}
# What a directory entry and the last cluster may cost on a stick.
_SPARE = 64 << 10

Sleep = Callable[[float], None]
_Result = TypeVar("_Result")


def package_name(unit: str, series: str, to: str, number: int, package: str) -> str:
    """Return the name of a package's file: DV_<unit><series>_<to>_<n>_<6 of id>.goi, codes without the era."""
    return f"DV_{unit.partition(':')[2]}{series}_{to.partition(':')[2]}_{number}_{package[:6]}{SUFFIX}"


def write(path: Path, content: bytes, *, replace: bool = False, private: bool = False, sleep: Sleep = time.sleep) -> Path:
    """Write a file whole or not at all and return its path. The folder is made if it is missing.

    Args:
        path: Where.
        content: All of it.
        replace: Whether a file of that name may be replaced.
        private: Whether only its owner may read it, from the first byte on (where the file system knows owners).
        sleep: How to wait between attempts.

    Raises:
        Problem: disk_full, read_only or locked; invalid_value, if a folder has that name, or a file that of a folder above
            it; not_allowed, if there is a file of that name; damaged, if what was read again is not what was written.
    """
    return write_pieces(path, (content,), len(content), replace=replace, private=private, sleep=sleep)


def write_pieces(
    path: Path, pieces: Iterable[bytes], size: int, *, replace: bool = False, private: bool = False, sleep: Sleep = time.sleep
) -> Path:  # fmt: skip
    """Write a file, as `write` does, that is too large to be held whole: `pieces` of `size` bytes together."""
    with _said(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        if not os.access(path.parent, os.W_OK):  # a locked stick may be full as well: room would not help
            raise _read_only(path)
        _remove_leftovers(path.parent)
        _check_space(path, size)
        if path.is_dir():
            raise _is_a_folder(path)
        if path.exists() and not replace:
            raise _is_there(path)
        temporary = path.with_name(f"{_TEMPORARY}{os.getpid()}-{secrets.token_hex(6)}{_ENDS}")
        try:
            written = _write_through(temporary, pieces, 0o600 if private else 0o666)
            if patiently(lambda: _digest(temporary), sleep) != written:
                raise Problem(
                    "damaged", "Đọc lại không giống bản đã ghi: USB có thể hỏng. Dùng USB khác. Số liệu trên máy không sao.", str(path)
                )
            patiently(lambda: _move(temporary, path, replace), sleep)
        finally:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
        _sync_folder(path.parent)
    return path


def require_folder(path: Path) -> None:
    """Refuse a file that a person named in a folder that is not there: a slip of the pen makes no folders.

    Raises:
        Problem: invalid_value.
    """
    above = path.absolute().parents
    if not above[0].is_dir() and not any(one.is_file() for one in above):  # a file in the way is told when it is written
        raise Problem("invalid_value", f"Không có thư mục {path.parent}. Kiểm tra lại đường dẫn hoặc cắm lại USB.", str(path))


def read(path: Path, limit: int = LARGEST_PACKAGE, *, sleep: Sleep = time.sleep) -> bytes:
    """Return the bytes of a file of at most `limit` bytes.

    Raises:
        Problem: not_a_package, if it is longer, no file, or not there; locked, if somebody holds it; read_only, if it
            cannot be read.
    """
    with _said(path):
        if not path.is_file():
            raise Problem("not_a_package", f"Không có tệp {path.name}. Hãy chọn lại tệp hoặc cắm lại USB.", str(path))
        if not os.access(path, os.R_OK):
            raise _read_only(path)
        return patiently(lambda: _read_bounded(path, limit), sleep)


def read_package(path: Path, *, sleep: Sleep = time.sleep) -> bytes:
    """Return the bytes of a package's file in its binary form, also where it came as text.

    Raises:
        Problem: as `read`.
    """
    return armour.plain(read(path, sleep=sleep))


@contextmanager
def reading(path: Path) -> Iterator[BinaryIO]:
    """Open a file that is too large to be held whole.

    Raises:
        Problem: not_a_package, if there is none; read_only, locked.
    """
    with _said(path):
        if not path.is_file():
            raise Problem("not_a_package", f"Không có tệp {path.name}. Hãy chọn lại tệp hoặc cắm lại USB.", str(path))
        with path.open("rb") as file:
            yield file


def packages_in(path: Path) -> list[Path]:
    """Return the package files at a path: the file itself, or those of a folder by name, not of folders below it.

    Raises:
        Problem: not_a_package, if there is nothing at that path; read_only, if the folder cannot be read.
    """
    with _said(path):
        if not path.is_dir():
            return [path]
        found = [entry for entry in path.iterdir() if entry.suffix.lower() == SUFFIX and not entry.name.startswith(".")]
        return sorted((entry for entry in found if entry.is_file()), key=lambda entry: entry.name)


@contextmanager
def _said(path: Path) -> Iterator[None]:
    """Turn what the system says into what the person is told."""
    try:
        yield
    except OSError as error:
        raise problem_of(error, path) from error


def problem_of(error: OSError, path: Path) -> Problem:
    """Return what a person is told when the system cannot read or write a path: disk_full, read_only or locked."""
    if isinstance(error, PermissionError) and getattr(error, "winerror", None) in (32, 33):
        return _locked(path)
    if error.errno in _FULL:
        return Problem("disk_full", f"{path.parent} đầy. Xóa bớt tệp khác hoặc dùng USB khác rồi ghi lại.", str(path))
    if error.errno in _READ_ONLY or isinstance(error, PermissionError):
        return _read_only(path)
    if isinstance(error, NotADirectoryError | FileExistsError):
        file = next((above for above in (path, *path.parents) if above.is_file()), path)
        return Problem("read_only", f"{file} là một tệp, không phải thư mục. Chọn thư mục khác.", str(file))
    return Problem("locked", f"Không đọc, ghi được {path}: USB có thể đã rút ra hoặc hỏng. Cắm lại rồi thử lại.", str(path))


def _read_only(path: Path) -> Problem:
    return Problem("read_only", f"Không được phép đọc, ghi ở {path}. Mở khóa chống ghi của USB hoặc chọn thư mục khác.", str(path))


def _locked(path: Path) -> Problem:
    return Problem("locked", f"Chương trình khác đang giữ tệp {path.name}. Đóng chương trình đó hoặc chờ diệt vi-rút quét xong.", str(path))


def _is_a_folder(path: Path) -> Problem:
    return Problem("invalid_value", f"{path} là một thư mục. Ghi thêm tên tệp.", str(path))


def _is_there(path: Path) -> Problem:
    return Problem("not_allowed", f"Đã có tệp {path.name}; không ghi đè. Chọn tên hoặc thư mục khác.", str(path))


def _check_space(path: Path, size: int) -> None:
    free = shutil.disk_usage(path.parent).free
    if free < size + _SPARE:
        need = f"còn {free >> 10} KB, cần {(size + _SPARE) >> 10} KB"
        raise Problem("disk_full", f"{path.parent} đầy, {need}. Xóa bớt tệp khác rồi ghi lại.", str(path))


def _write_through(path: Path, pieces: Iterable[bytes], mode: int) -> bytes:
    """Write the pieces down to the disk; return the digest of what was meant to be written."""
    made = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    digest = hashlib.sha256()
    with os.fdopen(made, "wb") as file:
        for piece in pieces:
            digest.update(piece)
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    return digest.digest()


def _digest(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()


def _move(temporary: Path, path: Path, replace: bool) -> None:
    if replace:
        temporary.replace(path)
        return
    try:
        # A link fails where a name is taken, at the same moment; FAT has none.
        path.hardlink_to(temporary)
    except FileExistsError as error:
        raise _is_there(path) from error
    except OSError:
        if path.exists():
            raise _is_there(path) from None
        temporary.rename(path)


def patiently(action: Callable[[], _Result], sleep: Sleep = time.sleep) -> _Result:
    """Do what may have to wait while somebody, an antivirus as a rule, holds the file.

    Raises:
        Problem: locked, if it is held for longer.
    """
    for wait in _WAITS:
        try:
            return action()
        except PermissionError:
            sleep(wait)
    try:
        return action()
    except PermissionError as error:
        raise _locked(Path(str(error.filename or "tệp"))) from error


def _read_bounded(path: Path, limit: int) -> bytes:
    with path.open("rb") as file:
        content = file.read(min(limit, os.fstat(file.fileno()).st_size) + 1)  # whatever is asked for is allotted at once
    if len(content) > limit:
        raise Problem("not_a_package", f"Tệp {path.name} lớn quá ({path.stat().st_size >> 20} MB), không phải gói.", str(path))
    return content


def _remove_leftovers(folder: Path) -> None:
    """Remove what an earlier run of the program left half-written; another thread's file is not ours to judge."""
    for entry in folder.glob(f"{_TEMPORARY}*{_ENDS}"):
        if not entry.name.startswith(f"{_TEMPORARY}{os.getpid()}-"):
            with suppress(OSError):
                entry.unlink()


def _sync_folder(folder: Path) -> None:
    # Windows has no handle for a folder's entry; its file systems write it with the file.
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
