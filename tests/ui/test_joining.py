"""Joining in the window, from both sides: eight words both ways, the answer, a second laptop, an end."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from desktop.actions import key_rotation, network, people, stations
from desktop.clock import Clock
from desktop.keys.recovery_code import new_code
from desktop.paths import Paths
from tests.ui import offices
from tests.ui.house import NOW, House, in_house
from ui.dialogs import QuestionDialog
from ui.entries.sheets import Sheet, paint_sheet
from ui.settings.person_page import PersonPage
from ui.settings.settings_office import KeysSection
from ui.settings.settings_page import SettingsPage
from ui.settings.settings_people import NewAccount, PeopleSection
from ui.setup.code_dialog import CodeDialog
from ui.setup.connect_page import ConnectPage
from ui.setup.connect_slip import ConnectSlip, WordsCard
from ui.setup.revoke_dialog import RevokeDialog
from ui.setup.setup_wizard import SetupWizard
from ui.setup.words_dialog import WordsDialog
from ui.tasks import Tasks
from ui.widgets.labels import WrappedLabel

PASSWORD = offices.PASSWORD
WRONG = "suối-trong núi-trong tre-đen núi-trong dốc-đỏ suối-mới mây-già mây-biếc"


def connect_page(house: House) -> ConnectPage:
    house.main.go("connect")
    house.settle()
    page = house.page
    assert isinstance(page, ConnectPage)
    return page


def new_station(home: Path, unit: str) -> str:
    """Set another station up and write its request beside its home; return its words."""
    clock = Clock.from_text(NOW)
    stations.set_up(Paths(home), clock, unit=unit, era="2024", desk="xa", user="Mào A Chớ", password=PASSWORD, root=False)
    office = people.sign_in(Paths(home), clock, None, lambda: PASSWORD)
    words = stations.request(office, home.with_suffix(".dvreq"))
    office.close()
    return words


@pytest.fixture
def district(world, qtbot):
    with in_house(world.district.paths.home, qtbot, world.district) as inside:
        yield inside


def test_a_station_joins_by_words_typed_at_both_desks(tmp_path, qtbot, world):
    home = tmp_path / "xa-moi"
    new_station(home, "03445")
    request, answer = tmp_path / "phieu.dvreq", tmp_path / "tra-loi_03445.dvcert"
    with in_house(home, qtbot) as commune:
        commune.type(PASSWORD)
        commune.press("Enter")
        slip = connect_page(commune).slip
        slip.write_request(request)
        commune.settle()
        office = commune.main.session.office
        words = stations.show(office).fingerprint
        commune.check_texts()
        with in_house(world.district.paths.home, qtbot, world.district) as district:
            page = connect_page(district)
            page.take_request(request)
            district.settle()
            district.check_texts()
            district.type(words)
            district.press("Enter")
            assert page.banner is not None
            root = stations.show(district.main.session.office).root_words
            assert "tám từ của khóa gốc" in page.banner.next_step.text()
            shown = [one.text() for one in page.slip.findChildren(QLabel) if one.isVisible()]
            assert set(root.split()) <= set(shown)
            assert len(network.listing(district.main.session.office)) == 3
        assert answer.is_file()
        commune.window.activateWindow()
        slip.take_answer(answer)
        commune.settle()
        slip.words.set_value(WRONG)
        slip.accept.click()
        commune.settle()
        assert slip.words.label.message == "Tám từ không khớp"
        assert not office.identity.enrolled
        slip.words.set_value(root)
        slip.accept.click()
        commune.settle()
        assert office.identity.enrolled


def test_a_wrong_word_is_named_by_its_number_and_nothing_is_certified(tmp_path, district):
    words = new_station(tmp_path / "xa-moi", "03445").split()
    page = connect_page(district)
    page.take_request(tmp_path / "xa-moi.dvreq")
    district.settle()
    heard = [*words[:4], "suối-trong" if words[4] != "suối-trong" else "núi-trong", *words[5:]]
    district.type(" ".join(heard))
    district.press("Enter")
    dialog = district.window.findChildren(WordsDialog)[0]
    assert dialog.words.label.message == "Từ thứ 5 không khớp"
    assert not (tmp_path / "tra-loi_03445.dvcert").exists()
    district.press("Esc")
    assert len(network.listing(district.main.session.office)) == 2


def test_a_word_that_is_none_of_ours_is_told_while_typing(tmp_path, district):
    words = new_station(tmp_path / "xa-moi", "03445").split()
    page = connect_page(district)
    page.take_request(tmp_path / "xa-moi.dvreq")
    district.settle()
    district.type(" ".join([*words[:2], "khongco-tunay", *words[3:]]))
    dialog = district.window.findChildren(WordsDialog)[0]
    assert dialog.words.label.message == "Từ thứ 3 không khớp"


def test_a_file_that_is_no_request_is_refused_on_the_page(tmp_path, district):
    file = tmp_path / "anh.jpg"
    file.write_bytes(b"\xff\xd8\xff")
    page = connect_page(district)
    page.take_request(file)
    district.settle()
    assert page.banner is not None
    assert page.banner.kind == "err"


def test_a_station_that_may_certify_is_ended_by_the_root_and_its_password(district):
    page = connect_page(district)
    rows = network.listing(district.main.session.office)
    page.table.go_to(next(at for at, one in enumerate(rows) if not one.is_me))
    page.revoke.click()
    district.settle()
    dialog = district.window.findChildren(RevokeDialog)[0]
    assert not dialog.word.isVisible()
    district.check_texts()
    dialog.password.set_value("sai mat khau nay")
    dialog.act.click()
    district.settle()
    assert page.banner is not None
    assert page.banner.kind == "err"
    page.revoke.click()
    district.settle()
    dialog = district.window.findChildren(RevokeDialog)[-1]
    dialog.reason.set_value("Máy bị trộm")
    dialog.password.set_value(PASSWORD)
    dialog.act.click()
    district.settle()
    states = {one.unit: one.state for one in network.listing(district.main.session.office)}
    assert states == {"2024:107": "active", "2024:03448": "revoked"}


def test_an_end_that_takes_others_along_asks_for_a_typed_word(district, monkeypatch):
    """The warning is the program's own; what is tried here is that nobody passes it by."""
    ending = stations.would_refuse
    warned = {"asks": True, "falls": ["một", "hai"], "warning": "2 trạm khác do trạm này chứng nhận sẽ mất hiệu lực theo."}
    monkeypatch.setattr(stations, "would_refuse", lambda *asked: ending(*asked) | warned)
    page = connect_page(district)
    rows = network.listing(district.main.session.office)
    page.table.go_to(next(at for at, one in enumerate(rows) if not one.is_me))
    page.revoke.click()
    district.settle()
    dialog = district.window.findChildren(RevokeDialog)[0]
    district.check_texts()
    assert not dialog.act.isEnabled()
    dialog.word.set_value("THU HỒI")
    dialog.word.changed.emit()
    assert dialog.act.isEnabled()
    dialog.escape()
    assert {one.state for one in network.listing(district.main.session.office)} == {"active"}


def with_second_laptop(house: House, folder: Path) -> str:
    """Let the commune admit a second laptop of its own; return its station."""
    words = new_station(folder / "may-hai", "03448")
    office = house.main.session.office
    return str(stations.admit(office, folder / "may-hai.dvreq", words, None, folder / "tra-loi.dvcert")["station"])


def state_of(house: House, station: str) -> str:
    return next(one.state for one in network.listing(house.main.session.office) if one.station == station)


def go_to(page: ConnectPage, house: House, station: str) -> None:
    rows = network.listing(house.main.session.office)
    page.table.go_to(next(at for at, one in enumerate(rows) if one.station == station))


def test_a_laptop_that_was_put_away_is_retired_after_a_question(tmp_path, world, qtbot):
    with in_house(world.commune.paths.home, qtbot, world.commune) as house:
        other = with_second_laptop(house, tmp_path)
        page = connect_page(house)
        go_to(page, house, world.commune.identity.station)
        assert not page.retire.isEnabled()
        go_to(page, house, other)
        page.retire.click()
        house.check_texts()
        house.window.findChildren(QuestionDialog)[0].act.click()
        house.settle()
        assert state_of(house, other) == "retired"
        assert page.banner is not None
        assert page.banner.kind == "ok"


def test_an_own_laptop_that_was_ended_changes_the_units_key_and_the_page_offers_what_is_left_to_do(tmp_path, world, qtbot, monkeypatch):
    with in_house(world.commune.paths.home, qtbot, world.commune) as house:
        other = with_second_laptop(house, tmp_path)
        page = connect_page(house)
        assert not page.rotate.isVisible()
        go_to(page, house, other)
        page.revoke.click()
        house.settle()
        house.window.findChildren(RevokeDialog)[0].act.click()
        house.settle()
        assert state_of(house, other) == "revoked"
        assert page.banner is not None
        assert "Khóa mở gói của đơn vị đã đổi" in page.banner.next_step.text()
        assert not page.rotate.isVisible()
        due = key_rotation.is_due
        monkeypatch.setattr(key_rotation, "is_due", lambda _: True)  # as after an end that the unit above signed
        page.clear_banner()
        page.enter()
        house.settle()
        assert page.rotate.isVisible()
        assert page.banner is not None
        house.check_texts()
        monkeypatch.setattr(key_rotation, "is_due", due)
        page.rotate.click()
        house.settle()
        assert not page.rotate.isVisible()
        assert "Khóa cũ vẫn giữ" in page.banner.next_step.text()


def test_the_paper_code_is_typed_in_the_settings_and_a_wrong_one_is_told_at_its_field(world, qtbot):
    with in_house(world.commune.paths.home, qtbot, world.commune) as house:
        house.main.go("settings:keys")
        house.settle()
        section = house.page.findChild(KeysSection)
        section.recover.click()
        house.check_texts()
        dialog = house.window.findChildren(CodeDialog)[0]
        for typed, said in (("ABC", "8 nhóm"), (new_code(), "không phải mã khôi phục của đơn vị")):
            dialog.code.set_value(typed)
            dialog.act.click()
            house.settle()
            assert said in dialog.code.label.message


def test_the_keys_of_this_laptop_are_changed_in_the_settings(world, qtbot):
    with in_house(world.commune.paths.home, qtbot, world.commune) as house:
        old = world.commune.identity.station
        house.main.go("settings:keys")
        house.settle()
        section = house.page.findChild(KeysSection)
        section.renew.click()
        house.settle()
        house.check_texts()
        house.window.findChildren(QuestionDialog)[0].act.click()
        house.settle()
        new = world.commune.identity.station
        assert new != old
        assert (state_of(house, old), state_of(house, new)) == ("retired", "active")
        assert house.page.banner is not None
        assert house.page.banner.kind == "ok"
        shown = [one.text() for one in house.page.findChild(KeysSection).findChildren(QLabel)]
        assert new in shown


def test_a_root_station_shows_the_words_to_read_out_and_goes_on(tmp_path, qtbot):
    with in_house(tmp_path, qtbot) as house:
        house.press("1")
        house.type("huyen muong te")
        house.press("Enter")
        wizard = house.page
        assert isinstance(wizard, SetupWizard)
        if wizard.unit.isVisible():
            house.press("Enter")
        for text in ("Phùng Chỉn Phà", PASSWORD + " dài", PASSWORD + " dài"):
            house.type(text)
            house.press("Enter")
        for number, line in zip((3, 6), wizard.code.typed, strict=True):
            line.setText(wizard.code.group(number))
        wizard.next_button.click()
        house.settle()
        assert wizard.office is not None
        assert wizard.office.identity.enrolled
        house.check_texts()


def test_an_account_is_added_and_may_sign_in_then_is_closed(world, qtbot):
    office = world.commune
    with in_house(office.paths.home, qtbot, office) as house:
        house.main.go("settings:people")
        house.settle()
        page = house.page
        assert isinstance(page, SettingsPage)
        section = page.findChild(PeopleSection)
        section.add.click()
        dialog = house.window.findChildren(NewAccount)[0]
        house.check_texts()
        dialog.name.set_value("Sùng A Dế")
        dialog.first.set_value("một câu đủ dài")
        dialog.second.set_value("một câu đủ dài")
        dialog.make.click()
        house.settle()
        assert [one.name for one in people.listing(office)] == ["Lò Thị Ún", "Sùng A Dế"]
        section.table.go_to(1)
        section.close_account.click()
        house.window.findChildren(QuestionDialog)[0].act.click()
        house.settle()
        assert people.names(office.paths) == ["Lò Thị Ún"]


def test_a_password_is_changed_by_who_knows_the_old_one(world, qtbot):
    office = world.commune
    with in_house(office.paths.home, qtbot, office) as house:
        house.main.go("person")
        house.settle()
        page = house.page
        assert isinstance(page, PersonPage)
        page.old.set_value("không phải cái này")
        page.first.set_value("một câu đủ dài")
        page.second.set_value("một câu đủ dài")
        page.set.click()
        house.settle()
        assert page.old.label.message == "Mật khẩu chưa đúng"
        page.old.set_value(PASSWORD)
        page.set.click()
        house.settle()
        assert page.banner is not None
        people.sign_in(office.paths, office.clock, "Lò Thị Ún", lambda: "một câu đủ dài").close()


def test_a_sheet_holds_every_line_inside_the_paper(dressed):
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QImage, QPainter

    picture = QImage(1240, 1754, QImage.Format.Format_RGB32)
    painter = QPainter(picture)
    groups = ("GPM7A   GQN6Y   BTAAA   DJ72Z", "YCQDF   QQ4KQ   GZ972   E4ZBA")
    paint_sheet(painter, QRectF(picture.rect()), Sheet("Phiếu khôi phục", ("Xã Pa Vệ Sủ",), groups, ("Cất trong tủ.",), "mã"))
    painter.end()
    edge = [picture.pixelColor(x, y).lightness() for x in (20, 1219) for y in range(0, 1754, 2)]
    inked = sum(picture.pixelColor(x, y).lightness() < 128 for x in range(0, 1240, 4) for y in range(0, 1754, 4))
    assert min(edge) == 255
    assert inked > 500
    QApplication.processEvents()


def test_the_slip_of_a_root_stands_together_at_the_top(world, qtbot, shown):
    tasks = Tasks()
    slip = ConnectSlip(world.district, tasks)
    slip.resize(760, 480)
    shown(slip)
    qtbot.waitUntil(lambda: not tasks.busy and bool(slip.findChildren(WordsCard)), timeout=2000)
    cards = slip.findChildren(WordsCard)
    hint = next(one for one in slip.findChildren(WrappedLabel) if one.parentWidget() is slip)
    qtbot.waitUntil(lambda: 0 < hint.y() - cards[0].geometry().bottom() <= 12, timeout=2000)
    assert [card.height() for card in cards] == [card.sizeHint().height() for card in cards]
