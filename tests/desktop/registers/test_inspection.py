"""R13: an office or a village is inspected, not a person; who broke the rules is counted, and the rows stay in the unit."""

import pytest

from desktop import registers
from desktop.actions import lookup, records
from tests.desktop.registers.judging import blocks, broken
from tests.office import open_desk

CONCLUDED = {"conclusion_no": "12/KL-UBND", "conclusion_date": "2024-03-28"}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (CONCLUDED, []),
        ({"date_from": "2024-03-25", "date_to": "2024-03-24"}, ["an_inspection_ends_after_it_begins"]),
        ({"conclusion_no": "12/KL-UBND"}, ["a_conclusion_has_number_and_date"]),
        (CONCLUDED | {"conclusion_date": "2024-03-24"}, ["a_conclusion_follows_the_inspection"]),
        ({"planned": None}, ["required planned"]),
        ({"content_tags": None}, ["required content_tags"]),
        ({"object": None}, ["required object"]),
        ({"recs_n": None}, ["required recs_n"]),
        ({"recs_n": 1}, ["what_was_recommended_stands_in_the_book_of_promises"]),
    ],
)
def test_a_wrong_inspection_breaks_exactly_one_rule(change, expected):
    assert broken("inspection", **change) == expected


@pytest.mark.parametrize("name", ["period_id", "group", "act", "persons_n", "handling"])
def test_a_count_of_violations_is_told_whole(name):
    assert broken("violation_stat", **{name: None}) == [f"required {name}"]


def test_rows_of_violations_stay_in_the_unit_and_with_its_leader():
    register = registers.ALL["violation_stat"]
    assert register.upward == "figures"
    assert {register.audience(field.name) for field in register.fields} == {"home"}
    assert register.sees == register.enters == {"LD"}
    assert [field.name for field in register.fields if field.is_text] == ["period_id", "note"]


def test_an_inspection_is_read_by_who_keeps_the_book_and_by_the_upper_desk():
    assert registers.ALL["inspection"].sees == {"DV", "LD", "TH"}


def test_each_recommendation_stands_in_the_book_of_promises(tmp_path):
    desk = open_desk(tmp_path / "xa", series="A")
    try:
        inspection, other = desk.add("inspection", recs_n=2), desk.add("inspection")

        def flags():
            return lookup.show(desk.office, "inspection", inspection).flags

        def promise(source, kind="kiem_tra"):
            return desk.add("commitment", source_kind=kind, source_uid=source)

        promise(other)
        first = promise(inspection)
        assert flags() == ("what_was_recommended_stands_in_the_book_of_promises",)
        assert not blocks("inspection", *flags())
        promise(inspection)
        assert flags() == ()
        records.strike_out(desk.office, "commitment", first)
        assert flags() == ("what_was_recommended_stands_in_the_book_of_promises",)
    finally:
        desk.office.close()
