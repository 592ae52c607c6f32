"""Administrative units of the province in both eras, and who reports to whom.

Nghị quyết 1670/NQ-UBTVQH15: from 01/7/2025 there is no district level and codes were given to other units, so a unit
is known by era and code together (dossier §4). An agency (phòng, ban, sở, báo, đài) stands in no list: its code begins with
that of the district or province above it, so that everybody knows whom it reports to before he knows its name. What follows
are the letters of the laptop that added it, as in book numbers (none for the unit's first one), and two digits: "107.01", "107.B01".
"""

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

import resources
from desktop.errors import Problem

ERAS: Final = ("2024", "2025")
Level = Literal["tinh", "huyen", "xa", "co_quan"]
LEVELS: Final[Mapping[str, Level]] = {"1": "tinh", "2": "huyen", "3": "xa"}
AGENCY: Final = "co_quan"
RESOURCES: Final = "*"
_AGENCY_KEY: Final = re.compile(r"([0-9]{4}:[0-9]{2,3})\.((?:R[1-9][0-9]{0,2})?[B-Z]{0,8})[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit of one era. `key` = "2024:03433"."""

    key: str
    code: str
    era: str
    name: str
    type: str
    level: Level
    parent: str | None

    @property
    def is_agency(self) -> bool:
        """Whether it is an agency of a district or province and no place."""
        return self.level == AGENCY

    @property
    def desk(self) -> Literal["xa", "huyen", "tinh"]:
        """Which of the three desks its stations have: an agency records, closes and sends as a commune does."""
        return "xa" if self.level == AGENCY else self.level

    @property
    def title(self) -> str:
        """Type and name, e.g. "Xã Pa Vệ Sủ"; an agency's name says both: "Phòng Nội vụ"."""
        return self.name if self.is_agency else f"{self.type} {self.name}"

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
    """Return the units of the lists by code (then era), of one era or level if asked."""
    return sorted((u for u in _all().values() if era in (None, u.era) and level in (None, u.level)), key=lambda u: (u.code, u.era))


def unit(key: str) -> Unit:
    """Return a unit by its key; an agency without its name, which only an office knows (`Directory`).

    Raises:
        Problem: unknown_unit.
    """
    found = _all().get(key) or _agency(key)
    if found is None:
        raise unknown(key)
    return found


def _agency(key: str) -> Unit | None:
    """Return the agency that a key means by its form: below a district or a province of the lists."""
    parent = _all().get(_parent_key(key) or "")
    if parent is None or parent.level == "xa":
        return None
    code = key.partition(":")[2]
    return Unit(key, code, parent.era, f"Cơ quan {code}", "Cơ quan", AGENCY, parent.key)


def _parent_key(key: str) -> str | None:
    found = _AGENCY_KEY.fullmatch(key)
    return found[1] if found else None


def agency_code(above: Unit, letters: str, number: int) -> str:
    """Return the code of the agency that a laptop with these letters added as its `number`-th below a unit."""
    return f"{above.code}.{letters}{number:02}"


def letters_in(code: str) -> str | None:
    """Return the letters of the laptop that gave a code, "" for the unit's first one; None for what is no agency's code."""
    found = _AGENCY_KEY.fullmatch(f"{ERAS[0]}:{code}")
    return found[2] if found else None


def unknown(typed: str) -> Problem:
    """Return what is said of a code that no unit has."""
    return Problem("unknown_unit", f"Không có đơn vị mã “{typed}”. Xem lại mã đơn vị.", where=typed)


def find(code: str, era: str) -> Unit:
    """Return the unit that a person names by its bare code (of `era`) or by its full key.

    Raises:
        Problem: unknown_unit.
    """
    key = (code if ":" in code else f"{era}:{code}").upper()  # "107.b01" is typed as readily as "107.B01"
    found = _all().get(key) or _agency(key)
    if found is None:
        raise unknown(code)
    return found


def shown_code(key: str, era: str) -> str:
    """Return the code as it is shown to a station of `era`: bare for its own era, the full key otherwise."""
    own, _, code = key.partition(":")
    return code if own == era else key


def lineage(key: str) -> tuple[str, ...]:
    """Return the unit, its superiors and `*`, nearest first; for a unit of no list just itself and `*`."""
    chain = [key]
    while above := parent_of(chain[-1]):
        chain.append(above)
    return (*chain, RESOURCES)


def parent_of(key: str) -> str | None:
    """Return the key of the unit that receives the reports of this one."""
    found = _all().get(key) or _agency(key)
    return found.parent if found else None


def subordinates(key: str) -> list[Unit]:
    """Return the units of the lists that report to this one, by code; its agencies are known to an office (`Directory`)."""
    return [u for u in units() if u.parent == key]
