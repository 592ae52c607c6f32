"""From the first start to the books, by keys alone; and what happens when the power fails half-way."""

import pytest

from desktop.actions import people, stations
from desktop.clock import Clock
from desktop.paths import Paths
from desktop.settings import Settings
from tests.ui.house import NOW, in_house
from ui.dialogs import Dialog
from ui.setup.first_run import FirstRunPage
from ui.setup.setup_wizard import SetupWizard
from ui.setup.sign_in import SignInPage
from ui.today.today_page import TodayPage

NAME, PASSWORD = "Lò Thị Ún", "đường lên Nậm Sẻ"


def wizard_of(house) -> SetupWizard:
    page = house.page
    assert isinstance(page, SetupWizard)
    return page


def choose_unit(house) -> None:
    house.press("1")
    house.type("pa ve su")
    house.press("Enter")


def name_user(house, password=PASSWORD) -> None:
    for text in (NAME, password, password):
        house.type(text)
        house.press("Enter")
    house.settle()


@pytest.fixture(scope="module")
def a_station(tmp_path_factory):
    """A commune's station that was set up to its end."""
    home = tmp_path_factory.mktemp("station")
    stations.set_up(Paths(home), Clock.from_text(NOW), unit="03448", era="2024", desk="xa", user=NAME, password=PASSWORD, root=False)
    return home


def test_from_the_first_start_to_the_books_and_back_in_again(tmp_path, qtbot):
    with in_house(tmp_path, qtbot) as house:
        assert isinstance(house.page, FirstRunPage)
        choose_unit(house)
        wizard = wizard_of(house)
        assert "Bước 2" in wizard.path.accessibleName()
        house.check_texts()
        name_user(house)
        assert "Bước 3" in wizard.path.accessibleName()
        house.check_texts()
        house.type(wizard.code.group(3).lower())
        house.press("Enter")
        house.type(wizard.code.group(6))
        house.press("Enter")
        assert "Bước 4" in wizard.path.accessibleName()
        house.check_texts()
        wizard.next_button.setFocus()
        house.press("Enter")
        assert isinstance(house.page, TodayPage)
        assert house.window.windowTitle() == "Sổ Dân vận – Xã Pa Vệ Sủ"
        house.main.go("sign-out")
        house.settle()
        assert isinstance(house.page, SignInPage)
        house.type(PASSWORD)
        house.press("Enter")
        assert isinstance(house.page, TodayPage)


def test_after_a_power_cut_at_the_code_one_signs_in_and_gets_a_new_code(tmp_path, qtbot):
    with in_house(tmp_path, qtbot) as house:
        choose_unit(house)
        name_user(house)
        old = [wizard_of(house).code.group(number) for number in range(1, 9)]
    assert Settings.load(Paths(tmp_path).settings)["setup_step"] == "code"
    with in_house(tmp_path, qtbot) as house:
        house.type(PASSWORD)
        house.press("Enter")
        new = [wizard_of(house).code.group(number) for number in range(1, 9)]
    assert old != new
    people.recover(Paths(tmp_path), NAME, "-".join(new), PASSWORD)
    with pytest.raises(people.Problem):
        people.recover(Paths(tmp_path), NAME, "-".join(old), PASSWORD)


def test_a_chosen_unit_is_there_again_after_a_power_cut(tmp_path, qtbot):
    with in_house(tmp_path, qtbot) as house:
        choose_unit(house)
        assert wizard_of(house).user.isVisible()
    with in_house(tmp_path, qtbot) as house:
        house.press("1")
        assert wizard_of(house).unit.unit is not None
        assert wizard_of(house).unit.unit.key == "2024:03448"


def test_the_words_and_the_button_say_what_enter_does_while_a_unit_is_looked_for(tmp_path, qtbot):
    with in_house(tmp_path, qtbot) as house:
        house.press("1")
        house.type("muong te")
        step, button = wizard_of(house).unit, wizard_of(house).next_button
        qtbot.waitUntil(lambda: step.table.rows.rowCount() > 1, timeout=2000)
        assert "Enter hoặc ↓ xuống danh sách" in step.count.text()
        assert button.key == ""
        house.press("Enter")
        assert step.table.hasFocus()
        assert "Enter để tiếp tục" in step.count.text()
        assert button.key == "Enter"


def test_nothing_but_the_chosen_unit_is_written_before_the_password(tmp_path, qtbot):
    with in_house(tmp_path, qtbot) as house:
        choose_unit(house)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["settings.json"]


def test_a_short_password_and_two_different_ones_are_told_at_their_field(tmp_path, qtbot):
    with in_house(tmp_path, qtbot) as house:
        choose_unit(house)
        name_user(house, "ngan")
        user = wizard_of(house).user
        assert user.first.is_bad
        assert user.first.label.message == "Cần ít nhất 10 ký tự"
        user.password.setText(PASSWORD)
        user.again.setText(PASSWORD + "x")
        wizard_of(house).next_button.click()
        assert user.second.label.message == "Hai lần gõ khác nhau"
        assert not Paths(tmp_path).keys.exists()


def test_enter_in_any_field_goes_on_once_everything_is_typed(tmp_path, qtbot):
    with in_house(tmp_path, qtbot) as house:
        choose_unit(house)
        wizard = wizard_of(house)
        for field, text in ((wizard.user.name, NAME), (wizard.user.first, PASSWORD), (wizard.user.second, PASSWORD)):
            field.set_value(text)
        wizard.user.first.setFocus()
        house.press("Enter")
        house.settle()
        assert wizard.code.isVisible()


def test_a_wrong_group_of_the_code_keeps_the_way_shut(qtbot, tmp_path):
    with in_house(tmp_path, qtbot) as house:
        house.window.show_wizard()
        step = wizard_of(house).code
        step.show_code("AAAAA-BBBBB-CCCCC-DDDDD-EEEEE-FFFFF-GGGGG-HHHHH", "Xã Pa Vệ Sủ")
        step.typed[0].setText("CCCCX")
        assert not step.is_good
        assert step.verdict.text() == "nhóm 3 chưa giống; so lại với giấy"
        step.typed[0].setText("ccccc")
        assert step.verdict.text() == "nhóm 3 đúng"
        step.typed[1].setText("FFFFF")
        assert step.is_good


def test_look_alikes_and_blanks_in_a_group_copied_by_hand_are_no_mistake(qtbot, tmp_path):
    with in_house(tmp_path, qtbot) as house:
        house.window.show_wizard()
        step = wizard_of(house).code
        step.show_code("AAAAA-BBBBB-4VJ90-DDDDD-EEEEE-1FGY3-GGGGG-HHHHH", "Xã Pa Vệ Sủ")
        step.typed[0].setText("4vj9o")
        step.typed[1].setText(" lFGY 3")
        assert step.is_good


def test_escape_leads_back_step_by_step(tmp_path, qtbot):
    with in_house(tmp_path, qtbot) as house:
        choose_unit(house)
        wizard = wizard_of(house)
        house.press("Esc")
        assert wizard.unit.isVisible()
        wizard.unit.machine.setFocus()
        house.press("Esc")
        assert isinstance(house.page, FirstRunPage)


def test_after_a_wrong_password_the_next_try_waits_three_seconds_and_the_window_lives(a_station, qtbot):
    with in_house(a_station, qtbot) as house:
        house.type("sai mat khau")
        house.press("Enter")
        page = house.page
        assert isinstance(page, SignInPage)
        assert page.waits
        assert page.secret.label.message == "Mật khẩu chưa đúng"
        assert not page.enter_button.isEnabled()
        house.check_texts()
        house.press("F2")
        assert page.password.shows
        house.until(lambda: not page.waits)
        page.password.clear()
        house.type(PASSWORD)
        house.press("Enter")
        assert isinstance(house.page, TodayPage)


def test_caps_lock_is_told_while_typing(a_station, qtbot):
    with in_house(a_station, qtbot) as house:
        page = house.page
        assert isinstance(page, SignInPage)
        house.type("A")
        assert page.secret.label.message == "Chữ hoa đang bật"
        house.type("b")
        assert page.secret.label.message != "Chữ hoa đang bật"


def test_a_forgotten_password_is_set_anew_by_the_printed_code(tmp_path, qtbot):
    made = stations.set_up(
        Paths(tmp_path), Clock.from_text(NOW), unit="03448", era="2024", desk="xa", user=NAME, password=PASSWORD, root=False
    )
    with in_house(tmp_path, qtbot) as house:
        page = house.page
        assert isinstance(page, SignInPage)
        page.forgotten.click()
        house.settle()
        house.check_texts()
        for text in (str(made.recovery_code).lower().replace("-", " "), "mật khẩu mới hẳn", "mật khẩu mới hẳn"):
            house.type(text)
            house.press("Enter")
        house.press("Enter")
        assert not page.recovery.isVisible()
        house.type("mật khẩu mới hẳn")
        house.press("Enter")
        assert isinstance(house.page, TodayPage)


def test_help_opens_before_anybody_is_signed_in(tmp_path, qtbot):
    with in_house(tmp_path, qtbot) as house:
        house.press("F1")
        assert house.window.findChildren(Dialog)
        house.press("Esc")
        assert isinstance(house.page, FirstRunPage)
