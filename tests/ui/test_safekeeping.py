"""In the window: a backup on a stick, putting it back at the first start, a new station for a copy, and adopting what was refused."""

from dataclasses import replace

import pytest

from db.store import set_meta
from desktop.actions import adopting, backup_file, records, stations
from desktop.paths import Paths
from tests.ui import offices
from tests.ui.house import in_house
from ui.dialogs import QuestionDialog
from ui.entries.refused_page import RefusedPage
from ui.settings.settings_backup import BackupSection
from ui.setup.connect_page import ConnectPage
from ui.setup.first_run import FirstRunPage
from ui.setup.new_station_card import NewStationCard
from ui.setup.restore_dialog import RestoreDialog
from ui.setup.sign_in import SignInPage
from ui.setup.words_dialog import PasswordDialog
from ui.today.today_page import TodayPage

PASSWORD = offices.PASSWORD


@pytest.fixture
def commune(world, qtbot):
    with in_house(world.commune.paths.home, qtbot, world.commune) as inside:
        yield inside


def as_copy(office) -> None:
    with office.writing() as connection:
        office.identity = replace(office.identity, is_copy=True)
        set_meta(connection, "identity", office.identity.to_json())


def test_a_copy_is_told_on_its_first_page_and_becomes_a_new_station(world, qtbot):
    office = world.commune
    as_copy(office)
    old = office.identity.station
    with in_house(office.paths.home, qtbot, office) as commune:
        page = commune.page
        assert isinstance(page, TodayPage)
        assert page.banner is not None
        assert "bản sao của một trạm khác" in page.banner.what.text()
        commune.main.go("connect")
        commune.settle()
        page = commune.page
        assert isinstance(page, ConnectPage)
        card = page.findChildren(NewStationCard)[0]
        commune.check_texts()
        card.act.click()
        commune.settle()
        commune.check_texts()
        question = commune.window.findChildren(QuestionDialog)[0]
        question.act.click()
        commune.settle()
        assert office.identity.station != old
        assert not office.identity.is_copy
        assert page.banner is not None
        assert "trạm mới" in page.banner.what.text()
        commune.check_texts()
        assert page.slip.isHidden()  # the words on it are no longer this laptop's
        commune.press("Enter")
        page = commune.page
        assert isinstance(page, ConnectPage)
        assert page.findChildren(NewStationCard) == []
        assert stations.show(office).fingerprint in " ".join(page.slip._station.fingerprint.split())


def test_the_roots_own_copy_asks_for_the_roots_password(world, qtbot):
    with in_house(world.district.paths.home, qtbot, world.district) as district:
        as_copy(world.district)
        district.main.go("connect")
        district.settle()
        district.page.findChildren(NewStationCard)[0].act.click()
        district.settle()
        district.check_texts()
        dialog = district.window.findChildren(PasswordDialog)[0]
        dialog.password.set_value(PASSWORD)
        dialog._act()
        district.settle()
        assert world.district.identity.enrolled
        assert not world.district.identity.is_copy


def test_a_backup_is_written_from_the_settings_and_put_back_at_the_first_start(commune, world, tmp_path, qtbot):
    commune.main.go("settings:backup")
    commune.settle()
    section = commune.page.findChildren(BackupSection)[0]
    commune.check_texts()
    file = tmp_path / "xa.saoluu"
    section.write_file(file)
    commune.settle()
    assert file.is_file()
    assert commune.page.banner is not None
    assert "đọc lại đúng" in commune.page.banner.what.text()
    commune.check_texts()
    old = world.commune.identity.station
    with in_house(tmp_path / "moi", qtbot) as house:
        page = house.page
        assert isinstance(page, FirstRunPage)
        house.check_texts()
        house.window.restore_from(page, file)
        house.settle()
        dialog = house.window.findChildren(RestoreDialog)[0]
        house.check_texts()
        dialog.act.click()
        assert dialog.password.label.message == "Gõ mật khẩu hoặc mã khôi phục"
        dialog.password.set_value("sai mật khẩu rồi")
        dialog.act.click()
        house.settle()
        assert dialog.password.label.message == "Chưa mở được"
        house.check_texts()
        dialog.password.set_value(PASSWORD)
        dialog.act.click()
        house.settle()
        assert isinstance(house.page, SignInPage)
        assert house.page.banner is not None
        house.check_texts()
        house.type(PASSWORD)
        house.press("Enter")
        assert isinstance(house.page, TodayPage)
        assert house.main.session.office.identity.station != old
        assert house.page.banner is not None
        assert "chưa được chứng nhận" in house.page.banner.what.text()


def test_a_damaged_backup_is_said_and_nothing_is_made(world, tmp_path, qtbot):
    file = backup_file.write(world.commune, tmp_path / "xa.saoluu").file
    file.write_bytes(file.read_bytes()[:-4096])
    home = tmp_path / "moi"
    with in_house(home, qtbot) as house:
        page = house.page
        assert isinstance(page, FirstRunPage)
        house.window.restore_from(page, file)
        house.settle()
        dialog = house.window.findChildren(RestoreDialog)[0]
        dialog.password.set_value(PASSWORD)
        dialog.act.click()
        house.settle()
        assert isinstance(house.page, FirstRunPage)
        assert house.page.banner is not None
        assert not Paths(home).keys.exists()


def test_what_was_refused_is_listed_and_written_again_with_one_key(commune, world):
    office = world.commune
    record = records.add(office, "village", [({"name": "Bản của máy bị thu hồi", "type": "ban"}, None)]).ids[0]
    with office.writing() as connection:
        connection.execute("UPDATE line SET verdict = 'refused' WHERE record = ?", (record,))
        office.project(connection, [(office.identity.unit, record)])
    assert adopting.count(office) == 1
    commune.main.go("refused")
    commune.settle()
    page = commune.page
    assert isinstance(page, RefusedPage)
    assert page.table.rows.rowCount() == 1
    commune.check_texts()
    commune.press("Ctrl+Enter")
    commune.check_texts()
    commune.press("Enter")
    commune.settle()
    assert adopting.count(office) == 0
    assert page.banner is not None
    assert "Đã nhận lại 1 thao tác" in page.banner.what.text()
    assert not page.none.isHidden()
    commune.check_texts()


def test_with_nothing_refused_the_page_says_so(commune):
    commune.main.go("refused")
    commune.settle()
    page = commune.page
    assert isinstance(page, RefusedPage)
    assert page.table.isHidden()
    assert not page.none.isHidden()
    commune.check_texts()
