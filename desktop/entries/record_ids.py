"""How a record gets its id: a fresh one for what a person enters, a fixed one for what exists only once.

RFC 9562: version 7 is ordered by time; version 5 is made of a name, so the same holiday, period or declaration that two
laptops write is one record and merges field by field.
"""

import uuid
from collections.abc import Mapping
from typing import Final

import uuid_utils

from desktop.registers.model import Register
from desktop.units import RESOURCES

NAMESPACE: Final = uuid.UUID("6f1d7c1e-5d0b-5a52-8a39-5d2f0c7b3e11")


def new_id() -> str:
    """Return a time-ordered id."""
    return str(uuid_utils.uuid7())


def fixed_id(unit: str, code: str, *key: object) -> str:
    """Return the id of the one record of a unit and register that has this key."""
    return str(uuid.uuid5(NAMESPACE, "|".join([unit, code, *map(str, key)])))


def natural_id(register: Register, unit: str, values: Mapping[str, object]) -> str | None:
    """Return the id of a record that exists once, or None when the register has no key or a part of it is empty.

    A day off is the same day at every unit: its id is the one that it has, or would have, in the program.
    """
    key = [values.get(name) for name in register.natural_key]
    if not key or any(part is None for part in key):
        return None
    return fixed_id(RESOURCES if register.lies_over else unit, register.code, *key)
