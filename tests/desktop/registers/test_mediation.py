"""R10: Luật Hòa giải ở cơ sở, điều 12, 20; a team's month is kept by cases or as totals, never by both."""

import pytest

from desktop import registers
from desktop.actions import lookup, records
from desktop.errors import Problem
from tests.desktop.registers.judging import blocks, broken, whole
from tests.office import carry, open_desk, sibling

DTTS = {"village": {"tags": ["bien_gioi", "dtts"]}, "other": {"tags": ["bien_gioi"]}}
CASES, TOTALS = "a_month_in_totals_has_no_cases", "a_month_of_cases_has_no_totals"


@pytest.fixture
def desk(tmp_path):
    made = open_desk(tmp_path / "xa", series="A")
    yield made
    made.office.close()


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"members_n": 2}, ["a_team_has_enough_mediators"]),
        ({"women_n": 3}, []),
        ({"women_n": 4}, ["women_are_among_the_mediators"]),
        ({"women_n": 0}, ["a_team_has_a_woman"]),
        ({"trained_n": 4}, ["the_trained_are_among_the_mediators"]),
        ({"active_from": "2024-03-01", "active_to": "2024-02-01"}, ["a_team_ends_after_it_begins"]),
        ({"village_id": "village", "has_dtts": False}, ["a_team_has_somebody_of_its_people"]),
        ({"village_id": "village", "has_dtts": True}, []),
        ({"village_id": "other", "has_dtts": None}, []),
    ],
)
def test_a_wrong_team_breaks_exactly_one_rule(change, expected):
    assert broken("mediation_team", DTTS, **change) == expected


def test_what_a_team_lacks_is_shown_and_what_cannot_be_is_refused():
    assert not blocks("mediation_team", "a_team_has_a_woman")
    assert not blocks("mediation_team", "a_team_has_somebody_of_its_people")
    assert blocks("mediation_team", "a_team_has_enough_mediators")
    assert blocks("mediation_team", "women_are_among_the_mediators")


@pytest.mark.parametrize(("day", "due"), [("2024-03-25", "2024-03-28"), ("2024-03-27", "2024-04-01"), ("2024-02-06", "2024-02-15")])
def test_mediation_begins_within_three_days(day, due):
    assert whole("mediation_case", received_on=day)["due_start"] == due


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"outcome": "thanh"}, []),
        ({"outcome": "thanh", "ended_on": None}, ["required ended_on"]),
        ({"outcome": "dang", "ended_on": "2024-03-26"}, ["closed ended_on"]),
        ({"outcome": "thanh", "ended_on": "2024-03-24"}, ["a_case_ends_after_it_came"]),
        ({"outcome": "khong_thanh", "written": True}, ["closed written"]),
        ({"outcome": "khong_thanh", "execution": "dang"}, ["closed execution"]),
        ({"outcome": "thanh", "court_recognised": True}, ["a_court_recognises_what_is_written"]),
        ({"outcome": "thanh", "court_recognised": True, "written": True}, []),
        ({"scope": "dan_su", "dat_dai": True}, []),
        ({"scope": "hn_gd", "dat_dai": True}, ["closed dat_dai"]),
    ],
)
def test_a_wrong_case_breaks_exactly_one_rule(change, expected):
    assert broken("mediation_case", **change) == expected


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"month": "2024-3"}, ["a_month_is_written_by_year_and_number"]),
        ({"month": "2024-13"}, ["a_month_is_written_by_year_and_number"]),
        ({"received": 3, "thanh": 1, "khong_thanh": 1, "dang": 1}, []),
        ({"received": 3, "thanh": 2, "khong_thanh": 1, "dang": 1}, ["outcomes_are_among_the_received"]),
    ],
)
def test_a_wrong_total_breaks_exactly_one_rule(change, expected):
    assert broken("mediation_month", **change) == expected


@pytest.mark.parametrize(("month", "last"), [("2024-02", "2024-02-29"), ("2023-02", "2023-02-28"), ("2024-04", "2024-04-30")])
def test_a_month_is_dated_by_its_last_day(desk, month, last):
    made = desk.add("mediation_month", month=month)
    assert lookup.show(desk.office, "mediation_month", made).event_date == last


def refused_by(work):
    with pytest.raises(Problem) as caught:
        work()
    return [one["rule"] for one in caught.value.errors]


def test_a_month_is_kept_by_cases_or_as_totals_and_never_by_both(desk):
    team, other = desk.add("mediation_team", team_name="Tổ Thò Ma"), desk.add("mediation_team", team_name="Tổ Pá Hạ")
    total = desk.add("mediation_month", team=team, month="2024-02")
    assert refused_by(lambda: desk.add("mediation_case", team=team, received_on="2024-02-20")) == [CASES]
    case = desk.add("mediation_case", team=team, received_on="2024-03-01")
    desk.add("mediation_case", team=other, received_on="2024-02-20")
    assert refused_by(lambda: desk.add("mediation_month", team=team, month="2024-03")) == [TOTALS]
    assert refused_by(lambda: desk.edit("mediation_case", case, received_on="2024-02-20")) == [CASES]
    records.strike_out(desk.office, "mediation_month", total)
    desk.edit("mediation_case", case, received_on="2024-02-20")


def test_the_same_scope_of_a_month_is_one_record(desk):
    first = desk.add("mediation_month", month="2024-02", scope="dan_su", received=3)
    assert desk.add("mediation_month", month="2024-02", scope="dan_su", received=4) == first
    assert desk.add("mediation_month", month="2024-02", scope="hn_gd") != first


def test_what_two_laptops_wrote_side_by_side_is_kept_and_flagged_until_one_of_them_is_struck_out(desk, tmp_path):
    team = desk.add("mediation_team", team_name="Tổ Thò Ma")
    second = sibling(desk, tmp_path / "hai")
    try:
        case = desk.add("mediation_case", team=team, received_on="2024-02-20")
        total = second.add("mediation_month", team=team, month="2024-02")

        def flags():
            return lookup.show(desk.office, "mediation_case", case).flags, lookup.show(desk.office, "mediation_month", total).flags

        carry(second, desk)
        assert flags() == ((CASES,), (TOTALS,))
        records.strike_out(desk.office, "mediation_month", total)
        assert flags()[0] == ()
        records.restore(desk.office, "mediation_month", total)
        assert flags() == ((CASES,), (TOTALS,))
        records.strike_out(desk.office, "mediation_case", case)
        assert flags()[1] == ()
    finally:
        second.office.close()


def test_of_cases_only_figures_go_up_and_of_teams_and_totals_everything():
    up = {code: registers.ALL[code].upward for code in ("mediation_team", "mediation_case", "mediation_month")}
    assert up == {"mediation_team": "rows", "mediation_case": "figures", "mediation_month": "rows"}
    assert registers.ALL["mediation_case"].private_fields == {"parties_n", "summary"}
    assert registers.ALL["mediation_case"].sees == {"TP", "LD"}
