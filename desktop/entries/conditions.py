"""The filter language of lists: `f OP v` as a person types it, read into conditions on what is kept.

OP is one of = != < <= > >= and ~ (contains, marks aside). A day, a number or a word of a list is read as its column
reads it, so that nothing is compared as text that is none.
"""

import re
from dataclasses import replace
from datetime import datetime
from typing import Final

from db.query import Is, Operator
from desktop import units
from desktop.entries.asked_fields import LISTS, MOMENTS, UNIT, path_of
from desktop.entries.values import parse_value
from desktop.errors import Problem
from desktop.language.dates import parse_date
from desktop.registers.fields import Field
from desktop.registers.model import Register

_CONDITION: Final = re.compile(r"\s*([\w.]+)\s*(!=|<=|>=|=|<|>|~)\s*(.*?)\s*", re.DOTALL)


def conditions_of(register: Register, text: str, era: str) -> tuple[Is, ...]:
    """Return what one typed condition asks for; `era` tells which unit a bare code means.

    Raises:
        Problem: invalid_value, unknown_field, unknown_unit.
    """
    found = _CONDITION.fullmatch(text)
    if found is None:
        raise Problem("invalid_value", f"Điều kiện “{text}” chưa đúng. Ghi cột, phép so sánh, giá trị; ví dụ: kind = dinh_ky.", where=text)
    name, op, value = found[1], found[2], found[3]
    *_, last = path_of(register, name)
    if op == "~":
        return (Is(name, "~", value),)
    if last.key and value:
        return (_of_key(last.field, name, op, value, era),)
    typed = parse_value(replace(last.field, name=name), value, lambda _, given: given)
    if last.field.many and isinstance(typed, list):
        return _of_list(last.field, name, op, typed)
    return (Is(name, _operator(op), typed),)


def _operator(op: str) -> Operator:
    return op  # type: ignore[return-value]


def _of_key(field: Field, name: str, op: str, value: str, era: str) -> Is:
    if field.name == UNIT:
        return Is(name, _operator(op), value if value == units.RESOURCES else units.find(value, era).key)
    if field.name in MOMENTS:
        return _of_moment(name, op, value)
    if field.name in LISTS:
        return _of_list(field, name, op, [value])[0]
    return Is(name, _operator(op), parse_value(field, value, lambda _, given: given))


def _of_list(field: Field, name: str, op: str, values: list[object]) -> tuple[Is, ...]:
    if op == "=":
        return tuple(Is(name, "has", one) for one in values)
    if op == "!=" and len(values) == 1:
        return (Is(name, "lacks", values[0]),)
    raise Problem("invalid_value", f"{field.label}: có nhiều giá trị; chỉ dùng =, ~, hoặc != với một giá trị.", where=name)


def _of_moment(name: str, op: str, value: str) -> Is:
    """A whole day is compared with the day of writing; a moment with the moment."""
    try:
        return Is(name, _operator(op), datetime.strptime(value, "%Y-%m-%dT%H:%M:%S%z").isoformat())
    except ValueError:
        return Is(f"{name.partition('.')[0]}.day", _operator(op), parse_date(value, where=name).isoformat())
