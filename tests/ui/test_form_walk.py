"""Enter walks a form to what is still needed; messages stand on the label's line and nothing jumps."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication

from tests.ui.mock_pages import VisitPage
from tests.ui.typing import press_focus, type_telex
from ui import theme
from ui.frame import CANVAS
from ui.tokens import Tokens
from ui.widgets.field import Field

WALK = [("", "3"), ("", "2"), ("Giàng A Páo", "Enter"), ("seo then a", "Enter"), ("Đề nghị xem lại ranh giới", "Enter"), ("", "1")]


@pytest.fixture
def visit(shown) -> VisitPage:
    page = VisitPage()
    page.resize(CANVAS.width() - 200, CANVAS.height())
    return shown(page)


def type_in_focus(text: str) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    type_telex(widget, text)


def test_a_visit_is_recorded_with_seven_presses_after_the_form_has_opened(visit):
    saved: list[str] = []
    visit.save.clicked.connect(lambda: saved.append(visit.village.value()))
    visit.village.changed.connect(lambda: visit.address.set_value(f"Bản {visit.village.editor.text()}"))
    visit.chain.begin()
    presses = 0
    for typed, key in WALK:
        type_in_focus(typed)
        press_focus(key)
        presses += 1
    assert visit.save.hasFocus()
    press_focus("Ctrl+Enter")
    assert presses + 1 == 7
    assert saved == ["1"]
    assert [visit.kind.value(), visit.field.value(), visit.name.value(), visit.way.value()] == ["3", "2", "Giàng A Páo", "1"]
    assert visit.address.value() == "Bản Seo Thèn A"


def test_the_only_field_that_is_still_empty_keeps_the_focus_and_says_so(visit):
    visit.address.set_value("Bản Seo Thèn A")
    visit.chain.begin()
    for typed, key in WALK:
        type_in_focus(typed)
        press_focus(key)
    visit.name.set_value("")
    visit.name.setFocus()
    left: list[int] = []
    visit.name.left.connect(lambda: left.append(1))
    press_focus("Enter")
    assert visit.name.editor.hasFocus()
    assert left


def test_enter_on_the_focused_button_presses_it(visit):
    saved: list[int] = []
    visit.save.clicked.connect(lambda: saved.append(1))
    visit.save.setFocus()
    press_focus("Enter")
    assert saved == [1]


def test_f2_goes_round_the_mistakes(visit):
    visit.spoil()
    stops: list[Field | None] = []
    for _ in range(5):
        press_focus("F2")
        stops.append(next((field for field in visit.chain.fields if field.editor.hasFocus()), None))
    assert stops == [visit.kind, visit.name, visit.content, visit.way, visit.kind]


def places(page: VisitPage) -> list[QRect]:
    return [QRect(field.editor.mapTo(page, field.editor.rect().topLeft()), field.editor.size()) for field in page.chain.fields]


def test_messages_push_no_field(visit):
    before = places(visit)
    visit.spoil()
    QApplication.processEvents()
    assert places(visit) == before


def test_a_message_goes_while_the_field_is_being_mended(visit):
    visit.name.say("Chưa ghi họ tên", full="Chưa ghi họ tên của người đến.")
    assert (visit.name.is_bad, visit.name.label.message) == (True, "Chưa ghi họ tên")
    visit.name.editor.setFocus()
    type_in_focus("G")
    assert (visit.name.is_bad, visit.name.label.message) == (False, "")


def test_a_warning_does_not_make_a_field_wrong(visit):
    visit.speakers.say("tối đa 2", tone="warn")
    assert not visit.speakers.is_bad
    assert visit.chain.bad() == []


def test_a_field_left_with_what_cannot_be_read_says_so(visit):
    visit.people.editor.setFocus()
    type_in_focus("x")
    visit.name.editor.setFocus()
    assert visit.people.label.message == "Gõ số nguyên"
    assert "không phải là số nguyên" in visit.people.full


def test_accessible_names_say_what_is_required(visit):
    assert visit.name.editor.accessibleName() == "Họ tên, bắt buộc"
    assert visit.solver.editor.accessibleName() == "Cơ quan đã giải quyết"


@pytest.mark.parametrize("look", [Tokens("dark", 150), Tokens("contrast", 90)])
def test_a_change_of_look_keeps_the_focus_and_what_was_typed(visit, look):
    visit.name.editor.setFocus()
    type_in_focus("Giàng A")
    theme.theme().apply(look)
    type_in_focus(" Páo")
    assert visit.name.value() == "Giàng A Páo"
    assert visit.name.editor.height() == look.px(32)


def test_every_stop_of_tab_shows_a_ring_and_there_is_no_dead_end(visit):
    visit.kind.editor.setFocus()
    seen = []
    for _ in range(40):
        widget = QApplication.focusWidget()
        assert widget is not None
        if widget in seen:
            break
        seen.append(widget)
        with_ring = widget.grab().toImage()
        press_focus("Tab")
        assert widget.grab().toImage() != with_ring, widget.accessibleName()
    assert len(seen) >= 14
    assert QApplication.focusWidget() is seen[0]
