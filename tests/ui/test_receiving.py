"""The receiving desk: what came on a stick, who has reported, accepting and sending back, figures, what goes down."""

import hashlib
import re
from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from desktop.actions import completeness, lookup, packages, parcels, periods, records, stations, today
from desktop.office import User
from tests.desktop.world import repacked
from tests.factory import valid
from tests.ui import offices
from tests.ui.desk import sitting_at
from tests.ui.offices import COMMUNE, PERIOD, carry
from tests.ui.typing import type_text
from ui.banner import Banner
from ui.drives import Drive
from ui.receiving.down_page import DownPage
from ui.receiving.figures_page import FiguresPage
from ui.receiving.inbox_details import explanation
from ui.receiving.inbox_page import InboxPage
from ui.receiving.matrix_page import MatrixPage
from ui.reporting.period_questions import ReasonDialog
from ui.reporting.report_page import ReportPage
from ui.text_check import cut_texts
from ui.theme import theme
from ui.today.today_page import TodayPage
from ui.tokens import Tokens
from ui.widgets.table import Table


@pytest.fixture
def desk(world, qtbot):
    with sitting_at(world.district, qtbot) as sitting:
        yield sitting


@pytest.fixture
def reported(world):
    """The commune closed the quarter and its package lies on the stick."""
    for old in world.stick.iterdir():
        old.unlink()
    periods.nothing_happened(world.commune, PERIOD, all_empty=True)
    periods.close_period(world.commune, PERIOD)
    return packages.export(world.commune, world.stick).written[0].file


def outcomes(desk) -> dict[str, str]:
    return {one.name: one.outcome for one in desk.page.inbox.seen}


def select(desk, name: str) -> None:
    table = desk.page.table
    at = next(at for at in range(table.rows.rowCount()) if table.rows.row(at)["name"] == name)
    table.go_to(at, table.currentIndex().column())


def test_importing_all_that_came_is_three_presses(world, desk, reported):
    desk.show(TodayPage(desk.session))
    desk.press("Ctrl+2", "Ctrl+Enter", "Enter")
    assert world.standing(world.district, COMMUNE).state == "received"
    assert desk.places[-1] == "matrix"
    assert len(desk.presses) == 3


def test_looking_at_a_stick_changes_nothing(world, desk, reported):
    desk.show(InboxPage(desk.session))
    assert outcomes(desk) == {reported.name: "good"}
    assert world.standing(world.district, COMMUNE).state == "not_reported"
    assert [one.direction for one in parcels.listing(world.district) if one.file == reported.name] == []


def test_every_file_says_what_would_come_of_it(world, desk, reported):
    damaged = world.stick / "DV_hong.goi"
    raw = bytearray(reported.read_bytes())
    raw[-100] ^= 1
    damaged.write_bytes(raw)
    ours = packages.export(world.district, world.stick, to="03448").written[0].file
    (world.stick / "baocao quy 1.docx").write_bytes(b"x")
    (world.stick / "khong.goi").write_bytes(b"khong phai goi\n")
    desk.show(InboxPage(desk.session))
    assert outcomes(desk) == {
        reported.name: "good", damaged.name: "bad", ours.name: "foreign", "baocao quy 1.docx": "no_package", "khong.goi": "no_package",
    }  # fmt: skip
    desk.press("Ctrl+Enter")
    assert re.fullmatch(r"Đã nhập 1 gói: \d+ bản ghi mới", desk.page.banner.what.text())
    assert outcomes(desk)[reported.name] == "known"


def test_a_package_that_is_taken_in_twice_is_known(world, desk, reported):
    packages.receive(world.district, [reported])
    desk.show(InboxPage(desk.session))
    assert outcomes(desk) == {reported.name: "known"}
    assert not desk.page.all.isEnabled()


def test_what_this_version_cannot_keep_of_a_package_is_said_before_and_after(world, desk, reported):
    body = b"%PDF-1.7 giay moi"
    repacked(world.commune, world.district, reported, lambda parts: replace(parts, attachments={hashlib.sha256(body).hexdigest(): body}))
    reported.unlink()
    desk.show(InboxPage(desk.session))
    assert any("1 tệp kèm" in one.text() for one in desk.page.inbox.details.findChildren(QLabel))
    desk.press("Ctrl+Enter")
    assert "1 tệp kèm" in desk.page.banner.next_step.text()


def test_who_only_looks_takes_no_package_in(world, desk, reported):
    world.district.user = User("Lò Văn Xem", frozenset({"XEM"}))
    desk.show(InboxPage(desk.session))
    assert [one.isEnabled() for one in (desk.page.all, desk.page.one)] == [False, False]
    assert "chỉ xem" in desk.page.all.toolTip()


def test_enter_takes_in_only_the_chosen_package(world, desk, reported):
    second = packages.export(world.commune, world.stick).written[0].file
    desk.show(InboxPage(desk.session))
    chosen = desk.page.inbox.table.current_row()["seen"].name
    desk.press("Enter")
    assert [one.file for one in parcels.listing(world.district, "in")] == [chosen]
    assert chosen in (reported.name, second.name)


def test_a_file_may_be_dropped(world, desk, reported, tmp_path):
    elsewhere = tmp_path / "zalo"
    elsewhere.mkdir()
    reported.rename(elsewhere / reported.name)
    desk.show(InboxPage(desk.session))
    assert outcomes(desk) == {}
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(elsewhere / reported.name))])
    event = QDropEvent(QPoint(9, 9), Qt.DropAction.CopyAction, dropped, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    desk.page.inbox.dropEvent(event)
    desk.settle()
    assert outcomes(desk) == {reported.name: "good"}


def test_f5_reads_the_stick_again(desk, world, reported):
    body = reported.read_bytes()
    reported.unlink()
    desk.show(InboxPage(desk.session))
    assert outcomes(desk) == {}
    reported.write_bytes(body)
    desk.press("F5")
    assert outcomes(desk) == {reported.name: "good"}


def test_accepting_a_commune_is_down_f9_enter(world, desk, reported):
    packages.receive(world.district, [reported])
    desk.show(MatrixPage(desk.session, PERIOD))
    names = [desk.page.table.rows.row(at)["name"] for at in range(desk.page.table.rows.rowCount())]
    desk.page.table.go_to(names.index("Pa Vệ Sủ") - 1, 1)
    desk.press("Down", "F9", "Enter")
    assert world.standing(world.district, COMMUNE).state == "accepted"
    assert desk.page.table.current_row()["name"] == "Pa Vệ Sủ"
    assert len(desk.presses) == 3


def test_a_commune_that_has_not_reported_cannot_be_accepted(desk, world):
    desk.show(MatrixPage(desk.session, PERIOD))
    assert not desk.page.accept.isEnabled()
    desk.press("F9")
    assert world.standing(world.district, COMMUNE).state == "not_reported"


def test_sending_back_says_why(world, desk, reported):
    packages.receive(world.district, [reported])
    desk.show(MatrixPage(desk.session, PERIOD))
    select(desk, "Pa Vệ Sủ")
    desk.press("F8", "Enter")
    assert world.standing(world.district, COMMUNE).state == "received"
    type_text(QApplication.focusWidget(), "Thiếu biểu đối thoại")
    desk.press("Enter")
    assert [one.text for one in world.standing(world.district, COMMUNE).comments] == ["Thiếu biểu đối thoại"]


def test_only_what_is_unfinished_leaves_the_accepted_out(world, desk, reported):
    packages.receive(world.district, [reported])
    periods.accept_period(world.district, COMMUNE, PERIOD)
    desk.show(MatrixPage(desk.session, PERIOD))
    whole = desk.page.table.rows.rowCount()
    desk.press("F4")
    assert desk.page.table.rows.rowCount() == whole - 1


def test_letters_typed_in_the_table_search_for_a_unit(desk, world, qtbot):
    desk.show(MatrixPage(desk.session, PERIOD))
    desk.page.table.typed.emit("v")
    type_text(QApplication.focusWidget(), "e su")
    qtbot.waitUntil(lambda: desk.page.table.rows.rowCount() == 1, timeout=2000)
    assert desk.page.table.rows.row(0)["name"] == "Pa Vệ Sủ"


def test_enter_opens_the_figures_of_the_unit(desk):
    desk.show(MatrixPage(desk.session, PERIOD))
    select(desk, "Pa Vệ Sủ")
    desk.press("Enter")
    assert desk.places == [f"figures:{PERIOD}:03448"]


def test_a_late_package_is_late_and_the_day_and_number_stand_beside_it(world, reported):
    packages.receive(world.district, [reported])
    row = next(one for one in completeness.look(world.district, PERIOD).rows if one.unit == COMMUNE)
    assert (row.cells[PERIOD].state, row.came[:10], row.package) == ("late", "2024-03-25", parcels.number_in(reported.name))


def test_the_total_names_every_unit_and_who_has_not_reported(world, desk, reported):
    packages.receive(world.district, [reported])
    desk.show(FiguresPage(desk.session, PERIOD, None, "01/TCD"))
    side = desk.page.side.table
    said = {side.rows.row(at)["text"]: side.rows.row(at)["day"] for at in range(side.rows.rowCount())}
    assert said["Xã Pa Vệ Sủ"] == "4"
    assert said["Xã Thu Lũm"] == "chưa báo cáo"


def test_a_closed_page_that_changed_below_says_that_it_is_a_draft_again(world, desk, reported):
    periods.nothing_happened(world.district, PERIOD, all_empty=True)
    periods.close_period(world.district, PERIOD)
    desk.show(FiguresPage(desk.session, PERIOD, None, "01/TCD"))
    assert desk.page.banner is None
    packages.receive(world.district, [reported])
    for form in ("DV-04", "CT"):
        desk.show(FiguresPage(desk.session, PERIOD, None, form))
        assert (desk.page.banner.kind, "xã Pa Vệ Sủ. Mở lại kỳ" in desk.page.banner.what.text()) == ("warn", True)
    desk.show(FiguresPage(desk.session, PERIOD, "03448", "DV-04"))
    assert desk.page.banner is None
    desk.show(ReportPage(desk.session, PERIOD))
    (told,) = (one for one in desk.page.findChildren(Banner) if one.isVisible())
    assert told.what.text() == "Bản nháp: có thay đổi sau khi chốt"
    assert "xã Pa Vệ Sủ. Mở lại kỳ" in told.next_step.text()


def test_a_number_shows_the_rows_behind_it_and_enter_opens_one(world, desk, reported):
    packages.receive(world.district, [reported])
    desk.show(FiguresPage(desk.session, PERIOD, "03448", "01/TCD", "1"))
    assert desk.page.side.table.rows.rowCount() == 4
    desk.press("Enter", "Enter")
    assert desk.places[-1].startswith("record:reception_visit:")


def test_another_form_is_chosen_from_the_table_by_key(world, desk, reported):
    packages.receive(world.district, [reported])
    desk.show(FiguresPage(desk.session, PERIOD, "03448", "DV-05"))
    desk.press("F4", "Down", "Enter")
    assert desk.page.form.value() == "DV-06"
    assert desk.page.table.hasFocus()


def test_a_comment_names_the_cell_in_focus(world, desk, reported):
    packages.receive(world.district, [reported])
    desk.show(FiguresPage(desk.session, PERIOD, "03448", "DV-05", "3"))
    desk.press("Shift+F2")
    asked = next(one for one in QApplication.allWidgets() if isinstance(one, ReasonDialog) and one.isVisible())
    assert asked.title.text() == "Trả lại cột 3 “Ủy quyền” biểu DV-05 của xã Pa Vệ Sủ"
    type_text(QApplication.focusWidget(), "xem lại")
    desk.press("Enter")
    assert [(one.cell, one.text) for one in world.standing(world.district, COMMUNE).comments] == [("DV-05:3", "xem lại")]


def test_what_waits_goes_down_and_then_waits_no_more(world, desk, reported):
    packages.receive(world.district, [reported])
    periods.accept_period(world.district, COMMUNE, PERIOD)
    desk.show(DownPage(desk.session))
    assert desk.page.table.rows.row(0)["what"] == f"duyệt kỳ quý I/2024, báo nhận gói số {parcels.number_in(reported.name)}"
    desk.press("Ctrl+Enter", "Enter")
    assert [one.what for one in parcels.waiting_down(world.district) if one.unit == COMMUNE] == [()]
    assert len(list(world.stick.glob("DV_107_03448_*.goi"))) == 1


def test_the_first_page_of_a_full_desk_stands_without_scrolling_below_a_banner(world, desk, reported, qtbot):
    packages.receive(world.district, [reported])
    desk.show(TodayPage(desk.session))
    page, line = desk.page, desk.page._shown.due[0]
    busy = replace(
        page._shown, due=(line,) * 8, silent=page._shown.silent[:2], warnings=(today.Warning("warn", "Một gói giữ riêng", "Gọi nơi gửi."),)
    )
    page._on_read(busy)
    qtbot.waitUntil(lambda: page.banner is not None and page.area.verticalScrollBar().maximum() == 0, timeout=2000)
    assert page.due.height() >= 3 * 32


def test_units_that_have_not_reported_are_named_apart_from_what_is_due_here(desk):
    desk.show(TodayPage(desk.session))
    seen = desk.page._shown
    assert len(seen.silent) == 14
    assert all(line.item.kind != "not_reported" for line in seen.due)


@pytest.mark.parametrize("make", [TodayPage, InboxPage, DownPage, lambda s: MatrixPage(s, PERIOD), lambda s: FiguresPage(s, PERIOD)])
def test_nothing_is_cut_on_these_pages(desk, world, reported, make):
    carry(world.commune, world.district, world.stick)
    desk.show(make(desk.session))
    assert cut_texts(desk.page) == []


def test_a_stick_that_is_plugged_in_later_is_seen_by_itself(world, desk, reported, monkeypatch):
    here = [Drive(world.stick, "KINGSTON", 1 << 30)]
    monkeypatch.setattr("ui.drives.sticks", list)
    desk.show(InboxPage(desk.session))
    assert outcomes(desk) == {}
    monkeypatch.setattr("ui.drives.sticks", lambda: here)
    desk.page.inbox.watch()
    desk.settle()
    assert outcomes(desk) == {reported.name: "good"}


def test_a_station_that_nobody_certified_leads_to_comparing_words(world, desk, reported, tmp_path):
    stranger = offices.make(tmp_path / "huyện khác")
    try:
        package = packages.export(stranger.commune, world.stick).written[0].file
    finally:
        stranger.close()
    reported.unlink()
    desk.show(InboxPage(desk.session))
    assert outcomes(desk) == {package.name: "unknown"}
    desk.press("F3")
    assert desk.places == ["connect"]


@pytest.mark.parametrize("make", [TodayPage, InboxPage, DownPage, lambda s: MatrixPage(s, PERIOD), lambda s: FiguresPage(s, PERIOD)])
def test_every_stop_of_tab_has_a_name(desk, reported, make):
    desk.show(make(desk.session))
    stops = [part for part in desk.page.findChildren(QWidget) if part.isVisible() and part.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops
    assert [part for part in stops if not (part.accessibleName() or isinstance(part.focusProxy(), QWidget))] == []


def test_a_request_on_the_stick_says_what_it_is(world, desk, reported):
    stations.request(world.commune, world.stick / "dang-ky.goi")
    desk.show(InboxPage(desk.session))
    seen = next(one for one in desk.page.inbox.seen if one.name == "dang-ky.goi")
    assert seen.outcome == "no_package"
    assert "tờ đăng ký" in explanation(seen)


def test_the_preview_says_the_same_as_the_import(world, desk, reported):
    desk.show(InboxPage(desk.session))
    promised = desk.page.inbox.seen[0].received
    came = packages.receive(world.district, [reported]).packages[0]
    assert (promised.result, promised.records_new, promised.records_changed) == (came.result, came.records_new, came.records_changed)


def test_a_second_closing_shows_the_cells_that_change(world, desk, reported):
    packages.receive(world.district, [reported])
    periods.return_period(world.district, COMMUNE, PERIOD, "sót một lượt tiếp")
    carry(world.district, world.commune, world.stick, to="03448")
    session = lookup.listing(world.commune, "reception_session", lookup.Ask()).records[0].id
    visit = valid("reception_visit", lambda _: session, village_id=None)
    records.add(world.commune, "reception_visit", [(visit, None)])
    periods.close_period(world.commune, PERIOD)
    second = packages.export(world.commune, world.stick).written[0].file
    desk.show(InboxPage(desk.session))
    seen = next(one for one in desk.page.inbox.seen if one.name == second.name)
    assert [(one.label, one.version) for one in seen.closings] == [("quý I/2024", 2)]
    changed = {(one.form, one.column): (one.now, one.then) for one in seen.closings[0].changed}
    assert changed["01/TCD", "1"] == (4, 5)
    assert changed["I", "I11a"] == ("4", "5")
    assert desk.page.inbox.details.findChild(Table).rows.row(0)["now"] == "4"
    assert cut_texts(desk.page) == []


def test_who_may_not_decide_finds_the_words_closed_and_why(world, desk, reported):
    packages.receive(world.district, [reported])
    world.district.user = User("Lý Thị Xó", frozenset({"DV"}))
    desk.show(MatrixPage(desk.session, PERIOD))
    select(desk, "Pa Vệ Sủ")
    desk.press("F9")
    assert not desk.page.accept.isEnabled()
    assert "người tổng hợp" in desk.page.accept.accessibleDescription()
    assert world.standing(world.district, COMMUNE).state == "received"


def test_many_details_of_a_package_scroll_and_lie_nowhere_over_each_other(world, desk, reported):
    packages.receive(world.district, [reported])
    periods.return_period(world.district, COMMUNE, PERIOD, "sót đối thoại")
    carry(world.district, world.commune, world.stick, to="03448")
    session = lookup.listing(world.commune, "reception_session", lookup.Ask()).records[0].id
    records.add(world.commune, "reception_visit", [(valid("reception_visit", lambda _: session, village_id=None), None)])
    periods.close_period(world.commune, PERIOD)
    packages.export(world.commune, world.stick)
    desk.show(InboxPage(desk.session))
    theme().apply(Tokens(percent=125))
    desk.settle()
    details = desk.page.inbox.details
    parts = [
        part
        for part in details.findChild(Table).parentWidget().children()
        if isinstance(part, QWidget) and part.isVisible() and part.x() == 0
    ]
    parts.sort(key=lambda part: part.y())
    assert len(parts) > 5
    assert all(above.geometry().bottom() < below.y() for above, below in pairwise(parts))
    assert cut_texts(desk.page) == []
