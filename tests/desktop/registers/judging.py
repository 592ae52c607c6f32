"""Judge a row as the program does: computed fields, then rules, by the law that comes with the program."""

from collections.abc import Mapping
from typing import Any

from desktop import registers
from desktop.entries.entry import closed_faults, required_faults
from desktop.entries.tables import FieldContext, complete_row, computed
from tests.desktop.shipped_law import law
from tests.factory import valid

Parents = Mapping[str, Mapping[str, Any]]


def context(code: str, row: Mapping[str, Any], parents: Parents) -> FieldContext:
    """Return what rules may ask; `parents` are rows by the id that the row names, `_date` their day, `_in` their register."""

    def find(register: str, record: str) -> Mapping[str, Any] | None:
        found = parents.get(record)
        return found if found is not None and found.get("_in", register) == register else None

    return FieldContext(registers.ALL[code], row, law(), find, owner="2024:107")


def whole(code: str, parents: Parents | None = None, **changes: Any) -> dict[str, Any]:
    """Return a valid row with these changes and its computed fields."""
    row = complete_row(registers.ALL[code], valid(code, **changes))
    return row | computed(registers.ALL[code], row, context(code, row, parents or {}))


def broken(code: str, parents: Parents | None = None, **changes: Any) -> list[str]:
    """Return the names of the rules that a valid row breaks after these changes, and `required` or `closed` per field."""
    row = whole(code, parents, **changes)
    register = registers.ALL[code]
    missing = [f"required {fault.field}" for fault in required_faults(register, row, "2024:03448")]
    closed = [f"closed {fault.field}" for fault in closed_faults(register, row, row)]
    return missing + closed + [rule.name for rule in register.broken(row, context(code, row, parents or {}))]


def blocks(code: str, name: str) -> bool:
    """Say whether a rule keeps a record from being saved, or is only shown."""
    return next(rule.blocking for rule in registers.ALL[code].rules if rule.name == name)
