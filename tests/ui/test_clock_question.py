"""The question about the laptop's day: asked before a dated entry is saved, and after a yes no more."""

import pytest

from desktop.actions import clock_doubt, lookup, records
from desktop.clock import Clock
from tests.factory import valid
from tests.ui.clerk import clerk_at
from ui.dialogs import QuestionDialog


@pytest.fixture
def clerk(world, qtbot):
    world.commune.clock = Clock.from_text("1980-01-01T00:00:10")
    with clerk_at(world.commune, qtbot) as sitting:
        yield sitting


@pytest.fixture
def record(world):
    return records.add(world.commune, "reward", [(valid("reward"), None)]).ids[0]


def note(world, record):
    return lookup.show(world.commune, "reward", record).values["note"]


def write(clerk, record, text):
    clerk.go(f"record:reward:{record}")
    clerk.page.form.fields["note"].editor.set_value(text)
    clerk.page.on_typed("note")
    clerk.press("Ctrl+S")


def test_a_dated_entry_waits_for_the_answer_and_is_asked_about_once(clerk, world, record):
    write(clerk, record, "một")
    assert clerk.frame.window().findChild(QuestionDialog) is not None
    assert note(world, record) != "một"
    clerk.press("Enter")
    assert note(world, record) == "một"
    assert clock_doubt.doubt(world.commune) == ""
    write(clerk, record, "hai")
    assert note(world, record) == "hai"


def test_who_wants_to_put_the_clock_right_first_has_saved_nothing_and_lost_nothing(clerk, world, record):
    write(clerk, record, "một")
    clerk.press("Esc")
    assert note(world, record) != "một"
    assert clerk.page.form.fields["note"].editor.value() == "một"
    assert clock_doubt.doubt(world.commune)
