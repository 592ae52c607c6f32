"""The table: rows in pages, keys, a refresh that keeps one's place, copies for Excel."""

from collections.abc import Sequence

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from tests.ui.typing import press, type_text
from ui import theme
from ui.tokens import Tokens
from ui.widgets.badge import Sign
from ui.widgets.paged_model import PAGE, Column, PagedModel, RowValues
from ui.widgets.table import Table

COLUMNS = (
    Column("no", "Số", 80, "number"),
    Column("name", "Họ tên", 160, stretch=True),
    Column("state", "Trả lời", 160, "badge", cell=lambda row: Sign("ok", "Đã trả lời") if row["no"] else Sign("err", "Quá hạn")),
)


class Source:
    """Rows by number; remembers what it was asked for."""

    def __init__(self, total: int, first: int = 0) -> None:
        self.total, self.first = total, first
        self.asked: list[tuple[int, int]] = []

    def __call__(self, offset: int, limit: int) -> Sequence[RowValues]:
        self.asked.append((offset, limit))
        return [{"no": self.first + at, "name": f"Người {self.first + at}"} for at in range(offset, min(self.total, offset + limit))]


@pytest.fixture
def table(shown) -> Table:
    made = Table(COLUMNS, name="Danh sách")
    made.resize(600, 300)
    return shown(made)


def test_a_small_model_passes_the_tester_of_qt(qtmodeltester):
    model = PagedModel(COLUMNS)
    qtmodeltester.check(model)
    model.replace(5, Source(5))
    model.replace_rows([{"no": 1, "name": "a"}])
    model.replace(0, Source(0))


def test_two_hundred_thousand_rows_are_read_in_a_few_pages(table):
    source = Source(200_000)
    table.show_rows(200_000, source)
    QApplication.processEvents()
    assert source.asked == [(0, PAGE)]
    press(table, "End")
    QApplication.processEvents()
    assert table.current_row()["no"] == 199_999
    assert len(source.asked) <= 3


def test_the_model_forgets_old_pages():
    model, source = PagedModel(COLUMNS), Source(PAGE * 20)
    model.replace(source.total, source)
    for page in range(20):
        model.row(page * PAGE)
    model.row(0)
    assert source.asked[-1] == (0, PAGE)
    assert len(source.asked) == 21


def test_a_row_that_has_gone_meanwhile_is_empty_and_stops_nothing():
    model = PagedModel(COLUMNS)
    model.replace(10, Source(4))
    assert model.index(7, 1).data() == ""


def test_a_refresh_keeps_the_record_and_the_scroll(table):
    table.show_rows(500, Source(500))
    table.go_to(200)
    table.verticalScrollBar().setValue(200 * 28 - 100)
    scroll = table.verticalScrollBar().value()
    table.show_rows(501, Source(501, first=-1), find=lambda row: row["no"] + 1)
    assert table.current_row()["no"] == 200
    assert abs(table.verticalScrollBar().value() - scroll) <= 28


def test_a_refresh_to_fewer_rows_stays_inside(table):
    table.show_rows(10, Source(10))
    table.go_to(9)
    table.show_rows(3, Source(3))
    assert table.current_row()["no"] == 2
    table.show_rows(0, Source(0))
    assert table.current_row() is None


def test_enter_and_double_click_open_the_row(table, qtbot):
    opened: list[int] = []
    table.opened.connect(lambda row: opened.append(row["no"]))
    table.show_rows(10, Source(10))
    press(table, "Down")
    press(table, "Enter")
    spot = QPoint(100, table.rowViewportPosition(3) + 10)
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert opened == [1, 3]


def test_a_letter_typed_in_the_list_goes_to_the_search_box(table):
    typed: list[str] = []
    table.typed.connect(typed.append)
    table.show_rows(10, Source(10))
    type_text(table, "đ")
    press(table, "Space")
    assert typed == ["đ"]


def test_copied_rows_have_titles_and_no_formulas(table):
    table.show_all([{"no": 1, "name": "=1+1"}, {"no": 2, "name": "Lò\nThị"}, {"no": 3, "name": "x"}])
    press(table, "Home")
    press(table, "Shift+Down")
    press(table, "Ctrl+C")
    assert QGuiApplication.clipboard().text() == "Số\tHọ tên\tTrả lời\n1\t'=1+1\tĐã trả lời\n2\tLò Thị\tĐã trả lời"
    assert [row["no"] for row in table.selected_rows()] == [1, 2]


def test_control_characters_of_records_are_shown_as_boxes():
    model = PagedModel(COLUMNS)
    model.replace_rows([{"no": 1, "name": "a\u202eb"}])
    assert model.index(0, 1).data() == "a□b"


def test_a_badge_is_read_aloud_by_its_word():
    model = PagedModel(COLUMNS)
    model.replace_rows([{"no": 0, "name": ""}])
    assert model.index(0, 2).data(Qt.ItemDataRole.AccessibleTextRole) == "Quá hạn"


def test_rows_are_28_high_and_36_when_roomy(table):
    table.show_rows(3, Source(3))
    assert table.rowHeight(0) == 28
    theme.theme().apply(Tokens(roomy=True))
    assert table.rowHeight(0) == 36
    theme.theme().apply(Tokens(percent=125))
    assert table.rowHeight(0) == 36


def test_columns_share_the_room_and_remember_a_width_given_by_hand(table):
    table.show_rows(3, Source(3))
    assert sum(table.columnWidth(at) for at in range(3)) == table.viewport().width()
    table.horizontalHeader().resizeSection(0, 120)
    assert table.widths() == {"no": 120}
    theme.theme().apply(Tokens(percent=150))
    assert table.horizontalScrollBar().maximum() == 0
    assert table.cut_headers() == []


def test_selected_row_has_a_bar_at_its_left(table):
    table.show_rows(3, Source(3))
    table.go_to(1)
    table.selectionModel().select(table.rows.index(1, 0), QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows)
    QApplication.processEvents()
    picture = table.viewport().grab().toImage()
    focus = theme.look().colours.of("focus").name()
    assert picture.pixelColor(2, 28 + 14).name() == focus
    assert picture.pixelColor(2, 14).name() != focus
