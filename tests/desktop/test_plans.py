"""The plan of a year started from another one: by whom, moved by a year, never twice, and sent down by the upper unit."""

import pytest

from db.query import Is, Query
from desktop.actions import lookup, plans
from desktop.actions.lookup import Ask
from desktop.errors import Problem
from tests.desktop.world import HUYEN, HUYEN2, XA
from tests.office import COMMUNE, DISTRICT, carry, open_desk


@pytest.fixture
def desk(tmp_path):
    found = open_desk(tmp_path / "xa", now="2025-01-06T08:00:00")
    found.add("organisation", name="UBND xã Pa Vệ Sủ", kind="ubnd")
    found.add("official", name="Lý Hừ Cà", position="Chủ tịch UBND xã", active_from="2021-07-01", active_to=None)
    officer = found.add("official", name="Vàng Thị Páo", position="Văn phòng – thống kê", active_to=None)
    found.add("assignment", official_id=officer, role="chuyen_vien", scope="ca_hai", valid_from="2024-01-02", valid_to=None)
    return found


@pytest.fixture
def district(tmp_path):
    found = open_desk(tmp_path / "huyen", DISTRICT, now="2024-12-20T08:00:00")
    plan = found.add(
        "plan_doc", kind="kh_dan_van", title="Kế hoạch năm 2025 của huyện", issued_on="2024-12-16", horizon_from="2025-01-01",
        horizon_to="2025-12-31",
    )  # fmt: skip
    found.plan = plan
    found.task = found.add(
        "plan_task", plan_id=plan, section="nv4", content="Đối thoại hai lần trong năm", due_on="2025-11-14", output="Biên bản"
    )
    found.add("plan_target", plan_id=plan, code="CT3", content="100% đăng ký mô hình", percent=100)
    return found


def rows(desk, code, **where):
    ask = Ask(where=(Is("_unit", "=", desk.unit), *(Is(name, "=", value) for name, value in where.items())))
    return [one.values for one in lookup.listing(desk.office, code, ask).records]


def own_tasks(desk, plan):
    return {one["content"]: one for one in rows(desk, "plan_task", plan_id=plan)}


def test_the_plan_of_2024_is_there_with_five_targets_seven_groups_and_four_duties(desk):
    everything = [one.values for one in lookup.listing(desk.office, "plan_task", Ask(where=(Is("_unit", "=", "*"),))).records]
    assert {one["section"] for one in everything} == {f"nv{n}" for n in range(1, 8)}
    assert {one["clause"] for one in everything} == {*(f"III.{n}" for n in range(1, 8)), *(f"IV.{n}" for n in range(1, 5))}
    assert all(one["owner_id"] and one["output"] and (one["due_on"] or one["is_continuous"]) for one in everything)
    goals = [one.values for one in lookup.listing(desk.office, "plan_target", Ask(where=(Is("_unit", "=", "*"),))).records]
    assert sorted((one["code"], one["percent"], one["counted"]) for one in goals) == [
        ("CT1", 100, "to_chuc"), ("CT2", 100, "to_chuc"), ("CT3", 100, "to_chuc"), ("CT4", 100, "nguoi"), ("CT5", 100, "to_chuc"),
    ]  # fmt: skip


def test_a_plan_is_started_from_that_of_2024_a_year_later(desk):
    made = plans.start(desk.office, 2025, "2024")
    [document] = rows(desk, "plan_doc")
    assert (document["kind"], document["horizon_from"], document["signer"], document["doc_no"]) == (
        "kh_dan_van",
        "2025-01-01",
        "Lý Hừ Cà",
        None,
    )
    assert "năm 2025" in document["title"]
    assert "xã Pa Vệ Sủ" in document["title"]
    tasks = own_tasks(desk, made.plan)
    assert len(tasks) == len(made.tasks) == 40
    reward = next(one for text, one in tasks.items() if text.endswith("khen thưởng vào dịp cuối năm."))
    assert (reward["due_on"], reward["section"], reward["task_status"]) == ("2025-12-31", "nv5", "chua")
    officer = next(one.id for one in lookup.listing(desk.office, "official", Ask()).records if one.values["name"] == "Vàng Thị Páo")
    assert {one["owner_id"] for one in tasks.values()} == {officer}  # who follows dân vận here
    assert [text for text in tasks if "trong năm 2025" in text]
    assert len(made.targets) == 5


def test_a_plan_that_is_started_twice_does_not_double(desk):
    first = plans.start(desk.office, 2025, "2024")
    again = plans.start(desk.office, 2025, "2024")
    assert (again.plan, again.tasks, again.targets, len(again.skipped)) == (first.plan, [], [], 40)
    assert len(own_tasks(desk, first.plan)) == 40


def test_two_laptops_that_start_a_plan_make_one(desk, tmp_path):
    other = open_desk(tmp_path / "B", COMMUNE, series="B", now="2025-01-06T09:00:00")
    carry(desk, other)
    one, two = plans.start(desk.office, 2025, "2024"), plans.start(other.office, 2025, "2024")
    carry(other, desk)
    assert one.plan == two.plan
    assert len(rows(desk, "plan_doc")) == 1
    assert len(own_tasks(desk, one.plan)) == 40


def test_what_was_chosen_alone_is_taken_and_the_rest_may_follow_later(desk):
    seen = plans.look(desk.office, 2025, "2024")
    wanted = [line.source for line in seen.lines if line.values["section"] == "nv5"]
    made = plans.start(desk.office, 2025, "2024", wanted)
    assert len(made.tasks) == len(wanted) == 4
    later = plans.look(desk.office, 2025, "2024")
    assert {line.source for line in later.lines if line.taken} == set(wanted)
    assert plans.start(desk.office, 2025, "2024").skipped == wanted


def test_last_years_own_plan_gives_owner_day_product_and_number_and_not_what_became_of_it(desk):
    plan = desk.add(
        "plan_doc", kind="kh_dan_van", title="Kế hoạch năm 2024", doc_no="05/KH-UBND", issued_on="2024-01-15", signer="Lý Hừ Cà"
    )
    chief = desk.add("official", name="Pờ Go Xá", position="Công an xã", active_to=None)
    desk.add(
        "plan_task", plan_id=plan, section="nv2", content="Mô hình tự quản năm 2024", owner_id=chief, due_on="2024-02-29", output="Mô hình",
        target_qty=2, done_qty=2, qty_unit="mo_hinh", task_status="xong", done_on="2024-02-20", evidence="12/BC",
    )  # fmt: skip
    desk.add(
        "plan_task", plan_id=plan, section="nv6", content="Không làm nữa", due_on="2024-03-01", task_status="huy", reason="Hết kinh phí"
    )
    assert plans.look(desk.office, 2025).source.key == "last"
    made = plans.start(desk.office, 2025)
    [task] = own_tasks(desk, made.plan).values()
    assert (task["content"], task["owner_id"], task["due_on"], task["output"]) == (
        "Mô hình tự quản năm 2025",
        chief,
        "2025-02-28",
        "Mô hình",
    )
    assert (task["target_qty"], task["qty_unit"], task["done_qty"], task["task_status"], task["done_on"]) == (
        2,
        "mo_hinh",
        None,
        "chua",
        None,
    )


def test_the_plan_that_the_district_sends_down_is_started_from_and_the_district_sees_it(desk, district):
    carry(district, desk)
    [sent] = [one for one in lookup.listing(desk.office, "plan_task", Ask(where=(Is("_unit", "=", DISTRICT),))).records]
    assert (sent.values["content"], sent.values["due_on"]) == ("Đối thoại hai lần trong năm", "2025-11-14")
    made = plans.start(desk.office, 2025)
    [task] = own_tasks(desk, made.plan).values()
    assert (task["source_task"], task["due_on"]) == (district.task, "2025-11-14")
    [document] = rows(desk, "plan_doc")
    assert document["parent_doc"] == district.plan
    [before] = plans.uptake(district.office, 2025)
    assert (before.taken, len(before.missing)) == ((), 14)
    carry(desk, district)
    [after] = plans.uptake(district.office, 2025)
    assert (after.task["_id"], after.taken, len(after.missing)) == (district.task, (COMMUNE,), 13)


def test_a_task_that_stood_in_the_plan_before_it_came_from_above_is_taken_up(desk, district):
    plan = desk.add("plan_doc", kind="kh_dan_van", issued_on="2025-01-03", horizon_from="2025-01-01", horizon_to="2025-12-31")
    task = desk.add(
        "plan_task", plan_id=plan, section="nv4", content="Đối thoại  hai lần trong năm", due_on="2025-06-30", output="Biên bản"
    )
    carry(district, desk)
    assert plans.start(desk.office, 2025, "sent").skipped == [district.task]
    carry(desk, district)
    assert [one.taken for one in plans.uptake(district.office, 2025)] == [(COMMUNE,)]
    desk.edit("plan_task", task, content="Việc khác")
    carry(desk, district)
    assert [one.taken for one in plans.uptake(district.office, 2025)] == [()]


def test_an_agency_is_asked_for_a_plan_only_in_the_years_in_which_it_is_followed(district):
    for number, first, last in (("01", None, "2024-12-31"), ("02", "2026-01-01", None), ("03", "2025-07-01", None)):
        district.add("agency", code=f"107.{number}", active_from=first, active_to=last)
    [task] = plans.uptake(district.office, 2025)
    assert [one for one in task.missing if "." in one] == ["2024:107.03"]


def test_who_does_a_task_and_how_far_it_is_stays_with_the_district_that_sent_it(exchange_world):
    world = exchange_world
    task = world.add(HUYEN, "plan_task", content="Đối thoại hai lần", due_on="2024-11-14", output="Biên bản")
    world.edit(HUYEN, task, "plan_task", task_status="xong", done_on="2024-03-10", evidence="12/BC", output="Biên bản, kết luận")
    assert world.send(HUYEN, XA).result == "merged"
    sent = lookup.show(world[XA], "plan_task", task)
    assert (sent.values["content"], sent.values["output"], sent.values["due_on"]) == (
        "Đối thoại hai lần",
        "Biên bản, kết luận",
        "2024-11-14",
    )
    assert [sent.values[name] for name in ("owner_id", "task_status", "done_on", "evidence")] == [None] * 4
    assert sent.withheld == ()
    assert lookup.show(world[HUYEN], "plan_task", task).values["task_status"] == "xong"
    assert not [body for body in world.bodies(XA, "up", DISTRICT) if b"xong" in body]


def test_a_laptop_of_the_district_without_the_right_to_send_down_keeps_its_plans_where_they_are_believed(exchange_world):
    world = exchange_world
    world.admit(HUYEN, HUYEN2)
    world.add(HUYEN2, "plan_doc")
    world.add(HUYEN, "plan_doc")

    def sent_down(name):
        return {register for _, register, _ in world.lines(name, f"{world.station(name)}.down")}

    assert "plan_doc" in sent_down(HUYEN)
    assert "plan_doc" not in sent_down(HUYEN2)


def test_last_years_signer_is_offered_only_while_he_is_in_office(desk):
    old = desk.add("official", name="Giàng A Sử", position="Chủ tịch UBND xã", active_from="2016-07-01", active_to=None)
    own = {"kind": "kh_dan_van", "horizon_from": "2024-01-01", "horizon_to": "2024-12-31", "issued_on": "2024-01-05"}
    desk.add("plan_doc", **own, signer="Giàng A Sử", sign_power="tm")
    assert plans.look(desk.office, 2025, "last").given["signer"] == "Giàng A Sử"
    desk.edit("official", old, active_to="2024-06-30")
    assert plans.look(desk.office, 2025, "last").given["signer"] == "Lý Hừ Cà"


def test_nothing_is_started_from_a_plan_that_nobody_sent(desk):
    with pytest.raises(Problem) as refused:
        plans.start(desk.office, 2025, "sent")
    assert (refused.value.code, refused.value.where) == ("unknown_record", "--from")


def test_who_signs_has_to_be_said_where_no_book_tells(tmp_path):
    desk = open_desk(tmp_path / "xa", now="2025-01-06T08:00:00")
    with pytest.raises(Problem) as refused:
        plans.start(desk.office, 2025, "2024")
    assert refused.value.code == "required_missing"
    assert {one["field"] for one in refused.value.errors} >= {"issuer", "signer"}
    assert rows(desk, "plan_doc") == []


def test_a_plan_may_be_started_by_whoever_keeps_the_book_only(desk):
    with desk.signed_in("khách", "XEM"), pytest.raises(Problem) as refused:
        plans.start(desk.office, 2025, "2024")
    assert refused.value.code == "not_allowed"


def test_tasks_from_above_and_of_the_program_count_in_no_figure_of_the_commune(desk, district):
    carry(district, desk)
    with desk.office.reading() as connection:
        assert desk.office.reader(connection).count(Query("plan_task", units=(desk.unit,))) == 0
