"""Count what many columns ask for, for all units: what they ask of the same days of a book is one walk over it.

Each column is added up whole: a number for every unit of the ground, in their order.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from operator import add, sub

from db.query import Amount, Is, Number, Query
from desktop import registers
from desktop.measures.model import Counting, Ground, Tally, Worked
from desktop.registers.fields import Kind


@dataclass(slots=True)
class Counted:
    """What a measure comes to: a number for every unit, None where a judgement was not made, and the records behind by unit.

    `certain`: a 0 is an answer even of a unit that has entered nothing.
    """

    numbers: Sequence[Amount | None]
    decimal: bool = False
    certain: bool = False
    ids: dict[str, list[str]] = field(default_factory=dict)


_Walk = list[tuple[str, Tally]]
"""Columns by their keys, each with a thing that it counts of the same days of a book."""


def count(ground: Ground, asked: Mapping[str, Counting], *, rows: bool) -> dict[str, Counted]:
    """Return what each question comes to, by its key; with `rows` the records behind it as well."""
    found, walks = dict[str, Counted](), dict[tuple[str, tuple[Is, ...]], _Walk]()
    for key, counting in asked.items():
        if isinstance(counting, Worked):
            found[key] = _worked(ground, counting, rows=rows)
            continue
        found[key] = Counted([0] * len(ground.units), any(map(_is_decimal, counting)))
        for tally in counting:
            days = tuple(one for one in tally.query.where if one.field == "_date")
            walks.setdefault((tally.query.register, days), []).append((key, tally))
    for (book, _), walk in walks.items():
        _go(ground, book, walk, found)
        for key, tally in walk if rows else ():
            _list_behind(ground, tally.query, found[key].ids)
    return found


def _go(ground: Ground, book: str, walk: _Walk, into: Mapping[str, Counted]) -> None:
    """Go over a book once and add what is found to each column: the conditions that all of them have decide on the walk."""
    first, *others = (tally.query.where for _, tally in walk)
    common = set(first).intersection(*others)
    shared = tuple(one for one in first if one in common)
    numbers = [Number(tally.what, tally.fields, tuple(one for one in tally.query.where if one not in common)) for _, tally in walk]
    found = ground.reader.tallies(ground.of_units(Query(book, shared)), numbers)
    nothing = (0,) * len(walk)
    for (key, tally), column in zip(walk, zip(*(found.get((unit,), nothing) for unit in ground.units), strict=True), strict=False):
        into[key].numbers = list(map(add if tally.sign > 0 else sub, into[key].numbers, column))


def _worked(ground: Ground, counting: Worked, *, rows: bool) -> Counted:
    silent = None if counting.certain else 0  # a judgement that was not made is no 0, whatever was entered
    numbers = [counting.values.get(unit, silent) for unit in ground.units]
    found = Counted(numbers, certain=counting.certain, ids={unit: list(ids) for unit, ids in counting.ids.items()})
    for query in counting.behind if rows else ():
        _list_behind(ground, query, found.ids)
    return found


def _list_behind(ground: Ground, query: Query, into: dict[str, list[str]]) -> None:
    for unit, record in ground.reader.ids(ground.of_units(query)):
        into.setdefault(unit, []).append(record)


def _is_decimal(tally: Tally) -> bool:
    return tally.what == "sum" and registers.ALL[tally.query.register].by_name[tally.fields[0]].kind is Kind.DECIMAL
