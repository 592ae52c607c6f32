"""Books of several communes in one real database, as an upper desk holds them; each commune writes in its own log."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from db.driver import Connection
from desktop import registers
from desktop.clock import Clock
from desktop.entries.saving import Saver
from desktop.identity import Identity
from desktop.office import Office, User
from desktop.paths import Paths
from tests.factory import valid

COMMUNES = ("2024:03433", "2024:03436", "2024:03439")
DISTRICT = "2024:107"
ROLES = frozenset({"QT", "DV", "TCD", "TP", "NL", "LD", "TH"})


def open_office(folder: Path, unit: str = DISTRICT, now: str = "2024-03-20T08:00:00") -> Office:
    """Open a new home folder of a unit, signed in with every role."""
    office = Office.open_store(Paths(folder), bytes(range(32)), Clock.from_text(now), create=True)
    desk = "huyen" if unit == DISTRICT else "xa"
    office.identity = Identity(station=station(unit, "f"), unit=unit, desk=desk, series="")
    office.user = User("an", ROLES)
    return office


def station(unit: str, laptop: str = "a") -> str:
    """Return the id of a unit's laptop."""
    return laptop * 15 + unit.replace(":", "")[-5:]


@dataclass
class Books:
    """Writes records of any commune; what a record refers to is made once per commune."""

    office: Office
    _made: dict[tuple[str, str], str] = field(default_factory=dict)

    @contextmanager
    def of(self, unit: str, laptop: str = "a") -> Iterator[tuple[Connection, Saver]]:
        """Write as a station of that unit, its first laptop or another one, in one transaction."""
        own = self.office.identity
        self.office.identity = replace(own, unit=unit, station=station(unit, laptop), desk="xa")
        try:
            with self.office.writing() as connection:
                yield connection, Saver(self.office, connection)
        finally:
            self.office.identity = own

    def add(self, unit: str, register: str, /, *, draft: bool = False, laptop: str = "a", **values: Any) -> str:
        """Save a record that says this much; whatever else it needs is filled in."""
        with self.of(unit, laptop) as (_, saver):
            return self._add(saver, unit, register, draft=draft, **values)

    def _add(self, saver: Saver, unit: str, register: str, /, *, draft: bool = False, **values: Any) -> str:
        def refer(code: str) -> str:
            if (unit, code) not in self._made:
                self._made[unit, code] = self._add(saver, unit, code)
            return self._made[unit, code]

        return saver.add(registers.ALL[register], valid(register, refer, **values), None, draft=draft).record

    def strike_out(self, unit: str, register: str, record: str) -> None:
        """Strike a record out."""
        with self.of(unit) as (_, saver):
            saver.mark(registers.ALL[register], record, deleted=True)

    def edit(self, unit: str, register: str, record: str, /, **values: Any) -> None:
        """Change fields of a record."""
        with self.of(unit) as (_, saver):
            saver.edit(registers.ALL[register], record, values, base=None)

    def session(self, unit: str, day: str, kind: str = "dinh_ky", actor: str = "thu_truong", **values: Any) -> str:
        """Save a session held on a day (`held` may say otherwise)."""
        dates = {"actual_date": day, "planned_date": None} if kind == "dot_xuat" else {"planned_date": day}
        return self.add(unit, "reception_session", **{"kind": kind, "actor": actor, "held": True, **dates, **values})
