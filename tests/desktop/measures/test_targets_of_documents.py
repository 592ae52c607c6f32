"""CT1, CT2 and CT4 as the plan of 2024 means them, counted by hand from records."""

import pytest

from desktop.entries.record_ids import fixed_id
from desktop.law.period_calendar import parse_code
from desktop.measures.targets import ALL
from desktop.measures.targets.model import summed
from tests.desktop.measures.books import COMMUNES, Books
from tests.desktop.measures.judging import UNIT, judged, lacks, numbers, part

NUMBERED = ("114-KL/TW", "33/CT-TTg", "310-QĐ/TU", "69-KL/TU", "07-ĐA/TU", "10/2022/QH15")
WITHOUT_NUMBER = (
    "Nghị quyết về xóa bỏ hủ tục, phong tục, tập quán lạc hậu, xây dựng nếp sống văn minh trong Nhân dân các dân tộc tỉnh Lai Châu "
    "giai đoạn 2024-2030"
)
LAW = "10/2022/QH15"


def document(key: str) -> str:
    """Return the record of a document that comes with the program."""
    return fixed_id("*", "doc_catalog", key)


def tell(books: Books, *keys: str, day: str = "2024-02-01", kind: str = "quan_triet", unit: str = UNIT) -> str:
    return books.add(unit, "dissemination", kind=kind, event_date=day, docs=[document(key) for key in keys])


def carry_out(books: Books) -> None:
    """Write what CT1b asks for besides the Law made known."""
    books.add(UNIT, "plan_doc", kind="kh_qcdc", issued_on="2024-01-20")
    books.add(UNIT, "democracy_rule", kind="qcdc_xa", valid_from="2023-09-01")


# CT1


def test_all_documents_made_known_and_the_law_carried_out_meet_the_target(books):
    tell(books, *NUMBERED)
    tell(books, WITHOUT_NUMBER, day="2024-03-14")
    carry_out(books)
    item = judged(books, "CT1", "2024-Q1")
    assert numbers(item) == (1, 1, True, None)
    assert part(item, "CT1a") == (7, 7, True, None)
    assert part(item, "CT1b") == (1, 1, True, None)
    assert item.missing == ()


def test_each_document_that_nobody_was_told_of_is_named(books):
    tell(books, *(key for key in NUMBERED if key != "69-KL/TU"))
    carry_out(books)
    item = judged(books, "CT1", "2024-Q1")
    assert numbers(item) == (0, 1, False, None)
    assert part(item, "CT1a") == (5, 7, False, None)
    assert lacks(item) == [
        ("dissemination", None, "văn bản 69-KL/TU chưa được quán triệt"),
        ("dissemination", None, "văn bản “Nghị quyết về xóa bỏ hủ tục…” chưa được quán triệt"),
    ]


@pytest.mark.parametrize(
    ("day", "kind", "told"),
    [
        ("2024-01-01", "quan_triet", 1),
        ("2024-03-14", "tuyen_truyen", 1),
        ("2024-02-01", "pbgdpl", 1),
        ("2024-02-01", "van_dong", 0),
        ("2023-12-31", "quan_triet", 0),  # of the plan year before
        ("2024-03-15", "quan_triet", 0),  # after the period
    ],
)
def test_a_document_is_told_in_the_window_of_its_year_and_by_making_it_known(books, day, kind, told):
    tell(books, "33/CT-TTg", day=day, kind=kind)
    assert part(judged(books, "CT1", "2024-Q1"), "CT1a")[:2] == (told, 7)


def test_a_superior_asks_for_one_more_document_and_the_unit_takes_one_away(books):
    books.add("2024:107", "doc_catalog", number="05-CT/HU", mandatory_year=2024, level="huyen")
    books.edit(UNIT, "doc_catalog", document("69-KL/TU"), mandatory_year=None)
    assert part(judged(books, "CT1", "2024-Q1"), "CT1a")[1] == 7
    assert part(judged(books, "CT1", "2024-Q1", COMMUNES[1]), "CT1a")[1] == 8


def test_a_year_without_documents_of_its_own_is_judged_by_the_law_alone(books):
    item = judged(books, "CT1", "2025-Q1")
    assert part(item, "CT1a") == (0, 0, None, "khong_ap_dung")
    assert (item.met, part(item, "CT1b")) == (False, (0, 1, False, None))


@pytest.mark.parametrize(
    ("plan", "told", "rule", "lacking"),
    [
        ({"issued_on": "2024-01-20"}, LAW, {"valid_from": "2023-09-01"}, []),
        ({"issued_on": "2024-03-15"}, LAW, {"valid_from": "2023-09-01"}, ["plan_doc"]),  # issued after the period
        ({"issued_on": "2023-02-01"}, LAW, {"valid_from": "2023-09-01"}, ["plan_doc"]),  # of the year before
        ({"issued_on": "2023-12-28", "horizon_from": "2024-01-01"}, LAW, {"valid_from": "2023-09-01"}, []),
        ({"issued_on": "2024-01-20", "kind": "kh_kiem_tra"}, LAW, {"valid_from": "2023-09-01"}, ["plan_doc"]),
        ({"issued_on": "2024-01-20"}, "33/CT-TTg", {"valid_from": "2023-09-01"}, ["dissemination"]),
        ({"issued_on": "2024-01-20"}, LAW, {"valid_from": "2023-09-01", "kind": "qc_tcd"}, ["democracy_rule"]),
        ({"issued_on": "2024-01-20"}, LAW, {"valid_from": "2023-09-01", "valid_to": "2024-03-13"}, ["democracy_rule"]),
        ({"issued_on": "2024-01-20"}, LAW, {"valid_from": "2024-03-15"}, ["democracy_rule"]),
    ],
)
def test_the_law_is_carried_out_by_a_plan_by_telling_of_it_and_by_a_regulation_in_force(books, plan, told, rule, lacking):
    books.add(UNIT, "plan_doc", **{"kind": "kh_dan_van", **plan})
    books.add(UNIT, "democracy_rule", **{"kind": "qcdc_xa", **rule})
    tell(books, told)
    item = judged(books, "CT1", "2024-Q1")
    assert part(item, "CT1b") == (int(not lacking), 1, not lacking, None)
    carried_out = next(one for one in item.parts if one.code == "CT1b")
    assert [one.register for one in carried_out.missing] == lacking


# CT2


def assign(books: Books, role: str, scope: str = "ca_hai", official: str | None = None, **days: str | None) -> str:
    person = official or books.add(UNIT, "official", name=f"{role} {scope}", position="Phó Chủ tịch UBND")
    books.add(UNIT, "assignment", official_id=person, role=role, scope=scope, **{"valid_from": "2024-01-10", **days})
    return person


def test_a_plan_with_number_a_leader_and_an_officer_for_both_meet_the_target(books):
    books.add(UNIT, "plan_doc", kind="kh_dan_van", doc_no="02/KH-UBND", issued_on="2024-01-15")
    assign(books, "lanh_dao")
    assign(books, "chuyen_vien")
    item = judged(books, "CT2", "2024-Q1")
    assert numbers(item) == (1, 1, True, None)
    assert [part(item, code) for code in ("CT2a", "CT2b", "CT2c", "CT2d")] == [
        (1, 1, True, None), (1, 1, True, None), (1, 1, True, None), (2, 2, True, None),
    ]  # fmt: skip
    assert item.flags == ()


def test_a_plan_without_a_number_is_named_as_the_record_to_open(books):
    plan = books.add(UNIT, "plan_doc", kind="kh_dan_van", doc_no=None, issued_on="2024-01-15")
    item = judged(books, "CT2", "2024-Q1")
    assert part(item, "CT2a") == (0, 1, False, None)
    assert lacks(item)[0] == ("plan_doc", plan, "kế hoạch dân vận chính quyền năm 2024 chưa có số")


@pytest.mark.parametrize(
    ("role", "scope", "days", "parts"),
    [
        ("lanh_dao", "dan_van", {}, (1, 0, 0)),
        ("lanh_dao", "qcdc", {}, (0, 0, 1)),
        ("lanh_dao", "ca_hai", {}, (1, 0, 1)),
        ("chuyen_vien", "ca_hai", {}, (0, 1, 1)),
        ("chuyen_vien", "qcdc", {}, (0, 0, 1)),
        ("dau_moi_thon", "ca_hai", {}, (0, 0, 0)),
        ("lanh_dao", "ca_hai", {"valid_to": "2024-03-13"}, (0, 0, 0)),  # ended a day before the period does
        ("lanh_dao", "ca_hai", {"valid_to": "2024-03-14"}, (1, 0, 1)),
        ("lanh_dao", "ca_hai", {"valid_from": "2024-03-15"}, (0, 0, 0)),
    ],
)
def test_an_assignment_counts_for_its_role_its_scope_and_its_days(books, role, scope, days, parts):
    assign(books, role, scope, **days)
    item = judged(books, "CT2", "2024-Q1")
    assert tuple(part(item, code)[0] for code in ("CT2b", "CT2c", "CT2d")) == parts


def test_one_person_who_leads_and_follows_is_flagged_and_no_fault(books):
    person = assign(books, "lanh_dao")
    assign(books, "chuyen_vien", official=person)
    item = judged(books, "CT2", "2024-Q1")
    assert item.flags == ("kiem_nhiem",)
    assert [part(item, code)[2] for code in ("CT2b", "CT2c", "CT2d")] == [True, True, True]


# CT4


def train(books: Books, person: str, day: str = "2024-02-20", topics: tuple[str, ...] = ("luat_thdccs",), **more: object) -> None:
    session = books.add(UNIT, "training_session", topics=list(topics), date_from=day, date_to=day)
    books.add(UNIT, "training_attendance", session_id=session, official_id=person, **{"present": True, **more})


def test_persons_assigned_and_trained_are_counted_once(books):
    first, second = assign(books, "lanh_dao", "qcdc"), assign(books, "chuyen_vien", "ca_hai")
    assign(books, "chuyen_vien", "qcdc", official=first)
    assign(books, "lanh_dao", "dan_van")  # not for democracy
    train(books, first, "2023-06-15")
    train(books, first, "2024-02-20")
    train(books, second, "2024-03-20")  # after the period
    item = judged(books, "CT4", "2024-Q1")
    assert (numbers(item), item.ratio) == ((1, 2, False, None), "0.5000")
    assert part(item, "CT4y") == (1, 2, None, None)
    assert [(one.register, one.text) for one in item.missing] == [
        ("assignment", "Phó Chủ tịch UBND (theo dõi, tham mưu) chưa được tập huấn Luật")
    ]


@pytest.mark.parametrize(
    ("day", "topics", "more", "counted"),
    [
        ("2023-01-01", ("luat_thdccs", "nd59"), {}, (1, 0)),
        ("2022-12-31", ("luat_thdccs",), {}, (0, 0)),  # before the day from which classes count
        ("2024-01-01", ("luat_thdccs",), {}, (1, 1)),
        ("2024-02-01", ("nd59", "hoa_giai"), {}, (0, 0)),
        ("2024-02-01", ("luat_thdccs",), {"present": False}, (0, 0)),
    ],
)
def test_a_class_counts_by_its_topic_its_day_and_who_was_there(books, day, topics, more, counted):
    train(books, assign(books, "lanh_dao"), day, topics, **more)
    item = judged(books, "CT4", "2024-Q1")
    assert (item.numerator, part(item, "CT4y")[0]) == counted


def test_a_struck_out_class_trains_nobody(books):
    person = assign(books, "lanh_dao")
    session = books.add(UNIT, "training_session", topics=["luat_thdccs"], date_from="2024-02-01", date_to="2024-02-01")
    books.add(UNIT, "training_attendance", session_id=session, official_id=person, present=True)
    books.strike_out(UNIT, "training_session", session)
    assert judged(books, "CT4", "2024-Q1").numerator == 0


def test_where_nobody_is_assigned_the_target_does_not_apply(books):
    item = judged(books, "CT4", "2024-Q1")
    assert (numbers(item), item.ratio) == ((0, 0, None, "khong_ap_dung"), None)
    assert part(item, "CT4y") == (0, 0, None, "khong_ap_dung")


def test_the_first_day_of_a_class_is_a_rule_that_the_office_may_set(books):
    train(books, assign(books, "lanh_dao"), "2023-06-15")
    books.add(
        UNIT, "legal_rule", rule_key="ct4_count_from", value="2024-01-01", unit="ngay_thang_nam", valid_from="2024-01-01", source="Quy định"
    )
    assert judged(books, "CT4", "2024-Q1").numerator == 0


def test_persons_of_two_units_add_up_and_the_ratio_is_worked_out_again(books):
    train(books, assign(books, "lanh_dao"))
    for number in range(2):
        person = books.add(COMMUNES[1], "official", name=f"Người {number}")
        books.add(COMMUNES[1], "assignment", official_id=person, role="chuyen_vien", scope="qcdc", valid_from="2024-01-10")
    total = summed(ALL["CT4"].empty, [(unit, judged(books, "CT4", "2024-Q1", unit)) for unit in COMMUNES[:2]])
    assert (numbers(total), total.ratio) == ((1, 3, False, None), "0.3333")
    assert numbers(total.parts[0]) == (1, 3, None, None)


def test_the_settings_say_the_windows_in_the_contracts_form_and_in_words(books):
    span, law = parse_code("2024-Q1"), books.office.law_of(UNIT)
    said = {code: ALL[code].settings(span, law, UNIT) for code in ("CT1", "CT2", "CT4")}
    assert said["CT1"]["disseminated"] == {"from": "2024-01-01", "to": "2024-03-14"}
    assert said["CT2"]["assigned_on"] == "2024-03-14"
    assert said["CT4"]["trained"] == {"from": "2023-01-01", "to": "2024-03-14"}
    assert all(sentence.endswith(".") for one in said.values() for sentence in one["text"].values())
