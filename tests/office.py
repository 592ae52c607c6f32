"""Real offices for tests: opened homes of a commune and a district, signed in, that hand each other their logs.

What a stick does with signatures and seals is tested elsewhere; here lines travel as they are, audience by audience.
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from db import blobs, exchange
from db.ingest import Arrival, Taken, take
from db.log import seal
from desktop import registers
from desktop.actions import records
from desktop.clock import Clock
from desktop.identity import Identity
from desktop.keys.secrets_kept import Secrets
from desktop.keys.station_keys import StationKeys
from desktop.office import Office, User
from desktop.packages import signing
from desktop.paths import Paths
from desktop.reporting.periods import decisions_for, keep_decisions, wanted_snapshots
from tests.factory import valid

COMMUNE = "2024:03448"
NEIGHBOUR = "2024:03433"
DISTRICT = "2024:107"
ROLES = frozenset({"QT", "DV", "TCD", "TP", "NL", "LD", "TH"})
KEY = bytes(range(32))


@dataclass
class Desk:
    """One opened home. What a new record refers to is made once."""

    office: Office
    _made: dict[str, str] = field(default_factory=dict)

    @property
    def unit(self) -> str:
        return self.office.identity.unit

    def add(self, register: str, *, draft: bool = False, **values: Any) -> str:
        """Save a record that says this much; whatever else it needs is filled in."""
        return records.add(self.office, register, [(valid(register, self._refer, **values), None)], draft=draft).ids[0]

    def edit(self, register: str, record: str, **values: Any) -> None:
        records.edit(self.office, register, record, values)

    def _refer(self, register: str) -> str:
        if register not in self._made:
            self._made[register] = self.add(register)
        return self._made[register]

    def session(self, day: str, **values: Any) -> str:
        """Save a regular session of the chairman, held on a day."""
        return self.add("reception_session", **{"kind": "dinh_ky", "planned_date": day, "actor": "thu_truong", "held": True, **values})

    def at(self, moment: str) -> "Desk":
        """Set the office's clock."""
        self.office.clock = Clock.from_text(moment)
        return self

    @contextmanager
    def signed_in(self, name: str, *roles: str) -> Iterator[None]:
        """Let somebody else sit down for a while."""
        before = self.office.user
        self.office.user = User(name, frozenset(roles))
        try:
            yield
        finally:
            self.office.user = before


def open_desk(
    folder: Path, unit: str = COMMUNE, *, series: str = "", now: str = "2024-03-20T08:00:00", roles: Collection[str] = ROLES
) -> Desk:
    """Open a new home folder of a unit with a station of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    office = Office.open_store(Paths(folder), KEY, Clock.from_text(now), create=True)
    keys = StationKeys.generate()
    office.identity = Identity(keys.station, unit, desk="huyen" if unit == DISTRICT else "xa", series=series, root="x")
    office.user = User("Lò Thị Ún", frozenset(roles))
    with office.writing() as connection:
        Secrets(keys, (), signing.sign("request", b"{}", keys.signing)).save(connection)
    return Desk(office)


def carry(source: Desk, target: Desk, *, decisions: bool = False, audiences: Sequence[str] = ()) -> None:
    """Bring every line that `target` may have of `source`, and the frozen figures that it lacks; then what was decided."""
    same = source.unit == target.unit
    for arrival in arrivals(source, audiences or (("up", "down", "home") if same else ("up", "down"))):
        taken = Taken()
        with target.office.writing() as connection:
            take(connection, arrival, lambda *_: "valid", taken)
            target.office.project(connection, sorted(taken.records))
    with source.office.reading() as there, target.office.writing() as here:
        for mark in wanted_snapshots(target.office, here):
            body = blobs.get(there, mark)
            if body is not None:
                blobs.put(here, mark, "snapshot", body)
        if decisions:
            keep_decisions(target.office, here, decisions_for(source.office, there, target.unit))


def arrivals(source: Desk, audiences: Sequence[str]) -> list[Arrival]:
    """Seal what the own logs hold and return all that is held as it would travel."""
    own = source.office.identity
    found = []
    with source.office.writing() as connection:
        for log in exchange.logs(connection):
            if log.station == own.station:
                seal(connection, log.name, lambda said: str(said).encode())
        for log in exchange.logs(connection):
            for run in (exchange.run_bytes(connection, log.key, one, audiences) for one in exchange.runs_beyond(connection, log, None, ())):
                one = run.segment
                found.append(
                    Arrival(log.name, log.station, log.unit, one.first, one.last, one.prev, one.tip, one.seal, run.lines, dict(run.values))
                )
    return found


def sibling(desk: Desk, folder: Path, series: str = "B") -> Desk:
    """Open a second laptop of the same unit that holds everything which the first one holds."""
    other = open_desk(folder, desk.unit, series=series, now=desk.office.clock.now().isoformat())
    carry(desk, other)
    return other


def declared_registers() -> list[str]:
    """Registers that a period asks a declaration for."""
    return [code for code, one in registers.ALL.items() if registers.is_declared(one)]
