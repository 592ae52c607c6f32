"""Who leads and who follows a work on the period's last day: what CT2 asks for, and whom CT4 wants trained (dossier R01b)."""

from collections.abc import Mapping, Sequence
from typing import Final

from db.query import Is, Query
from desktop.measures.model import Ground, holds_on

Row = Mapping[str, object]
LEADER, OFFICER = "lanh_dao", "chuyen_vien"
DAN_VAN: Final = ("dan_van", "ca_hai")
DEMOCRACY: Final = ("qcdc", "ca_hai")


def assignments(ground: Ground) -> dict[str, list[Row]]:
    """Return, per unit, the assignments as leader or officer that hold on the period's last day: one statement."""
    return ground.once("assignments", _assignments)


def _assignments(ground: Ground) -> dict[str, list[Row]]:
    where = (Is("role", "in", (LEADER, OFFICER)), Is("valid_from", "<=", ground.span.to_date.isoformat()))
    rows = ground.told(Query("assignment", where), "role", "scope", "official_id", "valid_from", "valid_to")
    return {unit: [row for row in own if holds_on(row, ground.span.to_date)] for unit, own in rows.items()}


def of(rows: Sequence[Row], scopes: Sequence[str], role: str = "") -> list[Row]:
    """Return the assignments of a scope, of one role if asked."""
    return [row for row in rows if row["scope"] in scopes and role in ("", row["role"])]


def persons(rows: Sequence[Row]) -> list[str]:
    """Return the officials assigned, each once."""
    return list(dict.fromkeys(str(row["official_id"]) for row in rows if row["official_id"]))
