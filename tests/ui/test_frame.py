"""Frame and pages: places, keys, banners, sample strip, help."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.gallery import make_frame, pages
from tests.ui.mock_pages import ListPage, PathPage, VisitPage
from tests.ui.typing import press, press_focus, type_text
from ui import theme
from ui.banner import Banner
from ui.frame import CANVAS
from ui.page import Page
from ui.rail import Place, PlaceGroup
from ui.tokens import Tokens
from ui.widgets.button import Button


@pytest.fixture
def frame(shown):
    made = make_frame()
    made.show_page(ListPage(), "visits")
    return shown(made)


def test_an_empty_group_is_not_in_the_rail(frame):
    assert [button.place.key for button in frame.rail.buttons()][-1] == "packages"
    assert len(frame.rail._titles) == 2


@pytest.mark.parametrize(("key", "place"), [("Ctrl+2", "books"), ("Ctrl+5", "packages")])
def test_the_keys_written_in_the_rail_lead_there(frame, key: str, place: str):
    chosen: list[str] = []
    frame.place_chosen.connect(chosen.append)
    frame.page.table.setFocus()
    press_focus(key)
    assert chosen == [place]


def test_keys_of_a_former_rail_are_gone_and_the_new_ones_answer_once(frame):
    frame.set_groups((PlaceGroup("", (Place("inbox", "Gói đến", "inbox", "Ctrl+2"),)),))
    chosen: list[str] = []
    frame.place_chosen.connect(chosen.append)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    frame.page.table.setFocus()
    press_focus("Ctrl+2")
    assert chosen == ["inbox"]


def test_the_rail_is_one_stop_of_tab_and_arrows_move_inside(frame):
    buttons = frame.rail.buttons()
    frame.rail.set_current("visits")
    stop = buttons[1]
    stop.setFocus()
    press_focus("Down")
    assert buttons[2].hasFocus()
    chosen: list[str] = []
    frame.place_chosen.connect(chosen.append)
    press_focus("Enter")
    assert chosen == ["dialogues"]


def test_counts_are_read_aloud(frame):
    assert frame.rail.buttons()[0].accessibleName() == "Hôm nay, 6 việc"


def test_a_page_that_must_decide_first_stays(frame):
    class Stubborn(Page):
        def leave(self) -> bool:
            return False

    stubborn = Stubborn("Ghi lượt tiếp")
    frame.show_page(stubborn, "visits")
    assert not frame.show_page(ListPage(), "today")
    assert frame.page is stubborn


def test_f1_asks_for_the_help_of_the_page(frame):
    topics: list[str] = []
    frame.help_asked.connect(topics.append)
    frame.page.help_topic = "tiep-cong-dan"
    frame.page.table.setFocus()
    press_focus("F1")
    assert topics == ["tiep-cong-dan"]


def test_a_page_that_is_not_seen_answers_no_key(frame):
    saved: list[str] = []
    hidden = VisitPage()
    hidden.save.clicked.connect(lambda: saved.append("hidden"))
    frame.add_page(hidden)
    frame.page.table.setFocus()
    press_focus("Ctrl+Enter")
    assert saved == []


def test_alt_left_leads_back(shown):
    page = shown(VisitPage())
    back: list[int] = []
    page.back.connect(lambda: back.append(1))
    page.name.editor.setFocus()
    press_focus("Alt+Left")
    press_focus("Esc")
    assert back == [1, 1]


def test_a_key_given_twice_on_a_page_is_refused():
    page = PathPage()
    with pytest.raises(ValueError, match="F9"):
        page.key("F9", lambda: None, "Chốt")


def test_plain_enter_of_a_page_answers_only_where_nothing_else_takes_it(shown):
    page = shown(VisitPage())
    done: list[int] = []
    page.foot("Dùng giá trị này", lambda: done.append(1), key="Enter")
    page.name.editor.setFocus()
    press_focus("Enter")
    assert done == []
    page.setFocus()
    page.save.clearFocus()
    press(page, "Enter")
    assert done == [1]


def test_a_banner_takes_the_place_of_the_one_before(frame):
    page = frame.page
    page.show_banner(Banner("warn", "Một"))
    second = Banner("ok", "Hai", "Đã lưu.")
    page.show_banner(second)
    assert page.banner is second
    page.clear_banner()
    assert page.banner is None


def test_the_strip_of_sample_data_and_letters_of_150_percent_leave_the_window_its_size(frame):
    frame.show_sample(True)
    theme.theme().apply(Tokens(percent=150))
    QApplication.processEvents()
    assert frame.size() == CANVAS
    assert frame.minimumSizeHint().width() <= CANVAS.width()


def test_the_rail_folds_to_icons_from_125_percent(frame):
    assert frame.rail.width() == 200
    theme.theme().apply(Tokens(percent=125))
    assert frame.rail.width() == 72
    assert not frame.rail.unit.isVisible()
    assert "Tiếp công dân" in frame.rail.buttons()[1].toolTip()


def test_a_key_on_a_banner_answers_before_the_same_key_of_the_page(shown):
    page, heard = shown(VisitPage()), []
    page.key("F9", lambda: heard.append("page"), "Chốt")
    undo = Button("Hoàn tác", "ghost", key="F9")
    undo.clicked.connect(lambda: heard.append("banner"))
    page.show_banner(Banner("ok", "Đã lưu lượt số 24", "", undo))
    page.name.editor.setFocus()
    press_focus("F9")
    page.clear_banner()
    press_focus("F9")
    assert heard == ["banner", "page"]


def test_enter_on_a_banner_answers_where_nothing_else_takes_it(shown):
    page, heard = shown(VisitPage()), []
    go_on = Button("Ghi tiếp", key="Enter")
    go_on.clicked.connect(lambda: heard.append(1))
    page.show_banner(Banner("info", "Có bản nháp từ 8:12 hôm nay", "", go_on))
    press(page, "Enter")
    assert heard == [1]


@pytest.mark.parametrize("name", ["parts", "visit", "list", "path"])
def test_every_control_that_takes_the_focus_has_a_name(name: str, shown):
    frame = make_frame()
    frame.show_page(pages()[name], "visits")
    shown(frame)
    stops = [part for part in frame.findChildren(QWidget) if part.isVisible() and part.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert [part for part in stops if not (part.accessibleName() or isinstance(part.focusProxy(), QWidget))] == []


def test_undo_on_a_banner_leaves_undo_of_typing_to_the_field(shown):
    page, heard = shown(VisitPage()), []
    undo = Button("Hoàn tác", "ghost", key="Ctrl+Z")
    undo.clicked.connect(lambda: heard.append(1))
    page.show_banner(Banner("ok", "Đã lưu lượt số 24", "", undo))
    page.name.editor.setFocus()
    type_text(page.name.editor, "Giàng")
    press_focus("Ctrl+Z")
    assert (page.name.value(), heard) == ("", [])
    page.kind.editor.setFocus()
    press_focus("Ctrl+Z")
    assert heard == [1]


@pytest.mark.parametrize("percent", [100, 110, 125, 150])
def test_every_line_of_a_full_rail_is_in_sight_at_every_letter_size(frame, qtbot, percent: int):
    books = tuple(Place(f"book{n}", f"Sổ {n}", "book-open") for n in range(5))
    sending = tuple(Place(f"way{n}", f"Việc {n}", "usb", f"Ctrl+{n}") for n in range(3, 6))
    frame.set_groups((PlaceGroup("", (Place("today", "Hôm nay", "sun"),)), PlaceGroup("Sổ", books), PlaceGroup("Gửi", sending)))
    theme.theme().apply(Tokens(percent=percent))
    frame.resize(CANVAS)
    frame.show_sample(True)
    last, area = frame.rail.buttons()[-1], frame.rail._area
    qtbot.waitUntil(lambda: 0 < last.geometry().bottom() < area.viewport().height() == area.widget().height(), timeout=2000)
    assert last.height() >= 28
