"""End a station: the laptop was stolen, lost or copied. Never by date; it shows beforehand what would count no more.

Who may admit stations is ended only by the root's own word; the others by a station that is over them.
"""

from dataclasses import dataclass
from typing import Any

from db import exchange
from db.driver import Connection
from desktop import trusting
from desktop.actions import backup, duties, people
from desktop.errors import Problem
from desktop.exchange.incoming import facts_changed
from desktop.keys.root_key import RootKey
from desktop.keys.secrets_kept import Secrets
from desktop.office import Office
from desktop.packages.segments import LOG_KINDS, log_name
from desktop.packages.signing import Statement
from desktop.packages.statements import Certificate, Line, Revocation


@dataclass(frozen=True, slots=True)
class Cut:
    """Where the logs of a station would end: their last lines that count, and the number of its main log's."""

    lines: tuple[Line, ...]
    after: int


def revoke(office: Office, station: str, after: int | None, password: str | None) -> dict[str, Any]:
    """End a station after a line of its main log (default: the last that is held); its later lines count no more.

    Returns `station`, `after`, and what that changed here: `refused_ops`, how many lines count no more, and
    `records_changed`, how many records say something else now.

    Raises:
        Problem: unknown_station, not_allowed, invalid_value, fork; wrong_password (the root file is needed against a
            station that may admit).
    """
    duties.require(office, "stations")
    office.refuse_copy()
    with office.writing() as connection:
        certificate, cut = _asked(office, connection, station, after)
        refused, _ = _beyond(connection, station, cut)
        fact = Revocation(station=station, logs=cut.lines, reason="", at=office.clock.now().isoformat())
        if "admit" in certificate.rights:
            trusting.keep_root_facts(connection, [_by_root(office, fact, password)])
        elif trusting.trust_of(office, connection).may_revoke(office.identity.station, station):
            trusting.write_facts(office, connection, [fact.signed(Secrets.load(connection).keys.signing)])
        else:
            raise Problem("not_allowed", f"Trạm này không thu hồi được trạm “{station}”.", where=station)
        changed = facts_changed(office, connection).changed
        people.note_event(office, connection, "thu_hoi", station)
    backup.after_exchange(office, erased=False)
    return {"station": station, "after": cut.after, "refused_ops": refused, "records_changed": len(changed)}


def would_refuse(office: Office, station: str, after: int | None) -> dict[str, Any]:
    """Return `station`, `after`, and how many lines and records `revoke` would touch; changes nothing.

    Raises:
        Problem: unknown_station, invalid_value.
    """
    with office.reading() as connection:
        _, cut = _asked(office, connection, station, after)
        refused, records = _beyond(connection, station, cut)
    return {"station": station, "after": cut.after, "refused_ops": refused, "records": records}


def _asked(office: Office, connection: Connection, station: str, after: int | None) -> tuple[Certificate, Cut]:
    certificate = trusting.trust_of(office, connection).standing(station).certificate
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
    return certificate, Cut(tuple(lines), last[0])


def _beyond(connection: Connection, station: str, cut: Cut) -> tuple[int, int]:
    """Return how many valid lines of a station, and how many records, lie beyond a cut."""
    kept = {line.log: line.hash for line in cut.lines}
    found = [exchange.valid_beyond(connection, log, kept.get(log)) for log in (log_name(station, kind) for kind in LOG_KINDS)]
    return sum(count for count, _ in found), len({key for _, keys in found for key in keys})


def _by_root(office: Office, fact: Revocation, password: str | None) -> Statement:
    if not office.paths.root.exists():
        raise Problem(
            "not_allowed", "Thu hồi trạm có quyền chứng nhận phải dùng tệp khóa gốc root.key. Mang tệp đó đến máy này.", where="root.key"
        )
    root = RootKey.open(office.paths.root, password or "")
    statement = root.sign(fact)
    root.save(office.paths.root, password or "")
    return statement
