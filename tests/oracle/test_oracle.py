"""A generated year of fourteen communes, counted by the program and by the oracle: every cell of every form, and the totals.

One test, because the year is long in writing: at each commune's own desk, and above at that of the district, where what only goes
up as figures stands as it was closed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from desktop import units
from desktop.actions import figures, lookup
from desktop.entries.record import as_json
from desktop.law.period_calendar import parse_code
from tests.office import DISTRICT, Desk, carry, open_desk
from tests.oracle import count
from tests.oracle.book import Book, Span
from tests.oracle.generated import NUMBERS, QUARTERS, Year, close
from tests.oracle.indicators import Indicators
from tests.oracle.plan import Item, targets, together

NOW = "2025-01-05T08:00:00"
ERA, YEAR = "2024", "2024"
CLOSED = ("2024-Q2", YEAR)
COMMUNES = [one.key for one in units.units(ERA, "xa") if one.parent == DISTRICT]
SHARED = ("doc_catalog", "holiday")
"""Tables in which a unit also uses what is not its own."""
Found = list[tuple[object, ...]]


@dataclass
class Commune:
    """One desk, and what it exported."""

    desk: Desk
    book: Book
    quarters: Sequence[str]


@pytest.fixture(scope="module")
def communes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Commune]]:
    folder = tmp_path_factory.mktemp("communes")
    made = [_commune(folder / str(seed), unit, seed) for seed, unit in enumerate(COMMUNES)]
    yield made
    for one in made:
        one.desk.office.close()


def _commune(folder: Path, unit: str, seed: int) -> Commune:
    desk = open_desk(folder, unit, now=NOW)
    Year(desk, seed, [one.id for one in lookup.listing(desk.office, "doc_catalog", lookup.Ask()).records]).write()
    close(desk, CLOSED)
    return Commune(desk, exported(desk), (QUARTERS[seed % 4], *([YEAR] if seed % 3 == 0 else [])))


@pytest.fixture(scope="module")
def district(communes: list[Commune], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    made = open_desk(tmp_path_factory.mktemp("district") / "home", DISTRICT, now=NOW)
    for one in communes:
        carry(one.desk, made)
    yield made
    made.office.close()


def exported(desk: Desk) -> Book:
    """Return what a desk gives out of each register, as `record list --json` tells it: its own, complete and not struck out."""
    rows = {}
    for code in (*NUMBERS, "holiday"):
        found = [as_json(one, ERA) for one in lookup.listing(desk.office, code, lookup.Ask()).records]
        own = [one for one in found if one["status"] != "nhap" and (code in SHARED or f"{ERA}:{one['unit']}" == desk.unit)]
        rows[code] = [{**one["values"], "id": one["id"], "day": one["event_date"]} for one in own]
    return Book(desk.unit, rows)


def span_of(code: str) -> Span:
    found = parse_code(code)
    return Span(code, found.from_date.isoformat(), found.to_date.isoformat())


def told(items: list[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return of the program's items what the oracle tells of its own."""
    same = ("code", "numerator", "denominator", "ratio", "met", "why")
    return [{**{name: one[name] for name in same}, "parts": told(one["parts"])} for one in items]


def items_of(book: Book, span: Span) -> dict[str, list[Item]]:
    def cell(form: str, column: str) -> count.Value:
        return count.cells(book, span, form, count.NEW if "/" in form else None)[column]

    return {"targets": targets(book, span), "indicators": Indicators(book, span, cell).all()}


def unlike(where: tuple[object, ...], counted: Mapping[str, Any], expected: Mapping[str, Any]) -> Found:
    """Return the cells that differ, or that only one of both has."""
    absent = object()
    return [
        (*where, code, counted.get(code), expected.get(code))
        for code in counted.keys() | expected.keys()
        if counted.get(code, absent) != expected.get(code, absent)
    ]


def unlike_items(where: tuple[object, ...], counted: list[Mapping[str, Any]], expected: list[Item]) -> Found:
    pairs = zip(told(counted), [one.told() for one in expected], strict=True)
    return [(*where, mine, other) for mine, other in pairs if mine != other]


def at_its_own_desk(one: Commune, code: str) -> Found:
    office, span = one.desk.office, span_of(code)
    wrong: Found = []
    for name, form_set in count.FORMS:
        counted = figures.form(office, name, code, form_set=form_set)["rows"][0]["cells"]
        wrong += unlike((one.book.unit, code, name, form_set), counted, count.cells(one.book, span, name, form_set))
    for kind, expected in items_of(one.book, span).items():
        asked = getattr(figures, kind)(office, code)["rows"][0]["items"]
        wrong += unlike_items((one.book.unit, code, kind), asked, expected)
    return wrong


def at_the_district(desk: Desk, communes: list[Commune], code: str) -> Found:
    span, books = span_of(code), [one.book for one in communes]
    wrong: Found = []
    for name, form_set in count.FORMS:
        shown = figures.form(desk.office, name, code, form_set=form_set)
        expected = [count.cells(book, span, name, form_set) for book in books]
        for row, book, cells in zip(shown["rows"], books, expected, strict=True):
            wrong += unlike((f"above {book.unit}", code, name, form_set), row["cells"], cells)
        wrong += unlike(("total", code, name, form_set), shown["total"]["cells"], count.total(expected, name, form_set, books[0], span))
    of_each = [items_of(book, span) for book in books]
    for kind in ("targets", "indicators"):
        shown = getattr(figures, kind)(desk.office, code)
        for row, book, items in zip(shown["rows"], books, of_each, strict=True):
            wrong += unlike_items((f"above {book.unit}", code, kind), row["items"], items[kind])
        sums = [together([items[kind][place] for items in of_each]) for place in range(len(of_each[0][kind]))]
        wrong += unlike_items(("total", code, kind), shown["total"]["items"], sums)
    return wrong


@pytest.mark.timeout(400)
def test_every_figure_of_a_year_comes_out_the_same_when_it_is_counted_a_second_way(communes, district):
    wrong = [one for commune in communes for code in commune.quarters for one in at_its_own_desk(commune, code)]
    wrong += [one for code in CLOSED for one in at_the_district(district, communes, code)]
    assert not wrong, f"{len(wrong)} figures differ: {wrong[:20]}"


@pytest.mark.timeout(400)
def test_the_generated_year_meets_most_of_what_a_form_can_say(communes):
    """A column that is 0 everywhere proves little: nine of ten columns count something somewhere."""
    seen, columns = set(), set()
    for one in communes:
        for name, form_set in count.FORMS:
            for column, value in count.cells(one.book, span_of(YEAR), name, form_set).items():
                columns.add((name, form_set, column))
                seen |= {(name, form_set, column)} if value not in (None, 0, "0", "0.0000") else set()
    assert len(seen) >= 0.9 * len(columns), sorted(columns - seen, key=str)
