"""Cells that an agency has no books for: villages, voters and conciliation are a commune's (dossier §6, `communal` registers).

Law: what nobody can enter is neither 0 nor "chưa nhập": it does not apply, is in no total, and is asked of nobody.
"""

from functools import lru_cache

from desktop import registers, units
from desktop.forms import Form, FormColumn
from desktop.reporting.cells import NOT_APPLICABLE, Cells, CellValue
from desktop.reporting.form_parts import measured_in


def without_books(form: Form, unit: str, cells: Cells) -> Cells:
    """Return a unit's cells: of an agency's those that count nothing but a commune's books do not apply."""
    if not units.unit(unit).is_agency:
        return cells
    apart = {one.code for one in form.columns if not cells[one.code].value and is_communal(form, one)}
    return {code: CellValue(None, mark=NOT_APPLICABLE) if code in apart else cell for code, cell in cells.items()}


@lru_cache(maxsize=4096)
def is_communal(form: Form, column: FormColumn) -> bool:
    """Whether a column comes to nothing but books that only a commune keeps, or books that hang on them."""
    books = [code for one in measured_in(form, column) for code in one.registers]
    return bool(books) and all(map(_is_communal, books))


def _is_communal(code: str) -> bool:
    declared = registers.ALL[code]
    parents = declared.by_name[declared.parent].to if declared.parent else ()
    return any(registers.ALL[one].communal for one in (code, *parents))
