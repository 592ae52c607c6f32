"""What travelled on sticks and what still waits: packages sent and received, the changes nobody has acknowledged yet.

A package counts as acknowledged when the superior's receipt covers every line that was there when it was made, so a
lost stick and a late one need no list of their own (receipts say states, not events).
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any, Final

from db import exchange
from db.driver import Connection
from db.exchange import PackageRow
from db.log import chain
from db.ops import decode_skeleton
from desktop import trusting, units
from desktop.actions.status import status
from desktop.errors import Problem
from desktop.exchange import scope
from desktop.exchange.received import WHY
from desktop.office import Office
from desktop.packages import stick
from desktop.packages.envelope import SIGN, is_package
from desktop.packages.segments import split_log
from desktop.reporting import decisions
from desktop.reporting.periods import standing

_NUMBER: Final = re.compile(r"_(\d{1,9})_[0-9a-f]{6}\.goi\Z")
_VERDICTS: Final = {"returned": "trả lại", "accepted": "duyệt", "locked": "khóa"}


@dataclass(frozen=True, slots=True)
class Parcel:
    """One package that was written here or came. `number` is the sender's count, None where its file's name lost it."""

    direction: str
    kind: str
    peer: str
    file: str
    number: int | None
    at: str
    result: str
    detail: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """What the superior has not acknowledged: changes, since when, and the newest package that it has.

    `lacking`: what the superior says that it lacks, holds back or does not count of the own logs, and what to do, in words.
    """

    changes: int
    since: str | None
    acknowledged: Parcel | None
    lacking: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Below:
    """What waits to go down to one subordinate unit; `what` says it in words, empty when nothing does."""

    unit: str
    title: str
    stations: int
    what: tuple[str, ...]
    last: Parcel | None


def number_in(name: str) -> int | None:
    """Return the number that a package's file name bears; a name is only for people, so it may say nothing."""
    found = _NUMBER.search(PurePath(name).name)
    return int(found[1]) if found else None


def listing(office: Office, direction: str | None = None) -> list[Parcel]:
    """Return the packages that were written or came, newest first."""
    with office.reading() as connection:
        return [_parcel(office, row) for row in exchange.packages(connection, direction)]


def title_of(office: Office, unit: str | None) -> str:
    """Return the title of a unit that a package names; its key where no such unit is known."""
    try:
        return office.directory.unit(unit).title if unit else ""
    except Problem:
        return unit or ""


def _parcel(office: Office, row: PackageRow) -> Parcel:
    title = title_of(office, row.peer)
    name = PurePath(row.file).name
    return Parcel(row.direction, row.kind, title, name, number_in(name), row.at, row.result, row.detail)


def waiting_up(office: Office) -> Waiting:
    """Return what the superior has not acknowledged yet."""
    logs = [one for one in status(office)["logs"] if split_log(one["log"])[1] == "main" and one["unit"] == _own(office)]
    with office.reading() as connection:
        sent = [row for row in exchange.packages(connection, "out") if row.kind == "up"]
        first = min((line for one in logs if (line := _first_waiting(connection, one))), default=None)
    known = next((row for row in sent if first is None or row.line < first[0]), None) if any(one["delivered"] for one in logs) else None
    waiting = sum(one["have"] - one["delivered"] for one in logs)
    return Waiting(waiting, first[1] if first else None, _parcel(office, known) if known else None, tuple(_lacking(logs)))


def _lacking(logs: Sequence[dict[str, Any]]) -> Iterator[str]:
    gaps = sorted({gap for one in logs for gap in one["missing_above"]})
    if gaps:
        said = ", ".join(f"{first}–{last}" if first < last else f"{first}" for first, last in gaps)
        yield f"Nơi nhận thiếu đoạn {said}: xuất gói là đủ"
    if any(one["waiting_above"] for one in logs):
        yield "Nơi nhận giữ lại phần của máy chưa chứng nhận"
    for one in logs:
        if one["refused_above"]:
            seq, code = one["refused_above"]
            yield f"Nơi nhận không tính từ số {seq}: {WHY.get(code, 'không hợp lệ')}"


def _own(office: Office) -> str:
    return units.shown_code(office.identity.unit, office.identity.era)


def _first_waiting(connection: Connection, log: dict[str, Any]) -> tuple[int, str] | None:
    """Return the row and the moment of the first line of a log that no receipt covers."""
    if log["have"] <= log["delivered"]:
        return None
    row = next(one for one in exchange.logs(connection) if one.name == log["log"])
    tips = exchange.all_tips(connection, [row.name]).get(row.name, [])
    lines = chain(connection, row.key, max(tips)[1], int(log["delivered"]) + 1) if tips else []
    return (lines[0][0], decode_skeleton(lines[0][2]).at) if lines else None


def waiting_down(office: Office) -> list[Below]:
    """Return for every subordinate unit what has to go down since the newest package to it."""
    found = []
    with office.reading() as connection:
        trust = trusting.trust_of(office, connection)
        rows = exchange.packages(connection)
        for unit in map(office.directory.unit, scope.below(office, trust)):
            last = next((row for row in rows if row.direction == "out" and row.kind == "down" and row.peer == unit.key), None)
            stations = len(trust.active_stations(unit.key))
            what = _what(office, connection, rows, unit.key, last) if stations else ()
            heirs = " và ".join(office.directory.unit(one).named for one in sorted(trust.reach.successors(unit.key)))
            title = f"{unit.title} (nay là {heirs})" if heirs else unit.title
            found.append(Below(unit.key, title, stations, tuple(what), _parcel(office, last) if last else None))
    return found


def _what(office: Office, connection: Connection, rows: Sequence[PackageRow], unit: str, last: PackageRow | None) -> list[str]:
    said = ["chứng nhận và ngày của kỳ"] if last is None else []
    for one in decisions.decisions_for(office, connection, unit):
        if last is None or exchange.row_of(connection, one.op) > last.line:
            comments = f", {len(one.comments)} ý" if one.comments else ""
            said.append(f"{_VERDICTS.get(one.state, one.state)} kỳ {standing(office, connection, unit, one.period).period.label}{comments}")
    place = last.place if last else 0
    came = [row for row in rows if row.direction == "in" and row.peer == unit and row.place > place and row.result in ("merged", "held")]
    if came:
        number = number_in(came[0].file)
        said.append(f"báo nhận gói số {number}" if number else "báo nhận gói")
    return said


def siblings(office: Office) -> list[tuple[str, str | None]]:
    """Return the other laptops of the own unit, each with the moment at which a package of it came last."""
    with office.reading() as connection:
        trust = trusting.trust_of(office, connection)
        others = [one for one in trust.active_stations(office.identity.unit) if one != office.identity.station]
        came = [row for row in exchange.packages(connection, "in") if row.peer == office.identity.unit]
        certificates = [(one, trust.standing(one).certificate) for one in others]
    return [(one.series if one else "", came[0].at if came else None) for _, one in certificates]


def copy_to(file: Path, folder: Path) -> Path:
    """Copy a package that was written to another stick, read back and compared like the first.

    Raises:
        Problem: what reading and writing say.
    """
    return stick.write(folder / file.name, stick.read(file))


def write_out(file: Path, data: bytes) -> Path:
    """Write a paper that leaves the program whole or not at all, over a file of that name that the person chose.

    Raises:
        Problem: what writing says.
    """
    return stick.write(file, data, replace=True)


def texts_in(folder: Path) -> list[Path]:
    """Return the files of a folder, by name, that somebody saved from a message and that begin like a package."""
    return [folder / name for name in _visible(folder) if name.lower().endswith(".txt") and _begins_like_a_package(folder / name)]


def files_beside(folder: Path) -> list[str]:
    """Return the names of visible files in a folder that are no packages, so that nobody looks for them in vain."""
    taken = {file.name for file in texts_in(folder)}
    return [name for name in _visible(folder) if not name.lower().endswith(".goi") and name not in taken]


def _visible(folder: Path) -> list[str]:
    try:
        return sorted(one.name for one in folder.iterdir() if one.is_file() and not one.name.startswith("."))
    except OSError:
        return []


def _begins_like_a_package(file: Path) -> bool:
    with suppress(Problem), stick.reading(file) as opened:
        return is_package(opened.read(SIGN))
    return False
