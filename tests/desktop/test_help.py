"""What the help tells somebody on a bad day to press or to type is there."""

import re

import pytest

import resources
from desktop import cli  # noqa: F401 - it registers every command
from desktop.commands.stations import station
from desktop.language.texts import t

PAGES = sorted(resources.path("help", "vi").glob("*.md"))
BUTTONS = {
    "22_mat-may": ["connect.revoke", "connect.rotate", "connect.retire", "keys.code", "connect.title", "settings.keys"],
    "23_mat-usb": ["merger.title"],
}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_command_that_the_help_names_is_one(page):
    for first, second in re.findall(r"`([a-z]+) ([a-z-]+)`", page.read_text(encoding="utf-8")):
        assert first == "station"
        assert second in station.commands


@pytest.mark.parametrize(("page", "buttons"), BUTTONS.items())
def test_the_buttons_of_a_bad_day_are_called_as_in_the_window(page, buttons):
    text = resources.read_text("help", "vi", f"{page}.md")
    for key in buttons:
        assert t(key).rstrip("…") in text, key


def test_no_two_pages_of_help_share_a_number_or_a_name():
    stems = [page.stem.partition("_") for page in PAGES]
    assert len({number for number, _, _ in stems}) == len({name for _, _, name in stems}) == len(stems)
