"""Retire a station: it was admitted and never used, or its laptop was put away in order. It refuses nothing.

Law (design §6, §7): what it wrote counts, what it may still deliver counts; only nobody waits for it any more, so that one
dead laptop blocks no one. A laptop that was lost or stolen is ended instead (`revocation`). It cannot be taken back.
"""

from typing import Any

from desktop import trusting
from desktop.actions import backup, duties, people
from desktop.errors import Problem
from desktop.exchange.incoming import facts_changed
from desktop.keys.secrets_kept import Secrets
from desktop.office import Office
from desktop.packages.statements import Retirement


def retire(office: Office, station: str) -> dict[str, Any]:
    """Say that a station is served no more; return `station` and `keyless`, who has to be certified again to get a unit key.

    Raises:
        Problem: unknown_station, not_allowed, fork.
    """
    duties.require(office, "stations")
    office.refuse_copy()
    with office.writing() as connection:
        trust, me = trusting.trust_of(office, connection), office.identity.station
        standing = trust.standing(station)
        subject = standing.subject
        if subject is None or standing.state != "active":
            raise Problem(
                "unknown_station", f"Không có trạm “{station}” đang hoạt động trong danh sách. Chọn trạm có trong danh sách.", where=station
            )
        if station != me and not trust.may(me, "admit", subject.unit):
            raise Problem("not_allowed", f"Trạm này không cho trạm “{station}” ngừng được. Nhờ trạm gốc của đơn vị đó.", where=station)
        fact = Retirement(station=station, at=office.clock.now().isoformat()).signed(Secrets.load(connection).keys.signing)
        trusting.write_facts(office, connection, [fact])
        facts_changed(office, connection)
        people.note_event(office, connection, "ngung_tram", station)
        keyless = trusting.trust_of(office, connection).keyless(subject.unit)
    backup.after_exchange(office, erased=False)
    return {"station": station, "retired": True, "keyless": keyless}
