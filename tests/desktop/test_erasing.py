"""Who came is erased when his time is over or the office says so; that somebody came still counts."""

import pytest

from desktop.actions import erasing, lookup, periods, records
from desktop.errors import Problem
from tests.office import open_desk

NAME = "Lò Thị Không Ai Thấy"


@pytest.fixture
def desk(tmp_path):
    made = open_desk(tmp_path / "xa", series="A")
    yield made
    made.office.close()


@pytest.fixture
def visits(desk):
    """A visit of a quarter that was closed, and one of the quarter after it."""
    found = []
    for day in ("2024-03-12", "2024-03-19"):
        found.append(desk.add("reception_visit", session_id=desk.session(day), subject_kind="khieu_nai", citizen_name=NAME))
    periods.open_period(desk.office, periods.NewPeriod("quarter", 2024, 1))
    periods.nothing_happened(desk.office, "2024-Q1", (), all_empty=True)
    return found


def close(desk):
    periods.close_period(desk.office, "2024-Q1")


def name_of(desk, record):
    return lookup.show(desk.office, "reception_visit", record).values["citizen_name"]


def test_after_two_years_a_closed_periods_persons_go_and_their_figures_stay(desk, visits):
    close(desk)
    old, new = visits
    assert erasing.run(desk.at("2026-03-13T08:00:00").office).fields == {}
    done = erasing.run(desk.at("2026-03-14T08:00:00").office)
    assert set(done.fields) == {old}
    assert {"citizen_name", "citizen_address"} <= set(done.fields[old])
    assert (name_of(desk, old), name_of(desk, new)) == (None, NAME)
    assert "citizen_name" in lookup.show(desk.office, "reception_visit", old).erased
    assert lookup.listing(desk.office, "reception_visit", lookup.Ask()).total == 2
    assert erasing.run(desk.office).fields == {}


def test_an_office_that_keeps_them_longer_says_so_in_its_rules(desk, visits):
    close(desk)
    rule = {"rule_key": "person_kept_months", "value": "99", "unit": "thang", "valid_from": "2024-01-01"}
    records.add(desk.office, "legal_rule", [(rule, None)])
    assert erasing.run(desk.at("2026-03-14T08:00:00").office).fields == {}


def test_a_single_record_is_erased_at_once_and_older_backups_are_named(desk, visits):
    old, new = visits
    first = erasing.run(desk.office, [old])
    second = erasing.run(desk.office, [new])
    assert first.backups == []
    assert len(second.backups) == 1
    assert lookup.listing(desk.office, "reception_visit", lookup.Ask(search=NAME)).total == 0


def test_only_who_leads_the_office_lets_it_be_done_and_only_to_what_is_there(desk, visits):
    with desk.signed_in("Vàng Lỳ Sừ", "TCD", "QT"), pytest.raises(Problem) as refused:
        erasing.run(desk.office, visits)
    assert refused.value.code == "not_allowed"
    with pytest.raises(Problem) as unknown:
        erasing.run(desk.office, [visits[0], "018f0000-0000-7000-8000-000000000000"])
    assert unknown.value.code == "unknown_record"
    assert name_of(desk, visits[0]) == NAME


def test_what_would_be_erased_is_listed_and_stays(desk, visits):
    close(desk)
    old, new = visits
    office = desk.at("2026-03-14T08:00:00").office
    assert erasing.pending(office, [new]).fields.keys() == {new}
    told = erasing.pending(office)
    assert (told.fields.keys(), name_of(desk, old)) == ({old}, NAME)
    assert erasing.run(office).fields == told.fields
    assert (erasing.pending(office).fields, erasing.pending(office).backups) == ({}, [])
    assert [file.exists() for file in erasing.pending(office, [new]).backups] == [True]


def test_the_list_too_is_only_for_who_may_erase(desk, visits):
    with desk.signed_in("Vàng Lỳ Sừ", "TCD", "QT"), pytest.raises(Problem) as refused:
        erasing.pending(desk.office)
    assert refused.value.code == "not_allowed"
