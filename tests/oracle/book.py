"""The exported rows of one unit, and how a cell comes of them; nothing here knows how the program counts.

A cell is 0 when its book, or the book that it hangs on, has rows in the period or a declaration, else it is empty; a ratio is
worked out from its parts. What is struck out or a draft has no part in anything, and neither has what hangs on it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

Row = Mapping[str, Any]
Amount = int | Decimal
Value = int | str | None

PARENTS = {
    "reception_visit": ("session_id", "reception_session"),
    "training_attendance": ("session_id", "training_session"),
    "model_evaluation": ("model_id", "model"),
    "dialogue_opinion": ("dialogue_id", "dialogue"),
    "plan_task": ("plan_id", "plan_doc"),
    "oversight_activity": ("board_id", "board"),
}
UNDATED = ("village", "assignment", "board", "steering_committee", "democracy_rule", "mediation_team", "publication_plan")


@dataclass(frozen=True)
class Span:
    """A period by its code, with its first and last day (ISO)."""

    code: str
    first: str
    last: str

    @property
    def year(self) -> str:
        return self.last[:4]

    @property
    def new_year(self) -> str:
        return f"{self.year}-01-01"

    @property
    def closes_the_year(self) -> bool:
        return self.first <= f"{self.year}-12-14" <= self.last

    @property
    def looks_until(self) -> str:
        """What the law asks for once a year is looked for up to 31 December by the period that closes the year."""
        return max(self.last, f"{self.year}-12-31") if self.closes_the_year else self.last

    def holds(self, day: str | None) -> bool:
        return bool(day) and self.first <= str(day) <= self.last


def there_on(rows: Iterable[Row], day: str) -> list[Row]:
    """Return the villages that there were on a day; an empty end is none."""
    return [row for row in rows if (row["active_from"] or "") <= day <= (row["active_to"] or "9999")]


@dataclass(frozen=True)
class Count:
    """A number, and the books of which one has to speak before nothing means 0. `certain`: 0 is an answer in any case."""

    amount: Amount
    books: tuple[str, ...] = ()
    certain: bool = False
    decimal: bool = False


@dataclass(frozen=True)
class Total:
    """The sum of columns of this form, or of another: "01/TCD:1"."""

    codes: tuple[str, ...]


@dataclass(frozen=True)
class Share:
    """A column divided by the sum of others."""

    part: str
    whole: tuple[str, ...]


Figure = Count | Total | Share | None
Figures = dict[str, Figure]
"""Column → what it is. None: the book never says it."""


@dataclass
class Book:
    """Everything that a unit exported: register → rows with `id`, `day`, `flags` beside their fields."""

    unit: str
    rows: Mapping[str, Sequence[Row]]
    _by_id: dict[str, Row] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._by_id = {row["id"]: row for rows in self.rows.values() for row in rows}

    def all(self, register: str) -> list[Row]:
        """Return what stands in a book and does not hang on something struck out."""
        rows = list(self.rows.get(register, ()))
        if register not in PARENTS:
            return rows
        reference, parent = PARENTS[register]
        standing = {one["id"] for one in self.rows.get(parent, ())}
        return [row for row in rows if row[reference] in standing]

    def find(self, record: str | None) -> Row:
        """Return a row of any book, an empty one if it does not stand."""
        return self._by_id.get(record or "", {})

    def within(self, register: str, first: str, last: str, by: str = "day") -> list[Row]:
        return [row for row in self.all(register) if row[by] and first <= row[by] <= last]

    def of(self, register: str, span: Span, **said: Any) -> list[Row]:
        """Return the rows dated in the period that say this much."""
        return pick(self.within(register, span.first, span.last), **said)

    def this_year(self, register: str, span: Span, **said: Any) -> list[Row]:
        return pick(self.within(register, span.new_year, span.last), **said)

    def speaks(self, register: str, span: Span) -> bool:
        books = (register, *((PARENTS[register][1],) if register in PARENTS and register != "oversight_activity" else ()))
        return any(self.has(one, span) for one in books) or any(
            row["period"] == span.code and row["register"] in books for row in self.rows["period_declaration"]
        )

    def has(self, register: str, span: Span) -> bool:
        """Whether anything stands in a book of the period, also what hangs on something struck out: it was written down."""
        rows = self.rows.get(register, ())
        return bool(rows) if register in UNDATED else any(span.holds(row["day"]) for row in rows)


def pick(rows: Iterable[Row], **said: Any) -> list[Row]:
    """Return the rows whose fields have these values, or one of several."""
    return [
        row for row in rows if all(row[name] in value if isinstance(value, set) else row[name] == value for name, value in said.items())
    ]


def total(rows: Iterable[Row], name: str) -> int:
    return sum(row[name] or 0 for row in rows)


def exact(rows: Iterable[Row], name: str) -> Decimal:
    """Add up decimals, which are exported as text."""
    return sum((Decimal(row[name]) for row in rows if row[name]), Decimal(0))


def distinct(rows: Iterable[Row], name: str) -> int:
    return len({row[name] for row in rows if row[name]})


def cases(rows: Iterable[Row]) -> int:
    """Count cases: rows with one key are one, a row without is one of its own."""
    listed = list(rows)
    return distinct(listed, "case_key") + sum(not row["case_key"] for row in listed)


def ratio(part: Amount, whole: Amount) -> str | None:
    """Four decimals, half up."""
    return str((Decimal(part) / Decimal(whole)).quantize(Decimal("0.0001"), ROUND_HALF_UP)) if whole else None


def shown(amount: Amount) -> str:
    """A decimal as it is written: without a needless zero."""
    return format(amount.normalize() if amount else Decimal(0), "f") if isinstance(amount, Decimal) else str(amount)


def number(value: Value) -> Amount:
    return Decimal(value) if isinstance(value, str) else value or 0


def added(values: Sequence[Value]) -> Value:
    """Add up cells that are not empty; a sum is a decimal where one of them is."""
    known = [value for value in values if value is not None]
    if not known:
        return None
    amount = sum(map(number, known))
    return shown(Decimal(amount)) if any(isinstance(value, str) for value in known) else int(amount)
