"""The mark in a table of the version that it shows of a record: the changes that its values came from, by a part of their names.

Law: wall clocks decide nothing. Who brings the table back says by this what he had seen, as the form does when it saves.
"""

import re
from collections.abc import Iterable
from typing import Final

_LETTER: Final = "v"
"""Stands first, so that no program of tables takes the digits for a number."""
_MARK: Final = re.compile(rf"{_LETTER}(?:[0-9a-f]{{16}}(?: [0-9a-f]{{16}})*)?")


def short(op: str) -> str:
    """Return the part of a change's name that stands in a table: sixteen digits of the hash of its line."""
    return op.rpartition("/")[2]


def mark_of(ops: Iterable[str]) -> str:
    """Return the mark of a version that came from these changes; a record of the resources comes from none."""
    return _LETTER + " ".join(sorted(map(short, ops)))


def seen_in(mark: str) -> frozenset[str] | None:
    """Return the short names that a mark holds, None when it is none."""
    return frozenset(mark.removeprefix(_LETTER).split()) if _MARK.fullmatch(mark) else None
