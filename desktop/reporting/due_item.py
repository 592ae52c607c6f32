"""One thing to do, and the view of the data that the single questions look at."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final

from db.driver import Connection
from db.query import Is, Query, Reader
from desktop import registers, units
from desktop.entries.naming import Names
from desktop.entries.record import may_see
from desktop.entries.tables import FieldContext
from desktop.language.dates import format_date
from desktop.law.period_calendar import Span
from desktop.law.unit_law import Law, as_day
from desktop.measures.model import Ground
from desktop.office import Office
from desktop.registers.model import Register

_LONGEST: Final = 80


@dataclass(frozen=True, slots=True)
class DueItem:
    """One thing to do. `due_on` is None where no day is set; `detail` may hold a name, so it is for this user only."""

    kind: str
    text: str
    due_on: str | None
    basis: str
    register: str | None = None
    id: str | None = None
    detail: str = ""
    period: str | None = None
    unit: str | None = None
    cell: str | None = None

    def days_left(self, today: date) -> int | None:
        """Return the days from today to the due day, negative when it is past."""
        day = as_day(self.due_on)
        return (day - today).days if day else None

    def as_json(self, today: date, era: str) -> dict[str, Any]:
        """Return it in the shape of the command line's contract (23)."""
        return {
            "kind": self.kind, "text": self.text, "due_on": self.due_on, "days_left": self.days_left(today), "register": self.register,
            "id": self.id, "basis": self.basis, "detail": self.detail, "period": self.period,
            "unit": units.shown_code(self.unit, era) if self.unit else None, "cell": self.cell,
        }  # fmt: skip


@dataclass(frozen=True)
class Look:
    """What the single questions need: one view of the data, the day, how many days ahead (None: all), and who asks.

    `of` is the unit whose records are looked at, a taken-over one's; "" means the own unit.
    """

    office: Office
    connection: Connection
    today: date
    days: int | None = None
    of: str = ""

    @property
    def unit(self) -> str:
        """The unit that is looked at."""
        return self.of or self.office.identity.unit

    @cached_property
    def law(self) -> Law:
        """Its law and calendar."""
        return self.office.law_of(self.unit)

    @cached_property
    def reader(self) -> Reader:
        """Questions on the connection."""
        return self.office.reader(self.connection)

    def ground(self, first: date, last: date) -> Ground:
        """Return what the measures ask, of the own unit and these days: what is due is judged as the targets judge it."""
        span = Span("", "custom", last.year, None, first, last, "")
        return Ground(span, (self.unit,), self.reader, self.office.law_of)

    @cached_property
    def names(self) -> Names:
        """What records are called."""
        return Names(self.office, self.connection)

    def context(self, register: Register, row: Mapping[str, Any]) -> FieldContext:
        """Return what the declaration of a register may ask about one of its rows."""
        projector = self.office.projector(self.connection)
        return FieldContext(
            register, row, self.law, lambda code, record: projector.row(code, self.unit, record), owner=self.unit, record=str(row["_id"])
        )

    def rows(self, register: str, *where: Is) -> list[dict[str, Any]]:
        """Return records of the own unit, none of a register that the user may not see."""
        if not may_see(registers.ALL[register], self.office.user.roles):
            return []
        return self.reader.rows(Query(register, where, units=(self.unit,)))


def short(text: object) -> str:
    """Return a text as one line that fits a list."""
    said = " ".join(str(text or "").split())
    return said if len(said) <= _LONGEST else f"{said[: _LONGEST - 1].rstrip()}…"


def shown(day: object) -> str:
    """Return a stored day as an office writes it."""
    known = as_day(day)
    return format_date(known) if known else "chưa ghi"
