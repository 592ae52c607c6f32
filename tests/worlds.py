"""A small world on the command line: laptops called in this process, and a district that is enrolled once and then copied.

Nothing is faked: real homes, real keys, real packages. A copied world stands alone; two live copies of one station meet
only where a test is about that.
"""

import contextlib
import functools
import io
import json
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from desktop.cli import run
from desktop.keys import key_wrapping

# Argon2 is slow on purpose. The same password and salt give the same key, so for copies of one home it is asked once.
key_wrapping._key = functools.cache(key_wrapping._key)

PASSWORD = "Mật khẩu số 1"
NOW = "2024-03-20T08:00:00"
DISTRICT, COMMUNE, NEIGHBOUR, LONER = "107", "03433", "03436", "03448"


@dataclass(frozen=True)
class Answer:
    """What one call said: exit status, the one JSON document of stdout, and stderr."""

    status: int
    document: Any
    said: str

    @property
    def error(self) -> dict[str, str]:
        return self.document["error"]


class Typed(io.StringIO):
    """A stdin that is no terminal; click wants its bytes."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.buffer = io.BytesIO(text.encode())


@contextlib.contextmanager
def surroundings(values: Mapping[str, str], typed: str) -> Iterator[tuple[io.StringIO, io.StringIO]]:
    """Give a call its own environment and its own three streams, and put everything back."""
    kept, stdin = dict(os.environ), sys.stdin
    out, err = io.StringIO(), io.StringIO()
    os.environ.update(values)
    sys.stdin = Typed(typed)
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            yield out, err
    finally:
        sys.stdin = stdin
        os.environ.clear()
        os.environ.update(kept)


def call(*arguments: object, typed: str = "", **environment: str) -> Answer:
    """Run one command with --json in this process; stdout has to be exactly one document."""
    with surroundings({f"SODANVAN_{name.upper()}": value for name, value in environment.items()}, typed) as (out, err):
        status = run(["--json", *map(str, arguments)])
    text = out.getvalue()
    assert text.endswith("\n")
    assert text.count("\n") == 1, text
    return Answer(status, json.loads(text), err.getvalue())


@dataclass
class Laptop:
    """One home folder and who sits at it."""

    home: Path
    unit: str
    user: str = "an"
    password: str = PASSWORD
    now: str = NOW

    def call(self, *arguments: object, typed: str = "", **environment: str) -> Answer:
        """Run a command in this home; `now`, `password` … replace the laptop's own."""
        given = {"password": self.password, "now": self.now, **environment}
        return call("--home", self.home, "--user", self.user, *arguments, typed=typed, **given)

    def ok(self, *arguments: object, **more: Any) -> Any:
        """Run a command that has to succeed; return its document."""
        answer = self.call(*arguments, **more)
        assert answer.status == 0, f"{arguments}: {answer.document} {answer.said}"
        assert not answer.said
        return answer.document

    def words(self, *arguments: object) -> str:
        """Run a command without --json; return what it says."""
        with surroundings({"SODANVAN_PASSWORD": self.password, "SODANVAN_NOW": self.now}, "") as (out, err):
            status = run(["--home", str(self.home), "--user", self.user, *map(str, arguments)])
        assert (status, err.getvalue()) == (0, "")
        return out.getvalue()

    def refused(self, code: str, *arguments: object, **more: Any) -> Answer:
        """Run a command that has to be refused with this code, in one Vietnamese line that says the same on stderr."""
        answer = self.call(*arguments, **more)
        assert answer.status == 1, answer
        assert answer.error["code"] == code, answer
        assert answer.said == answer.error["message"] + "\n"
        assert len(answer.error["message"]) > 10
        return answer

    def add(self, register: str, *rows: Mapping[str, Any], **more: Any) -> list[str]:
        """Add records; return their ids."""
        return self.ok("record", "add", register, "--from-json", "-", typed=json.dumps(rows), **more)["ids"]

    def add_village(self, name: str = "Bản Nậm Ngà") -> str:
        return self.add("village", {"name": name, "type": "ban"})[0]

    def add_session(self, day: str, **more: Any) -> str:
        """Add a session of the chairman that was held; its place is made when it is missing."""
        if not self.ok("record", "list", "place")["total"]:
            self.add("place", {"name": "Phòng tiếp công dân", "kind": "tru_so"})
        row = {"kind": "dinh_ky", "planned_date": day, "held": True, "actor": "thu_truong", "place": "Phòng tiếp công dân"}
        return self.add("reception_session", {**row, **more})[0]

    def add_visit(self, session: str, **more: Any) -> str:
        return self.add("reception_visit", {**VISIT, "session_id": session, **more})[0]

    def export(self, folder: Path, *options: str) -> list[Path]:
        return [Path(one["file"]) for one in self.ok("export", folder, *options)["packages"]]

    def up(self, unit: str) -> str:
        return self.ok("status")["states"][unit]["up"]


VISIT = {
    "subject_kind": "kien_nghi", "category": "dat_dai", "is_first": "lan_dau", "people_count": 1, "rep_count": 1,
    "citizen_name": "Lò Văn Thử", "citizen_address": "Bản Nậm Ngà", "content": "Ranh giới nương", "in_competence": True,
    "handling": "thu_ly",
}  # fmt: skip
MODEL = {
    "name": "Bản không rác thải", "kind": "mo_hinh_tt", "state_type": "moi", "field4": "van_hoa_xh", "goals": "100% hộ",
    "method": "Tổng vệ sinh", "owner_title": "Trưởng bản",
}  # fmt: skip


@dataclass
class World:
    """A district, a commune with two laptops, a neighbour, and a station that nobody has certified yet."""

    folder: Path
    laptops: dict[str, Laptop] = field(default_factory=dict)

    @property
    def district(self) -> Laptop:
        return self.laptops[DISTRICT]

    @property
    def commune(self) -> Laptop:
        return self.laptops[COMMUNE]

    @property
    def second(self) -> Laptop:
        """The commune's second laptop; nothing of the first one has come to it yet but its certificate."""
        return self.laptops["second"]

    @property
    def neighbour(self) -> Laptop:
        return self.laptops[NEIGHBOUR]

    @property
    def loner(self) -> Laptop:
        return self.laptops[LONER]

    @property
    def stick(self) -> Path:
        found = self.folder / "stick"
        found.mkdir(exist_ok=True)
        return found

    def copy(self, folder: Path) -> "World":
        """Return the same world in another folder."""
        made = World(folder)
        for name, laptop in self.laptops.items():
            shutil.copytree(laptop.home, folder / name)
            made.laptops[name] = Laptop(folder / name, laptop.unit, laptop.user)
        return made

    def setup(self, name: str, unit: str, *options: str) -> dict[str, Any]:
        """Make a station on a new laptop of this world."""
        laptop = self.laptops[name] = Laptop(self.folder / name, unit)
        desk = "huyen" if unit == DISTRICT else "xa"
        return call(
            "--home", laptop.home, "station", "init", "--unit", unit, "--era", "2024", "--desk", desk, "--user", laptop.user, *options,
            password=PASSWORD, now=NOW,
        ).document  # fmt: skip

    def enrol(self, name: str, giver: str) -> None:
        """Carry a request up and its answer down, with the eight words both ways."""
        lower, upper = self.laptops[name], self.laptops[giver]
        asked, answered = self.folder / f"{name}.request.goi", self.folder / f"{name}.answer.goi"
        words = lower.ok("station", "request", asked)["fingerprint"]
        upper.ok("station", "admit", asked, "--fingerprint", words, "-o", answered)
        lower.ok("station", "accept", answered, "--root", upper.ok("station", "show")["root_fingerprint"])


def enrolled_world(folder: Path) -> World:
    """Make the world of which tests take copies."""
    made = World(folder)
    made.setup(DISTRICT, DISTRICT, "--root")
    for name, unit, giver in ((COMMUNE, COMMUNE, DISTRICT), (NEIGHBOUR, NEIGHBOUR, DISTRICT), ("second", COMMUNE, COMMUNE)):
        made.setup(name, unit)
        made.enrol(name, giver)
    made.setup(LONER, LONER)
    return made
