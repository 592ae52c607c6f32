"""Sentences under keys: a missing one is seen and harms nothing."""

from pathlib import Path

import pytest

from desktop.language.texts import TwiceGiven, read_texts, t


def test_a_text_fills_its_named_places():
    assert t("path.now", at=2, of=5, step="Chốt") == "Bước 2 trên 5: Chốt"


def test_a_missing_key_is_shown_as_itself():
    assert t("no.such.key", n=1) == "⟦no.such.key⟧"


def test_a_missing_value_shows_the_key_and_does_not_stop_the_program():
    assert t("path.now", at=2) == "⟦path.now⟧"


def test_a_brace_in_a_value_is_data():
    assert t("dialog.type_word", word="{word}") == "Gõ {word} để xác nhận"


def test_the_same_key_in_two_files_is_refused(tmp_path: Path):
    (tmp_path / "a.toml").write_text('[x]\ny = "1"', encoding="utf-8")
    (tmp_path / "b.toml").write_text('x.y = "2"', encoding="utf-8")
    with pytest.raises(TwiceGiven, match=r"x\.y"):
        read_texts(tmp_path)


def test_the_words_of_qt_are_not_among_the_texts(tmp_path: Path):
    (tmp_path / "qt.toml").write_text('[QLineEdit]\n"Cut" = "Cắt"', encoding="utf-8")
    assert read_texts(tmp_path) == {}


def test_with_pseudo_texts_everything_is_twice_as_long(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DV_PSEUDO", "1")
    assert t("progress.stop") == "Dừng Dừng"
