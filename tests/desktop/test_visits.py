"""Today's session, who came before, the address of a village, and duty without a visitor."""

import pytest

from desktop.actions import lookup, sessions, visits
from desktop.errors import Problem
from tests.office import open_desk

TODAY = "2024-03-20"


@pytest.fixture
def desk(tmp_path):
    made = open_desk(tmp_path / "xa")
    made.place = made.add("place", name="Trụ sở UBND xã")
    yield made
    made.office.close()


def values(**changes):
    return {
        "session_id": visits.NEW_TODAY, "subject_kind": "kien_nghi", "category": "dat_dai", "is_first": "lan_dau", "people_count": 1,
        "rep_count": 1, "citizen_name": "Giàng A Páo", "citizen_address": "Bản Seo Thèn A", "content": "Ranh giới nương",
        "in_competence": True, "handling": "thu_ly", **changes,
    }  # fmt: skip


def test_without_a_session_today_a_new_one_is_offered_first_and_chosen(desk):
    older = desk.session("2024-03-14")
    choice = visits.session_choice(desk.office)
    assert choice.chosen == visits.NEW_TODAY
    assert [one.id for one in choice.offers] == [visits.NEW_TODAY, older]


def test_a_planned_session_of_today_comes_before_a_held_one(desk):
    desk.session(TODAY)
    planned = desk.add("reception_session", kind="thuong_xuyen", planned_date=TODAY, actor="can_bo")
    assert visits.session_choice(desk.office).chosen == planned


def test_the_day_until_which_to_answer_is_known_before_the_session_is_written(desk):
    assert visits.preview(desk.office, values(), None).computed["due_reply"] == "2024-04-03"
    assert visits.preview(desk.office, values(), None).faults == ()
    assert lookup.listing(desk.office, sessions.CODE, lookup.Ask()).records == []


def test_the_session_is_written_with_the_visit_and_not_without_it(desk):
    with pytest.raises(Problem):
        visits.save(desk.office, None, values(content=None))
    assert lookup.listing(desk.office, sessions.CODE, lookup.Ask()).records == []
    saved = visits.save(desk.office, None, values())
    made = lookup.listing(desk.office, sessions.CODE, lookup.Ask()).records
    assert [(one.id, one.values["held"]) for one in made] == [(saved.record.values["session_id"], True)]


def test_two_laptops_make_one_session_of_today(desk):
    first = visits.make_today(desk.office)
    assert visits.make_today(desk.office) == first


def test_who_came_before_is_known_by_name_and_village(desk):
    village, other = desk.add("village", name="Seo Thèn A"), desk.add("village", name="Chà Gì")
    desk.add("reception_visit", citizen_name="Giàng A Páo", village_id=village)
    assert visits.earlier(desk.office, "giang a pao", None).times == 1
    assert visits.earlier(desk.office, "Giàng A Páo", village).number == "1"
    assert visits.earlier(desk.office, "Giàng A Páo", other) is None
    assert visits.earlier(desk.office, "Giàng A", None) is None


def test_who_may_not_read_names_is_not_told_who_came_before(desk):
    desk.add("reception_visit", citizen_name="Giàng A Páo")
    with desk.signed_in("Trần Thị Mai", "TH"):
        assert visits.earlier(desk.office, "Giàng A Páo", None) is None


def test_a_linked_visit_gives_the_one_before_the_same_matter(desk):
    before = desk.add("reception_visit", citizen_name="Giàng A Páo")
    visits.save(desk.office, None, values(is_first="nhieu_lan", prev_visit_id=before, case_key="2024/1"))
    assert lookup.show(desk.office, "reception_visit", before).values["case_key"] == "2024/1"


def test_the_address_of_a_village_names_its_kind_and_the_commune(desk):
    village = desk.add("village", name="Seo Thèn A", type="ban")
    assert visits.address_of(desk.office, village) == "Bản Seo Thèn A, xã Pa Vệ Sủ"
    written_with_it = desk.add("village", name="Bản Thăm Pa", type="ban")
    assert visits.address_of(desk.office, written_with_it) == "Bản Thăm Pa, xã Pa Vệ Sủ"


def test_duty_without_a_visitor_writes_what_waits_once_and_can_be_taken_back(desk):
    planned = desk.add("reception_session", kind="dinh_ky", planned_date=TODAY, actor="thu_truong")
    assert visits.held_empty_today(desk.office) == ([planned], [])
    assert visits.held_empty_today(desk.office) == ([], [])
    visits.undo_held(desk.office, [planned], [])
    assert lookup.show(desk.office, sessions.CODE, planned).values["held"] is None


def test_duty_on_a_day_without_a_plan_makes_the_session_and_taking_back_strikes_it_out(desk):
    written, made = visits.held_empty_today(desk.office)
    assert written == made
    visits.undo_held(desk.office, written, made)
    assert lookup.show(desk.office, sessions.CODE, written[0]).deleted


def test_the_month_offers_past_planned_days_alone(desk):
    for day in ("2024-02-29", "2024-03-07", "2024-03-14", "2024-03-28"):
        desk.add("reception_session", kind="dinh_ky", planned_date=day, actor="thu_truong")
    assert [one.name[:18] for one in visits.waiting_in_month(desk.office)] == ["Định kỳ 07/03/2024", "Định kỳ 14/03/2024"]
