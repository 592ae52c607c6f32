"""What a column of a form comes to: the columns that it is a sum or ratio of, of its own form or another, down to those that measure."""

from collections.abc import Iterator
from functools import lru_cache

from desktop import measures
from desktop.forms import Form, FormColumn, named_form


def referred(form: Form, code: str) -> tuple[Form, FormColumn]:
    """Return the column that a form names as "1", or as "01/TCD:1" of another form, with its form."""
    other, colon, column = code.rpartition(":")
    target = named_form(other, form) if colon else form
    return target, target.column(column)


def measured_in(form: Form, column: FormColumn) -> Iterator[FormColumn]:
    """Yield the columns with a measure that a column comes to: itself, or the parts of its sum or ratio."""
    if column.measure:
        yield column
    for code in (*column.sum, *column.ratio):
        yield from measured_in(*referred(form, code))


@lru_cache(maxsize=4096)  # asked of every cell of every unit, and a form never changes
def comes_up(form: Form, column: FormColumn) -> bool:
    """Whether all records behind a column go up, so that the upper unit can count it again; else it has the closed number only."""
    return all(one.goes_up for one in measured_in(form, column))


@lru_cache(maxsize=4096)
def cumulates(form: Form, column: FormColumn) -> bool:
    """Whether a column can be told from 1 January on; not what is judged of one period."""
    return all(measures.ALL[one.measure].cumulates for one in measured_in(form, column))
