"""The law that comes with the program: its rules and its calendar as an office has them that has corrected nothing."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from desktop import registers
from desktop.entries.catalogue import resource_records
from desktop.entries.tables import complete_row
from desktop.law.unit_law import Law, law_of


def values_of(code: str) -> list[Mapping[str, Any]]:
    """Return the records of a register that come with the program."""
    return [values for register, _, values in resource_records() if register == code]


@cache
def law() -> Law:
    """Return rules and calendar as a fresh station has them."""
    rules, days = ([complete_row(registers.ALL[code], one) for one in values_of(code)] for code in ("legal_rule", "holiday"))
    return law_of(rules, days, ())
