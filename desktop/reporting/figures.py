"""Figures: every cell of a form for many units at once, from records, with the rows behind each."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import repeat

from db.driver import Connection
from desktop import measures, registers
from desktop.forms import Form, FormColumn, set_at
from desktop.law.period_calendar import Span
from desktop.law.unit_law import Law
from desktop.measures.model import Ground
from desktop.measures.spoken import declared, having
from desktop.office import Office
from desktop.reporting.cells import NOT_APPLICABLE, OPENED, UNTOLD, CellValue, added, combined, decimal_text, plain
from desktop.reporting.counting import Counted, count
from desktop.reporting.form_parts import measured_in, referred
from desktop.reporting.opening import Openings, as_cell, openings

_Column = list[CellValue]
"""The cells of a column, in the order of the units."""
_Books = tuple[str, ...]


@dataclass(slots=True)
class Figures:
    """The figures of some units in one period, on one connection. A measure is asked once, however many columns use it."""

    ground: Ground
    rows: bool = False
    _counted: dict[str, Counted] = field(default_factory=dict)
    _columns: dict[FormColumn, _Column] = field(default_factory=dict)
    _spoken: dict[_Books, tuple[frozenset[str], frozenset[str]]] = field(default_factory=dict)
    _openings: Openings | None = None

    def ask(self, forms: Iterable[Form]) -> None:
        """Go through the books once for several forms, before their cells are asked for one by one."""
        new = {key: part for form in forms for key, part in _parts(form).items() if key not in self._counted}
        asked = {key: measures.ALL[part.measure].work(self.ground, **part.filters) for key, part in new.items()}
        self._counted |= count(self.ground, asked, rows=self.rows)

    def cells(self, form: Form) -> dict[str, dict[str, CellValue]]:
        """Return the cells of a form per unit."""
        self.ask([form])
        codes, columns = [column.code for column in form.columns], [self._column(form, column) for column in form.columns]
        rows = zip(*columns, strict=True) if columns else repeat(())
        return {unit: dict(zip(codes, row, strict=True)) for unit, row in zip(self.ground.units, rows, strict=False)}

    def _column(self, form: Form, column: FormColumn) -> _Column:
        if column not in self._columns:
            self._columns[column] = self._made(form, column)
        return self._columns[column]

    def _made(self, form: Form, column: FormColumn) -> _Column:
        if column.measure:
            return self._with_openings(form, column, self._measured(column))
        if column.unserved:
            return [UNTOLD] * len(self.ground.units)
        parts = [self._column(*referred(form, code)) for code in column.sum or column.ratio]
        return [combined(column, cells) for cells in zip(*parts, strict=True)]

    def _with_openings(self, form: Form, column: FormColumn, counted: _Column) -> _Column:
        """Add what the paper books held before the program came, to the columns of the circular in use: others number them otherwise."""
        if form.sets and set_at(self.ground.span.to_date).code not in form.sets:
            return counted
        if self._openings is None:
            self._openings = openings(self.ground)
        for unit, held in self._openings.get((form.code, column.code), {}).items():
            place = self.ground.units.index(unit)
            cell = counted[place]
            both = [one for one in (cell, CellValue(as_cell(held.value))) if one.value is not None]
            counted[place] = CellValue(added(both), None, (*cell.ids, *held.ids), OPENED)
        return counted

    def _measured(self, column: FormColumn) -> _Column:
        counted = self._counted[_key(column)]
        entered, outside = self._spoke(column.registers)
        cells = []
        for unit, number in zip(self.ground.units, counted.numbers, strict=True):
            if number is None or not (number or counted.certain or unit in entered):
                cells.append(UNTOLD)
                continue
            cell = plain(decimal_text(number) if counted.decimal else int(number))
            cells.append(cell if number or unit not in outside else replace(cell, mark=NOT_APPLICABLE))
        return _with_ids(self.ground.units, cells, counted.ids)

    def _spoke(self, books: _Books) -> tuple[frozenset[str], frozenset[str]]:
        """Return the units that wrote in one of these books (or their parents) or declared about one, and those outside all of them.

        Outside is who declared that none applies, and has no record in one.
        """
        if books not in self._spoken:
            ground, said = self.ground, declared(self.ground)
            asked = dict.fromkeys(code for book in books for code in (book, *_parents(book)))
            wrote = {code: having(ground, code) for code in asked}
            entered = {*(unit for units in wrote.values() for unit in units), *(unit for unit, code in said if code in wrote)}
            leading = dict.fromkeys(parent for book in books for parent in _parents(book) or (book,))
            absent = [{unit for (unit, code), state in said.items() if code == book and state == NOT_APPLICABLE} for book in leading]
            left = [units - wrote[book] for book, units in zip(leading, absent, strict=True)]
            self._spoken[books] = frozenset(entered), frozenset(set.intersection(*left) if left else ())
        return self._spoken[books]


def _with_ids(units: Iterable[str], cells: _Column, ids: Mapping[str, Iterable[str]]) -> _Column:
    """Put the records behind to the cells that are told."""
    if not ids:
        return cells
    behind = [tuple(dict.fromkeys(ids.get(unit, ()))) for unit in units]
    told = zip(cells, behind, strict=True)
    return [CellValue(cell.value, None, own, cell.mark) if own and cell.value is not None else cell for cell, own in told]


def _parents(register: str) -> tuple[str, ...]:
    own = registers.ALL[register]
    return own.by_name[own.parent].to if own.parent else ()


@lru_cache(maxsize=4096)  # asked of every column of every form, and a form never changes
def _key(column: FormColumn) -> str:
    return f"{column.measure} {sorted(column.filters.items())}"


@lru_cache(maxsize=256)
def _parts(form: Form) -> dict[str, FormColumn]:
    """Return what a form measures, once each."""
    return {_key(part): part for column in form.columns for part in measured_in(form, column)}


def figures_of(
    office: Office,
    connection: Connection,
    span: Span,
    units: Sequence[str],
    *,
    rows: bool = False,
    law: Callable[[str], Law] | None = None,
) -> Figures:
    """Return the figures of these units as the connection shows their records, for as many forms as are asked for.

    Args:
        office: Whose data these are.
        connection: The current tables, or a fold at a closing that shadows them.
        span: The period: code and days.
        units: Keys; one walk over a book answers for all of them.
        rows: Also list the records behind every cell.
        law: The law of a unit; by default as it is now.
    """
    return Figures(Ground(span, tuple(units), office.reader(connection), law or office.law_of), rows)


def form_cells(
    office: Office, connection: Connection, form: Form, span: Span, units: Sequence[str], *, rows: bool = False
) -> dict[str, dict[str, CellValue]]:
    """Return every cell of one form for these units (see `figures_of`)."""
    return figures_of(office, connection, span, units, rows=rows).cells(form)
