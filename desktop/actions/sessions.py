"""Reception sessions from the weekly calendar, and "trực, không có ai đến" in one key.

Luật Tiếp công dân 2013, điều 15: the chairman receives on published days. What is planned exists once: the same day
planned on two laptops is one record.
"""

from collections.abc import Sequence
from datetime import timedelta

from db.query import Is
from desktop.actions.lookup import Ask, listing
from desktop.actions.records import require_own, saving, to_write
from desktop.entries.record import Record
from desktop.entries.record_ids import natural_id
from desktop.errors import Problem
from desktop.language.dates import parse_date
from desktop.office import Office

LONGEST_PLAN_DAYS = 400
CODE = "reception_session"


def plan(office: Office, first: str, last: str, weekday: int, kind: str, actor: str, place: str) -> list[str]:
    """Make a session on every working day of that weekday (1 = Monday); return the ids, those that were there included.

    Raises:
        Problem: not_allowed, invalid_value for days or codes, and what is wrong with a row.
    """
    start, end = parse_date(first, where="--from"), parse_date(last, where="--to")
    if end < start or (end - start).days > LONGEST_PLAN_DAYS:
        raise Problem("invalid_value", "Khoảng ngày lập lịch phải từ trước đến sau và không quá một năm.", where="--to")
    calendar = office.law_of(office.identity.unit).calendar
    days = [start + timedelta(days=n) for n in range((end - start).days + 1)]
    register, made = to_write(office, CODE), []
    with saving(office) as saver:
        for day in (day for day in days if day.isoweekday() == weekday and calendar.is_working(day)):
            given = saver.parsed(register, {"kind": kind, "planned_date": day.isoformat(), "actor": actor, "place": place})
            made.append(saver.add(register, given, natural_id(register, saver.unit, given), draft=False).record)
    return made


def held_empty(office: Office, sessions: Sequence[str]) -> list[str]:
    """Write that these planned sessions were held and nobody came; return them.

    Raises:
        Problem: unknown_record, not_allowed.
    """
    register = to_write(office, CODE)
    with saving(office) as saver:
        for record in sessions:
            require_own(saver, register, record)
            saver.edit(register, record, {"held": True}, base=None)
    return list(sessions)


def of_day(office: Office, day: str) -> list[Record]:
    """Return the unit's sessions of a day, those still to be written first."""
    found = listing(office, CODE, Ask(where=(Is("_unit", "=", office.identity.unit), Is("_date", "=", day)))).records
    return sorted(found, key=lambda one: one.values.get("held") is not None)
