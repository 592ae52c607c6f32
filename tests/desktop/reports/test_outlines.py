"""Every outline asks only for what there is: figures of its own annexes, fields of books that go up, blocks that somebody wrote."""

from string import Formatter

import pytest

from desktop import registers
from desktop.forms import all_forms
from desktop.reports.blocks import BLOCKS
from desktop.reports.outline import Listed, all_outlines
from desktop.reports.sentences import filled, places

OUTLINES = list(all_outlines().values())
WORDS = {"head", "whole", "last"}


def templates(outline):
    return [text for part in outline.parts for one in part.says for text in (one.text, one.none, f"{{{one.by}}}" if one.by else "")]


@pytest.mark.parametrize("outline", OUTLINES, ids=lambda one: one.kind)
def test_every_place_of_a_sentence_is_a_word_or_a_column_of_an_annex(outline):
    """Of an annex whose columns every circular has: which one is in use depends on the period."""
    codes = {code: [{column.code for column in form.columns} for form in all_forms() if form.code == code] for code in outline.forms}
    columns = {(code, column) for code, sets in codes.items() for column in set.intersection(*sets)}
    asked = {place for text in templates(outline) for place in places(text)} - WORDS
    cells = {(form, code) for form, _, codes in (place.rpartition(":") for place in asked) for code in codes.split("+")}
    assert cells - columns == set()


@pytest.mark.parametrize("outline", OUTLINES, ids=lambda one: one.kind)
def test_every_annex_is_a_form(outline):
    assert set(outline.forms) - {form.code for form in all_forms()} == set()


@pytest.mark.parametrize("outline", OUTLINES, ids=lambda one: one.kind)
def test_every_block_is_there(outline):
    assert {part.block for part in outline.parts if part.block} - set(BLOCKS) == set()


@pytest.mark.parametrize("listed", [one for outline in OUTLINES for one in outline.listed], ids=lambda one: f"{one.register}:{one.line}")
def test_what_is_named_are_fields_that_the_upper_unit_may_read(listed: Listed):
    register = registers.ALL[listed.register]
    said = {name for _, name, _, _ in Formatter().parse(listed.line.replace("[", "").replace("]", "")) if name}
    asked = said | set(listed.columns) | set(listed.where) | set(listed.filled) | ({listed.day} - {"_date"})
    assert {name for name in asked if name not in register.by_name} == set()
    assert [name for name in asked if register.by_name[name].private] == []
    for name, value in listed.where.items():
        options = register.by_name[name].options
        assert not options or set([value] if isinstance(value, str) else value) <= set(options)


def said(template, **values):
    parts = filled(template, lambda place: str(values.get(place, 0)), lambda place: bool(values.get(place)))
    return "".join(str(part) for part in parts)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"n": 3}, "Có 3 việc, chưa xong."),
        ({"n": 3, "done": 2}, "Có 3 việc, xong 2."),
        ({"n": 3, "done": 3, "b": 1}, "Có 3 việc (trong đó khó 1), xong 3."),
        ({"n": 3, "done": 3, "a": 2, "b": 1}, "Có 3 việc (trong đó dễ 2, khó 1), xong 3."),
    ],
)
def test_a_clause_stands_only_where_there_is_something(values, sentence):
    assert said("Có {n} việc[ (trong đó <dễ {a}|khó {b}>)][, xong {done}//, chưa xong].", **values) == sentence
