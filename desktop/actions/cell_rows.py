"""What stands behind one figure: what it counts, its value now and as closed, and the records, each to be opened.

A cell and the rows behind it come from the same question, so they cannot disagree.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from db.query import Is, Query
from desktop import registers, units
from desktop.actions import figures
from desktop.actions.periods import show as show_period
from desktop.entries.record import may_see
from desktop.errors import Problem
from desktop.forms import Form, FormColumn, form_of, named_form
from desktop.language.dates import format_date
from desktop.office import Office
from desktop.reporting.other_spans import Beside
from desktop.reporting.periods import period_of

MOST: Final = 200


@dataclass(frozen=True, slots=True)
class BehindRow:
    """A record behind a figure. `text` names it without anybody's name."""

    register: str
    id: str
    day: str
    text: str


@dataclass(frozen=True, slots=True)
class Behind:
    """A cell of one unit (`unit` None: of the total). `closed` is what the unit declared where that differs from now.

    `measure`: in what it is counted, "người" or "%". `withheld`: how many records more there are, of books that this person may not see.
    """

    form: str
    column: str
    title: str
    measure: str
    counts: str
    unit: str | None
    unit_title: str
    value: int | str | None
    why: str | None
    closed: int | str | None
    differs: bool
    total: int
    withheld: int
    rows: tuple[BehindRow, ...]
    comments: tuple[str, ...]


def behind(office: Office, period: str, form: str, column: str, unit: str | None = None) -> Behind:
    """Return what one cell counts and the records behind it; also of what stands beside a column ("7.luy_ke").

    Raises:
        Problem: invalid_value, unknown_period, unknown_unit.
    """
    own = office.identity
    asked = unit or (None if own.is_upper else units.shown_code(own.unit, own.era))
    own_column, mark_beside, _ = column.partition(".")
    answer = figures.form(office, form, period, asked, rows=True, beside=Beside(bool(mark_beside), bool(mark_beside)))
    found = next((one for one in answer["columns"] if one["code"] == column), None)
    if found is None:
        raise Problem("invalid_value", f"Biểu {form} không có cột “{column}”.", where=column)
    with office.reading() as connection:
        key = office.directory.find(asked, own.era).key if asked else own.unit
        shape, _ = form_of(form, period_of(office, connection, period, key).span.to_date)
    row: Mapping[str, Any] = answer["rows"][0] if asked else answer["total"]
    ids = [one for line in answer["rows"] for one in line.get("ids", {}).get(column, ())]
    withheld = sum(line["withheld"].get(column, 0) for line in answer["rows"])
    state = show_period(office, period, key) if asked else None
    mark = f"{form}:{column}"
    closed = state.standing.snapshot.forms.get(form) if state and state.standing.snapshot else None
    differs = any(one.form == form and one.cell == column for one in state.comparison.differences) if state else False
    comments = tuple(one.text for one in state.standing.comments if one.cell == mark) if state else ()
    title = " · ".join([found["title"], *reversed(found["group"])])
    declared = shape.column(own_column)
    return Behind(
        form, column, title, found["unit"], counts(shape, declared), asked, office.directory.unit(key).title if asked else "Tổng cộng",
        row["cells"][column], _why(row, column), closed.cells.get(column) if closed else None, differs, len(ids),
        withheld, tuple(_rows(office, shape, declared, ids[:MOST])), comments,
    )  # fmt: skip


def _why(row: Mapping[str, Any], column: str) -> str | None:
    """Say why a cell is empty: nobody entered it, nobody reported, or it applies to no book of the unit."""
    why: str | None = row["why"].get(column)
    return why or (row["marks"].get(column) if row["cells"][column] is None else None)


def counts(form: Form, column: FormColumn) -> str:
    """Say in words what a column counts, and what of it nobody has verified; of one that no book can fill, why."""
    if column.unserved:
        return column.unserved.rstrip(".")
    if column.measure:
        said = f"Đếm từ sổ {', '.join(registers.ALL[code].title for code in column.registers)}"
        return f"{said}. {column.unverified.rstrip('.')}" if column.unverified else said
    if column.sum:
        return _summed(column.sum)
    return f"Cột {column.ratio[0]} chia cột {' + '.join(column.ratio[1:])}"


def _summed(codes: Sequence[str]) -> str:
    """Say which columns a sum takes; those of another form with its name."""
    other = codes[0].rpartition(":")[0]
    names = ", ".join(code.rpartition(":")[2] for code in codes)
    verb = "Cộng" if len(codes) > 1 else "Lấy số của"
    return f"{verb} cột {names} biểu {other}" if other else f"{verb} cột {names}"


def _sources(form: Form, column: FormColumn) -> list[str]:
    """Return the registers whose records a column may count."""
    if column.measure:
        return list(column.registers)
    found: list[str] = []
    for code in column.sum or column.ratio:
        other, colon, name = code.rpartition(":")
        target = named_form(other, form) if colon else form
        found += _sources(target, target.column(name))
    return list(dict.fromkeys(found))


def _rows(office: Office, form: Form, column: FormColumn, ids: list[str]) -> list[BehindRow]:
    found: dict[str, BehindRow] = {}
    with office.reading() as connection:
        reader = office.reader(connection)
        for code in _candidates(form, column):
            register = registers.ALL[code]
            wanted = [one for one in ids if one not in found]
            if not wanted or not may_see(register, office.user.roles):
                continue
            for row in reader.rows(Query(code, (Is("_id", "in", tuple(wanted)),))):
                day = format_date(str(row["_date"])) if row["_date"] else ""
                number = f"số {row['_book_no']}" if row["_book_no"] else ""
                text = " ".join(part for part in (register.noun, number) if part)
                found[str(row["_id"])] = BehindRow(code, str(row["_id"]), day, f"{text[:1].upper()}{text[1:]}")
    return sorted(found.values(), key=lambda one: (one.day[6:], one.day[3:5], one.day[:2], one.text))


def _candidates(form: Form, column: FormColumn) -> list[str]:
    """The registers of the column first, then every other dated one: a measure may count children of its register."""
    first = _sources(form, column)
    return [*first, *(code for code, one in registers.ALL.items() if code not in first and not one.system)]
