"""Packages from the office's side: write them to a stick, look into them, take them in, say where everything stands."""

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal

from db import exchange, ingest, state
from db.driver import Connection
from db.exchange import PackageRow
from db.records import Records
from desktop import trusting, units
from desktop.actions import backup
from desktop.errors import Problem
from desktop.incoming import Intake, take_parts
from desktop.jobs import Job
from desktop.office import Office
from desktop.outgoing import Collected, PackageKind, collect, new_package_id, seal_all
from desktop.packages import package, stick
from desktop.packages.envelope import Envelope
from desktop.packages.package import Heading
from desktop.packages.segments import split_log
from desktop.packages.trust import TrustState
from desktop.secrets_kept import Secrets

Result = Literal["merged", "duplicate", "held", "refused"]
KEPT_COPIES: Final = frozenset({"damaged", "forged"})
QUARANTINE_LIMIT: Final = 200 << 20
_NO_JOB: Final = Job()


@dataclass(frozen=True, slots=True)
class Written:
    """A package that was written and read back."""

    file: Path
    package: str
    kind: str
    to: str
    bytes: int
    collected: Collected

    def as_json(self, era: str) -> dict[str, Any]:
        """Return it in the shape of the command line's contract."""
        logs = [{"log": log, "from": first, "to": last} for log, first, last in self.collected.ranges]
        return {
            "file": str(self.file),
            "package": self.package,
            "kind": self.kind,
            "to": units.shown_code(self.to, era),
            "bytes": self.bytes,
            "ops": self.collected.ops,
            "logs": logs,
            "attachments": [],
            "left_out": [],
        }


def export(
    office: Office, folder: Path, *, kind: PackageKind | None = None, to: str | None = None, everything: bool = False, job: Job = _NO_JOB
) -> list[Written]:
    """Write packages into a folder: by default up to the superior unit, from an upper desk down to every admitted one.

    Raises:
        Problem: not_allowed before enrolment, fingerprint_needed, unknown_unit, and what writing says.
    """
    if not office.identity.enrolled:
        raise Problem("not_allowed", "Trạm chưa được chứng nhận nên chưa xuất gói được. Làm thủ tục kết nối trước.", where="station accept")
    if office.identity.is_copy:
        raise Problem(
            "fork", "Máy này là bản sao của một trạm khác nên không xuất gói. Lập trạm mới cho máy này.", where=office.identity.station
        )
    seal_all(office)
    _make_folder(folder)
    chosen: PackageKind = kind or ("down" if office.identity.is_upper else "up")
    with office.reading() as connection:
        trust = trusting.trust_of(connection)
    targets = _targets(office, trust, chosen, to)
    return [_write(office, folder, chosen, target, trust, everything=everything) for target in job.each("Xuất gói", targets)]


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Problem("read_only", f"Không tạo được thư mục {folder}. Kiểm tra USB và quyền ghi.", where=str(folder)) from error


def _targets(office: Office, trust: TrustState, kind: PackageKind, to: str | None) -> list[str]:
    me = office.identity
    if kind == "home":
        waiting = trust.unconfirmed(me.station)
        if waiting:
            names = ", ".join(one.subject.station for one in waiting)
            raise Problem("fingerprint_needed", f"Có máy mới của đơn vị chưa so tám từ: {names}. Dùng lệnh station confirm.", where=names)
        return [me.unit]
    if to is not None:
        return [units.find(to, me.era).key]
    if kind == "up":
        parent = units.parent_of(me.unit)
        if parent is None:
            raise Problem("unknown_unit", "Đơn vị này không có cấp trên để gửi lên.", where="--to")
        return [parent]
    admitted = [unit.key for unit in units.subordinates(me.unit) if trust.active_stations(unit.key)]
    if not admitted:
        raise Problem("unknown_station", "Chưa có đơn vị cấp dưới nào được chứng nhận, chưa có nơi để gửi xuống.", where="station admit")
    return admitted


def _write(office: Office, folder: Path, kind: PackageKind, to: str, trust: TrustState, *, everything: bool) -> Written:
    me = office.identity
    with office.writing() as connection:
        collected = collect(office, connection, kind, to, trust, everything=everything)
        number = exchange.next_counter(connection, "packages_made")
        key = Secrets.load(connection).keys.signing
    heading = Heading(kind, new_package_id(), number, office.clock.now().isoformat(), to)
    raw = package.build(collected.parts, heading, key, trust.chain_for(me.station), trust.recipients(kind, me.station, to))
    name = stick.package_name(me.unit, me.series or "", to, number, heading.package)
    file = stick.write(folder / name, raw)
    mark = hashlib.sha256(raw).hexdigest()
    with office.writing() as connection:
        at = heading.at
        exchange.note_package(connection, PackageRow(mark, heading.package, "out", kind, to, str(file), at, "written", str(collected.ops)))
    return Written(file, heading.package, kind, to, len(raw), collected)


@dataclass(slots=True)
class Received:
    """What came of one file."""

    file: str
    package: str | None = None
    sender_unit: str | None = None
    result: Result = "refused"
    code: str | None = None
    message: str = ""
    ops_new: int = 0
    records_new: int = 0
    records_changed: int = 0
    conflicts_new: int = 0
    missing: list[tuple[str, int, int]] = field(default_factory=list)
    refused_logs: list[dict[str, Any]] = field(default_factory=list)
    forks: list[str] = field(default_factory=list)
    released: list[str] = field(default_factory=list)
    envelope: Envelope | None = None

    def as_json(self, era: str) -> dict[str, Any]:
        """Return it in the shape of the command line's contract."""
        return {
            "file": self.file,
            "package": self.package,
            "sender_unit": units.shown_code(self.sender_unit, era) if self.sender_unit else None,
            "result": self.result,
            "code": self.code,
            "message": self.message,
            "ops_new": self.ops_new,
            "records_new": self.records_new,
            "records_changed": self.records_changed,
            "conflicts_new": self.conflicts_new,
            "missing": [{"log": log, "from": first, "to": last} for log, first, last in self.missing],
            "refused_logs": self.refused_logs,
            "forks": self.forks,
            "released": self.released,
        }


@dataclass(slots=True)
class Import:
    """What came of all files, and how many conflicts wait for a person."""

    dry_run: bool
    packages: list[Received]
    conflicts_open: int


class _DryRun(Exception):
    """Undoes the transaction of a preview."""


def receive(office: Office, paths: Sequence[Path], *, dry_run: bool = False, job: Job = _NO_JOB) -> Import:
    """Take packages in, each in its own transaction; a folder means its *.goi by name. A preview writes nothing.

    Raises:
        Problem: not_allowed before enrolment; what reading a folder says.
    """
    if not office.identity.enrolled:
        raise Problem("not_allowed", "Trạm chưa được chứng nhận nên chưa nhập gói được. Làm thủ tục kết nối trước.", where="station accept")
    files = [file for path in paths for file in stick.packages_in(path)]
    if files and not dry_run:
        backup.make(office, "truoc-nhap")
    received = [_receive_one(office, file, dry_run=dry_run) for file in job.each("Nhập gói", files)]
    with office.reading() as connection:
        open_conflicts = len(Records(office.projector(connection)).contested(None))
    return Import(dry_run, received, open_conflicts)


def _receive_one(office: Office, file: Path, *, dry_run: bool) -> Received:
    got = Received(str(file))
    raw = b""
    try:
        raw = stick.read(file)
        got.envelope = envelope = package.peek(raw)
        got.package, got.sender_unit = envelope.content.package, envelope.content.sender.unit
        opened = _open(office, raw, envelope)
        parts = package.read_parts(opened)
        with suppress(_DryRun), office.writing() as connection:
            before = _known(office, connection)
            intake = take_parts(office, connection, parts, envelope, file.name)
            _tell(office, connection, got, intake, before)
            _note(office, connection, raw, got)
            if dry_run:
                raise _DryRun
    except Problem as problem:
        got.result, got.code, got.message = "refused", problem.code, problem.message
        if not dry_run:
            _quarantine(office, raw, file, problem.code)
    return got


def _open(office: Office, raw: bytes, envelope: Envelope) -> package.Opened:
    with office.reading() as connection:
        trust = trusting.trust_of(connection)
        identities = Secrets.load(connection).identities
    package.check_recipient(envelope, {office.identity.unit}, office.identity.station)
    package.check_sender(envelope, trust)
    return package.open_package(raw, identities, envelope)


@dataclass(frozen=True, slots=True)
class _Before:
    records: frozenset[tuple[str, str]]
    contested: frozenset[tuple[str, str, str]]


def _known(office: Office, connection: Connection) -> _Before:
    return _Before(frozenset(state.record_keys(connection)), frozenset(Records(office.projector(connection)).contested(None)))


def _tell(office: Office, connection: Connection, got: Received, intake: Intake, before: _Before) -> None:
    got.ops_new = sum(count for log, count in intake.taken.new_lines.items() if split_log(log)[1] != "fact")
    touched = {key for key in intake.taken.records if key[1]}
    got.records_new, got.records_changed = len(touched - before.records), len(touched & before.records)
    contested = frozenset(Records(office.projector(connection)).contested(None))
    got.conflicts_new = len(contested - before.contested)
    got.forks = sorted(intake.taken.forks)
    refused = {**intake.taken.refused, **intake.refused}
    got.refused_logs = [{"log": log, "from": 0, "code": code} for log, code in sorted(refused.items())]
    held = [piece for piece in ingest.held(connection) if piece.package == got.package]
    got.missing = [
        (log, first, last) for log in sorted({piece.log for piece in held}) for first, last in ingest.missing_ranges(connection, log)
    ]
    got.released = sorted(intake.released - {got.package or ""})
    got.result = "held" if held else "merged" if intake.brought else "duplicate"
    got.message = _sentence(got, intake, waits=bool(held))


def _sentence(got: Received, intake: Intake, *, waits: bool) -> str:
    if intake.copy_found:
        return "Máy này là bản sao của một trạm đang dùng ở máy khác. Ngừng ghi ở đây; lập trạm mới cho máy này."
    if waits:
        gaps = ", ".join(f"{first}–{last}" for _, first, last in got.missing)
        if gaps:
            return f"Giữ lại một phần: còn thiếu đoạn {gaps}. Phần khác đã nhập. Có đoạn thiếu thì phần này tự vào."
        return "Giữ lại một phần: có máy chưa được chứng nhận. Có chứng nhận thì phần này tự vào."
    if got.result == "duplicate":
        return "Đã nhận từ trước; không có gì mới."
    text = f"Đã nhập: {got.records_new} bản ghi mới, {got.records_changed} sửa."
    return f"{text} {got.conflicts_new} mâu thuẫn chờ người chọn." if got.conflicts_new else text


def _note(office: Office, connection: Connection, raw: bytes, got: Received) -> None:
    assert got.envelope is not None
    content = got.envelope.content
    row = PackageRow(
        hashlib.sha256(raw).hexdigest(),
        content.package,
        "in",
        content.kind,
        content.sender.unit,
        got.file,
        office.clock.now().isoformat(),
        got.result,
        got.message,
    )
    exchange.note_package(connection, row)


def _quarantine(office: Office, raw: bytes, file: Path, code: str) -> None:
    """Keep a copy of a damaged or forged package, named by its hash; the oldest damaged ones go first, forged ones last."""
    if code not in KEPT_COPIES or not raw:
        return
    mark = hashlib.sha256(raw).hexdigest()
    with office.writing() as connection:
        _make_room(office, connection, len(raw))
        office.paths.quarantine.mkdir(parents=True, exist_ok=True)
        stick.write(office.paths.quarantine / f"{mark}.goi", raw, replace=True)
        exchange.note_quarantine(connection, mark, str(file), code, office.clock.now().isoformat(), len(raw))


def _make_room(office: Office, connection: Connection, size: int) -> None:
    kept = exchange.quarantined(connection)
    total = sum(row[4] for row in kept) + size
    for mark, _, _, _, length in sorted(kept, key=lambda row: (row[2] == "forged", row[3])):
        if total <= QUARANTINE_LIMIT:
            return
        (office.paths.quarantine / f"{mark}.goi").unlink(missing_ok=True)
        exchange.drop_quarantine(connection, mark)
        total -= length
