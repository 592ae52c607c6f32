"""Set a station up, and the eight words both ways: request, admit, accept, confirm, revoke."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from db.driver import Connection
from db.ops import BOOK_NO
from db.store import set_meta
from desktop import registers, trusting, units
from desktop.actions import duties, people, root_word, succession
from desktop.actions.revocation import revoke, would_refuse
from desktop.clock import Clock
from desktop.entries.saving import Saver
from desktop.entries.tables import complete_row
from desktop.errors import Problem
from desktop.exchange.incoming import facts_changed, take_parts
from desktop.exchange.outgoing import answer_parts, new_package_id, seal_all
from desktop.identity import Desk, Identity
from desktop.keys import root_key
from desktop.keys.key_slots import KeySlots, new_key
from desktop.keys.key_wrapping import check_password
from desktop.keys.recovery_code import new_code, unit_identity
from desktop.keys.root_key import RootKey
from desktop.keys.secrets_kept import Secrets
from desktop.keys.station_keys import HeldKey, StationKeys
from desktop.language.vietnamese import clean_line
from desktop.office import Office, User
from desktop.packages import enrolment, sealing, signing, stick, strict_json
from desktop.packages.package import Heading, build
from desktop.packages.statements import Certificate, Confirm, Request
from desktop.packages.trust import TrustState
from desktop.paths import Paths

__all__ = [
    "Station", "accept", "admit", "confirm", "request", "revoke", "set_up", "show", "would_refuse", "write_age_key",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Station:
    """What a station says about itself. `recovery_code` is known only at the moment of set-up."""

    identity: Identity
    fingerprint: str
    root_words: str | None
    rights: tuple[str, ...]
    issuer: str | None
    serial: int | None
    recovery_code: str | None = None

    def as_json(self) -> dict[str, Any]:
        """Return it in the shape of the command line's contract."""
        me = self.identity
        document: dict[str, Any] = {
            "station": me.station, "unit": units.unit(me.unit).code, "era": me.era, "desk": me.desk, "fingerprint": self.fingerprint,
            "enrolled": me.enrolled, "root_fingerprint": self.root_words, "series": me.series, "rights": list(self.rights),
            "issuer": self.issuer, "serial": self.serial,
        }  # fmt: skip
        if self.recovery_code is not None:
            document["recovery_code"] = self.recovery_code
        return document


def set_up(
    paths: Paths, clock: Clock, *, unit: str, era: str, desk: Desk, user: str, password: str, root: bool, sample: bool = False
) -> Station:
    """Make a station in an empty home: keys, database, first account, recovery code and, if asked, the root.

    A station of the sample data says so for ever; its root is its own, so no real package is ever for it.

    Raises:
        Problem: station_exists, unknown_unit, invalid_value.
    """
    if paths.keys.exists():
        raise Problem("station_exists", f"Thư mục {paths.home} đã có trạm. Chọn thư mục khác, hoặc đăng nhập.", where=str(paths.home))
    chosen = units.find(unit, era)
    if chosen.desk != desk:
        right = "Cơ quan dùng trạm kiểu “xa”" if chosen.is_agency else "Chọn đúng cấp của đơn vị"
        raise Problem("invalid_value", f"{chosen.title} không phải cấp “{desk}”. {right}.", where="--desk")
    name = clean_line(user, where="--user").strip()
    if not name:
        raise Problem("invalid_value", "Chưa ghi tên người dùng.", where="--user")
    check_password(password)
    keys, code, key = StationKeys.generate(), new_code(), new_key()
    unit_key = HeldKey.generate(chosen.key)
    request = Request(
        format=1, id=new_package_id(), key=strict_json.b64(keys.signing.public), age=keys.age_recipient, unit=chosen.key,
        level=chosen.level,
        name=chosen.title, unit_key=unit_key.recipient, recovery=sealing.recipient_of(unit_identity(code)), at=clock.now().isoformat(),
    ).signed(keys.signing)  # fmt: skip
    identity = Identity(keys.station, chosen.key, chosen.era, desk, sample=sample)
    _make_home(paths)
    office = Office.open_store(paths, key, clock, create=True)
    try:
        office.identity, office.user = identity, User(name, frozenset(people.FIRST_ROLES))
        with office.writing() as connection:
            Secrets(keys, (unit_key,), request).save(connection)
            _keep_identity(office, connection, identity)
            if root:
                _make_root(office, connection, password)
            people.write_account(office, connection, name, [*people.FIRST_ROLES, *(["TH"] if desk != "xa" else [])])
        KeySlots().with_account(name, password, key).with_recovery(code, key).save(paths.keys)
        return replace(show(office), recovery_code=code)
    finally:
        office.close()


def _make_home(paths: Paths) -> None:
    try:
        paths.home.mkdir(parents=True, exist_ok=True)
        for leftover in paths.home.glob("sodanvan.db*"):  # a set-up that was cut off left a database that nobody can open
            leftover.unlink()
    except OSError as error:
        raise Problem("read_only", f"Không tạo được thư mục dữ liệu {paths.home}. Kiểm tra quyền ghi.", where=str(paths.home)) from error


def _keep_identity(office: Office, connection: Connection, identity: Identity) -> None:
    set_meta(connection, "identity", identity.to_json())
    office.identity = identity


def _make_root(office: Office, connection: Connection, password: str) -> None:
    secrets = Secrets.load(connection)
    root = RootKey.create()
    at = office.clock.now().isoformat()
    about, certificate = enrolment.self_certified(secrets.request, root.key, units.unit(office.identity.unit).title, at)
    for statement in (about, certificate):
        root.keep(statement)
    root.save(office.paths.root, password)
    trusting.pin_root(connection, root.key.public)
    trusting.keep_root_facts(connection, root.statements)
    _keep_identity(office, connection, office.identity.with_certificate("", signing.root_id(root.key.public)))


def show(office: Office) -> Station:
    """Return what this station is."""
    with office.reading() as connection:
        secrets = Secrets.load(connection)
        root = trusting.pinned_root(connection)
        certificate = trusting.trust_of(office, connection).standing(office.identity.station).certificate if root else None
        words = enrolment.root_words(root) if root else None
        mine = Station(office.identity, enrolment.request_words(secrets.request), words, (), None, None)
        return replace(mine, rights=certificate.rights, issuer=certificate.issuer, serial=certificate.serial) if certificate else mine


def request(office: Office, file: Path) -> str:
    """Write this station's request to a file; return its eight words.

    Raises:
        Problem: not_allowed; what writing says.
    """
    duties.require(office, "stations")
    stick.require_folder(file)
    with office.reading() as connection:
        statement = Secrets.load(connection).request
    stick.write(file, enrolment.request_bytes(statement), replace=True)
    return enrolment.request_words(statement)


def admit(
    office: Office, file: Path, typed: str | None, rights: Iterable[str] | None, target: Path, password: str | None = None
) -> dict[str, Any]:
    """Certify the station whose request is in `file`, once its eight words were typed; write the answer.

    A station of a unit that goes on with the books of one here is certified by the root: `password` is that of its file.
    The answer's `waits_for_key` says that another station of the unit has to hand it the unit's sealing key; if that laptop is
    lost, it has to be ended first and this station certified again, by the same request.

    Raises:
        Problem: fingerprint_needed (`where` = the words), wrong_fingerprint, not_allowed, wrong_password, and what reading and
            writing say.
    """
    duties.require(office, "stations")
    stick.require_folder(target)
    statement, asked = enrolment.read_request(stick.read(file))
    with office.reading() as connection:
        trust = trusting.trust_of(office, connection)
    by_root = not trust.may(office.identity.station, "admit", asked.unit)
    if by_root and not succession.is_heir(office, trust, asked.unit):
        raise Problem(
            "not_allowed",
            f"Trạm này không chứng nhận được trạm của {units.inside(asked.name)}: không phải đơn vị mình hoặc cấp dưới.",
            where=asked.unit,
        )
    if by_root:
        root_word.require(office, trust)
    _require_known(office, asked)
    enrolment.check_words(typed, enrolment.request_words(statement))
    with office.writing() as connection:
        secrets = Secrets.load(connection)
        giver = signing.root_id(root_key.public_key(office.paths.root)) if by_root else office.identity.station
        grant = enrolment.default_grant(asked, giver, trust, is_upper=bool(units.subordinates(asked.unit)))
        if rights is not None:
            grant = replace(grant, rights=_rights(rights))
        at = office.clock.now().isoformat()
        if by_root:
            root_word.sign(office, connection, password, lambda root: enrolment.certify(statement, grant, root.key, at, as_root=True))
        else:
            trusting.write_facts(office, connection, [enrolment.admit(statement, grant, secrets.keys.signing, trust, at)])
        _hand_keys_over(office, connection, asked)
        facts_changed(office, connection)
        people.note_event(office, connection, "chung_nhan", asked.station)
    seal_all(office)
    with office.reading() as connection:
        trust = trusting.trust_of(office, connection)
        heading = Heading("enrol", new_package_id(), 0, office.clock.now().isoformat(), asked.unit, asked.station)
        chain = trust.chain_for(office.identity.station)
        raw = build(answer_parts(office, connection), heading, secrets.keys.signing, chain, [asked.age])
    stick.write(target, raw, replace=True)
    waits = not any(asked.station in key.holders for key in trust.current_keys(asked.unit))
    code = units.shown_code(asked.unit, office.identity.era)
    return {"admitted": True, "station": asked.station, "unit": code, "file": str(target), "waits_for_key": waits}


def _require_known(office: Office, asked: Request) -> None:
    """Refuse an agency that stands in no list here: its station would report for nobody."""
    try:
        office.directory.find(asked.unit, office.identity.era)
    except Problem as problem:
        code = units.shown_code(asked.unit, office.identity.era)
        lacking = f"Chưa có cơ quan mã {code} trong danh sách đơn vị trực thuộc. Thêm cơ quan này trước, rồi chứng nhận trạm."
        raise Problem("unknown_unit", lacking, where=code) from problem


def _rights(wanted: Iterable[str]) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(right.strip() for right in wanted if right.strip()))
    unknown = [right for right in found if right not in ("write", "admit", "down")]
    if unknown or not found:
        raise Problem("invalid_value", "Quyền của trạm chọn trong: write, admit, down.", where="--rights")
    return found


def accept(office: Office, file: Path, typed: str | None) -> Station:
    """Take the answer to this station's request under the root whose eight words were typed, or that it follows already.

    Raises:
        Problem: not_allowed, also for the answer of another root; fingerprint_needed, wrong_fingerprint (never showing the
            words), and what reading says.
    """
    duties.require(office, "stations")
    raw = stick.read(file)
    with office.reading() as connection:
        secrets, pinned = Secrets.load(connection), trusting.pinned_root(connection)
        followed = tuple(trusting.trust_of(office, connection).roots.keys.values())
    accepted = enrolment.accept(raw, typed, secrets.request, secrets.keys.age_identity, units.parent_of, followed)
    certificate = accepted.trust.standing(office.identity.station).certificate
    assert certificate is not None  # enrolment.accept found it
    with office.writing() as connection:
        if pinned is None:
            trusting.pin_root(connection, accepted.root_key)
        take_parts(office, connection, accepted.parts, accepted.envelope, file.name)
        _keep_identity(office, connection, office.identity.with_certificate(certificate.series, signing.root_id(accepted.root_key)))
        _keep_unit_keys(office, connection, secrets, certificate, accepted.trust)
        _number_waiting(office, connection)
    return show(office)


def _keep_unit_keys(office: Office, connection: Connection, secrets: Secrets, certificate: Certificate, trust: TrustState) -> None:
    """Number the sealing keys as the facts do. None is dropped: a late stick may be sealed to one that counts no more."""
    unit, asked = office.identity.unit, certificate.subject.unit_key
    numbers = {key.recipient: key.number for key in trust.sealing_keys(unit)}
    numbers |= {asked: certificate.unit_key} if certificate.unit_key else {}
    handed = enrolment.received_keys(office.identity.station, unit, secrets.keys.age_identity, trust)
    held = [replace(key, number=numbers.get(key.recipient, 0)) if key.unit == unit else key for key in secrets.unit_keys]
    secrets.with_unit_keys([*held, *handed]).save(connection)


def _number_waiting(office: Office, connection: Connection) -> None:
    """Number, in order of saving, what was completed before the letters came."""
    saver = Saver(office, connection)
    numbered = [register.code for register in registers.ALL.values() if register.numbered and not register.system]
    for code, record in saver.records.unnumbered(saver.unit, numbered):
        register = registers.ALL[code]
        number = saver.number(register, complete_row(register, saver.current(register, record)))
        saver.put(register, record, "set", {BOOK_NO: number}, saver.records.over(saver.unit, record, [BOOK_NO]))


def confirm(office: Office, station: str, typed: str | None) -> None:
    """Say that the words of another station of the own unit were compared: from now on it gets `home` packages.

    Raises:
        Problem: unknown_station, fingerprint_needed, wrong_fingerprint.
    """
    duties.require(office, "stations")
    with office.writing() as connection:
        trust = trusting.trust_of(office, connection)
        certificate = trust.standing(station).certificate
        if certificate is None or certificate.subject.unit != office.identity.unit:
            raise Problem(
                "unknown_station",
                f"Không có trạm “{station}” trong danh sách máy của đơn vị này. Chọn máy có trong danh sách.",
                where=station,
            )
        enrolment.check_words(typed, enrolment.request_words(certificate.requested()))
        fact = Confirm(station=station, at=office.clock.now().isoformat()).signed(Secrets.load(connection).keys.signing)
        trusting.write_facts(office, connection, [fact])
        _hand_keys_over(office, connection, certificate.subject)
        people.note_event(office, connection, "xac_nhan", station)


def _hand_keys_over(office: Office, connection: Connection, to: Request) -> None:
    """Give another station of the own unit every sealing key that this one holds; others get none."""
    trust = trusting.trust_of(office, connection)
    secrets, at = Secrets.load(connection), office.clock.now().isoformat()
    if to.unit == office.identity.unit:
        handed = enrolment.hand_over(secrets.unit_keys, to.station, to.age, trust, secrets.keys.signing, at)
        trusting.write_facts(office, connection, handed)


def write_age_key(office: Office, file: Path) -> None:
    """Write the unit's age identities, one a line, for their owner's eyes only: with them age opens every package to the unit.

    Raises:
        Problem: not_allowed, also when there is a file of that name; what writing says.
    """
    duties.require(office, "unit_key")
    stick.require_folder(file)
    with office.writing() as connection:
        people.note_event(office, connection, "xuat_khoa", file.name)
        text = "".join(f"{key.identity}\n" for key in Secrets.load(connection).unit_keys)
        stick.write(file, text.encode(), private=True)
