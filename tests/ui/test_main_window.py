"""The window around the pages: places, the way back to the same row, the one box for everything, words for faults."""

import json
import os
import sys

import pytest
from PySide6.QtCore import QLockFile
from PySide6.QtWidgets import QApplication

from desktop.actions import backup, lookup, records, search, waiting
from desktop.actions.lookup import Ask
from desktop.errors import Problem
from desktop.office import User
from desktop.paths import Paths
from desktop.settings import Settings, change
from tests.ui.house import House, in_house
from ui import places, theme
from ui.__main__ import has_display
from ui.app import OneWindow, cannot_start, read_environment
from ui.banner import Banner
from ui.command_palette import CommandPalette
from ui.dialogs import QuestionDialog
from ui.entries.register_page import RegisterPage
from ui.problems import banner_of, split, write_report
from ui.settings.settings_display import DisplaySection
from ui.settings.settings_page import SettingsPage
from ui.text_check import cut_texts
from ui.tokens import Tokens
from ui.widgets.empty_state import EmptyState


@pytest.fixture
def house(world, qtbot):
    with in_house(world.commune.paths.home, qtbot, world.commune) as inside:
        yield inside


def palette_of(house: House) -> CommandPalette:
    return next(one for one in house.window.findChildren(CommandPalette) if one.isVisible())


def visits(office):
    return lookup.listing(office, "reception_visit", Ask()).records


def test_the_title_names_the_unit_and_the_rail_who_is_there(house):
    assert house.window.windowTitle() == "Sổ Dân vận – Xã Pa Vệ Sủ"
    rail = house.main.frame.rail
    assert (rail.unit.text(), rail.above.text(), rail.person.place.text) == ("Xã Pa Vệ Sủ", "Huyện Mường Tè · trạm gốc", "Lò Thị Ún")


def test_every_key_of_the_rail_leads_to_its_place(house):
    shown = []
    for number in range(1, 6):
        house.press(f"Ctrl+{number}")
        shown.append(house.main.place)
    assert shown == ["today", "registers", "period", "report", "packages"]


def test_every_key_of_the_receiving_desk_leads_to_its_place(world, qtbot):
    with in_house(world.district.paths.home, qtbot, world.district) as house:
        shown = []
        for number in range(1, 8):
            house.press(f"Ctrl+{number}")
            shown.append(house.main.place)
    assert shown == ["today", "inbox", "matrix", "figures", "report", "down", "registers"]


def test_one_comes_back_to_the_same_row(house):
    house.main.go("register:reception_visit")
    house.settle()
    page = house.page
    assert isinstance(page, RegisterPage)
    page.table.setFocus()
    house.press("Down", "Down")
    row = page.table.currentIndex().row()
    assert row == 2
    house.press("Enter")
    assert house.main.place.startswith("record:reception_visit:")
    house.press("Alt+Left")
    assert house.page is page
    assert page.table.currentIndex().row() == row


def test_a_way_of_three_pages_is_walked_back_page_by_page(house):
    for place in ("registers", "register:village", "settings"):
        house.main.go(place)
        house.settle()
    for place in ("register:village", "registers", "today"):
        house.main.back()
        house.settle()
        assert house.main.place == place


def test_ctrl_n_writes_in_the_register_used_last_where_a_page_has_no_register(house):
    house.main.go("register:village")
    house.main.go("settings")
    house.settle()
    house.press("Ctrl+N")
    assert house.main.place == "new:village"


def test_the_rail_shows_what_the_role_may_see_and_what_was_pinned(world, qtbot):
    world.commune.user = User("Vàng A Lầu", frozenset({"XEM"}))
    change(world.commune.paths.settings, pinned=["village", "reception_visit"])
    with in_house(world.commune.paths.home, qtbot, world.commune) as house:
        keys = [button.place.key for button in house.main.frame.rail.buttons()]
    assert "register:village" in keys
    assert "register:reception_visit" not in keys


def test_counts_follow_what_is_written(house):
    before = waiting.counts(house.main.session.office)["today"]
    button = house.main.frame.rail.buttons()[0]
    assert (button.place.key, button.count) == ("today", before)
    values = {"name": "Sín Chải A"}
    house.main.session.write(
        house.main, lambda office, _: records.add(office, "village", [(values, None)]), lambda _: None, touches={"village"}
    )
    house.settle()
    assert button.count == waiting.counts(house.main.session.office)["today"]


def test_a_record_is_found_by_two_keys_besides_its_name(house):
    house.presses = 0
    house.press("Ctrl+K")
    house.type("giang a pao")
    house.press("Enter")
    assert house.presses == 2
    assert house.main.place.startswith("record:reception_visit:")


def test_the_box_shows_records_then_commands_then_places(house):
    house.press("Ctrl+K")
    house.type("tiep")
    palette = palette_of(house)
    palette.look_now()
    house.settle()
    headings = [line.text for line in palette.answers.lines if line.act is None]
    assert headings == [one for one in headings if one.startswith("BẢN GHI")] + ["LỆNH", "ĐI ĐẾN"]
    house.press("Esc")


def test_a_command_that_one_has_begun_to_write_stands_above_the_records(house, world):
    visit = lookup.listing(world.commune, "reception_visit", lookup.Ask()).records[0]
    records.edit(world.commune, "reception_visit", visit.id, {"content": "Đề nghị ghi lại cuộc đối thoại."})
    house.press("Ctrl+K")
    house.type("ghi doi thoai")
    palette = palette_of(house)
    palette.look_now()
    house.settle()
    assert [line.text for line in palette.answers.lines][:2] == ["LỆNH", "Ghi cuộc đối thoại"]
    assert any(line.text.startswith("BẢN GHI") for line in palette.answers.lines)
    house.press("Enter")
    assert house.main.place == "new:dialogue"


def test_what_was_done_is_news_only_until_another_page_is_shown(house):
    house.main.page.show_banner(Banner("ok", "Đã ghi: 20/03/2024 có trực, không có ai đến."))
    house.press("Ctrl+2", "Ctrl+1")
    assert house.main.page.banner is None or house.main.page.banner.kind != "ok"


def test_a_long_name_of_a_person_keeps_its_last_words(house, qtbot):
    person = house.main.frame.rail.person
    person.rename("Nguyễn Thị Phương Thảo Mai", "người dùng")
    long = person.grab().toImage()
    person.rename("Nguyễn Thị Phương Thảo Lan", "người dùng")
    assert person.grab().toImage() != long


def test_a_sign_before_the_words_looks_for_commands_or_numbers_alone(house):
    house.press("Ctrl+K")
    palette = palette_of(house)
    house.type(">dang xuat")
    house.settle()
    assert [line.text for line in palette.answers.lines] == ["LỆNH", "Đăng xuất"]
    palette.line.clear()
    house.type("#1")
    palette.look_now()
    house.settle()
    assert all("số 1 " in line.detail for line in palette.answers.lines if line.act)
    assert any(line.act for line in palette.answers.lines)
    house.press("Esc")


def test_the_box_says_when_there_is_nothing(house):
    house.press("Ctrl+K")
    house.type("khongcoaitenlanhuvay")
    palette = palette_of(house)
    palette.look_now()
    house.settle()
    assert [line.text for line in palette.answers.lines] == ["Không thấy “khongcoaitenlanhuvay” trong các sổ bạn được xem."]
    house.press("Esc")


def test_an_empty_box_offers_what_was_seen_last(house):
    record = visits(house.main.session.office)[0].id
    house.main.go(f"record:reception_visit:{record}")
    house.settle()
    house.press("Ctrl+K")
    lines = palette_of(house).answers.lines
    assert [line.text for line in lines] == ["MỚI XEM", "Giàng A Páo"]
    house.press("Esc")


def test_what_was_seen_last_is_remembered_without_a_word_of_it(house):
    record = visits(house.main.session.office)[0].id
    house.main.go(f"record:reception_visit:{record}")
    house.settle()
    kept = house.main.session.office.paths.settings.read_text(encoding="utf-8")
    assert record in kept
    assert "Páo" not in json.loads(kept)["recent"][0]
    assert "Giàng" not in kept


def test_search_shows_only_registers_of_the_role_and_the_own_unit_first(world):
    world.commune.user = User("Vàng A Lầu", frozenset({"XEM"}))
    assert search.look(world.commune, "giang a pao").hits == ()
    assert [hit.title for hit in search.look(world.commune, "seo then").hits] == ["Seo Thèn A"]
    assert search.look(world.commune, "  ").hits == ()


def test_a_problem_is_said_on_the_page_and_the_page_stays_usable(house):
    house.main.session.failed.emit(Problem("disk_full", "Đĩa đầy. Xóa bớt tệp rồi làm lại."))
    banner = house.page.banner
    assert banner is not None
    assert (banner.what.text(), banner.next_step.text()) == ("Đĩa đầy.", "Xóa bớt tệp rồi làm lại.")


def test_the_data_are_looked_through_in_the_background_and_a_damage_is_said_in_a_banner(house):
    office = house.main.session.office
    before = len(backup.listing(office))
    house.main.look_after()
    house.settle()
    assert house.page.banner is None or house.page.banner.kind != "err"
    assert [one.file.name.rpartition("-")[2] for one in backup.listing(office)[: len(backup.listing(office)) - before]] == ["ngay.db"]
    office.store.truncate_wal()
    file = office.paths.database
    body = bytearray(file.read_bytes())
    for page in range(len(body) // 4096 // 2, len(body) // 4096):
        body[page * 4096 + 100] ^= 1
    file.write_bytes(body)
    house.main.look_after()
    house.settle()
    assert house.page.banner.what.text() == "Tệp dữ liệu có chỗ hỏng."
    assert "khôi phục" in house.page.banner.next_step.text()


def test_a_fault_of_the_program_leaves_a_report_without_data_and_the_program_goes_on(house):
    logs = house.main.session.office.paths.home / "logs"
    house.window.problems.move_to(logs)
    try:
        raise ValueError("Giàng A Páo, bản Chà Gì")
    except ValueError as error:
        house.main.session.failed.emit(error)
    house.settle()
    report = next(logs.iterdir()).read_text(encoding="utf-8")
    assert "ValueError" in report
    assert "test_main_window.py" in report
    assert "Giàng" not in report
    dialog = house.window.findChildren(QuestionDialog)[0]
    assert dialog.title.text() == "Lỗi chương trình"
    house.press("Enter")
    house.press("Ctrl+2")
    assert house.main.place == "registers"


def test_only_the_newest_reports_are_kept(world):
    logs = world.commune.paths.logs
    logs.mkdir()
    for number in range(30):
        (logs / f"loi-20240101T0000{number:02}.txt").write_text("x", encoding="utf-8")
    assert write_report(ValueError(), logs, world.commune.clock) is not None
    assert len(list(logs.iterdir())) == 20


def test_a_problem_of_one_sentence_has_no_next_step():
    assert split("Một câu thôi.") == ("Một câu thôi.", "")
    assert split("Chuyện gì. Làm gì. Rồi sao.") == ("Chuyện gì.", "Làm gì. Rồi sao.")
    assert banner_of(Problem("locked", "Một câu thôi.")).next_step.isHidden()


def test_letter_size_and_theme_are_seen_at_once_and_there_again_after_a_new_start(house):
    house.main.go("settings")
    house.settle()
    section = house.page.findChild(DisplaySection)
    section.letters.setFocus()
    house.press("4")
    assert theme.look().percent == 125
    section.theme.setFocus()
    house.press("3")
    assert theme.look() == Tokens("dark", 125)
    kept = Settings.load(house.main.session.office.paths.settings)
    assert (kept["letters"], kept["theme"]) == (125, "dark")


def test_every_section_of_the_settings_opens_by_arrows_and_nothing_is_cut(house):
    house.main.go("settings")
    house.settle()
    page = house.page
    assert isinstance(page, SettingsPage)
    for _ in range(len(page.buttons)):
        house.check_texts()
        house.press("Down")
    assert page.section == "display"


def test_every_place_has_a_page_and_a_line_of_the_rail(house):
    for place in (
        "today",
        "registers",
        "period",
        "report",
        "packages",
        "conflicts",
        "connect",
        "person",
        "help:ky-bao-cao",
        "settings:keys",
    ):
        house.main.go(place)
        house.settle()
        assert house.main.place == place
        house.check_texts()


def test_a_place_carries_unit_keys_and_bare_codes():
    assert places._arguments("2024-Q1:2024:03448:DV-04:cell", 4) == ["2024-Q1", "2024:03448", "DV-04", "cell"]
    assert places._arguments("2024-Q1:03448", 4) == ["2024-Q1", "03448", None, None]
    assert places._arguments("2024-Q1:03448:01/TCD:a:b", 4) == ["2024-Q1", "03448", "01/TCD", "a:b"]
    assert places._arguments("", 2) == [None, None]


def test_a_second_start_finds_the_home_taken_and_calls_the_first_window(tmp_path, qtbot):
    paths = Paths(tmp_path)
    first, second = OneWindow(paths), OneWindow(paths)
    assert first.take()
    assert not second.take()
    with in_house(tmp_path, qtbot) as house:
        came = []
        house.window.come_forward = lambda *_: came.append(True)
        first.listen(house.window)
        second.ring()
        house.until(lambda: bool(came))
    first.free()
    assert second.take()
    second.free()


def test_a_home_that_cannot_be_used_is_said_in_a_window(shown):
    page = shown(cannot_start(Problem("invalid_value", "SODANVAN_NOW không phải ngày giờ. Sửa biến này.")))
    state = page.findChild(EmptyState)
    assert (state.what.text(), state.next_step.text()) == ("SODANVAN_NOW không phải ngày giờ.", "Sửa biến này.")
    assert cut_texts(page) == []


@pytest.mark.parametrize(("variables", "may"), [({}, False), ({"DISPLAY": ":0"}, True), ({"QT_QPA_PLATFORM": "offscreen"}, True)])
def test_a_machine_without_a_display_is_told_before_qt_ends_the_process(monkeypatch, variables, may):
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert has_display() is may


def test_the_environment_is_read_as_the_command_line_reads_it(monkeypatch, tmp_path):
    monkeypatch.setenv("SODANVAN_HOME", str(tmp_path))
    monkeypatch.setenv("SODANVAN_NOW", "2024-03-25T08:12:00")
    monkeypatch.setenv("SODANVAN_PASSWORD", "x")
    paths, clock = read_environment()
    assert (paths.home, clock.today().isoformat()) == (tmp_path, "2024-03-25")
    assert "SODANVAN_PASSWORD" not in os.environ


def test_the_lock_of_a_program_that_is_gone_does_not_keep_the_home_shut(tmp_path):
    paths = Paths(tmp_path)
    held = QLockFile(str(paths.lock))
    assert held.tryLock(0)
    text = paths.lock.read_text(encoding="utf-8").splitlines()
    held.unlock()
    paths.lock.write_text("\n".join(["999999", *text[1:]]) + "\n", encoding="utf-8")
    one = OneWindow(paths)
    assert one.take()
    one.free()
    QApplication.processEvents()
