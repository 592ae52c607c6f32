"""DV-01 and DV-15, counted by hand: the five targets and their conditions, and the tasks of the plan by its seven groups."""

import pytest

from desktop.forms import all_forms
from desktop.law.period_calendar import parse_code
from desktop.reporting.cells import total_cells
from desktop.reporting.figures import form_cells
from tests.desktop.measures.books import COMMUNES, Books
from tests.desktop.measures.judging import UNIT

FORMS = {form.code: form for form in all_forms()}


def cells(books: Books, form: str, *codes: str, unit: str = UNIT, period: str = "2024-Q1") -> list[int | str | None]:
    with books.office.reading() as connection:
        found = form_cells(books.office, connection, FORMS[form], parse_code(period), [unit])[unit]
    return [found[code].value for code in codes]


# DV-01


def test_a_commune_that_has_written_nothing_has_reached_nothing_and_that_is_no_empty_place(books):
    assert cells(books, "DV-01", "1", "2", "3", "4", "4a", "4b") == [1, 0, "0.0000", 0, 0, 0]
    assert cells(books, "DV-01", "13", "14", "15", "16") == [0, 0, None, None]  # nobody is assigned: CT4 does not apply
    assert cells(books, "DV-01", "12b", "20b") == [None, None]  # not due yet


def test_what_is_not_due_yet_is_not_missed_where_the_book_has_other_entries(books):
    books.add(UNIT, "dialogue", held_on="2024-02-01", kind="chuyen_de")
    books.add(UNIT, "model_evaluation", model_id=books.add(UNIT, "model", registered_on="2024-01-20"), evaluated_on="2024-02-01")
    assert cells(books, "DV-01", "12b", "20b") == [None, None]


def test_targets_and_their_conditions_stand_side_by_side(books):
    person = books.add(UNIT, "official", name="Lò Văn A", position="Phó Chủ tịch UBND")
    books.add(UNIT, "plan_doc", kind="kh_dan_van", doc_no="02/KH-UBND", issued_on="2024-01-15")
    books.add(UNIT, "assignment", official_id=person, role="lanh_dao", scope="ca_hai", valid_from="2024-01-10")
    books.add(UNIT, "model", registered_on="2024-01-20")
    assert cells(books, "DV-01", "5", "6", "7", "8", "8a", "8b", "8c", "8d") == [1, 0, "0.0000", 0, 1, 1, 0, 0]
    assert cells(books, "DV-01", "9", "10", "11", "12", "12a") == [1, 1, "1.0000", 1, 1]
    assert cells(books, "DV-01", "13", "14", "15", "16", "16y") == [1, 0, "0.0000", 0, 0]


def test_the_total_of_two_communes_adds_and_works_the_ratio_out_again(books):
    books.add(COMMUNES[0], "model", registered_on="2024-01-20")
    with books.office.reading() as connection:
        found = form_cells(books.office, connection, FORMS["DV-01"], parse_code("2024-Q1"), COMMUNES[:2])
    total = total_cells(FORMS["DV-01"], list(found.values()))
    assert [total[code].value for code in ("9", "10", "11", "12", "12a")] == [2, 1, "0.5000", 1, 1]


# DV-15


def task(books: Books, section: str, status: str = "chua", **more: object) -> str:
    reason = {"reason": "không có kinh phí"} if status == "huy" else {}
    return books.add(UNIT, "plan_task", section=section, task_status=status, **reason, **more)


@pytest.mark.parametrize(
    ("more", "stands"),
    [
        ({"due_on": "2024-03-01", "status": "xong", "done_on": "2024-03-01"}, [1, 1, 1, 0, 0]),
        ({"due_on": "2024-03-01", "status": "xong", "done_on": "2024-03-02"}, [1, 1, 0, 0, 0]),
        ({"due_on": "2024-03-01", "status": "xong", "done_on": "2024-03-15"}, [1, 0, 0, 1, 0]),  # done only after the period
        ({"due_on": "2024-03-13", "status": "dang"}, [1, 0, 0, 1, 0]),
        ({"due_on": "2024-03-14", "status": "dang"}, [1, 0, 0, 0, 0]),  # its last day is the period's
        ({"due_on": "2024-12-31", "status": "chua"}, [1, 0, 0, 0, 0]),
        ({"due_on": "2024-02-01", "status": "huy"}, [1, 0, 0, 0, 1]),  # on no known day
        ({"due_on": "2024-02-01", "status": "huy", "dropped_on": "2024-03-14"}, [1, 0, 0, 0, 1]),
        ({"due_on": "2024-02-01", "status": "huy", "dropped_on": "2024-03-15"}, [1, 0, 0, 1, 0]),  # dropped only after the period
        ({"due_on": "2023-12-31", "status": "chua"}, [0, 0, 0, 0, 0]),  # of the plan before
        ({"is_continuous": True, "status": "dang"}, [1, 0, 0, 0, 0]),
    ],
)
def test_a_task_stands_as_it_did_on_the_periods_last_day(books, more, stands):
    books.add(UNIT, "plan_task", section="nv1", due_on="2024-03-10", task_status="chua", plan_id=plan(books))
    status = more.pop("status")
    task(books, "nv5", status, plan_id=plan(books), **more)
    assert cells(books, "DV-15", "26", "27", "28", "29", "30") == stands
    assert cells(books, "DV-15", "1")[0] == stands[0] + 1


def plan(books: Books) -> str:
    return books.add(UNIT, "plan_doc", kind="kh_dan_van", issued_on="2024-01-10")


def test_what_was_due_reports_in_time_and_registers_that_spoke(books):
    task(books, "nv1", "xong", due_on="2024-03-14", done_on="2024-03-10", plan_id=plan(books))
    task(books, "nv2", "chua", due_on="2024-03-14", plan_id=plan(books))
    task(books, "nv2", "huy", due_on="2024-03-01", plan_id=plan(books))
    assert cells(books, "DV-15", "41", "42", "43") == [2, 1, "0.5000"]
    for due, sent in (("2024-03-01", "2024-03-01"), ("2024-03-02", "2024-03-05"), ("2024-03-03", None), ("2024-03-15", "2024-03-01")):
        books.add(UNIT, "report_issue", due_on=due, sent_on=sent, version=1)
    assert cells(books, "DV-15", "44", "45", "46") == [3, 1, "0.3333"]


def test_registers_speak_by_records_or_declarations_and_those_that_do_not_concern_a_unit_are_left_out(books):
    asked, said, _ = cells(books, "DV-15", "47", "48", "49")
    assert said == 0
    books.session(UNIT, "2024-02-21")
    books.add(UNIT, "period_declaration", register="model", period="2024-Q1", state="khong")
    books.add(UNIT, "period_declaration", register="reward", period="2024-Q1", state="khong_ap_dung")
    assert cells(books, "DV-15", "47", "48") == [asked - 1, 2]
