"""The same question for several units, each as it stood when it closed the period – or so far, while it has not.

Units whose records have not changed since their closing, and those that have not closed, are answered together from the
tables of now; only what moved on is folded again at its closing, so that a printed figure never changes silently. A
unit that has reported nothing is left out and named: "chưa báo cáo" is not 0.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from db.driver import Connection
from db.vector import folded_at, is_current, is_whole
from desktop import registers, units
from desktop.law.period_calendar import Span
from desktop.law.unit_law import Law
from desktop.measures.model import Ground
from desktop.office import Office
from desktop.reporting.on_behalf import Behalf, on_behalf
from desktop.reporting.periods import Standing, standing

Answer = TypeVar("Answer")
APART: Final = frozenset(register.code for register in registers.ALL.values() if register.system)
"""What the program writes after a closing is no change of the records that it closed."""


@dataclass(frozen=True, slots=True)
class UnitAnswer(Generic[Answer]):
    """One unit's row. `answer` is None when the unit has not reported.

    `whole` is False when lines that the unit closed over are not held here yet: then its own frozen figures count. `behalf` is what
    was typed for it, as long as it has not closed the period itself.
    """

    unit: units.Unit
    standing: Standing
    whole: bool
    answer: Answer | None
    behalf: Behalf | None = None


def over_units(
    office: Office, connection: Connection, code: str, keys: Sequence[str], ask: Callable[[Ground], Mapping[str, Answer]]
) -> list[UnitAnswer[Answer]]:
    """Ask one question of every unit, in the order given.

    Args:
        office: Whose data these are; its own unit answers even when it has entered nothing.
        connection: An open view of the data.
        code: The period, which a unit may have closed with days of its own.
        keys: Units.
        ask: The question; it answers for all units of its ground at once.

    Raises:
        Problem: unknown_period.
    """
    standings = [standing(office, connection, key, code) for key in keys]
    asked = [one for one in standings if one.reported or one.unit == office.identity.unit]
    whole = {one.unit: not one.vector or is_whole(connection, one.vector) for one in standings}
    moved = [one for one in asked if whole[one.unit] and not _as_now(connection, one)]
    answers: dict[str, Answer] = {}
    for span, together in _by_days(one for one in asked if one not in moved):
        answers |= ask(Ground(span, together, office.reader(connection), office.law_of))
    for one in moved:
        with at_closing(office, connection, one) as law:
            answers |= ask(Ground(one.period.span, (one.unit,), office.reader(connection), law))
    directory, typed = office.directory, on_behalf(office.reader(connection), office.identity.unit, code)
    return [
        UnitAnswer(directory.unit(one.unit), one, whole[one.unit], answers.get(one.unit), None if one.is_frozen else typed.get(one.unit))
        for one in standings
    ]


def _as_now(connection: Connection, one: Standing) -> bool:
    return not one.vector or is_current(connection, one.unit, one.vector, one.left_out, APART)


def _by_days(found: Iterator[Standing]) -> list[tuple[Span, tuple[str, ...]]]:
    groups: dict[tuple[str, str], list[Standing]] = {}
    for one in found:
        groups.setdefault((one.period.first, one.period.last), []).append(one)
    return [(group[0].period.span, tuple(one.unit for one in group)) for group in groups.values()]


@contextmanager
def as_printed(office: Office, connection: Connection, one: Standing) -> Iterator[bool]:
    """Show a unit's records as its report of the period tells them: at the closing, or of now while it is not closed.

    The value is False when lines that the unit closed over are not held here: what they say cannot be told.
    """
    whole = not one.vector or is_whole(connection, one.vector)
    if not whole or _as_now(connection, one):
        yield whole
        return
    with at_closing(office, connection, one):
        yield True


@contextmanager
def at_closing(office: Office, connection: Connection, one: Standing) -> Iterator[Callable[[str], Law]]:
    """Show a unit's records as they were when it closed; the value is the law of then."""
    # The fold derives rows by today's law and must find it read: what it would read inside is only half there.
    office.law_of(one.unit)
    with folded_at(connection, office.store.words, units.lineage, one.unit, one.vector, one.left_out):
        yield lambda key: office.law_as_shown(connection, key)
