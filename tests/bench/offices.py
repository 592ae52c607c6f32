"""Real stations for measuring: a district with the root, and communes that it certified, each with entries of its own."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from desktop.actions import packages, people, periods, records, stations
from desktop.clock import Clock
from desktop.office import Office, User
from desktop.paths import Paths
from tests.bench.volume import visits, weekly
from tests.office import ROLES

DISTRICT, PASSWORD = "107", "Nậm Sẻ 2024"
COMMUNES = ("03433", "03436", "03448")
PERIOD = "2024-Q1"
CLOCK = "2024-03-10T08:00:00"


@dataclass
class World:
    """Opened offices; `full` are the packages that carry everything of each commune."""

    district: Office
    communes: list[Office]
    folder: Path
    full: list[Path]


def make(folder: Path, each: int) -> World:
    """Set all up, give every commune so many visits, and export everything once."""
    district = _station(folder / "huyen", DISTRICT, "huyen", root=True)
    communes = [_station(folder / code, code, "xa", root=False) for code in COMMUNES]
    for office in communes:
        request, answer = folder / "phieu.dvreq", folder / "phieu.dvcert"
        words = stations.request(office, request)
        answer.unlink(missing_ok=True)
        stations.admit(district, request, words, None, answer)
        stations.accept(office, answer, stations.show(district).root_words)
    periods.open_period(district, periods.NewPeriod("quarter", 2024, 1))
    for seed, office in enumerate(communes):
        fill(office, each, seed)
    full = [export(office, folder / "usb") for office in communes]
    return World(district, communes, folder, full)


def _station(home: Path, unit: str, desk: stations.Desk, *, root: bool) -> Office:
    paths, clock = Paths(home), Clock.from_text(CLOCK)
    stations.set_up(paths, clock, unit=unit, era="2024", desk=desk, user="Lò Thị Ún", password=PASSWORD, root=root)
    office = people.sign_in(paths, clock, None, lambda: PASSWORD)
    office.user = User(office.user.name, ROLES)
    return office


def sessions(office: Office, count: int = 12) -> list[str]:
    """Write the sessions of a quarter and return their ids."""
    place = records.add(office, "place", [({"name": "Trụ sở UBND xã", "kind": "tru_so"}, None)]).ids[0]
    rows = [({**values, "place": place}, None) for values in weekly(date(2023, 12, 18), count)]
    return records.add(office, "reception_session", rows).ids


def fill(office: Office, count: int, seed: int) -> list[str]:
    """Write the sessions of a quarter and so many visits; return the visits' ids."""
    held = sessions(office)
    return records.add(office, "reception_visit", [(values, None) for values in visits(count, held, seed)]).ids


def export(office: Office, folder: Path, *, everything: bool = True) -> Path:
    """Write one package up and return its file."""
    return packages.export(office, folder, everything=everything).written[0].file
