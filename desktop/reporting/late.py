"""What came after a period was closed ("bổ sung kỳ trước"): the records, and the cells that they would change.

Law: printed figures never change silently (dossier §7.3, rule 7). A record added, corrected or struck out later stands in an
annex of the next period's report, with what each figure of the closed period would be now. A report of a closed period tells
only what its own closing had seen, so that it can be printed again.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Final, Literal

from db import vector
from db.driver import Connection
from db.projection import Projector
from db.rows import RecordRow
from db.schema import Derived
from desktop import registers
from desktop.law.unit_law import Law
from desktop.office import Office
from desktop.reporting.consolidation import APART, at_closing
from desktop.reporting.periods import Standing, closed_before, standing
from desktop.reporting.review import Difference, compared, counted_again

How = Literal["them", "sua", "gach", "khoi_phuc"]
HOWS: Final[Mapping[How, str]] = {"them": "thêm", "sua": "sửa", "gach": "gạch bỏ", "khoi_phuc": "khôi phục"}


@dataclass(frozen=True, slots=True)
class LateRecord:
    """A record of a closed period that changed after the close; `day` is the one that puts, or put, it into the period."""

    register: str
    id: str
    book_no: str | None
    day: str
    how: How
    at: str


@dataclass(frozen=True, slots=True)
class Late:
    """What came after the closing `of`; `cells`: declared = as closed, computed = as the records tell it now.

    What has no day (an assignment, an opening figure) belongs to no period: it is told by the cells that it changes.
    """

    of: Standing
    records: tuple[LateRecord, ...] = ()
    cells: tuple[Difference, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.records or self.cells)

    @property
    def is_told(self) -> bool:
        """Whether a report tells it: a record whose handling goes on is edited all the time, and by itself that is no supplement."""
        return bool(self.cells) or any(one.how != "sua" for one in self.records)

    def counts(self) -> dict[str, dict[How, int]]:
        """Return register → how → number of records, in the order of the registers."""
        found: dict[str, dict[How, int]] = {code: {} for code in registers.ALL}
        for one in self.records:
            found[one.register][one.how] = found[one.register].get(one.how, 0) + 1
        return {code: hows for code, hows in found.items() if hows}


def late(office: Office, connection: Connection, found: Standing, seen_by: Standing | None = None) -> Late | None:
    """Return what came after a period of a unit was closed; None where that cannot be told: not closed, or not wholly held here.

    Args:
        office: Who asks.
        connection: One view of the data.
        found: Where the period stands; one that came back is being corrected, so nothing in it is late.
        seen_by: A later period of the unit: only what its closing had seen, when it is closed.
    """
    if found.snapshot is None or not found.is_frozen or found.state == "returned" or not vector.is_whole(connection, found.vector):
        return None
    if vector.is_current(connection, found.unit, found.vector, found.left_out, APART):
        return Late(found)
    if seen_by and seen_by.vector and _saw_more(found, seen_by):
        return Late(found)
    until = vector.membership(connection, seen_by.vector, seen_by.left_out) if seen_by and seen_by.vector else None
    records = tuple(sorted(_records(office, connection, found, until), key=lambda one: (one.register, one.day, one.book_no or "", one.id)))
    with _as_seen(office, connection, seen_by) as law:
        counted = counted_again(office, connection, found.period.span, {found.unit: found.snapshot}, law)[found.unit]
    changed = compared(found.snapshot, counted, every=found.unit == office.identity.unit).differences
    cells = tuple(one for one in changed if (one.declared or None) != (one.computed or None))  # 0 that is empty now is the same figure
    return Late(found, records, cells)


def _saw_more(found: Standing, later: Standing) -> bool:
    """Whether a period was closed, again, after the one that follows it: then nothing came late to it when that one was closed."""
    return any(seq > later.vector.get(log, (0, ""))[0] for log, (seq, _) in found.vector.items())


def before_it(office: Office, connection: Connection, found: Standing) -> Late | None:
    """Return what came late to the period closed before this one, as its report tells it; None without one."""
    before = closed_before(office, connection, found.period)
    return late(office, connection, before, found) if before else None


def before_it_below(office: Office, connection: Connection, found: Standing) -> tuple[Late, ...]:
    """Return what came late to the period before in each unit below, as the consolidated report of this one tells it.

    Each is told as the unit's own report tells it. Once the own unit has closed, only of units that have closed too: what somebody else
    writes later stands in the report of the period after, so that a closed report can be printed again.
    """
    if not office.identity.is_upper or found.unit != office.identity.unit:
        return ()
    below = office.directory.below(found.unit, (found.period.first, found.period.last))
    there = [standing(office, connection, one.key, found.code) for one in below]
    asked = [one for one in there if one.is_frozen or not found.is_frozen]
    return tuple(came for one in asked if (came := before_it(office, connection, one)) and came.is_told)


@contextmanager
def _as_seen(office: Office, connection: Connection, seen_by: Standing | None) -> Iterator[Callable[[str], Law]]:
    if seen_by is None or not seen_by.vector or vector.is_current(connection, seen_by.unit, seen_by.vector, seen_by.left_out, APART):
        yield office.law_of
        return
    with at_closing(office, connection, seen_by) as law:
        yield law


def _records(office: Office, connection: Connection, found: Standing, until: Callable[[int], bool] | None) -> Iterator[LateRecord]:
    seen = vector.membership(connection, found.vector, found.left_out)
    now = replace(office.projector(connection), included=until)
    then = replace(now, included=seen)
    for record, code in vector.written_since(connection, found.unit, seen).items():
        register = registers.ALL.get(code)
        if register is not None and register.dated_by and not register.system:
            yield from _change(found, record, then, now)


def _change(found: Standing, record: str, then: Projector, now: Projector) -> Iterator[LateRecord]:
    before, after = then.folded(found.unit, record), now.folded(found.unit, record)
    days = [day for day in (_day(after), _day(before)) if day and found.period.first <= day <= found.period.last]
    if after is None or not days:
        return
    row = after[0]
    if how := _how(before[0] if before else None, row):
        number = row.folded.book_numbers[0] if row.folded.book_numbers else None
        yield LateRecord(row.register, record, number, days[0], how, row.updated[0] or "")


def _day(told: tuple[RecordRow, Derived] | None) -> str | None:
    return told[1].event_date if told else None


def _how(before: RecordRow | None, now: RecordRow) -> How | None:
    """Say what happened; what was added and struck out since, or corrected and put back, leaves nothing behind."""
    if before is None:
        return None if now.folded.deleted else "them"
    if before.folded.deleted != now.folded.deleted:
        return "gach" if now.folded.deleted else "khoi_phuc"
    return "sua" if before.values != now.values and not now.folded.deleted else None
