"""What a form begins with, what it would come to, and what saving, drafts and taking back do to the book."""

import pytest

from desktop import registers
from desktop.actions import backup, entry_form, lookup, visits
from desktop.errors import Problem
from tests.office import open_desk

TODAY = "2024-03-20"


@pytest.fixture
def desk(tmp_path):
    made = open_desk(tmp_path / "xa")
    yield made
    made.office.close()


def test_a_new_entry_begins_with_fixed_values_today_and_what_the_same_person_gave_last(desk):
    place = desk.add("place", name="Trụ sở UBND xã")
    desk.session("2024-03-14", place=place)
    values = entry_form.open_form(desk.office, "reception_session").values
    assert values["place"] == place
    assert entry_form.open_form(desk.office, "commitment").values["made_on"] == TODAY
    with desk.signed_in("Vàng Lỳ Sừ", "TCD"):
        assert entry_form.open_form(desk.office, "reception_session").values["place"] is None


def test_the_number_to_come_follows_the_numbers_given(desk):
    first = entry_form.open_form(desk.office, "reward").next_number
    desk.add("reward")
    assert (first, entry_form.open_form(desk.office, "reward").next_number) == ("1", "2")


def test_a_preview_computes_and_finds_faults_and_writes_nothing(desk):
    session = desk.session(TODAY)
    values = {"session_id": session, "subject_kind": "kien_nghi", "people_count": 7, "rep_count": 3, "handling": "thu_ly"}
    seen = entry_form.preview(desk.office, "reception_visit", values)
    basis = "10 ngày làm việc (Luật Tiếp công dân 42/2013/QH13, Điều 28), tính từ ngày 20/03/2024"
    assert seen.computed == {"group_type": "dong_nguoi", "due_reply": "2024-04-03", "due_basis": basis}
    assert {fault.field for fault in seen.faults} == {
        "category", "citizen_name", "citizen_address", "content", "is_first", "in_competence"
    }  # fmt: skip
    assert [rule.name for rule in seen.warnings] == ["a_crowd_sends_few_representatives"]
    assert seen.event_date == TODAY
    assert lookup.listing(desk.office, "reception_visit", lookup.Ask()).records == []


@pytest.mark.parametrize("code", [code for code, one in registers.ALL.items() if not one.system])
def test_a_form_in_which_nothing_was_typed_yet_is_looked_over_without_a_problem(desk, code):
    opened = entry_form.open_form(desk.office, code)
    assert entry_form.preview(desk.office, code, opened.values).faults


def test_a_preview_of_a_record_keeps_the_fields_that_are_not_shown(desk):
    visit = desk.add("reception_visit", subject_kind="kien_nghi", people_count=1)
    seen = entry_form.preview(desk.office, "reception_visit", {"people_count": 4}, visit)
    assert seen.faults == ()
    assert seen.computed["group_type"] == "doan"


def test_a_saved_entry_is_taken_back_by_striking_out_and_a_change_by_a_change(desk):
    saved = entry_form.save(desk.office, "place", None, {"name": "Nhà văn hóa", "kind": next(iter(_kinds()))})
    changed = entry_form.save(desk.office, "place", saved.record.id, {"name": "Nhà văn hóa bản"})
    assert changed.former == {"name": "Nhà văn hóa"}
    entry_form.take_back(desk.office, "place", changed)
    assert lookup.show(desk.office, "place", saved.record.id).values["name"] == "Nhà văn hóa"
    assert len(lookup.history(desk.office, "place", saved.record.id)) == 3
    entry_form.take_back(desk.office, "place", saved)
    assert lookup.show(desk.office, "place", saved.record.id).deleted


def _kinds():
    return lookup.register_of("place").by_name["kind"].options


def test_saving_nothing_new_changes_nothing(desk):
    place = desk.add("place", name="Nhà văn hóa")
    before = len(lookup.history(desk.office, "place", place))
    assert entry_form.save(desk.office, "place", place, {"name": "Nhà văn hóa"}).former == {}
    assert len(lookup.history(desk.office, "place", place)) == before


def test_a_form_saves_over_what_it_had_loaded(desk):
    place = desk.add("place", name="Nhà văn hóa")
    loaded = entry_form.open_form(desk.office, "place", place).heads
    desk.edit("place", place, name="Nhà văn hóa bản")
    entry_form.save(desk.office, "place", place, {"name": "Hội trường"}, loaded)
    assert lookup.show(desk.office, "place", place).conflicts == ("name",)


def test_a_draft_is_found_again_by_the_same_person_on_the_same_day_only(desk):
    entry_form.keep_draft(desk.office, "place", _ID, {"name": "Nhà văn hóa"})
    assert entry_form.open_form(desk.office, "place").draft.values == {"name": "Nhà văn hóa"}
    with desk.signed_in("Vàng Lỳ Sừ", "TCD"):
        assert entry_form.open_form(desk.office, "place").draft is None
    assert entry_form.open_form(desk.at("2024-03-21T08:00:00").office, "place").draft is None


_ID = "0190a000-0000-7000-8000-000000000001"


def test_a_draft_holds_what_can_be_read_and_is_completed_under_its_own_id(desk):
    entry_form.keep_draft(desk.office, "official", _ID, {"name": "Pờ Hùng Sang", "active_from": "31/02/2024"})
    entry_form.keep_draft(desk.office, "official", _ID, {"name": "Pờ Hùng Sang", "position": "Chủ tịch"})
    assert lookup.show(desk.office, "official", _ID).status == "nhap"
    saved = entry_form.save(desk.office, "official", _ID, {"name": "Pờ Hùng Sang", "position": "Chủ tịch"})
    assert (saved.record.id, saved.record.status, saved.former) == (_ID, "hoan_chinh", None)


def test_a_draft_of_what_exists_once_is_saved_under_the_id_of_its_key(desk):
    values = {"date": "2024-04-30", "name": "Ngày Giải phóng", "kind": "nghi_le"}
    kinds = lookup.register_of("holiday").by_name["kind"].options
    values["kind"] = next(iter(kinds))
    entry_form.keep_draft(desk.office, "holiday", _ID, values)
    saved = entry_form.save(desk.office, "holiday", _ID, values)
    again = entry_form.save(desk.office, "holiday", None, values)
    assert saved.record.id == again.record.id != _ID
    with pytest.raises(Problem, match="không có bản ghi"):
        lookup.show(desk.office, "holiday", _ID)


def test_a_dropped_draft_leaves_the_saved_record_alone(desk):
    place = desk.add("place", name="Nhà văn hóa")
    entry_form.keep_draft(desk.office, "place", place, {"name": "Hội trường"}, entry_form.open_form(desk.office, "place", place).heads)
    assert entry_form.open_form(desk.office, "place", place).draft.values["name"] == "Hội trường"
    entry_form.drop_draft(desk.office, "place", place)
    assert entry_form.open_form(desk.office, "place", place).draft is None
    assert lookup.show(desk.office, "place", place).values["name"] == "Nhà văn hóa"


def test_turning_into_a_denunciation_erases_also_when_the_form_emptied_the_fields_first(desk):
    visit = desk.add("reception_visit", subject_kind="kien_nghi", citizen_name="Giàng A Páo")
    backup.make(desk.office, "thu")
    emptied = {"subject_kind": "to_cao", "citizen_name": None, "citizen_address": None, "content": None}
    saved = visits.save(desk.office, visit, emptied)
    assert "citizen_name" in saved.erased
    assert len(saved.older_backups) == 1
    assert "Giàng" not in str(lookup.history(desk.office, "reception_visit", visit))


def test_a_draft_shows_no_name_to_who_may_not_read_it_and_loses_none_by_his_typing(desk):
    model = desk.add("model")
    heads = entry_form.open_form(desk.office, "model", model).heads
    entry_form.keep_draft(desk.office, "model", model, {"individual_name": "Lò Thị Kín"}, heads)
    with desk.signed_in("Chu Và Mạ", "NL"):
        assert entry_form.open_form(desk.office, "model", model).draft.values == {}
        entry_form.keep_draft(desk.office, "model", model, {"name": "Bản không rác"}, heads)
    kept = entry_form.open_form(desk.office, "model", model).draft.values
    assert kept == {"individual_name": "Lò Thị Kín", "name": "Bản không rác"}


def test_who_may_not_write_in_a_book_throws_no_draft_of_it_away(desk):
    place = desk.add("place", draft=True)
    with desk.signed_in("Chu Và Mạ", "TH"), pytest.raises(Problem) as refused:
        entry_form.drop_draft(desk.office, "place", place)
    assert refused.value.code == "not_allowed"
    assert entry_form.open_form(desk.office, "place", place).draft is not None
