"""The form made from a declaration: defaults, conditions, computed fields, messages, drafts, history, what may not be read."""

import pytest
from PySide6.QtWidgets import QApplication

from desktop import registers
from desktop.actions import entry_form, lookup, periods, records
from desktop.clock import Clock
from desktop.office import User
from tests.ui.clerk import clerk_at
from tests.ui.offices import PERIOD
from tests.ui.typing import type_text
from ui.entries.history_panel import HistoryPanel
from ui.text_check import cut_texts
from ui.theme import theme
from ui.tokens import Tokens

WRITTEN = [code for code, one in registers.ALL.items() if not one.system and code != "reception_visit"]


@pytest.fixture
def clerk(world, qtbot):
    with clerk_at(world.commune, qtbot) as sitting:
        yield sitting


def panel(clerk) -> HistoryPanel:
    return next(one for one in clerk.frame.findChildren(HistoryPanel) if one.isVisible())


def add_village(clerk, name: str = "Thò Ma") -> None:
    clerk.go("new:village")
    clerk.type(name)
    clerk.press("Ctrl+S")


def test_a_village_is_written_with_its_default_and_the_form_stays_on_it(clerk):
    add_village(clerk)
    made = next(one for one in clerk.all("village") if one.values["name"] == "Thò Ma")
    assert made.values["type"] == "ban"
    assert clerk.page.record_id == made.id
    assert clerk.page.banner.what.text() == "Đã lưu thôn, bản."
    assert clerk.page.save_button.hasFocus()


def test_what_somebody_else_wrote_meanwhile_is_neither_undone_nor_in_conflict(clerk, world):
    village = clerk.all("village")[0].id
    clerk.go(f"record:village:{village}")
    records.edit(world.commune, "village", village, {"households": 999})
    field = clerk.page.form.fields["leader_position"]
    field.setFocus()
    type_text(QApplication.focusWidget(), "Trưởng bản")
    clerk.press("Ctrl+S")
    shown = lookup.show(world.commune, "village", village)
    assert (shown.values["households"], shown.values["leader_position"], shown.conflicts) == (999, "Trưởng bản", ())


def test_a_draft_holds_only_what_was_typed_and_meets_a_later_edit_as_a_conflict(clerk, world):
    village = clerk.all("village")[0].id
    clerk.go(f"record:village:{village}")
    clerk.page.form.fields["households"].setFocus()
    clerk.press("Ctrl+A")
    type_text(QApplication.focusWidget(), "63")
    clerk.go("register:village")
    assert entry_form.open_form(world.commune, "village", village).draft.values == {"households": 63}
    records.edit(world.commune, "village", village, {"households": 999, "leader_position": "Bí thư"})
    clerk.go(f"record:village:{village}")
    clerk.press("Enter", "Ctrl+S")
    shown = lookup.show(world.commune, "village", village)
    assert (shown.values["leader_position"], shown.conflicts) == ("Bí thư", ("households",))


def test_a_draft_of_what_was_typed_and_taken_back_by_hand_is_forgotten(clerk, world):
    village = clerk.all("village")[0].id
    clerk.go(f"record:village:{village}")
    clerk.page.form.fields["leader_position"].setFocus()
    type_text(QApplication.focusWidget(), "T")
    clerk.page.drafts.keep()
    clerk.settle()
    assert entry_form.open_form(world.commune, "village", village).draft is not None
    clerk.press("Backspace")
    clerk.page.drafts.keep()
    clerk.settle()
    assert entry_form.open_form(world.commune, "village", village).draft is None


def test_typing_before_the_draft_is_answered_loses_neither_typing_and_overwrites_nobody(clerk, world):
    village = clerk.all("village")[0].id
    heads = entry_form.open_form(world.commune, "village", village).heads
    entry_form.keep_draft(world.commune, "village", village, {"households": 63}, heads)
    records.edit(world.commune, "village", village, {"households": 999})
    clerk.go(f"record:village:{village}")
    clerk.page.form.fields["leader_position"].setFocus()
    type_text(QApplication.focusWidget(), "Trưởng bản")
    assert clerk.page.form.row()["households"] == 63
    clerk.press("Ctrl+S")
    shown = lookup.show(world.commune, "village", village)
    assert (shown.values["leader_position"], shown.conflicts) == ("Trưởng bản", ("households",))
    assert clerk.page.banner.what.text().startswith("Đã lưu. Có người cũng vừa sửa")


def test_saving_twice_before_the_form_was_read_again_is_no_conflict_with_oneself(clerk, world):
    village = clerk.all("village")[0].id
    clerk.go(f"record:village:{village}")
    clerk.page._read_again = lambda: None  # the slow disk has not answered yet
    for typed in ("63", "64"):
        clerk.page.form.fields["households"].setFocus()
        clerk.press("Ctrl+A")
        type_text(QApplication.focusWidget(), typed)
        clerk.press("Ctrl+S")
    shown = lookup.show(world.commune, "village", village)
    assert (shown.values["households"], shown.conflicts) == (64, ())


def test_what_stays_typed_while_the_form_is_read_again_overwrites_nobody(clerk, world):
    village = clerk.all("village")[0].id
    clerk.go(f"record:village:{village}")
    clerk.page.form.fields["households"].setFocus()
    clerk.press("Ctrl+A")
    type_text(QApplication.focusWidget(), "63")
    records.edit(world.commune, "village", village, {"households": 999})
    clerk.page._read_again()  # as after taking a value back from the history
    clerk.settle()
    clerk.press("Ctrl+S")
    assert lookup.show(world.commune, "village", village).conflicts == ("households",)


def test_a_save_that_met_a_strike_out_says_that_a_choice_waits(clerk, world):
    village = clerk.all("village")[0].id
    clerk.go(f"record:village:{village}")
    clerk.page.form.fields["leader_position"].setFocus()
    type_text(QApplication.focusWidget(), "Trưởng bản")
    records.strike_out(world.commune, "village", village)
    clerk.press("Ctrl+S")
    assert "đã bị gạch bỏ ở nơi khác" in clerk.page.banner.what.text()


@pytest.mark.parametrize("register", ["village", "reception_visit"])
def test_showing_what_was_saved_is_no_typing(clerk, world, register):
    if register == "village":
        add_village(clerk)
    else:
        clerk.go(f"new:{register}")
        clerk.press("3", "2")
        clerk.type("Phùng Xì Và")
        clerk.press("Enter")
        clerk.type("seo")
        clerk.press("Enter")
        clerk.type("Đề nghị xem lại ranh giới nương.")
        clerk.press("Enter", "1", "Ctrl+S")
    assert clerk.page.banner.what.text().startswith("Đã lưu")
    assert not clerk.page.drafts.dirty
    clerk.page.drafts.keep()
    clerk.settle()
    assert [one for one in clerk.all(register) if one.status == "nhap"] == []
    assert entry_form.open_form(world.commune, register, clerk.page.record_id).draft is None


@pytest.mark.parametrize("register", ["commitment", "model", "reward"])
def test_saving_a_form_that_nobody_touched_leaves_no_draft(clerk, register):
    clerk.go(f"new:{register}")
    clerk.press("Ctrl+S")
    assert clerk.page.chain.bad()
    clerk.page.drafts.keep()
    clerk.settle()
    assert [one for one in clerk.all(register) if one.status == "nhap"] == []


def test_saving_and_next_leaves_an_empty_form(clerk):
    clerk.go("new:village")
    clerk.type("Thò Ma")
    clerk.press("Ctrl+Enter")
    clerk.type("Pá Hạ")
    clerk.press("Ctrl+Enter")
    assert {"Thò Ma", "Pá Hạ"} <= {one.values["name"] for one in clerk.all("village")}


def test_today_and_what_was_given_last_time_stand_in_a_new_form(clerk, world):
    place = clerk.all("place")[0].id
    clerk.go("new:reception_session")
    assert clerk.page.form.row()["place"] == place
    clerk.go("new:commitment")
    assert clerk.page.form.row()["made_on"] == "2024-03-25"


def test_a_conditional_field_is_closed_with_its_reason_and_opens_when_it_is_asked(clerk):
    clerk.go("new:commitment")
    done = clerk.page.form.fields["done_on"]
    assert done.editor.is_shut
    assert done.editor.placeholderText() == "khi đã hoàn thành"
    clerk.page.form.fields["state"].setFocus()
    clerk.press("3")
    assert not done.editor.is_shut
    assert done.required


def test_a_closed_field_is_saved_empty(clerk, world):
    clerk.go("new:reception_session")
    fields = clerk.page.form.fields
    clerk.press("2", "1")
    fields["planned_date"].setFocus()
    type_text(QApplication.focusWidget(), "25/3")
    fields["kind"].setFocus()
    clerk.press("3")
    fields["dot_xuat_reason"].setFocus()
    clerk.press("1")
    assert fields["planned_date"].editor.is_shut
    assert clerk.page.form.values()["planned_date"] is None


def test_a_day_that_is_none_is_told_when_the_field_is_left_and_stops_saving(clerk):
    clerk.go("new:official")
    clerk.type("Pờ Lóng Tư")
    field = clerk.page.form.fields["active_from"]
    field.setFocus()
    type_text(QApplication.focusWidget(), "31/2")
    clerk.press("Tab")
    assert field.label.message == "Không có ngày này"
    before = len(clerk.all("official"))
    clerk.press("Ctrl+S")
    assert len(clerk.all("official")) == before
    assert clerk.focus() == "active_from"
    clerk.press("Ctrl+A")
    type_text(QApplication.focusWidget(), "2")
    assert field.label.message == ""


def test_a_broken_rule_stands_on_its_field_and_its_sentence_in_the_footer(clerk):
    before = len(clerk.all("reception_session"))
    clerk.go("new:reception_session")
    clerk.press("2", "3")
    clerk.page.form.fields["planned_date"].setFocus()
    type_text(QApplication.focusWidget(), "25/3")
    clerk.press("Ctrl+S")
    actor = clerk.page.form.fields["actor"]
    assert len(clerk.all("reception_session")) == before
    assert (actor.is_bad, actor.label.message) == (True, "Xem lại chỗ này")
    assert actor.full == "Tiếp định kỳ, đột xuất phải do Chủ tịch hoặc người được ủy quyền tiếp."
    assert actor.full in clerk.page._then.text()


def test_what_is_only_flagged_warns_and_is_saved(clerk):
    clerk.go("new:commitment")
    due = clerk.page.form.fields["due_on"]
    due.setFocus()
    type_text(QApplication.focusWidget(), "1/3")
    clerk.press("Tab")
    assert (due.is_bad, due.label.tone) == (False, "warn")
    assert due.full == "Thời hạn không được trước ngày cam kết."


def test_enter_walks_to_what_still_needs_something_and_at_last_to_the_button(clerk):
    clerk.go("new:official")
    assert clerk.focus() == "name"
    clerk.type("Pờ Lóng Tư")
    clerk.press("Enter")
    assert clerk.focus() == "position"
    clerk.type("Phó Chủ tịch")
    clerk.press("Enter")
    assert clerk.page.save_button.hasFocus()


def test_typing_is_kept_as_a_draft_by_itself(clerk, qtbot):
    clerk.go("new:official")
    clerk.type("Pờ Lóng Tư")
    clerk.page.drafts.timer.setInterval(1)
    clerk.page.drafts.timer.start()
    qtbot.waitUntil(lambda: clerk.page._state.text() == "Nháp tự lưu lúc 8:12", timeout=5000)
    assert [one.values["name"] for one in clerk.all("official") if one.status == "nhap"] == ["Pờ Lóng Tư"]


def test_an_edit_left_alone_is_offered_again_and_the_record_is_as_it_was(clerk):
    official = clerk.all("official")[0]
    clerk.go("register:official")
    clerk.go(f"record:official:{official.id}")
    clerk.page.form.fields["position"].setFocus()
    clerk.press("Ctrl+A")
    clerk.type("Bí thư")
    clerk.press("Esc")
    assert lookup.show(clerk.session.office, "official", official.id).values["position"] == "Chủ tịch"
    clerk.go(f"record:official:{official.id}")
    assert clerk.page.form.row()["position"] == "Chủ tịch"
    clerk.press("Enter")
    assert clerk.page.form.row()["position"] == "Bí thư"
    clerk.press("Ctrl+S")
    assert lookup.show(clerk.session.office, "official", official.id).values["position"] == "Bí thư"


def test_saving_over_what_was_loaded_makes_a_conflict_and_loses_nothing(clerk, world):
    official = clerk.all("official")[0]
    clerk.go(f"record:official:{official.id}")
    records.edit(world.commune, "official", official.id, {"position": "Phó Chủ tịch"})
    clerk.page.form.fields["position"].setFocus()
    clerk.press("Ctrl+A")
    clerk.type("Bí thư")
    clerk.press("Ctrl+S")
    assert lookup.show(world.commune, "official", official.id).conflicts == ("position",)


def test_a_former_value_is_given_back_by_a_new_change(clerk, world):
    official = clerk.all("official")[0]
    records.edit(world.commune, "official", official.id, {"position": "Phó Chủ tịch"})
    clerk.go(f"record:official:{official.id}")
    clerk.page.form.fields["position"].setFocus()
    clerk.press("F3")
    rows = panel(clerk).table.rows
    assert [(rows.row(at)["step"].old, rows.row(at)["step"].new) for at in range(rows.rowCount())] == [
        ("Chủ tịch", "Phó Chủ tịch"), ("", "Chủ tịch")
    ]  # fmt: skip
    clerk.press("Down", "Enter")
    assert lookup.show(world.commune, "official", official.id).values["position"] == "Chủ tịch"
    assert len(lookup.history(world.commune, "official", official.id)) == 3
    clerk.press("Esc")
    assert clerk.page.form.row()["position"] == "Chủ tịch"


def test_a_closed_period_is_told_and_does_not_stop(clerk, world):
    periods.nothing_happened(world.commune, PERIOD, all_empty=True)
    periods.close_period(world.commune, PERIOD)
    clerk.go("new:commitment")
    field = clerk.page.form.fields["made_on"]
    field.setFocus()
    clerk.press("Ctrl+A")
    type_text(QApplication.focusWidget(), "5/3")
    clerk.press("Tab")
    assert clerk.page.banner.what.text() == "Kỳ quý I/2024 đã chốt. Cam kết này sẽ vào bổ sung kỳ trước."


def test_who_may_not_write_sees_everything_and_changes_nothing(clerk, world):
    official = clerk.all("official")[0]
    world.commune.user = User("Chu Lý Hừ", frozenset({"XEM"}))
    clerk.go(f"record:official:{official.id}")
    assert not clerk.page.save_button.isVisible()
    assert all(field.editor.is_shut for field in clerk.page.form.fields.values())


def test_names_that_are_not_here_say_so_and_are_never_written(world, qtbot):
    visit = lookup.listing(world.commune, "reception_visit", lookup.Ask()).records[0].id
    world.commune.user = User("Trần Thị Mai", frozenset({"TH"}))
    with clerk_at(world.commune, qtbot) as sitting:
        sitting.go(f"record:reception_visit:{visit}")
        name = sitting.page.form.fields["citizen_name"]
        assert name.editor.placeholderText() == "không có ở đây"
        assert "citizen_name" not in sitting.page.form.values()


def test_the_number_of_a_station_without_letters_is_waited_for(clerk, world):
    world.commune.clock = Clock.from_text("2024-03-25T08:12:00")
    clerk.go("new:commitment")
    assert clerk.page.subtitle.text() == "sẽ là số 1"


@pytest.mark.parametrize("percent", [100, 125, 150])
@pytest.mark.parametrize("code", WRITTEN)
def test_every_register_has_a_form_in_which_nothing_is_cut(clerk, code, percent):
    theme().apply(Tokens(percent=percent))
    clerk.go(f"new:{code}")
    assert cut_texts(clerk.page) == []
    assert clerk.page.banner is None or clerk.page.banner.kind != "err"
    assert clerk.focus() or clerk.page.save_button.hasFocus()


def test_the_basis_of_a_term_is_read_whole(clerk):
    clerk.go("new:mediation_case")
    clerk.page.form.fields["received_on"].editor.set_value("2024-03-13")
    clerk.page.on_typed("received_on")
    basis = clerk.page.form.fields["due_basis"].editor
    clerk.settle()
    assert "chuyển sang ngày làm việc" in basis.value()
    assert len(basis.value()) > 120
    assert basis.verticalScrollBar().maximum() == 0
    assert basis.horizontalScrollBar().maximum() == 0


def test_a_long_text_that_can_only_be_read_says_nothing_about_typing_in_it(clerk):
    clerk.go("new:commitment")
    notes = clerk.page.form.fields["content"]
    assert "Shift+Enter" in notes.label.message
    clerk.page.form.lock()
    assert notes.label.message == ""
