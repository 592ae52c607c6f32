"""Which sealing keys of a unit count, and who holds them.

Law: a unit's first key comes with the certificate of its first station; after that a key counts only if a station of
the unit that held the one before put it in its place, and a station holds a key only if it brought it, made it, or a
holder handed it on. A key that a certificate brings under a later number counts only while no active station of the
unit holds an earlier one: nobody above can push a key of his own under a unit. Two first keys both count. A station
of a unit that took this one over may be handed its keys and hand them on, for late sticks; it makes no new ones.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field

from desktop.packages.certificates import Certified
from desktop.packages.statements import UnitKey


@dataclass(slots=True)
class SealingKey:
    """A unit's sealing key that counts.

    Attributes:
        unit, number, recipient: Whose, which, and the age recipient.
        recovery: The unit's paper recovery recipient that goes with it; "" if there is none.
        holders: Stations that have the private key.
        handed: Holder → the private key, sealed to that station's age key (base64).
    """

    unit: str
    number: int
    recipient: str
    recovery: str
    holders: set[str] = field(default_factory=set)
    handed: dict[str, list[str]] = field(default_factory=dict)


class UnitKeys:
    """The keys of one unit, built number by number from certificates and key facts.

    Args:
        unit: The unit.
        members: Certificates of its own stations.
        heirs: Stations of the units that took it over.
        given: (station, key fact) of everybody.
        is_active: Whether a station is certified, not revoked and not retired.
    """

    def __init__(
        self,
        unit: str,
        members: Iterable[Certified],
        heirs: Collection[str],
        given: Iterable[tuple[str, UnitKey]],
        is_active: Callable[[str], bool],
    ) -> None:
        self._unit, self._is_active = unit, is_active
        self._members = sorted(members, key=lambda one: one.statement.hash)
        self._stations = {one.subject.station for one in self._members}
        self._may_hold = self._stations | set(heirs)
        self._given = [(station, key) for station, key in given if station in self._may_hold and key.unit == unit]
        self.keys: dict[tuple[int, str], SealingKey] = {}
        brought = {one.certificate.unit_key for one in self._members} - {0}
        for number in sorted(brought | {key.number for _, key in self._given}):
            self._take_brought(number)
            self._take_successors(number)
            while any([self._hand_on(station, key) for station, key in self._given if key.number == number]):
                pass

    def current(self) -> list[SealingKey]:
        """Return the keys of the highest number: one, or two when two stations were each admitted as the first."""
        newest = max((number for number, _ in self.keys), default=0)
        return [key for (number, _), key in sorted(self.keys.items()) if number == newest]

    def _take_brought(self, number: int) -> None:
        earlier = {station for (other, _), key in self.keys.items() if other < number for station in key.holders}
        for one in self._members:
            others = {station for station in earlier & self._stations - {one.subject.station} if self._is_active(station)}
            if one.certificate.unit_key == number and (number == 1 or not others):
                self._add(number, one.subject.unit_key, one.subject.recovery, one.subject.station)

    def _take_successors(self, number: int) -> None:
        for station, key in self._given:
            before = self.keys.get((number - 1, key.previous))
            if key.number == number and before is not None and station in before.holders & self._stations:
                self._add(number, key.recipient, key.recovery or before.recovery, station)

    def _hand_on(self, station: str, given: UnitKey) -> bool:
        key = self.keys.get((given.number, given.recipient))
        if key is None or station not in key.holders:
            return False
        known = sum(map(len, key.handed.values()))
        for handed in given.handed:
            if handed.station in self._may_hold:
                key.holders.add(handed.station)
                copies = key.handed.setdefault(handed.station, [])
                copies += [] if handed.sealed in copies else [handed.sealed]
        return sum(map(len, key.handed.values())) > known

    def _add(self, number: int, recipient: str, recovery: str, station: str) -> None:
        key = self.keys.setdefault((number, recipient), SealingKey(self._unit, number, recipient, recovery))
        key.recovery = max(key.recovery, recovery)
        key.holders.add(station)
