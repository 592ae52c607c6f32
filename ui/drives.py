"""The sticks that are plugged in: only removable ones that can be written, each with its name and free room."""

import sys
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStorageInfo

_MOUNTED = ("/media/", "/run/media/", "/mnt/", "/Volumes/")
_REMOVABLE = 2


@dataclass(frozen=True, slots=True)
class Drive:
    """A stick, or a folder that somebody chose (`label` "")."""

    path: Path
    label: str
    free: int


def sticks() -> list[Drive]:
    """Return the removable drives that are ready and not read-only."""
    found = []
    for volume in QStorageInfo.mountedVolumes():
        if volume.isValid() and volume.isReady() and not volume.isReadOnly() and _is_removable(volume.rootPath()):
            root = Path(volume.rootPath())
            found.append(Drive(root, volume.name() or root.name or str(root), volume.bytesAvailable()))
    return found


def folder(path: Path) -> Drive:
    """Return a chosen folder as a place to write to."""
    return Drive(path, "", QStorageInfo(str(path)).bytesAvailable())


def _is_removable(root: str) -> bool:
    if sys.platform == "win32":
        import ctypes

        kind: int = ctypes.windll.kernel32.GetDriveTypeW(root)
        return kind == _REMOVABLE
    return root.startswith(_MOUNTED)


def readable_size(count: int) -> str:
    """Return a number of bytes as people say it: 38 KB, 3,1 GB."""
    for unit, size in (("GB", 1 << 30), ("MB", 1 << 20)):
        if count >= size:
            return f"{count / size:.1f} {unit}".replace(".", ",")
    return f"{max(1, round(count / 1024))} KB"
