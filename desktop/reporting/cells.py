"""Cells of a form: what stands in one, how cells are added up, and what the form's cross-checks say of a row.

0 and empty are different things: a cell is 0 when the unit has records of the register (or of its parent) in the
period, or declared "không phát sinh"; otherwise nobody has entered anything, and the cell says so (dossier §7.3).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final, Literal

from db.query import Amount
from desktop.forms import Check, Form, FormColumn
from desktop.language.numbers import format_number, machine_form
from desktop.measures.targets.model import ratio_of
from desktop.reporting.form_parts import comes_up, referred

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


UNTOLD: Final = CellValue(None, NOT_ENTERED)


@lru_cache(maxsize=4096)
def plain(value: int | str) -> CellValue:
    """Return a cell that is its value and nothing else: most are, and small numbers stand in many."""
    return CellValue(value)


Cells = Mapping[str, CellValue]
"""Column code → cell, of one unit or of a total."""


@dataclass(frozen=True, slots=True)
class Checked:
    """The outcome of one cross-check; `check` names it as "01/TCD:1=4+13+22"."""

    check: str
    ok: bool
    message: str


def decimal_text(value: Amount) -> str:
    """Return a decimal number as a cell holds it."""
    return machine_form(Decimal(value))


def combined(column: FormColumn, parts: Sequence[CellValue]) -> CellValue:
    """Return a sum or ratio of cells: empty when all of its parts are, otherwise the empty ones add nothing."""
    known = [part for part in parts if part.value is not None]
    if not known:
        return CellValue(None, parts[0].why, mark=_mark_of(parts))
    if column.is_ratio:
        value: int | str | None = ratio_of(int(_number(parts[0])), int(sum(map(_number, parts[1:]))))
    else:
        value = added(known)
    ids, mark = tuple(dict.fromkeys(record for part in known for record in part.ids)), _mark_of(known)
    return CellValue(value, None, ids, mark) if ids or mark or value is None else plain(value)


def _mark_of(cells: Sequence[CellValue]) -> Mark | None:
    """The mark of a sum: that of any part; that nothing applies, only when it is said of every part."""
    some = next((cell.mark for cell in cells if cell.mark not in (None, NOT_APPLICABLE)), None)
    return some or (NOT_APPLICABLE if cells and all(cell.mark == NOT_APPLICABLE for cell in cells) else None)


def added(known: Sequence[CellValue]) -> int | str:
    """Return the sum of cells that are not empty: a decimal number where one of them is."""
    value = sum(map(_number, known))
    return decimal_text(value) if any(isinstance(cell.value, str) for cell in known) else int(value)


def _number(cell: CellValue) -> Amount:
    return Decimal(cell.value) if isinstance(cell.value, str) else cell.value or 0


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
    parts = [_typed(*referred(form, code), typed) for code in column.sum or column.ratio] if said is None else []
    return said or (combined(column, parts) if parts else CellValue(None, NOT_ENTERED))


def total_cells(form: Form, rows: Iterable[Cells]) -> dict[str, CellValue]:
    """Return the sums over the rows of units that have reported; ratios are worked out again from the sums."""
    reported = list(rows)
    found: dict[str, CellValue] = {}
    for column in form.columns:
        if not column.is_ratio:
            known = [row[column.code] for row in reported if row[column.code].value is not None]
            found[column.code] = CellValue(added(known), mark=_mark_of(known)) if known else _empty(reported, column.code)
    for column in form.columns:
        if column.is_ratio:
            found[column.code] = combined(column, [found[code] for code in column.ratio])
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
    shown = [f"cột {' + '.join(side)} ({format_number(decimal_text(n))})" for side, n in ((check.left, left), (check.right, right))]
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
