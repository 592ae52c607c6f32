"""Editors under real keys: text is never touched while it is typed, Enter goes on, digits take."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from tests.ui.typing import press, type_telex, type_text
from ui.widgets.check import Check
from ui.widgets.choice import Choice
from ui.widgets.date_edit import DateEdit
from ui.widgets.field import Field
from ui.widgets.line_edit import LineEdit
from ui.widgets.list_field import ListField
from ui.widgets.multi_choice import MultiChoice, MultiPick
from ui.widgets.number_edit import NumberEdit
from ui.widgets.option import Option, matching
from ui.widgets.search_field import SearchField
from ui.widgets.text_area import TextArea

VILLAGES = [Option(f"v{at}", name) for at, name in enumerate(["Đo Lé", "Seo Thèn A", "Seo Thèn B", "Đất Đỏ", "Chà Gì", "Phí Chi A"])]
NAME = "Lỳ Ế Đườngữ"


def today() -> date:
    return date(2024, 3, 5)


def counting(editor) -> list[int]:
    heard: list[int] = []
    editor.advance.connect(lambda: heard.append(1))
    return heard


def wheel(widget: QWidget) -> None:
    spot = QPointF(5, 5)
    none = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    turn = QWheelEvent(spot, spot, QPoint(), QPoint(0, -120), *none, False)
    QApplication.sendEvent(widget, turn)


@pytest.mark.parametrize("make", [LineEdit, lambda: SearchField.among(VILLAGES), TextArea, lambda: DateEdit(today), NumberEdit])
def test_telex_like_retyping_arrives_letter_by_letter_in_every_text_field(make, shown):
    editor = shown(make())
    editor.setFocus()
    type_telex(editor, NAME)
    assert (editor.toPlainText() if isinstance(editor, QPlainTextEdit) else editor.text()) == NAME


def test_decomposed_text_is_kept_composed(shown):
    line = shown(LineEdit())
    type_text(line, "Tiê\u0301p ")
    assert line.value() == "Tiếp"


def test_enter_in_a_line_goes_on_and_writes_nothing(shown):
    line = shown(LineEdit())
    heard = counting(line)
    type_text(line, "Páo")
    press(line, "Enter")
    assert (line.text(), heard) == ("Páo", [1])


def test_shift_enter_is_a_new_line_and_enter_goes_on(shown):
    area = shown(TextArea(limit=10))
    heard, counts = counting(area), []
    area.counted.connect(counts.append)
    type_text(area, "một")
    press(area, "Shift+Enter")
    type_text(area, "hai")
    press(area, "Enter")
    assert area.value() == "một\nhai"
    assert heard == [1]
    assert counts[-1].endswith("7/10")


def test_more_letters_than_allowed_are_told_and_not_cut(shown):
    area = shown(TextArea(limit=3))
    type_text(area, "bốn chữ")
    assert area.value() == "bốn chữ"
    assert area.problem() == "Quá 3 chữ"


def test_a_date_is_written_out_when_the_field_is_left(shown):
    box = QWidget()
    edit, other = DateEdit(today), LineEdit()
    for widget in (edit, other):
        widget.setParent(box)
    shown(box)
    edit.setFocus()
    type_text(edit, "25")
    assert edit.text() == "25"
    other.setFocus()
    assert (edit.text(), edit.value(), edit.problem()) == ("25/03/2024", "2024-03-25", "")


def test_what_is_no_day_stays_as_typed(shown):
    edit = shown(DateEdit(today))
    type_text(edit, "32/03/2024")
    edit.clearFocus()
    assert (edit.text(), edit.value(), edit.problem()) == ("32/03/2024", "", "Không có ngày này")
    assert "32/03/2024" in edit.explanation()


def test_ctrl_semicolon_and_hn_are_today(shown):
    edit = shown(DateEdit(today))
    edit.setFocus()
    press(edit, "Ctrl+;")
    assert edit.value() == "2024-03-05"
    edit.clear()
    type_text(edit, "hn")
    assert edit.value() == "2024-03-05"


def test_a_number_is_grouped_when_the_field_is_left(shown):
    edit = shown(NumberEdit())
    edit.setFocus()
    type_text(edit, "1234567")
    edit.clearFocus()
    assert (edit.text(), edit.value()) == ("1.234.567", 1234567)


def test_a_year_is_written_without_a_dot(shown):
    edit = shown(NumberEdit(grouped=False))
    edit.set_value(2024)
    edit.setFocus()
    edit.clearFocus()
    assert (edit.text(), edit.value()) == ("2024", 2024)


def test_words_and_negative_numbers_are_no_number_of_people(shown):
    edit = shown(NumberEdit())
    type_text(edit, "-3")
    assert (edit.value(), edit.problem()) == (None, "Gõ số nguyên")
    edit.set_value(None)
    type_text(edit, "ba")
    assert edit.problem() == "Gõ số nguyên"


def test_a_digit_takes_a_segment_and_goes_on(shown):
    choice = shown(Choice(VILLAGES[:5]))
    choice.setFocus()
    heard = counting(choice)
    press(choice, "3")
    assert (choice.value(), heard) == ("v2", [1])
    press(choice, "9")
    assert (choice.value(), heard) == ("v2", [1])


def test_arrows_move_in_a_choice_and_do_not_go_on(shown):
    choice = shown(Choice(VILLAGES[:3]))
    choice.setFocus()
    heard = counting(choice)
    for key in ("Right", "Right", "Left", "Left", "Left"):
        press(choice, key)
    assert (choice.value(), heard) == ("v0", [])


def test_a_click_takes_the_segment_under_it(shown, qtbot):
    choice = shown(Choice(VILLAGES[:2]))
    choice.resize(300, 32)
    qtbot.mouseClick(choice, Qt.MouseButton.LeftButton, pos=QPoint(280, 10))
    assert choice.value() == "v1"


@pytest.mark.parametrize("make", [lambda: Choice(VILLAGES[:3]), lambda: ListField(VILLAGES), lambda: SearchField.among(VILLAGES)])
def test_a_wheel_never_changes_a_value(make, shown):
    editor = shown(make())
    editor.set_value("v1" if not isinstance(editor, SearchField) else VILLAGES[1])
    wheel(editor)
    assert editor.value() == "v1"


def test_input_methods_are_off_where_digits_choose_and_on_where_text_is_typed(shown):
    off = Qt.WidgetAttribute.WA_InputMethodEnabled
    assert not any(part.testAttribute(off) for part in (Choice(VILLAGES[:3]), ListField(VILLAGES), MultiChoice(VILLAGES[:3])))
    assert all(part.testAttribute(off) for part in (LineEdit(), SearchField.among(VILLAGES), TextArea()))


def test_a_digit_takes_a_value_of_a_closed_list(shown):
    field = shown(ListField(VILLAGES))
    field.setFocus()
    heard = counting(field)
    press(field, "2")
    assert (field.value(), heard) == ("v1", [1])


def test_first_letters_walk_through_a_list_without_marks(shown):
    field = shown(ListField(VILLAGES))
    field.setFocus()
    press(field, "D")
    assert field.value() == "v0"
    press(field, "D")
    assert field.value() == "v3"


@pytest.mark.parametrize("key", ["F4", "Alt+Down", "Space"])
def test_an_opened_list_takes_by_enter_and_keeps_by_esc(key: str, shown):
    field = shown(ListField(VILLAGES))
    field.setFocus()
    heard = counting(field)
    press(field, key)
    press(field, "Down")
    press(field, "Esc")
    assert (field.value(), heard) == ("", [])
    press(field, key)
    press(field, "Down")
    press(field, "Enter")
    assert (field.value(), heard) == ("v1", [1])


def test_typing_part_of_a_name_and_enter_takes_the_match(shown):
    field = shown(SearchField.among(VILLAGES))
    field.setFocus()
    heard = counting(field)
    type_text(field, "then b")
    press(field, "Enter")
    assert (field.value(), field.text(), heard) == ("v2", "Seo Thèn B", [1])


def test_the_list_below_comes_after_a_pause_and_is_walked_by_arrows(shown, qtbot):
    field = shown(SearchField.among(VILLAGES))
    field.setFocus()
    type_text(field, "seo")
    qtbot.waitUntil(lambda: field._popup.isVisible(), timeout=2000)
    assert field.text() == "seo"
    press(field, "Down")
    press(field, "Enter")
    assert field.value() == "v2"


def test_leaving_takes_the_only_one_named_so(shown):
    field = shown(SearchField.among(VILLAGES))
    field.setFocus()
    type_text(field, "dat do")
    field.clearFocus()
    assert (field.value(), field.text()) == ("v3", "Đất Đỏ")


def test_words_that_name_nothing_stay_and_are_told(shown):
    field = shown(SearchField.among(VILLAGES))
    field.setFocus()
    type_text(field, "Mường Lay")
    press(field, "Enter")
    field.clearFocus()
    assert (field.value(), field.text(), field.problem()) == ("", "Mường Lay", "Không có tên này")


def test_where_free_words_are_allowed_they_are_not_replaced_by_a_match(shown):
    field = shown(SearchField.among(VILLAGES, free=True))
    field.setFocus()
    type_text(field, "Seo")
    press(field, "Enter")
    assert field.value() == "Seo"


def test_digits_tick_several_values_and_enter_goes_on(shown):
    chips = shown(MultiChoice(VILLAGES[:4]))
    chips.setFocus()
    heard = counting(chips)
    for key in ("3", "1", "3", "4"):
        press(chips, key)
    assert (chips.value(), heard) == (["v0", "v3"], [])
    press(chips, "Enter")
    assert heard == [1]


def test_several_of_many_are_searched_one_after_the_other(shown):
    pick = shown(MultiPick(lambda typed: matching(VILLAGES, typed)))
    pick.setFocus()
    heard = counting(pick)
    for typed in ("cha", "phi", "cha"):
        type_text(pick.search, typed)
        press(pick.search, "Enter")
    assert (pick.value(), heard) == (["v4", "v5"], [])
    press(pick.search, "Enter")
    assert heard == [1]
    press(pick.chips, "Del")
    assert pick.value() == ["v5"]


def test_what_was_said_of_words_that_name_nothing_goes_with_the_words(shown):
    pick = MultiPick(lambda typed: matching(VILLAGES, typed))
    field = shown(Field("Thôn, bản", pick, required=True))
    pick.setFocus()
    type_text(pick.search, "phi")
    press(pick.search, "Enter")
    type_text(pick.search, "Mường Lay")
    pick.search.clearFocus()
    assert (field.is_bad, field.label.message) == (True, "Không có tên này")
    pick.search.setFocus()
    press(pick.search, "Ctrl+A")
    press(pick.search, "Backspace")
    assert (field.is_bad, field.needs_something) == (False, False)


def test_space_ticks_and_enter_goes_on(shown):
    check = shown(Check("Tòa án công nhận"))
    check.setFocus()
    heard = counting(check)
    press(check, "Space")
    press(check, "Enter")
    assert (check.value(), heard) == (True, [1])


@pytest.mark.parametrize(
    "make", [LineEdit, TextArea, lambda: Choice(VILLAGES[:3]), lambda: ListField(VILLAGES), lambda: SearchField.among(VILLAGES)]
)
def test_a_closed_field_takes_no_key(make, shown):
    editor = shown(make())
    editor.shut("closed", "khi có hướng xử lý")
    editor.setFocus()
    for key in ("1", "D", "F4"):
        press(editor, key)
    assert editor.is_empty()
    assert editor.is_shut


def test_a_narrow_list_field_tells_its_long_value_in_the_tooltip(shown):
    long = Option("x", "Định kỳ 25/03/2024 · Chủ tịch <b>Pờ Hùng Sang</b> · Trụ sở UBND xã")
    field = shown(ListField([long]))
    field.resize(120, 32)
    field.set_value("x")
    assert "&lt;b&gt;" in field.toolTip()
