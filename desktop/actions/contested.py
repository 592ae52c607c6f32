"""A contested field as people read it: whose record, which field, and each answer with who gave it, when and where.

Days are shown and never used to say who is right.
"""

from collections.abc import Callable
from dataclasses import dataclass

from db.ops import DELETED
from desktop import registers
from desktop.actions import conflicts, lookup
from desktop.actions.conflicts import Conflict
from desktop.actions.timeline import when
from desktop.entries.naming import Names
from desktop.entries.record import may_enter
from desktop.entries.values import show_value
from desktop.machines import machine_names
from desktop.office import Office
from desktop.registers.fields import Field
from desktop.registers.model import Register


@dataclass(frozen=True, slots=True)
class Answer:
    """One rival answer; `value` "" is an empty one, `withheld` one that is not here."""

    op: str
    value: str
    withheld: bool
    who: str
    when: str
    machine: str


@dataclass(frozen=True, slots=True)
class Contested:
    """One open conflict. `field` is None for striking out; `shown` is the answer that stands for the time being."""

    id: str
    register: Register
    record: str
    name: str
    field: Field | None
    answers: tuple[Answer, ...]
    shown: Answer
    unit_named: str
    can_settle: bool


def open_conflicts(office: Office) -> list[Contested]:
    """Return the conflicts that wait, those that the person may settle first."""
    found = conflicts.listing(office)
    with office.reading() as connection:
        names, machine = Names(office, connection), machine_names(office, connection)
        seen = [_contested(office, names, machine, one) for one in found]
    return sorted(seen, key=lambda one: not one.can_settle)


def _contested(office: Office, names: Names, machine: Callable[[str], str], one: Conflict) -> Contested:
    register = registers.ALL[one.register]
    field = register.by_name.get(one.field)
    hidden = field is not None and field.name in lookup.show(office, one.register, one.record).withheld
    answers = tuple(
        Answer(
            head.op, _said(field, head.value, names) if one.field != DELETED else ("1" if head.value else ""), hidden, head.by,
            when(head.at), machine(head.station),
        )
        for head in one.heads
    )  # fmt: skip
    shown = next((answer for answer in answers if answer.op == one.shown), answers[-1])
    mine = office.owns(one.unit) and (register.system or may_enter(register, office.user.roles))
    name = names((one.register,), one.record) or register.noun
    return Contested(one.id, register, one.record, name, field, answers, shown, office.directory.unit(one.unit).named, mine)


def _said(field: Field | None, value: object, names: Names) -> str:
    if field is None:
        return str(value or "")
    said = " ".join(show_value(field, value, names).split())
    return f"{said} {field.unit_label}" if said and field.unit_label else said
