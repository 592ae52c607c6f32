"""Rules of rewards, declarations and reference tables."""

import pytest

from desktop import registers
from desktop.law import legal
from tests.desktop.registers.judging import broken


@pytest.mark.parametrize(
    ("level", "form", "ok"),
    [
        ("xa", "giay_khen", True),
        ("xa", "bang_khen", False),
        ("tinh", "bang_khen", True),
        ("tinh", "giay_khen", False),
        ("xa", "khac", True),
    ],
)
def test_a_level_gives_its_own_form_of_praise(level, form, ok):
    assert broken("reward", level=level, form=form) == ([] if ok else ["a_level_gives_its_own_form_of_praise"])


def test_only_a_collective_has_a_name_in_the_book_of_rewards():
    assert broken("reward", target_kind="tap_the", collective_name="Bản Nậm Ngà") == []
    assert broken("reward", target_kind="ca_nhan", collective_name="Lò Văn Pản") == ["closed collective_name"]


def test_a_declaration_can_be_made_for_every_dated_register_that_is_no_child():
    offered = set(registers.ALL["period_declaration"].by_name["register"].options)
    assert offered >= {"model", "reception_session", "dialogue", "commitment", "reward"}
    assert not offered & {"reception_visit", "model_evaluation", "dialogue_opinion", "period_declaration", "village", "account"}


def test_hot_spots_are_asked_with_petitions_only():
    assert broken("period_declaration", hot_spots_n=0) == ["closed hot_spots_n"]
    assert broken("period_declaration", register="petition", hot_spots_n=0) == []


@pytest.mark.parametrize(
    ("unit", "value", "ok"),
    [("ngay", "7", True), ("ngay", "bảy", False), ("ngay", "7.5", False), ("thang_ngay", "10-01", True), ("thang_ngay", "13-01", False)],
)
def test_a_legal_value_can_be_counted_in_its_unit(unit, value, ok):
    assert broken("legal_rule", unit=unit, value=value) == ([] if ok else ["a_value_can_be_counted_in_its_unit"])


def test_the_register_of_legal_rules_offers_the_units_that_terms_are_counted_in():
    assert dict(registers.ALL["legal_rule"].by_name["unit"].options) == legal.UNITS


@pytest.mark.parametrize(
    ("code", "change", "rule"),
    [
        ("report_period", {"from_date": "2024-03-15", "to_date": "2024-03-14"}, "a_period_ends_after_it_begins"),
        ("legal_rule", {"valid_from": "2024-02-01", "valid_to": "2024-01-01"}, "a_rule_ends_after_it_begins"),
        ("official", {"active_from": "2024-02-01", "active_to": "2024-01-01"}, "an_office_ends_after_it_begins"),
    ],
)
def test_what_has_two_days_has_them_in_order(code, change, rule):
    assert broken(code, **change) == [rule]


def test_a_document_may_wait_for_its_number():
    assert broken("doc_catalog", number=None, date=None) == []
