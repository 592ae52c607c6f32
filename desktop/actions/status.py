"""Where everything stands: state hashes, logs with their gaps, what waits, what was refused, the clock, the last backup."""

from collections.abc import Sequence
from typing import Any

from db import exchange, ingest, state
from db.driver import Connection
from db.ingest import Held
from db.records import Records
from db.store import get_meta
from desktop import trusting, units
from desktop.exchange import own_receipts
from desktop.office import Office
from desktop.packages import signing
from desktop.packages.receipts import Have, read_receipt
from desktop.packages.segments import split_log
from desktop.packages.trust import TrustState


def status(office: Office) -> dict[str, Any]:
    """Say where everything stands: hashes per unit, logs with their gaps, what waits and what was refused."""
    era, owned = office.identity.era, office.owned
    with office.reading() as connection:
        trust = trusting.trust_of(office, connection)
        states = {
            units.shown_code(unit, era): {
                "up": state.state_hash(connection, unit, "up"),
                "home": state.state_hash(connection, unit, "home") if unit in owned else None,
            }
            for unit in state.units_held(connection)
        }
        waiting = ingest.held(connection)
        return {
            "station": office.identity.station,
            "unit": units.shown_code(office.identity.unit, era),
            "desk": office.identity.desk,
            "clock": office.check_clock(connection),
            "conflicts": len(Records(office.projector(connection)).contested(None)),
            "states": states,
            "logs": _logs(office, connection, trust, waiting),
            "held": [
                {"file": one.file, "package": one.package, "missing": [list(gap) for gap in ingest.missing_ranges(connection, one.log)]}
                for one in waiting
            ],
            "quarantine": [{"file": file, "code": code, "at": at} for _, file, code, at, _ in exchange.quarantined(connection)],
            "last_backup": get_meta(connection, "last_backup"),
            "unconfirmed": [one.subject.station for one in trust.unconfirmed(office.identity.station)],
        }


def _delivered(office: Office, connection: Connection, trust: TrustState) -> dict[str, int]:
    """Return per log the last line that a superior's receipt acknowledges, or, of a unit that was taken over, its successor's."""
    found: dict[str, int] = {}
    for have in told_above(office, connection, trust):
        for log, tips in have.tips.items():
            found[log] = max([found.get(log, 0), *(tip.seq for tip in tips)])
    return found


def told_above(office: Office, connection: Connection, trust: TrustState) -> list[Have]:
    """Return what the superior's stations say in their newest receipts that they hold; of a unit that was taken over, its successor's."""
    found = []
    for station, (_, body) in exchange.receipts(connection).items():
        certificate = trust.standing(station).certificate
        own = office.identity.unit
        if certificate is None or not (
            trust.reach.is_above(certificate.subject.unit, own) or certificate.subject.unit in trust.reach.successors(own)
        ):
            continue
        found.append(read_receipt(signing.decode(body, own_receipts.LIMIT), certificate.subject.public).have)
    return found


def _logs(office: Office, connection: Connection, trust: TrustState, waiting: Sequence[Held]) -> list[dict[str, Any]]:
    """Return a row for every log that is held here, or of which something waits, by name."""
    held = {one.name: one for one in exchange.logs(connection)}
    tips, delivered = exchange.all_tips(connection), _delivered(office, connection, trust)
    above = told_above(office, connection, trust)
    rows = []
    for name in sorted(held.keys() | {one.log for one in waiting}):
        log, cut = held.get(name), trust.cuts.get(name)
        subject = trust.standing(split_log(name)[0]).subject
        unit = log.unit if log and log.unit else subject.unit if subject else ""
        rows.append(
            {
                "log": name,
                "unit": units.shown_code(unit, office.identity.era) if unit else None,
                "have": max((seq for seq, _ in tips.get(name, ())), default=0),
                "sealed": exchange.sealed_to(connection, log.key) if log else 0,
                "delivered": delivered.get(name, 0),
                "missing": [list(gap) for gap in ingest.missing_ranges(connection, name)],
                "held": sum(one.log == name for one in waiting),
                "forked": log.forked if log else False,
                "revoked_after": cut.seq if cut else None,
                "missing_above": sorted({gap for have in above if have.missing for gap in have.missing.get(name, ())}),
                "waiting_above": any(name in have.waiting for have in above if have.waiting),
                "refused_above": min((one for have in above if have.refused and (one := have.refused.get(name))), default=None),
            }
        )
    return rows
