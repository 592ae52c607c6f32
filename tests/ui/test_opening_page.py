"""Opening figures typed as one sheet: kept together, found again, struck out when emptied, and never lost without a word."""

from desktop.actions import figures, opening_sheet
from desktop.actions.opening_sheet import Days
from tests.ui.offices import PERIOD
from tests.ui.typing import type_text
from ui.dialogs import QuestionDialog
from ui.entries.opening_page import OpeningPage
from ui.entries.register_page import RegisterPage
from ui.text_check import cut_texts

DAYS = Days("phat_sinh", "2023-12-15", "2024-01-31")


def row(desk):
    return figures.form(desk.session.office, "DV-05", PERIOD)["rows"][0]


def fill(page, **cells):
    page.first.set_value(DAYS.first)
    page.last.set_value(DAYS.last)
    page.source.set_value("Sổ giấy 2023")
    for code, value in cells.items():
        page.cells.fields[code[1:]].set_value(value)


def test_the_book_leads_to_the_sheet(desk):
    desk.show(RegisterPage(desk.session, "opening_figure"))
    desk.press("F7")
    assert desk.places[-1] == "opening"


def test_figures_are_saved_counted_and_found_again(desk):
    desk.show(OpeningPage(desk.session, "DV-05"))
    page = desk.page
    assert set(page.cells.fields) & {"5", "9"} == {"9"}
    page.save()
    assert (page.first.label.message, page.source.label.message) == ("Chưa ghi", "Chưa ghi")
    fill(page, c9=3, c10=90)
    type_text(page.cells.fields["11"].editor, "12")
    desk.press("Ctrl+S")
    assert ([row(desk)["cells"][code] for code in ("9", "10", "11")], row(desk)["marks"]["9"]) == ([3, 90, 12], "so_dau_ky")
    assert page.leave() is True
    sheet = opening_sheet.open_sheet(desk.session.office, "DV-05", Days(DAYS.kind, DAYS.first, ""))
    assert (dict(sheet.typed), sheet.days.last, sheet.source) == ({"9": 3, "10": 90, "11": 12}, DAYS.last, "Sổ giấy 2023")
    page.cells.fields["9"].set_value(None)
    page.save()
    desk.settle()
    assert "9" not in row(desk)["marks"]
    assert cut_texts(desk.frame) == []


def test_what_is_carried_over_has_one_day(desk):
    desk.show(OpeningPage(desk.session, "DV-08"))
    page = desk.page
    page.kind.set_value("chuyen_sang")
    page.kind.editor.changed.emit()
    desk.settle()
    assert page.last.editor.is_shut
    page.first.set_value("2023-12-15")
    page.source.set_value("Sổ giấy 2023")
    page.cells.fields["3e"].set_value(4)
    page.save()
    desk.settle()
    carried = figures.form(desk.session.office, "DV-08", PERIOD)["rows"][0]
    assert (set(page.cells.fields), carried["cells"]["3e"], carried["marks"]["3e"]) == ({"3e"}, 4, "so_dau_ky")


def test_typed_figures_go_only_on_a_word(desk):
    desk.show(OpeningPage(desk.session, "DV-05"))
    page = desk.page
    page.cells.fields["9"].set_value(3)
    page.form.set_value("DV-04")
    page.form.changed.emit()
    desk.settle()
    assert (page.form.value(), page.cells.fields["9"].value()) == ("DV-05", "3")
    assert page.leave() is False
    desk.frame.findChildren(QuestionDialog)[-1].act.click()
    assert page.leave() is True
