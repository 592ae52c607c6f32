"""Figures that only their unit can count must at least fit one another: sums, shares, and the equalities of their form.

Law: records of some books stay at home (dossier R08, R10b, R13b), so the upper unit cannot count them again; but it can add up what was
declared. What the unit passed over with a reason when it closed is no difference.
"""

from collections.abc import Collection, Iterator, Mapping

from desktop.forms import Form, FormColumn
from desktop.reporting.cells import Cells, CellValue, checks, typed_cells
from desktop.reporting.form_parts import comes_up

Declared = Mapping[str, int | str | None]


def misfits(form: Form, declared: Declared, passed: Collection[str]) -> Iterator[tuple[str, int | str | None]]:
    """Yield (column, what it must be) of figures that stay as closed and do not fit the others, counted here or declared; each once.

    `passed`: names of the cross-checks that the unit passed over.
    """
    cells = {one.code: CellValue(declared.get(one.code)) for one in form.columns}
    worked = typed_cells(form, {form.code: {one.code: cells[one.code] for one in form.columns if not (one.sum or one.ratio)}})
    told = set()
    for column in form.columns:
        if _is_worked_out_here(form, column) and not comes_up(form, column) and cells[column.code].value != worked[column.code].value:
            told.add(column.code)
            yield column.code, worked[column.code].value
    yield from ((code, value) for code, value in _unequal(form, cells, passed) if code not in told)


def _is_worked_out_here(form: Form, column: FormColumn) -> bool:
    parts = column.sum or column.ratio
    return bool(parts) and all(":" not in code and not (form.column(code).sum or form.column(code).ratio) for code in parts)


def _unequal(form: Form, cells: Cells, passed: Collection[str]) -> Iterator[tuple[str, int]]:
    """Yield what stands alone on the left of an equality that does not hold; equalities of decimal numbers are left to the reader."""
    failed = {one.check for one in checks(form, cells) if not one.ok and one.check not in passed}
    for rule in form.checks:
        stays = any(not comes_up(form, form.column(code)) for code in (*rule.left, *rule.right))
        parts = [cells[code].value or 0 for code in rule.right]
        if f"{form.code}:{rule.rule}" in failed and stays and rule.sign == "=" and len(rule.left) == 1:
            numbers = [part for part in parts if isinstance(part, int)]
            if len(numbers) == len(parts):
                yield rule.left[0], sum(numbers)
