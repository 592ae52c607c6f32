"""Change the keys of this laptop: it becomes a new station that the old one vouches for, and the old one retires.

Law (design §7): the old key signs the new one. A station with `admit` certifies it itself, with no more rights than its own,
so that it works on at once; where the file of the root that is followed lies in the home, the root does; any other station
carries its request to whoever admitted it, as at the beginning. Everything is sealed first, so nothing is written twice.
"""

from dataclasses import replace

from db.store import set_meta
from desktop import trusting
from desktop.actions import duties, new_station
from desktop.actions.new_station import Became
from desktop.errors import Problem
from desktop.exchange.incoming import facts_changed
from desktop.exchange.outgoing import seal_all
from desktop.office import Office


def renew(office: Office, password: str | None = None) -> Became:
    """Give this laptop new keys; return the new station, certified already where the old one or the root could do it.

    Raises:
        Problem: not_allowed, also for a laptop that was ended or copied; wrong_password, of the root file.
    """
    duties.require(office, "stations")
    me = office.identity
    if not me.enrolled or me.is_copy or me.is_revoked:
        raise Problem("not_allowed", "Trạm chưa được chứng nhận, là bản sao hoặc đã bị thu hồi thì lập trạm mới, không đổi khóa.")
    seal_all(office)
    by_root = new_station.needs_root(office)
    with office.writing() as connection:
        made = new_station.remake(office, connection, renews=True)
        if by_root:
            return new_station.certified_by_root(office, connection, made, password)
        trust = trusting.trust_of(office, connection)
        certificate = trust.standing(made.station).certificate
        if certificate is not None:
            office.identity = office.identity.with_certificate(certificate.series, me.root or "")
            set_meta(connection, "identity", office.identity.to_json())
            facts_changed(office, connection)
            made = replace(made, enrolled=True)
    return made
