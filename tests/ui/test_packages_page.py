"""Sending and receiving at a commune: the stick or folder, the preview, what was written, what waits no more."""

from PySide6.QtWidgets import QApplication, QFileDialog

from desktop.actions import packages, parcels, periods
from tests.ui.desk import closed
from tests.ui.offices import COMMUNE, PERIOD, carry
from ui.drives import Drive
from ui.reporting.packages_page import PackagesPage


def test_what_was_written_stands_in_the_history_and_a_copy_is_the_same_file(world, desk, tmp_path):
    desk.show(PackagesPage(desk.session))
    desk.press("Ctrl+Enter", "Enter")
    written = next(world.stick.glob("DV_03448_*"))
    other = tmp_path / "usb khác"
    desk.page.export.copy_to(other)
    desk.settle()
    assert (other / written.name).read_bytes() == written.read_bytes()
    newest = parcels.listing(world.commune)[0]
    assert (newest.direction, newest.file, newest.peer) == ("out", written.name, "Huyện Mường Tè")


def test_what_was_written_has_been_read_once_another_page_was_shown(desk):
    page = PackagesPage(desk.session)
    desk.show(page)
    desk.press("Ctrl+Enter", "Enter")
    assert page.export.is_done
    page.enter()
    desk.settle()
    assert page.table.isVisible()
    assert page.take.isVisible()


def test_a_package_from_above_is_previewed_and_taken_in_at_the_commune(world, desk):
    closed(world)
    carry(world.commune, world.district, world.stick)
    periods.accept_period(world.district, COMMUNE, PERIOD)
    packages.export(world.district, world.stick, to="03448")
    desk.show(PackagesPage(desk.session))
    desk.press("Ctrl+O", "Ctrl+Enter")
    assert world.standing(world.commune).state == "accepted"
    assert desk.page.banner.what.text() == "Đã nhập 1 gói: biên nhận, ngày của kỳ, ý kiến của cấp trên"
    desk.press("Enter")
    assert desk.page.table.isVisible()


def test_everything_acknowledged_is_no_longer_waiting(world):
    carry(world.commune, world.district, world.stick)
    assert parcels.waiting_up(world.commune).changes > 0
    carry(world.district, world.commune, world.stick)
    waiting = parcels.waiting_up(world.commune)
    assert (waiting.changes, waiting.since, waiting.acknowledged.number) == (0, None, 1)


def test_with_no_stick_one_press_asks_for_the_folder_and_nothing_can_be_taken_yet(world, desk, monkeypatch, tmp_path):
    closed(world)
    carry(world.commune, world.district, world.stick)
    periods.accept_period(world.district, COMMUNE, PERIOD)
    packages.export(world.district, tmp_path, to="03448")
    monkeypatch.setattr("ui.drives.sticks", list)
    desk.show(PackagesPage(desk.session))
    desk.press("Ctrl+O")
    asked = QApplication.activeModalWidget()
    assert isinstance(asked, QFileDialog)
    assert not desk.page.send.isEnabled()
    assert "Không có gói nào" in desk.page.send.accessibleDescription()
    assert desk.page.send.icon_name == "download"
    asked.reject()
    desk.press("Ctrl+Enter")
    assert desk.page.banner is None
    desk.page.inbox.look_at(tmp_path)
    desk.settle()
    assert desk.page.send.isEnabled()
    assert desk.page.send.text() == "Nhập 1 gói nhập được"


def test_a_folder_without_packages_stays_on_the_page_until_a_stick_comes(world, desk, monkeypatch, tmp_path):
    monkeypatch.setattr("ui.drives.sticks", list)
    desk.show(PackagesPage(desk.session))
    desk.press("Ctrl+O")
    QApplication.activeModalWidget().reject()
    desk.page.inbox.look_at(tmp_path)
    desk.page.inbox.watch()
    desk.settle()
    assert str(tmp_path) in desk.page.subtitle.text()
    packages.export(world.district, world.stick, to="03448")
    monkeypatch.setattr("ui.drives.sticks", lambda: [Drive(world.stick, "KINGSTON", 1 << 30)])
    desk.page.inbox.watch()
    desk.settle()
    assert len(desk.page.inbox.seen) >= 1
