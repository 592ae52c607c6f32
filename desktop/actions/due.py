"""What is due for who is signed in: the first thing that the window and the command line show."""

from desktop.errors import Problem
from desktop.office import Office
from desktop.reporting.due import due_items
from desktop.reporting.due_item import DueItem


def listing(office: Office, days: int | None = None) -> list[DueItem]:
    """Return what is due by day, all of it or within so many days; what is overdue is always there.

    Raises:
        Problem: invalid_value.
    """
    if days is not None and days < 0:
        raise Problem("invalid_value", "Số ngày phải từ 0 trở lên.", where="--days")
    with office.reading() as connection:
        return due_items(office, connection, days)
