"""Lũy kế and cùng kỳ in the window: a switch beside the form, on the figures page and on the page that prints."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel

from desktop.actions import records
from desktop.actions.cell_rows import Behind
from tests.factory import valid
from tests.ui.desk import sitting_at
from tests.ui.offices import PERIOD
from tests.ui.test_items import rows_of
from ui.receiving.figures_page import FiguresPage
from ui.receiving.figures_side import Side
from ui.reporting.report_page import ReportPage
from ui.text_check import cut_texts


@pytest.fixture
def desk(world, qtbot):
    rows = [valid("reward", decision_date=day, target_kind="tap_the", count=n) for day, n in (("2023-02-01", 2), ("2024-02-01", 5))]
    records.add(world.commune, "reward", [(row, None) for row in rows])
    with sitting_at(world.commune, qtbot) as sitting:
        yield sitting


def test_the_switch_shows_the_year_so_far_and_last_year_beside_each_figure(desk):
    desk.show(FiguresPage(desk.session, PERIOD, None, "DV-13", "7a"))
    page = desk.page
    assert page.side.isVisible()
    page.wide.click()
    desk.settle()
    assert [column.key for column in page.table.rows.columns][2:] == ["value", "luy_ke", "cung_ky", "tang_giam", "ty_le"]
    assert page.table.rows.columns[3].title == "Lũy kế từ 01/01/2024"
    row = next(one for one in rows_of(page.table) if one["code"] == "7a")
    assert (row["cung_ky"], row["tang_giam"]) == ("2", f"+{int(row['value']) - 2}")
    assert next(one for one in rows_of(page.table) if one["code"] == "5")["cung_ky"] == "chưa nhập"
    assert not page.side.isVisible()
    assert cut_texts(page) == []


def test_enter_on_a_figure_comes_back_to_the_period_and_its_rows(desk):
    desk.show(FiguresPage(desk.session, PERIOD, None, "DV-13", "7a"))
    desk.page.wide.click()
    desk.settle()
    desk.page.table.setFocus()
    desk.press("Enter")
    assert desk.page.table.current_row()["code"] == "7a"
    assert desk.page.side.isVisible()
    assert desk.page.wide.value() is False
    assert rows_of(desk.page.side.table)


def test_targets_have_no_such_switch(desk):
    desk.show(FiguresPage(desk.session, PERIOD, None, "CT"))
    assert not desk.page.wide.isVisible()


def test_printing_goes_on_with_the_form_and_the_switch_as_they_stand(desk):
    desk.show(FiguresPage(desk.session, PERIOD, None, "DV-13"))
    desk.page.wide.click()
    desk.settle()
    desk.press("Ctrl+P")
    assert desk.places[-1] == f"report:{PERIOD}::DV-13:wide"


def test_a_form_is_printed_with_its_other_spans(desk):
    desk.show(ReportPage(desk.session, PERIOD, None, "DV-13", "wide"))
    view = desk.page.view
    assert (view.kind.value(), view.wide.value(), view.wide.isVisible()) == ("bieu:DV-13", True, True)
    wide = view.report.pages
    view.wide.click()
    desk.settle()
    assert view.report.pages < wide
    view.kind.set_value("dvcq")
    desk.settle()
    assert not view.wide.isVisible()


def test_the_panel_says_how_many_rows_only_the_circle_of_their_book_sees(qtbot):
    side = Side()
    qtbot.addWidget(side)
    cell = Behind("DV-06", "4", "Tố cáo", "đơn", "Đếm từ sổ Tố cáo", None, "Xã A", 3, None, None, False, 0, 3, (), ())
    side.show_behind(cell)
    assert [one for one in shown_texts(side) if one.startswith("3 dòng thuộc sổ mà bạn không được xem")]
    side.show_behind(replace(cell, withheld=0))
    assert not [one for one in shown_texts(side) if "không được xem" in one]


def shown_texts(side):
    return [one.text() for one in side.findChildren(QLabel)]
