"""Every sentence of the plan of 2024 that orders something has a place where it is written down, counted or told.

The openings of all its sentences, part by part, stand in plan_2024/openings.txt; what serves each in plan_2024/orders.toml.
"""

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from desktop import registers
from desktop.actions import reports
from desktop.entries.catalogue import resource_records
from desktop.forms import all_forms
from desktop.measures import targets
from desktop.reporting import indicators

FOLDER = Path(__file__).parent / "plan_2024"
DATA = tomllib.loads((FOLDER / "orders.toml").read_text(encoding="utf-8"))
ORDERS, STATES = DATA["order"], DATA["states"]
OPENINGS = [tuple(line.split("\t")) for line in (FOLDER / "openings.txt").read_text(encoding="utf-8").splitlines()]
KNOWN = {
    "register": {code for code, one in registers.ALL.items() if not one.system},
    "target": set(targets.ALL),
    "indicator": {one.code for one in indicators.all_indicators()},
    "form": {form.code for form in all_forms()},
    "report": set(reports.KINDS),
}


def sentence(line):
    return line["paragraph"], line["opening"]


def known_to_the_program(name):
    kind, _, code = name.partition(":")
    return code in KNOWN.get(kind, ())


def test_every_sentence_of_the_plan_either_orders_something_or_says_why_not():
    assert Counter(map(sentence, [*ORDERS, *STATES])) == Counter(OPENINGS)
    assert all(len(opening.split()) == 5 for _, opening in OPENINGS)
    assert all(line["why"] for line in STATES)


def test_the_parts_of_the_plan_are_all_there():
    paragraphs = {paragraph for paragraph, _ in OPENINGS}
    parts = {"I", "IV"} | {f"II.{n}" for n in range(1, 6)} | {f"III.{n}" for n in range(1, 8)} | {f"IV.{n}" for n in range(1, 5)}
    assert paragraphs == parts


@pytest.mark.parametrize("line", ORDERS, ids=lambda line: f"{line['paragraph']} {line['opening']}")
def test_what_the_plan_orders_is_served_by_something_that_the_program_has(line):
    assert line["serves"]
    assert [name for name in line["serves"] if not known_to_the_program(name)] == []


def test_each_target_serves_its_own_sentence_of_part_two():
    serving = {line["paragraph"]: line["serves"] for line in ORDERS}
    assert [f"target:CT{n}" in serving[f"II.{n}"] for n in range(1, 6)] == [True] * 5


def test_the_shipped_plan_has_a_task_for_every_paragraph_that_orders_work():
    clauses = {values["clause"] for code, _, values in resource_records() if code == "plan_task"}
    assert clauses == {line["paragraph"] for line in ORDERS if line["paragraph"].startswith(("III.", "IV."))}
