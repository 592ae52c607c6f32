"""Where everything stands: state hashes, logs with their gaps, what waits, what was refused, the clock, the last backup."""

from typing import Any

from db import exchange, ingest, state
from db.driver import Connection
from db.records import Records
from db.store import get_meta
from desktop import trusting, units
from desktop.office import Office
from desktop.packages import signing
from desktop.packages.receipts import read_receipt
from desktop.packages.trust import TrustState

_RECEIPT_LIMIT = 48 << 20


def status(office: Office) -> dict[str, Any]:
    """Say where everything stands: hashes per unit, logs with their gaps, what waits and what was refused."""
    era = office.identity.era
    with office.reading() as connection:
        trust = trusting.trust_of(office, connection)
        states = {
            units.shown_code(unit, era): {
                "up": state.state_hash(connection, unit, "up"),
                "home": state.state_hash(connection, unit, "home") if unit == office.identity.unit else None,
            }
            for unit in state.units_held(connection)
        }
        delivered = _delivered(office, connection, trust)
        return {
            "station": office.identity.station,
            "unit": units.shown_code(office.identity.unit, era),
            "desk": office.identity.desk,
            "clock": office.check_clock(connection),
            "conflicts": len(Records(office.projector(connection)).contested(None)),
            "states": states,
            "logs": [_log(connection, trust, log, delivered, era) for log in exchange.logs(connection)],
            "held": [
                {
                    "file": piece.file,
                    "package": piece.package,
                    "missing": [list(gap) for gap in ingest.missing_ranges(connection, piece.log)],
                }
                for piece in ingest.held(connection)
            ],
            "quarantine": [{"file": file, "code": code, "at": at} for _, file, code, at, _ in exchange.quarantined(connection)],
            "last_backup": get_meta(connection, "last_backup"),
            "unconfirmed": [one.subject.station for one in trust.unconfirmed(office.identity.station)],
        }


def _delivered(office: Office, connection: Connection, trust: TrustState) -> dict[str, int]:
    """Return per log the last line that a superior's receipt acknowledges."""
    found: dict[str, int] = {}
    for station, (_, body) in exchange.receipts(connection).items():
        certificate = trust.standing(station).certificate
        if certificate is None or certificate.subject.unit not in units.lineage(office.identity.unit)[1:]:
            continue
        for log, tips in read_receipt(signing.decode(body, _RECEIPT_LIMIT), certificate.subject.public).have.tips.items():
            found[log] = max([found.get(log, 0), *(tip.seq for tip in tips)])
    return found


def _log(connection: Connection, trust: TrustState, log: exchange.LogRow, delivered: dict[str, int], era: str) -> dict[str, Any]:
    tips = exchange.all_tips(connection, [log.name]).get(log.name, [])
    cut = trust.cuts.get(log.name)
    return {
        "log": log.name,
        "unit": units.shown_code(log.unit, era),
        "have": max((seq for seq, _ in tips), default=0),
        "sealed": exchange.sealed_to(connection, log.key),
        "delivered": delivered.get(log.name, 0),
        "missing": [list(gap) for gap in ingest.missing_ranges(connection, log.name)],
        "held": len(ingest.held(connection, log.name)),
        "forked": log.forked,
        "revoked_after": cut.seq if cut else None,
    }
