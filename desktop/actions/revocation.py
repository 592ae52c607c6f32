"""End a station: the laptop was stolen, lost or copied. Never by date; it shows beforehand what would count no more.

Who may admit stations is ended only by the root's own word; the others by a station that is over them.
"""

from dataclasses import dataclass
from typing import Any

from db import exchange
from db.driver import Connection
from desktop import trusting
from desktop.actions import adopting, backup, duties, key_rotation, people, root_word
from desktop.errors import Problem
from desktop.exchange import own_receipts
from desktop.exchange.incoming import facts_changed
from desktop.keys.secrets_kept import Secrets
from desktop.language.vietnamese import clean_line
from desktop.office import Office
from desktop.packages import signing
from desktop.packages.receipts import read_receipt
from desktop.packages.segments import LOG_KINDS, log_name
from desktop.packages.statements import Certificate, Line, Revocation
from desktop.packages.trust import TrustState


@dataclass(frozen=True, slots=True)
class Ending:
    """What an end would do: its fact, and what is counted beforehand.

    Attributes:
        fact, after: The revocation, and the last number of the main log that counts.
        rights, unit: Those of the station that ends.
        falls: Active stations that it certified and that would fall with it.
        is_whole: Whether all that the station ever certified is known here, as far as anybody can tell.
    """

    fact: Revocation
    after: int
    rights: tuple[str, ...]
    unit: str
    falls: tuple[str, ...]
    is_whole: bool

    @property
    def asks(self) -> bool:
        """Whether more is lost than the station alone, so that a person has to say that he knows it."""
        return bool(self.falls) or not self.is_whole

    def warning(self) -> str:
        """Say what else is lost, and what to do first; "" when nothing is."""
        said = []
        if self.falls:
            said.append(f"{len(self.falls)} trạm khác do trạm này chứng nhận sẽ mất hiệu lực theo.")
        if not self.is_whole:
            said.append(
                "Máy này chưa giữ đủ những gì trạm đó đã chứng nhận: trạm cấp dưới của nó có thể mất hiệu lực mà ở đây không thấy tên. "
                "Nhập một gói của đơn vị cấp dưới ấy trước, gói nào cũng mang theo phần chứng nhận."
            )
        return " ".join(said)


def revoke(
    office: Office, station: str, after: int | None, password: str | None, falls: int | None = None, reason: str = ""
) -> dict[str, Any]:
    """End a station after a line of its main log (default: the last that is held); its later lines count no more.

    Args:
        office: Who ends it.
        station: Which.
        after: The last number of its main log that counts.
        password: That of the root file, needed against a station that may admit.
        falls: How many other stations fall with it, where `would_refuse` says that it is asked.
        reason: Why; it travels with the fact.

    Returns `station`, `after`, what that changed here (`refused_ops`, `records_changed`, `falls`), whether the own unit got a
    new sealing key (`new_unit_key`), `keyless`, the stations that have to be certified again to get one, and `close_again`, the
    periods of the own unit that it alone had closed.

    Raises:
        Problem: unknown_station, not_allowed, invalid_value, fork; rule_broken, when more falls than was said;
            wrong_password.
    """
    duties.require(office, "stations")
    office.refuse_copy()
    with office.writing() as connection:
        end = _asked(office, connection, station, after, clean_line(reason, where="--reason").strip())
        if end.asks and falls != len(end.falls):
            raise Problem("rule_broken", f"Chưa thu hồi. {end.warning()}", where=f"--falls {len(end.falls)}")
        refused, _ = _beyond(connection, end.fact)
        if "admit" in end.rights:
            root_word.sign(office, connection, password, lambda root: root.sign(end.fact))
        elif trusting.trust_of(office, connection).may_revoke(office.identity.station, station):
            trusting.write_facts(office, connection, [end.fact.signed(Secrets.load(connection).keys.signing)])
        else:
            raise Problem("not_allowed", f"Trạm này không thu hồi được trạm “{station}”.", where=station)
        changed = facts_changed(office, connection).changed
        people.note_event(office, connection, "thu_hoi", station)
        rotated = key_rotation.rotate_if_due(office, connection)
        keyless = trusting.trust_of(office, connection).keyless(end.unit)
        again = adopting.close_again(office, connection)
    backup.after_exchange(office, erased=False)
    return {
        "station": station, "after": end.after, "refused_ops": refused, "records_changed": len(changed), "falls": list(end.falls),
        "new_unit_key": rotated, "keyless": keyless, "close_again": again,
    }  # fmt: skip


def would_refuse(office: Office, station: str, after: int | None) -> dict[str, Any]:
    """Return what `revoke` would touch, changing nothing.

    `station`, `after`, `refused_ops` and `records` (lines and records that would count no more), `falls` (other stations that
    would fall), `facts_whole` (whether all that it certified is known here), `asks` (whether the number of the falling has to
    be said), `warning` (what to do first).

    Raises:
        Problem: unknown_station, invalid_value.
    """
    with office.reading() as connection:
        end = _asked(office, connection, station, after, "")
        refused, records = _beyond(connection, end.fact)
    return {
        "station": station, "after": end.after, "refused_ops": refused, "records": records, "falls": list(end.falls),
        "facts_whole": end.is_whole, "asks": end.asks, "warning": end.warning(),
    }  # fmt: skip


def _asked(office: Office, connection: Connection, station: str, after: int | None, reason: str) -> Ending:
    trust = trusting.trust_of(office, connection)
    certificate = trust.standing(station).certificate
    if certificate is None or station == office.identity.station:
        raise Problem(
            "unknown_station", f"Không có trạm “{station}” trong danh sách các trạm khác. Chọn trạm có trong danh sách.", where=station
        )
    tips = exchange.all_tips(connection, [log_name(station, kind) for kind in LOG_KINDS])
    lines = [Line(log=log, seq=found[-1][0], hash=found[-1][1]) for log, found in sorted(tips.items()) if log != station]
    last = tips.get(station, [(0, "")])[-1]
    if after is not None and after != last[0]:
        full = exchange.line_at(connection, station, after) if after else ""
        if full is None:
            raise Problem("invalid_value", f"Không giữ dòng {after} của trạm “{station}” nên không thu hồi từ đó được.", where="--after")
        last = (after, full)
    if last[0]:
        lines.insert(0, Line(log=station, seq=last[0], hash=last[1]))
    fact = Revocation(station=station, logs=tuple(lines), reason=reason, at=office.clock.now().isoformat())
    whole = _knows_all_facts(connection, trust, station, certificate, heard=bool(tips))
    return Ending(fact, last[0], certificate.rights, certificate.subject.unit, tuple(trust.falling(fact)), whole)


def _knows_all_facts(connection: Connection, trust: TrustState, station: str, certificate: Certificate, *, heard: bool) -> bool:
    """Say whether all that a station certified is held, as far as can be told from here.

    Fact logs ride whole in every package: whoever was heard of once is known up to then, and what others hold of it stands in
    their receipts. An upper unit's station that was never heard of has very likely certified those below it.
    """
    log = log_name(station, "fact")
    kept = exchange.receipts(connection)
    for giver, (_, body) in kept.items():
        by = trust.standing(giver).certificate
        if by is not None:
            said = read_receipt(signing.decode(body, own_receipts.LIMIT), by.subject.public)
            if not all(exchange.holds(connection, log, tip.hash) for tip in said.have.tips.get(log, ())):
                return False
    return heard or station in kept or "down" not in certificate.rights


def _beyond(connection: Connection, fact: Revocation) -> tuple[int, int]:
    """Return how many valid lines of a station, and how many records, lie beyond its end."""
    kept = {line.log: line.hash for line in fact.logs}
    found = [exchange.valid_beyond(connection, log, kept.get(log)) for log in (log_name(fact.station, kind) for kind in LOG_KINDS)]
    return sum(count for count, _ in found), len({key for _, keys in found for key in keys})
