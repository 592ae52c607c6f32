"""Forms are data: what is read is what is printed, and a form that means nothing is refused when it is read."""

from datetime import date

import pytest

from desktop.errors import Problem
from desktop.forms import all_forms, cell_name, form_of, read_form

TCD = [str(n) for n in range(1, 30)]
DV_04 = ["1", "2", "3", "3a", *"456789", "10", "11", "12a", "12b", "13a", "13b", "13c", "13d", "14", "15a", "15b", "15c", "16"]


@pytest.mark.parametrize(("code", "columns"), [("01/TCD", TCD), ("DV-04", DV_04), ("DV-05", TCD[:14])])
def test_a_form_has_the_columns_of_the_paper_in_their_order(code, columns):
    form, _ = form_of(code, date(2024, 3, 14))
    assert [column.code for column in form.columns] == columns
    assert all(column.title and column.unit for column in form.columns)


def test_the_inspectorates_checks_are_kept():
    form, _ = form_of("01/TCD", date(2024, 3, 14))
    assert [check.rule for check in form.checks][:3] == ["1=4+13+22", "2=5+14+23", "3=6+7+15+16+24+25"]


@pytest.mark.parametrize(
    ("last", "asked", "found"),
    [
        (date(2024, 2, 14), None, "TT02_2021"),
        (date(2024, 3, 14), None, "TT01_2024"),
        (date(2020, 3, 14), None, "TT02_2021"),
        (date(2024, 3, 14), "TT02_2021", "TT02_2021"),
    ],
)
def test_a_form_set_goes_by_the_last_day_unless_named(last, asked, found):
    assert form_of("01/TCD", last, asked)[1] == found
    assert form_of("DV-04", last, asked)[1] is None


@pytest.mark.parametrize(("name", "form_set"), [("DV-99", None), ("", None), ("01/TCD", "TT99_2030"), ("DV-04", "TT99_2030")])
def test_an_unknown_form_or_set_is_refused_by_name(name, form_set):
    with pytest.raises(Problem) as refused:
        form_of(name, date(2024, 3, 14), form_set)
    assert refused.value.code == "invalid_value"


def one(column: str, checks: str = "") -> str:
    return f'code = "T"\ntitle = "t"\nchecks = [{checks}]\ncolumn = [{{ code = "1", title = "a", {column} }}]'


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (one('measure = "nothing"'), KeyError),
        (one('measure = "visits", filters = { colour = "red" }'), TypeError),
        (one('measure = "visits", sum = ["1"]'), ValueError),
        (one('measure = "records", filters = { register = "reward", where = { reason = "dv" } }'), ValueError),
        (one('measure = "records", filters = { register = "reward", total = "counts" }'), ValueError),
        (one('measure = "records", filters = { register = "reward", has = { tags = "dvk" } }'), ValueError),
        (one('measure = "records", filters = { register = "oversight_activity", where = { "board_id.kind" = "x" } }'), ValueError),
        (one('measure = "records", filters = { register = "rewards" }'), KeyError),
        (one('title2 = "b"'), ValueError),
        (one('measure = "visits"', '"1=2"'), ValueError),
        (one('measure = "visits"', '"1+=1"'), ValueError),
    ],
)
def test_a_form_that_means_nothing_is_refused_when_it_is_read(text, error):
    with pytest.raises(error):
        read_form(text)


def test_sums_name_columns_that_exist():
    codes = {(form.code, column.code) for form in all_forms() for column in form.columns}
    named = [
        (form.code, code) if ":" not in code else tuple(code.split(":"))
        for form in all_forms()
        for column in form.columns
        for code in (*column.sum, *column.ratio)
    ]
    assert [one for one in named if one not in codes] == []


@pytest.mark.parametrize(
    ("mark", "words"),
    [
        ("DV-05:3", "cột 3 “Ủy quyền” biểu DV-05"),
        ("01/TCD:4", "cột 4 “Số lượt tiếp · Tiếp thường xuyên” biểu 01/TCD"),
        ("DV-99:1", "cột 1 biểu DV-99"),
    ],
)
def test_a_cell_is_named_by_its_words_with_its_group_where_the_title_alone_means_several(mark, words):
    assert cell_name(mark) == words


@pytest.mark.parametrize(
    ("last", "title"),
    [
        (date(2024, 3, 14), "Số vụ việc"),
        (None, "Số vụ việc"),
        (date(2024, 2, 14), "Đơn khác · Tiếp nhận trong kỳ"),
    ],
)
def test_a_cell_is_named_by_the_circular_of_its_period(last, title):
    assert cell_name("01/XLD:7", last) == f"cột 7 “{title}” biểu 01/XLD"
