"""What records ask for until it is done: for each kind a record that makes the line appear and one act that makes it go.

Days are worked by hand. 2024: Tết from Thursday 08/02 to Wednesday 14/02; 29/04 to 01/05 are free, Saturday 04/05 is worked.
"""

import re

import pytest

from desktop import registers
from desktop.actions import due, records
from desktop.registers.model import Kind
from tests.office import DISTRICT, carry, open_desk

LAW = "Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15"


@pytest.fixture
def desk(tmp_path):
    made = open_desk(tmp_path / "xa")
    yield made
    made.office.close()


def lines(desk, kind, record=None):
    return [one for one in due.listing(desk.office) if one.kind == kind and (record is None or one.id == record)]


# register, what is written, moment of looking → kind, text, last day, basis → what makes it go
CASES = {
    "a letter to handle": (
        # Ten days from Thursday 01/02 end on Sunday 11/02, in Tết: the next working day is Thursday 15/02.
        "petition", {"kind": "kien_nghi", "received_on": "2024-02-01"}, "2024-02-05",
        ("petition", "Xử lý đơn kiến nghị số 1", "2024-02-15", "10 ngày"),
        {"action": "huong_dan", "action_date": "2024-02-05"},
    ),
    "a letter to settle": (
        # Thirty days from Friday 29/03 end on Sunday 28/04, before four free days: Thursday 02/05.
        "petition", {"kind": "khieu_nai", "received_on": "2024-03-28", "action": "thu_ly", "accepted_on": "2024-03-29"}, "2024-04-01",
        ("petition", "Giải quyết đơn khiếu nại số 1", "2024-05-02", "Điều 28"),
        {"resolved_on": "2024-04-20", "resolution_kind": "quyet_dinh"},
    ),
    "the conclusion on a denunciation": (
        # Seven working days from Thursday 25/04: 26/04, 02/05, 03/05, Saturday 04/05 (worked), 06, 07, 08/05.
        "denunciation_stat",
        {"paper_ref": "M05/2024", "action": "thu_ly", "received_on": "2024-03-20", "accepted_on": "2024-03-25", "resolved_on": "2024-04-25",
         "result": "dung"},
        "2024-04-26",
        ("denunciation", "Công khai kết luận tố cáo M05/2024", "2024-05-08", "Luật Tố cáo 25/2018/QH14, Điều 40"),
        {"published": True, "published_on": "2024-05-06"},
    ),
    "mediation to begin": (
        # Three days from Wednesday 07/02 end on Saturday 10/02, in Tết: Thursday 15/02.
        "mediation_case", {"received_on": "2024-02-07", "outcome": "dang"}, "2024-02-07",
        ("mediation", "Bắt đầu hòa giải vụ việc số 1", "2024-02-15", "Luật Hòa giải ở cơ sở 35/2013/QH13"),
        {"outcome": "thanh", "ended_on": "2024-02-15"},
    ),
    "a question in the council": (
        "council_question", {"held_on": "2024-07-10", "answer_form": "chua", "content": "Đường vào bản", "session_name": "Kỳ họp thứ 10"},
        "2024-07-15",
        ("council_question", "Trả lời chất vấn: Đường vào bản", None, "Chất vấn ngày 10/07/2024, Kỳ họp thứ 10"),
        {"answer_form": "van_ban", "answered_on": "2024-07-20"},
    ),
    "a petition of voters": (
        # Thirty days from Friday 29/03 end on Sunday 28/04: Thursday 02/05.
        "voter_petition", {"received_on": "2024-03-29", "content": "Sửa cầu treo", "result": "dang"}, "2024-04-01",
        ("voter_petition", "Trả lời kiến nghị cử tri: Sửa cầu treo", "2024-05-02", "30 ngày"),
        {"result": "xong", "answered_on": "2024-04-15"},
    ),
    "recommendations of the Front": (
        "coop_activity", {"kind": "giam_sat", "subject": "Quỹ đóng góp", "recs_n": 3, "recs_answered_n": 1, "date_from": "2024-03-11"},
        "2024-03-20",
        ("recommendation", "Trả lời kiến nghị giám sát: Quỹ đóng góp", None, "3 kiến nghị, đã trả lời 1"),
        {"recs_answered_n": 3},
    ),
    "the conclusion of an inspection": (
        "inspection", {"kind": "tu_kt", "object": "Văn phòng", "date_from": "2024-03-18", "date_to": "2024-03-22"}, "2024-03-20",
        ("inspection", "Ghi kết luận tự kiểm tra: Văn phòng", "2024-03-22", "Kiểm tra từ ngày 18/03/2024 đến ngày 22/03/2024"),
        {"conclusion_no": "03/KL", "conclusion_date": "2024-03-22"},
    ),
    "a document to put up": (
        # Five working days from Tuesday 06/02: 07/02, then 15, 16, 19, 20/02.
        "publication", {"source_doc": "Dự toán 2024", "doc_date": "2024-02-06", "start_on": "2024-02-20", "forms": ["HT_b"]}, "2024-02-07",
        ("publication", "Công khai: Dự toán 2024", "2024-02-20", "05 ngày làm việc"),
        {"start_on": "2024-02-07"},
    ),
    "a document to take down": (
        "publication",
        {"source_doc": "Dự toán 2024", "doc_date": "2024-02-06", "start_on": "2024-02-07", "end_on": "2024-03-10", "forms": ["HT_a"]},
        "2024-03-08",
        ("publication", "Gỡ niêm yết: Dự toán 2024", "2024-03-10", "Niêm yết từ ngày 07/02/2024 đến ngày 10/03/2024"),
        {"removed_on": "2024-03-11"},
    ),
    "a rule to make public": (
        # Five working days from Friday 26/04: 02, 03, 04 (worked), 06, 07/05.
        "democracy_rule", {"kind": "qcdc_xa", "doc_no": "12/QĐ-UBND", "doc_date": "2024-04-26", "valid_from": "2024-05-01"}, "2024-04-26",
        ("publication", "Công khai quy chế thực hiện dân chủ ở xã số 12/QĐ-UBND", "2024-05-07", f"05 ngày làm việc ({LAW}, Điều 12"),
        {"published_on": "2024-05-02"},
    ),
    "a decision of the community to send": (
        # Five working days from Saturday 10/08: Monday 12 to Friday 16/08.
        "community_decision", {"item_code": "BQ6", "subject": "Tổ tự quản", "event_date": "2024-08-10"}, "2024-08-12",
        ("community_decision", "Gửi quyết định của cộng đồng: Tổ tự quản", "2024-08-16", f"05 ngày làm việc ({LAW}, Điều 20"),
        {"sent_on": "2024-08-15"},
    ),
    "a decision of the community to recognise": (
        # Five working days from Thursday 29/08: 30/08, then 04, 05, 06, 09/09 (02 and 03/09 are free).
        "community_decision",
        {"item_code": "BQ4", "subject": "Bầu trưởng bản", "event_date": "2024-08-25", "sent_on": "2024-08-29"}, "2024-08-30",
        ("community_decision", "Công nhận quyết định của cộng đồng: Bầu trưởng bản", "2024-09-09", "05 ngày làm việc"),
        {"recognised_on": "2024-09-06"},
    ),
    "the summary of a consultation": (
        # Five working days from Friday 30/08: 04, 05, 06, 09, 10/09.
        "consultation", {"subject": "Đề án sáp nhập", "date_from": "2024-08-12", "date_to": "2024-08-30"}, "2024-09-04",
        ("consultation", "Công khai tổng hợp lấy ý kiến: Đề án sáp nhập", "2024-09-10", "05 ngày làm việc"),
        {"summary_published_on": "2024-09-06"},
    ),
    "a document that has to be changed": (
        "doc_review", {"title": "Nội quy tiếp công dân", "result": "sua_doi", "reviewed_on": "2024-03-11"}, "2024-03-20",
        ("doc_review", "Xử lý văn bản đã rà soát: Nội quy tiếp công dân", None, "Rà soát ngày 11/03/2024: Sửa đổi"),
        {"done_on": "2024-03-20", "new_doc": "15/QĐ-UBND"},
    ),
    "a report to send": (
        "report_issue", {"report_kind": "qcdc", "due_on": "2024-06-20"}, "2024-06-14",
        ("report_issue", "Gửi báo cáo thực hiện quy chế dân chủ ở cơ sở", "2024-06-20", "Lịch báo cáo, nơi nhận: Tên cơ quan, tổ chức"),
        {"sent_on": "2024-06-19", "signed_on": "2024-06-18", "doc_no": "21/BC-UBND"},
    ),
    "a report without a number": (
        "report_issue", {"report_kind": "dvcq", "due_on": "2024-06-20", "signed_on": "2024-06-18", "sent_on": "2024-06-18"}, "2024-06-18",
        ("document_number", "Chưa có số: báo cáo công tác dân vận chính quyền", None, "Ký ngày 18/06/2024"),
        {"doc_no": "21/BC-UBND"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_record_asks_for_what_is_owed_until_it_is_done(desk, case):
    register, values, day, (kind, text, last, basis), act = CASES[case]
    record = desk.at(f"{day}T08:00:00").add(register, **values)
    [line] = [one for one in lines(desk, kind, record) if one.text == text]
    assert (line.due_on, line.register) == (last, register)
    assert basis in line.basis
    desk.edit(register, record, **act)
    assert [one for one in lines(desk, kind, record) if one.text == text] == []


def test_what_delegates_of_the_assembly_forward_has_sixty_days(desk):
    meeting = desk.add("voter_meeting", delegate_level="qh", held_on="2024-03-15")
    record = desk.add("voter_petition", meeting_id=meeting, received_on="2024-03-18", result="dang")
    [line] = lines(desk, "voter_petition", record)
    assert line.due_on == "2024-05-17"  # 18/03 + 60 days, a Friday
    assert line.basis.startswith("60 ngày")


def test_what_was_passed_on_to_whom_it_belongs_is_not_owed_here(desk):
    record = desk.add("voter_petition", received_on="2024-03-18", result="dang")
    desk.edit("voter_petition", record, result="chuyen")
    assert lines(desk, "voter_petition", record) == []


def test_a_decision_that_did_not_pass_is_not_recognised(desk):
    values = {"item_code": "BQ4", "event_date": "2024-03-11", "sent_on": "2024-03-12", "hh_total": 10, "votes_for": 5}
    record = desk.add("community_decision", **values)
    assert lines(desk, "community_decision", record) == []


def test_a_plan_that_the_district_sent_down_asks_for_the_units_own(desk, tmp_path):
    district = open_desk(tmp_path / "huyen", DISTRICT)
    year = {"horizon_from": "2024-01-01", "horizon_to": "2024-12-31"}
    sent = district.add("plan_doc", kind="kh_dan_van", **year)
    assert lines(district, "plan") == lines(desk, "plan") == []
    carry(district, desk)
    [line] = lines(desk, "plan")
    assert (line.text, line.id) == ("Lập kế hoạch năm 2024 từ kế hoạch huyện Mường Tè đã gửi", sent)
    desk.add("plan_doc", kind="kh_dan_van", **year)
    assert lines(desk, "plan") == []


def test_what_the_years_plan_announces_is_owed_until_the_item_is_published(desk):
    first = desk.add("publication_plan", item_code="CK02", planned_on="2024-03-25")
    second = desk.add("publication_plan", item_code="CK02", planned_on="2024-07-25")
    assert [(one.id, one.due_on) for one in lines(desk, "publication")] == [(first, "2024-03-25"), (second, "2024-07-25")]
    desk.add("publication", item_code="CK02", start_on="2024-03-20", doc_date="2024-03-19", forms=["HT_b"])
    assert [(one.id, one.text) for one in lines(desk, "publication")] == [
        (second, "Công khai theo kế hoạch: CK02. Dự toán, thực hiện, quyết toán ngân sách xã")
    ]


def test_villages_owe_their_conference_by_the_end_of_the_year(desk):
    village = desk.add("village", name="Seo Thèn A")
    desk.add("village", name="Chà Gì")
    [line] = lines(desk, "village_conference")
    assert (line.text, line.due_on) == ("Còn 2 thôn, bản chưa họp hội nghị cuối năm 2024", "2024-12-31")
    assert line.basis.endswith(f"({LAW}, Điều 33)")
    desk.add("village_conference", village_id=village, year=2024, held_on="2024-11-20")
    assert lines(desk, "village_conference")[0].detail == "Chà Gì"
    desk.add("village", name="Bản đã sáp nhập", active_to="2024-03-19")
    assert lines(desk, "village_conference")[0].detail == "Chà Gì"


def test_who_is_assigned_and_not_trained_is_named_until_he_is(desk):
    official = desk.add("official", name="Vàng Thị Páo", active_to=None)
    assignment = desk.add("assignment", official_id=official, role="chuyen_vien", scope="qcdc", valid_from="2024-01-02", valid_to=None)
    [line] = lines(desk, "training")
    assert (line.id, line.text) == (assignment, "Tập huấn Luật Thực hiện dân chủ ở cơ sở: Vàng Thị Páo")
    other = desk.add("training_session", topics=["hoa_giai"], date_from="2024-03-05", date_to="2024-03-05")
    desk.add("training_attendance", session_id=other, official_id=official, present=True)
    assert len(lines(desk, "training")) == 1
    session = desk.add("training_session", topics=["luat_thdccs"], date_from="2024-03-04", date_to="2024-03-04")
    desk.add("training_attendance", session_id=session, official_id=official, present=True)
    assert lines(desk, "training") == []
    records.strike_out(desk.office, "training_session", session)
    assert len(lines(desk, "training")) == 1


def test_who_may_not_see_who_was_at_a_class_is_not_told_that_nobody_was(desk):
    official = desk.add("official", name="Vàng Thị Páo", active_to=None)
    desk.add("assignment", official_id=official, role="chuyen_vien", scope="qcdc", valid_from="2024-01-02", valid_to=None)
    session = desk.add("training_session", topics=["luat_thdccs"], date_from="2024-03-04", date_to="2024-03-04")
    desk.add("training_attendance", session_id=session, official_id=official, present=True)
    with desk.signed_in("Lò Văn Thu", "TCD"):
        assert lines(desk, "training") == []


def test_what_lies_further_ahead_than_asked_is_left_out(desk):
    near = desk.add("voter_petition", received_on="2024-02-22", result="dang")
    desk.add("voter_petition", received_on="2024-03-18", result="dang")
    assert [one.id for one in due.listing(desk.office, 7) if one.kind == "voter_petition"] == [near]


def test_nothing_of_a_book_that_one_may_not_see_is_due(desk):
    desk.add("mediation_case", received_on="2024-03-18", outcome="dang")
    with desk.signed_in("ai", "DV"):
        assert lines(desk, "mediation") == []


@pytest.mark.parametrize("register", [one for one in registers.ALL.values() if not one.system], ids=lambda one: one.code)
def test_every_computed_deadline_is_asked_for(register):
    terms = {one.name for one in register.fields if one.auto and one.kind is Kind.DATE and re.match("Hạn", one.label)}
    assert terms <= {one.on for one in register.owed if isinstance(one.on, str)}


@pytest.mark.parametrize("register", [one for one in registers.ALL.values() if one.owed], ids=lambda one: one.code)
def test_what_is_owed_names_fields_of_its_register(register):
    for one in register.owed:
        named = {one.on} if isinstance(one.on, str) and one.on else set()
        words = " ".join((one.says, one.detail, one.basis if isinstance(one.basis, str) else ""))
        shown = set(re.findall(r"\{(\w+)\}", words)) - {"which"}
        assert named | set(one.until) | set(one.only) | shown <= set(register.by_name)
        assert one.basis
        for name, values in one.only.items():
            assert set(values) <= set(register.by_name[name].options)
