"""What a measure is: a small function that says which records a figure counts.

It answers with questions to the store, not with numbers. The figure (all units in one statement) and the rows behind
it come from the same question, so they cannot disagree.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, TypeVar, cast

from db.query import Amount, Is, Query, Reader, What
from desktop import registers
from desktop.law.period_calendar import Span
from desktop.law.unit_law import Law
from desktop.registers.fields import Kind
from desktop.registers.opening_figure import CARRIED, HAPPENED

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Tally:
    """One thing to count: `count` rows, `sum` of one field, or `distinct` combinations of fields; taken off with `sign` -1."""

    query: Query
    what: What = "count"
    fields: tuple[str, ...] = ()
    sign: Literal[1, -1] = 1


@dataclass(frozen=True, slots=True)
class Worked:
    """What a measure had to work out itself: a number per unit, and the records that it looked at.

    They are those of `ids`, or what the questions of `behind` find, which are asked only when somebody wants to see them.
    `certain`: a unit's 0 is an answer even where nobody has entered anything ("chưa đạt" is a judgement, no silence).
    """

    values: Mapping[str, Amount]
    ids: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    behind: tuple[Query, ...] = ()
    certain: bool = False


@dataclass(frozen=True, slots=True)
class Ground:
    """What a measure may ask: a period, units, their law, and the records as one connection shows them."""

    span: Span
    units: tuple[str, ...]
    reader: Reader
    laws: Callable[[str], Law]
    _known: dict[str, object] = field(default_factory=dict, repr=False, compare=False)

    def once(self, name: str, work: Callable[["Ground"], Answer]) -> Answer:
        """Return what `work` makes of this ground, worked out once however many columns ask for it by this name."""
        if name not in self._known:
            self._known[name] = work(self)
        return cast(Answer, self._known[name])

    def law(self, unit: str) -> Law:
        """Return the law of a unit."""
        return self.once(f"law of {unit}", lambda here: here.laws(unit))

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

    def told(self, query: Query, *fields: str) -> dict[str, list[Mapping[str, object]]]:
        """Return, per unit, what the records of these units say in these fields, with id and day: one statement."""
        return by_unit(self.reader.rows(self.of_units(query), fields=fields))


Counting = Sequence[Tally] | Worked


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that keeps a target or indicator from being reached; `id` names the record to open, if there is one.

    `what` is said of `noun` and `name` ("tuần", "18–24/12"; either may be empty), so that several of one noun can stand in one line.
    """

    register: str
    id: str | None
    what: str
    noun: str = ""
    name: str = ""
    unit: str = ""
    """The name of the unit that lacks it, where several are told of."""

    @property
    def text(self) -> str:
        """It as one sentence."""
        said = " ".join(part for part in (self.noun, self.name, self.what) if part)
        return f"{self.unit}: {said}" if self.unit else said

    def as_json(self) -> dict[str, str | None]:
        """Return it in the shape of the command line's contract (21), with the parts of the sentence."""
        return {"register": self.register, "id": self.id, "text": self.text, "noun": self.noun, "name": self.name, "what": self.what}


@dataclass(frozen=True, slots=True)
class Stages:
    """Stages or standings of a measure that do not tell of what happened in the period.

    on_last_day: what stands on the last day alone, to which nothing may be added; brought_over: what stood on the first day, of
    which the paper book has what was carried over; with_brought_over: that together with what came in the period.
    """

    on_last_day: tuple[str, ...] = ()
    brought_over: tuple[str, ...] = ()
    with_brought_over: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """A named measure. `register` is the one whose silence makes a cell "chưa nhập" instead of 0, `also` others that speak as well.

    Where `register` is empty, the form names one in its filter of that name.
    `work(ground, **filters)` returns the tallies, which are added up, or a worked-out answer.
    """

    code: str
    register: str
    work: Callable[..., Counting]
    also: tuple[str, ...] = ()
    lacking: Callable[[Ground], Mapping[str, Sequence[Missing]]] | None = None
    """What is missing where no record stands for it: per unit."""
    additive: bool = True
    """Whether what a paper book held may be added: not to what is in force on the last day, judged, or worked out of both."""
    stages: Stages = Stages()

    def openings(self, filters: Mapping[str, Any]) -> frozenset[str]:
        """Return the kinds of opening figures that fit a column with these filters; where each different one counts once, none."""
        stage = filters.get("stage", filters.get("standing"))
        if not self.additive or filters.get("distinct") or stage in self.stages.on_last_day:
            return frozenset()
        if stage in self.stages.brought_over:
            return frozenset({CARRIED})
        return frozenset({HAPPENED, CARRIED} if stage in self.stages.with_brought_over else {HAPPENED})

    cumulates: bool = True
    """Whether it means anything over other days than the period's own: what was said of the period by its code does not."""

    def registers(self, filters: Mapping[str, Any]) -> tuple[str, ...]:
        """Return the registers that a column with these filters counts."""
        return (self.register or str(filters["register"]), *self.also)


def between(field: str, first: date, last: date) -> tuple[Is, Is]:
    """Return the condition that a day lies in a span, both ends included."""
    return Is(field, ">=", first.isoformat()), Is(field, "<=", last.isoformat())


def parent_counts(reference: str) -> tuple[Is, Is]:
    """Return the condition that the record referred to is neither struck out nor a draft of this machine.

    A figure has to be the same at the upper desk, where a draft never comes; and what was struck out has no part in it.
    """
    return Is(f"{reference}.deleted", "=", 0), Is(f"{reference}.status", "!=", "nhap")


def matching(filters: Mapping[str, object]) -> tuple[Is, ...]:
    """Return the conditions of a form's filter values: a list means one of them ("" = not filled in), None no condition."""
    return tuple(_condition(name, value) for name, value in filters.items() if value is not None)


def _condition(name: str, value: object) -> Is:
    if isinstance(value, list | tuple):
        empty = (Is(name, "null"),) if "" in value else ()
        return Is(name, "in", tuple(one for one in value if one != ""), empty)
    return Is(name, "=", value)


def told(register: str, where: Mapping[str, object] | None = None, has: Mapping[str, str | list[str]] | None = None) -> tuple[Is, ...]:
    """Return the conditions of a form on the records of a register; what a record hangs on, or is asked by, has to count itself.

    Args:
        register: Its code.
        where: Field → its value, or several that it may have; a field may be one of the record referred to ("board_id.kind").
        has: Field of many values → one that is among them, or several of which one is.
    """
    declared = registers.ALL[register]
    asked = [name.partition(".") for name in (*(where or ()), *(has or ()))]
    references = [name for name, dot, _ in asked if dot and declared.by_name[name].kind is Kind.REF]
    leant_on = dict.fromkeys([declared.parent] * bool(declared.parent) + references)
    listed = tuple(has_any(name, value) for name, value in (has or {}).items())
    return (*(one for name in leant_on for one in parent_counts(name)), *matching(where or {}), *listed)


def has_any(name: str, value: str | list[str]) -> Is:
    """Return the condition that a field of many values has a value, or one of several."""
    first, *others = [value] if isinstance(value, str) else value
    return Is(name, "has", first, tuple(Is(name, "has", one) for one in others))


def tallied(query: Query, total: str | None = None, distinct: str | None = None) -> Tally:
    """Return what to count of these records: how many, the sum of a field, or how many values a field has where it is filled in."""
    if distinct:
        return Tally(query.also(Is(distinct, "filled")), "distinct", (distinct,))
    return Tally(query, "sum", (total,)) if total else Tally(query)


def by_case(query: Query) -> list[Tally]:
    """Return how to count the cases of these records: those with one key are one case of their unit, one without is its own."""
    return [Tally(query.also(Is("case_key", "filled")), "distinct", ("case_key",)), Tally(query.also(Is("case_key", "null")))]


def by_unit(rows: Iterable[Mapping[str, object]]) -> dict[str, list[Mapping[str, object]]]:
    """Return rows of several units, sorted to their units."""
    found: dict[str, list[Mapping[str, object]]] = {}
    for row in rows:
        found.setdefault(str(row["_unit"]), []).append(row)
    return found


def holds_on(row: Mapping[str, object], day: date, begin: str = "valid_from", end: str = "valid_to") -> bool:
    """Say whether what a row tells of had begun on a day and not ended before it."""
    first, last = row[begin], row[end]
    return bool(first) and str(first) <= day.isoformat() and (not last or str(last) >= day.isoformat())
