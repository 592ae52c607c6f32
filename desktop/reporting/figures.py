"""Figures: every cell of a form for many units at once, from records, with the rows behind each.

0 and empty are different things: a cell is 0 when the unit has records of the register (or of its parent) in the
period, or declared "không phát sinh"; otherwise nobody has entered anything, and the cell says so (dossier §7.3).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final, Literal

from db.driver import Connection
from db.query import Amount, Is, Number, Query
from desktop import measures, registers
from desktop.forms import Check, Form, FormColumn, named_form, set_at
from desktop.language.numbers import format_number, machine_form
from desktop.law.period_calendar import Span
from desktop.law.unit_law import Law
from desktop.measures.model import Ground, Tally, Worked
from desktop.measures.targets.model import ratio_of
from desktop.office import Office
from desktop.registers.fields import Kind
from desktop.reporting.opening import Openings, as_cell, openings

NOT_ENTERED: Final = "chua_nhap"
NOT_REPORTED: Final = "chua_bao_cao"
AS_CLOSED: Final = "theo_so_chot"
OPENED: Final = "so_dau_ky"
NOT_APPLICABLE: Final = "khong_ap_dung"
Why = Literal["chua_nhap", "chua_bao_cao", "theo_so_chot"]


Mark = Literal["so_dau_ky", "nhap_thay", "khong_ap_dung"]
"""What stands beside a figure that is not wholly counted from the unit's records: it holds an opening figure, was typed for it, or is the
0 of books that the unit declared not to apply to it."""


@dataclass(frozen=True, slots=True)
class CellValue:
    """One cell: a whole number, a decimal number or a ratio as text, or None with the reason. `ids` are the records that it counts."""

    value: int | str | None
    why: Why | None = None
    ids: tuple[str, ...] = ()
    mark: Mark | None = None


Cells = Mapping[str, CellValue]
"""Column code → cell, of one unit or of a total."""


@dataclass(frozen=True, slots=True)
class Checked:
    """The outcome of one cross-check; `check` names it as "01/TCD:1=4+13+22"."""

    check: str
    ok: bool
    message: str


@dataclass(slots=True)
class _Amount:
    value: Amount = 0
    ids: list[str] = field(default_factory=list)
    certain: bool = False
    silent: bool = False


_Asked = tuple[Tally, dict[str, _Amount]]
"""What is counted, and where it is added up by unit."""


@dataclass(slots=True)
class Figures:
    """The figures of some units in one period, on one connection. A measure is asked once, however many columns use it."""

    ground: Ground
    rows: bool = False
    _amounts: dict[str, dict[str, _Amount]] = field(default_factory=dict)
    _decimals: set[str] = field(default_factory=set)
    _spoken: dict[str, frozenset[str]] = field(default_factory=dict)
    _holding: dict[str, frozenset[str]] = field(default_factory=dict)
    _outsiders: dict[tuple[str, ...], frozenset[str]] = field(default_factory=dict)
    _declared: dict[tuple[str, str], str] | None = None
    _openings: Openings | None = None

    def ask(self, forms: Iterable[Form]) -> None:
        """Go through the books once for several forms, before their cells are asked for one by one."""
        self._ask(part for form in forms for column in form.columns for part in measured_in(form, column))

    def cells(self, form: Form) -> dict[str, dict[str, CellValue]]:
        """Return the cells of a form per unit."""
        self.ask([form])
        found: dict[str, dict[str, CellValue]] = {unit: {} for unit in self.ground.units}
        for column in form.columns:
            for unit, cell in self._column(form, column).items():
                found[unit][column.code] = cell
        return found

    def _column(self, form: Form, column: FormColumn) -> dict[str, CellValue]:
        if column.measure:
            return self._with_openings(form, column, self._measured(column))
        if column.unserved:
            return dict.fromkeys(self.ground.units, CellValue(None, NOT_ENTERED))
        parts = [self._column(*_referred(form, code)) for code in column.sum or column.ratio]
        return {unit: _combined(column, [part[unit] for part in parts]) for unit in self.ground.units}

    def _with_openings(self, form: Form, column: FormColumn, counted: dict[str, CellValue]) -> dict[str, CellValue]:
        """Add what the paper books held before the program came, to the columns of the circular in use: others number them otherwise."""
        if form.sets and set_at(self.ground.span.to_date).code not in form.sets:
            return counted
        if self._openings is None:
            self._openings = openings(self.ground)
        for unit, held in self._openings.get((form.code, column.code), {}).items():
            cell = counted[unit]
            both = [one for one in (cell, CellValue(as_cell(held.value))) if one.value is not None]
            counted[unit] = CellValue(_added(both), None, (*cell.ids, *held.ids), OPENED)
        return counted

    def _measured(self, column: FormColumn) -> dict[str, CellValue]:
        amounts, decimal, books = self._amounts[_key(column)], _key(column) in self._decimals, column.registers
        entered, outside = frozenset[str]().union(*(self.entered(book) for book in books)), self._outside(tuple(books))
        found = {}
        for unit in self.ground.units:
            amount = amounts.get(unit, _Amount())
            known = amount.certain or amount.value != 0 or (unit in entered and not amount.silent)
            value = _text(amount.value) if decimal else int(amount.value)
            mark: Mark | None = NOT_APPLICABLE if known and not amount.value and unit in outside else None
            found[unit] = CellValue(value, None, tuple(dict.fromkeys(amount.ids)), mark) if known else CellValue(None, NOT_ENTERED)
        return found

    def _outside(self, books: tuple[str, ...]) -> frozenset[str]:
        """Return the units that declared that none of these books (or of their parents) applies to them, and have no record in one."""
        if books not in self._outsiders:
            asked, said = dict.fromkeys(parent for book in books for parent in _parents(book) or (book,)), self._said()
            silent = [frozenset(unit for (unit, code), state in said.items() if code == book and state == NOT_APPLICABLE) for book in asked]
            left = [units - self._has_records(book) if units else units for book, units in zip(asked, silent, strict=True)]
            self._outsiders[books] = frozenset.intersection(*left) if left else frozenset()
        return self._outsiders[books]

    def _ask(self, columns: Iterable[FormColumn]) -> None:
        """Work out what these columns measure and nobody asked yet: the columns that count the same days of a book in one walk."""
        books: dict[tuple[str, tuple[Is, ...]], list[_Asked]] = {}
        for column in columns:
            if _key(column) in self._amounts:
                continue
            counting = measures.ALL[column.measure].work(self.ground, **column.filters)
            if isinstance(counting, Worked):
                self._amounts[_key(column)] = self._worked(counting)
                continue
            amounts = self._amounts[_key(column)] = {}
            if any(_is_decimal(tally) for tally in counting):
                self._decimals.add(_key(column))
            for tally in counting:
                days = tuple(one for one in tally.query.where if one.field == "_date")
                books.setdefault((tally.query.register, days), []).append((tally, amounts))
        for asked in books.values():
            self._count([tally for tally, _ in asked], [amounts for _, amounts in asked])

    def _count(self, tallies: Sequence[Tally], amounts: Sequence[dict[str, _Amount]]) -> None:
        """Add what one walk over a book finds to the amounts of each tally: what all of them ask for decides on the walk."""
        first, *others = (tally.query for tally in tallies)
        shared = tuple(one for one in first.where if all(one in query.where for query in others))
        numbers = [Number(tally.what, tally.fields, tuple(one for one in tally.query.where if one not in shared)) for tally in tallies]
        ground = self.ground
        for (unit,), found in ground.reader.tallies(ground.of_units(Query(first.register, shared)), numbers).items():
            for tally, into, value in zip(tallies, amounts, found, strict=True):
                into.setdefault(str(unit), _Amount()).value += tally.sign * value
        for tally, into in zip(tallies, amounts, strict=True) if self.rows else ():
            self._list_behind(tally.query, into)

    def _worked(self, counting: Worked) -> dict[str, _Amount]:
        listed = counting.ids
        amounts = {unit: _Amount(value, list(listed.get(unit, ())), counting.certain) for unit, value in counting.values.items()}
        if counting.certain:  # a judgement that was not made is no 0, whatever was entered
            amounts |= {unit: _Amount(silent=True) for unit in self.ground.units if unit not in amounts}
        for query in counting.behind if self.rows else ():
            self._list_behind(query, amounts)
        return amounts

    def _list_behind(self, query: Query, into: dict[str, _Amount]) -> None:
        for unit, record in self.ground.reader.ids(self.ground.of_units(query)):
            into.setdefault(unit, _Amount()).ids.append(record)

    def entered(self, register: str) -> frozenset[str]:
        """Return the units that have records of a register, or of its parent, in the period, or declared about either."""
        if register not in self._spoken:
            units = {unit for code in (register, *_parents(register)) for unit in self._speaks(code)}
            self._spoken[register] = frozenset(units)
        return self._spoken[register]

    def _speaks(self, register: str) -> set[str]:
        return {*self._has_records(register), *(unit for unit, code in self._said() if code == register)}

    def _has_records(self, register: str) -> frozenset[str]:
        if register not in self._holding:
            ground = self.ground
            dated = ground.in_period() if registers.ALL[register].dated_by else ()  # what has no day is there or not
            self._holding[register] = frozenset(str(unit) for (unit,) in ground.reader.tally(ground.of_units(Query(register, dated))))
        return self._holding[register]

    def _said(self) -> dict[tuple[str, str], str]:
        """Return what the units declared: (unit, register) → khong | khong_ap_dung | co."""
        if self._declared is None:
            period = Query("period_declaration", (Is("period", "=", self.ground.span.code), Is("state", "filled")))
            said = self.ground.reader.tally(self.ground.of_units(period), by=("_unit", "register", "state"))
            self._declared = {(str(unit), str(code)): str(state) for unit, code, state in said}
        return self._declared


def _parents(register: str) -> tuple[str, ...]:
    declared = registers.ALL[register]
    return declared.by_name[declared.parent].to if declared.parent else ()


def _key(column: FormColumn) -> str:
    return f"{column.measure} {sorted(column.filters.items())}"


def _is_decimal(tally: Tally) -> bool:
    return tally.what == "sum" and registers.ALL[tally.query.register].by_name[tally.fields[0]].kind is Kind.DECIMAL


def _text(value: Amount) -> str:
    return machine_form(Decimal(value))


def _referred(form: Form, code: str) -> tuple[Form, FormColumn]:
    other, colon, column = code.rpartition(":")
    target = named_form(other, form) if colon else form
    return target, target.column(column)


def measured_in(form: Form, column: FormColumn) -> Iterator[FormColumn]:
    """Yield the columns with a measure that a column comes to: itself, or the parts of its sum or ratio."""
    if column.measure:
        yield column
    for code in (*column.sum, *column.ratio):
        yield from measured_in(*_referred(form, code))


@lru_cache(maxsize=4096)  # asked of every cell of every unit, and a form never changes
def comes_up(form: Form, column: FormColumn) -> bool:
    """Whether all records behind a column go up, so that the upper unit can count it again; else it has the closed number only."""
    return all(one.goes_up for one in measured_in(form, column))


@lru_cache(maxsize=4096)
def cumulates(form: Form, column: FormColumn) -> bool:
    """Whether a column can be told from 1 January on; not what is judged of one period."""
    return all(measures.ALL[one.measure].cumulates for one in measured_in(form, column))


def _combined(column: FormColumn, parts: Sequence[CellValue]) -> CellValue:
    """A sum or ratio of cells: empty when all of its parts are, otherwise the empty ones add nothing."""
    known = [part for part in parts if part.value is not None]
    if not known:
        return CellValue(None, parts[0].why, mark=_mark_of(parts))
    ids = tuple(dict.fromkeys(record for part in known for record in part.ids))
    if column.is_ratio:
        return CellValue(ratio_of(int(_number(parts[0])), int(sum(map(_number, parts[1:])))), None, ids, _mark_of(known))
    return CellValue(_added(known), None, ids, _mark_of(known))


def _mark_of(cells: Sequence[CellValue]) -> Mark | None:
    """The mark of a sum: that of any part; that nothing applies, only when it is said of every part."""
    some = next((cell.mark for cell in cells if cell.mark not in (None, NOT_APPLICABLE)), None)
    return some or (NOT_APPLICABLE if cells and all(cell.mark == NOT_APPLICABLE for cell in cells) else None)


def _added(known: Sequence[CellValue]) -> int | str:
    """Return the sum of cells that are not empty: a decimal number where one of them is."""
    value = sum(map(_number, known))
    return _text(value) if any(isinstance(cell.value, str) for cell in known) else int(value)


def _number(cell: CellValue) -> Amount:
    return Decimal(cell.value) if isinstance(cell.value, str) else cell.value or 0


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


def not_reported(form: Form) -> dict[str, CellValue]:
    """Return the empty cells of a unit that has not reported: not 0, and not in any total."""
    return {column.code: CellValue(None, NOT_REPORTED) for column in form.columns}


def frozen_cells(form: Form, cells: Mapping[str, int | str | None], mark: str = "") -> dict[str, CellValue]:
    """Return the cells that a unit froze when it closed, where the records behind them are not all held here.

    `mark`: what it froze beside each column; where it did not, nobody here can tell.
    """
    found = {}
    for column in form.columns:
        key = f"{column.code}.{mark}" if mark else column.code
        value, untold = cells.get(key), bool(mark) and key not in cells
        found[column.code] = CellValue(value, NOT_ENTERED if value is None and not untold else AS_CLOSED)
    return found


def as_reported(form: Form, cells: Cells, frozen: Mapping[str, int | str | None] | None, mark: str = "") -> dict[str, CellValue]:
    """Return the cells of a subordinate unit: where only figures of a book go up, as it closed them; before, they are not known."""
    away = not_reported(form) if frozen is None else frozen_cells(form, frozen, mark)
    return {column.code: cells[column.code] if comes_up(form, column) else away[column.code] for column in form.columns}


def typed_cells(form: Form, typed: Mapping[str, Mapping[str, CellValue]]) -> dict[str, CellValue]:
    """Return a row that a person typed (form → column → cell): sums and ratios that were not typed follow from their parts."""
    return {column.code: _typed(form, column, typed) for column in form.columns}


def _typed(form: Form, column: FormColumn, typed: Mapping[str, Mapping[str, CellValue]]) -> CellValue:
    said = typed.get(form.code, {}).get(column.code)
    parts = [_typed(*_referred(form, code), typed) for code in column.sum or column.ratio] if said is None else []
    return said or (_combined(column, parts) if parts else CellValue(None, NOT_ENTERED))


def total_cells(form: Form, rows: Iterable[Cells]) -> dict[str, CellValue]:
    """Return the sums over the rows of units that have reported; ratios are worked out again from the sums."""
    reported = list(rows)
    found: dict[str, CellValue] = {}
    for column in form.columns:
        if not column.is_ratio:
            known = [row[column.code] for row in reported if row[column.code].value is not None]
            found[column.code] = CellValue(_added(known), mark=_mark_of(known)) if known else _empty(reported, column.code)
    for column in form.columns:
        if column.is_ratio:
            found[column.code] = _combined(column, [found[code] for code in column.ratio])
    return {column.code: found[column.code] for column in form.columns}


def _empty(rows: Sequence[Cells], code: str) -> CellValue:
    """Return the total of a column that nobody has a figure of: the first reason, none where it applies to nobody."""
    cells = [row[code] for row in rows]
    why = next((cell.why for cell in cells if cell.why), NOT_ENTERED if cells else NOT_REPORTED)
    return CellValue(None, mark=NOT_APPLICABLE) if _mark_of(cells) == NOT_APPLICABLE else CellValue(None, why)


def checks(form: Form, cells: Cells) -> list[Checked]:
    """Return what the form's cross-checks say of one row (dossier §7.3, rule 5); an empty cell counts as 0."""
    return [_checked(form, check, cells) for check in form.checks]


def _checked(form: Form, check: Check, cells: Cells) -> Checked:
    left, right = (sum(_number(cells[code]) for code in side) for side in (check.left, check.right))
    ok = left == right if check.sign == "=" else left <= right
    word = "bằng" if check.sign == "=" else "không lớn hơn"
    shown = [f"cột {' + '.join(side)} ({format_number(_text(n))})" for side, n in ((check.left, left), (check.right, right))]
    return Checked(f"{form.code}:{check.rule}", ok, f"Biểu {form.code}: {shown[0]} phải {word} {shown[1]}.")


def cells_json(cells: Cells, *, rows: bool) -> dict[str, Any]:
    """Return the cells in the shape of the command line's contract: cells, why, and ids if asked."""
    found: dict[str, Any] = {
        "cells": {code: cell.value for code, cell in cells.items()},
        "why": {code: cell.why for code, cell in cells.items() if cell.why},
        "marks": {code: cell.mark for code, cell in cells.items() if cell.mark},
    }
    if rows:
        found["ids"] = {code: list(cell.ids) for code, cell in cells.items()}
    return found
