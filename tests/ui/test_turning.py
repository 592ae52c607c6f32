"""A letter that proves to be a denunciation: nothing happens before the typed word, and everything after it."""

import pytest

from desktop.actions import lookup, records
from tests.factory import valid
from tests.ui.clerk import clerk_at
from ui.banner import Banner


@pytest.fixture
def clerk(world, qtbot):
    with clerk_at(world.commune, qtbot) as sitting:
        yield sitting


@pytest.fixture
def letter(world):
    said = {"source": "buu_chinh", "petitioner_name": "Ly Cà Pư", "address": "Bản Thò Ma", "summary": "Đo lại đất nương"}
    return records.add(world.commune, "petition", [(valid("petition", **said), None)]).ids[0]


def turn(clerk, letter):
    clerk.go(f"record:petition:{letter}")
    clerk.page.form.fields["kind"].editor.set_value("to_cao")
    clerk.page.on_typed("kind")
    clerk.press("Ctrl+S")


def name(world, letter):
    return lookup.show(world.commune, "petition", letter).values["petitioner_name"]


def test_a_letter_moves_only_after_the_typed_word(clerk, world, letter):
    turn(clerk, letter)
    assert name(world, letter) == "Ly Cà Pư"
    clerk.type("XÓA")
    clerk.press("Enter", "Enter")
    moved = lookup.show(world.commune, "petition", letter)
    assert moved.values["kind"] == "to_cao"
    assert {"petitioner_name", "summary", "received_on"} <= set(moved.erased)
    assert clerk.page.banner.what.text().startswith("Đã xóa nội dung")


def test_a_letter_stays_when_the_word_is_not_typed(clerk, world, letter):
    turn(clerk, letter)
    clerk.press("Esc")
    assert name(world, letter) == "Ly Cà Pư"


@pytest.mark.parametrize("place", ["register:denunciation_stat", "new:denunciation_stat"])
def test_the_pages_of_denunciations_say_that_only_figures_are_kept(clerk, place):
    clerk.go(place)
    said = [one.what.text() for one in clerk.page.findChildren(Banner) if one.isVisible()]
    assert any(one.startswith("Chỉ ghi số liệu. Không ghi họ tên") for one in said)
