"""The law as records: a correction takes effect, and what is struck out counts no more."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from db.query import Is, Query
from desktop.actions import entry_form, lookup, records
from desktop.actions.lookup import Ask
from desktop.actions.table_import import import_table
from desktop.errors import Problem
from desktop.units import RESOURCES
from tests.office import COMMUNE, DISTRICT, Desk, carry, open_desk

KINGS = date(2024, 4, 18)  # Giỗ Tổ Hùng Vương


@pytest.fixture
def district(tmp_path: Path) -> Iterator[Desk]:
    made = open_desk(tmp_path / "huyen", DISTRICT)
    yield made
    made.office.close()


@pytest.fixture
def commune(tmp_path: Path) -> Iterator[Desk]:
    made = open_desk(tmp_path / "xa", COMMUNE)
    yield made
    made.office.close()


def shipped(desk: Desk, register: str, **key: str) -> str:
    """Return the id of a record that comes with the program."""
    with desk.office.reading() as connection:
        where = tuple(Is(name, "=", value) for name, value in key.items())
        ((_, record),) = desk.office.reader(connection).ids(Query(register, where, units=(RESOURCES,)))
    return record


def test_a_corrected_rule_is_the_only_rule(district):
    old, new = (district.office.law_of(COMMUNE).value("rec_min", day) for day in ("2023-11-01", "2024-01-10"))
    assert old
    assert new
    for valid_from in {row.valid_from for row in district.office.law_of(COMMUNE).rules if row.rule_key == "rec_min"}:
        rule = shipped(district, "legal_rule", rule_key="rec_min", valid_from=str(valid_from))
        district.edit("legal_rule", rule, valid_to="2023-11-30" if str(valid_from) < "2023-11-30" else str(valid_from))
    assert district.office.law_of(COMMUNE).value("rec_min", "2023-11-01") == old
    assert district.office.law_of(COMMUNE).value("rec_min", "2024-01-10") is None


def test_a_struck_out_day_off_is_worked(district):
    assert not district.office.law_of(COMMUNE).calendar.is_working(KINGS)
    day = shipped(district, "holiday", date="2024-04-18")
    district.edit("holiday", day, name="Giỗ Tổ Hùng Vương (10/3 âm lịch)")
    records.strike_out(district.office, "holiday", day)
    assert district.office.law_of(COMMUNE).calendar.is_working(KINGS)


def listed(desk: Desk, register: str, record: str, *, deleted: bool = False) -> list[bool]:
    """Return of every line of a list that is this record whether it is struck out."""
    found = lookup.listing(desk.office, register, Ask((Is("_id", "=", record),), deleted=deleted)).records
    return [one.deleted for one in found]


def test_what_was_never_corrected_can_be_struck_out_and_brought_back(district):
    day, rule = shipped(district, "holiday", date="2024-04-18"), shipped(district, "legal_rule", rule_key="tcd_reply")
    for register, record in (("holiday", day), ("legal_rule", rule)):
        records.strike_out(district.office, register, record)
        assert (listed(district, register, record), listed(district, register, record, deleted=True)) == ([], [True])
    law = district.office.law_of(COMMUNE)
    assert (law.calendar.is_working(KINGS), law.value("tcd_reply", "2024-03-20")) == (True, None)
    for register, record in (("holiday", day), ("legal_rule", rule)):
        records.restore(district.office, register, record)
        assert listed(district, register, record) == [False]
    law = district.office.law_of(COMMUNE)
    assert (law.calendar.is_working(KINGS), law.value("tcd_reply", "2024-03-20")) == (False, "10")


def test_a_commune_brings_back_for_itself_what_its_district_struck_out(district, commune):
    day = shipped(district, "holiday", date="2024-04-18")
    records.strike_out(district.office, "holiday", day)
    carry(district, commune)
    assert listed(commune, "holiday", day) == []
    with pytest.raises(Problem, match="gạch bỏ"):
        commune.edit("holiday", day, name="Giỗ Tổ")
    assert records.restore(commune.office, "holiday", day).op
    assert listed(commune, "holiday", day) == [False]
    assert not commune.office.law_of(COMMUNE).calendar.is_working(KINGS)
    assert commune.office.law_of(DISTRICT).calendar.is_working(KINGS)


@pytest.mark.parametrize("by", ["command line", "window"])
def test_a_correction_of_a_shipped_rule_may_wait_as_a_draft(district, by):
    rule = shipped(district, "legal_rule", rule_key="tcd_reply")
    records.edit(district.office, "legal_rule", rule, {"value": "12", "source": None}, draft=True)
    assert lookup.show(district.office, "legal_rule", rule).values["source"] is None
    assert district.office.law_of(COMMUNE).value("tcd_reply", "2024-03-20") == "10"
    if by == "window":
        assert entry_form.save(district.office, "legal_rule", rule, {"value": "12"}).record.id == rule
    else:
        records.edit(district.office, "legal_rule", rule, {})
    shown = lookup.show(district.office, "legal_rule", rule)
    assert (shown.status, shown.values["value"], shown.values["source"]) == ("hoan_chinh", "12", None)
    assert district.office.law_of(COMMUNE).value("tcd_reply", "2024-03-20") == "12"
    assert [line.values for line in lookup.history(district.office, "legal_rule", rule)] == [{"value": "12", "source": None}]


def test_a_draft_of_a_correction_is_thrown_away_and_not_the_rule(district):
    rule = shipped(district, "legal_rule", rule_key="tcd_reply")
    records.edit(district.office, "legal_rule", rule, {"value": "12"}, draft=True)
    assert records.strike_out(district.office, "legal_rule", rule).op is None
    assert listed(district, "legal_rule", rule) == [False]
    assert lookup.show(district.office, "legal_rule", rule).values["value"] == "10"


@pytest.mark.parametrize("by", ["command line", "window"])
def test_a_day_that_comes_with_the_program_and_is_typed_again_is_one_line(district, commune, by):
    values = {"date": "2024-04-18", "kind": "lam_bu", "name": "Làm việc theo lịch riêng"}
    made = entry_form.save(district.office, "holiday", None, values).record.id if by == "window" else district.add("holiday", **values)
    assert made == shipped(district, "holiday", date="2024-04-18")
    carry(district, commune)
    for desk in (district, commune):
        assert desk.office.law_of(COMMUNE).calendar.is_working(KINGS)
        found = lookup.listing(desk.office, "holiday", Ask((Is("date", "=", "2024-04-18"),))).records
        assert [one.values["name"] for one in found] == ["Làm việc theo lịch riêng"]
    assert commune.add("holiday", date="2024-04-18", kind="nghi", name="Giỗ Tổ Hùng Vương") == made
    assert (commune.office.law_of(COMMUNE).calendar.is_working(KINGS), commune.office.law_of(DISTRICT).calendar.is_working(KINGS)) == (
        False, True,
    )  # fmt: skip


def test_a_corrected_threshold_decides_the_votes_of_its_day_and_is_named_with_them(commune):
    vote = {"item_code": "BQ1", "hh_total": 90, "hh_present": 70, "hh_absent": 20, "votes_for": 62, "event_date": "2024-03-05"}
    made = commune.add("community_decision", village_id=commune.add("village", name="Bản Nậm Ngà"), **vote)
    seen = lookup.show(commune.office, "community_decision", made).values
    law = "Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15, Điều 21"
    assert (seen["needed"], seen["passed"], seen["needed_basis"]) == ("2/3", True, f"Từ 2/3 tổng số hộ ({law})")
    rule = shipped(commune, "legal_rule", rule_key="decision_needed_bq1", valid_from="2023-07-01")
    commune.edit("legal_rule", rule, value=">70%", source="Quy định riêng")
    seen = lookup.show(commune.office, "community_decision", made).values
    assert (seen["needed"], seen["passed"], seen["needed_basis"]) == ("khac", False, "Trên 70% tổng số hộ (Quy định riêng)")


def test_a_corrected_number_of_people_makes_another_crowd(commune):
    session = commune.add("reception_session", kind="dinh_ky", actor="thu_truong", actual_date="2024-03-05", held=True)
    visit = commune.add("reception_visit", session_id=session, people_count=5)
    assert lookup.show(commune.office, "reception_visit", visit).values["group_type"] == "dong_nguoi"
    rule = shipped(commune, "legal_rule", rule_key="group_crowd_min", valid_from="2014-07-01")
    commune.edit("legal_rule", rule, value="6")
    assert lookup.show(commune.office, "reception_visit", visit).values["group_type"] == "doan"


CT33 = {"number": "33/CT-TTg", "level": "tw", "topic": "dan_van"}


@pytest.mark.parametrize("day", ["2021-11-26", None])
def test_a_document_typed_again_lies_over_the_one_that_came_with_the_program(commune, day):
    known = shipped(commune, "doc_catalog", number="33/CT-TTg")
    told = commune.add("dissemination", docs=[known])
    typed = entry_form.save(commune.office, "doc_catalog", None, CT33 | {"date": day, "title": "Chỉ thị 33", "mandatory_year": 2025})
    assert typed.record.id == known
    rows = [one for one in lookup.listing(commune.office, "doc_catalog", Ask()).records if one.values["number"] == "33/CT-TTg"]
    assert [(one.id, one.values["title"], one.values["mandatory_year"]) for one in rows] == [(known, "Chỉ thị 33", 2025)]
    assert rows[0].values["date"] == "2021-11-26"  # what was left open empties nothing
    again = commune.add("dissemination", docs=["33/CT-TTg"])
    for one in (told, again):
        assert lookup.show(commune.office, "dissemination", one).values["docs"] == [known]


def test_a_document_typed_a_third_time_corrects_the_own_one(commune):
    first = commune.add("doc_catalog", **CT33, title="Chỉ thị 33")
    assert commune.add("doc_catalog", **CT33, title="Chỉ thị số 33") == first == shipped(commune, "doc_catalog", number="33/CT-TTg")
    assert lookup.show(commune.office, "doc_catalog", first).values["title"] == "Chỉ thị số 33"


@pytest.mark.parametrize("other", [{"date": "2024-11-26"}, {"level": "xa"}])
def test_another_document_of_the_same_number_is_no_correction(commune, other):
    made = commune.add("doc_catalog", **CT33 | {"title": "Chỉ thị khác"} | other)
    assert made != shipped(commune, "doc_catalog", number="33/CT-TTg")


def test_a_sheet_lays_documents_over_those_from_above(commune, tmp_path):
    sheet = tmp_path / "vb.csv"
    sheet.write_text("number,date,level,topic,title\n33/CT-TTg,26/11/2021,Trung ương,Dân vận,Chỉ thị 33\n", encoding="utf-8")
    done = import_table(commune.office, "doc_catalog", sheet)
    assert [*done.added, *done.changed] == [shipped(commune, "doc_catalog", number="33/CT-TTg")]
