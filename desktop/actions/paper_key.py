"""Open with the printed recovery code what was sealed to the unit while all its laptops are lost.

Law (design §7, §11): every package for a unit, and every one between its laptops, is also sealed to the recovery identity
that the code on paper gives. Who administers and leads types the code; the identity then lies with the other old keys, opens
late sticks, and is never handed on.
"""

from typing import Any

from desktop import trusting, units
from desktop.actions import duties, people
from desktop.errors import Problem
from desktop.keys.recovery_code import unit_identity
from desktop.keys.secrets_kept import Secrets
from desktop.keys.station_keys import HeldKey
from desktop.office import Office
from desktop.packages import sealing


def recover(office: Office, code: str) -> dict[str, Any]:
    """Keep the recovery identity of the unit's printed code; return the `unit` that it opens for.

    Raises:
        Problem: not_allowed; invalid_value, if it is no code, or none of this unit as far as its certificates say.
    """
    duties.require(office, "unit_key")
    identity = unit_identity(code)
    recipient = sealing.recipient_of(identity)
    with office.writing() as connection:
        trust = trusting.trust_of(office, connection)
        known = {one.subject.recovery: unit for unit in sorted(office.owned) for one in trust.certificates(unit)}
        unit = known.get(recipient)
        if unit is None:
            raise Problem(
                "invalid_value",
                "Mã này không phải mã khôi phục của đơn vị, theo các chứng nhận mà máy này biết. Lấy tờ mã của trạm đầu tiên, "
                "hoặc nhận chứng nhận trước rồi làm lại.",
                where="mã khôi phục",
            )
        Secrets.load(connection).with_unit_keys([HeldKey(unit, 0, recipient, identity)]).save(connection)
        people.note_event(office, connection, "nhap_ma", units.shown_code(unit, office.identity.era))
    return {"unit": units.shown_code(unit, office.identity.era), "opens": True}
