"""A period opened with its days, one register declared by itself, and what came late: the period page beside its path."""

from PySide6.QtWidgets import QLabel

from desktop.actions import lookup, periods, records
from tests.ui.desk import closed, overlay
from tests.ui.offices import PERIOD
from ui.reporting.period_opening import DeclareDialog, OtherPeriod
from ui.reporting.period_page import PeriodPage


def test_another_period_is_opened_with_its_days(world, desk):
    desk.show(PeriodPage(desk.session, PERIOD))
    desk.press("F4")
    dialog = overlay(OtherPeriod)
    dialog.number.set_value(2)
    dialog.number.setFocus()
    desk.press("Enter")
    assert desk.page.title.text() == "Kỳ quý II/2024"


def test_a_period_with_days_of_its_own_is_opened_and_asks_for_what_is_missing(world, desk):
    desk.show(PeriodPage(desk.session, PERIOD))
    desk.press("F4")
    dialog = overlay(OtherPeriod)
    dialog.kind.set_value("custom")
    dialog.go()
    assert dialog.isVisible()
    dialog.first.set_value("2024-10-15")
    dialog.last.set_value("2024-11-15")
    dialog.due.set_value("2024-11-20")
    dialog.code.set_value("2024-DOT1")
    dialog.label.set_value("đến 15/11/2024")
    dialog.go()
    desk.settle()
    assert desk.page.title.text() == "Kỳ đến 15/11/2024"
    made = periods.show(world.commune, "2024-DOT1").standing.period
    assert (made.first, made.last, made.due) == ("2024-10-15", "2024-11-15", "2024-11-20")


def test_a_commune_opens_a_quarter_by_calendar_months(world, desk):
    desk.show(PeriodPage(desk.session, PERIOD))
    desk.press("F4")
    dialog = overlay(OtherPeriod)
    dialog.number.set_value(2)
    dialog.first.set_value("2024-04-01")
    dialog.last.set_value("2024-06-30")
    dialog.go()
    desk.settle()
    assert desk.page.title.text() == "Kỳ quý II/2024"
    assert periods.show(world.commune, "2024-Q2").standing.period.first == "2024-04-01"


def test_one_register_is_declared_not_to_apply_and_taken_back_from_its_line(world, desk):
    desk.show(PeriodPage(desk.session, PERIOD))
    table = desk.page.lines.table

    def choose() -> None:
        rows = [table.rows.row(at)["line"].register for at in range(table.rows.rowCount())]
        table.go_to(rows.index("dialogue"))
        desk.press("F7")

    choose()
    dialog = overlay(DeclareDialog)
    dialog.state.set_value("khong_ap_dung")
    dialog.go()
    desk.settle()
    assert periods.show(world.commune, PERIOD).standing.declared["dialogue"] == "khong_ap_dung"
    choose()
    dialog = overlay(DeclareDialog)
    dialog.state.set_value("none")
    dialog.go()
    desk.settle()
    assert "dialogue" in periods.show(world.commune, PERIOD).standing.undeclared


def test_the_page_says_by_what_the_report_is_due(desk):
    desk.show(PeriodPage(desk.session, PERIOD))
    said = [one.text() for one in desk.page.findChildren(QLabel) if one.text().startswith("Hạn nộp 19/03/2024: ")]
    assert len(said) == 1
    assert "tính từ ngày cuối kỳ 14/03/2024" in said[0]


def test_what_came_late_stands_on_the_page_of_the_closed_period_and_opens(world, desk):
    closed(world)
    held = lookup.listing(world.commune, "reception_session", lookup.Ask()).records
    late = next(one.id for one in held if one.event_date and "2023-12-15" <= one.event_date <= "2024-03-14")
    records.strike_out(world.commune, "reception_session", late)
    desk.show(PeriodPage(desk.session, PERIOD))
    first = desk.page.lines.table.rows.row(0)["line"]
    assert (first.title, first.amount, first.record) == ("Bổ sung: Lịch và phiên tiếp công dân", "1 gạch bỏ", late)
