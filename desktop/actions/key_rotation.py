"""A new sealing key for the own unit, when a laptop that held the old one was ended.

Law (design §7): whoever holds the key puts a new one in its place and hands it to every laptop of the unit whose words
were compared; the others get it when they are confirmed. The old private key stays, for late sticks. The paper in the safe
opens what is sealed to the new key as it did before. Two laptops that do it at once make two keys that both count, until the
next change joins them. Where the unit above ended the laptop, the unit's own laptop is told and does it.
"""

from db.driver import Connection
from desktop import trusting
from desktop.actions import duties, people
from desktop.errors import Problem
from desktop.exchange.incoming import facts_changed
from desktop.keys.secrets_kept import Secrets
from desktop.keys.station_keys import HeldKey
from desktop.office import Office
from desktop.packages import sealing, strict_json
from desktop.packages.statements import Handed, UnitKey
from desktop.packages.trust import TrustState
from desktop.packages.unit_keys import SealingKey


def is_due(office: Office) -> bool:
    """Whether a laptop that was ended still holds the key to which packages for this unit are sealed."""
    with office.reading() as connection:
        return bool(_own(office, connection)) and _is_due(office, trusting.trust_of(office, connection))


def rotate(office: Office) -> int:
    """Put a new sealing key in the place of the unit's; return its number.

    Raises:
        Problem: not_allowed, fork.
    """
    duties.require(office, "stations")
    office.refuse_copy()
    with office.writing() as connection:
        if not _own(office, connection):
            raise Problem("not_allowed", "Máy này không giữ khóa mở gói của đơn vị nên không đổi được. Đổi ở máy đang giữ khóa.")
        return _rotate(office, connection)


def rotate_if_due(office: Office, connection: Connection) -> bool:
    """Do it in the transaction that ended a laptop of the own unit; return whether it was done."""
    due = bool(_own(office, connection)) and _is_due(office, trusting.trust_of(office, connection))
    if due:
        _rotate(office, connection)
    return due


def _own(office: Office, connection: Connection) -> list[SealingKey]:
    """Return the unit's keys in use that this station counts as holding and does hold."""
    held = {key.recipient for key in Secrets.load(connection).unit_keys}
    current = trusting.trust_of(office, connection).current_keys(office.identity.unit)
    return [key for key in current if office.identity.station in key.holders and key.recipient in held]


def _is_due(office: Office, trust: TrustState) -> bool:
    holders = {station for key in trust.current_keys(office.identity.unit) for station in key.holders}
    return any(trust.standing(station).state in ("revoked", "fallen") for station in holders)


def _rotate(office: Office, connection: Connection) -> int:
    me, unit, at = office.identity.station, office.identity.unit, office.clock.now().isoformat()
    secrets, trust, before = Secrets.load(connection), trusting.trust_of(office, connection), _own(office, connection)[0]
    made = HeldKey.generate(unit, before.number + 1)
    known = trust.confirmed_by(me)
    handed = []
    for station in trust.active_stations(unit):
        subject = trust.standing(station).subject
        if subject is not None and station != me and station in known:
            handed.append(Handed(station=station, sealed=strict_json.b64(sealing.seal(made.identity.encode(), [subject.age]))))
    fact = UnitKey(
        unit=unit, number=made.number, recipient=made.recipient, previous=before.recipient, recovery=before.recovery,
        handed=tuple(handed), at=at,
    )  # fmt: skip
    secrets.with_unit_keys([made]).save(connection)
    trusting.write_facts(office, connection, [fact.signed(secrets.keys.signing)])
    facts_changed(office, connection)
    people.note_event(office, connection, "doi_khoa", str(made.number))
    return made.number
