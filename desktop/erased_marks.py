"""The file of erasure marks: hashes of erased value lines, kept beside the database and not in it.

An image of the database that is put back may be older than an erasure. The marks say what must not come back with it; they
are applied before anything of the image can be read.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from desktop.packages import stick

_MARK: Final = re.compile(rb'"hash":"([0-9a-f]{64})"')


def read(file: Path) -> set[str]:
    """Return the marks; none where there is no file.

    Raises:
        Problem: the file cannot be read.
    """
    return {mark.decode() for mark in _MARK.findall(stick.read(file))} if file.exists() else set()


def write(file: Path, marks: Iterable[str]) -> None:
    """Put these marks in place of those that the file holds.

    Raises:
        Problem: disk_full, read_only, locked.
    """
    wanted = "".join(f'{{"hash":"{mark}"}}\n' for mark in sorted(set(marks))).encode()
    if wanted != (stick.read(file) if file.exists() else b""):
        stick.write(file, wanted, replace=True)
