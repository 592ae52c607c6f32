"""The engine behind every form: sums, ratios, totals, checks, and what it costs."""

import re
from collections import Counter

import pytest

from desktop import measures, registers
from desktop.forms import all_forms, read_form
from desktop.law.period_calendar import parse_code
from desktop.measures.model import Ground
from desktop.reporting.cells import CellValue, checks, frozen_cells, not_reported, total_cells
from desktop.reporting.closing import forms_at
from desktop.reporting.figures import Figures, figures_of, form_cells
from tests.desktop.measures.books import COMMUNES, Books, open_office

SPAN = parse_code("2024-Q1")
FORM = """
code = "T-01"
title = "Thử"
checks = ["1=2+3", "2<=1"]
column = [
    { code = "1", title = "a", measure = "visits" },
    { code = "2", title = "b", measure = "records", filters = { register = "dialogue" } },
    { code = "3", title = "c", measure = "records", filters = { register = "reward", total = "count" } },
    { code = "4", title = "d", sum = ["2", "3"] },
    { code = "5", title = "e", ratio = ["2", "3"] },
]
"""


@pytest.fixture
def books(tmp_path):
    office = open_office(tmp_path)
    yield Books(office)
    office.close()


def row(*values: int | None) -> dict[str, CellValue]:
    return {str(place): CellValue(value, None if value is not None else "chua_nhap") for place, value in enumerate(values, 1)}


def test_a_total_adds_the_rows_and_works_ratios_out_again():
    form = read_form(FORM)
    ratio = {"5": CellValue("0.5000")}
    total = total_cells(form, [row(1, 1, 2, 3) | ratio, row(5, 2, 1, 3) | {"5": CellValue("2.0000")}])
    assert {code: cell.value for code, cell in total.items()} == {"1": 6, "2": 3, "3": 3, "4": 6, "5": "1.0000"}


def test_an_empty_cell_adds_nothing_and_only_empty_ones_stay_empty():
    form = read_form(FORM)
    total = total_cells(
        form, [row(None, 0, 2, 2) | {"5": CellValue("0.0000")}, row(None, None, 4, 4) | {"5": CellValue(None, "chua_nhap")}]
    )
    assert {code: (cell.value, cell.why) for code, cell in total.items()} == {
        "1": (None, "chua_nhap"), "2": (0, None), "3": (6, None), "4": (6, None), "5": ("0.0000", None),
    }  # fmt: skip


def test_a_total_of_nobody_is_empty():
    form = read_form(FORM)
    assert {(cell.value, cell.why) for cell in total_cells(form, []).values()} == {(None, "chua_bao_cao")}
    assert {(cell.value, cell.why) for cell in not_reported(form).values()} == {(None, "chua_bao_cao")}


def test_a_check_that_fails_says_both_numbers():
    failed, held = checks(read_form(FORM), row(1234, 1, 2, 3))
    assert (failed.check, failed.ok) == ("T-01:1=2+3", False)
    assert failed.message == "Biểu T-01: cột 1 (1.234) phải bằng cột 2 + 3 (3)."
    assert (held.check, held.ok) == ("T-01:2<=1", True)
    assert [one.ok for one in checks(read_form(FORM), row(1, 2, -1, 1))] == [True, False]


def test_empty_cells_break_no_check():
    form = read_form(FORM)
    assert all(one.ok for one in checks(form, {column.code: CellValue(None, "chua_nhap") for column in form.columns}))


def test_frozen_cells_say_that_they_are_the_units_own():
    form = read_form(FORM)
    found = frozen_cells(form, {"1": 3, "2": None})
    assert [(cell.value, cell.why) for cell in found.values()][:3] == [(3, "theo_so_chot"), (None, "chua_nhap"), (None, "chua_nhap")]


def test_sums_and_ratios_of_records(books):
    unit = COMMUNES[0]
    books.add(unit, "dialogue", held_on="2024-02-01")
    books.add(unit, "reward", decision_date="2024-02-01", count=3)
    with books.office.reading() as connection:
        found = form_cells(books.office, connection, read_form(FORM), SPAN, [unit, COMMUNES[1]], rows=True)
    assert {code: cell.value for code, cell in found[unit].items()} == {"1": None, "2": 1, "3": 3, "4": 4, "5": "0.3333"}
    assert len(found[unit]["4"].ids) == 2
    assert {cell.value for cell in found[COMMUNES[1]].values()} == {None}


def test_a_visit_in_no_block_is_found_by_the_check(books):
    unit = COMMUNES[0]
    session = books.session(unit, "2024-02-21")
    books.add(unit, "reception_visit", session_id=session, people_count=1)
    with books.office.writing() as connection:  # as a merge of two laptops may leave it
        connection.execute("UPDATE r_reception_session SET actor = 'can_bo'")
    form = next(form for form in all_forms() if form.code == "01/TCD")
    with books.office.reading() as connection:
        found = form_cells(books.office, connection, form, SPAN, [unit])[unit]
    assert [one.check for one in checks(form, found) if not one.ok] == ["01/TCD:1=4+13+22", "01/TCD:2=5+14+23"]


def test_all_forms_walk_over_the_visits_of_a_period_once_to_count_and_once_to_see_who_has_any(books):
    seen: list[str] = []
    with books.office.reading() as connection:
        figures = figures_of(books.office, connection, SPAN, COMMUNES)
        connection.set_trace_callback(seen.append)
        figures.ask(form for form, _ in forms_at(SPAN.to_date))
        for form, _ in forms_at(SPAN.to_date):
            figures.cells(form)
        connection.set_trace_callback(None)
    walked = Counter(book for text in seen for book in set(re.findall(r'FROM "r_(\w+)"', text)))
    assert walked["reception_visit"] == 2
    assert walked["consultation"] == 2
    counting = [text for text in seen if 'FROM "r_petition"' in text and "FILTER" in text]
    assert len(counting) == 3  # letters of the period, before it, and up to its last day


def statements(books: Books, units: tuple[str, ...]) -> int:
    """Return how many questions to the books all forms cost, the law being known: only its mark is looked up for each unit."""
    seen: list[str] = []
    for unit in units:
        books.office.law_of(unit)
    with books.office.reading() as connection:
        connection.set_trace_callback(seen.append)
        for form in all_forms():
            form_cells(books.office, connection, form, SPAN, units)
        connection.set_trace_callback(None)
    return sum('FROM "r_' in text for text in seen)


def test_the_number_of_questions_to_the_books_does_not_grow_with_the_units(books):
    books.add(COMMUNES[0], "model", registered_on="2024-01-20")
    one, many = statements(books, COMMUNES[:1]), statements(books, COMMUNES)
    assert one == many
    assert one > 0


def test_a_measure_is_found_by_its_file():
    assert set(measures.ALL) >= {"records", "in_force", "visits", "people", "cases", "sessions"}
    assert [code for code, measure in measures.ALL.items() if measure.register and measure.register not in registers.ALL] == []


def test_a_measure_is_asked_once_however_many_columns_use_it(books):
    with books.office.reading() as connection:
        ground = Ground(SPAN, COMMUNES, books.office.reader(connection), books.office.law_of)
        figures = Figures(ground)
        form = next(form for form in all_forms() if form.code == "DV-05")
        figures.cells(form)
        seen: list[str] = []
        connection.set_trace_callback(seen.append)
        figures.cells(form)
        connection.set_trace_callback(None)
    assert seen == []
