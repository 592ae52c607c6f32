"""A merger signed in the window, the books handed over from there, and a root that goes to another office by words."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from desktop.actions import people, root_handover, stations, succession
from desktop.clock import Clock
from desktop.paths import Paths
from tests.ui import offices
from tests.ui.house import NOW, House, in_house
from ui.dialogs import QuestionDialog
from ui.setup.connect_page import ConnectPage
from ui.setup.merger_dialog import MergerDialog
from ui.setup.merger_page import MergerPage
from ui.setup.words_dialog import PasswordDialog, WordsDialog

PASSWORD = offices.PASSWORD


def mergers(house: House) -> MergerPage:
    house.main.go("mergers")
    house.settle()
    page = house.page
    assert isinstance(page, MergerPage)
    return page


@pytest.fixture
def district(world, qtbot):
    with in_house(world.district.paths.home, qtbot, world.district) as inside:
        yield inside


def shown(page: MergerPage) -> list[tuple[str, str, str]]:
    return [(one.old, one.new, one.first) for one in succession.listing(page._session.office)]


def test_a_merger_across_the_eras_is_signed_with_the_roots_password(district):
    page = mergers(district)
    assert "Chưa ghi sáp nhập nào" in page.note.text()
    district.check_texts()
    district.press("Ctrl+N")
    district.check_texts()
    dialog = district.window.findChildren(MergerDialog)[0]
    dialog.old.editor.setFocus()
    district.type("pa ve su")
    district.press("Down")
    district.press("Enter")
    assert dialog.old.value() == "2024:03448"
    dialog.new.editor.setFocus()
    district.type("03466")
    district.settle()
    options = [one.value for one in dialog.new.editor._find("03466")]
    assert options == ["2024:03466", "2025:03466"]
    dialog.new.set_value(dialog.new.editor._find("03466")[1])
    dialog.first.set_value("2025-07-01")
    dialog.act.click()
    district.settle()
    password = district.window.findChildren(PasswordDialog)[0]
    said = password.card.findChildren(type(page.note))
    assert any("Không rút lại được" in one.text() for one in said)
    assert any("khóa gốc phải ký" in one.text() for one in said)
    district.check_texts()
    password.password.set_value(PASSWORD)
    password._act()
    district.settle()
    assert shown(page) == [("2024:03448", "2025:03466", "2025-07-01")]
    assert page.banner is not None
    assert "xuất gói xuống" in page.banner.next_step.text()
    assert page.table.rows.rowCount() == 1
    district.check_texts()


def test_within_one_era_the_own_word_is_enough_and_is_asked_for_once_more(district):
    page = mergers(district)
    page.sign("2024:03448", "2024:03466", "2025-07-01")
    district.settle()
    question = district.window.findChildren(QuestionDialog)[0]
    district.press("Enter")  # the safe button has the focus
    assert shown(page) == []
    page.sign("2024:03448", "2024:03466", "2025-07-01")
    district.settle()
    question = district.window.findChildren(QuestionDialog)[-1]
    question.act.click()
    district.settle()
    assert shown(page) == [("2024:03448", "2024:03466", "2025-07-01")]


def test_what_is_left_open_is_told_at_its_field(district):
    mergers(district)
    district.press("Ctrl+N")
    dialog = district.window.findChildren(MergerDialog)[0]
    dialog.act.click()
    assert dialog.old.label.message == "Chưa chọn đơn vị cũ"
    one = dialog.old.editor._find("03466")[0]
    dialog.old.set_value(one)
    dialog.new.set_value(one)
    dialog.act.click()
    assert dialog.new.label.message == "Phải khác đơn vị cũ"


def test_a_commune_signs_nothing_and_hands_its_books_over_where_it_went(tmp_path, qtbot, world):
    heir = station(tmp_path / "ke-thua", "03466", "2024")
    stations.admit(world.district, tmp_path / "ke-thua.dvreq", heir, None, tmp_path / "ke-thua.dvcert")
    succession.succeed(world.district, "03448", "03466", "2025-07-01")
    offices.carry(world.district, world.commune, world.stick, to="03448")
    with in_house(world.commune.paths.home, qtbot, world.commune) as commune:
        page = mergers(commune)
        assert page.write.isHidden()
        assert [one.text() for one in page.hands] == ["Bàn giao sổ cho xã Bum Nưa…", "Chuyển máy này sang xã Bum Nưa…"]
        assert page.root.state.text() == "Máy này không giữ khóa gốc."
        assert page.root.hand.isHidden()
        commune.check_texts()
        page.hands[0].click()
        commune.settle()
        commune.check_texts()
        commune.press("Esc")
        folder = tmp_path / "usb-ban-giao"
        page.hand_over("2024:03466", folder)
        commune.settle()
        assert page.banner is not None
        assert len(list(folder.glob("*.goi"))) == 1


def test_a_laptop_goes_over_to_the_unit_that_goes_on_with_its_books(qtbot, world):
    succession.succeed(world.district, "03448", "03466", "2025-07-01")
    offices.carry(world.district, world.commune, world.stick, to="03448")
    before = world.commune.identity.station
    with in_house(world.commune.paths.home, qtbot, world.commune) as commune:
        page = mergers(commune)
        page.hands[1].click()
        commune.settle()
        commune.check_texts()
        commune.press("Enter")  # the safe button has the focus
        assert world.commune.identity.station == before
        page.hands[1].click()
        commune.settle()
        commune.window.findChildren(QuestionDialog)[-1].act.click()
        commune.settle()
        assert isinstance(commune.page, ConnectPage)
        assert world.commune.identity.unit == "2024:03466"
        shown = [one.text() for one in commune.window.findChildren(QLabel) if one.isVisible()]
        assert "Xã Bum Nưa" in shown
        commune.check_texts()


def station(home: Path, unit: str, era: str, *, desk: str = "xa", root: bool = False) -> str:
    """Set a station up and write its request beside its home; return its words."""
    clock = Clock.from_text(NOW)
    stations.set_up(Paths(home), clock, unit=unit, era=era, desk=desk, user="Vàng A Páo", password=PASSWORD, root=root)
    office = people.sign_in(Paths(home), clock, None, lambda: PASSWORD)
    words = stations.request(office, home.with_suffix(".dvreq"))
    office.close()
    return words


def test_the_first_station_of_an_heir_is_certified_by_the_root(tmp_path, district):
    succession.succeed(district.main.session.office, "107", "2025:12", "2025-07-01", PASSWORD)
    words = station(tmp_path / "tinh", "12", "2025", desk="tinh")
    district.main.go("connect")
    district.settle()
    page = district.page
    assert isinstance(page, ConnectPage)
    page.take_request(tmp_path / "tinh.dvreq")
    district.settle()
    district.check_texts()
    password = district.window.findChildren(PasswordDialog)[0]
    password.password.set_value(PASSWORD)
    password._act()
    district.settle()
    district.type(words)
    district.press("Enter")
    assert (tmp_path / "tra-loi_12.dvcert").is_file()


def test_the_root_is_handed_over_after_password_and_words(tmp_path, district):
    home, card = tmp_path / "tinh", tmp_path / "khoa-goc.dvroot"
    station(home, "12", "2025", desk="tinh", root=True)
    other = people.sign_in(Paths(home), Clock.from_text(NOW), None, lambda: PASSWORD)
    words = root_handover.announce(other, card)
    other.close()
    page = mergers(district)
    assert page.root.state.text() == "Máy này giữ khóa gốc đang dùng."
    own = tmp_path / "cua-minh.dvroot"
    page.root.write_announced(own)
    district.settle()
    assert root_handover.look(own).unit == "2024:107"
    page.root.take_announced(card)
    district.settle()
    district.check_texts()
    password = district.window.findChildren(PasswordDialog)[0]
    password.password.set_value(PASSWORD)
    password._act()
    district.settle()
    district.check_texts()
    district.type(root_handover.look(own).words)  # those of the old root: not what the other side reads out
    district.press("Enter")
    dialog = district.window.findChildren(WordsDialog)[0]
    assert dialog.words.label.message.endswith("không khớp")
    assert page.root.state.text() == "Máy này giữ khóa gốc đang dùng."
    dialog.words.set_value(words)
    dialog.act.click()
    district.settle()
    assert "đã bàn giao" in page.root.state.text()
    assert page.root.hand.isHidden()
    district.check_texts()


def test_a_root_that_handed_over_is_asked_for_nothing_more(tmp_path, district):
    """The laptop goes over to the new province by a slip: no password of a root whose word counts no more."""
    home, card, office = tmp_path / "tinh", tmp_path / "khoa-goc.dvroot", district.main.session.office
    station(home, "12", "2025", desk="tinh", root=True)
    other = people.sign_in(Paths(home), Clock.from_text(NOW), None, lambda: PASSWORD)
    words = root_handover.announce(other, card)
    other.close()
    succession.succeed(office, "107", "2025:12", "2025-07-01", PASSWORD)
    root_handover.hand_over(office, card, words, PASSWORD)
    page = mergers(district)
    page.hands[1].click()
    district.settle()
    assert district.window.findChildren(PasswordDialog) == []
    district.window.findChildren(QuestionDialog)[0].act.click()
    district.settle()
    page = district.page
    assert isinstance(page, ConnectPage)
    assert not page.slip.isHidden()
    assert not office.identity.enrolled
    district.check_texts()
