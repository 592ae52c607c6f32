"""What a measure is: a small function that says which records a figure counts.

It answers with questions to the store, not with numbers. The figure (all units in one statement) and the rows behind
it come from the same question, so they cannot disagree.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from db.query import Is, Query, Reader, What
from desktop.law.period_calendar import Span
from desktop.law.unit_law import Law


@dataclass(frozen=True, slots=True)
class Tally:
    """One thing to count: `count` rows, `sum` of one field, or `distinct` combinations of fields."""

    query: Query
    what: What = "count"
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Worked:
    """What a measure had to work out itself: a number per unit, and the records that it looked at."""

    values: Mapping[str, int]
    ids: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Ground:
    """What a measure may ask: a period, units, their law, and the records as one connection shows them."""

    span: Span
    units: tuple[str, ...]
    reader: Reader
    law: Callable[[str], Law]

    @property
    def year(self) -> int:
        """The plan year: that of the period's last day."""
        return self.span.to_date.year

    def in_period(self) -> tuple[Is, Is]:
        """Records dated in the period."""
        return between("_date", self.span.from_date, self.span.to_date)

    def in_year_so_far(self) -> tuple[Is, Is]:
        """Records dated from 1 January of the plan year to the period's last day."""
        return between("_date", date(self.year, 1, 1), self.span.to_date)

    def of_units(self, query: Query) -> Query:
        """Return the question, asked of these units only."""
        return Query(query.register, query.where, units=self.units)


Counting = Sequence[Tally] | Worked


@dataclass(frozen=True, slots=True)
class Measure:
    """A named measure. `register` is the one whose silence makes a cell "chưa nhập" instead of 0.

    `work(ground, **filters)` returns the tallies, which are added up, or a worked-out answer.
    """

    code: str
    register: str
    work: Callable[..., Counting]


def between(field: str, first: date, last: date) -> tuple[Is, Is]:
    """Return the condition that a day lies in a span, both ends included."""
    return Is(field, ">=", first.isoformat()), Is(field, "<=", last.isoformat())


def parent_counts(reference: str) -> tuple[Is, Is]:
    """Return the condition that the record referred to is neither struck out nor a draft of this machine.

    A figure has to be the same at the upper desk, where a draft never comes; and what was struck out has no part in it.
    """
    return Is(f"{reference}.deleted", "=", 0), Is(f"{reference}.status", "!=", "nhap")


def matching(filters: Mapping[str, object]) -> tuple[Is, ...]:
    """Return the conditions of a form's filter values: a list means one of them, None no condition."""
    return tuple(_condition(name, value) for name, value in filters.items() if value is not None)


def _condition(name: str, value: object) -> Is:
    if isinstance(value, list | tuple):
        return Is(name, "in", tuple(value))
    return Is(name, "=", value)


def by_unit(rows: Iterable[Mapping[str, object]]) -> dict[str, list[Mapping[str, object]]]:
    """Return rows of several units, sorted to their units."""
    found: dict[str, list[Mapping[str, object]]] = {}
    for row in rows:
        found.setdefault(str(row["_unit"]), []).append(row)
    return found
