"""What lies on the district's desk when the sticks come in: out of order, one twice, one damaged, one astray, one of a stranger."""

import random
import shutil
from collections.abc import Sequence
from pathlib import Path

from desktop.actions import packages
from desktop.actions.packages import Import
from desktop.sample.data import Book
from desktop.sample.desk import Post, open_post
from desktop.sample.enrolment import certify

STRANGER, STRANGERS_OPEN = "03463", "2024-03-11"


def of_a_stranger(homes: Path, stick: Path) -> list[Path]:
    """Return the package of a commune whose district is another one of the same name: a root that nobody here knows."""
    district = open_post(homes / "107", Book("107", (), {}, {}), "huyen", STRANGERS_OPEN, root=True)
    commune = open_post(homes / STRANGER, Book(STRANGER, (), {}, {}), "xa", STRANGERS_OPEN)
    try:
        certify(commune, district, homes, STRANGER)
        return [one.file for one in packages.export(commune.office, stick).written]
    finally:
        commune.office.close()
        district.office.close()


def damaged_copy(file: Path) -> Path:
    """Return a copy of a package in which one byte of the sealed part was lost to a bad stick."""
    raw = bytearray(file.read_bytes())
    raw[-len(raw) // 3] ^= 0x40
    copy = file.with_name(f"{file.stem}_usb-hong.goi")
    copy.write_bytes(raw)
    return copy


def second_copy(file: Path) -> Path:
    """Return a copy of a package under another name, as a second stick brings it."""
    return Path(shutil.copyfile(file, file.with_name(f"{file.stem}_ban-2.goi")))


def shuffled(files: Sequence[Path], seed: int) -> list[Path]:
    """Return packages in the order in which the sticks happen to come."""
    order = list(files)
    random.Random(seed).shuffle(order)
    return order


def receive(post: Post, files: Sequence[Path], day: str) -> Import:
    """Look first, then take in."""
    packages.receive(post.at(day, "14:00").office, files, dry_run=True)
    return packages.receive(post.at(day, "14:30").office, files)
