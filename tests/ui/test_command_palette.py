"""The box of Ctrl+K: what stands first, and by which name."""

import pytest

from tests.ui.house import House, in_house
from ui.command_palette import CommandPalette


@pytest.fixture
def house(world, qtbot):
    with in_house(world.commune.paths.home, qtbot, world.commune) as made:
        yield made


def palette_of(house: House) -> CommandPalette:
    return next(one for one in house.window.findChildren(CommandPalette) if one.isVisible())


def test_the_name_of_a_book_leads_to_it_before_the_records_that_hold_its_words(house):
    house.press("Ctrl+K")
    house.type("tiep cong dan")
    palette = palette_of(house)
    palette.look_now()
    house.settle()
    lines = [line.text for line in palette.answers.lines]
    assert lines[:2] == ["ĐI ĐẾN", "Tiếp công dân"]
    assert any(line.startswith("BẢN GHI") for line in lines)
    house.press("Enter")
    assert house.main.place == "register:reception_visit"


def test_a_rule_of_the_law_is_named_by_its_source_and_not_by_a_code(house):
    house.press("Ctrl+K")
    house.type("42/2013/QH13")
    palette = palette_of(house)
    palette.look_now()
    house.settle()
    hits = [line.text for line in palette.answers.lines if line.detail.startswith("Tham số pháp luật")]
    assert hits
    assert all(hit.startswith("Luật Tiếp công dân") for hit in hits)
    house.press("Esc")
