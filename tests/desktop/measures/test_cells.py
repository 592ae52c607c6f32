"""What single cells of DV-04, DV-05 and 01/TCD count and what they leave out: each case named by its cell."""

import pytest

from desktop.forms import form_of
from desktop.law.period_calendar import parse_code
from desktop.reporting.cells import CellValue
from desktop.reporting.figures import form_cells
from tests.desktop.measures.books import COMMUNES, Books

UNIT, OTHER = COMMUNES[:2]
SPAN = parse_code("2024-Q1")
DAY = "2024-02-21"


def cells(books: Books, form: str, code: str = "2024-Q1", unit: str = UNIT) -> dict[str, CellValue]:
    span = parse_code(code)
    with books.office.reading() as connection:
        return form_cells(books.office, connection, form_of(form, span.to_date)[0], span, COMMUNES, rows=True)[unit]


def values(books: Books, form: str, *codes: str, period: str = "2024-Q1") -> list[object]:
    found = cells(books, form, period)
    return [found[code].value for code in codes]


# DV-04

MODEL_CELLS = [
    ({"state_type": "moi"}, "2"),
    ({"state_type": "duy_tri"}, "3"),
    ({"state_type": "nhan_rong"}, "3a"),
    ({"field4": "kinh_te"}, "4"),
    ({"field4": "van_hoa_xh"}, "5"),
    ({"field4": "quoc_phong_an_ninh"}, "6"),
    ({"field4": "he_thong_ct"}, "7"),
    ({"kind": "mo_hinh_tt"}, "8"),
    ({"kind": "dien_hinh_cn"}, "9"),
    ({"is_pilot": True}, "10"),
    ({"is_self_managed": True}, "11"),
]


@pytest.mark.parametrize(("said", "code"), MODEL_CELLS, ids=[f"DV-04 c{code}" for _, code in MODEL_CELLS])
def test_a_model_is_counted_by_what_it_says(books, said, code):
    model = books.add(UNIT, "model", registered_on="2024-01-20", **said)
    books.add(OTHER, "model", registered_on="2024-01-20", **said)
    found = cells(books, "DV-04")
    assert (found["1"].value, found[code].value, found[code].ids) == (1, 1, (model,))


def test_models_of_the_plan_year_so_far_are_counted(books):  # DV-04 c1
    for day in ("2023-12-31", "2024-01-01", "2024-03-14", "2024-03-15", None):
        books.add(UNIT, "model", registered_on=day)
    assert values(books, "DV-04", "1") == [2]
    assert values(books, "DV-04", "1", period="2024-Q2") == [3]


@pytest.mark.parametrize(("tag", "code"), [("bien_gioi", "12a"), ("dtts", "12b")])
def test_one_village_with_the_tag_is_enough(books, tag, code):  # DV-04 c12a, c12b
    plain = books.add(UNIT, "village", name="Bản A", tags=["vung_sau_xa"])
    tagged = [books.add(UNIT, "village", name=name, tags=["vung_sau_xa", tag]) for name in ("Bản B", "Bản C")]
    books.add(UNIT, "model", registered_on="2024-01-20", villages=[plain])
    books.add(UNIT, "model", registered_on="2024-01-20", villages=[plain, *tagged])
    assert values(books, "DV-04", "1", "12a", "12b") == [2, int(code == "12a"), int(code == "12b")]


def test_a_model_recognised_twice_at_one_level_is_one(books):  # DV-04 c13a–c13d
    first, second = (books.add(UNIT, "model", registered_on="2024-01-20") for _ in "ab")
    for model, day, level in (
        (first, "2024-02-01", "xa"),
        (first, "2024-03-01", "xa"),
        (first, "2024-03-05", "huyen"),
        (second, "2024-03-01", "xa"),
        (second, "2023-12-20", "tinh"),
        (second, "2024-03-15", "tw"),
    ):
        books.add(UNIT, "model_evaluation", model_id=model, evaluated_on=day, result="tieu_bieu", recognised_level=level)
    books.add(UNIT, "model_evaluation", model_id=second, evaluated_on="2024-02-02", result="dat", recognised_level="tinh")
    assert values(books, "DV-04", "13a", "13b", "13c", "13d") == [2, 1, 0, 0]
    assert len(cells(books, "DV-04")["13a"].ids) == 3


def test_what_people_gave_is_added_up(books):  # DV-04 c14, c15a–c15c
    given = {"hh_involved": 40, "money_contrib": 12_500_000_000, "land_m2": 350, "labour_days": 70}
    books.add(UNIT, "model", registered_on="2024-01-20", **given)
    books.add(UNIT, "model", registered_on="2024-02-20", hh_involved=2)
    assert values(books, "DV-04", "14", "15a", "15b", "15c") == [42, 12_500_000_000, 350, 70]


def test_rewards_of_the_period_stand_for_their_number(books):  # DV-04 c16
    for day, reason, count in (("2023-12-15", "dvk", 3), ("2024-03-14", "dvk", 2), ("2023-12-14", "dvk", 9), (DAY, "hoa_giai", 9)):
        books.add(UNIT, "reward", decision_date=day, reason=reason, count=count)
    assert values(books, "DV-04", "16") == [5]


# DV-05


def test_two_sessions_of_one_day_are_one_day(books):  # DV-05 c2, c3
    books.session(UNIT, DAY)
    books.session(UNIT, "2024-02-14", actual_date=DAY)
    books.session(UNIT, "2024-02-28", actor="uy_quyen")
    books.session(UNIT, "2024-03-06", held=None)
    books.session(UNIT, "2024-03-13", held=False, reason_not_held="Chủ tịch đi họp")
    assert values(books, "DV-05", "2", "3") == [1, 1]


def test_urgent_sessions_are_counted_each(books):  # DV-05 c4
    for _ in range(2):
        books.session(UNIT, DAY, "dot_xuat")
    books.session(UNIT, DAY, "dot_xuat", "uy_quyen")
    books.session(UNIT, DAY, "dot_xuat", held=None)
    assert values(books, "DV-05", "4", "2", "3") == [3, 0, 0]


def test_the_days_asked_for_follow_the_calendar(books):  # DV-05 c1
    assert values(books, "DV-05", "1") == [13]
    assert values(books, "DV-05", "1", period="2024") == [52]
    assert values(books, "DV-05", "1", period="2026-08") == [2]


def test_groups_of_all_blocks_are_added(books):  # DV-05 c8
    for kind, actor in (("thuong_xuyen", "can_bo"), ("dinh_ky", "thu_truong"), ("dot_xuat", "uy_quyen")):
        session = books.session(UNIT, DAY, kind, actor)
        for people in (4, 5, 6):
            books.add(UNIT, "reception_visit", session_id=session, people_count=people, case_key="A")
    assert values(books, "DV-05", "5", "6", "7", "8") == [9, 45, 3, 6]


def test_dialogues_and_their_people(books):  # DV-05 c9, c10
    books.add(UNIT, "dialogue", held_on=DAY, participants=120)
    books.add(UNIT, "dialogue", held_on="2024-03-14", participants=30, kind="chuyen_de")
    books.add(UNIT, "dialogue", held_on="2024-03-15", participants=500)
    assert values(books, "DV-05", "9", "10") == [2, 150]


def test_opinions_count_as_often_as_they_were_raised(books):  # DV-05 c11, c12
    dialogue, gone = (books.add(UNIT, "dialogue", held_on=DAY) for _ in "ab")
    books.add(UNIT, "dialogue_opinion", dialogue_id=dialogue, times_raised=4, answered="tai_cho")
    books.add(UNIT, "dialogue_opinion", dialogue_id=dialogue, times_raised=3, answered="chuyen")
    books.add(UNIT, "dialogue_opinion", dialogue_id=gone, times_raised=9, answered="tai_cho")
    books.strike_out(UNIT, "dialogue", gone)
    assert values(books, "DV-05", "11", "12") == [7, 4]


def test_a_promise_is_kept_when_it_was_done_by_the_end_of_the_period(books):  # DV-05 c13, c14
    for made, state, done in (
        (DAY, "xong", "2024-03-14"),
        (DAY, "xong", "2024-03-15"),
        (DAY, "mot_phan", "2024-03-01"),
        (DAY, "dang", None),
        ("2023-12-14", "xong", "2024-01-10"),
    ):
        books.add(UNIT, "commitment", made_on=made, state=state, done_on=done)
    books.add(UNIT, "commitment", made_on=DAY, state="xong", done_on=DAY, source_kind="cu_tri")
    assert values(books, "DV-05", "13", "14") == [4, 1]


# 01/TCD


@pytest.mark.parametrize(
    ("kind", "actor", "first"),
    [
        ("thuong_xuyen", "can_bo", 4),
        ("thuong_xuyen", "thu_truong", 4),
        ("dinh_ky", "thu_truong", 13),
        ("dot_xuat", "thu_truong", 13),
        ("dinh_ky", "uy_quyen", 22),
        ("dot_xuat", "uy_quyen", 22),
    ],
)
def test_a_visit_stands_in_the_block_of_its_session(books, kind, actor, first):  # 01/TCD c4–c11, c13–c20, c22–c29
    session = books.session(UNIT, DAY, kind, actor)
    group = books.add(UNIT, "reception_visit", session_id=session, people_count=6, is_first="nhieu_lan")
    books.add(UNIT, "reception_visit", session_id=session, people_count=2)
    found = cells(books, "01/TCD")
    block = {str(first + place): value for place, value in enumerate([2, 8, 1, 1, 1, 6, 0, 1])}
    others = {code: 0 for code in map(str, range(4, 30)) if code not in block and code not in ("12", "21")}
    assert {code: found[code].value for code in block | others} == block | others
    assert found[str(first + 7)].ids == (group,)
    assert [found[code].value for code in ("1", "2", "3")] == [2, 8, 2]


def test_sessions_held_are_counted_with_or_without_visitors(books):  # 01/TCD c12, c21
    for kind, actor, held in (
        ("dinh_ky", "thu_truong", True),
        ("dot_xuat", "thu_truong", True),
        ("dot_xuat", "uy_quyen", True),
        ("dot_xuat", "uy_quyen", None),
        ("thuong_xuyen", "can_bo", True),
    ):
        books.session(UNIT, DAY, kind, actor, held=held)
    assert values(books, "01/TCD", "12", "21", "1") == [2, 1, 0]


def test_visits_of_one_matter_are_one_case_and_both_when_it_came_again(books):  # 01/TCD c6, c7
    session = books.session(UNIT, DAY, "thuong_xuyen", "can_bo")
    elsewhere = books.session(OTHER, DAY, "thuong_xuyen", "can_bo")
    for key, first in (("A", "lan_dau"), ("A", "lan_dau"), ("A", "nhieu_lan"), ("B", "nhieu_lan"), (None, "lan_dau"), (None, "lan_dau")):
        books.add(UNIT, "reception_visit", session_id=session, case_key=key, is_first=first)
    books.add(OTHER, "reception_visit", session_id=elsewhere, case_key="A")
    assert values(books, "01/TCD", "6", "7", "3") == [3, 2, 5]
    assert cells(books, "01/TCD", unit=OTHER)["6"].value == 1


@pytest.mark.parametrize("subject", ["to_cao", "khac"])
def test_denunciations_and_questions_count_too(books, subject):  # 01/TCD c4
    session = books.session(UNIT, DAY, "thuong_xuyen", "can_bo")
    more = {"citizen_name": None, "citizen_address": None, "content": None} if subject == "to_cao" else {}
    books.add(UNIT, "reception_visit", session_id=session, subject_kind=subject, **more)
    assert values(books, "01/TCD", "4", "6") == [1, 1]


def test_drafts_and_what_was_struck_out_do_not_count(books):  # 01/TCD c4
    session, gone = books.session(UNIT, DAY, "thuong_xuyen", "can_bo"), books.session(UNIT, "2024-02-22", "thuong_xuyen", "can_bo")
    books.add(UNIT, "reception_visit", session_id=session)
    books.strike_out(UNIT, "reception_visit", books.add(UNIT, "reception_visit", session_id=session))
    books.add(UNIT, "reception_visit", session_id=session, draft=True)
    books.add(UNIT, "reception_visit", session_id=gone)
    books.strike_out(UNIT, "reception_session", gone)
    assert values(books, "01/TCD", "4", "1") == [1, 1]


# 0 and empty


def test_nothing_entered_is_empty_and_says_so(books):
    for form in ("DV-04", "01/TCD"):
        assert {(cell.value, cell.why) for cell in cells(books, form).values()} == {(None, "chua_nhap")}


@pytest.mark.parametrize("state", ["khong", "co", "khong_ap_dung"])
def test_a_declaration_makes_its_registers_and_their_children_zero(books, state):
    books.add(UNIT, "period_declaration", register="model", period=SPAN.code, state=state)
    found = cells(books, "DV-04")
    assert {cell.value for code, cell in found.items() if code != "16"} == {0}
    assert (found["16"].value, found["16"].why) == (None, "chua_nhap")


def test_a_declaration_of_another_period_or_unit_says_nothing(books):
    books.add(UNIT, "period_declaration", register="model", period="2024-Q2", state="khong")
    books.add(OTHER, "period_declaration", register="model", period=SPAN.code, state="khong")
    assert values(books, "DV-04", "1") == [None]


def test_a_session_without_visitors_makes_the_visits_zero(books):
    books.session(UNIT, DAY)
    assert {cell.value for code, cell in cells(books, "01/TCD").items() if code != "12"} == {0}
    assert values(books, "DV-05", "5", "9") == [0, None]


def test_figures_of_earlier_in_the_year_are_shown_though_the_period_is_silent(books):
    books.add(UNIT, "model", registered_on="2024-01-20", state_type="moi")
    assert values(books, "DV-04", "1", "2", "3", period="2024-Q2") == [1, 1, None]
