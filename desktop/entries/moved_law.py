"""Which records have to be derived anew when the law, the calendar or a closing moved, and no others.

A rule decides on the records dated while it holds; a day off on those whose terms can reach it, which begin before it (Bộ
luật Dân sự 91/2015/QH13, điều 147–148); a closing on those dated in its period. What a superior or the program says counts
for every unit below.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date, timedelta
from typing import Final

from db.projection import Moved, RecordKey
from db.query import Is, Query, Reader
from desktop import registers, units
from desktop.entries.tables import CLOSINGS, LAW_REGISTERS
from desktop.law.legal import CALENDAR_DAYS, WORKING_DAYS
from desktop.law.unit_law import Law, as_day
from desktop.registers.model import Register

Days = tuple[date, date]
_DAY: Final = timedelta(days=1)


def records_moved(reader: Reader, moved: Sequence[Moved], law_of: Callable[[str], Law]) -> list[RecordKey]:
    """Return (unit, id) of the records that may be otherwise after this."""
    keys = dict[RecordKey, None]()
    for unit in _with_records(reader):
        above = units.lineage(unit)
        law = [one for one in moved if one.register in LAW_REGISTERS and one.unit in above]
        asking = [(one, day) for one in registers.ALL.values() if one.asks_the_law for day in _begins(one)]
        keys |= _dated(reader, asking, unit, _days_of_law(law, law_of, unit))
        closed = [one for one in moved if one.register == CLOSINGS and one.unit == unit]
        dated = [(one, "_date") for one in registers.ALL.values() if one.dated_by and not one.system]
        keys |= _dated(reader, dated, unit, _days_closed(closed))
    return list(keys)


def _begins(register: Register) -> list[str]:
    """Return the days of a record on which its terms begin: its own, and those that the register names."""
    return [*(["_date"] if register.dated_by else []), *register.terms_from]


def _with_records(reader: Reader) -> set[str]:
    dated = [code for code, one in registers.ALL.items() if _begins(one)]
    return {str(unit) for code in dated for (unit,) in reader.tally(Query(code, deleted=True, drafts=True))} - {units.RESOURCES}


def _dated(reader: Reader, asked: Collection[tuple[Register, str]], unit: str, spans: Iterable[Days]) -> dict[RecordKey, None]:
    keys: list[RecordKey] = []
    for first, last in _joined(spans):
        for register, day in asked:
            where = (Is(day, ">=", first.isoformat()), Is(day, "<=", last.isoformat()))
            keys += reader.ids(Query(register.code, where, units=(unit,), deleted=True, drafts=True))
    return dict.fromkeys(keys)


def _joined(spans: Iterable[Days]) -> list[Days]:
    """Return the spans with those that overlap made one."""
    joined: list[Days] = []
    for first, last in sorted(spans):
        if joined and first <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(last, joined[-1][1])
        else:
            joined.append((first, last))
    return joined


def _days_of_law(moved: Collection[Moved], law_of: Callable[[str], Law], unit: str) -> list[Days]:
    rows = [(one.register, row) for one in moved for row in (one.before, one.after) if row is not None]
    if not rows:
        return []
    spans = [(as_day(row["valid_from"]) or date.min, as_day(row["valid_to"]) or date.max) for code, row in rows if code == "legal_rule"]
    free = {day for code, row in rows if code == "holiday" and (day := as_day(row["date"]))}
    return spans + [(_earliest(law_of(unit), day, free), day) for day in free]


def _earliest(law: Law, day: date, moved: Collection[date]) -> date:
    """Return the first day whose terms can reach a day, whether the moved days are worked or not."""

    def is_sure(one: date) -> bool:
        return one not in moved and law.calendar.is_working(one)

    lengths = {unit: [0] for unit in (WORKING_DAYS, CALENDAR_DAYS)}
    for rule in law.rules:
        if rule.unit in lengths and rule.value.isascii() and rule.value.isdecimal():
            lengths[rule.unit].append(rule.number)
    counted, left = day, max(lengths[WORKING_DAYS])
    while left and counted > date.min:
        counted -= _DAY
        left -= is_sure(counted)
    ended = day
    while ended > date.min and (ended == day or not is_sure(ended)):
        ended -= _DAY
    return min(counted, ended - min(max(lengths[CALENDAR_DAYS]), (ended - date.min).days) * _DAY)


def _days_closed(moved: Iterable[Moved]) -> list[Days]:
    spans: list[Days] = []
    for row in (row for one in moved for row in (one.before, one.after) if row is not None):
        closing = row["closing"]
        first, last = (as_day(closing.get(name)) for name in ("from", "to")) if isinstance(closing, dict) else (None, None)
        if first and last:
            spans.append((first, last))
    return spans
