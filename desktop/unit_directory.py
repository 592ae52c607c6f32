"""The units that one office knows by name: those of the lists, and the agencies that an upper unit added under itself.

The plan's targets cover "cơ quan, đơn vị" and not only communes (2024 plan, part II), so a district or province adds its
phòng, ban, sở, báo, đài. What it wrote of them goes down to every unit below and up to the next level; who has not got it
yet sees the code in place of the name.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from desktop import units
from desktop.units import Unit


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency as its upper unit wrote it down. It is counted in the periods that touch the days from `first` to `last` (ISO)."""

    unit: Unit
    record: str
    kind: str
    first: str
    last: str

    def is_counted(self, first: str, last: str) -> bool:
        """Whether it has a row in a period of these days."""
        return (not self.first or self.first <= last) and (not self.last or first <= self.last)


@dataclass(frozen=True)
class Directory:
    """Every unit that an office knows; `own` is the office's, which knows itself before anybody told it its name."""

    own: str = ""
    agencies: Mapping[str, Agency] = field(default_factory=dict)

    def unit(self, key: str) -> Unit:
        """Return a unit by its key, by name where it is known here.

        Raises:
            Problem: unknown_unit.
        """
        found = self.agencies.get(key)
        return found.unit if found else units.unit(key)

    def find(self, code: str, era: str) -> Unit:
        """Return the unit that a person names by its bare code (of `era`) or by its full key.

        Raises:
            Problem: unknown_unit, also for an agency that nobody added.
        """
        found = self.unit(units.find(code, era).key)
        if found.is_agency and found.key not in self.agencies and found.key != self.own:
            raise units.unknown(code)
        return found

    def all(self, era: str | None = None, level: str | None = None) -> list[Unit]:
        """Return every unit by code (then era), of one era or level if asked."""
        added = [one.unit for one in self.agencies.values() if era in (None, one.unit.era) and level in (None, one.unit.level)]
        return sorted([*units.units(era, level), *added], key=lambda one: (one.code, one.era))

    def below(self, key: str, days: tuple[str, str] | None) -> list[Unit]:
        """Return the units that report to this one: places by code, then agencies by code.

        Args:
            key: The upper unit.
            days: First and last day (ISO) of a period: agencies that are not counted in it are left out; None: whoever ever reported.
        """
        added = [one for one in self.agencies.values() if one.unit.parent == key and (days is None or one.is_counted(*days))]
        return [*units.subordinates(key), *sorted((one.unit for one in added), key=lambda one: one.code)]

    def is_counted(self, key: str, first: str, last: str) -> bool:
        """Whether a unit has a row in a period of these days (ISO): a place always, an agency while it is followed."""
        agency = self.agencies.get(key)
        return agency is None or agency.is_counted(first, last)

    def is_below(self, key: str, own: str) -> bool:
        """Whether a unit that is known here reports to this one."""
        return any(one.key == key for one in self.below(own, None))


def directory_of(own: str, rows: Iterable[Mapping[str, Any]], kinds: Mapping[str, str]) -> Directory:
    """Return the directory over the rows of the register of agencies; what belongs to another unit than its code says is none.

    Args:
        own: The office's unit.
        rows: Rows of the store, not struck out.
        kinds: Code → word of the kinds of agencies.
    """
    found: dict[str, Agency] = {}
    for row in rows:
        era = str(row["_unit"]).partition(":")[0]
        key = f"{era}:{row['code']}"
        if units.parent_of(key) != row["_unit"] or not units.unit(key).is_agency or not row["name"]:
            continue
        kind = str(row["kind"] or "")
        unit = replace(units.unit(key), name=str(row["name"]), type=kinds.get(kind, "Cơ quan"))
        found[key] = Agency(unit, str(row["_id"]), kind, str(row["active_from"] or ""), str(row["active_to"] or ""))
    return Directory(own, found)
