"""Opening figures: what a unit's paper book held before the program, added to the cells of the periods that it belongs to.

A figure of some days counts in every period that holds all of them, so also in the half-year and the year; in what is cumulated from
1 January only when its first day is not before that day. One carried over counts in the periods that begin on its day. This is the one
place where they are read.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from db.query import Is, Query
from desktop import registers
from desktop.forms import opening_form, set_at
from desktop.language.numbers import canonical_number, machine_form
from desktop.law.unit_law import as_day
from desktop.measures.model import Ground
from desktop.registers.opening_figure import CARRIED

OPENING: Final = "opening_figure"
_UNFIT: Final = tuple(Is("flags", "lacks", rule.name) for rule in registers.ALL[OPENING].rules if rule.on in ("column", "kind"))
"""One that no column takes is kept, flagged and not counted, whoever wrote it."""


@dataclass(slots=True)
class Opening:
    """What was counted on paper for one cell of one unit, and the records that say so."""

    value: Decimal = Decimal(0)
    ids: list[str] = field(default_factory=list)


Openings = Mapping[tuple[str, str], Mapping[str, Opening]]
"""(form, column) → unit → what its paper book held."""


def openings(ground: Ground) -> Openings:
    """Return the opening figures of these units that belong to the period, as the connection shows them."""
    first, last = ground.span.from_date.isoformat(), ground.span.to_date.isoformat()
    found: dict[tuple[str, str], dict[str, Opening]] = {}
    fields = ("form", "column", "kind", "value", "date_from", "date_to")
    for row in ground.reader.rows(ground.of_units(Query(OPENING, _UNFIT)), fields=fields):
        begin, end, value = str(row["date_from"] or ""), str(row["date_to"] or ""), canonical_number(row["value"])
        counts = begin == first if row["kind"] == CARRIED else bool(begin) and first <= begin <= end <= last
        if counts and value is not None and _is_numbered_so(str(row["form"]), as_day(end) or as_day(begin), ground):
            held = found.setdefault((str(row["form"]), str(row["column"])), {}).setdefault(str(row["_unit"]), Opening())
            held.value += value
            held.ids.append(str(row["_id"]))
    return found


def _is_numbered_so(form: str, day: date | None, ground: Ground) -> bool:
    """Whether the period is reported by the circular whose columns a figure of this day names."""
    named = opening_form(form, day) if day else None
    return named is not None and (not named.sets or set_at(ground.span.to_date).code in named.sets)


def as_cell(value: Decimal) -> int | str:
    """Return a number as a cell holds it: whole ones as int, others as text."""
    return int(value) if value == value.to_integral_value() else machine_form(value)
