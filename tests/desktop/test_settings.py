"""Settings of this machine: declared once, kept whole, and nothing in the file can stop the program."""

import json

import pytest

from desktop import settings
from desktop.settings import Settings, change


def test_every_default_is_a_value_that_can_be():
    assert [one.key for one in settings.ALL.values() if not one.fits(one.default)] == []


def test_what_nobody_chose_has_its_default(tmp_path):
    assert Settings.load(tmp_path / "settings.json")["letters"] == 100


def test_a_change_is_there_after_a_new_start(tmp_path):
    file = tmp_path / "settings.json"
    change(file, theme="dark", pinned=["reward"])
    again = Settings.load(file)
    assert (again["theme"], again["pinned"], again["letters"]) == ("dark", ["reward"], 100)


def test_what_a_newer_program_wrote_is_kept(tmp_path):
    file = tmp_path / "settings.json"
    file.write_text('{"voice": "loud", "letters": 125}', encoding="utf-8")
    change(file, theme="light")
    assert json.loads(file.read_text(encoding="utf-8")) == {"voice": "loud", "letters": 125, "theme": "light"}


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '"x"', "\ud7ff"])
def test_a_damaged_file_stops_nothing(tmp_path, text):
    file = tmp_path / "settings.json"
    file.write_text(text, encoding="utf-8")
    assert Settings.load(file)["theme"] == "system"
    assert change(file, theme="dark")["theme"] == "dark"


@pytest.mark.parametrize(("key", "value"), [("letters", 101), ("letters", True), ("theme", "blue"), ("pinned", [1]), ("window", ["a"])])
def test_a_value_that_cannot_be_counts_as_never_chosen(tmp_path, key, value):
    file = tmp_path / "settings.json"
    file.write_text(json.dumps({key: value}), encoding="utf-8")
    assert Settings.load(file)[key] == settings.ALL[key].default
    with pytest.raises(ValueError, match=key):
        change(file, **{key: value})


def test_a_setting_that_is_not_declared_is_a_fault_of_the_program(tmp_path):
    with pytest.raises(KeyError):
        change(tmp_path / "settings.json", colour="dark")
    with pytest.raises(KeyError):
        Settings({})["colour"]
