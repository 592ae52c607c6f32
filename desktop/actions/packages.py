"""Packages from the office's side: write them to a stick, look into them, take them in, say where everything stands."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from db import exchange
from db.driver import Connection
from db.exchange import PackageRow
from db.records import Records
from desktop import trusting, units
from desktop.actions import backup, duties, succession
from desktop.errors import Problem
from desktop.exchange import opening, quarantine, scope, splitting
from desktop.exchange.incoming import take_parts
from desktop.exchange.outgoing import Collected, collect, new_package_id, seal_all
from desktop.exchange.received import Received, tell
from desktop.exchange.scope import PackageKind
from desktop.jobs import Job
from desktop.keys.secrets_kept import Secrets
from desktop.office import Office
from desktop.packages import armour, package, stick
from desktop.packages.envelope import Envelope
from desktop.packages.package import Heading
from desktop.packages.parts import Parts
from desktop.packages.trust import TrustState

__all__ = ["Exported", "Failed", "Form", "Import", "Received", "Written", "export", "receive"]
_NO_JOB: Final = Job()
# A number that no station reaches: what is measured under it is not shorter than what is written.
_HIGHEST: Final = 999_999_999


@dataclass(frozen=True, slots=True)
class Form:
    """How packages are written.

    Attributes:
        text: As text that a message can carry (age armour), not in binary.
        most: Bytes that a file may have; what is more is divided over several. None: one file, however large.
    """

    text: bool = False
    most: int | None = None

    def written(self, raw: bytes) -> bytes:
        """Return the bytes of the file of a package.

        Raises:
            Problem: invalid_value, if it is too large for text.
        """
        return armour.short_text(raw) if self.text else raw

    def parts(self, collected: Collected, build: Callable[[Parts], bytes]) -> list[Collected]:
        """Return what each file carries.

        Raises:
            Problem: invalid_value, if no file can be so small.
        """
        if self.most is None:
            return [collected]
        shape, most = (armour.text, min(self.most, armour.LARGEST_TEXT)) if self.text else (bytes, self.most)
        return splitting.divide(collected, lambda parts: len(shape(build(parts))), most)


_PLAIN: Final = Form()
DIVIDED: Final = Form(most=10 << 20)
"""In files that a letter box takes as an attachment."""
BY_LETTER: Final = Form(text=True, most=armour.LARGEST_TEXT)
"""As text, over as many messages as it needs."""


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
            "left_out": [{"log": log, "audience": "home", "lines": lines} for log, lines in self.collected.left_out],
        }


@dataclass(frozen=True, slots=True)
class Failed:
    """A recipient to whom nothing could be written, and why."""

    to: str
    problem: Problem

    def as_json(self, era: str) -> dict[str, Any]:
        """Return it in the shape of the command line's contract."""
        error = {"code": self.problem.code, "message": self.problem.message, "where": self.problem.where}
        return {"to": units.shown_code(self.to, era), "error": error}


@dataclass(frozen=True, slots=True)
class Exported:
    """The packages that were written, one for each recipient, and the recipients for whom none could be."""

    written: tuple[Written, ...]
    failed: tuple[Failed, ...] = ()


def export(
    office: Office, folder: Path, *, kind: PackageKind | None = None, to: str | None = None, everything: bool = False,
    form: Form = _PLAIN, job: Job = _NO_JOB,
) -> Exported:  # fmt: skip
    """Write packages into a folder: by default up to the superior unit, from an upper desk down to every admitted one.

    One recipient whose package cannot be written does not keep the others from theirs.

    Raises:
        Problem: not_allowed to this person or before enrolment, fork, fingerprint_needed, unknown_unit; invalid_value, too large for
            text or `form.most` too small, and what writing says, when nothing at all was written.
    """
    duties.require(office, "packages")
    if not office.identity.enrolled:
        raise Problem("not_allowed", "Trạm chưa được chứng nhận nên chưa xuất gói được. Làm thủ tục kết nối trước.", where="station accept")
    office.refuse_copy()
    chosen: PackageKind = kind or ("down" if office.identity.is_upper else "up")
    with office.reading() as connection:
        targets = _targets(office, trusting.trust_of(office, connection), chosen, to)
    if chosen == "handover":
        with office.writing() as connection:
            succession.hand_keys_over(office, connection, targets[0])
    seal_all(office)
    with office.reading() as connection:
        trust = trusting.trust_of(office, connection)
    _make_folder(folder)
    written, failed = list[Written](), list[Failed]()
    for target in job.each("Xuất gói", targets):
        try:
            for one in _write(office, folder, chosen, target, trust, form, everything=everything):
                written.append(one)
        except Problem as problem:
            failed.append(Failed(target, problem))
    if failed and not written:
        raise failed[0].problem
    return Exported(tuple(written), tuple(failed))


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise stick.problem_of(error, folder) from error


def _targets(office: Office, trust: TrustState, kind: PackageKind, to: str | None) -> list[str]:
    me = office.identity
    if kind == "home":
        waiting = trust.unconfirmed(me.station)
        if waiting:
            names = ", ".join(one.subject.station for one in waiting)
            raise Problem(
                "fingerprint_needed", f"Có máy mới của đơn vị chưa so tám từ: {names}. So tám từ của máy đó rồi xác nhận.", where=names
            )
        return [me.unit]
    if kind == "handover":
        return [_successor(office, trust, office.directory.find(to, me.era).key if to else None)]
    if to is not None:
        return [_chosen(office, trust, kind, office.directory.find(to, me.era).key)]
    if kind == "up":
        parent = units.parent_of(me.unit)
        if parent is None:
            raise Problem("unknown_unit", "Đơn vị này không có cấp trên để gửi lên.", where="--to")
        return [parent]
    admitted = [unit for unit in scope.below(office, trust) if trust.active_stations(unit)]
    if not admitted:
        raise Problem("unknown_station", "Chưa có đơn vị cấp dưới nào được chứng nhận, chưa có nơi để gửi xuống.", where="station admit")
    return admitted


def _chosen(office: Office, trust: TrustState, kind: PackageKind, to: str) -> str:
    """Return the unit that a person names, if a package of this kind goes there at all."""
    own = office.identity.unit
    low, high = (own, to) if kind == "up" else (to, own)
    if to == own or not trust.reach.within(low, high):
        way = "lên cấp trên" if kind == "up" else "xuống cấp dưới"
        title = office.directory.unit(to).title
        raise Problem("unknown_unit", f"{title} không nhận gói {way} của đơn vị này. Chọn đơn vị khác.", where="--to")
    return to


def _successor(office: Office, trust: TrustState, to: str | None) -> str:
    """Return the unit that the books of the own one are handed over to."""
    found = sorted(trust.reach.successors(office.identity.unit))
    if (to is None and len(found) != 1) or (to is not None and to not in found):
        named = ", ".join(office.directory.unit(one).title for one in found)
        lacking = (
            f"Đơn vị này đã nhập vào: {named}. Chọn một." if found else "Chưa có giấy sáp nhập của đơn vị này. Nhập gói của cấp trên trước."
        )
        raise Problem("not_allowed" if not found else "unknown_unit", f"Chưa bàn giao được. {lacking}", where="--to")
    return to or found[0]


def _build(office: Office, parts: Parts, heading: Heading, trust: TrustState) -> bytes:
    me = office.identity.station
    with office.reading() as connection:
        key = Secrets.load(connection).keys.signing
    return package.build(parts, heading, key, trust.chain_for(me), trust.recipients(heading.kind, me, heading.unit))


def _write(
    office: Office, folder: Path, kind: PackageKind, to: str, trust: TrustState, form: Form, *, everything: bool
) -> Iterator[Written]:  # fmt: skip
    """Write what a unit gets, one file after the other: what is written stays, whatever becomes of the next."""
    me, at = office.identity, office.clock.now().isoformat()
    with office.writing() as connection:
        reached = exchange.moment(connection).line
        collected = collect(office, connection, kind, to, trust, everything=everything)
    tried = Heading(kind, new_package_id(), _HIGHEST, at, to)
    parts = form.parts(collected, lambda one: _build(office, one, tried, trust))
    with office.writing() as connection:
        numbers = [exchange.next_counter(connection, "packages_made") for _ in parts]
    for number, part in zip(numbers, parts, strict=True):
        heading = replace(tried, package=new_package_id(), number=number)
        raw = _build(office, part.parts, heading, trust)
        content = form.written(raw)
        file = stick.write(folder / stick.package_name(me.unit, me.series or "", to, number, heading.package), content)
        if form.most is not None and len(content) > form.most:
            office.warnings.append(f"{file.name} lớn hơn cỡ đã chọn ({len(content)} byte): một đoạn nhật ký đã ký không chia được.")
        mark = hashlib.sha256(raw).hexdigest()
        row = PackageRow(mark, heading.package, "out", kind, to, str(file), at, "written", str(part.ops), reached)
        with office.writing() as connection:
            exchange.note_package(connection, row)
        yield Written(file, heading.package, kind, to, len(content), part)


@dataclass(slots=True)
class Import:
    """What came of all files, how many conflicts wait for a person, and the older backups that hold what is erased now."""

    dry_run: bool
    packages: list[Received]
    conflicts_open: int
    backups: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Read:
    """A file that was read, and its parts if it may be taken."""

    got: Received
    raw: bytes = b""
    parts: Parts | None = None


class _DryRun(Exception):
    """Undoes the transaction of a preview."""


def receive(office: Office, paths: Sequence[Path], *, dry_run: bool = False, job: Job = _NO_JOB) -> Import:
    """Take packages in, each in its own transaction; a folder means its *.goi by name. A preview writes nothing.

    The database is copied before the first one that may be taken; what is not for this station costs no copy.

    Raises:
        Problem: not_allowed to this person or before enrolment; what reading a folder and the copy say.
    """
    duties.require(office, "packages")
    if not office.identity.enrolled:
        raise Problem("not_allowed", "Trạm chưa được chứng nhận nên chưa nhập gói được. Làm thủ tục kết nối trước.", where="station accept")
    files = [file for path in paths for file in stick.packages_in(path)]
    if dry_run:
        return _preview(office, files, job)
    received, saved = list[Received](), False
    for file in job.each("Nhập gói", files):
        read = _read(office, file)
        if read.parts is not None and not saved:
            backup.make(office, "truoc-nhap")
            saved = True
        received.append(_take(office, read, lambda take: _written(office, take)))
        _quarantined(office, read)
    backups = backup.after_exchange(office, erased=any(one.erased for one in received))
    return Import(False, received, _contested(office), [str(file) for file in backups])


def _contested(office: Office) -> int:
    with office.reading() as connection:
        return len(Records(office.projector(connection)).contested(None))


def _preview(office: Office, files: Sequence[Path], job: Job) -> Import:
    """Take everything in one after the other, as it would be, and undo it all."""
    received, contested = list[Received](), 0
    with suppress(_DryRun), office.writing() as connection:
        for file in job.each("Xem trước", files):
            received.append(_take(office, _read(office, file), lambda take: _tried(office, connection, take)))
        contested = len(Records(office.projector(connection)).contested(None))
        raise _DryRun
    return Import(True, received, contested)


def _tried(office: Office, connection: Connection, take: Callable[[Connection], None]) -> None:
    with office.trying(connection):
        take(connection)


def _written(office: Office, take: Callable[[Connection], None]) -> None:
    with office.writing() as connection:
        take(connection)


def _read(office: Office, file: Path) -> _Read:
    """Read a file as far as the laws allow."""
    got = Received(str(file))
    try:
        raw = stick.read_package(file)
    except Problem as problem:
        got.refuse(problem)
        return _Read(got)
    seen = opening.examine(office, raw)
    got.envelope = seen.envelope
    if seen.envelope is not None:
        got.package, got.sender_unit = seen.envelope.content.package, seen.envelope.content.sender.unit
    if seen.problem is not None:
        got.refuse(seen.problem)
        return _Read(got, raw)
    return _Read(got, raw, seen.parts)


def _take(office: Office, read: _Read, transact: Callable[[Callable[[Connection], None]], None]) -> Received:
    """Take in what was read, by `transact`, whole or not at all; say what came of it."""
    got, parts = read.got, read.parts
    if parts is None or got.envelope is None:
        return got
    envelope = got.envelope

    def take(connection: Connection) -> None:
        tell(office, connection, got, take_parts(office, connection, parts, envelope, Path(got.file).name))
        _note(office, connection, read.raw, envelope, got)

    try:
        transact(take)
    except Problem as problem:
        got.refuse(problem)
    return got


def _quarantined(office: Office, read: _Read) -> None:
    if read.got.code not in quarantine.KEPT or read.got.result != "refused" or not read.raw:
        return
    try:
        quarantine.keep(office, read.raw, Path(read.got.file), str(read.got.code))
    except Problem as problem:
        office.warnings.append(f"Không giữ được bản của {Path(read.got.file).name}: {problem.message}")


def _note(office: Office, connection: Connection, raw: bytes, envelope: Envelope, got: Received) -> None:
    content, at = envelope.content, office.clock.now().isoformat()
    mark, unit, reached = hashlib.sha256(raw).hexdigest(), content.sender.unit, exchange.moment(connection).line
    row = PackageRow(mark, content.package, "in", content.kind, unit, got.file, at, got.result, got.message, reached)
    exchange.note_package(connection, row)
