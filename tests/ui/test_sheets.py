"""Excel in the window: a book given out from its list, a file looked at before it is taken in, the failed rows given back."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog

from desktop.office import User
from tests.desktop.sheets.sheet import cells, excel, text
from tests.ui.clerk import clerk_at
from ui.entries.import_page import ImportPage
from ui.entries.sheet_dialog import SheetDialog
from ui.text_check import cut_texts
from ui.theme import theme
from ui.tokens import Tokens

VILLAGES = ("Tên thôn, bản", "Loại", "Số hộ")


@pytest.fixture
def clerk(world, qtbot):
    with clerk_at(world.commune, qtbot) as sitting:
        yield sitting


@pytest.fixture
def mixed(tmp_path):
    """Two good rows, one that corrects nothing, two bad ones."""
    return excel(
        tmp_path / "thon-ban.xlsx", VILLAGES, ("Nậm Sẻ", "Bản", 30), (None, "Bản", 4), ("Pa Vệ Sủ", "Bản", 41), ("Tà Tổng", "Làng", 9)
    )


def dialog(clerk) -> SheetDialog:
    clerk.page.bar.sheet_asked.emit()
    return next(one for one in clerk.frame.findChildren(SheetDialog) if one.isVisible())


def answer(clerk, file) -> None:
    """Take a file in the system's own dialog."""
    asked = clerk.frame.findChild(QFileDialog)
    assert asked is not None
    asked.fileSelected.emit(str(file))
    asked.reject()
    clerk.settle()


def begin(clerk, file=None, code="village") -> ImportPage:
    clerk.go(f"import:{code}")
    asked = clerk.frame.findChild(QFileDialog)
    if file is None:
        asked.reject()
        clerk.settle()
    else:
        answer(clerk, file)
    return clerk.page


def results(clerk) -> list[tuple[str, str]]:
    rows = clerk.page.table.rows
    return [(rows.row(at)["row"], rows.row(at)["result"].text) for at in range(rows.rowCount())]


def test_a_book_is_given_out_from_its_list_with_the_period_that_is_seen(clerk, tmp_path):
    clerk.go("register:reception_visit")
    asked = dialog(clerk)
    assert "quý I/2024" in " ".join(part.text() for part in asked.findChildren(type(asked.title)))
    clerk.press("Enter")
    answer(clerk, tmp_path / "so.xlsx")
    assert clerk.page.banner.what.text() == f"Đã xuất 4 dòng ra {tmp_path / 'so.xlsx'}."
    assert "không gửi Zalo" in clerk.page.banner.next_step.text()
    assert len(cells(tmp_path / "so.xlsx")) == 6


def test_a_file_that_cannot_be_written_says_so(clerk, tmp_path):
    (tmp_path / "so.xlsx").mkdir()
    clerk.go("register:village")
    dialog(clerk).give.click()
    answer(clerk, tmp_path / "so.xlsx")
    assert clerk.page.banner.what.text() == "Chưa xuất được"


def test_from_the_list_to_the_imported_rows(clerk, tmp_path, mixed):
    clerk.go("register:village")
    dialog(clerk).bring.click()
    clerk.settle()
    answer(clerk, mixed)
    assert results(clerk) == [("3", "Lỗi"), ("5", "Lỗi"), ("2", "Thêm mới"), ("4", "Thêm mới")]
    assert clerk.page.take.text() == "Nhập 2 dòng"
    assert len(clerk.all("village")) == 2
    assert sorted(tmp_path.glob("thon*")) == [mixed]
    clerk.press("Ctrl+Enter")
    assert {one.values["name"] for one in clerk.all("village")} >= {"Nậm Sẻ", "Pa Vệ Sủ"}
    given = tmp_path / "thon-ban-loi.xlsx"
    assert clerk.page.banner.what.text() == "Đã thêm 2 dòng, sửa 0."
    assert str(given) in clerk.page.banner.next_step.text()
    assert [row[-1] for row in cells(given)][:2] == ["Lỗi", "Chưa ghi tên thôn, bản."]
    assert not clerk.page.take.isVisible()
    clerk.press("Enter")
    assert clerk.places[-1] == "register:village"


def test_drafts_take_what_is_not_complete(clerk, mixed):
    begin(clerk, mixed).draft.click()
    clerk.settle()
    assert results(clerk)[:2] == [("5", "Lỗi"), ("2", "Thêm mới")]
    clerk.press("Ctrl+Enter")
    assert [one.status for one in clerk.all("village")].count("nhap") == 3


def test_a_file_without_one_good_row_cannot_be_taken(clerk, tmp_path):
    page = begin(clerk, text(tmp_path / "so.csv", "name,type", ",ban"))
    assert not page.take.isEnabled()
    assert "sửa tệp" in page.take.toolTip()


def test_what_is_no_table_is_explained_and_another_file_may_be_chosen(clerk, tmp_path, mixed):
    (tmp_path / "cu.xlsx").write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    page = begin(clerk, tmp_path / "cu.xlsx")
    assert page.banner.what.text() == "Không nhập được tệp này"
    assert ".xls" in page.banner.next_step.text()
    assert page.empty.isVisible()
    clerk.press("Ctrl+O")
    answer(clerk, mixed)
    assert len(results(clerk)) == 4
    assert page.banner is None


def test_columns_that_nobody_knows_are_named_before_anything_is_taken(clerk, tmp_path):
    begin(clerk, text(tmp_path / "so.csv", "name,type,Trưởng bản", "Nậm Sẻ,ban,A"))
    assert "“Trưởng bản”" in clerk.page.banner.what.text()


def test_a_file_may_be_dropped_and_esc_leads_back(clerk, mixed):
    page = begin(clerk)
    assert page.empty.isVisible()
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(mixed))])
    page.dropEvent(QDropEvent(QPoint(9, 9), Qt.DropAction.CopyAction, dropped, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier))
    clerk.settle()
    assert len(results(clerk)) == 4
    clerk.press("Esc")
    assert clerk.places[-1] == "registers"
    assert len(clerk.all("village")) == 2


def test_esc_stops_a_long_look(clerk, tmp_path, qtbot):
    file = text(tmp_path / "so.csv", "name,type", *(f"Bản {number},ban" for number in range(3000)))
    page = begin(clerk)
    page.look_at(file)
    qtbot.waitUntil(lambda: page.progress.isVisible(), timeout=5000)
    page.progress.stop.click()
    clerk.settle()
    assert clerk.page.banner.what.text() == "Đã dừng, chưa ghi gì."


def test_who_only_reads_brings_nothing_in(clerk, world):
    world.commune.user = User("Lò Văn Xem", frozenset({"XEM"}))
    clerk.go("register:village")
    assert not dialog(clerk).bring.isVisible()


@pytest.mark.parametrize("percent", [100, 125, 150])
def test_nothing_is_cut(clerk, mixed, percent):
    theme().apply(Tokens(percent=percent))
    clerk.go("register:reception_visit")
    asked = dialog(clerk)
    assert cut_texts(clerk.frame) == []
    asked.escape()
    begin(clerk)
    assert cut_texts(clerk.page) == []
    clerk.page.look_at(mixed)
    clerk.settle()
    assert cut_texts(clerk.page) == []
    clerk.press("Ctrl+Enter")
    assert cut_texts(clerk.page) == []
