"""Sending and receiving at a commune: the stick or folder, the preview, what was written, what waits no more."""

import shutil
from types import SimpleNamespace

from PySide6.QtWidgets import QApplication, QFileDialog, QLabel

from desktop.actions import packages, parcels, periods, preview, records
from tests.factory import valid
from tests.ui.desk import closed
from tests.ui.offices import COMMUNE, PERIOD, carry
from ui.drives import Drive
from ui.reporting.export_step import FORMS
from ui.reporting.packages_page import PackagesPage


def add_village(office):
    records.add(office, "village", [(valid("village", lambda register: "", name="Bản Mới"), None)])


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


def test_text_for_a_letter_is_written_from_the_keyboard_and_taken_in_where_it_was_saved(world, desk, tmp_path):
    desk.show(PackagesPage(desk.session))
    desk.press("Ctrl+Enter", "Tab")
    assert desk.page.export.form.editor.hasFocus()
    desk.press("3", "Enter")
    written = next(world.stick.glob("DV_03448_*"))
    assert b"-----BEGIN AGE ENCRYPTED FILE-----" in written.read_bytes()
    assert any("dán toàn bộ chữ" in one.text() for one in desk.page.export.findChildren(QLabel))
    (tmp_path / "từ thư.txt").write_bytes(written.read_bytes().replace(b"\n", b"\r\n"))
    (tmp_path / "ghi chú.txt").write_text("việc của tuần", encoding="utf-8")
    seen = preview.look_at(world.district, [tmp_path])
    assert [(one.name, one.outcome) for one in seen] == [("từ thư.txt", "good"), ("ghi chú.txt", "no_package")]
    packages.receive(world.district, [seen[0].path])
    assert parcels.listing(world.district, "in")[0].result == "merged"


def test_a_package_in_parts_says_to_send_all_of_them_to_the_one_unit(world, desk, monkeypatch, tmp_path):
    whole = packages.export(world.commune, tmp_path).written[0].bytes
    add_village(world.commune)
    packages.export(world.commune, tmp_path)
    monkeypatch.setitem(FORMS, "divided", packages.Form(most=whole + 500))
    desk.show(PackagesPage(desk.session))
    desk.press("Ctrl+Enter", "Tab", "2", "Enter")
    made = list(world.stick.glob("DV_03448_107_*"))
    assert len(made) > 1
    words = [one.text() for one in desk.page.export.findChildren(QLabel)]
    assert f"Gửi đủ {len(made)} tệp; nhập tệp nào trước cũng được" in words
    assert "Huyện Mường Tè" in words


def test_parts_of_which_one_did_not_fit_are_not_called_done(world, desk, monkeypatch, tmp_path):
    whole = packages.export(world.commune, tmp_path).written[0].bytes
    add_village(world.commune)
    packages.export(world.commune, tmp_path)
    monkeypatch.setitem(FORMS, "divided", packages.Form(most=whole + 500))
    room = iter([1 << 20])
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=next(room, 0)))
    desk.show(PackagesPage(desk.session))
    desk.press("Ctrl+Enter", "Tab", "2", "Enter")
    assert len(list(world.stick.glob("DV_03448_107_*"))) == 1
    assert not desk.page.export.is_done
    assert (desk.page.banner.kind, desk.page.banner.what.text()) == ("err", "Chưa ghi được gói")
    assert "đầy" in desk.page.banner.next_step.text()


def test_the_form_is_asked_anew_each_time(desk):
    page = PackagesPage(desk.session)
    desk.show(page)
    desk.press("Ctrl+Enter", "Tab", "3")
    assert page.export.form.value() == "text"
    desk.press("Esc", "Ctrl+Enter")
    assert page.export.form.value() == "plain"


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
