"""Units as a person looks for them: by name without marks or by code, with all that tells two of one name apart.

Names and codes came back in another era (Nghị quyết 1670/NQ-UBTVQH15), so superior and era always stand beside them.
"""

from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from desktop import units
from desktop.errors import Problem
from desktop.language.vietnamese import fold
from desktop.units import Unit

MOST: Final = 200
_SPANS: Final = {"2024": "đến 30/06/2025", "2025": "từ 01/07/2025"}
_RANK: Final = {"tinh": 0, "huyen": 1, "xa": 2, "co_quan": 3}


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit of the answer: `under` names its superiors, nearest first; `span` says in which time it exists."""

    unit: Unit
    under: str
    span: str


def find(typed: str) -> list[UnitLine]:
    """Return the units whose every typed word begins a word of their title, or whose code begins so; older era first."""
    wanted = fold(typed).split()
    if not wanted:
        return []
    found = [one for one in units.units() if _fits(one, wanted)] + _agencies(typed.strip())
    found.sort(key=lambda one: (one.era, _RANK[one.level], one.code))
    return [line_of(one) for one in found[:MOST]]


def _agencies(code: str) -> list[Unit]:
    """Return the agencies of this whole code: a laptop that nobody admitted yet knows none by name."""
    found = []
    for era in units.ERAS:
        with suppress(Problem):
            found.append(units.find(code, era))
    return [one for one in found if one.is_agency]


def line_of(unit: Unit) -> UnitLine:
    """Return a unit with what tells it apart."""
    above = [units.unit(key).title for key in units.lineage(unit.key)[1:-1]]
    under = ", ".join([*above[:1], *map(units.inside, above[1:])])
    return UnitLine(unit, under, _SPANS[unit.era])


def _fits(unit: Unit, wanted: list[str]) -> bool:
    have = fold(unit.title).split()
    return all(any(part.startswith(word) for part in have) for word in wanted) or (len(wanted) == 1 and unit.code.startswith(wanted[0]))
