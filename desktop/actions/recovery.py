"""A new recovery code, while nobody was given the old one: the power failed before it was on paper."""

from dataclasses import replace

from msgspec import structs

from desktop.errors import Problem
from desktop.keys.key_slots import KeySlots
from desktop.keys.recovery_code import new_code, unit_identity
from desktop.keys.secrets_kept import Secrets
from desktop.office import Office
from desktop.packages import sealing
from desktop.packages.statements import request_of


def renew(office: Office) -> str:
    """Make another recovery code and say it in the request; return it. The old one opens nothing any more.

    Raises:
        Problem: not_allowed, once the station was certified: the unit above then counts on the old code.
    """
    if office.identity.enrolled:
        raise Problem("not_allowed", "Trạm đã được chứng nhận nên mã khôi phục không lập lại ở đây.", where="mã khôi phục")
    code = new_code()
    slots = KeySlots.load(office.paths.keys).with_recovery(code, office.key)
    with office.writing() as connection:
        secrets = Secrets.load(connection)
        asked = request_of(secrets.request)
        said = structs.replace(asked, recovery=sealing.recipient_of(unit_identity(code))).signed(secrets.keys.signing)
        replace(secrets, request=said).save(connection)
        slots.save(office.paths.keys)
    return code
