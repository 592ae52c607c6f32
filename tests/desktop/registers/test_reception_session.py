"""R05 and CT5a: a session with nobody coming counts; only the head or his deputy holds the regular ones."""

import pytest

from desktop import registers
from tests.desktop.registers.judging import blocks, broken, whole

REGISTER = registers.ALL["reception_session"]
PLANNED = {"kind": "dinh_ky", "actor": "thu_truong", "planned_date": "2024-03-25"}


@pytest.mark.parametrize("held", [None, True])
def test_a_planned_session_may_be_saved_before_and_after_its_day(held):
    assert broken("reception_session", **PLANNED, held=held) == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"actor": "can_bo"}, ["only_the_head_holds_regular_and_urgent_sessions"]),
        ({"kind": "thuong_xuyen", "actor": "can_bo"}, []),
        ({"planned_date": None}, ["required planned_date"]),
        ({"held": False}, []),
        ({"held": False, "reason_not_held": None}, ["required reason_not_held"]),
        ({"held": True, "reason_not_held": "Đi họp huyện"}, ["closed reason_not_held"]),
        ({"held": False, "actual_date": "2024-03-26"}, ["closed actual_date"]),
        ({"dot_xuat_reason": "d18_3a"}, ["closed dot_xuat_reason"]),
    ],
)
def test_a_wrong_session_breaks_exactly_one_rule(change, expected):
    assert broken("reception_session", **PLANNED | change) == expected


def test_an_urgent_session_has_no_plan_and_must_have_a_day():
    urgent = {"kind": "dot_xuat", "held": True, "dot_xuat_reason": "d18_3b"}
    assert broken("reception_session", **urgent, actual_date="2024-03-20") == []
    assert broken("reception_session", **urgent, actual_date=None) == ["required actual_date"]
    assert broken("reception_session", **urgent, actual_date="2024-03-20", planned_date="2024-03-20") == ["closed planned_date"]


def test_an_urgent_session_without_a_reason_is_flagged_and_saved():
    rule = "an_urgent_session_says_why"
    assert broken("reception_session", kind="dot_xuat", held=True, actual_date="2024-03-20") == [rule]
    assert not blocks("reception_session", rule)


@pytest.mark.parametrize(("held", "day"), [(True, "2024-03-25"), (False, None), (None, None)])
def test_a_session_that_was_held_takes_the_planned_day(held, day):
    row = whole("reception_session", **PLANNED, held=held)
    assert REGISTER.fills["actual_date"](row) == day
