"""Targets and indicators on the figures page: verdict, numbers, how they are counted, and what is missing, to be opened or written."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from desktop.actions import packages, periods
from tests.ui.desk import Sitting, sitting_at
from tests.ui.offices import COMMUNE, PERIOD, World
from tests.ui.typing import type_text
from ui.receiving.figures_page import FiguresPage
from ui.reporting.period_questions import ReasonDialog
from ui.text_check import cut_texts
from ui.widgets.paged_model import RowValues
from ui.widgets.table import Table


@pytest.fixture
def commune(world, qtbot):
    with sitting_at(world.commune, qtbot) as sitting:
        yield sitting


@pytest.fixture
def district(world: World, qtbot):
    """The desk that has taken in the closed quarter of the commune."""
    for old in world.stick.iterdir():
        old.unlink()
    periods.nothing_happened(world.commune, PERIOD, all_empty=True)
    periods.close_period(world.commune, PERIOD)
    packages.receive(world.district, [packages.export(world.commune, world.stick).written[0].file])
    with sitting_at(world.district, qtbot) as sitting:
        yield sitting


def rows_of(table: Table) -> list[RowValues]:
    return [table.rows.row(at) for at in range(table.rows.rowCount())]


def said(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel))


def stands(desk: Sitting) -> dict[str, tuple[str, str]]:
    """Return code → (numbers, verdict) of the table."""
    return {row["code"]: (row["value"], getattr(row["state"], "text", row["state"])) for row in rows_of(desk.page.table)}


def test_the_five_targets_say_their_verdict_how_they_are_counted_and_what_is_missing(commune):
    commune.show(FiguresPage(commune.session, PERIOD, None, "CT", "CT2a"))
    shown = stands(commune)
    assert [code for code in shown if len(code) == 3] == ["CT1", "CT2", "CT3", "CT4", "CT5"]
    assert (shown["CT2a"], shown["CT4"], shown["CT5b"]) == (("0/1 (0%)", "Chưa đạt"), ("0/0", "Không áp dụng"), ("0/1 (0%)", "Chưa đến kỳ"))
    side = commune.page.side
    assert [row["text"] for row in rows_of(side.table)] == ["Chưa ban hành kế hoạch dân vận chính quyền năm 2024"]
    assert "phải có số và ban hành đến 14/03/2024" in said(side)
    assert cut_texts(commune.page) == []


def test_enter_on_what_is_missing_opens_the_form_in_which_it_is_written(commune):
    commune.show(FiguresPage(commune.session, PERIOD, None, "CT", "CT2a"))
    commune.press("Enter", "Enter")
    assert commune.places[-1] == "new:plan_doc"


def test_what_another_unit_lacks_is_not_written_here(district):
    district.show(FiguresPage(district.session, PERIOD, "03448", "CT", "CT2a"))
    district.press("Enter", "Enter")
    assert district.places[-1] == "register:plan_doc"


def test_a_target_of_the_total_says_what_each_unit_has_and_enter_goes_to_one(district):
    district.show(FiguresPage(district.session, PERIOD, None, "CT", "CT2"))
    side = district.page.side.table
    told = {row["text"]: row["day"] for row in rows_of(side)}
    assert (told["Xã Pa Vệ Sủ"], told["Xã Thu Lũm"]) == ("0/1 (0%)", "Chưa báo cáo")
    side.go_to(next(at for at, row in enumerate(rows_of(side)) if row["unit"] == COMMUNE.removeprefix("2024:")))
    district.press("Enter", "Enter")
    assert district.places[-1] == f"figures:{PERIOD}:03448:CT:CT2"


def test_indicators_stand_with_their_parts_and_a_count_needs_no_verdict(commune):
    commune.show(FiguresPage(commune.session, PERIOD, None, "I", "I24"))
    shown = stands(commune)
    assert [code for code in shown if len(code) == 3] == [f"I{number:02}" for number in range(6, 36)]
    assert (shown["I20"], shown["I12"][1]) == (("0/0", "Không áp dụng"), "")
    whole = next(at for at, row in enumerate(rows_of(commune.page.table)) if row["code"] == "I12")
    commune.page.table.go_to(whole)
    assert "Không thiếu gì." in said(commune.page.side)
    assert not commune.page.side.table.isVisible()  # no heads over nothing
    commune.page.table.go_to(next(at for at, row in enumerate(rows_of(commune.page.table)) if row["code"] == "I24"))
    side = commune.page.side
    assert rows_of(side.table)[0]["text"].startswith("Chưa công khai CK01.")
    assert "CK01–CK14" in said(side)
    assert cut_texts(commune.page) == []
    commune.press("Enter", "Enter")
    assert commune.places[-1] == "new:publication"


def test_a_target_is_sent_back_with_a_comment_like_a_cell(district):
    district.show(FiguresPage(district.session, PERIOD, "03448", "CT", "CT2a"))
    district.press("Shift+F2")
    asked = next(one for one in QApplication.allWidgets() if isinstance(one, ReasonDialog) and one.isVisible())
    assert asked.title.text() == "Trả lại chỉ tiêu CT2a của xã Pa Vệ Sủ"
    type_text(QApplication.focusWidget(), "ghi số kế hoạch")
    district.press("Enter")
    stands_now = periods.show(district.session.office, PERIOD, COMMUNE).standing
    assert [(one.cell, one.text) for one in stands_now.comments] == [("CT:CT2a", "ghi số kế hoạch")]
