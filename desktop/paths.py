"""Where everything lies. The only module that asks the system for its folders.

Data stay on the internal disk, never in a roaming profile and never on the stick.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import appdirs

PROGRAM: Final = "SoDanVan"


@dataclass(frozen=True, slots=True)
class Paths:
    """The files of one home folder."""

    home: Path

    @property
    def database(self) -> Path:
        """The encrypted database."""
        return self.home / "sodanvan.db"

    @property
    def keys(self) -> Path:
        """Key slots: one for each account and for the recovery code."""
        return self.home / "keys.json"

    @property
    def root(self) -> Path:
        """The root key, where this station made it."""
        return self.home / "root.key"

    @property
    def backups(self) -> Path:
        """Sealed copies of the database."""
        return self.home / "backups"

    def backup_files(self) -> list[Path]:
        """Return the backups on this disk, newest first."""
        return sorted(self.backups.glob("*.db"), key=_number, reverse=True)

    def next_backup(self, moment: datetime, reason: str) -> Path:
        """Return the file of a new backup."""
        number = max(map(_number, self.backups.glob("*.db")), default=0) + 1
        return self.backups / f"{moment:%Y%m%dT%H%M%S}-{number:05}-{reason}.db"

    @property
    def quarantine(self) -> Path:
        """Copies of packages that were refused."""
        return self.home / "quarantine"

    @property
    def outbox(self) -> Path:
        """Packages and reports that were made while no stick was there."""
        return self.home / "outbox"

    @property
    def erased(self) -> Path:
        """Hashes of erased lines, kept beside the database so that a restore applies them first."""
        return self.home / "erased.jsonl"

    @property
    def settings(self) -> Path:
        """Settings of this machine."""
        return self.home / "settings.json"

    @property
    def logs(self) -> Path:
        """Reports of faults of the program, without anybody's data."""
        return self.home / "logs"

    @property
    def summons(self) -> Path:
        """Written by a second window of the same home, so that the first one comes to the front."""
        return self.home / "window.show"

    @property
    def sample(self) -> Path:
        """Sample data to try things on; the whole folder may be deleted at any time."""
        return self.home / "sample"

    @property
    def unfinished(self) -> Path:
        """Names what a restore is putting into this place: there from the first until after the last of it."""
        return self.home / "restore.tam"

    @property
    def lock(self) -> Path:
        """Held by the window while it is open."""
        return self.home / "window.lock"


def _number(file: Path) -> int:
    """Return which backup of this home a file is; the clock in its name may have gone back."""
    part = file.stem.split("-")[1:2]
    return int(part[0]) if part and part[0].isdecimal() else 0


def default_home() -> Path:
    """Return the program's folder in the user's own, non-roaming profile."""
    return Path(appdirs.user_data_dir(PROGRAM, appauthor=False, roaming=False))
