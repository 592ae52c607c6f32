"""Which unit took over which: the lists of units and, across them, the mergers that somebody entitled has signed.

Law: a succession (old unit → new unit, from a date) says that the new unit's stations write on for the old one and that
whoever stands above the new unit stands above the old one. It takes nothing away: the old unit's stations may still
deliver. A unit never goes into one below it by the lists, whoever says so: that one would stand above all its neighbours.
The date is for people and figures; no right hangs on it. Successions only accumulate, so units are only ever nearer to
each other, in whatever order the facts came.
"""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from desktop.packages.statements import Succession

ParentOf = Callable[[str], str | None]


class Reach:
    """Who is above whom and who took over from whom; ask, do not change.

    Attributes:
        dates: (old unit, new unit) → the earliest date (ISO) that was signed for it.
    """

    def __init__(self, parent_of: ParentOf, given: Iterable[Succession] = ()) -> None:
        self._parent_of = parent_of
        dates: dict[tuple[str, str], str] = {}
        for one in given:
            if not self.goes_down(one.old, one.new):
                dates[one.old, one.new] = min(one.from_, dates.get((one.old, one.new), one.from_))
        self.dates: Mapping[tuple[str, str], str] = MappingProxyType(dict(sorted(dates.items())))
        self._tops: dict[str, frozenset[str]] = {}
        self._kin: dict[tuple[str, int], frozenset[str]] = {}

    def successors(self, unit: str) -> frozenset[str]:
        """Return the units that took a unit over, and those that took these over; never the unit itself."""
        return self._followed(unit, 0)

    def predecessors(self, unit: str) -> frozenset[str]:
        """Return the units that a unit took over, and those that these had taken over; never the unit itself."""
        return self._followed(unit, 1)

    def within(self, unit: str, top: str) -> bool:
        """Say whether `unit` is `top`, below it, taken over by it, or taken over by a unit below it."""
        return unit == top or top in self._all_tops(unit)

    def goes_down(self, old: str, new: str) -> bool:
        """Say whether a unit would go into itself or into one below it by the lists: nobody's word makes that so."""
        return Reach(self._parent_of).within(new, old)

    def is_above(self, top: str, unit: str) -> bool:
        """Say whether `top` receives the reports of `unit`: it stands above it, and is no unit that only took it over."""
        same = {unit} | self.successors(unit)
        return top not in same and top in self._all_tops(unit)

    def is_merged_below(self, unit: str, top: str) -> bool:
        """Say whether a unit is below `top`, or taken over by it, by mergers alone: the lists do not say so."""
        return unit != top and self.within(unit, top) and not Reach(self._parent_of).within(unit, top)

    def _all_tops(self, unit: str) -> frozenset[str]:
        if unit not in self._tops:
            found: set[str] = set()
            ahead = [unit]
            while ahead:
                at = ahead.pop()
                above = self._parent_of(at)
                further = {new for old, new in self.dates if old == at} | ({above} if above else set())
                ahead += further - found
                found |= further
            self._tops[unit] = frozenset(found)
        return self._tops[unit]

    def _followed(self, unit: str, side: int) -> frozenset[str]:
        """Return what follows a unit on one side; remembered, for it is asked for every line that a successor wrote."""
        if (unit, side) not in self._kin:
            found: set[str] = set()
            ahead = [unit]
            while ahead:
                at = ahead.pop()
                further = {pair[1 - side] for pair in self.dates if pair[side] == at}
                ahead += further - found
                found |= further
            self._kin[unit, side] = frozenset(found - {unit})
        return self._kin[unit, side]
