"""The closings that a package brings, and the cells of forms that differ from those held here.

Read from the frozen figures inside the package, so nothing has to be taken in to show them.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from desktop import snapshots
from desktop.errors import Problem
from desktop.forms import all_forms
from desktop.keys.secrets_kept import Secrets
from desktop.law.unit_law import as_day
from desktop.office import Office
from desktop.packages import package, stick
from desktop.reporting import frozen_items
from desktop.reporting.periods import standing
from desktop.snapshots import Snapshot, beside_set


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell: what the closing held here says now, and what it will say; `last`: the last day of its period."""

    form: str
    column: str
    title: str
    last: date | None
    now: int | str | None
    then: int | str | None


@dataclass(frozen=True, slots=True)
class ClosingSeen:
    """A closing of a period; `changed` is empty for the first one of a unit."""

    label: str
    version: int
    changed: tuple[CellChange, ...]


def closings_in(office: Office, file: Path) -> list[ClosingSeen]:
    """Return the newest closing of each period in a package that is for this unit; none of one that cannot be opened."""
    newest: dict[tuple[str, str], Snapshot] = {}
    for one in _snapshots(office, file):
        known = newest.get((one.unit, one.period))
        if known is None or known.version < one.version:
            newest[one.unit, one.period] = one
    return [ClosingSeen(one.label, one.version, tuple(_changed(one, _held(office, one)))) for one in newest.values()]


def _snapshots(office: Office, file: Path) -> Iterator[Snapshot]:
    with suppress(Problem):
        raw = stick.read_package(file)
        envelope = package.peek(raw)
        with office.reading() as connection:
            identities = Secrets.load(connection).identities
        parts = package.read_parts(package.open_package(raw, identities, envelope))
        for body in parts.snapshots.values():
            found = snapshots.read(body)
            if found is not None and found.unit == envelope.content.sender.unit:
                yield found


def _held(office: Office, coming: Snapshot) -> Snapshot | None:
    with suppress(Problem), office.reading() as connection:
        return standing(office, connection, coming.unit, coming.period).snapshot
    return None


def _changed(coming: Snapshot, held: Snapshot | None) -> Iterator[CellChange]:
    if held is None or held.version >= coming.version:
        return
    for code, frozen in coming.forms.items():
        if frozen.set and code == beside_set(code.partition(" ")[0], frozen.set):
            continue  # of a circular that is not in use: the same records told again
        before, titles = held.forms.get(code), _titles(code, frozen.set)
        for column in _in_order(titles, frozen.cells):
            now, then = before.cells.get(column) if before else None, frozen.cells[column]
            if now != then:
                yield CellChange(code, column, titles.get(column, ""), as_day(coming.last), now, then)
    for kind, items in coming.items.items():
        known, titles = held.items.get(kind, {}), frozen_items.titles(kind)
        for one in _in_order(titles, items):
            if known.get(one) != items[one]:
                shown = frozen_items.numbers_of(known.get(one)), frozen_items.numbers_of(items[one])
                yield CellChange(kind, one, titles.get(one, ""), as_day(coming.last), *shown)


def _in_order(titles: Mapping[str, str], cells: Mapping[str, object]) -> list[str]:
    """Return the cells as the paper has them, then those of which this program knows nothing."""
    return [*(one for one in titles if one in cells), *(one for one in cells if one not in titles)]


def _titles(code: str, form_set: str | None) -> dict[str, str]:
    forms = (form for form in all_forms() if form.code == code and form_set in (form.sets or (None,)))
    return {column.code: column.title for form in forms for column in form.columns}
