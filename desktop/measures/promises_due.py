"""Cam kết, lời hứa whose day has come by the period's last day, whenever they were made (I19, I21; dossier R09c)."""

from collections.abc import Callable, Mapping
from typing import Final, Literal

from db.query import Is, Query
from desktop.measures.model import Counting, Ground, Measure, Worked

Row = Mapping[str, object]
Standing = Literal["due", "kept", "in_time", "not_kept", "late"]


def promises_due(ground: Ground, *, source_kind: str, standing: Standing = "due") -> Counting:
    """Count promises of a source that were due: all, those kept by the last day, or kept by their own day; or those that were not."""
    stands, last = _STANDINGS[standing], ground.span.to_date.isoformat()
    found = {
        unit: tuple(str(row["_id"]) for row in rows if row["source_kind"] == source_kind and stands(row, last))
        for unit, rows in ground.once("promises due", _due).items()
    }
    return Worked({unit: len(ids) for unit, ids in found.items()}, found)


def _due(ground: Ground) -> dict[str, list[Row]]:
    until = Is("due_on", "<=", ground.span.to_date.isoformat())
    return ground.told(Query("commitment", (until,)), "source_kind", "state", "done_on", "due_on")


def _kept(row: Row, last: str) -> bool:
    return row["state"] == "xong" and bool(row["done_on"]) and str(row["done_on"]) <= last


def _in_time(row: Row, last: str) -> bool:
    return _kept(row, last) and str(row["done_on"]) <= str(row["due_on"])


_STANDINGS: Final[Mapping[str, Callable[[Row, str], bool]]] = {
    "due": lambda row, last: True,
    "kept": _kept,
    "in_time": _in_time,
    "not_kept": lambda row, last: not _kept(row, last),
    "late": lambda row, last: not _in_time(row, last),
}

MEASURE = Measure("promises_due", register="commitment", work=promises_due, additive=False)
