"""What is due: by the law of the day, for the person who is signed in, earliest first."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from db import ingest
from desktop.actions import due, people
from desktop.actions import periods as verbs
from desktop.actions.periods import NewPeriod
from desktop.errors import Problem
from desktop.reporting import closing
from desktop.reporting.due_item import DueItem
from tests.office import COMMUNE, DISTRICT, NEIGHBOUR, Desk, arrivals, carry, declared_registers, open_desk

Q1 = "2024-Q1"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = open_desk(tmp_path / "xa")
    yield made
    made.office.close()


@pytest.fixture
def district(tmp_path: Path) -> Iterator[Desk]:
    made = open_desk(tmp_path / "huyen", DISTRICT)
    yield made
    made.office.close()


def of_kind(desk: Desk, kind: str, days: int | None = None) -> list[DueItem]:
    return [one for one in due.listing(desk.office, days) if one.kind == kind]


def left(desk: Desk, item: DueItem) -> int | None:
    return item.days_left(desk.office.clock.today())


def test_a_reply_is_due_ten_working_days_after_the_visit(desk):
    visit = desk.add("reception_visit", session_id=desk.session("2024-03-06"), citizen_name="Lò Văn Pản")
    item = of_kind(desk, "reply")[0]
    assert (item.text, item.due_on, left(desk, item), item.id) == ("Trả lời lượt tiếp số 1", "2024-03-20", 0, visit)
    assert item.basis == "10 ngày làm việc (Luật Tiếp công dân 42/2013/QH13, Điều 28), tính từ ngày 06/03/2024"
    desk.edit("reception_visit", visit, replied_on="2024-03-19")
    assert of_kind(desk, "reply") == []


@pytest.mark.parametrize(("role", "detail"), [("TCD", "Lò Văn Pản"), ("LD", "Lò Văn Pản"), ("TH", "")])
def test_names_are_only_for_those_who_may_read_them(desk, role, detail):
    desk.add("reception_visit", session_id=desk.session("2024-03-06"), citizen_name="Lò Văn Pản")
    with desk.signed_in("ai", role):
        items = of_kind(desk, "reply")
    assert [one.detail for one in items] == [detail]
    assert all("Pản" not in one.text + one.basis for one in items)


def test_a_letter_is_to_be_handled_and_then_to_be_settled(desk):
    letter = desk.add("petition", kind="khieu_nai", received_on="2024-03-11", petitioner_name="Lò Văn Pản", is_remote=True)
    item = of_kind(desk, "petition")[0]
    assert (item.text, item.due_on, left(desk, item), item.detail) == ("Xử lý đơn khiếu nại số 1", "2024-03-21", 1, "Lò Văn Pản")
    desk.edit("petition", letter, action="thu_ly", accepted_on="2024-03-18")
    item = of_kind(desk, "petition")[0]
    assert (item.text, item.due_on, item.id) == ("Giải quyết đơn khiếu nại số 1", "2024-05-02", letter)
    assert item.basis.startswith("45 ngày (Luật Khiếu nại 02/2011/QH13, Điều 28: vùng sâu, vùng xa đi lại khó khăn)")
    desk.edit("petition", letter, resolved_on="2024-04-10", resolution_kind="quyet_dinh")
    assert of_kind(desk, "petition") == []


def test_a_letter_that_was_passed_on_waits_for_nothing(desk):
    desk.add("petition", action="chuyen_don")
    assert of_kind(desk, "petition") == []


def test_an_accepted_denunciation_is_due_by_its_number_alone(desk):
    stat = desk.add("denunciation_stat", paper_ref="M05/2024", action="thu_ly", accepted_on="2024-03-25", extended_n=1)
    item = of_kind(desk, "denunciation")[0]
    assert (item.text, item.due_on, item.id, item.detail) == ("Giải quyết tố cáo M05/2024", "2024-05-24", stat, "")
    assert item.basis.startswith("60 ngày (Luật Tố cáo 25/2018/QH14, Điều 30: gia hạn một lần")
    desk.edit("denunciation_stat", stat, resolved_on="2024-05-02")
    assert of_kind(desk, "denunciation") == []


def test_who_may_not_see_the_visits_hears_nothing_of_them(desk):
    desk.add("reception_visit", session_id=desk.session("2024-03-06"))
    with desk.signed_in("ai", "DV"):
        assert of_kind(desk, "reply") == []


def test_planned_sessions_wait_until_somebody_writes_them_down(desk):
    past, today = desk.session("2024-03-18", held=None), desk.session("2024-03-20", held=None)
    desk.session("2024-03-27", held=None)
    items = of_kind(desk, "reception")
    assert [(one.id, one.text) for one in items] == [
        (past, "Ghi phiên tiếp công dân định kỳ ngày 18/03/2024"),
        (today, "Tiếp công dân định kỳ hôm nay"),
    ]
    assert items[1].detail == "Chủ tịch trực tiếp"


def test_a_week_without_the_chairmans_day_is_owed_by_its_last_working_day(desk):
    item = of_kind(desk, "reception")[0]
    assert (item.due_on, item.text) == ("2024-03-22", "Tuần này còn thiếu 1 ngày Chủ tịch tiếp công dân")
    assert "Ít nhất 01 ngày mỗi tuần (Luật Tiếp công dân 42/2013/QH13" in item.basis
    desk.session("2024-03-21", held=None)
    assert of_kind(desk, "reception") == []


def test_a_week_in_which_nobody_works_owes_nothing(desk):
    desk.at("2024-02-12T08:00:00")
    assert [one.due_on for one in of_kind(desk, "reception")] == ["2024-02-16"]
    for day in ("2024-02-15", "2024-02-16"):
        desk.add("holiday", date=day, kind="nghi", name="Nghỉ theo quyết định của tỉnh")
    assert of_kind(desk, "reception") == []


def test_from_july_2026_two_days_a_month_are_owed(desk):
    desk.at("2026-07-20T08:00:00").session("2026-07-06")
    item = of_kind(desk, "reception")[0]
    assert (item.due_on, item.text) == ("2026-07-31", "Tháng 7 còn thiếu 1 ngày Chủ tịch tiếp công dân")


def test_a_district_owes_the_days_a_month_that_its_own_law_asks_for(tmp_path):
    district = open_desk(tmp_path / "huyen", DISTRICT)
    item = of_kind(district, "reception")[0]
    assert (item.due_on, item.text) == ("2024-03-29", "Tháng 3 còn thiếu 2 ngày Chủ tịch tiếp công dân")
    assert item.basis == "Ít nhất 02 ngày mỗi tháng (Luật Tiếp công dân 42/2013/QH13, Điều 13)"
    for day in ("2024-03-05", "2024-03-26"):
        district.session(day)
    assert of_kind(district, "reception") == []
    district.office.close()


def test_a_promise_is_due_until_it_is_kept(desk):
    promise = desk.add("commitment", made_on="2024-02-01", due_on="2024-03-15", content="Sửa đường\nvào bản Chà Gì")
    item = of_kind(desk, "commitment")[0]
    assert (item.text, left(desk, item)) == ("Cam kết: Sửa đường vào bản Chà Gì", -5)
    desk.edit("commitment", promise, state="xong", done_on="2024-03-14")
    assert of_kind(desk, "commitment") == []


@pytest.mark.parametrize(
    ("held_on", "now", "due_on", "basis"),
    [
        ("2024-03-01", "2024-03-20T08:00:00", "2024-03-11", "10 ngày theo thông lệ"),
        ("2025-08-01", "2025-08-05T08:00:00", "2025-08-11", "Luật Tổ chức chính quyền địa phương 72/2025/QH15"),
    ],
)
def test_the_result_of_a_dialogue_is_published_in_ten_days(desk, held_on, now, due_on, basis):
    desk.at(now).add("dialogue", held_on=held_on, announced_on=held_on)
    item = of_kind(desk, "dialogue")[0]
    assert item.due_on == due_on
    assert basis in item.basis


def test_a_task_of_a_plan_is_asked_for_until_it_is_done_or_dropped(desk):
    task = desk.add("plan_task", content="Quán triệt\nLuật", section="nv1", due_on="2024-03-25")
    desk.add("plan_task", is_continuous=True)
    assert [(one.text, one.due_on, one.id, one.basis) for one in of_kind(desk, "plan_task")] == [
        ("Nhiệm vụ: Quán triệt Luật", "2024-03-25", task, "Kế hoạch, nhóm 1. Quán triệt, tuyên truyền")
    ]
    desk.edit("plan_task", task, task_status="huy", reason="Chưa có kinh phí")
    assert of_kind(desk, "plan_task") == []


def test_an_issued_document_waits_for_its_number(desk):
    document = desk.add("plan_doc", title="Kế hoạch kiểm tra", doc_no=None, doc_date=None, issued_on="2024-03-11")
    undated = desk.add("plan_doc", title="Kế hoạch năm", doc_no=None, doc_date=None, issued_on=None)
    assert sorted((one.text, one.due_on, one.basis) for one in of_kind(desk, "document_number")) == [
        ("Chưa có số: Kế hoạch kiểm tra", None, "Ban hành ngày 11/03/2024"),
        ("Chưa có số: Kế hoạch năm", None, "Chưa ban hành"),
    ]
    for one in (document, undated):
        desk.edit("plan_doc", one, doc_no="09/KH-UBND", doc_date="2024-03-11")
    assert of_kind(desk, "document_number") == []


def test_a_convention_waits_five_working_days_for_its_recognition(desk):
    made = desk.add("village_convention", adopted_on="2024-03-15", submitted_on="2024-03-20")
    item = of_kind(desk, "convention")[0]
    assert (item.due_on, item.id) == ("2024-03-27", made)
    assert item.basis.startswith("05 ngày làm việc (Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15, Điều 21")
    desk.edit("village_convention", made, recognised_on="2024-03-26", recognised_doc="14/QĐ-UBND")
    assert of_kind(desk, "convention") == []


def test_an_open_period_says_how_much_is_left_to_do(desk):
    desk.session("2024-01-08")
    verbs.open_period(desk.office, NewPeriod("quarter", 2024, 1))
    item = of_kind(desk, "report")[0]
    assert (item.period, item.due_on, left(desk, item)) == (Q1, "2024-03-19", -1)
    still = len(declared_registers()) - 1  # the sessions have a record
    assert item.text == f"Nộp báo cáo quý I/2024 lên huyện · còn {still} việc"
    verbs.nothing_happened(desk.office, Q1, all_empty=True)
    assert of_kind(desk, "report")[0].text == "Nộp báo cáo quý I/2024 lên huyện · đủ để chốt"
    verbs.close_period(desk.office, Q1)
    assert of_kind(desk, "report") == []


@pytest.mark.parametrize(
    ("now", "days", "asked"),
    [
        ("2024-03-12T08:00:00", 7, [Q1]),  # due on 19/03: it still runs, and is due within a week
        ("2024-03-12T08:00:00", 6, []),
        ("2024-03-12T08:00:00", None, []),
        ("2024-03-25T08:00:00", 7, [Q1]),
        ("2024-06-25T08:00:00", 7, [Q1, "2024-Q2"]),
        ("2025-01-10T08:00:00", 7, ["2024-Q4"]),
        ("2025-03-20T08:00:00", 7, ["2025-Q1"]),
    ],
)
def test_a_report_is_due_though_nobody_opened_its_period(desk, now, days, asked):
    first_day_at_work(desk)
    items = of_kind(desk.at(now), "report", days)
    assert [one.period for one in items] == asked
    assert all(one.basis.startswith("03 ngày làm việc") and one.due_on for one in items)


def first_day_at_work(desk, day="2024-01-10"):
    """The unit's first account, as setting up a laptop writes it."""
    desk.at(f"{day}T08:00:00")
    with desk.office.writing() as connection:
        people.write_account(desk.office, connection, "an", ["DV"])


def test_a_new_unit_is_asked_for_no_report_of_the_time_before_it_came_but_of_what_it_wrote_down_since(desk):
    first_day_at_work(desk, "2024-06-20")
    assert of_kind(desk, "report", 7) == []
    desk.session("2024-02-08")
    assert [one.period for one in of_kind(desk, "report", 7)] == [Q1]


@pytest.mark.parametrize(
    ("kind", "n", "asked"),
    [("half", 1, ["2024-H1"]), ("month", 5, [Q1, "2024-05"]), ("year", None, [Q1, "2024-Q2"])],
)
def test_where_an_office_opened_periods_of_its_own_it_reports_by_these(desk, kind, n, asked):
    first_day_at_work(desk)
    verbs.open_period(desk.office, NewPeriod(kind, 2024, n))
    assert [one.period for one in of_kind(desk.at("2024-06-18T08:00:00"), "report", 7)] == asked


def test_a_quarter_that_was_closed_unopened_is_due_no_more(desk):
    first_day_at_work(desk)
    desk.at("2024-03-16T08:00:00")
    verbs.nothing_happened(desk.office, Q1, all_empty=True)
    assert of_kind(desk, "report")[0].text == "Nộp báo cáo quý I/2024 lên huyện · đủ để chốt"
    verbs.close_period(desk.office, Q1)
    assert of_kind(desk, "report") == []


def test_a_period_that_has_not_begun_is_not_due(desk):
    verbs.open_period(desk.office, NewPeriod("quarter", 2024, 3))
    assert of_kind(desk, "report") == []


def test_returned_items_name_the_cell_or_the_record(desk, district):
    session = desk.session("2024-01-08")
    verbs.nothing_happened(desk.office, Q1, all_empty=True)
    verbs.close_period(desk.office, Q1)
    carry(desk, district)
    verbs.return_period(district.office, COMMUNE, Q1, "kiểm tra lại số cuộc đối thoại", cell="DV-05:9")
    verbs.return_period(district.office, COMMUNE, Q1, "ngày này là ngày lễ", record=session)
    carry(district, desk, decisions=True)
    assert [(one.text, one.detail, one.register, one.id) for one in of_kind(desk, "returned")] == [
        ("Huyện trả lại quý I/2024: cột 9 “Số cuộc” biểu DV-05", "kiểm tra lại số cuộc đối thoại", None, None),
        ("Huyện trả lại quý I/2024: một bản ghi ở sổ Lịch và phiên tiếp công dân", "ngày này là ngày lễ", "reception_session", session),
    ]


def test_drafts_are_reminded_of_without_a_day_and_last(desk):
    draft = desk.add("reward", draft=True, decision_date="2024-03-01")
    items = due.listing(desk.office)
    assert (items[-1].kind, items[-1].id, items[-1].due_on) == ("draft", draft, None)
    with desk.signed_in("ai", "TCD"):
        assert of_kind(desk, "draft") == []


def test_items_stand_by_day_and_a_span_cuts_what_is_far(desk):
    desk.add("commitment", made_on="2024-02-01", due_on="2024-06-01")
    desk.add("commitment", made_on="2024-02-01", due_on="2024-03-15")
    days = [one.due_on for one in due.listing(desk.office) if one.due_on]
    assert days == sorted(days)
    assert [one.due_on for one in of_kind(desk, "commitment", 7)] == ["2024-03-15"]
    with pytest.raises(Problem):
        due.listing(desk.office, -1)


def test_the_district_sees_who_has_not_reported_and_what_waits_for_a_review(desk, district):
    verbs.open_period(district.office, NewPeriod("quarter", 2024, 1))
    desk.session("2024-01-08")
    verbs.nothing_happened(desk.office, Q1, all_empty=True)
    verbs.close_period(desk.office, Q1)
    carry(desk, district)
    missing = of_kind(district, "not_reported")
    assert len(missing) == 13
    assert missing[0].unit == NEIGHBOUR
    assert missing[0].text == "Thị trấn Mường Tè chưa nộp quý I/2024"
    assert [(one.text, one.unit) for one in of_kind(district, "review")] == [("Duyệt quý I/2024 của xã Pa Vệ Sủ, chốt lần 1", COMMUNE)]
    verbs.accept_period(district.office, COMMUNE, Q1)
    assert of_kind(district, "review") == []


def test_a_package_that_waits_for_a_missing_stretch_is_named(desk, district):
    desk.session("2024-01-08")
    carry(desk, district)
    desk.session("2024-01-15")
    lost = arrivals(desk, ("up",))[-1].last
    desk.session("2024-01-22")
    late = replace(arrivals(desk, ("up",))[-1], file="DV_03448_107_3.goi")
    with district.office.writing() as connection:
        ingest.take(connection, late, lambda *_: "valid", ingest.Taken())
    assert [one.text for one in of_kind(district, "package")] == [f"Gói DV_03448_107_3.goi: còn thiếu đoạn {lost}"]


def test_the_answer_has_the_shape_of_the_contract(desk):
    desk.add("commitment", made_on="2024-02-01", due_on="2024-03-15")
    found = due.listing(desk.office)[0].as_json(desk.office.clock.today(), "2024")
    assert {"kind", "text", "due_on", "days_left", "register", "id", "basis"} <= found.keys()


def test_the_forms_of_a_period_are_counted_only_when_nothing_else_is_to_be_done(desk, monkeypatch):
    verbs.open_period(desk.office, NewPeriod("quarter", 2024, 1))
    counted = []
    forms = closing.figures_of
    monkeypatch.setattr(closing, "figures_of", lambda *asked: counted.append(asked) or forms(*asked))
    assert len(of_kind(desk, "report")) == 1
    assert counted == []
    verbs.nothing_happened(desk.office, Q1, all_empty=True)
    assert of_kind(desk, "report")[0].text.endswith("đủ để chốt")
    assert len(counted) == 1


def test_the_forms_of_a_period_that_still_runs_are_not_counted(desk, monkeypatch):
    verbs.open_period(desk.office, NewPeriod("year", 2024))
    verbs.nothing_happened(desk.office, "2024", all_empty=True)
    monkeypatch.setattr(closing, "figures_of", lambda *asked: pytest.fail("counted"))
    assert of_kind(desk, "report")[0].text == "Nộp báo cáo năm 2024 lên huyện · đến nay đủ"
