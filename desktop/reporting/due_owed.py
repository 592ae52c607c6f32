"""What records still ask for, as their registers declare it: each line with its day, its basis and the record that settles it.

Terms are counted by the law of the day on which they begin; what no law and no field gives a day stands last.
"""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from db.query import Is
from desktop import registers
from desktop.registers.model import Context, Owed, Register
from desktop.reporting.due_item import DueItem, Look, short


def owed(look: Look) -> Iterator[DueItem]:
    """What every register asks for of the own unit's records, as far as who is signed in may see them."""
    for register in registers.ALL.values():
        for one in register.owed:
            yield from _lines(look, register, one)


def _lines(look: Look, register: Register, one: Owed) -> Iterator[DueItem]:
    today = look.today.isoformat()
    for row in look.rows(register.code, *_asked(look, one)):
        if one.still is not None and not one.still(row, today):
            continue
        context = look.context(register, row)
        day = _day(one, row, context)
        if one.on and day is None:
            continue
        basis = one.basis(row, context) if callable(one.basis) else look.names.words(register, row, one.basis)
        text = short(look.names.words(register, row, one.says, inside=True))
        detail = short(look.names.words(register, row, one.detail)) if one.detail else ""
        yield DueItem(one.kind, text, day, basis, register.code, str(row["_id"]), detail)


def _asked(look: Look, one: Owed) -> Iterator[Is]:
    yield from (Is(name, "null") for name in one.until)
    yield from (Is(name, "in", values) for name, values in one.only.items())
    if isinstance(one.on, str) and one.on:
        yield Is(one.on, "filled")
        if look.days is not None:
            yield Is(one.on, "<=", (look.today + timedelta(days=look.days)).isoformat())


def _day(one: Owed, row: Mapping[str, Any], context: Context) -> str | None:
    day = one.on(row, context) if callable(one.on) else row[one.on] if one.on else None
    return str(day) if day else None
