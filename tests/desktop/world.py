"""A small enrolled world: district 107, two of its communes, a second laptop of the first one; sticks are plain folders.

Setting up and certifying costs seconds (passwords are slow on purpose), so it is done once; a test gets copies of the
homes and opens them by their keys.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from db import exchange
from db.ops import decode_skeleton
from desktop import trusting, units
from desktop.actions import lookup, packages, people, records, stations, status
from desktop.actions.packages import Import
from desktop.clock import Clock
from desktop.exchange.outgoing import new_package_id
from desktop.exchange.received import Received
from desktop.keys.secrets_kept import Secrets
from desktop.office import Office, User
from desktop.packages import package
from desktop.packages.package import Heading
from desktop.packages.parts import Parts
from desktop.paths import Paths
from tests.factory import valid

PASSWORD = "Mật khẩu số 1"
NOW = "2024-03-10T08:00:00"
HUYEN, XA, BAN, HAI, HUYEN2 = "huyen", "xa", "ban", "hai", "huyen2"
UNITS = {HUYEN: "2024:107", XA: "2024:03448", BAN: "2024:03433", HAI: "2024:03448", HUYEN2: "2024:107"}
ROLES = frozenset({"QT", "DV", "TCD", "TP", "NL", "LD", "TH"})


@dataclass
class World:
    """Opened offices by name, and a folder for what travels."""

    folder: Path
    keys: dict[str, bytes]
    _open: dict[str, Office] = field(default_factory=dict)
    _made: dict[tuple[str, str], str] = field(default_factory=dict)
    _sticks: int = 0

    def __getitem__(self, name: str) -> Office:
        if name not in self._open:
            office = Office.open_store(Paths(self.home(name)), self.keys[name], Clock.from_text(NOW))
            office.user = User("Lò Thị Ún", ROLES)
            self._open[name] = office
        return self._open[name]

    def home(self, name: str) -> Path:
        return self.folder / name

    def close(self, *names: str) -> None:
        for name in names or tuple(self._open):
            if name in self._open:
                self._open.pop(name).close()

    def set_up(self, name: str, unit: str, *, root: bool = False) -> None:
        """Make one more laptop of a unit, not certified yet; its person is "an"."""
        paths, clock, desk = Paths(self.home(name)), Clock.from_text(NOW), units.unit(unit).level
        stations.set_up(paths, clock, unit=unit, era=unit.partition(":")[0], desk=desk, user="an", password=PASSWORD, root=root)
        office = people.sign_in(paths, clock, None, lambda: PASSWORD)
        self.keys[name] = office.key
        office.close()

    def clone(self, name: str, copy: str) -> None:
        """Copy a whole home folder, as somebody does who changes laptops by hand."""
        self.close(name)
        shutil.copytree(self.home(name), self.home(copy))
        self.keys[copy] = self.keys[name]

    def station(self, name: str) -> str:
        return self[name].identity.station

    def stick(self) -> Path:
        self._sticks += 1
        return self.folder / f"usb{self._sticks}"

    def export(self, name: str, **how: Any) -> list[Path]:
        return [one.file for one in packages.export(self[name], self.stick(), **how).written]

    def bring(self, name: str, *files: Path, dry_run: bool = False) -> Import:
        return packages.receive(self[name], files, dry_run=dry_run)

    def send(self, source: str, target: str, **how: Any) -> Received:
        """Carry one package from one office to another and return what came of it."""
        if source == HUYEN:
            how.setdefault("to", UNITS.get(target, "2024:03448"))
        return self.bring(target, *self.export(source, **how)).packages[0]

    def repack(self, sender: str, reader: str, file: Path, change: Callable[[Parts], Parts]) -> Path:
        return repacked(self[sender], self[reader], file, change)

    def add(self, name: str, register: str = "model", /, **values: Any) -> str:
        return records.add(self[name], register, [(valid(register, partial(self._refer, name), **values), None)]).ids[0]

    def _refer(self, name: str, register: str) -> str:
        if (name, register) not in self._made:
            self._made[name, register] = self.add(name, register)
        return self._made[name, register]

    def edit(self, name: str, record: str, register: str = "model", /, **values: Any) -> Any:
        return records.edit(self[name], register, record, values)

    def value(self, name: str, record: str, field: str = "name", register: str = "model") -> object:
        return lookup.show(self[name], register, record).values[field]

    def admit(self, giver: str, asker: str, *, rights: tuple[str, ...] | None = None) -> None:
        """Certify a station: request, words both ways, answer."""
        request, answer = self.folder / f"{asker}.dang-ky", self.folder / f"{asker}.tra-loi"
        words = stations.request(self[asker], request)
        stations.admit(self[giver], request, words, rights, answer)
        stations.accept(self[asker], answer, stations.show(self[giver]).root_words)

    def state(self, name: str, audience: str = "up", unit: str = "03448") -> object:
        return status.status(self[name])["states"].get(unit, {}).get(audience)

    def log(self, name: str, log: str) -> dict[str, Any]:
        return next(one for one in status.status(self[name])["logs"] if one["log"] == log)

    def everything(self, name: str) -> dict[str, Any]:
        """Return every row of every table, every file beside the database, and what the office has in mind."""
        office = self[name]
        with office.reading() as connection:
            tables = [str(row[0]) for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
            rows = {table: connection.execute(f'SELECT * FROM "{table}"').fetchall() for table in tables}
        beside = {
            str(file.relative_to(self.home(name))): file.read_bytes()
            for file in self.home(name).rglob("*")
            if file.is_file() and not file.name.startswith("sodanvan.db")
        }
        return {"rows": rows, "files": beside, "identity": office.identity, "warnings": list(office.warnings)}

    def lines(self, name: str, log: str) -> list[tuple[int, str, str]]:
        """Return (seq, register, verdict) of every line of a log."""
        sql = "SELECT l.seq, l.skeleton, l.verdict FROM line l JOIN log g ON g.id = l.log WHERE g.name = ? ORDER BY l.seq, l.id"
        with self[name].reading() as connection:
            return [(seq, decode_skeleton(bytes(body)).register, verdict) for seq, body, verdict in connection.execute(sql, (log,))]

    def bodies(self, name: str, audience: str, unit: str = "2024:03448") -> list[bytes]:
        """Return the value lines of an audience that are held of a unit's records."""
        sql = "SELECT v.body FROM value_line v JOIN line l ON l.id = v.line WHERE v.audience = ? AND l.unit = ? AND v.body IS NOT NULL"
        with self[name].reading() as connection:
            return [bytes(body) for (body,) in connection.execute(sql, (audience, unit))]

    def receipts(self, name: str) -> dict[str, int]:
        with self[name].reading() as connection:
            return {station: number for station, (number, _) in exchange.receipts(connection).items()}


def repacked(sender: Office, reader: Office, file: Path, change: Callable[[Parts], Parts]) -> Path:
    """Open a package as its reader can, change its parts, and let the sender sign and seal it anew."""
    raw = file.read_bytes()
    kind, to = package.peek(raw).content.kind, package.peek(raw).content.recipient.unit
    with reader.reading() as connection:
        parts = package.read_parts(package.open_package(raw, Secrets.load(connection).identities))
    with sender.reading() as connection:
        key, trust = Secrets.load(connection).keys.signing, trusting.trust_of(sender, connection)
    heading = Heading(kind, new_package_id(), 1, NOW, to)
    chain, recipients = trust.chain_for(key.station), trust.recipients(kind, key.station, to)
    made = file.with_name(f"sua-{heading.package[:6]}.goi")
    made.write_bytes(package.build(change(parts), heading, key, chain, recipients))
    return made


def make_template(folder: Path) -> dict[str, bytes]:
    """Set all homes up and certify the first laptops; return the keys of the databases."""
    world = World(folder, {})
    for name, unit in UNITS.items():
        world.set_up(name, unit, root=name == HUYEN)
    for name in (XA, BAN):
        world.admit(HUYEN, name)
    world.close()
    return world.keys


Kind = TypeVar("Kind", bound=World)


def copied(template: Path, keys: dict[str, bytes], folder: Path, kind: type[Kind]) -> Kind:
    """Return a world of copied homes."""
    for name in keys:
        shutil.copytree(template / name, folder / name)
    return kind(folder, dict(keys))
