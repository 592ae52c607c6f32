"""What the upper unit decided about a period: written by it as an op of its own, read below as a copy in its receipt.

A decision counts for the version of the closing that it names; of several the highest (version, Lamport) counts, so the
stations of the upper unit may decide apart and a commune follows them without knowing them.
"""

from collections.abc import Iterable
from typing import Any, Final

import msgspec
from msgspec import Struct

from db.driver import Connection
from db.query import Is, Query
from db.records import Records
from db.store import get_meta, set_meta
from desktop.office import Office
from desktop.packages.receipts import Comment, Decision
from desktop.snapshots import shaped

RETURNED: Final = "returned"
ACCEPTED: Final = "accepted"
LOCKED: Final = "locked"


class Decided(Struct, frozen=True, kw_only=True):
    """The one field `decision` of a review."""

    state: str
    version: int
    at: str
    by: str = ""
    snapshot: str = ""
    comments: list[Comment] = []


def _meta_name(unit: str, period: str) -> str:
    return f"decision:{unit}:{period}"


def keep_decisions(office: Office, connection: Connection, decisions: Iterable[Decision]) -> None:
    """Keep what a superior's receipt says of the periods of the units kept here, unless something newer is known."""
    for one in decisions:
        if one.unit not in office.owned:
            continue
        known = decision_from_receipt(connection, one.unit, one.period)
        if known is None or _rank(one) > _rank(known):
            set_meta(connection, _meta_name(one.unit, one.period), msgspec.json.encode(one).decode())


def _rank(decision: Decision) -> tuple[int, int, str]:
    return decision.version, decision.lamport, decision.op


def decision_from_receipt(connection: Connection, unit: str, period: str) -> Decision | None:
    """Return the newest decision from above on a period of the own unit."""
    value = get_meta(connection, _meta_name(unit, period))
    return msgspec.json.decode(value, type=Decision) if isinstance(value, str) else None


def decisions_for(office: Office, connection: Connection, unit: str) -> list[Decision]:
    """Return copies of decisions on a subordinate unit's periods, for the receipt that goes down; by period.

    They are this unit's own, and those of units that it took over.
    """
    records = Records(office.projector(connection))
    found = []
    for row in _reviews(office, connection, unit, None):
        decision = _decision(row)
        cell = records.folded(str(row["_unit"]), str(row["_id"])).cells.get("decision")
        if decision is not None and cell is not None:
            head = cell.heads[-1]
            found.append(msgspec.structs.replace(decision, lamport=head.lamport, op=head.name))
    return sorted(found, key=lambda one: one.period)


def own_decision(office: Office, connection: Connection, unit: str, period: str) -> Decision | None:
    """Return what this upper unit decided on a period of a subordinate one; without counter and op name."""
    rows = _reviews(office, connection, unit, period)
    return _decision(rows[0]) if rows else None


def _reviews(office: Office, connection: Connection, unit: str, period: str | None) -> list[dict[str, Any]]:
    where = (Is("for_unit", "=", unit), *((Is("period", "=", period),) if period else ()))
    return office.reader(connection).rows(Query("period_review", where, units=tuple(sorted(office.owned))))


def _decision(row: dict[str, Any]) -> Decision | None:
    decided = shaped(row["decision"], Decided)
    if decided is None:
        return None
    return Decision(
        unit=row["for_unit"], period=row["period"], version=decided.version, lamport=0, state=decided.state, op="", at=decided.at,
        comments=tuple(decided.comments),
    )  # fmt: skip
