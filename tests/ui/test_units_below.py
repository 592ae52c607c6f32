"""At a district's desk: its agencies in the settings, and what a unit without a laptop told, typed on one sheet."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel

from desktop.actions import agencies, figures, typed_sheets
from desktop.reporting.cells import CellValue
from tests.ui.desk import sitting_at
from tests.ui.offices import PERIOD
from tests.ui.typing import type_text
from ui.dialogs import QuestionDialog
from ui.entries.typed_page import behalf_page
from ui.receiving.matrix_page import MatrixPage
from ui.settings.settings_page import SettingsPage
from ui.settings.settings_units import AgencyDialog, UnitsSection
from ui.text_check import cut_texts

UNIT = "03439"
TOLD = {"source": "zalo", "given_by": "Lò Văn Pản, Phó Chủ tịch", "given_on": "2024-03-12"}


@pytest.fixture
def desk(world, qtbot):
    with sitting_at(world.district, qtbot) as sitting:
        yield sitting


def section(desk) -> UnitsSection:
    desk.show(SettingsPage(desk.session, "units"))
    return desk.page.findChild(UnitsSection)


def texts(page) -> str:
    return " · ".join(one.text() for one in page.findChildren(QLabel) if one.isVisible())


def test_only_an_upper_desk_has_units_below(world, qtbot):
    with sitting_at(world.commune, qtbot) as sitting:
        sitting.show(SettingsPage(sitting.session, "units"))
        assert "units" not in sitting.page.buttons
        assert sitting.page.section == "display"


def test_an_agency_is_added_corrected_and_no_longer_counted(desk):
    shown = section(desk)
    assert shown.edit.toolTip() or not shown.edit.isEnabled()
    shown.add.click()
    dialog = desk.frame.findChild(AgencyDialog)
    dialog._save()
    assert dialog.kind.label.message == "Chưa chọn loại"
    dialog.kind.set_value("phong")
    dialog.name.editor.setFocus()
    type_text(dialog.name.editor, "Phòng Nội vụ")
    dialog.make.click()
    desk.settle()
    assert [(one.code, one.name, one.kind) for one in agencies.listing(desk.session.office)] == [("107.01", "Phòng Nội vụ", "phong")]
    assert "Đã thêm Phòng Nội vụ, mã 107.01." in texts(desk.page)
    shown.table.go_to(0)
    shown.edit.click()
    changed = desk.frame.findChildren(AgencyDialog)[-1]
    changed.name.set_value("Phòng Nội vụ huyện")
    changed.make.click()
    desk.settle()
    assert agencies.listing(desk.session.office)[0].name == "Phòng Nội vụ huyện"
    shown.table.go_to(0)
    shown.retire.click()
    desk.press("Enter")
    one = agencies.listing(desk.session.office)[0]
    assert one.last == desk.session.office.clock.today().isoformat()
    shown.table.go_to(0)
    assert not shown.retire.isEnabled()
    assert cut_texts(desk.frame) == []


def cells(desk):
    return next(one for one in figures.form(desk.session.office, "DV-05", PERIOD)["rows"] if one["unit"] == UNIT)["cells"]


def test_what_a_unit_told_is_typed_on_one_sheet_and_counts(desk):
    desk.show(behalf_page(desk.session, PERIOD, UNIT, "DV-05"))
    page = desk.page
    assert (page.title.text(), page.subtitle.text()) == ("Nhập thay xã Ka Lăng", "kỳ quý I/2024")
    page.save()
    assert (page.head.source.label.message, page.head.given_by.label.message, cells(desk)["9"]) == ("Chưa chọn", "Chưa ghi", None)
    page.head.source.set_value("dien_thoai")
    page.head.given_by.set_value(TOLD["given_by"])
    page.cells.fields["9"].editor.setFocus()
    type_text(page.cells.fields["9"].editor, "2")
    page.cells.fields["10"].set_value(150)
    desk.press("Ctrl+S")
    assert (cells(desk)["9"], cells(desk)["10"], cells(desk)["11"]) == (2, 150, None)
    assert "Đã lưu biểu DV-05 nhập thay xã Ka Lăng." in texts(page)
    page.head.form.set_value("DV-04")
    page.head.form.changed.emit()
    desk.settle()
    assert (set(page.cells.fields) >= {"1", "13a"}, page.head.given_by.value()) == (True, TOLD["given_by"])
    assert cut_texts(desk.frame) == []


def test_the_sheet_shows_what_was_typed_before_and_what_does_not_add_up(desk):
    office = desk.session.office
    typed_sheets.keep(office, typed_sheets.sheet_on_behalf(office, UNIT, PERIOD, "01/TCD"), {"1": 9, "4": 5}, TOLD)
    desk.show(behalf_page(desk.session, PERIOD, UNIT, "01/TCD"))
    page = desk.page
    assert (page.cells.fields["1"].value(), page.head.source.value(), page.head.given_on.value()) == ("9", "zalo", "2024-03-12")
    page.cells.fields["13"].set_value(3)
    page.cells.fields["22"].set_value(0)
    page.save()
    desk.settle()
    assert "phải bằng cột 4 + 13 + 22" in texts(page)


def test_the_table_of_completeness_says_who_told_what_and_leads_to_the_sheet(desk):
    office = desk.session.office
    typed_sheets.keep(office, typed_sheets.sheet_on_behalf(office, UNIT, PERIOD, "DV-05"), {"9": 2}, TOLD)
    desk.show(MatrixPage(desk.session, PERIOD))
    page = desk.page
    at = next(at for at in range(page.table.rows.rowCount()) if page.table.rows.row(at)["name"] == "Ka Lăng")
    page.table.go_to(at, page.table.currentIndex().column())
    desk.settle()
    assert page._current().cells[PERIOD].state == "on_behalf"
    assert "Số liệu nhập thay – zalo 12/03/2024: Lò Văn Pản, Phó Chủ tịch" in texts(page)
    desk.press("F6")
    assert desk.places[-1] == f"behalf:{PERIOD}:{UNIT}"
    assert cut_texts(desk.frame) == []


def test_numbers_that_were_not_saved_wait_while_another_form_is_looked_at_and_go_only_on_a_word(desk):
    desk.show(behalf_page(desk.session, PERIOD, UNIT, "DV-05"))
    page = desk.page
    page.cells.fields["9"].set_value(2)
    for code in ("DV-04", "DV-05"):
        page.head.form.set_value(code)
        page.head.form.changed.emit()
        desk.settle()
    assert (page.cells.fields["9"].value(), cells(desk)["9"]) == ("2", None)
    gone = []
    page.back.connect(lambda: gone.append(page.leave()))
    assert page.leave() is False
    asked = desk.frame.findChild(QuestionDialog)
    assert asked.title.text() == "Bỏ số chưa lưu của biểu DV-05?"
    asked.safe.click()
    assert gone == []
    page.leave()
    desk.frame.findChildren(QuestionDialog)[-1].act.click()
    assert gone == [True]


def test_a_saved_sheet_is_left_without_a_word(desk):
    desk.show(behalf_page(desk.session, PERIOD, UNIT, "DV-05"))
    page = desk.page
    page.head.source.set_value("zalo")
    page.head.given_by.set_value(TOLD["given_by"])
    page.cells.fields["9"].set_value(2)
    page.save()
    desk.settle()
    assert page.leave() is True


def test_one_is_asked_before_typed_numbers_hide_what_is_counted(desk):
    desk.show(behalf_page(desk.session, PERIOD, UNIT, "DV-05"))
    page = desk.page
    counted = {"9": CellValue(3), "10": CellValue(40)}
    page._sheet = replace(page._sheet, counted=counted)
    page.head.source.set_value("zalo")
    page.head.given_by.set_value(TOLD["given_by"])
    page.cells.fields["9"].set_value(3)
    page.save()
    desk.settle()
    asked = desk.frame.findChildren(QuestionDialog)[-1]
    assert asked.title.text() == "Che 1 ô đang đếm được của biểu DV-05?"
    assert cells(desk)["9"] is None
    asked.act.click()
    desk.settle()
    assert cells(desk)["9"] == 3
