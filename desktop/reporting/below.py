"""What the papers of an upper unit stood on when it closed: one mark for every unit of its list, and who has changed since.

Law: a printed figure never changes silently (dossier §7.3, rule 7), and the hash and QR stand for the signed totals. A consolidated
form is read from what the units below froze, recorded or had told by telephone, so the closing keeps a mark of each; where one is
another now, the paper is a draft until the upper unit closes again.
"""

import hashlib
from collections.abc import Sequence

import msgspec

from db.driver import Connection
from db.query import Is, Query
from desktop import registers
from desktop.office import Office
from desktop.reporting.on_behalf import Behalf, on_behalf
from desktop.reporting.other_spans import since_new_year
from desktop.reporting.periods import Period, Standing, standing

_CANONICAL = msgspec.json.Encoder(order="sorted")


def marks_below(office: Office, connection: Connection, period: Period) -> dict[str, str] | None:
    """Return unit → what its row stands on: the hash of what it froze, else a digest of its records and what was typed for it.

    Nothing at all is "". None where nobody reports to the own unit. Only records up to the period's last day count, so that a unit
    that has not closed goes on with the next period without a change of this one.
    """
    if not office.identity.is_upper:
        return None
    keys = [one.key for one in office.directory.below(office.identity.unit, (period.first, period.last))]
    found = {key: standing(office, connection, key, period.code) for key in keys}
    typed = on_behalf(office.reader(connection), office.identity.unit, period.code)
    stood = {key: one.snapshot_hash or "" for key, one in found.items()}
    live = [key for key in keys if not stood[key]]
    records = _records(office, connection, period, live)
    return stood | {key: _digest(records.get(key, []), typed.get(key)) for key in live}


def changed_below(office: Office, connection: Connection, found: Standing) -> tuple[str, ...]:
    """Return the units that stand otherwise than when the own unit closed its period, by the names in the directory.

    Nobody where the period is not closed, or was closed before closings kept these marks.
    """
    kept = found.snapshot.below if found.snapshot and found.is_frozen and found.unit == office.identity.unit else None
    if kept is None:
        return ()
    now = marks_below(office, connection, found.period) or {}
    return tuple(key for key in {**kept, **now} if kept.get(key) != now.get(key))


def changed_words(office: Office, changed: Sequence[str]) -> str:
    """Say on screen and paper who has changed since the close and what to do; "" for nobody."""
    if not changed:
        return ""
    names = ", ".join(office.directory.unit(key).named for key in changed)
    return f"Số liệu đã thay đổi sau khi chốt: {names}. Mở lại kỳ rồi chốt lại để in bản chính thức."


def _records(office: Office, connection: Connection, period: Period, keys: Sequence[str]) -> dict[str, list[bytes]]:
    """Return unit → what was typed in each of its records, of the year up to the period's last day; in one question a register."""
    reader, found = office.reader(connection), dict[str, list[bytes]]()
    first = min(period.first, since_new_year(period.span).from_date.isoformat())  # the decree's first quarter begins in December
    days = (Is("_date", ">=", first), Is("_date", "<=", period.last))
    named = (Is("period", "=", period.code),)
    for register in registers.ALL.values() if keys else ():
        if register.system:
            continue
        where = days if register.dated_by else named if "period" in register.by_name else ()
        names = [one.name for one in register.fields if not one.auto]  # what the program works out is no change, nor what it adds later
        for row in reader.rows(Query(register.code, where, units=tuple(keys)), fields=names):
            typed = {name: row[name] for name in names if row[name] is not None}
            found.setdefault(str(row["_unit"]), []).append(_CANONICAL.encode([register.code, row["_id"], typed]))
    return found


def _digest(records: Sequence[bytes], behalf: Behalf | None) -> str:
    told = {form: {column: cell.value for column, cell in cells.items()} for form, cells in behalf.typed.items()} if behalf else {}
    if not records and not told:
        return ""
    return hashlib.sha256(b"\n".join([*sorted(records), _CANONICAL.encode(told)])).hexdigest()
