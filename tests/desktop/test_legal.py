"""The law of a day: which rule holds, what it asks for, and when a term ends."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

import pytest

from desktop.errors import Problem
from desktop.language.vietnamese import nfc
from desktop.law.legal import (
    LegalRule,
    due,
    is_crowd,
    representatives_allowed,
    required_rule,
    rule_at,
)
from desktop.registers.legal_rule import UNITS
from tests.desktop.shipped_law import law

RULES, CALENDAR = law().rules, law().calendar


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("key", "on", "value", "unit"),
    [
        ("rec_min", "2024-03-20", "1", "ngay_moi_tuan"),  # Law 42/2013, article 15.2d
        ("rec_min", "2026-06-30", "1", "ngay_moi_tuan"),
        ("rec_min", "2026-07-01", "2", "ngay_moi_thang"),  # Law 136/2025
        ("tcd_reply", "2024-03-20", "10", "ngay_lam_viec"),  # Law 42/2013, article 28
        ("dialogue_min_per_year", "2024-12-31", "1", "lan_moi_nam"),  # Law 10/2022, article 32.1
        ("dialogue_announce_before", "2024-05-01", "7", "ngay"),
        ("dialogue_publish_within", "2025-07-01", "10", "ngay"),
        ("ct3_eval_from", "2024-03-20", "10-01", "thang_ngay"),
        ("group_crowd_min", "2024-03-20", "5", "nguoi"),
        ("period_first_day", "2024-03-20", "15", "ngay_trong_thang"),  # Decree 09/2019, article 12
    ],
)
def test_the_rule_of_a_day_is_the_one_in_force(key, on, value, unit):
    rule = required_rule(RULES, key, day(on))
    assert (rule.value, rule.unit) == (value, unit)


@pytest.mark.parametrize(
    ("key", "on"), [("dialogue_min_per_year", "2023-06-30"), ("tcd_refusal_notice", "2026-06-30"), ("no_such_rule", "2024-01-01")]
)
def test_before_a_law_there_is_no_rule(key, on):
    assert rule_at(RULES, key, day(on)) is None
    with pytest.raises(Problem, match=key) as refused:
        required_rule(RULES, key, day(on))
    assert (refused.value.code, refused.value.where) == ("unknown_record", key)


def test_the_shipped_rules_are_whole_and_name_their_source():
    for rule in RULES:
        assert rule.unit in UNITS
        assert rule.source == nfc(rule.source) != ""
        assert rule.valid_from is not None
        assert rule.valid_to is None or rule.valid_from <= rule.valid_to
        assert _is_usable(rule) or _stands_for_good(rule)


def _is_usable(rule):
    match rule.unit:
        case "thang_ngay":
            return rule.day_in(2024)
        case "ngay_thang_nam":
            return rule.day
        case "phan_tong_so_ho":
            return rule.is_reached(1, 1)
        case _:
            return rule.number


def _stands_for_good(rule):
    """Whether 0 days mean without an end, as what the law wants posted "thường xuyên"."""
    return rule.rule_key.startswith("publication_posted_") and rule.number == 0


def test_no_two_shipped_rules_of_a_key_hold_on_one_day():
    for one, other in combinations(RULES, 2):
        if one.rule_key == other.rule_key:
            assert one.valid_from is not None
            assert other.valid_from is not None
            assert not one.holds_on(other.valid_from)
            assert not other.holds_on(one.valid_from)


def test_what_is_our_own_choice_is_not_called_verified():
    assert {rule.rule_key for rule in RULES if rule.source.startswith("Lựa chọn")} == {
        "ct1_window", "ct3_counts_passed", "ct3_eval_from",
        "ct4_count_from", "cutri_days", "dialogue_publish_within", "period_due_within", "person_kept_months",
    }  # fmt: skip
    assert not any(rule.verified for rule in RULES if rule.source.startswith("Lựa chọn"))


def test_an_offices_row_lies_over_the_shipped_one_of_the_same_day():
    shipped = required_rule(RULES, "dialogue_min_per_year", day("2024-01-01"))
    stricter = replace(shipped, value="2", source="Quy chế 06-QC/TU")
    assert rule_at([*RULES, stricter], "dialogue_min_per_year", day("2024-01-01")) == stricter


def test_the_rule_in_force_latest_wins_wherever_it_stands():
    old, new = LegalRule("x", "1", "ngay"), LegalRule("x", "2", "ngay", valid_from=day("2024-01-01"))
    assert rule_at([new, old], "x", day("2024-06-01")) == rule_at([old, new], "x", day("2024-06-01")) == new
    assert rule_at([new, old], "x", day("2023-12-31")) == old


@pytest.mark.parametrize(
    ("key", "start", "end"),
    [
        ("tcd_reply", "2024-03-20", "2024-04-03"),
        ("tcd_reply", "2024-02-05", "2024-02-26"),  # over Tết
        ("tcd_refusal_notice", "2026-07-03", "2026-07-08"),
        ("dialogue_publish_within", "2025-07-01", "2025-07-11"),
        ("dialogue_publish_within", "2025-07-02", "2025-07-14"),  # a Saturday moves to Monday (Civil Code, 148.5)
        ("period_due_within", "2024-03-14", "2024-03-19"),
    ],
)
def test_a_term_ends_where_the_civil_code_ends_it(key, start, end):
    assert due(RULES, key, day(start), CALENDAR).due_on == day(end)


def test_a_term_says_its_length_and_its_law():
    reply = due(RULES, "tcd_reply", day("2024-03-20"), CALENDAR)
    assert (reply.days, reply.unit, reply.verified) == (10, "ngay_lam_viec", True)
    assert reply.basis == "10 ngày làm việc (Luật Tiếp công dân 42/2013/QH13, Điều 28)"


@pytest.mark.parametrize("unit", ["nguoi", "ngay_moi_tuan"])
def test_a_rule_that_counts_no_days_gives_no_term(unit):
    rules = [LegalRule("x", "5", unit)]
    with pytest.raises(Problem) as refused:
        due(rules, "x", day("2024-03-20"), CALENDAR)
    assert refused.value.code == "invalid_value"


@pytest.mark.parametrize("value", ["", "mười", "1,5", "-1", "10-01", "²"])
def test_an_offices_slip_in_a_number_is_named(value):
    with pytest.raises(Problem, match="tcd_reply") as refused:
        due([LegalRule("tcd_reply", value, "ngay_lam_viec")], "tcd_reply", day("2024-03-20"), CALENDAR)
    assert refused.value.code == "invalid_value"


def test_a_day_of_the_year_is_read_from_its_rule():
    rule = required_rule(RULES, "ct3_eval_from", day("2024-03-20"))
    assert rule.day_in(2024) == day("2024-10-01")
    with pytest.raises(Problem):
        replace(rule, value="13-01").day_in(2024)


@pytest.mark.parametrize(
    ("value", "part", "whole", "reached"),
    [
        ("2/3", 60, 90, True), ("2/3", 59, 90, False), (">50%", 45, 90, False), (">50%", 46, 90, True), ("50%", 45, 90, True),
        (">1/2", 45, 90, False), ("100%", 90, 90, True), ("3/4", 67, 90, False), ("3/4", 68, 90, True), ("2/3", 61, 91, True),
    ],
)  # fmt: skip
def test_a_part_of_a_whole_is_reached_or_passed_as_its_rule_says(value, part, whole, reached):
    assert LegalRule("x", value, "phan_tong_so_ho").is_reached(part, whole) is reached


@pytest.mark.parametrize("value", ["", "2/0", "0/3", "2:3", "quá nửa", ">", "101%", "1000/3", "²/3"])
def test_what_is_no_part_of_a_whole_is_named(value):
    with pytest.raises(Problem, match="x"):
        LegalRule("x", value, "phan_tong_so_ho").is_reached(1, 2)


@pytest.mark.parametrize(
    ("people", "crowd", "speakers"), [(1, False, None), (4, False, None), (5, True, 2), (10, True, 2), (11, True, 5), (300, True, 5)]
)
def test_a_group_of_five_is_a_crowd_and_sends_speakers(people, crowd, speakers):
    assert is_crowd(RULES, people, day("2024-03-20")) is crowd
    assert representatives_allowed(RULES, people, day("2024-03-20")) == speakers


def test_a_rule_holds_on_its_first_and_last_day_and_not_beside_them():
    rule = LegalRule("x", "1", "ngay", day("2024-01-01"), day("2024-12-31"))
    one = timedelta(days=1)
    assert [rule.holds_on(d) for d in (day("2024-01-01") - one, day("2024-01-01"), day("2024-12-31"), day("2024-12-31") + one)] == [
        False,
        True,
        True,
        False,
    ]
