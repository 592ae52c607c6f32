"""What is due: replies, reception days, promises, reports, returned items and what was begun and not finished.

Every line names its day, how that day was counted and from which law, and the record where it is settled. Terms are
shown, never acted upon; names stand only in `detail`, and only for roles that may read them (dossier §6.0.3).
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Final

from db.driver import Connection
from desktop.office import Office
from desktop.reporting import due_owed, due_periods, due_records
from desktop.reporting.due_item import DueItem, Look

Question = Callable[[Look], Iterable[DueItem]]
_QUESTIONS: Final[tuple[Question, ...]] = (
    due_owed.owed, due_records.planned_sessions, due_records.reception_days, due_records.plans_to_make,
    due_records.planned_publications,
    due_records.village_conferences, due_records.untrained, due_records.unfinished, due_periods.own_reports, due_periods.not_reported,
    due_periods.waiting_packages,
)  # fmt: skip


def due_items(office: Office, connection: Connection, days: int | None = None) -> list[DueItem]:
    """Return what is due for who is signed in, by day; what has no day stands last.

    Args:
        office: Whose work.
        connection: One view of the data.
        days: Only what is due within so many days, what is overdue included.
    """
    look = Look(office, connection, office.clock.today(), days)
    found = [item for question in _QUESTIONS for item in question(look)]
    for taken in sorted(office.owned - {office.identity.unit}):  # what a unit owed, its successor owes
        found += due_owed.owed(replace(look, of=taken))
    if days is not None:
        found = [item for item in found if (left := item.days_left(look.today)) is None or left <= days]
    return sorted(found, key=lambda item: (item.due_on is None, item.due_on or "", item.kind))
