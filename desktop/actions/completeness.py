"""Who has reported what: every subordinate unit by period, with the words of the chosen one.

A unit's state is derived from its closing and from what was decided here; when it came is the day on which the first
package of it after that closing was taken in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from db import exchange, ingest
from db.driver import Connection
from db.query import Query
from desktop import units
from desktop.actions.parcels import number_in
from desktop.entries.tables import CLOSINGS
from desktop.forms import cell_name
from desktop.office import Office
from desktop.reporting.on_behalf import Behalf, on_behalf, told_otherwise
from desktop.reporting.periods import Period, Standing, known_codes, period_of
from desktop.reporting.review import of_units

ON_BEHALF: Final = "on_behalf"
UNFINISHED: Final = frozenset({ON_BEHALF, "not_reported", "open", "closed", "held", "contested", "returned", "received", "late", "not_due"})
_MOST: Final = 6
Arrival = tuple[str, int | None]
"""When a package came, and its number."""
_Came = tuple[int, Arrival]
"""The newest line that was held once a package had been taken in, and when that was."""
_SENT: Final = frozenset({ON_BEHALF, "received", "accepted", "locked", "returned", "late", "held", "contested"})


@dataclass(frozen=True, slots=True)
class Cell:
    """A unit's state in a period, as a word of the window: those of the standing, and late, held, contested, on_behalf, not_due.

    `remark`: how the figures came that were typed for it, and where they differ from those it closed; "" without any.
    """

    state: str
    version: int
    comments: int
    remark: str = ""


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit. `came` and `package` belong to the chosen period."""

    unit: str
    code: str
    title: str
    cells: Mapping[str, Cell]
    came: str | None
    package: int | None

    def is_unfinished(self, period: str) -> bool:
        """Whether something is still to be done about a period of it."""
        cell = self.cells.get(period)
        return cell is None or cell.state in UNFINISHED


@dataclass(frozen=True, slots=True)
class Matrix:
    """All units and the newest periods; `chosen` is the period whose words are shown."""

    periods: tuple[Period, ...]
    chosen: str | None
    rows: tuple[UnitRow, ...]

    @property
    def silent(self) -> int:
        """How many units have not sent the chosen period and stand outside its totals."""
        return sum(row.cells[self.chosen].state not in _SENT for row in self.rows if self.chosen and self.chosen in row.cells)

    def counts(self) -> dict[str, int]:
        """Return state → units of the chosen period."""
        found: dict[str, int] = {}
        for row in self.rows:
            cell = row.cells.get(self.chosen or "")
            if cell is not None:
                found[cell.state] = found.get(cell.state, 0) + 1
        return found


def look(office: Office, chosen: str | None = None) -> Matrix:
    """Return the state of every subordinate unit in the newest periods; `chosen` is among them in any case."""
    own, era = office.identity.unit, office.identity.era
    with office.reading() as connection:
        known = sorted(
            (period_of(office, connection, code, own) for code in known_codes(office, connection, own)),
            key=lambda one: (one.last, one.code),
        )
        shown = known[-_MOST:]
        if chosen and chosen not in {one.code for one in shown}:
            shown = [one for one in known if one.code == chosen] + shown[1:]
        today = office.clock.today().isoformat()
        picked = chosen or next((one.code for one in reversed(shown) if one.first <= today), shown[-1].code if shown else None)
        below = office.directory.below(own, (shown[0].first, shown[-1].last) if shown else None)
        counted = {period.code: [u.key for u in office.directory.below(own, (period.first, period.last))] for period in shown}
        standings = {(one.unit, one.code): one for code, keys in counted.items() for one in of_units(office, connection, code, keys)}
        typed = {period.code: on_behalf(office.reader(connection), own, period.code) for period in shown}
        came, closed = _came(connection), _closed(office, connection, sorted({key for keys in counted.values() for key in keys}))
        waiting = {piece.sender for piece in ingest.held(connection)}
        rows = [
            _row(
                unit,
                {code: (one, typed[code].get(key)) for (key, code), one in standings.items() if key == unit.key},
                picked,
                {code: one for code in counted if (one := _arrival(came.get(unit.key, ()), closed.get((unit.key, code))))},
                today,
                waiting,
                era,
            )
            for unit in below
        ]
    return Matrix(tuple(shown), picked, tuple(rows))


def _came(connection: Connection) -> Mapping[str, Sequence[_Came]]:
    """Return per unit its packages in the order in which they came."""
    found: dict[str, list[_Came]] = {}
    for row in reversed(exchange.packages(connection, "in")):
        if row.result in ("merged", "held"):
            found.setdefault(row.peer, []).append((row.line, (row.at, number_in(row.file))))
    return found


def _closed(office: Office, connection: Connection, below: Sequence[str]) -> Mapping[tuple[str, str], int]:
    """Return by (unit, period) the row of the line that closed it last."""
    rows = office.reader(connection).rows(Query(CLOSINGS, units=tuple(below))) if below else []
    return {(str(row["_unit"]), str(row["period"])): exchange.newest_line(connection, str(row["_unit"]), str(row["_id"])) for row in rows}


def _row(
    unit: units.Unit, standings: Mapping[str, tuple[Standing, Behalf | None]], chosen: str | None,
    arrivals: Mapping[str, Arrival], today: str, waiting: set[str], era: str,
) -> UnitRow:  # fmt: skip
    held = unit.key in waiting
    cells = {
        code: Cell(_word(one, typed, arrivals.get(code), today, held=held), one.version, len(one.comments), _remark(one, typed))
        for code, (one, typed) in standings.items()
    }
    at, number = arrivals.get(chosen or "") or (None, None)
    return UnitRow(unit.key, units.shown_code(unit.key, era), unit.title, cells, at, number)


def _arrival(packages: Sequence[_Came], closed: int | None) -> Arrival | None:
    """Return the package with which a closing came; the newest when it came by way of somebody else."""
    if closed is None or not packages:
        return None
    return next((arrival for line, arrival in packages if line >= closed), packages[-1][1])


def _remark(one: Standing, typed: Behalf | None) -> str:
    if typed is None:
        return ""
    if not one.is_frozen:
        source = typed.newest
        return f"{source.words[:1].upper()}{source.words[1:]}: {source.given_by}"
    wrong = told_otherwise(typed, one.snapshot)
    cells = ", ".join(cell_name(f"{told.form}:{told.cell}", one.period.span.to_date) for told in wrong[:_MOST])
    return f"Đơn vị chốt khác số nhập thay ở {len(wrong)} ô: {cells}" if wrong else "Đơn vị chốt đúng như số đã nhập thay"


def _word(one: Standing, typed: Behalf | None, arrival: Arrival | None, today: str, *, held: bool) -> str:
    if one.contested:
        return "contested"
    if one.state in ("accepted", "returned", "locked"):
        return one.state
    due = one.period.due
    if one.state == "received":
        if held:
            return "held"
        return "late" if due and arrival and arrival[0][:10] > due else "received"
    if one.state == "closed":
        return "held"
    if typed is not None:
        return ON_BEHALF
    return "not_due" if due is None or today <= due else "not_reported"
