"""Questions over the page: safe by default, closed to the keys below, and erasure needs a typed word."""

import unicodedata

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.gallery import make_frame
from tests.ui.mock_pages import ERASE, ListPage
from tests.ui.typing import press_focus, type_telex
from ui.dialogs import Question, ask, is_word

CLOSE = Question("Chốt kỳ quý I/2024, lần 2?", "Người ký: Chủ tịch Pờ Hùng Sang.", "Chốt")


@pytest.fixture
def frame(shown):
    made = make_frame()
    page = ListPage()
    made.show_page(page, "visits")
    shown(made)
    page.table.setFocus()
    return made


def answers() -> tuple[list[str], dict[str, object]]:
    heard: list[str] = []
    return heard, {"act": lambda: heard.append("act"), "keep": lambda: heard.append("keep")}


def test_enter_does_a_harmless_act_and_the_focus_goes_back(frame):
    before, (heard, ends) = QApplication.focusWidget(), answers()
    ask(frame, CLOSE, **ends)
    press_focus("Enter")
    assert heard == ["act"]
    assert QApplication.focusWidget() is before


def test_esc_keeps_everything(frame):
    heard, ends = answers()
    ask(frame, CLOSE, **ends)
    press_focus("Esc")
    assert heard == ["keep"]


def test_enter_keeps_everything_when_the_act_is_dangerous(frame):
    heard, ends = answers()
    ask(frame, Question("Xóa nháp?", "Mất hẳn.", "Xóa", danger=True), **ends)
    press_focus("Enter")
    assert heard == ["keep"]


def test_erasure_waits_for_the_typed_word(frame):
    heard, ends = answers()
    dialog = ask(frame, ERASE, **ends)
    press_focus("Enter")
    assert not dialog.act.isEnabled()
    type_telex(QApplication.focusWidget(), "XÓA")
    assert dialog.act.isEnabled()
    press_focus("Enter")
    assert heard == []
    press_focus("Enter")
    assert heard == ["act"]


def test_enter_after_a_wrong_word_says_which_is_wanted(frame):
    heard, ends = answers()
    dialog = ask(frame, ERASE, **ends)
    type_telex(QApplication.focusWidget(), "xóa")
    press_focus("Enter")
    assert (dialog.word.label.message, dialog.line.hasFocus(), heard) == ("Chưa đúng XÓA, chữ hoa", True, [])


@pytest.mark.parametrize("typed", ["XÓA", "XOÁ", " XÓA ", unicodedata.normalize("NFD", "XÓA")])
def test_both_places_of_the_tone_mark_are_right(typed: str):
    assert is_word(typed, "XÓA")


@pytest.mark.parametrize("typed", ["", "XO", "XOA", "XÓA H", "xóa"])
def test_anything_else_is_not_the_word(typed: str):
    assert not is_word(typed, "XÓA")


def test_no_key_reaches_the_page_below(frame):
    asked: list[int] = []
    frame.search_asked.connect(lambda: asked.append(1))
    page = frame.page
    pressed: list[str] = []
    page.key("F8", lambda: pressed.append("F8"), "Xem")
    press_focus("F8")
    press_focus("Ctrl+K")
    assert (pressed, asked) == (["F8"], [1])
    heard, ends = answers()
    ask(frame, CLOSE, **ends)
    press_focus("F8")
    press_focus("Ctrl+K")
    assert (pressed, asked, heard) == (["F8"], [1], [])


def test_tab_goes_round_inside(frame):
    dialog = ask(frame, CLOSE, lambda: None)
    stops = []
    for _ in range(4):
        stops.append(QApplication.focusWidget())
        press_focus("Tab")
    assert stops == [dialog.act, dialog.safe, dialog.act, dialog.safe]


def test_the_card_follows_the_window(frame):
    dialog = ask(frame, ERASE, lambda: None)
    frame.resize(1200, 700)
    QApplication.processEvents()
    assert dialog.size() == frame.size()
    assert dialog.card.width() == 520
    assert abs(dialog.card.geometry().center().x() - frame.width() // 2) <= 1
