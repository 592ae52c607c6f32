"""A station without a window or a key: a store, a log of its own, and runs of lines that are carried to others."""

import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from db import exchange
from db.driver import Connection
from db.ingest import Arrival, Taken, release, take
from db.log import Author, append, seal
from db.ops import NewOp, Skeleton, Verdict
from db.projection import Projector
from db.query import Query, Reader
from db.records import Records
from db.schema import Words
from db.state import state_hash
from db.store import Store
from tests.db.small_registers import words

KEY = bytes(range(32))
PRIVATE = frozenset({"secret", "who"})
AUDIENCES = ("up", "home", "down")


def believe(log: str, skeleton: Skeleton, full: str) -> Verdict:
    """Judge every line valid."""
    return "valid"


class Station:
    """One laptop. Each call is a transaction of its own."""

    def __init__(self, path: Path, name: str, unit: str = "xa", said: Words | None = None, template: Path | None = None) -> None:
        if template is not None and not path.exists():
            shutil.copy(template, path)
        self.name, self.unit, self.words = name, unit, said or words()
        self.store = Store(path, KEY, self.words, create=True)
        self.judge = believe

    def projector(self, connection: Connection) -> Projector:
        return Projector(connection, self.words, self.words.lineage)

    def write(self, op: NewOp, *, log: str = "") -> str:
        with self.store.write() as connection:
            author = Author(log or self.name, self.name, self.unit, "an", "2024-03-10T08:00:00+07:00", 1)
            name = append(connection, author, op)
            self.projector(connection).project([(op.unit, op.record)])
        return name

    def save(
        self, record: str, values: Mapping[str, object], register: str = "note", over: Iterable[str] | None = None, unit: str = ""
    ) -> str:
        """Save fields over the heads that this station shows now, or over the given ones."""
        owner = unit or self.unit
        seen = self.records("over", owner, record, list(values)) if over is None else over
        return self.write(NewOp(owner, register, record, "set", tuple(seen), by_line(values)))

    def strike(self, record: str, register: str = "note", *, back: bool = False) -> str:
        op = NewOp(
            self.unit, register, record, "restore" if back else "delete", tuple(self.records("all_heads", self.unit, record)),
            {("up", "kept"): {"deleted": not back}},
        )  # fmt: skip
        return self.write(op)

    def erase(self, record: str, groups: Sequence[str] = ("person",), register: str = "note") -> str:
        return self.write(
            NewOp(self.unit, register, record, "erase", tuple(self.records("over", self.unit, record, ())), {}, tuple(groups))
        )

    def records(self, question: str, *arguments: object) -> list[str]:
        with self.store.read() as connection:
            return list(getattr(Records(self.projector(connection)), question)(*arguments))

    def row(self, record: str, register: str = "note", unit: str = "") -> dict[str, object] | None:
        rows = [row for row in self.rows(register) if row["_id"] == record and row["_unit"] == (unit or self.unit)]
        return rows[0] if rows else None

    def rows(self, register: str = "note") -> list[dict[str, object]]:
        with self.store.read() as connection:
            return Reader(connection, self.words).rows(Query(register, deleted=True, drafts=True))

    def seal(self, log: str = "") -> None:
        with self.store.write() as connection:
            seal(connection, log or self.name, lambda said: json.dumps(said).encode())

    def runs(self, audiences: Sequence[str] = AUDIENCES) -> list[Arrival]:
        """Return every sealed run that is held here, as it travels."""
        self.seal()
        found = []
        with self.store.read() as connection:
            for log in exchange.logs(connection):
                for one in exchange.runs_beyond(connection, log, None, ()):
                    run = exchange.run_bytes(connection, log.key, one, audiences)
                    found.append(arrival(one.log, one.station, log.unit, one.first, one.last, one.prev, one.tip, run.lines, run.values))
        return found

    def take(self, *arrivals: Arrival) -> Taken:
        """Take in runs, let what waited find its place, and fold what came."""
        taken = Taken()
        with self.store.write() as connection:
            for one in arrivals:
                take(connection, one, self.judge, taken)
            for log in {one.log for one in arrivals}:
                release(connection, log, self.judge, taken)
            self.projector(connection).project(sorted(taken.records))
        return taken

    def state(self, audience: str = "home", unit: str = "") -> str:
        with self.store.read() as connection:
            return state_hash(connection, unit or self.unit, audience)

    def sql(self, statement: str, *arguments: object) -> list[tuple[object, ...]]:
        with self.store.read() as connection:
            return [tuple(row) for row in connection.execute(statement, arguments).fetchall()]

    def copy(self, path: Path, name: str = "") -> "Station":
        """Return what a copied disk starts as: the same logs, the same name."""
        self.store.backup_to(path)
        return Station(path, name or self.name, self.unit, self.words)

    def close(self) -> None:
        self.store.close()


def arrival(
    log: str, station: str, unit: str, first: int, last: int, prev: str, tip: str, lines: bytes, values: Mapping[str, bytes]
) -> Arrival:
    return Arrival(log, station, unit, first, last, prev, tip, b"{}", lines, values)


def by_line(values: Mapping[str, object]) -> dict[tuple[str, str], dict[str, object]]:
    """Sort values as a register would: private ones stay at home and can be erased."""
    lines: dict[tuple[str, str], dict[str, object]] = {}
    for name, value in values.items():
        lines.setdefault(("home", "person") if name in PRIVATE else ("up", "kept"), {})[name] = value
    return lines
