"""The reporting path at a commune: what is due, declaring, closing, printing, writing the package; keys counted."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget

from desktop.actions import entry_form, lookup, packages, period_path, periods, records, reports
from desktop.clock import Clock
from desktop.errors import Problem
from desktop.office import User
from tests.office import declared_registers
from tests.ui.desk import Sitting, closed, overlay
from tests.ui.offices import COMMUNE, NOW, PERIOD, carry
from tests.ui.typing import press, type_text
from ui.dialogs import QuestionDialog
from ui.drives import Drive
from ui.reporting import printing
from ui.reporting.packages_page import PackagesPage
from ui.reporting.pdf_pages import page_sizes
from ui.reporting.period_page import CLOSED, MISSING, PREVIEW, SEND, PeriodPage
from ui.reporting.period_questions import CloseDialog, ReasonDialog
from ui.reporting.report_page import ReportPage
from ui.text_check import cut_texts
from ui.today.due_list import due_sign
from ui.today.today_page import TodayPage


def banner(desk: Sitting) -> str:
    assert desk.page.banner is not None
    return desk.page.banner.what.text()


def test_what_is_due_comes_first_and_enter_opens_where_it_is_settled(desk):
    desk.show(TodayPage(desk.session))
    first = desk.page.due.current_row()["line"].item
    assert first.text == "Trả lời lượt tiếp số 1"
    desk.press("Enter")
    assert desk.places == [f"record:reception_visit:{first.id}"]


def test_the_line_at_hand_says_how_its_day_is_counted_and_from_which_law(desk):
    desk.show(TodayPage(desk.session))
    said = [one.text() for one in desk.page.findChildren(QLabel) if one.isVisible() and one.text().startswith("Căn cứ:")]
    assert said == ["Căn cứ: 10 ngày làm việc (Luật Tiếp công dân 42/2013/QH13, Điều 28), tính từ ngày 04/01/2024"]


def test_a_late_reply_is_counted_in_working_days(desk):
    desk.show(TodayPage(desk.session))
    late = {row["line"].item.text: row["line"].left for row in [desk.page.due.rows.row(at) for at in range(desk.page.due.rows.rowCount())]}
    assert late["Trả lời lượt tiếp số 4"] == -2  # 21/03 was a Thursday; Friday and Monday have passed


def test_a_badge_says_working_days_where_the_law_counts_those(desk):
    desk.show(TodayPage(desk.session))
    rows = [desk.page.due.rows.row(at)["line"] for at in range(desk.page.due.rows.rowCount())]
    said = {due_sign(line).text for line in rows if line.item.kind == "reply" and line.left}
    assert "Quá 2 ngày làm việc" in said
    assert all(text.endswith("ngày làm việc") for text in said)
    assert not any("làm việc" in due_sign(line).text for line in rows if line.item.kind == "report")


def test_nobody_came_today_is_one_key_and_can_be_undone(world, desk):
    place = lookup.listing(world.commune, "place", lookup.Ask()).records[0].id
    planned = {"kind": "dinh_ky", "planned_date": NOW[:10], "actor": "thu_truong", "place": place}
    session = records.add(world.commune, "reception_session", [(planned, None)]).ids[0]
    desk.show(TodayPage(desk.session))
    desk.press("F7")
    assert "có trực, không có ai đến" in banner(desk)
    assert lookup.show(world.commune, "reception_session", session).values["held"] is True
    desk.press("Ctrl+Z")
    assert lookup.show(world.commune, "reception_session", session).values["held"] is None


def test_a_session_of_today_that_was_not_planned_is_written_by_the_same_key_once(world, desk):
    desk.show(TodayPage(desk.session))
    desk.press("F7")
    assert "có trực, không có ai đến" in banner(desk)
    desk.press("F7")
    assert banner(desk) == "Phiên hôm nay đã ghi rồi."
    found = lookup.listing(world.commune, "reception_session", lookup.Ask()).records
    assert [one.values["held"] for one in found if one.event_date == NOW[:10]] == [True]


def test_warnings_are_one_banner_that_counts_the_others(world, desk):
    world.commune.clock = Clock.from_text("2023-01-05T08:00:00")
    desk.show(TodayPage(desk.session))
    assert banner(desk) == "Đồng hồ của máy có thể sai"


def test_declare_nothing_and_close_is_five_presses(world, desk):
    desk.show(TodayPage(desk.session))
    desk.press("F9", "F6", "Enter", "F9", "Enter")
    standing = world.standing(world.commune)
    assert (standing.state, standing.version) == ("closed", 1)
    assert standing.snapshot.signer.name == "Pờ Hùng Sang"
    assert len(desk.presses) == 5


def test_print_and_export_is_five_presses(world, desk, tmp_path, monkeypatch):
    closed(world)
    printed = tmp_path / "in.pdf"
    monkeypatch.setattr(printing, "printers", lambda: ["Máy in văn phòng"])

    def to_file(self: object, mode: object) -> QPrinter:
        printer = QPrinter()
        printer.setOutputFileName(str(printed))
        return printer

    monkeypatch.setattr(printing, "QPrinter", type("ToFile", (), {"PrinterMode": QPrinter.PrinterMode, "__new__": to_file}))
    desk.show(PeriodPage(desk.session, PERIOD))
    desk.press("Enter", "Ctrl+P", "Enter", "Enter", "Enter")
    assert printed.read_bytes().startswith(b"%PDF")
    assert len(list(world.stick.glob("DV_03448_107_*.goi"))) == 1
    assert desk.places == ["today"]
    assert len(desk.presses) == 5


def test_a_period_with_things_to_do_cannot_be_closed_by_its_key(world, desk):
    desk.show(PeriodPage(desk.session, PERIOD))
    desk.press("F9")
    assert overlay(CloseDialog) is None
    assert world.standing(world.commune).state == "open"
    assert not desk.page.close_button.isEnabled()


def test_unfinished_lines_stand_first_and_enter_opens_the_register(desk):
    desk.show(PeriodPage(desk.session, PERIOD))
    lines = [desk.page.lines.table.rows.row(at)["line"] for at in range(desk.page.lines.table.rows.rowCount())]
    assert [line.stops for line in lines] == sorted((line.stops for line in lines), reverse=True)
    desk.press("Enter")
    assert desk.places == [f"register:{lines[0].register}"]


def test_the_declaration_lists_its_registers_once_and_esc_keeps_everything(world, desk):
    desk.show(PeriodPage(desk.session, PERIOD))
    desk.press("F6")
    asked = overlay(QuestionDialog)
    empty = len(declared_registers()) - 1  # the sessions have records
    assert asked.title.text() == f"Khai không phát sinh cho {empty} sổ sau?"
    desk.press("Esc")
    assert len(world.standing(world.commune).undeclared) == empty


def test_a_draft_is_passed_over_only_with_its_own_reason(world, desk):
    periods.nothing_happened(world.commune, PERIOD, all_empty=True)
    world.commune.clock = Clock.from_text("2024-03-10T08:00:00")
    records.add(world.commune, "reward", [({}, None)], draft=True)
    world.commune.clock = Clock.from_text(NOW)
    desk.show(PeriodPage(desk.session, PERIOD))
    desk.page.despite.click()
    dialog = overlay(CloseDialog)
    desk.press("Enter")
    assert dialog.reasons["drafts"].is_bad
    type_text(QApplication.focusWidget(), "chờ quyết định của huyện")
    desk.press("Enter")
    standing = world.standing(world.commune)
    assert standing.state == "closed"
    assert standing.closing.overrides == {"drafts": "chờ quyết định của huyện"}


def test_a_closed_period_is_opened_again_only_with_a_reason(world, desk):
    closed(world)
    desk.show(PeriodPage(desk.session, PERIOD))
    assert desk.page._step == CLOSED
    desk.page.again.click()
    desk.press("Enter")
    assert overlay(ReasonDialog) is not None
    type_text(QApplication.focusWidget(), "sót một lượt tiếp")
    desk.press("Enter")
    assert world.standing(world.commune).state == "open"
    assert desk.page._step == MISSING


def test_a_draft_that_stops_the_close_is_opened_from_its_line(world, desk):
    held = lookup.listing(world.commune, "reception_session", lookup.Ask()).records
    draft = next(one.id for one in held if one.event_date and "2023-12-15" <= one.event_date <= "2024-03-14")
    entry_form.keep_draft(world.commune, "reception_session", draft, {"held": False})
    desk.show(PeriodPage(desk.session, PERIOD))
    line = next(one for one in period_path.look(world.commune, PERIOD).lines if one.check == "drafts")
    assert (line.register, line.record) == ("reception_session", draft)
    desk.press("Enter")
    assert desk.places == [f"record:reception_session:{draft}"]


def test_a_returned_item_is_a_line_with_its_comment_that_opens_the_cell(world, desk):
    closed(world)
    carry(world.commune, world.district, world.stick)
    periods.return_period(world.district, COMMUNE, PERIOD, "xem lại số cuộc", cell="DV-05:3")
    carry(world.district, world.commune, world.stick)
    desk.show(PeriodPage(desk.session, PERIOD))
    line = next(one for one in period_path.look(world.commune, PERIOD).lines if one.tone == "returned")
    assert (line.todo, line.cell) == ("Cột 3 “Ủy quyền” biểu DV-05: “xem lại số cuộc”", "DV-05:3")
    desk.press("Enter")
    assert desk.places == [f"figures:{PERIOD}:03448:DV-05:3"]
    desk.press("F9", "Enter")
    assert world.standing(world.commune).version == 2


def test_without_a_printer_the_report_can_still_be_saved(world, desk, tmp_path):
    desk.show(ReportPage(desk.session, PERIOD))
    desk.press("Ctrl+P")
    assert banner(desk) == "Không thấy máy in. Lưu PDF rồi in ở máy khác."
    desk.page.view.save_to(tmp_path / "bao cao.pdf")
    desk.settle()
    assert (tmp_path / "bao cao.pdf").read_bytes() == desk.page.view.report.pdf
    assert banner(desk) == "Đã lưu bao cao.pdf"


def test_a_draft_says_so_and_a_figure_opens_what_stands_behind_it(desk):
    desk.show(ReportPage(desk.session, PERIOD))
    assert desk.page.view.report.draft
    assert desk.page.view._draft.isVisible()
    press(desk.page.view.view, "Right")
    desk.settle()
    press(desk.page.view.view, "Enter")
    assert desk.places[0].startswith(f"figures:{PERIOD}:03448:")


def test_the_pages_turn_and_each_is_drawn(desk, qtbot):
    desk.show(ReportPage(desk.session, PERIOD))
    view = desk.page.view.view
    for at in range(view.pages):
        view.go_to(at)
        desk.settle()
        qtbot.waitUntil(lambda: view.is_drawn, timeout=5000)
    assert view.pages == desk.page.view.report.pages


def test_a_stick_that_is_full_says_how_much_is_missing_and_nothing_is_left_on_it(world, desk, monkeypatch):
    desk.show(PackagesPage(desk.session))
    desk.press("Ctrl+Enter")
    message = "USB đầy, còn 12 KB, cần 38 KB. Xóa bớt tệp khác rồi ghi lại."

    def full(*_: object, **__: object) -> None:
        raise Problem("disk_full", message)

    monkeypatch.setattr(packages, "export", full)
    desk.press("Enter")
    assert desk.page.banner.next_step.text() == message
    assert desk.page.export.write.text() == "Ghi lại"


def test_without_a_stick_the_page_waits_for_one(desk, monkeypatch, world):
    monkeypatch.setattr("ui.drives.sticks", list)
    desk.show(PackagesPage(desk.session))
    desk.press("Ctrl+Enter")
    assert not desk.page.export.write.isEnabled()
    monkeypatch.setattr("ui.drives.sticks", lambda: [Drive(world.stick, "KINGSTON", 1 << 30)])
    desk.page.export.look_again()
    assert desk.page.export.table.rows.rowCount() == 1


@pytest.mark.parametrize("make", [TodayPage, PackagesPage, lambda s: ReportPage(s, PERIOD), lambda s: PeriodPage(s, PERIOD)])
def test_nothing_is_cut_on_these_pages(desk, make):
    desk.show(make(desk.session))
    assert cut_texts(desk.page) == []


def test_the_path_shows_its_last_steps_after_closing(world, desk):
    closed(world)
    desk.show(PeriodPage(desk.session, PERIOD))
    desk.press("Enter")
    assert desk.page._step == PREVIEW
    desk.press("Ctrl+Enter")
    assert desk.page._step == SEND


def test_f8_leads_to_what_came_back(world, desk):
    closed(world)
    carry(world.commune, world.district, world.stick)
    periods.return_period(world.district, COMMUNE, PERIOD, "xem lại số cuộc", cell="DV-05:3")
    carry(world.district, world.commune, world.stick)
    desk.show(TodayPage(desk.session))
    desk.press("F8")
    assert desk.places == [f"figures:{PERIOD}:03448:DV-05:3"]


def test_a_path_that_has_been_walked_begins_anew(world, desk):
    closed(world)
    page = PeriodPage(desk.session, PERIOD)
    desk.show(page)
    desk.press("Enter", "Ctrl+Enter", "Enter", "Enter")
    desk.show(page)
    assert page._step == CLOSED


@pytest.mark.parametrize("make", [TodayPage, PackagesPage, lambda s: ReportPage(s, PERIOD), lambda s: PeriodPage(s, PERIOD)])
def test_every_stop_of_tab_has_a_name(desk, make):
    desk.show(make(desk.session))
    stops = [part for part in desk.page.findChildren(QWidget) if part.isVisible() and part.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops
    assert [part for part in stops if not (part.accessibleName() or isinstance(part.focusProxy(), QWidget))] == []


def test_the_folder_and_the_file_are_asked_without_holding_the_window_up(desk):
    desk.show(ReportPage(desk.session, PERIOD))
    desk.press("Ctrl+S")
    asked = QApplication.activeModalWidget()
    assert isinstance(asked, QFileDialog)
    assert Path(asked.selectedFiles()[0]).name == f"Bao cao {PERIOD} 03448.pdf"
    asked.reject()
    desk.show(PackagesPage(desk.session))
    desk.press("Ctrl+Enter", "Ctrl+O")
    asked = QApplication.activeModalWidget()
    assert isinstance(asked, QFileDialog)
    assert asked.fileMode() == QFileDialog.FileMode.Directory
    asked.reject()


def test_every_page_is_printed_upright_or_lying_as_it_is(world, tmp_path):
    made = reports.render(world.commune, "dvcq", PERIOD)
    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "in.pdf"))
    assert printing.print_pages(made.pdf, printer)
    lying = [size.width() > size.height() for size in page_sizes(made.pdf)]
    assert [size.width() > size.height() for size in page_sizes((tmp_path / "in.pdf").read_bytes())] == lying
    assert any(lying)


def test_only_the_pages_that_were_asked_for_are_printed(world, tmp_path):
    made = reports.render(world.commune, "dvcq", PERIOD)
    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "in.pdf"))
    printer.setFromTo(2, 3)
    assert printing.print_pages(made.pdf, printer)
    assert len(page_sizes((tmp_path / "in.pdf").read_bytes())) == 2


def test_who_may_not_close_finds_the_button_closed_and_why(world, desk):
    periods.nothing_happened(world.commune, PERIOD, all_empty=True)
    world.commune.user = User("Sùng A Dế", frozenset({"TCD"}))
    desk.show(PeriodPage(desk.session, PERIOD))
    desk.press("F9")
    assert overlay(CloseDialog) is None
    assert "lãnh đạo" in desk.page.close_button.accessibleDescription()


def test_the_first_page_names_a_returned_cell_by_its_words(world, desk):
    closed(world)
    carry(world.commune, world.district, world.stick)
    periods.return_period(world.district, COMMUNE, PERIOD, "xem lại", cell="DV-05:3")
    carry(world.district, world.commune, world.stick)
    desk.show(TodayPage(desk.session))
    assert "Huyện trả lại quý I/2024: cột 3 “Ủy quyền” biểu DV-05" in [line.item.text for line in desk.page._shown.due]
