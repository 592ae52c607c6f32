"""Let a laptop become a new station: one that was copied, restored, revoked, or whose keys are to be changed.

Law (design §5, Restore): new id, new key, new letters. Before anything is taken in, what the old station had not sealed is
written again in the new log – the sealed part too, if the old station's certificate had never come – so that nothing that
somebody typed is lost, whichever twin's lines come home. Data, passwords, the printed code and old unit keys stay.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from msgspec import structs

from db.driver import Connection
from db.log import seal
from db.rewriting import rewrite
from db.store import set_meta
from desktop import trusting
from desktop.actions import duties, people, root_word
from desktop.errors import Problem
from desktop.exchange import outgoing, own_receipts
from desktop.exchange.incoming import facts_changed
from desktop.keys import root_key
from desktop.keys.secrets_kept import Secrets
from desktop.keys.station_keys import HeldKey, StationKeys
from desktop.office import Office
from desktop.packages import enrolment, signing, strict_json
from desktop.packages.envelope import LONGEST_CHAIN
from desktop.packages.segments import log_name
from desktop.packages.signing import SigningKey, Statement
from desktop.packages.statements import RIGHTS, Confirm, Retirement, request_of
from desktop.packages.trust import TrustState
from desktop.units import Unit


@dataclass(frozen=True, slots=True)
class Became:
    """The new station, the one that it takes the place of, how many ops were written again, and the words of its request."""

    station: str
    replaces: str
    redone_ops: int
    fingerprint: str
    enrolled: bool

    def as_json(self) -> dict[str, Any]:
        """Return it in the shape of the command line's contract."""
        return {
            "station": self.station, "replaces": self.replaces, "redone_ops": self.redone_ops, "fingerprint": self.fingerprint,
            "enrolled": self.enrolled,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reason:
    """Why this laptop had better become a new station, in the office's words."""

    title: str
    what_to_do: str


def reason_of(office: Office) -> Reason | None:
    """Return why this laptop must not go on as the station that it is; None when it may."""
    me = office.identity
    if me.is_revoked:
        with office.reading() as connection:
            cut = trusting.trust_of(office, connection).cuts.get(me.station)
        counted = f"đến thao tác {cut.seq} còn tính" if cut and cut.seq else "không thao tác nào còn tính"
        return Reason(
            "Trạm này đã bị thu hồi",
            f"Những gì máy này ghi {counted}. Máy không ghi, không xuất tiếp; vẫn đọc và in được. Hỏi cấp trên vì sao; "
            "nếu máy vẫn của đơn vị thì lập trạm mới rồi nhận lại các thao tác bị từ chối.",
        )
    if me.is_copy:
        return Reason(
            "Máy này là bản sao của một trạm khác",
            "Có hai máy cùng một mã trạm. Máy này không ghi, không xuất tiếp; những gì đã ghi không mất. Lập trạm mới cho máy này.",
        )
    return None


def become(office: Office, password: str | None = None, unit: str | None = None) -> Became:
    """Make this home a new station, whole or not at all; it waits for a certificate of its own.

    It is of the same unit, or of one that goes on with this one's books (`unit`: its key or code); then the old station
    retires. Where the file of the root that is followed lies in the home, `password` opens it and the root certifies the new
    station at once; one that handed over, or that nobody follows, certifies nobody.

    Raises:
        Problem: not_allowed, unknown_unit; wrong_password, of the root file.
    """
    duties.require(office, "stations")
    by_root = needs_root(office)
    with office.writing() as connection:
        made = remake(office, connection, _heir(office, connection, unit) if unit else None)
        if by_root:
            made = certified_by_root(office, connection, made, password)
    return made


def needs_root(office: Office) -> bool:
    """Whether the root certifies the new station at once, so that the password of its file is needed."""
    with office.reading() as connection:
        return root_word.state(office, trusting.trust_of(office, connection)) == "used"


def _heir(office: Office, connection: Connection, unit: str) -> Unit:
    """Return the unit that goes on with the own one's books; only a station whose own word counts can go over to it."""
    found = office.directory.find(unit, office.identity.era)
    me = office.identity
    if found.key not in trusting.trust_of(office, connection).reach.successors(me.unit):
        raise Problem("not_allowed", f"Chưa có giấy sáp nhập đơn vị này vào {found.named}. Nhập gói của cấp trên trước.", where=found.key)
    if not me.enrolled or me.is_copy or me.is_revoked:
        raise Problem("not_allowed", "Trạm này chưa được chứng nhận, là bản sao hoặc đã bị thu hồi. Lập trạm mới của đơn vị cũ trước.")
    return found


def remake(office: Office, connection: Connection, unit: Unit | None = None, *, renews: bool = False) -> Became:
    """Do it inside a transaction; nobody's roles are asked.

    `unit`: the one that goes on with the own one's books. `renews`: the old key is whole and at hand, so it certifies the new one
    where it may, and retires.
    """
    me, secrets = office.identity, Secrets.load(connection)
    accounts = people.accounts_of(connection, me.station)
    known = _compared(office, connection) if me.enrolled and not me.is_revoked and unit is None else []
    keys, unit_key = StationKeys.generate(), HeldKey.generate(unit.key if unit else me.unit, 0)
    asked = structs.replace(
        request_of(secrets.request), id=outgoing.new_package_id(), key=strict_json.b64(keys.signing.public), age=keys.age_recipient,
        unit_key=unit_key.recipient, at=office.clock.now().isoformat(),
    )  # fmt: skip
    if unit is not None:
        asked = structs.replace(asked, unit=unit.key, level=unit.level, name=unit.title)
    request = asked.signed(keys.signing)
    if me.enrolled and not me.is_revoked:
        _hand_on(office, connection, secrets, request, certifies=renews, retires=renews or unit is not None)
    Secrets(keys, secrets.unit_keys, request).with_unit_keys([unit_key]).save(connection)
    own_receipts.forget(connection)
    office.identity = me.as_new(keys.station)
    if unit is not None:
        office.identity = replace(office.identity, unit=unit.key, era=unit.era, desk=unit.desk)
        office.take_over(connection, trusting.trust_of(office, connection).reach.predecessors(unit.key))
    set_meta(connection, "identity", office.identity.to_json())
    _confirm_again(office, connection, known, request_of(request).at)
    redone = rewrite(connection, me.station, office.author(connection), whole=not me.enrolled)
    office.project(connection, sorted(redone.records))
    for one in accounts:
        people.write_account(office, connection, one.name, one.roles, disabled=one.disabled)
    people.note_event(office, connection, "tram_moi", f"{me.station} → {keys.station}")
    return Became(keys.station, me.station, len(redone.names), enrolment.request_words(request), enrolled=False)


def _compared(office: Office, connection: Connection) -> list[str]:
    """Return the other laptops of the unit whose words were compared on this one."""
    me, trust = office.identity, trusting.trust_of(office, connection)
    return sorted(trust.confirmed_by(me.station) & set(trust.active_stations(me.unit)) - {me.station})


def _confirm_again(office: Office, connection: Connection, stations: Iterable[str], at: str) -> None:
    """Say under the new key whom its people had compared words with; the old station is not among them, it may be lost."""
    key = Secrets.load(connection).keys.signing
    trusting.write_facts(office, connection, [Confirm(station=one, at=at).signed(key) for one in stations])


def _hand_on(office: Office, connection: Connection, secrets: Secrets, request: Statement, *, certifies: bool, retires: bool) -> None:
    """Give the unit's sealing keys from the old station to the new one, and sign all that the old one said of others.

    A station whose laptop goes over to another unit, or gets new keys, retires: nobody is left to serve under its name.

    Facts count on every branch of a log, so neither a twin nor an older image makes them void.
    """
    office.identity = replace(office.identity, is_copy=False)
    key, at, to = secrets.keys.signing, office.clock.now().isoformat(), request_of(request)
    trust = trusting.trust_of(office, connection)
    said = enrolment.hand_over(secrets.unit_keys, to.station, to.age, trust, key, at)
    if certifies and root_word.state(office, trust) != "used":
        said += _vouched(office, trust, request, key, at)
    if retires:
        said.append(Retirement(station=key.station, at=at).signed(key))
    trusting.write_facts(office, connection, said)
    seal(connection, log_name(key.station, "fact"), lambda said: outgoing.sealed(said, key))


def _vouched(office: Office, trust: TrustState, request: Statement, key: SigningKey, at: str) -> list[Statement]:
    """Return the certificate that the old station gives the new one, with the rights of its own; none if it may not give any."""
    own, to = trust.standing(key.station).certificate, request_of(request)
    if own is None or not trust.may(key.station, "admit", to.unit) or len(trust.chain_for(key.station)) >= LONGEST_CHAIN:
        return []
    grant = enrolment.default_grant(to, key.station, trust, is_upper=office.identity.is_upper)
    return [enrolment.admit(request, replace(grant, rights=own.rights), key, trust, at)]


def certified_by_root(office: Office, connection: Connection, made: Became, password: str | None) -> Became:
    """Let the root, whose file lies here, certify the new station of its own unit: nobody stands above it."""
    root = signing.root_id(root_key.public_key(office.paths.root))
    secrets, trust = Secrets.load(connection), trusting.trust_of(office, connection)
    grant = replace(enrolment.default_grant(request_of(secrets.request), root, trust, is_upper=office.identity.is_upper), rights=RIGHTS)
    at = office.clock.now().isoformat()
    root_word.sign(office, connection, password, lambda file: enrolment.certify(secrets.request, grant, file.key, at, as_root=True))
    office.identity = office.identity.with_certificate(grant.series, root)
    set_meta(connection, "identity", office.identity.to_json())
    facts_changed(office, connection)
    return replace(made, enrolled=True)
