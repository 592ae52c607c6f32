"""How many things wait at each place of the window, for the numbers in its rail."""

from typing import Final

from db.records import Records
from desktop import registers
from desktop.actions import due
from desktop.entries.record import may_see
from desktop.office import Office

WITHIN: Final = 7


def counts(office: Office) -> dict[str, int]:
    """Return how many things are due within a week, overdue ones too, and how many records hold two answers."""
    return {"today": len(due.listing(office, WITHIN)), "conflicts": _contested(office)}


def _contested(office: Office) -> int:
    with office.reading() as connection:
        found = Records(office.projector(connection)).contested(None)
    seen = {code for code, register in registers.ALL.items() if may_see(register, office.user.roles)}
    return sum(code in seen for _, code, _ in found)
