"""No figure that the upper desk counts again reads a value that stays at home: it would come out otherwise there.

A reader notes every field that is asked for, counted, or looked up in a row. Columns over books of which only figures go up are
not counted again (`comes_up`); nothing else may touch such a book, no target either.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pytest

from db.driver import Connection
from db.query import Is, Number, Query, Reader
from db.schema import Words
from desktop import measures, registers
from desktop.forms import Form, all_forms
from desktop.law.period_calendar import parse_code
from desktop.measures.model import Ground, Worked
from desktop.measures.targets import ALL as TARGETS
from desktop.reporting.figures import Figures
from desktop.reporting.form_parts import comes_up
from desktop.reporting.frozen_items import INDICATORS, counted_here
from desktop.reporting.indicators import all_indicators
from tests.desktop.measures.books import COMMUNES, Books, open_office

SPAN = parse_code("2024-Q2")  # in which the records of the factory lie
Read = set[tuple[str, str]]


class NotedRow(dict[str, Any]):
    """A row that notes which of its fields somebody looks up."""

    def __init__(self, register: str, values: Mapping[str, Any], read: Read) -> None:
        super().__init__(values)
        self._register, self._read = register, read

    def __getitem__(self, name: str) -> Any:
        self._read.add((self._register, name))
        return super().__getitem__(name)

    def get(self, name: str, default: Any = None) -> Any:
        self._read.add((self._register, name))
        return super().get(name, default)


class Noting(Reader):
    """Notes which fields of which register are asked for."""

    def __init__(self, connection: Connection, words: Words) -> None:
        super().__init__(connection, words)
        self.read: Read = set()

    def note(self, query: Query, names: Iterable[str] = ()) -> None:
        asked = [*names, *(name for one in query.where for name in fields_of(one))]
        self.read |= {(query.register, part) for name in asked for part in name.split("|")}

    def tallies(self, query: Query, numbers: Sequence[Number], by: Sequence[str] = ("_unit",)) -> Any:
        counted = [name for one in numbers for name in (*one.fields, *(part for c in one.where for part in fields_of(c)))]
        self.note(query, [*by, *counted])
        return super().tallies(query, numbers, by)

    def rows(self, query: Query, **how: Any) -> Any:
        self.note(query)
        return [NotedRow(query.register, row, self.read) for row in super().rows(query, **how)]

    def owners(self, query: Query) -> Any:
        self.note(query)
        return super().owners(query)

    def ids(self, query: Query) -> Any:
        self.note(query)
        return super().ids(query)


def fields_of(one: Is) -> Iterator[str]:
    yield one.field
    for other in one.or_:
        yield from fields_of(other)


@pytest.fixture
def books(tmp_path):
    office = open_office(tmp_path)
    yield Books(office)
    office.close()


@pytest.fixture
def ground(books):
    """A quarter of two communes; the first has a record in every book, so that rows are looked into."""
    for code, register in registers.ALL.items():
        if registers.is_declared(register) or register.parent:
            books.add(COMMUNES[0], code)
    with books.office.reading() as connection:
        yield Ground(SPAN, COMMUNES, Noting(connection, books.office.store.words), books.office.law_of)


def audience_of(register: str, path: str) -> str:
    name, dot, rest = path.partition(".")
    if name.startswith("_") or name in ("deleted", "status"):
        return "up" if registers.ALL[register].upward == "rows" or registers.ALL[register].shared else "home"
    declared = registers.ALL[register]
    if declared.audience(name) != "up" or not dot:
        return declared.audience(name)
    return audience_of(declared.by_name[name].to[0], rest)


def at_home(read: Read) -> list[tuple[str, str]]:
    return sorted(pair for pair in read if audience_of(*pair) != "up")


def test_no_cell_counts_what_does_not_go_up(ground):
    reader = ground.reader
    for form, column in [(one, column) for one in all_forms() for column in one.columns]:
        if column.measure and comes_up(form, column):
            counting = measures.ALL[column.measure].work(ground, **column.filters)
            for tally in counting if not isinstance(counting, Worked) else ():
                reader.note(tally.query, tally.fields)
    assert {"dissemination", "training_attendance", "admin_stat", "voter_petition", "petition"} <= {register for register, _ in reader.read}
    assert ("petition", "case_key") in reader.read
    assert at_home(reader.read) == []


def test_no_target_looks_at_what_does_not_go_up(ground):
    for target in TARGETS.values():
        target.judge(ground)
    assert ground.reader.read
    assert at_home(ground.reader.read) == []


def test_no_indicator_that_is_counted_again_looks_at_what_does_not_go_up(ground):
    again = [one for one in all_indicators() if counted_here(INDICATORS, one.code)]
    assert [one.code for one in all_indicators() if one not in again] == ["I17", "I18", "I29", "I35"]
    gaps = [part.gap.column for one in again for part in one.all() if part.gap]
    columns = [column for one in again for part in one.all() for column in part.columns]
    Figures(ground, rows=True).cells(Form(INDICATORS, "", "", (), (*columns, *gaps), ()))
    assert {"plan_task", "reception_visit", "commitment", "board", "inspection"} <= {register for register, _ in ground.reader.read}
    assert at_home(ground.reader.read) == []


def test_a_column_over_figures_that_stay_is_known_as_one():
    kept = {(form.code, column.code) for form in all_forms() for column in form.columns if not comes_up(form, column)}
    assert ("03/XLD", "1") in kept
    assert ("01/XLD", "9") in kept
    assert {code for code, _ in kept} & {"02/XLD", "04/XLD", "01/KQGQ", "02/KQGQ", "01/TCD"} == set()


@pytest.mark.parametrize(
    ("register", "path", "audience"),
    [
        ("petition", "case_key", "up"),
        ("petition", "summary", "home"),
        ("petition", "village_id", "home"),
        ("petition", "_date", "up"),
        ("reception_visit", "session_id.kind", "up"),
        ("denunciation_stat", "category", "home"),
        ("denunciation_stat", "_date", "home"),
    ],
)
def test_the_test_knows_what_goes_up(register, path, audience):
    assert audience_of(register, path) == audience
