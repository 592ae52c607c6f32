"""R01c: a task has a day or is continuous, and says what became of it."""

import pytest

from desktop import registers
from desktop.registers.model import Badge, Until
from tests.desktop.registers.judging import blocks, broken, whole


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"due_on": None}, ["required due_on"]),
        ({"is_continuous": True}, []),
        ({"is_continuous": True, "due_on": "2024-03-25"}, ["closed due_on"]),
        ({"start_on": "2024-03-26"}, ["a_task_is_due_after_it_starts"]),
        ({"target_qty": 3}, []),
        ({"target_qty": 3, "qty_unit": None}, ["required qty_unit"]),
        ({"done_qty": 0, "qty_unit": None}, ["required qty_unit"]),
        ({"task_status": "xong", "evidence": "12/BC-UBND"}, []),
        ({"task_status": "xong", "evidence": "12/BC-UBND", "done_on": None}, ["required done_on"]),
        ({"task_status": "xong"}, ["a_task_that_is_done_can_be_proved"]),
        ({"task_status": "dang", "done_on": "2024-03-20"}, ["closed done_on"]),
        (
            {"task_status": "xong", "evidence": "12/BC-UBND", "start_on": "2024-03-01", "done_on": "2024-02-28"},
            ["a_task_is_done_after_it_starts"],
        ),
        ({"task_status": "xong", "evidence": "12/BC-UBND", "target_qty": 3, "done_qty": 2}, ["a_task_that_is_done_reached_its_number"]),
        ({"task_status": "huy", "dropped_on": "2024-03-01"}, []),
        ({"task_status": "huy"}, ["a_task_that_is_dropped_has_its_day"]),
        ({"task_status": "huy", "dropped_on": "2024-03-01", "reason": None}, ["required reason"]),
        ({"dropped_on": "2024-03-01"}, ["closed dropped_on"]),
        ({"task_status": "chua", "reason": "Chưa có kinh phí"}, ["closed reason"]),
    ],
)
def test_a_wrong_task_breaks_exactly_one_rule(change, expected):
    assert broken("plan_task", **change) == expected


def test_a_task_without_proof_is_shown_and_not_refused():
    assert not blocks("plan_task", "a_task_that_is_done_can_be_proved")
    assert blocks("plan_task", "a_task_is_due_after_it_starts")


@pytest.mark.parametrize(
    ("change", "stands"),
    [
        ({}, Until("2024-03-25")),
        ({"is_continuous": True}, Badge("outline", "Thường xuyên")),
        ({"task_status": "xong"}, Badge("ok", "Hoàn thành")),
        ({"task_status": "huy"}, Badge("plain", "Không thực hiện")),
    ],
)
def test_that_a_task_is_overdue_follows_from_its_day(change, stands):
    standing = registers.ALL["plan_task"].standing
    assert standing is not None
    assert standing(whole("plan_task", **change), "2024-04-01") == stands
    assert "qua_han" not in registers.ALL["plan_task"].by_name["task_status"].options


def test_the_seven_groups_of_the_plan_are_all_there():
    assert list(registers.ALL["plan_task"].by_name["section"].options) == [f"nv{n}" for n in range(1, 8)]
