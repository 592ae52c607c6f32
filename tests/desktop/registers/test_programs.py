"""T08 and T09: what comes with the program, and where tasks, models and activities name it."""

from desktop import registers
from desktop.entries.catalogue import resource_records
from desktop.entries.values import show_value
from tests.desktop.registers.judging import broken


def shipped(code):
    return [values for register, _, values in resource_records() if register == code]


def test_the_three_national_programmes_and_the_three_anniversaries_come_with_the_program():
    assert len([one for one in shipped("program") if one["kind"] == "ctmtqg"]) == 3
    assert [one["name"].split(" năm")[0] for one in shipped("campaign")] == ["115", "75", "20"]
    assert {one["year"] for one in shipped("campaign")} == {2024}


def test_a_programme_ends_after_it_begins():
    assert broken("program", year_from=2021, year_to=2021) == []
    assert broken("program", year_from=2021, year_to=2020) == ["a_programme_ends_after_it_begins"]


def test_work_names_its_programme_and_its_campaign():
    named = {(code, f.name) for code, one in registers.ALL.items() for f in one.fields if f.to in (("program",), ("campaign",))}
    assert named >= {("plan_task", "program_id"), ("model", "program_id"), ("model", "campaign"), ("dissemination", "campaign")}


def test_a_year_is_shown_as_a_year_and_not_as_a_number():
    def said(code, name, value):
        return show_value(registers.ALL[code].by_name[name], value, lambda codes, record: None)

    assert said("campaign", "year", 2024) == said("doc_catalog", "mandatory_year", 2024) == "2024"
    assert said("training_session", "present_n", 2024) == "2.024"
