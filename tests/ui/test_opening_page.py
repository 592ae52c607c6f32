"""Opening figures typed as one sheet: kept together, found again, struck out when emptied, and never lost without a word."""

from desktop.actions import figures, typed_sheets
from tests.ui.offices import PERIOD
from tests.ui.typing import type_text
from ui.dialogs import QuestionDialog
from ui.entries.page_of_record import record_page
from ui.entries.register_page import RegisterPage
from ui.entries.typed_page import opening_page
from ui.text_check import cut_texts

FIRST, LAST = "2023-12-15", "2024-01-31"


def row(desk):
    return figures.form(desk.session.office, "DV-05", PERIOD)["rows"][0]


def fill(page, **cells):
    page.head.first.set_value(FIRST)
    page.head.last.set_value(LAST)
    page.head.source.set_value("Sổ giấy 2023")
    for code, value in cells.items():
        page.cells.fields[code[1:]].set_value(value)


def test_the_book_leads_to_the_sheet(desk):
    desk.show(RegisterPage(desk.session, "opening_figure"))
    desk.press("F7")
    assert desk.places[-1] == "opening"


def test_figures_are_saved_counted_and_found_again(desk):
    desk.show(opening_page(desk.session, "DV-05"))
    page = desk.page
    assert set(page.cells.fields) & {"5", "9"} == {"9"}
    page.save()
    assert (page.head.first.label.message, page.head.source.label.message) == ("Chưa ghi", "Chưa ghi")
    fill(page, c9=3, c10=90)
    type_text(page.cells.fields["11"].editor, "12")
    desk.press("Ctrl+S")
    assert ([row(desk)["cells"][code] for code in ("9", "10", "11")], row(desk)["marks"]["9"]) == ([3, 90, 12], "so_dau_ky")
    assert page.leave() is True
    sheet = typed_sheets.opening_sheet(desk.session.office, "DV-05", "phat_sinh", FIRST, "")
    assert (sheet.typed, sheet.told["date_to"], sheet.told["source"]) == ({"9": 3, "10": 90, "11": 12}, LAST, "Sổ giấy 2023")
    page.cells.fields["9"].set_value(None)
    page.save()
    desk.settle()
    assert "9" not in row(desk)["marks"]
    assert cut_texts(desk.frame) == []


def test_what_is_carried_over_has_one_day(desk):
    desk.show(opening_page(desk.session, "DV-08"))
    page = desk.page
    page.head.kind.set_value("chuyen_sang")
    page.head.kind.editor.changed.emit()
    desk.settle()
    assert page.head.last.editor.is_shut
    page.head.first.set_value("2023-12-15")
    page.head.source.set_value("Sổ giấy 2023")
    page.cells.fields["3e"].set_value(4)
    page.save()
    desk.settle()
    carried = figures.form(desk.session.office, "DV-08", PERIOD)["rows"][0]
    assert (set(page.cells.fields), carried["cells"]["3e"], carried["marks"]["3e"]) == ({"3e"}, 4, "so_dau_ky")


def test_typed_figures_wait_while_another_form_is_looked_at_and_go_only_on_a_word(desk):
    desk.show(opening_page(desk.session, "DV-05"))
    page = desk.page
    page.cells.fields["9"].set_value(3)
    for code in ("DV-04", "DV-05"):
        page.head.form.set_value(code)
        page.head.form.changed.emit()
        desk.settle()
    assert (page.head.form.value(), page.cells.fields["9"].value()) == ("DV-05", "3")
    assert page.leave() is False
    desk.frame.findChildren(QuestionDialog)[-1].act.click()
    assert page.leave() is True


def test_figures_that_were_typed_before_their_days_go_with_the_days(desk):
    desk.show(opening_page(desk.session, "DV-05"))
    page = desk.page
    page.cells.fields["9"].set_value(3)
    page.head.first.set_value(FIRST)
    page.head.first.editor.left.emit()
    desk.settle()
    assert page.cells.fields["9"].value() == "3"


def test_saving_does_not_strike_out_what_was_typed_before_and_nobody_has_seen(desk):
    office = desk.session.office
    sheet = typed_sheets.opening_sheet(office, "DV-05", "phat_sinh", FIRST, LAST)
    typed_sheets.keep(office, sheet, {"10": 90}, {"date_to": LAST, "source": "Sổ giấy 2023"})
    desk.show(opening_page(desk.session, "DV-05"))
    page = desk.page
    fill(page, c9=3)
    page.save()
    desk.settle()
    assert (page.cells.fields["9"].value(), page.cells.fields["10"].value()) == ("3", "90")
    assert row(desk)["cells"]["9"] is None
    page.save()
    desk.settle()
    assert [row(desk)["cells"][code] for code in ("9", "10")] == [3, 90]


def test_the_checks_of_the_form_are_said_while_one_types(desk):
    desk.show(opening_page(desk.session, "DV-08"))
    page = desk.page
    page.cells.fields["9"].set_value(2)
    page.cells.fields["10"].editor.setFocus()
    type_text(page.cells.fields["10"].editor, "3")
    line = next(line for check, line in page.cells.lines.items() if (check.left, check.right) == (("10",), ("9",)))
    assert "cột 10 (3) phải không lớn hơn cột 9 (2)" in line.words.text()
    page.cells.fields["9"].set_value(3)
    page.cells.changed.emit()
    assert line.words.text() == "Khớp: 10 ≤ 9"
    assert cut_texts(desk.frame) == []


def test_one_number_that_breaks_a_check_of_its_form_is_asked_about_before_it_is_saved(desk):
    desk.show(record_page(desk.session, "opening_figure"))
    page = desk.page
    values = {"form": "02/XLD", "column": "2", "value": 3, "kind": "chuyen_sang", "date_from": "2023-12-15", "source": "Sổ giấy 2023"}
    for name, value in values.items():
        page.form.fields[name].editor.set_value(value)
        page.on_typed(name)
    page.save(then_next=False)
    desk.settle()
    asked = desk.frame.findChildren(QuestionDialog)[-1]
    assert (asked.title.text(), page.record_id) == ("Vẫn lưu số này?", "")
    asked.act.click()
    desk.settle()
    assert page.record_id
    assert cut_texts(desk.frame) == []
