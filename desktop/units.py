"""Administrative units of the province in both eras, and who reports to whom.

Nghị quyết 1670/NQ-UBTVQH15: from 01/7/2025 there is no district level and codes were given to other units, so a unit
is known by era and code together (dossier §4).
"""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

import resources
from desktop.errors import Problem

ERAS: Final = ("2024", "2025")
LEVELS: Final[Mapping[str, Literal["tinh", "huyen", "xa"]]] = {"1": "tinh", "2": "huyen", "3": "xa"}
RESOURCES: Final = "*"


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit of one era. `key` = "2024:03433"."""

    key: str
    code: str
    era: str
    name: str
    type: str
    level: Literal["tinh", "huyen", "xa"]
    parent: str | None

    @property
    def title(self) -> str:
        """Type and name, e.g. "Xã Pa Vệ Sủ"."""
        return f"{self.type} {self.name}"

    @property
    def named(self) -> str:
        """The same inside a sentence: "xã Pa Vệ Sủ"."""
        return inside(self.title)


def inside(title: str) -> str:
    """A unit's title as it stands inside a sentence: "Xã Pa Vệ Sủ" → "xã Pa Vệ Sủ"."""
    return f"{title[:1].lower()}{title[1:]}"


@cache
def _all() -> Mapping[str, Unit]:
    found: dict[str, Unit] = {}
    for era in ERAS:
        rows = list(csv.DictReader(io.StringIO(resources.read_text("units", f"units_{era}.csv"))))
        depth = {"1": "1", "2": "2" if era == "2024" else "3", "3": "3"}
        for row in rows:
            key = f"{era}:{row['code']}"
            parent = f"{era}:{row['parent_code']}" if row["parent_code"] else None
            found[key] = Unit(key, row["code"], era, row["name"], row["type"], LEVELS[depth[row["level"]]], parent)
    return found


def units(era: str | None = None, level: str | None = None) -> list[Unit]:
    """Return units by code (then era), of one era or level if asked."""
    return sorted((u for u in _all().values() if era in (None, u.era) and level in (None, u.level)), key=lambda u: (u.code, u.era))


def unit(key: str) -> Unit:
    """Return a unit by its key.

    Raises:
        Problem: unknown_unit.
    """
    found = _all().get(key)
    if found is None:
        raise _unknown(key)
    return found


def _unknown(typed: str) -> Problem:
    return Problem("unknown_unit", f"Không có đơn vị mã “{typed}”. Xem lại mã đơn vị.", where=typed)


def find(code: str, era: str) -> Unit:
    """Return the unit that a person names by its bare code (of `era`) or by its full key.

    Raises:
        Problem: unknown_unit.
    """
    found = _all().get(code if ":" in code else f"{era}:{code}")
    if found is None:
        raise _unknown(code)
    return found


def shown_code(key: str, era: str) -> str:
    """Return the code as it is shown to a station of `era`: bare for its own era, the full key otherwise."""
    own, _, code = key.partition(":")
    return code if own == era else key


def lineage(key: str) -> tuple[str, ...]:
    """Return the unit, its superiors and `*`, nearest first; for a unit of no list just itself and `*`."""
    chain = [key]
    while (found := _all().get(chain[-1])) and found.parent:
        chain.append(found.parent)
    return (*chain, RESOURCES)


def parent_of(key: str) -> str | None:
    """Return the key of the unit that receives the reports of this one."""
    found = _all().get(key)
    return found.parent if found else None


def subordinates(key: str) -> list[Unit]:
    """Return the units that report to this one, by code."""
    return [u for u in units() if u.parent == key]
