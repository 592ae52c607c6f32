"""The records that a written report names – documents, models, meetings – as they stood when the period was closed."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, Final

from db.driver import Connection
from db.query import Is, Order, Query
from desktop import registers
from desktop.entries.naming import Names
from desktop.language.dates import as_on_paper
from desktop.measures.model import between, matching
from desktop.office import Office
from desktop.registers.model import Register
from desktop.reporting.periods import Standing
from desktop.reports.outline import Listed, Outline
from desktop.reports.sentences import filled

_MOST: Final = 12


def named(office: Office, connection: Connection, standing: Standing, outline: Outline) -> dict[Listed, Sequence[Any]]:
    """Return what each list of an outline names: its lines, at most a page's worth, or the rows of its table."""
    names, reader = Names(office, connection), office.reader(connection)
    found: dict[Listed, Sequence[Any]] = {}
    for one in outline.listed:
        register = registers.ALL[one.register]
        where = (*_in_time(one, standing), *matching(one.where), *(Is(name, "filled") for name in one.filled))
        rows = reader.rows(Query(one.register, where, units=(standing.unit,)), order=(Order(one.day),))
        if one.columns:
            found[one] = [[_part(names, register, row, name) for name in one.columns] for row in rows]
        else:
            more = [f"và {len(rows) - _MOST} {register.noun} khác"] if len(rows) > _MOST else []
            found[one] = [*(_line(names, register, row, one.line) for row in rows[:_MOST]), *more]
    return found


def _in_time(one: Listed, standing: Standing) -> tuple[Is, ...]:
    first, last = standing.period.span.from_date, standing.period.span.to_date
    match one.when:
        case "period":
            return between(one.day, first, last)
        case "year":
            return between(one.day, last.replace(month=1, day=1), last)
        case "until":
            return (Is(one.day, "<=", last.isoformat()),)
        case "next":
            return between(one.day, last + timedelta(days=1), last + (last - first) + timedelta(days=1))


def _line(names: Names, register: Register, row: Mapping[str, Any], template: str) -> str:
    parts = filled(template, lambda name: _part(names, register, row, name), lambda name: bool(_part(names, register, row, name)))
    return as_on_paper("".join(part if isinstance(part, str) else part.text for part in parts))


def _part(names: Names, register: Register, row: Mapping[str, Any], name: str) -> str:
    return names.words(register, row, f"{{{name}}}")
