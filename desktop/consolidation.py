"""The same question for several units, each as it stood when it closed the period – or so far, while it has not.

Units whose records have not changed since their closing, and those that have not closed, are answered together from the
tables of now; only what moved on is folded again at its closing, so that a printed figure never changes silently. A
unit that has reported nothing is left out and named: "chưa báo cáo" is not 0.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final, Generic, Protocol, TypeVar

from db.driver import Connection
from db.vector import Vector, folded_at, is_current
from desktop import registers, units
from desktop.law import Law
from desktop.measures.model import Ground
from desktop.office import Office
from desktop.period_calendar import Span

Answer = TypeVar("Answer")
APART: Final = frozenset(register.code for register in registers.ALL.values() if register.system)
"""What the program writes after a closing is no change of the records that it closed."""


class Standing(Protocol):
    """How a unit stands in a period: its state, and the closing that its figures are taken at."""

    @property
    def state(self) -> str:
        """Open | closed | received | returned | accepted | locked | not_reported."""

    @property
    def vector(self) -> Vector | None:
        """The tips at the closing; None while there is none."""

    @property
    def left_out(self) -> frozenset[str]:
        """Hashes of lines below the tips that were not applied."""

    @property
    def reported(self) -> bool:
        """Whether there is a closing, a record or a declaration of the unit in the period."""


StandingOf = Callable[[Office, Connection, str, str], Standing]


@dataclass(frozen=True, slots=True)
class UnitAnswer(Generic[Answer]):
    """One unit's row. `answer` is None when the unit has not reported."""

    unit: units.Unit
    state: str
    reported: bool
    closed: bool
    answer: Answer | None


def over_units(
    office: Office,
    connection: Connection,
    span: Span,
    keys: Sequence[str],
    standing_of: StandingOf,
    ask: Callable[[Ground], Mapping[str, Answer]],
) -> list[UnitAnswer[Answer]]:
    """Ask one question of every unit, in the order given.

    Args:
        office: Whose data these are; its own unit answers even when it has entered nothing.
        connection: An open view of the data.
        span: The period.
        keys: Units.
        standing_of: How a unit stands in the period.
        ask: The question; it answers for all units of its ground at once.
    """
    standings = {key: standing_of(office, connection, key, span.code) for key in keys}
    asked = [key for key in keys if standings[key].reported or key == office.identity.unit]
    moved = [key for key in asked if not _as_now(connection, key, standings[key])]
    now = tuple(key for key in asked if key not in moved)
    answers = dict(ask(Ground(span, now, office.reader(connection), office.law_of))) if now else {}
    for key in moved:
        with at_closing(office, connection, key, standings[key]) as law:
            answers |= ask(Ground(span, (key,), office.reader(connection), law))
    return [_row(key, standings[key], answers.get(key)) for key in keys]


def _row(key: str, standing: Standing, answer: Answer | None) -> UnitAnswer[Answer]:
    return UnitAnswer(units.unit(key), standing.state, standing.reported, standing.vector is not None, answer)


def _as_now(connection: Connection, unit: str, standing: Standing) -> bool:
    return standing.vector is None or is_current(connection, unit, standing.vector, standing.left_out, APART)


@contextmanager
def at_closing(office: Office, connection: Connection, unit: str, standing: Standing) -> Iterator[Callable[[str], Law]]:
    """Show a unit's records, and its law, as they were when it closed."""
    vector = standing.vector
    if vector is None:
        raise ValueError(f"{unit} has not closed")
    # The fold derives rows by today's law and must find it read: what it would read inside is only half there.
    office.law_of(unit)
    with folded_at(connection, office.store.words, units.lineage, unit, vector, standing.left_out):
        yield lambda key: office.law_as_shown(connection, key)
