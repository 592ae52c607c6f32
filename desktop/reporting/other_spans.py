"""The columns of a form over other days: cumulated from 1 January ("lũy kế"), and against the same period last year ("cùng kỳ").

A form's own columns keep their codes; beside column 5 stand 5.luy_ke, 5.cung_ky, 5.tang_giam and 5.ty_le. What nobody entered
last year is no 0: then nothing is compared. Several units are compared over those that have both years.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from desktop.forms import Form, FormColumn
from desktop.law.period_calendar import Span, is_standard_code
from desktop.reporting.cells import Cells, CellValue, total_cells
from desktop.reporting.form_parts import cumulates

SO_FAR, BEFORE, CHANGE, SHARE = "luy_ke", "cung_ky", "tang_giam", "ty_le"
_RATIO: Final = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Beside:
    """What is asked for beside a form's own columns."""

    cumulative: bool = False
    compared: bool = False

    def marks(self, form: Form, column: FormColumn) -> tuple[str, ...]:
        """Return what stands beside a column; of a ratio only the difference is told, not by how many per cent it changed."""
        against = (BEFORE, CHANGE) if column.is_ratio else (BEFORE, CHANGE, SHARE)
        return ((SO_FAR,) if self.cumulative and cumulates(form, column) else ()) + (against if self.compared else ())


ALONE: Final = Beside()


@dataclass(frozen=True, slots=True)
class Spans:
    """One unit's cells in the period, since 1 January, and in the same period last year (None: not asked for, or not reported)."""

    now: Cells
    so_far: Cells | None = None
    before: Cells | None = None


def beside_code(code: str, mark: str) -> str:
    """Return the code of what stands beside a column."""
    return f"{code}.{mark}"


def since_new_year(span: Span) -> Span:
    """Return a period's days from 1 January of its plan year on; it keeps its code: what was declared of its books is its own."""
    return replace(span, from_date=date(span.to_date.year, 1, 1))


def year_before(span: Span) -> Span:
    """Return the days of a period one year earlier; only a period of the decree has a code then."""
    first, last = (_year_before(day) for day in (span.from_date, span.to_date))
    code = code_before(span.code)
    return replace(span, code=code or f"{span.code} (năm trước)", year=span.year - 1, from_date=first, to_date=last)


def code_before(code: str) -> str | None:
    """Return the code of the same period last year: 2024-Q1 → 2023-Q1; None for a period with days of its own."""
    return f"{int(code[:4]) - 1}{code[4:]}" if is_standard_code(code) else None


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year - 1)


def columns(form: Form, beside: Beside, span: Span) -> list[dict[str, Any]]:
    """Return the columns in the shape of the contract; what stands beside one names it as `of`."""
    titles = {
        SO_FAR: f"Lũy kế từ 01/01/{span.to_date.year}", BEFORE: f"Cùng kỳ năm {span.to_date.year - 1}",
        CHANGE: "Tăng (+), giảm (-)", SHARE: "Tăng, giảm (%)",
    }  # fmt: skip
    found: list[dict[str, Any]] = []
    for one in form.columns:
        found.append({"code": one.code, "title": one.title, "unit": one.unit, "group": list(one.group)})
        for mark in beside.marks(form, one):
            unit = "%" if mark == SHARE else "điểm %" if mark == CHANGE and one.is_ratio else one.unit
            path = [*one.group, one.title]
            found.append({"code": beside_code(one.code, mark), "title": titles[mark], "unit": unit, "group": path, "of": one.code})
    return found


def cells(form: Form, beside: Beside, spans: Spans) -> dict[str, CellValue]:
    """Return a unit's cells with what stands beside them."""
    return _widened(form, beside, spans.now, spans.so_far, spans.before, spans.now)


def totals(form: Form, beside: Beside, units: Sequence[Spans]) -> dict[str, CellValue]:
    """Return the same of the sums of units that have reported; compared are those that have both years."""
    both = [one for one in units if one.before is not None]
    now, so_far = total_cells(form, [one.now for one in units]), [one.so_far for one in units if one.so_far is not None]
    before = total_cells(form, [one.before for one in both if one.before is not None])
    return _widened(form, beside, now, total_cells(form, so_far), before, total_cells(form, [one.now for one in both]))


def _widened(form: Form, beside: Beside, now: Cells, so_far: Cells | None, before: Cells | None, comparable: Cells) -> dict[str, CellValue]:
    """Return cells in the order of the columns; `comparable` is what the change is counted from."""
    found: dict[str, CellValue] = {}
    for column in form.columns:
        found[column.code] = now[column.code]
        for mark, cell in _beside(beside.marks(form, column), column, so_far, before, comparable):
            found[beside_code(column.code, mark)] = cell
    return found


def _beside(
    marks: Sequence[str], column: FormColumn, so_far: Cells | None, before: Cells | None, comparable: Cells
) -> Iterator[tuple[str, CellValue]]:
    silent = CellValue(None, "chua_bao_cao")
    was = before[column.code] if before else silent
    made: Mapping[str, CellValue] = {
        SO_FAR: so_far[column.code] if so_far else silent, BEFORE: was, CHANGE: _change(column, comparable[column.code], was),
        SHARE: _share(comparable[column.code], was),
    }  # fmt: skip
    return ((mark, made[mark]) for mark in marks)


def _change(column: FormColumn, now: CellValue, was: CellValue) -> CellValue:
    if now.value is None or was.value is None:
        return CellValue(None, was.why or now.why)
    change = Decimal(now.value) - Decimal(was.value)
    if column.is_ratio:
        return CellValue(str(change.quantize(_RATIO)))
    decimal = isinstance(now.value, str) or isinstance(was.value, str)
    return CellValue(format(change.normalize() if change else Decimal(0), "f") if decimal else int(change))


def _share(now: CellValue, was: CellValue) -> CellValue:
    """By what part of last year's figure it changed, four decimals, half up; nothing to divide by gives nothing."""
    if now.value is None or was.value is None:
        return CellValue(None, was.why or now.why)
    old = Decimal(was.value)
    return CellValue(str(((Decimal(now.value) - old) / old).quantize(_RATIO, ROUND_HALF_UP)) if old else None)
