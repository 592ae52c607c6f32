"""The reception visit: eight presses, drafts, undo, who came before, and nothing about a denunciation but figures."""

import pytest
from PySide6.QtWidgets import QApplication

from desktop.actions import backup, lookup, records, visits
from desktop.clock import Clock
from tests.ui.clerk import clerk_at
from tests.ui.offices import NOW
from tests.ui.typing import press_focus, type_text
from ui.dialogs import QuestionDialog
from ui.entries.add_dialog import AddDialog
from ui.text_check import cut_texts
from ui.theme import theme
from ui.tokens import Tokens

CONTENT = "Đề nghị xem lại ranh giới nương giáp suối Nậm Sẻ."


@pytest.fixture
def clerk(world, qtbot):
    with clerk_at(world.commune, qtbot) as sitting:
        sitting.go("register:reception_visit")
        yield sitting


def question(clerk) -> QuestionDialog:
    found = [one for one in clerk.frame.findChildren(QuestionDialog) if one.isVisible()]
    assert found, "nothing is asked"
    return found[0]


def write_visit(clerk, name: str = "Phùng Xì Và") -> None:
    clerk.press("Ctrl+N", "3", "2")
    clerk.type(name)
    clerk.press("Enter")
    clerk.type("seo")
    clerk.press("Enter")
    clerk.type(CONTENT)
    clerk.press("Enter", "1", "Ctrl+Enter")


def test_a_visit_is_recorded_in_eight_presses(clerk):
    write_visit(clerk)
    saved = clerk.newest()
    assert clerk.presses == ["Ctrl+N", "3", "2", "Enter", "Enter", "Enter", "1", "Ctrl+Enter"]
    assert saved.status == "hoan_chinh"
    assert saved.event_date == NOW[:10]
    wanted = {
        "subject_kind": "kien_nghi", "category": "dat_dai", "is_first": "lan_dau", "people_count": 1, "rep_count": 1,
        "group_type": "ca_nhan", "citizen_name": "Phùng Xì Và", "citizen_address": "Thôn Seo Thèn A, xã Pa Vệ Sủ", "content": CONTENT,
        "in_competence": True, "handling": "thu_ly", "due_reply": "2024-04-08",
    }  # fmt: skip
    assert {name: saved.values[name] for name in wanted} == wanted


def test_after_saving_the_next_form_waits_and_the_banner_says_what_was_saved(clerk):
    write_visit(clerk)
    number = clerk.newest().book_no
    assert clerk.page.banner.what.text() == f"Đã lưu lượt số {number}."
    assert clerk.page.banner.next_step.text() == "Hạn trả lời 08/04/2024."
    assert clerk.focus() == "subject_kind"
    assert clerk.page.form.row()["citizen_name"] is None


def test_undo_after_saving_strikes_the_new_visit_out(clerk):
    before = len(clerk.all())
    write_visit(clerk)
    clerk.press("Ctrl+Z")
    assert len(clerk.all()) == before
    assert any(one.deleted and one.values["citizen_name"] == "Phùng Xì Và" for one in clerk.all(deleted=True))


def test_todays_session_is_made_with_the_first_visit(clerk):
    sessions = len(clerk.all("reception_session"))
    write_visit(clerk)
    made = [one for one in clerk.all("reception_session") if one.event_date == NOW[:10]]
    assert len(clerk.all("reception_session")) == sessions + 1
    assert [one.values["held"] for one in made] == [True]
    write_visit(clerk, "Lỳ Go Xá")
    assert len(clerk.all("reception_session")) == sessions + 1


def test_a_planned_session_of_today_is_chosen_and_counts_as_held_with_its_first_visit(clerk, world):
    place = clerk.all("place")[0].id
    values = {"kind": "dinh_ky", "planned_date": NOW[:10], "actor": "thu_truong", "place": place}
    planned = records.add(world.commune, "reception_session", [(values, None)]).ids[0]
    write_visit(clerk)
    assert clerk.newest().values["session_id"] == planned
    assert lookup.show(world.commune, "reception_session", planned).values["held"] is True


def test_nothing_is_saved_and_every_mistake_stands_on_its_field(clerk):
    before = len(clerk.all())
    clerk.press("Ctrl+N", "Ctrl+S")
    page = clerk.page
    assert len(clerk.all()) == before
    said = {name: field.label.message for name, field in page.form.fields.items() if field.is_bad}
    assert said == {
        "subject_kind": "Chưa chọn. Gõ số từ 1 đến 5", "category": "Chưa chọn", "citizen_name": "Chưa ghi họ tên",
        "citizen_address": "Chưa ghi địa chỉ", "content": "Chưa ghi nội dung", "handling": "Chưa chọn",
    }  # fmt: skip
    assert page._state.text() == "Còn 6 chỗ phải sửa"
    assert clerk.focus() == "subject_kind"
    clerk.press("F2")
    assert clerk.focus() == "category"


def test_too_many_representatives_are_warned_of_and_do_not_stop(clerk):
    clerk.press("Ctrl+N")
    fields = clerk.page.form.fields
    fields["people_count"].setFocus()
    clerk.press("Ctrl+A")
    type_text(QApplication.focusWidget(), "7")
    fields["rep_count"].setFocus()
    clerk.press("Ctrl+A")
    type_text(QApplication.focusWidget(), "3")
    clerk.settle()
    assert fields["rep_count"].label.message == "tối đa 2"
    assert fields["rep_count"].label.tone == "warn"
    assert fields["group_type"].value() == "Đoàn đông người"


def test_leaving_keeps_a_draft_that_is_offered_again(clerk):
    clerk.press("Ctrl+N", "3", "2")
    clerk.type("Giàng Thị Mỷ")
    clerk.press("Esc")
    draft = next(one for one in clerk.all() if one.status == "nhap")
    assert draft.values["citizen_name"] == "Giàng Thị Mỷ"
    clerk.press("Ctrl+N")
    assert clerk.page.banner.what.text() == "Có bản nháp từ 8:12 hôm nay."
    clerk.press("Enter")
    assert clerk.page.form.row()["citizen_name"] == "Giàng Thị Mỷ"
    assert clerk.page.banner is None


def test_a_thrown_away_draft_is_gone(clerk):
    clerk.press("Ctrl+N", "3", "2")
    clerk.type("Giàng Thị Mỷ")
    clerk.press("Esc", "Ctrl+N")
    clerk.page.banner.buttons[1].click()
    clerk.settle()
    assert [one for one in clerk.all() if one.status == "nhap"] == []
    assert clerk.page.form.row()["citizen_name"] is None


def test_a_visit_saved_from_a_draft_is_one_visit(clerk):
    before = len(clerk.all())
    clerk.press("Ctrl+N", "3", "2")
    clerk.type("Phùng Xì Và")
    clerk.page.drafts.keep()
    clerk.press("Enter")
    clerk.type("seo")
    clerk.press("Enter")
    clerk.type(CONTENT)
    clerk.press("Enter", "1", "Ctrl+Enter")
    assert len(clerk.all()) == before + 1
    assert [one for one in clerk.all() if one.status == "nhap"] == []


def test_who_came_before_is_told_and_linked_by_one_key(clerk):
    clerk.press("Ctrl+N", "3", "2")
    clerk.type("Giàng A Páo")
    clerk.press("Enter")
    assert "Giàng A Páo đã đến 4 lần (số 4, 07/03/2024" in clerk.page._came.text()
    clerk.press("F6")
    clerk.type("seo")
    clerk.press("Enter")
    clerk.type(CONTENT)
    clerk.press("Enter", "1", "Ctrl+Enter")
    saved = clerk.newest()
    before = next(one for one in clerk.all() if one.book_no == "4")
    assert saved.values["is_first"] == "nhieu_lan"
    assert saved.values["prev_visit_id"] == before.id
    assert saved.values["case_key"] == before.values["case_key"] == "2024/4"


def test_a_denunciation_asks_for_figures_only(clerk):
    clerk.press("Ctrl+N", "2", "3")
    page = clerk.page
    assert not page.form.fields["citizen_name"].isVisible()
    assert not page.form.fields["content"].isVisible()
    assert page._secret.isVisible()
    clerk.press("4", "Ctrl+Enter")
    saved = clerk.newest()
    assert saved.values["subject_kind"] == "to_cao"
    assert saved.values["citizen_name"] is None


def test_what_was_typed_of_a_denunciation_is_cleared_after_asking(clerk, world):
    clerk.press("Ctrl+N", "3", "2")
    clerk.type("Hạng A Chu")
    clerk.page.drafts.keep()
    clerk.page.form.fields["subject_kind"].setFocus()
    clerk.press("2")
    assert question(clerk).title.text() == "Xóa những gì đã gõ ở Họ tên?"
    clerk.press("Enter")
    assert clerk.page.form.row()["citizen_name"] is None
    draft = next(one for one in clerk.all() if one.status == "nhap")
    assert draft.values["citizen_name"] is None
    assert draft.values["subject_kind"] == "to_cao"


def test_keeping_the_former_kind_keeps_what_was_typed(clerk):
    clerk.press("Ctrl+N", "3", "2")
    clerk.type("Hạng A Chu")
    clerk.page.form.fields["subject_kind"].setFocus()
    clerk.press("2", "Esc")
    assert clerk.page.form.row()["subject_kind"] == "kien_nghi"
    assert clerk.page.form.row()["citizen_name"] == "Hạng A Chu"


def test_a_saved_visit_that_becomes_a_denunciation_is_erased_only_after_the_typed_word(clerk, world):
    backup.make(world.commune, "thu")
    visit = next(one for one in clerk.all() if one.book_no == "3")
    clerk.go(f"record:reception_visit:{visit.id}")
    clerk.page.form.fields["subject_kind"].setFocus()
    clerk.press("2", "Ctrl+S")
    assert question(clerk).title.text() == "Đổi lượt số 3 thành tố cáo?"
    assert not question(clerk).act.isEnabled()
    clerk.press("Esc")
    assert lookup.show(world.commune, "reception_visit", visit.id).values["citizen_name"] == "Giàng A Páo"
    clerk.press("Ctrl+S")
    clerk.type("XOÁ")
    clerk.press("Enter", "Enter")
    erased = lookup.show(world.commune, "reception_visit", visit.id)
    assert erased.values["citizen_name"] is None
    assert "citizen_name" in erased.erased
    assert clerk.page.banner.what.text() == "Đã xóa nội dung, giữ số liệu của lượt số 3."
    assert "bản sao lưu cũ giữ nội dung này, cần hủy" in clerk.page.banner.next_step.text()


def test_changing_a_saved_visit_is_undone_by_a_new_change(clerk, world):
    visit = next(one for one in clerk.all() if one.book_no == "2")
    clerk.go(f"record:reception_visit:{visit.id}")
    clerk.page.form.fields["citizen_name"].setFocus()
    clerk.press("End")
    clerk.type(" B")
    clerk.press("Ctrl+S")
    assert lookup.show(world.commune, "reception_visit", visit.id).values["citizen_name"] == "Giàng A Páo B"
    clerk.press("Ctrl+Z")
    assert lookup.show(world.commune, "reception_visit", visit.id).values["citizen_name"] == "Giàng A Páo"
    assert clerk.page.form.row()["citizen_name"] == "Giàng A Páo"


def test_duty_without_a_visitor_is_one_press(clerk, world):
    clerk.presses.clear()
    clerk.press("F7")
    made = [one for one in clerk.all("reception_session") if one.event_date == NOW[:10]]
    assert [one.values["held"] for one in made] == [True]
    assert clerk.page.banner.what.text() == "Đã ghi: 25/03/2024 có trực, không có ai đến."
    assert clerk.presses == ["F7"]
    clerk.press("Ctrl+Z")
    assert [one for one in clerk.all("reception_session") if one.event_date == NOW[:10]] == []


def test_a_month_of_duty_is_two_presses(clerk, world):
    place = clerk.all("place")[0].id
    for day in ("2024-03-14", "2024-03-21"):
        values = {"kind": "dinh_ky", "planned_date": day, "actor": "thu_truong", "place": place}
        records.add(world.commune, "reception_session", [(values, None)])
    clerk.presses.clear()
    clerk.press("Shift+F7", "Enter")
    held = {one.event_date for one in clerk.all("reception_session") if one.values["held"]}
    assert {"2024-03-14", "2024-03-21"} <= held
    assert len(clerk.presses) == 2


def test_a_new_office_without_places_receives_at_its_own_seat(clerk, world):
    world.commune.clock = Clock.from_text(NOW)
    for one in clerk.all("place"):
        records.strike_out(world.commune, "place", one.id)
    for one in clerk.all("reception_session"):
        records.strike_out(world.commune, "reception_session", one.id)
    made = visits.make_today(world.commune)
    assert [one.values["name"] for one in clerk.all("place")] == [f"Trụ sở UBND {world.commune.home_unit.named}"]
    assert lookup.show(world.commune, "reception_session", made).values["place"] == clerk.all("place")[0].id


@pytest.mark.parametrize("percent", [100, 125])
def test_nothing_is_cut_on_the_visit_form(clerk, percent):
    theme().apply(Tokens(percent=percent))
    clerk.press("Ctrl+N", "3")
    assert cut_texts(clerk.page) == []
    press_focus("Esc")


def test_a_village_that_is_not_there_yet_is_added_from_within_the_form(clerk):
    clerk.press("Ctrl+N", "3", "2")
    clerk.type("Phùng Xì Và")
    clerk.press("Enter")
    clerk.type("Nậm Sẻ")
    clerk.press("Enter")
    dialog = next(one for one in clerk.frame.findChildren(AddDialog) if one.isVisible())
    assert dialog.form.row()["name"] == "Nậm Sẻ"
    assert dialog.add.hasFocus()
    assert [one.name for one in clerk.page.form.fields.values() if one.is_bad] == []
    clerk.press("Enter")
    made = next(one for one in clerk.all("village") if one.values["name"] == "Nậm Sẻ")
    assert clerk.page.form.row()["village_id"] == made.id
    assert clerk.page.form.row()["citizen_address"] == "Bản Nậm Sẻ, xã Pa Vệ Sủ"
    assert clerk.focus() == "content"


def test_giving_up_a_new_village_leads_back_to_its_field(clerk):
    before = len(clerk.all("village"))
    clerk.press("Ctrl+N", "3", "2")
    clerk.type("Phùng Xì Và")
    clerk.press("Enter")
    clerk.type("Nậm Sẻ")
    clerk.press("Enter", "Esc")
    assert len(clerk.all("village")) == before
    assert clerk.focus() == "village_id"


def test_the_next_form_shows_what_is_computed_anew(clerk):
    write_visit(clerk)
    assert clerk.page.form.fields["group_type"].value() == "Cá nhân"
    assert clerk.page.form.fields["due_reply"].editor.placeholderText() == "khi có hướng xử lý"


def test_a_denunciation_says_at_once_that_its_terms_stand_in_the_secret_book(clerk):
    clerk.press("Ctrl+N")
    clerk.page._look.setInterval(60_000)  # long before the look ahead comes
    clerk.press("2")
    assert clerk.page.form.fields["due_reply"].value() == "theo sổ Mật"


def test_a_draft_left_behind_stands_in_the_list_at_once(clerk):
    clerk.press("Ctrl+N", "3", "2")
    clerk.type("Giàng Thị Mỷ")
    clerk.press("Esc")
    rows = clerk.page.table.rows
    assert "Nháp" in [rows.row(at)["row"].state.text for at in range(rows.rowCount())]
