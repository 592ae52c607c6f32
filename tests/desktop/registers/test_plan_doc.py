"""R01a: what target CT2 counts, and a document that still waits for its number."""

import pytest

from desktop import registers
from desktop.registers.model import Badge
from tests.desktop.registers.judging import blocks, broken, whole


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"doc_no": None}, ["a_plan_that_counts_is_numbered_and_issued"]),  # CT2a
        ({"issued_on": None}, ["a_plan_that_counts_is_numbered_and_issued"]),
        ({"kind": "quy_che", "doc_no": None, "issued_on": None}, []),
        ({"doc_date": None}, ["a_numbered_document_has_a_day"]),
        ({"doc_date": "2024-03-26"}, ["a_document_is_issued_after_it_is_dated"]),
        ({"horizon_from": "2024-01-01", "horizon_to": "2030-12-31"}, []),
        ({"horizon_from": "2024-01-02", "horizon_to": "2024-01-01"}, ["a_horizon_ends_after_it_begins"]),
        ({"sign_power": None}, ["required sign_power"]),
    ],
)
def test_a_wrong_document_is_told_what_is_wrong(change, expected):
    assert broken("plan_doc", **change) == expected


def test_only_a_wrong_horizon_keeps_a_document_from_being_saved():
    assert [rule.name for rule in registers.ALL["plan_doc"].rules if rule.blocking] == ["a_horizon_ends_after_it_begins"]
    assert not blocks("plan_doc", "a_plan_that_counts_is_numbered_and_issued")


@pytest.mark.parametrize(
    ("change", "badge"),
    [
        ({}, Badge("ok", "Đã ban hành")),
        ({"doc_no": None}, Badge("warn", "Chờ số")),
        ({"issued_on": None}, Badge("outline", "Chưa ban hành")),
    ],
)
def test_a_document_is_shown_by_what_it_waits_for(change, badge):
    stands = registers.ALL["plan_doc"].standing
    assert stands is not None
    assert stands(whole("plan_doc", **change), "2024-03-25") == badge


def test_a_plan_of_next_year_made_as_a_copy_has_no_number_yet():
    fields = registers.ALL["plan_doc"].by_name
    assert [name for name, one in fields.items() if not one.copied] == ["doc_no", "doc_date", "issued_on"]


def test_a_dialogue_names_the_plan_that_orders_it():
    field = registers.ALL["dialogue"].by_name["plan_doc"]
    assert (field.to, field.required) == (("plan_doc",), False)
