"""The list of a register: found while typing, narrowed, copied, struck out and taken back; all registers on one page."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.actions import records
from desktop.office import User
from desktop.settings import Settings
from tests.ui.clerk import clerk_at
from tests.ui.typing import type_text
from ui.entries.sheet_dialog import SheetDialog
from ui.text_check import cut_texts
from ui.theme import theme
from ui.tokens import Tokens

VISITS = "register:reception_visit"


@pytest.fixture
def clerk(world, qtbot):
    with clerk_at(world.commune, qtbot) as sitting:
        yield sitting


def cells(clerk, key: str) -> list[str]:
    rows = clerk.page.table.rows
    return [rows.row(at)["row"].cells[key] for at in range(rows.rowCount())]


def test_the_newest_entries_stand_first_with_seven_columns(clerk):
    clerk.go(VISITS)
    assert [column.title for column in clerk.page.table.rows.columns] == [
        "Số", "Ngày", "Họ tên", "Thôn, bản", "Tính chất", "Lĩnh vực", "Trả lời"
    ]  # fmt: skip
    assert cells(clerk, "_number") == ["4", "3", "2", "1"]
    assert cells(clerk, "village_id") == ["Seo Thèn A", "Chà Gì", "Seo Thèn A", "Chà Gì"]


def test_totals_stand_below_and_follow_what_is_asked(clerk):
    clerk.go(VISITS)
    assert clerk.page._totals.text() == "4 lượt · 4 người · 4 vụ việc"
    clerk.press("Ctrl+F")
    clerk.type("chà gì")
    assert clerk.page._totals.text() == "0 lượt · 0 người · 0 vụ việc"
    assert "Không có lượt tiếp nào khớp “chà gì” trong quý I/2024" in clerk.page._empty.what.text()


@pytest.mark.parametrize("typed", ["giang a pao", "Giàng A Páo", "páo", "ranh gioi nuong"])
def test_words_are_found_without_their_marks(clerk, typed):
    clerk.go(VISITS)
    clerk.press("Ctrl+F")
    clerk.type(typed)
    assert len(cells(clerk, "_number")) == 4


def test_a_letter_typed_in_the_list_goes_on_in_the_search_box(clerk):
    clerk.go(VISITS)
    clerk.page.table.setFocus()
    type_text(QApplication.focusWidget(), "xyz")
    clerk.settle()
    assert clerk.page.bar.box.text() == "xyz"
    clerk.press("Esc")
    assert len(cells(clerk, "_number")) == 4


def test_the_period_can_be_dropped_and_another_filter_taken(clerk):
    clerk.go(VISITS)
    assert clerk.page._filters.period.label == "quý I/2024 đến nay"
    clerk.press("F4", "Tab", "1", "Enter")
    assert [name for name, _ in clerk.page._filters.values] == ["subject_kind"]
    assert clerk.page._totals.text().startswith("0 lượt")
    clerk.press("Esc", "Esc")
    assert clerk.page._filters.period is None
    assert clerk.page._filters.values == ()
    assert len(cells(clerk, "_number")) == 4


def test_a_struck_out_entry_is_taken_back_and_seen_only_by_filter(clerk):
    clerk.go(VISITS)
    clerk.page.table.setFocus()
    clerk.press("Del")
    assert cells(clerk, "_number") == ["3", "2", "1"]
    assert clerk.page.banner.what.text() == "Đã gạch bỏ lượt số 4."
    clerk.press("F4")
    dialog = next(one for one in clerk.frame.findChildren(object) if type(one).__name__ == "FilterDialog")
    dialog.deleted.set_value(True)
    dialog.go.click()
    clerk.settle()
    assert cells(clerk, "_number") == ["4", "3", "2", "1"]
    assert clerk.page.table.rows.row(0)["row"].state.text == "Đã gạch bỏ"
    clerk.press("Ctrl+Z")
    assert clerk.page.table.rows.row(0)["row"].state.text != "Đã gạch bỏ"


def test_a_draft_is_marked_and_thrown_away_by_del(clerk, world):
    session = clerk.all("reception_session")[0].id
    records.add(world.commune, "reception_visit", [({"session_id": session, "citizen_name": "Sùng A Dế"}, None)], draft=True)
    clerk.go(VISITS)
    at = cells(clerk, "_number").index("chờ số")
    assert clerk.page.table.rows.row(at)["row"].state.text == "Nháp"
    assert clerk.page._more.text() == "1 nháp"
    clerk.page.table.go_to(at)
    clerk.page.table.setFocus()
    clerk.press("Del")
    assert "chờ số" not in cells(clerk, "_number")
    assert clerk.page.banner.what.text() == "Đã bỏ nháp."


def test_ctrl_d_begins_a_copy_without_number_and_day(clerk):
    clerk.go(VISITS)
    clerk.page.table.setFocus()
    clerk.press("Ctrl+D")
    assert clerk.page.form.row()["citizen_name"] == "Giàng A Páo"
    assert clerk.page.form.row()["session_id"] == "+today"
    assert clerk.page.title.text() == "Ghi lượt tiếp"


def test_rows_are_copied_for_excel_with_titles(clerk):
    clerk.go(VISITS)
    clerk.page.table.setFocus()
    clerk.press("Ctrl+C")
    lines = QApplication.clipboard().text().split("\n")
    assert lines[0] == "Số\tNgày\tHọ tên\tThôn, bản\tTính chất\tLĩnh vực\tTrả lời"
    assert lines[1].startswith("4\t07/03/2024\tGiàng A Páo\tSeo Thèn A\tKiến nghị")
    clerk.page.bar.sheet_asked.emit()
    next(one for one in clerk.frame.findChildren(SheetDialog) if one.isVisible()).copy.click()
    clerk.settle()
    assert len(QApplication.clipboard().text().split("\n")) == 5
    assert clerk.page.banner.what.text() == "Đã chép 4 dòng có tên cột. Sang Excel bấm Ctrl+V."


def test_a_click_on_a_header_sorts_and_a_second_one_turns_it_round(clerk):
    clerk.go(VISITS)
    header = clerk.page.table.horizontalHeader()
    spot = header.viewport().rect().center()
    spot.setX(header.sectionViewportPosition(0) + 10)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    clerk.settle()
    assert cells(clerk, "_number") == ["1", "2", "3", "4"]
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    clerk.settle()
    assert cells(clerk, "_number") == ["4", "3", "2", "1"]


def test_a_register_that_was_never_begun_says_how_to_begin(clerk):
    clerk.go("register:reward")
    assert clerk.page._empty.what.text() == "Sổ này chưa ghi gì"
    assert "Ctrl+N" in clerk.page._empty.next_step.text()


def test_who_may_not_read_a_register_is_told_who_may(clerk, world):
    world.commune.user = User("Vàng Lỳ Sừ", frozenset({"DV"}))
    clerk.go(VISITS)
    assert not clerk.page.allowed


def test_names_are_withheld_at_the_receiving_desk_and_whose_a_record_is_stands_first(world, qtbot):
    with clerk_at(world.district, qtbot) as sitting:
        sitting.go(VISITS)
        titles = [column.title for column in sitting.page.table.rows.columns]
        assert titles[0] == "Đơn vị"
        assert len(titles) <= 7


def test_all_registers_are_found_by_typing_and_opened(clerk):
    clerk.go("registers")
    type_text(QApplication.focusWidget(), "thoai")
    clerk.settle()
    titles = [clerk.page.table.rows.row(at).get("name") for at in range(clerk.page.table.rows.rowCount())]
    assert [one for one in titles if one] == ["Đối thoại", "Ý kiến tại đối thoại"]
    clerk.press("Enter", "Enter")
    assert clerk.places[-1] == "register:dialogue"


def test_the_chosen_register_is_begun_and_pinned_from_the_page_of_all(clerk, world):
    clerk.go("registers")
    clerk.press("Space")
    code = clerk.page._line().code
    assert Settings.load(world.commune.paths.settings)["pinned"] == [code]
    clerk.press("Space")
    assert Settings.load(world.commune.paths.settings)["pinned"] == []
    clerk.press("Ctrl+N")
    assert clerk.places[-1] == f"new:{code}"


@pytest.mark.parametrize("percent", [100, 125, 150])
@pytest.mark.parametrize("place", ["registers", VISITS, "register:village", "register:commitment", "register:reception_session"])
def test_nothing_is_cut_in_lists(clerk, place, percent):
    theme().apply(Tokens(percent=percent))
    clerk.go(place)
    assert cut_texts(clerk.page) == []
