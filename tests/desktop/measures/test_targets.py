"""CT3 and CT5 as the plan of 2024 and the law of each week mean them."""

import pytest

from desktop.law.period_calendar import custom, parse_code
from desktop.measures.model import Ground
from desktop.measures.targets import ALL
from desktop.measures.targets.model import Item, ratio_of, summed
from tests.desktop.measures.books import COMMUNES
from tests.desktop.measures.judging import UNIT, judged, part

WEDNESDAYS = (
    "2023-12-13", "2023-12-20", "2023-12-27", "2024-01-03", "2024-01-10", "2024-01-17", "2024-01-24", "2024-01-31", "2024-02-07",
    "2024-02-15", "2024-02-21", "2024-02-28", "2024-03-06", "2024-03-13",
)  # fmt: skip


# CT3


def test_before_the_season_only_the_registration_is_judged(books):
    books.add(UNIT, "model", registered_on="2024-01-20")
    item = judged(books, "CT3", "2024-Q1")
    assert (item.numerator, item.denominator, item.met, item.why) == (1, 1, True, None)
    assert part(item, "CT3a") == (1, 1, True, None)
    assert part(item, "CT3b") == (0, 1, None, "chua_den_ky")


def test_without_a_registration_the_target_is_not_met_and_says_what_is_missing(books):
    item = judged(books, "CT3", "2024-Q1")
    assert (item.numerator, item.denominator, item.met) == (0, 1, False)
    assert [(one.register, one.id, one.text) for one in item.missing] == [
        ("model", None, "chưa đăng ký mô hình, điển hình nào từ 01/01 đến 14/03/2024")
    ]


def test_a_registration_before_new_year_belongs_to_the_plan_before(books):
    books.add(UNIT, "model", registered_on="2023-12-20")
    assert part(judged(books, "CT3", "2024-Q1"), "CT3a") == (0, 1, False, None)


def test_from_october_on_an_exemplar_is_asked_for(books):
    books.add(UNIT, "model", registered_on="2024-01-20")
    item = judged(books, "CT3", "2024-Q4")
    assert (item.met, part(item, "CT3b")) == (False, (0, 1, False, None))


def test_an_exemplar_counts_before_its_season_too_and_a_model_once(books):
    model = books.add(UNIT, "model", registered_on="2024-01-20")
    books.add(UNIT, "model_evaluation", model_id=model, evaluated_on="2024-02-01", result="tieu_bieu", recognised_level="xa")
    books.add(UNIT, "model_evaluation", model_id=model, evaluated_on="2024-03-01", result="tieu_bieu", recognised_level="huyen")
    assert part(judged(books, "CT3", "2024-Q1"), "CT3b") == (1, 1, True, None)


@pytest.mark.parametrize(("exemplars", "flags"), [(1, ()), (2, ()), (3, ("vuot",))])
def test_more_exemplars_than_usual_are_no_fault_and_are_flagged(books, exemplars, flags):
    for _ in range(exemplars):
        model = books.add(UNIT, "model", registered_on="2024-01-20")
        books.add(UNIT, "model_evaluation", model_id=model, evaluated_on="2024-11-01", result="tieu_bieu", recognised_level="xa")
    item = judged(books, "CT3", "2024-Q4")
    assert part(item, "CT3b") == (exemplars, 1, True, None)
    assert (item.met, item.flags) == (True, flags)


@pytest.mark.parametrize(("number", "expected"), [("15/QĐ-UBND", 1), (None, 0)])
def test_a_good_model_is_exemplary_with_a_decision(books, number, expected):
    model = books.add(UNIT, "model", registered_on="2024-01-20")
    books.add(UNIT, "model_evaluation", model_id=model, evaluated_on="2024-11-01", result="dat", decision_no=number)
    assert part(judged(books, "CT3", "2024-Q4"), "CT3b")[0] == expected


def test_an_office_may_count_as_exemplary_only_what_was_found_so(books):
    for result in ("dat", "tieu_bieu"):
        model = books.add(UNIT, "model", registered_on="2024-01-20")
        books.add(UNIT, "model_evaluation", model_id=model, evaluated_on="2024-11-01", result=result, decision_no="15/QĐ-UBND")
    assert part(judged(books, "CT3", "2024-Q4"), "CT3b")[0] == 2
    books.add(UNIT, "legal_rule", rule_key="ct3_counts_passed", value="0", unit="bat_tat", valid_from="2024-01-01")
    assert part(judged(books, "CT3", "2024-Q4"), "CT3b")[0] == 1


def test_the_exemplar_of_a_struck_out_model_does_not_count(books):
    model = books.add(UNIT, "model", registered_on="2024-01-20")
    books.add(UNIT, "model_evaluation", model_id=model, evaluated_on="2024-02-01", result="tieu_bieu", recognised_level="xa")
    books.strike_out(UNIT, "model", model)
    assert part(judged(books, "CT3", "2024-Q1"), "CT3b") == (0, 1, None, "chua_den_ky")


def test_what_happens_after_the_period_does_not_change_it(books):
    model = books.add(UNIT, "model", registered_on="2024-04-20")
    books.add(UNIT, "model_evaluation", model_id=model, evaluated_on="2024-11-01", result="tieu_bieu", recognised_level="xa")
    item = judged(books, "CT3", "2024-Q1")
    assert part(item, "CT3a") == (0, 1, False, None)
    assert part(item, "CT3b") == (0, 1, None, "chua_den_ky")


# CT5a


def test_a_day_of_the_chairman_in_every_week_meets_the_target(books):
    for day in WEDNESDAYS:
        books.session(UNIT, day)
    item = judged(books, "CT5", "2024-Q1")
    assert part(item, "CT5a") == (13, 13, True, None)
    assert part(item, "CT5b") == (0, 1, None, "chua_den_ky")
    assert (item.numerator, item.denominator, item.met) == (1, 1, True)


def test_a_week_without_him_is_named(books):
    for day in WEDNESDAYS:
        if day != "2024-02-21":
            books.session(UNIT, day)
    planned = books.session(UNIT, "2024-02-21", held=None)
    item = judged(books, "CT5", "2024-Q1")
    assert part(item, "CT5a") == (12, 13, False, None)
    assert [(one.id, one.text) for one in item.missing] == [(planned, "tuần 19–25/02 chưa ghi phiên tiếp định kỳ của người đứng đầu")]


def test_a_week_over_two_months_says_both(books):
    texts = [one.text for one in judged(books, "CT5", "2024-Q1").missing]
    assert "tuần 29/01–04/02 chưa ghi phiên tiếp định kỳ của người đứng đầu" in texts


@pytest.mark.parametrize(
    ("day", "kind", "actor", "held", "weeks"),
    [
        ("2024-02-21", "dinh_ky", "thu_truong", True, 1),
        ("2024-02-21", "dinh_ky", "uy_quyen", True, 0),  # a deputy is shown, and does not count
        ("2024-02-21", "thuong_xuyen", "thu_truong", True, 0),
        ("2024-02-21", "dot_xuat", "thu_truong", True, 0),
        ("2024-02-21", "dinh_ky", "thu_truong", None, 0),
        ("2023-12-11", "dinh_ky", "thu_truong", True, 0),  # its Thursday lies before the period
        ("2024-03-11", "dinh_ky", "thu_truong", True, 1),
        ("2024-03-17", "dinh_ky", "thu_truong", True, 1),  # three days past the period, of a week whose Thursday is in it
        ("2024-03-18", "dinh_ky", "thu_truong", True, 0),
    ],
)
def test_a_week_counts_by_its_thursday_and_by_the_head_alone(books, day, kind, actor, held, weeks):
    books.session(UNIT, day, kind, actor, held=held)
    assert part(judged(books, "CT5", "2024-Q1"), "CT5a")[:2] == (weeks, 13)


def test_a_week_of_the_deputy_is_shown_and_does_not_count(books):
    books.session(UNIT, "2024-02-20", actor="uy_quyen")
    books.session(UNIT, "2024-02-27")
    item = judged(books, "CT5", "2024-Q1")
    assert part(item, "CT5a") == (1, 13, False, None)
    assert part(item, "CT5a'") == (2, 13, None, None)


def test_two_days_of_one_week_are_one_week(books):
    books.session(UNIT, "2024-02-20")
    books.session(UNIT, "2024-02-21")
    item = judged(books, "CT5", "2024-Q1")
    assert part(item, "CT5a")[0] == 1
    assert len(item.ids) == 2


def test_a_week_in_which_nobody_works_is_not_asked_for(books):
    for day in range(5, 10):
        books.add(UNIT, "holiday", date=f"2024-02-{day:02}", kind="nghi", name="Nghỉ Tết")
    assert part(judged(books, "CT5", "2024-Q1"), "CT5a")[:2] == (0, 12)
    assert part(judged(books, "CT5", "2024-Q1", COMMUNES[1]), "CT5a")[:2] == (0, 13)


def test_since_july_2026_two_days_a_month_are_asked_for(books):
    for day in ("2026-07-06", "2026-07-20", "2026-07-27", "2026-08-03"):
        books.session(UNIT, day)
    item = judged(books, "CT5", "2026-Q3")  # 15/6–14/9/2026
    weeks_of_june = 2  # Thursdays 18/6 and 25/6
    assert part(item, "CT5a") == (2 + 1, weeks_of_june + 2 * 2, False, None)
    assert item.missing[-1].text == "tháng 8/2026 mới ghi 1/2 ngày tiếp định kỳ của người đứng đầu"


def test_a_period_that_asks_for_no_day_is_not_judged(books):
    with books.office.reading() as connection:
        span = custom("2024-DOT1", *(parse_code("2024-01").from_date.replace(day=day) for day in (16, 18)))
        ground = Ground(span, (UNIT,), books.office.reader(connection), books.office.law_of)
        item = ALL["CT5"].judge(ground)[UNIT]
    assert part(item, "CT5a") == (0, 0, None, "khong_ap_dung")
    assert (item.met, item.why, item.ratio) == (None, "khong_ap_dung", None)


def test_the_regulation_of_an_agency_is_that_of_its_office(books):
    agency = "2024:107.01"
    books.add(agency, "democracy_rule", kind="qcdc_coquan", valid_from="2023-09-01")
    assert "democracy_rule" not in [one.register for one in judged(books, "CT1", "2024-Q1", agency).missing]
    assert "democracy_rule" in [one.register for one in judged(books, "CT1", "2024-Q1").missing]


# CT5b


@pytest.mark.parametrize(
    ("code", "held_on", "kind", "head", "expected"),
    [
        ("2024-Q1", "2024-02-01", "hang_nam", True, (1, 1, True, None)),
        ("2024-Q1", "2024-02-01", "dinh_ky_qc06", True, (1, 1, True, None)),
        ("2024-Q1", "2024-02-01", "chuyen_de", True, (0, 1, None, "chua_den_ky")),
        ("2024-Q1", "2024-02-01", "hang_nam", False, (0, 1, None, "chua_den_ky")),
        ("2024-Q1", "2023-12-20", "hang_nam", True, (0, 1, None, "chua_den_ky")),  # of the year before
        ("2024-Q1", "2024-06-01", "hang_nam", True, (0, 1, None, "chua_den_ky")),  # after the period
        ("2024-Q3", "2024-02-01", "hang_nam", True, (1, 1, True, None)),
        ("2024-Q4", "2024-02-01", "hang_nam", False, (0, 1, False, None)),
        ("2024", "2024-12-20", "hang_nam", True, (1, 1, True, None)),  # the law asks for one in the calendar year
        ("2024-12", "2024-02-01", "hang_nam", False, (0, 1, False, None)),
        ("2024-11", "2024-02-01", "hang_nam", False, (0, 1, None, "chua_den_ky")),
    ],
)
def test_the_dialogue_of_the_year_is_judged_at_its_end_unless_it_was_held(books, code, held_on, kind, head, expected):
    books.add(UNIT, "dialogue", held_on=held_on, kind=kind, head_present=head)
    assert part(judged(books, "CT5", code), "CT5b") == expected


# sums


@pytest.mark.parametrize(
    ("numerator", "denominator", "ratio"),
    [(1, 3, "0.3333"), (2, 3, "0.6667"), (1, 20000, "0.0001"), (1, 20001, "0.0000"), (3, 1, "3.0000"), (0, 5, "0.0000"), (1, 0, None)],
)
def test_a_ratio_has_four_decimals_half_up_and_none_without_a_denominator(numerator, denominator, ratio):
    assert ratio_of(numerator, denominator) == ratio


def test_a_total_adds_up_and_is_met_when_every_row_is(books):
    books.add(COMMUNES[0], "model", registered_on="2024-01-20")
    items = [(name, judged(books, "CT3", "2024-Q1", name)) for name in COMMUNES[:2]]
    total = summed(ALL["CT3"].empty, items)
    assert (total.numerator, total.denominator, total.ratio, total.met) == (1, 2, "0.5000", False)
    assert [(one.code, one.numerator, one.denominator, one.met, one.why) for one in total.parts] == [
        ("CT3a", 1, 2, False, None),
        ("CT3b", 0, 2, None, "chua_den_ky"),
    ]
    assert total.missing[0].text.startswith(COMMUNES[1])
    assert summed(ALL["CT3"].empty, items[:1]).met is True


def test_a_unit_that_a_target_does_not_concern_keeps_nobody_from_meeting_it():
    one, other = Item("CT4", "", 3, 3, True), Item("CT4", "", 0, 0, None, "khong_ap_dung")
    empty = Item("CT4", "", None, None, None)
    total = summed(empty, [("a", one), ("b", other)])
    assert (total.numerator, total.denominator, total.met, total.why) == (3, 3, True, None)
    assert (summed(empty, [("b", other)]).met, summed(empty, [("b", other)]).why) == (None, "khong_ap_dung")


def test_a_total_of_nobody_is_empty():
    total = summed(ALL["CT5"].empty, [])
    assert (total.numerator, total.denominator, total.ratio, total.met) == (None, None, None, None)
    assert [one.code for one in total.parts] == ["CT5a", "CT5b", "CT5a'"]


def test_the_settings_name_the_windows_and_the_law(books):
    span, law = parse_code("2024-Q1"), books.office.law_of(UNIT)
    ct3, ct5 = (ALL[code].settings(span, law, UNIT) for code in ("CT3", "CT5"))
    assert ct3["registered"] == {"from": "2024-01-01", "to": "2024-03-14"}
    assert ct3["evaluation_judged_from"] == "2024-10-01"
    assert ct5["reception"][0] == {"from": "2023-12-18", "to": "2023-12-24", "days": 1}
    assert (len(ct5["reception"]), ct5["dialogue_minimum"], ct5["dialogue_judged"]) == (13, 1, False)
