"""The question whether the laptop's day is right, asked before a dated entry is saved; the answer ends the doubt."""

from desktop.clock import DOUBT
from desktop.office import Office


def doubt(office: Office) -> str:
    """Return the sentence about a clock that cannot be right, "" when nothing is wrong with it."""
    with office.reading() as connection:
        return office.doubt(connection).warning


def confirm(office: Office) -> None:
    """Somebody looked and says that the laptop's day is right: from now on it is believed."""
    with office.writing() as connection:
        office.believe_clock(connection)
    office.warnings[:] = [one for one in office.warnings if not one.startswith(DOUBT)]
