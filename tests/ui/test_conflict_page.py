"""Two answers side by side: a digit chooses, Enter settles and goes on; somebody else's conflict is only shown."""

import pytest
from PySide6.QtWidgets import QApplication

from desktop.actions import conflicts, lookup, records
from desktop.actions.entry_form import open_form
from tests.ui.clerk import clerk_at
from tests.ui.typing import type_text
from ui.text_check import cut_texts


@pytest.fixture
def official(world) -> str:
    """Two people changed name part and position of one official without seeing each other."""
    office = world.commune
    record = lookup.listing(office, "official", lookup.Ask()).records[0].id
    seen = open_form(office, "official", record).heads
    for position, part in (("Phó Chủ tịch", "Văn phòng"), ("Bí thư", "Tư pháp")):
        records.edit(office, "official", record, {"position": position, "unit_part": part}, base=seen)
    return record


@pytest.fixture
def clerk(world, official, qtbot):
    with clerk_at(world.commune, qtbot) as sitting:
        sitting.go("conflicts")
        yield sitting


def test_both_answers_and_the_one_that_stands_are_shown(clerk):
    one = clerk.page.current
    assert {answer.value for answer in one.answers} == {"Phó Chủ tịch", "Bí thư"}
    assert clerk.page.subtitle.text().startswith("Cán bộ, công chức")
    assert cut_texts(clerk.page) == []


def test_enter_settles_and_goes_on_to_the_next(clerk, world, official):
    chosen = clerk.page.current.answers[0].value
    clerk.press("1", "Enter")
    assert lookup.show(world.commune, "official", official).values["position"] == chosen
    assert clerk.page.current.field.name == "unit_part"
    clerk.press("2", "Enter")
    assert conflicts.listing(world.commune) == []
    assert clerk.page.current is None


def test_another_value_is_written_when_neither_is_right(clerk, world, official):
    clerk.press("3")
    type_text(QApplication.focusWidget(), "Trưởng bản")
    clerk.press("Enter")
    assert lookup.show(world.commune, "official", official).values["position"] == "Trưởng bản"


def test_an_empty_other_value_settles_nothing(clerk, world):
    clerk.press("3", "Enter")
    assert len(conflicts.listing(world.commune)) == 2


def test_later_goes_to_the_next_and_changes_nothing(clerk, world):
    first = clerk.page.current.id
    clerk.press("Esc")
    assert clerk.page.current.id != first
    assert len(conflicts.listing(world.commune)) == 2


def test_nothing_waits_is_said(world, qtbot):
    with clerk_at(world.commune, qtbot) as sitting:
        sitting.go("conflicts")
        assert sitting.page.current is None
        assert not sitting.page.use.isVisible()
