"""What an office finds on its first day: whole, typed, and always under the same ids."""

from collections import Counter

import pytest

from desktop import registers
from desktop.entries.catalogue import RESOURCES_VERSION, resource_records
from desktop.entries.entry import closed_faults, parse_all, required_faults
from desktop.entries.record_ids import fixed_id, natural_id
from desktop.entries.tables import complete_row
from tests.desktop.shipped_law import values_of

RECORDS = resource_records()
KNOWN = {(code, record) for code, record, _ in RECORDS}


@pytest.mark.parametrize(("code", "record", "values"), RECORDS, ids=[f"{code} {next(iter(v.values()))}" for code, _, v in RECORDS])
def test_a_record_that_comes_with_the_program_is_whole(code, record, values):
    register = registers.ALL[code]
    parsed, faults = parse_all(register, values, lambda codes, text: text if any((one, text) in KNOWN for one in codes) else None)
    row = complete_row(register, parsed)
    assert faults + required_faults(register, row, "*") + closed_faults(register, row, parsed) == []
    assert parsed == values


def test_no_two_records_share_an_id():
    assert [found for found, times in Counter(record for _, record, _ in RECORDS).items() if times > 1] == []


def test_ids_stay_the_same_for_ever():
    ids = {values.get("number") or values.get("date") or values.get("rule_key"): record for _, record, values in RECORDS}
    assert ids["33/CT-TTg"] == "df62dcf3-167a-51b9-b68a-95cbef5a0113"
    assert ids["2024-02-10"] == "84358ba7-abfa-53f5-9bef-8016e130bb05"
    assert ids["tcd_reply"] == "4f7296f9-71bc-5444-9cc3-b48323cc1bc5"


def test_an_id_is_made_of_unit_register_and_key():
    period, quarter = registers.ALL["report_period"], {"code": "2024-Q1"}
    assert natural_id(period, "2024:107", quarter) == fixed_id("2024:107", "report_period", "2024-Q1")


def test_what_is_the_same_everywhere_has_one_id_everywhere():
    register = registers.ALL["legal_rule"]
    key = {"rule_key": "tcd_reply", "valid_from": "2014-07-01"}
    assert natural_id(register, "*", key) == fixed_id("*", "legal_rule", "tcd_reply", "2014-07-01")
    assert natural_id(register, "2024:03433", key) == natural_id(register, "*", key)
    assert natural_id(register, "*", {"rule_key": "tcd_reply", "valid_from": None}) is None
    assert natural_id(registers.ALL["village"], "*", {"name": "Bản Nậm Ngà"}) is None


def test_the_seven_documents_of_the_plan_are_asked_for():  # CT1a
    asked = [values.get("number") for values in values_of("doc_catalog") if values.get("mandatory_year") == 2024]
    assert asked == ["114-KL/TW", "33/CT-TTg", "310-QĐ/TU", "69-KL/TU", "07-ĐA/TU", None, "10/2022/QH15"]


def test_legal_bases_are_there_and_not_asked_for():
    bases = {values.get("number") for values in values_of("doc_catalog") if "mandatory_year" not in values}
    assert bases == {"39-CTr/TU", "06-QC/TU", "59/2023/NĐ-CP", "61/2023/NĐ-CP"}


def test_the_version_tells_schema_and_content():
    assert RESOURCES_VERSION.startswith(f"{registers.SCHEMA}-")
    assert len(RESOURCES_VERSION) > 10


def test_a_number_within_another_that_is_missing_is_called_a_number():
    said = [
        one.message for register in registers.ALL.values() for one in required_faults(register, complete_row(register, {}), "2024:03448")
    ]
    assert "Chưa ghi số nữ." in said
    assert not [one for one in said if "trong đó" in one]
