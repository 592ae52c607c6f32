"""What a list may be narrowed to: a period, values of some fields, struck-out records; and the question that follows.

A list begins with the current period "đến nay", so that what was written yesterday is always in sight; where the day of a
record is a term, such as of a plan's task, with all of them: what is still to be done stands in it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from db.query import Is, Order
from desktop.actions.lookup import Ask
from desktop.actions.today import current_period
from desktop.entries.record import sees_private
from desktop.office import Office
from desktop.registers.fields import Field
from desktop.registers.model import Register
from desktop.reporting.periods import known_codes, period_of

SINCE: Final = "since:"


@dataclass(frozen=True, slots=True)
class PeriodChoice:
    """A span of days to choose: its key, its name, first and last day (ISO)."""

    key: str
    label: str
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to. `values` are (field, value); `period` None stands for all days."""

    period: PeriodChoice | None = None
    values: tuple[tuple[str, object], ...] = ()
    deleted: bool = False

    @property
    def any(self) -> bool:
        """Whether something is left out or added."""
        return self.period is not None or bool(self.values) or self.deleted

    def without_period(self) -> "Filters":
        """Return the same without a period."""
        return replace(self, period=None)

    def without(self, field: str) -> "Filters":
        """Return the same without one field."""
        return replace(self, values=tuple(one for one in self.values if one[0] != field))


def period_choices(office: Office) -> list[PeriodChoice]:
    """Return the current period and all days since first, then the year, then every known period, newest first."""
    unit, current = office.identity.unit, current_period(office)
    today = office.clock.today()
    year = today.year
    found: list[PeriodChoice] = []
    with office.reading() as connection:
        known = [period_of(office, connection, code, unit) for code in known_codes(office, connection, unit)]
    for one in known:
        if one.code == current:
            found.append(PeriodChoice(f"{SINCE}{one.code}", f"{one.label} đến nay", one.first, today.isoformat()))
    found.append(PeriodChoice(str(year), f"năm {year}", f"{year}-01-01", f"{year}-12-31"))
    newest = sorted(known, key=lambda one: one.last, reverse=True)
    return [*found, *(PeriodChoice(one.code, one.label, one.first, one.last) for one in newest)]


def first_filters(register: Register, choices: Sequence[PeriodChoice]) -> Filters:
    """Return what a list begins with: the current period and since, where records have a day that has come."""
    since = next((one for one in choices if one.key.startswith(SINCE)), None)
    return Filters(since if register.dated_by and not (register.dated_ahead or register.is_table) else None)


def filter_fields(office: Office, register: Register) -> list[Field]:
    """Return the fields that the list may be narrowed by, those left out that the person may not read."""
    open_ = sees_private(register, office.user.roles)
    return [register.by_name[name] for name in register.filters if open_ or not register.by_name[name].private]


def ask_of(register: Register, filters: Filters, search: str, order: Sequence[tuple[str, bool]] = ()) -> Ask:
    """Return the question of a list; `order` are fields, each with whether it descends."""
    where = tuple(Is(name, "has" if register.by_name[name].many else "=", value) for name, value in filters.values)
    span = (filters.period.first, filters.period.last) if filters.period else None
    return Ask(where=where, search=search, period=span, deleted=filters.deleted, order=tuple(Order(name, down) for name, down in order))
