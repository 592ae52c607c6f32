"""What a unit types again that a superior, or the program, has written down already: then its entry lies over that one.

What exists once has an id made of its key. A document has no such key, for its number may be missing and begins anew each year; it is
the same one when the number is the same and nothing that tells two of one number apart is different.
"""

from collections.abc import Callable, Mapping

from db.records import Records
from desktop import units
from desktop.entries.record_ids import natural_id
from desktop.registers.model import Register, Row


def known_id(register: Register, unit: str, values: Mapping[str, object], records: Records, current: Callable[[str], Row]) -> str | None:
    """Return the id of what exists once: made of its key, or that of the record from above which these values type again.

    Args:
        register: Its register.
        unit: Whose entry it is.
        values: What was typed.
        records: Where those above are looked for.
        current: The values of a record as the unit has them now.
    """
    name = values.get(register.unique_key)
    if register.natural_key or not register.lies_over or not isinstance(name, str):
        return natural_id(register, unit, values)
    for owner in units.lineage(unit)[1:]:
        found = records.find(register.code, (owner,), name, register.unique_key)
        row = current(found[1]) if found else {}
        if found and all(None in (values.get(one), row[one]) or values[one] == row[one] for one in register.told_apart_by):
            return found[1]
    return None
