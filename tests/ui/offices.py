"""Two real offices for the pages: the district with the root, and Pa Vệ Sủ enrolled with it, a quarter of records in it.

Made once for all tests and copied for each, since keys are slow to make on purpose.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop.actions import packages, people, periods, records, stations
from desktop.clock import Clock
from desktop.errors import Problem
from desktop.office import Office, User
from desktop.paths import Paths
from desktop.reporting.periods import Standing
from tests.factory import valid
from tests.office import ROLES
from ui.session import Session
from ui.tasks import Tasks

COMMUNE, DISTRICT = "2024:03448", "2024:107"
NOW = "2024-03-25T08:12:00"
PERIOD = "2024-Q1"
PASSWORD = "Nậm Sẻ 2024"


@dataclass
class World:
    """Both opened offices, and the folder that stands for a stick."""

    district: Office
    commune: Office
    stick: Path

    def close(self) -> None:
        for office in (self.district, self.commune):
            office.close()

    def standing(self, office: Office, unit: str | None = None) -> Standing:
        return periods.show(office, PERIOD, unit).standing


def make(folder: Path) -> World:
    """Set both up, certify the commune, open the quarter and write down what happened in it."""
    clock = Clock.from_text("2023-12-18T08:00:00")
    homes = Paths(folder / "huyen"), Paths(folder / "xa")
    stations.set_up(homes[0], clock, unit="107", era="2024", desk="huyen", user="Phùng Chỉn Phà", password=PASSWORD, root=True)
    stations.set_up(homes[1], clock, unit="03448", era="2024", desk="xa", user="Lò Thị Ún", password=PASSWORD, root=False)
    district = people.sign_in(homes[0], clock, None, lambda: PASSWORD)
    commune = people.sign_in(homes[1], clock, None, lambda: PASSWORD)
    for office in (district, commune):
        office.user = User(office.user.name, ROLES)
    enrol(district, commune, folder)
    periods.open_period(district, periods.NewPeriod("quarter", 2024, 1))
    world = World(district, commune, folder / "usb")
    world.stick.mkdir()
    carry(world.district, world.commune, world.stick)
    fill(commune)
    for office in (district, commune):
        office.clock = Clock.from_text(NOW)
    return world


def enrol(district: Office, commune: Office, folder: Path) -> None:
    """Request, words both ways, certificate."""
    request, answer = folder / "phieu.dvreq", folder / "phieu.dvcert"
    words = stations.request(commune, request)
    stations.admit(district, request, words, None, answer)
    stations.accept(commune, answer, stations.show(district).root_words)


def carry(source: Office, target: Office, stick: Path, to: str | None = None) -> Path:
    """Write one package and take it in on the other side."""
    written = packages.export(source, stick, to=to).written[0]
    packages.receive(target, [written.file])
    return written.file


def fill(office: Office) -> None:
    """A small quarter of Pa Vệ Sủ: four sessions of the chairman with a visit each, one draft."""
    made: dict[str, str] = {}

    def refer(register: str) -> str:
        if register not in made:
            made[register] = add(register)
        return made[register]

    def add(register: str, *, draft: bool = False, **values: object) -> str:
        return records.add(office, register, [(valid(register, refer, **values), None)], draft=draft).ids[0]

    made["place"] = add("place", name="Trụ sở UBND xã")
    made["village"], other = add("village", name="Seo Thèn A"), add("village", name="Chà Gì")
    made["official"] = add("official", name="Pờ Hùng Sang", position="Chủ tịch")
    for place, day in enumerate(("2024-01-04", "2024-01-11", "2024-02-01", "2024-03-07")):
        office.clock = Clock.from_text(f"{day}T09:00:00")
        session = add("reception_session", kind="dinh_ky", planned_date=day, actor="thu_truong", held=True)
        add(
            "reception_visit", session_id=session, subject_kind="kien_nghi", people_count=1, citizen_name="Giàng A Páo",
            village_id=made["village"] if place % 2 else other, content="Đề nghị xem lại ranh giới nương.",
        )  # fmt: skip


def open_again(world_folder: Path, folder: Path) -> World:
    """Copy both homes and open them without the slow lock of the password."""
    keys = {name: (world_folder / f"{name}.key").read_bytes() for name in ("huyen", "xa")}
    shutil.copytree(world_folder, folder, dirs_exist_ok=True)
    opened = []
    for name, who in (("huyen", "Phùng Chỉn Phà"), ("xa", "Lò Thị Ún")):
        office = Office.open_store(Paths(folder / name), keys[name], Clock.from_text(NOW))
        office.user = User(who, ROLES)
        opened.append(office)
    return World(opened[0], opened[1], folder / "usb")


def keep(world: World, folder: Path) -> None:
    """Close both homes and leave their keys beside them, for copies."""
    for name, office in (("huyen", world.district), ("xa", world.commune)):
        (folder / f"{name}.key").write_bytes(office.key)
    world.close()


@contextmanager
def at_desk(office: Office) -> Iterator[Session]:
    """A session with its lanes; all work is over when it ends."""
    tasks = Tasks()
    session = Session(office, tasks)
    problems: list[BaseException] = []
    session.failed.connect(problems.append)
    try:
        yield session
    finally:
        tasks.stop_all()
        QApplication.processEvents()
        unknown = [one for one in problems if not isinstance(one, Problem)]
        assert not unknown, unknown
