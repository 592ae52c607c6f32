"""Nothing is cut at any letter size, and the check finds what is."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from tests.ui.gallery import make_frame, pages
from tests.ui.mock_pages import ERASE
from ui import theme
from ui.dialogs import ask
from ui.text_check import cut_texts
from ui.tokens import LETTER_SIZES, Tokens
from ui.widgets.paged_model import Column
from ui.widgets.table import Table


@pytest.mark.parametrize("percent", LETTER_SIZES)
@pytest.mark.parametrize("name", ["parts", "visit", "wrong", "list", "path"])
def test_nothing_is_cut_on_the_mock_pages(name: str, percent: int, shown):
    theme.theme().apply(Tokens(percent=percent))
    frame = make_frame()
    frame.show_page(pages()[name], "visits")
    shown(frame)
    QApplication.processEvents()
    assert cut_texts(frame) == []


@pytest.mark.parametrize("name", ["visit", "list", "path"])
def test_nothing_is_cut_when_letters_grow_and_shrink_while_the_page_is_open(name: str, shown):
    frame = make_frame()
    frame.show_page(pages()[name], "visits")
    shown(frame)
    for percent in (125, 150, 100):
        theme.theme().apply(Tokens(percent=percent))
        for _ in range(3):  # labels hold their height, then their layouts follow
            QApplication.processEvents()
        assert cut_texts(frame) == [], percent


@pytest.mark.parametrize("percent", LETTER_SIZES)
def test_nothing_is_cut_in_a_question(percent: int, shown):
    theme.theme().apply(Tokens(percent=percent))
    frame = shown(make_frame())
    dialog = ask(frame, ERASE, lambda: None)
    QApplication.processEvents()
    assert cut_texts(dialog) == []


def test_a_label_without_room_is_found(shown):
    box = QWidget()
    label = QLabel("Một câu khá dài", box)
    box.resize(300, 60)
    shown(box)
    label.resize(20, 20)
    assert cut_texts(box) == ["QLabel: cut: Một câu khá dài"]


def test_a_squeezed_paragraph_is_found(shown):
    box = QWidget()
    label = QLabel("Một câu khá dài, phải xuống dòng vài lần", box)
    label.setWordWrap(True)
    box.resize(300, 60)
    shown(box)
    label.setGeometry(0, 0, 80, 14)
    assert [found.split(":")[1] for found in cut_texts(box)] == [" squeezed"]


def test_a_part_outside_its_parent_is_found(shown):
    box = QWidget()
    part = QWidget(box)
    part.setAccessibleName("Nút")
    box.resize(100, 50)
    shown(box)
    part.setGeometry(80, 10, 60, 20)
    assert cut_texts(box) == ["QWidget Nút: lies outside its parent"]


def test_a_cut_header_is_found(shown):
    table = Table([Column("a", "Thời kỳ báo cáo rất dài", 40), Column("b", "B", 400)], name="Bảng")
    table.resize(500, 200)
    shown(table)
    table.setColumnWidth(0, 40)
    assert any("Thời kỳ báo cáo rất dài" in found for found in cut_texts(table))
