"""The columns and rows of who has reported what: signs for all periods, words and details for the chosen one."""

from collections.abc import Callable

from desktop.actions.completeness import Matrix, UnitRow
from desktop.language.dates import format_date
from desktop.language.texts import t
from desktop.language.vietnamese import fold
from desktop.reporting.periods import Period
from ui.reporting.states import state_sign
from ui.widgets.badge import Sign
from ui.widgets.paged_model import Cell, Column, RowValues

_SHORT = 88
_CHOSEN = 156
_ROMAN = ("", "I", "II", "III", "IV")


def columns_of(matrix: Matrix) -> list[Column]:
    """Return the columns: unit, every period, and the details of the chosen one after it."""
    found = [Column("name", t("matrix.unit"), 148, stretch=True)]
    for period in matrix.periods:
        chosen = period.code == matrix.chosen
        title = _upper(period.label) if chosen else short_label(period)
        found.append(Column(period.code, title, _CHOSEN if chosen else _SHORT, "badge", cell=_cell_of(period.code, chosen)))
    return [
        *found,
        Column("came", t("matrix.came"), 104, "date"),
        Column("package", t("matrix.package"), 64, "number"),
        Column("version", t("matrix.version"), 92, "number"),
    ]


def rows_of(matrix: Matrix, *, unfinished: bool, typed: str) -> list[RowValues]:
    """Return the rows, only unfinished ones if asked, and those whose name holds what was typed."""
    wanted = fold(typed)
    return [
        _row(row, matrix.chosen or "")
        for row in matrix.rows
        if wanted in fold(row.title) and not (unfinished and matrix.chosen and not row.is_unfinished(matrix.chosen))
    ]


def _row(row: UnitRow, chosen: str) -> RowValues:
    cell = row.cells.get(chosen)
    return {
        "name": row.title.removeprefix("Xã "), "row": row, "came": format_date(row.came[:10])[:5] if row.came else "",
        "package": str(row.package or ""), "version": str(cell.version or "") if cell else "",
    }  # fmt: skip


def _cell_of(code: str, chosen: bool) -> Callable[[RowValues], Cell]:
    def cell(row: RowValues) -> Cell:
        found = row["row"].cells.get(code)
        if found is None:
            return ""
        sign = state_sign(found.state, bare=not chosen)
        return Sign("err", sign.text, sign.icon, sign.bare) if found.state == "not_reported" else sign

    return cell


def short_label(period: Period) -> str:
    """Return a period's name for a narrow column: Q.I/24, T.2/24, Năm 23."""
    span = period.span
    year = f"{(span.year or span.to_date.year) % 100:02}"
    if span.kind == "quarter" and span.n:
        return t("matrix.quarter", n=_ROMAN[span.n], year=year)
    if span.kind == "month":
        return t("matrix.month", n=span.n, year=year)
    if span.kind == "half":
        return t("matrix.half", n=_ROMAN[span.n or 1], year=year)
    if span.kind == "nine":
        return t("matrix.nine", year=year)
    return t("matrix.year", year=year) if span.kind == "year" else period.code[:8]


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
