"""Which units have written in a book in the period, and what they declared of books in which they wrote nothing (dossier §7.3)."""

from collections.abc import Mapping

from db.query import Is, Query
from desktop import registers
from desktop.measures.model import Ground


def having(ground: Ground, book: str) -> frozenset[str]:
    """Return the units with records of a book in the period; what has no day is there or not."""
    dated = ground.in_period() if registers.ALL[book].dated_by else ()
    return ground.once(f"having {book}", lambda here: here.reader.owners(here.of_units(Query(book, dated))))


def declared(ground: Ground) -> Mapping[tuple[str, str], str]:
    """Return what the units declared of the period: (unit, book) → khong | khong_ap_dung | co."""
    return ground.once("declared", _declared)


def _declared(ground: Ground) -> dict[tuple[str, str], str]:
    period = ground.of_units(Query("period_declaration", (Is("period", "=", ground.span.code), Is("state", "filled"))))
    return {(str(unit), str(book)): str(state) for unit, book, state in ground.reader.tally(period, by=("_unit", "register", "state"))}
