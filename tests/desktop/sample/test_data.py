"""What the sample writes down fits the registers and the calendar, before any home is made of it."""

import datetime as dt
import re

import pytest

from desktop import registers, units
from desktop.sample import data
from desktop.sample.world import ACCEPTED, RICHEST, SENT_BACK, SILENT, TARDY, UNFINISHED

CODES = data.codes()
every_unit = pytest.mark.parametrize("code", [*CODES, "107"])


def test_all_communes_of_the_district_take_part():
    assert [f"2024:{code}" for code in CODES] == sorted(unit.key for unit in units.subordinates("2024:107"))
    assert {RICHEST, SENT_BACK, SILENT, TARDY, UNFINISHED, *ACCEPTED} <= set(CODES)
    assert len({RICHEST, SENT_BACK, SILENT, TARDY, UNFINISHED, *ACCEPTED}) == 7


@every_unit
def test_every_column_is_one_of_its_register(code):
    for entry in data.book(code).entries:
        fields = registers.ALL[entry.register].by_name
        assert entry.values.keys() <= fields.keys(), entry


@every_unit
def test_ids_are_the_same_at_every_reading_and_stand_once(code):
    made = [(entry.register, entry.record) for entry in data.book(code).entries if not entry.is_change]
    assert len(set(made)) == len(made)
    data.book.cache_clear()
    assert [(entry.register, entry.record) for entry in data.book(code).entries if not entry.is_change] == made


@every_unit
def test_what_is_changed_or_referred_to_was_written_before(code):
    seen: set[object] = set()
    for entry in data.book(code).entries:
        if entry.is_change:
            assert entry.record in seen, entry
        seen.add(entry.record)
        for name, value in entry.values.items():
            field = registers.ALL[entry.register].by_name[name]
            if field.to and isinstance(value, str) and re.fullmatch(r"[0-9a-f-]{36}", value) and field.to != ("reception_session",):
                assert value in seen, (entry, name)


@every_unit
def test_days_are_written_in_order_and_on_working_weeks(code):
    days = [dt.date.fromisoformat(entry.day) for entry in data.book(code).entries]
    assert days == sorted(days)
    visits = {entry.day for entry in data.book(code).entries if entry.register == "reception_visit"}
    assert [day for day in visits if dt.date.fromisoformat(day).isoweekday() > 5] == []


def test_citizens_are_not_officials_and_have_no_digits_in_their_names():
    citizens = {
        str(entry.values["citizen_name"]) for code in CODES for entry in data.book(code).entries if entry.values.get("citizen_name")
    }
    officials = {str(entry.values["name"]) for code in (*CODES, "107") for entry in data.book(code).entries if entry.register == "official"}
    assert len(citizens) > 40
    assert citizens & officials == set()
    assert [name for name in citizens if not re.fullmatch(r"[^\W\d]+( [^\W\d]+){2,3}", name)] == []


@pytest.mark.parametrize("code", [RICHEST, "03439"])
def test_two_communes_keep_every_book(code):
    kept = {entry.register for entry in data.book(code).entries} | {data.SESSION}
    apart = {"period_declaration", "plan_target", "opening_figure", "total_on_behalf", "agency"}  # declared at closing, of the plan, above
    books = {one.code for one in registers.ALL.values() if not one.system and not one.is_table and one.number.startswith("R")}
    assert books - apart - kept == set()
