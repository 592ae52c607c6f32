"""Periods: their days, declarations, the close and what it freezes."""

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import desktop
from db import blobs
from desktop import registers, snapshots
from desktop.actions import conflicts, lookup
from desktop.actions import periods as verbs
from desktop.actions.periods import NewPeriod
from desktop.errors import Problem
from desktop.reporting import periods
from desktop.reporting.closing import NotReady, forms_at
from desktop.reporting.periods import standing
from desktop.snapshots import FrozenItem
from tests.office import COMMUNE, DISTRICT, Desk, carry, declared_registers, open_desk, sibling
from tests.sources import ROOT

Q1 = "2024-Q1"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = open_desk(tmp_path / "xa")
    yield made
    made.office.close()


@pytest.fixture
def district(tmp_path: Path) -> Iterator[Desk]:
    made = open_desk(tmp_path / "huyen", DISTRICT)
    yield made
    made.office.close()


def where(desk: Desk, code: str = Q1, unit: str | None = None) -> periods.Standing:
    with desk.office.reading() as connection:
        return standing(desk.office, connection, unit or desk.unit, code)


def ready(desk: Desk) -> None:
    """A session, and "không phát sinh" for every other register."""
    desk.session("2024-01-08")
    verbs.nothing_happened(desk.office, Q1, all_empty=True)


def cells(found: periods.Standing, form: str) -> dict[str, int | str | None]:
    assert found.snapshot
    return found.snapshot.forms[form].cells


def test_a_period_nobody_opened_has_the_days_of_the_decree(desk):
    found = where(desk)
    assert (found.period.first, found.period.last, found.period.due) == ("2023-12-15", "2024-03-14", "2024-03-19")
    assert (found.state, found.version, found.snapshot_hash) == ("open", 0, None)
    assert "Nghị định 09/2019/NĐ-CP" in found.period.due_basis


def test_a_code_that_means_nothing_is_refused(desk):
    with pytest.raises(Problem) as problem:
        where(desk, "2024-Q5")
    assert problem.value.code == "unknown_period"


def test_the_dates_of_the_upper_unit_hold_until_the_first_close(desk, district):
    verbs.open_period(desk.office, NewPeriod("quarter", 2024, 1))
    verbs.open_period(district.office, NewPeriod("quarter", 2024, 1, "01/01/2024", "31/03/2024", due="05/04/2024"))
    carry(district, desk)
    assert (where(desk).period.first, where(desk).period.due) == ("2024-01-01", "2024-04-05")
    ready(desk)
    verbs.close_period(desk.office, Q1)
    district_edit = where(district).period.record
    assert district_edit
    district.edit("report_period", district_edit, from_date="2024-01-15")
    carry(district, desk)
    assert (where(desk).period.first, where(desk).period.last) == ("2024-01-01", "2024-03-31")


def test_a_commune_does_not_move_the_days_that_its_district_gave(desk, district):
    verbs.open_period(district.office, NewPeriod("quarter", 2024, 1))
    carry(district, desk)
    assert verbs.open_period(desk.office, NewPeriod("quarter", 2024, 1)).standing.period.opened_by == DISTRICT
    with pytest.raises(Problem) as problem:
        verbs.open_period(desk.office, NewPeriod("quarter", 2024, 1, "2024-01-01", "2024-03-31"))
    assert problem.value.code == "not_allowed"


def test_a_period_of_its_own_days_needs_a_code_and_both_days(desk):
    made = verbs.open_period(desk.office, NewPeriod("custom", 2024, None, "15/10/2024", "15/11/2024", code="2024-DOT1"))
    assert made.as_json("2024")["from"] == "2024-10-15"
    assert [one.standing.code for one in verbs.listing(desk.office)] == ["2024-DOT1"]
    with pytest.raises(Problem):
        verbs.open_period(desk.office, NewPeriod("custom", 2024, None, "15/10/2024", None, code="2024-DOT2"))


def test_opening_a_period_twice_keeps_one_record(desk):
    first = verbs.open_period(desk.office, NewPeriod("quarter", 2024, 1)).standing.period.record
    assert verbs.open_period(desk.office, NewPeriod("quarter", 2024, 1, due="2024-03-27")).standing.period.record == first
    assert lookup.listing(desk.office, "report_period", lookup.Ask()).total == 1
    assert where(desk).period.due == "2024-03-27"


def test_records_speak_for_themselves_and_the_rest_is_declared(desk):
    desk.session("2024-01-08")
    assert where(desk).declared == {"reception_session": "co"}
    verbs.nothing_happened(desk.office, Q1, ["reward"], not_applicable=True)
    found = verbs.nothing_happened(desk.office, Q1, all_empty=True).standing
    assert found.undeclared == ()
    assert found.declared["reward"] == "khong_ap_dung"
    assert found.declared["dialogue"] == "khong"
    assert set(found.declared) == set(declared_registers())


def test_a_register_with_records_is_not_declared_empty(desk):
    desk.session("2024-01-08")
    with pytest.raises(Problem) as problem:
        verbs.nothing_happened(desk.office, Q1, ["reception_session"])
    assert problem.value.code == "rule_broken"


@pytest.mark.parametrize(
    ("register", "code"), [("nowhere", "unknown_register"), ("reception_visit", "invalid_value"), ("village", "invalid_value")]
)
def test_only_registers_that_a_period_asks_about_are_declared(desk, register, code):
    with pytest.raises(Problem) as problem:
        verbs.nothing_happened(desk.office, Q1, [register])
    assert problem.value.code == code


def test_who_declares_is_named_when_the_account_bears_an_officials_name(desk):
    official = desk.add("official", name="Lò Thị Ún", position="Công chức")
    verbs.nothing_happened(desk.office, Q1, ["reward"])
    found = lookup.listing(desk.office, "period_declaration", lookup.Ask()).records[0]
    assert found.values["declared_by"] == official
    assert found.values["declared_on"] == "2024-03-20"


def test_a_register_that_says_nothing_stops_the_close_and_no_reason_helps(desk):
    desk.session("2024-01-08")
    with pytest.raises(NotReady) as refused:
        verbs.close_period(desk.office, Q1, overrides={"drafts": "đã xem"})
    assert refused.value.code == "rule_broken"
    assert set(refused.value.undeclared) == set(declared_registers()) - {"reception_session"}
    assert where(desk).state == "open"


def test_a_close_freezes_every_form_and_what_it_was_counted_over(desk):
    signer = desk.add("official", name="Pờ Hùng Sang", position="Chủ tịch")
    ready(desk)
    done = verbs.close_period(desk.office, Q1, signer="Pờ Hùng Sang")
    found = done.standing
    assert (found.state, found.version) == ("closed", 1)
    assert found.snapshot
    assert (
        {code for code in found.snapshot.forms if " " not in code}
        == {form.code for form, _ in forms_at(found.period.span.to_date)}
        >= {"01/TCD", "DV-04", "DV-05"}
    )
    assert cells(found, "DV-05")["2"] == 1
    assert cells(found, "DV-04")["1"] == 0
    items = found.snapshot.items
    assert items["CT"]["CT5a"] == FrozenItem(numerator=1, denominator=13, met=False)
    assert items["I"]["I35"] == FrozenItem(numerator=30, denominator=30)
    assert found.snapshot.signer
    assert (found.snapshot.signer.id, found.snapshot.signer.position) == (signer, "Chủ tịch")
    assert list(found.vector) == [desk.office.identity.station]
    assert found.closing
    assert found.closing.by == "Lò Thị Ún"


def test_the_snapshot_is_canonical_and_named_by_its_hash(desk):
    ready(desk)
    mark = verbs.close_period(desk.office, Q1).standing.snapshot_hash
    assert mark
    with desk.office.reading() as connection:
        body = blobs.get(connection, mark)
        assert body is not None
        assert blobs.name_of(body) == mark
        held = snapshots.held(connection, mark)
    assert body.decode() == json.dumps(json.loads(body), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    assert held
    assert held.first == "2023-12-15"


def test_drafts_in_the_period_ask_for_a_reason(desk):
    ready(desk)
    desk.add("reward", draft=True, decision_date="2024-02-01")
    desk.add("reward", draft=True, decision_date="2024-06-01")
    with pytest.raises(NotReady) as refused:
        verbs.close_period(desk.office, Q1)
    assert [one.check for one in refused.value.checks if not one.ok] == ["drafts"]
    done = verbs.close_period(desk.office, Q1, overrides={"drafts": "giấy khen ký tháng sau"})
    assert next(one for one in done.checks if one.overridden).check == "drafts"
    assert done.standing.closing
    assert done.standing.closing.overrides == {"drafts": "giấy khen ký tháng sau"}


@pytest.mark.parametrize(("overrides", "code"), [({"drafts": "  "}, "required_missing"), ({"DV-99:1=2": "x"}, "invalid_value")])
def test_an_override_names_a_check_and_says_why(desk, overrides, code):
    ready(desk)
    with pytest.raises(Problem) as problem:
        verbs.close_period(desk.office, Q1, overrides=overrides)
    assert problem.value.code == code


def test_the_cross_checks_of_every_form_are_named(desk):
    ready(desk)
    desk.add("dialogue", held_on="2024-02-01", announced_on="2024-01-20", participants=40)
    found = {one.check: one for one in verbs.missing(desk.office, Q1).checks}
    assert {"drafts", "conflicts", "DV-05:14<=13", "DV-05:12<=11"} <= found.keys()
    assert all(one.ok and one.message for one in found.values())


def test_an_open_conflict_in_the_period_asks_for_a_reason(desk, tmp_path):
    ready(desk)
    reward = desk.add("reward", decision_date="2024-02-01", count=1)
    other = sibling(desk, tmp_path / "b")
    desk.edit("reward", reward, count=2)
    other.edit("reward", reward, count=3)
    carry(other, desk)
    other.office.close()
    with pytest.raises(NotReady) as refused:
        verbs.close_period(desk.office, Q1)
    assert [one.check for one in refused.value.checks if not one.ok] == ["conflicts"]
    assert "Khen thưởng (1)" in refused.value.message


@pytest.mark.parametrize("role", ["TCD", "NL", "TP", "XEM", "QT"])
def test_only_leaders_and_the_clerk_of_dan_van_close(desk, role):
    ready(desk)
    with desk.signed_in("ai", role), pytest.raises(Problem) as problem:
        verbs.close_period(desk.office, Q1)
    assert problem.value.code == "not_allowed"


def test_later_records_are_flagged_and_change_no_closed_figure(desk):
    ready(desk)
    before = verbs.close_period(desk.office, Q1).standing
    late = desk.session("2024-02-05")
    desk.edit("reception_session", late, published_calendar=True)
    after = where(desk)
    assert lookup.show(desk.office, "reception_session", late).flags == ("bo_sung",)
    assert after.snapshot == before.snapshot
    assert cells(after, "DV-05")["2"] == 1


def test_an_edit_of_a_counted_record_is_flagged_too(desk):
    early = desk.session("2024-01-08")
    verbs.nothing_happened(desk.office, Q1, all_empty=True)
    verbs.close_period(desk.office, Q1)
    assert lookup.show(desk.office, "reception_session", early).flags == ()
    desk.edit("reception_session", early, published_calendar=True)
    assert lookup.show(desk.office, "reception_session", early).flags == ("bo_sung",)


def test_closing_again_after_reopening_counts_versions_and_takes_late_records_in(desk):
    ready(desk)
    verbs.close_period(desk.office, Q1)
    late = desk.session("2024-02-05")
    opened = verbs.reopen(desk.office, Q1, "ghi sót một phiên").standing
    assert (opened.state, opened.version, opened.snapshot_hash) == ("open", 1, None)
    again = verbs.close_period(desk.office, Q1).standing
    assert (again.state, again.version) == ("closed", 2)
    assert cells(again, "DV-05")["2"] == 2
    assert lookup.show(desk.office, "reception_session", late).flags == ()


def test_a_closed_period_is_not_closed_again_without_reopening(desk):
    ready(desk)
    verbs.close_period(desk.office, Q1)
    with pytest.raises(Problem) as problem:
        verbs.close_period(desk.office, Q1)
    assert problem.value.code == "period_closed"


def test_reopening_needs_a_reason_and_something_closed(desk):
    with pytest.raises(Problem) as problem:
        verbs.reopen(desk.office, Q1, "thử")
    assert problem.value.code == "rule_broken"
    ready(desk)
    verbs.close_period(desk.office, Q1)
    with pytest.raises(Problem) as problem:
        verbs.reopen(desk.office, Q1, " ")
    assert problem.value.code == "required_missing"


def test_two_closings_are_one_conflict_and_never_a_mixture(desk, tmp_path):
    ready(desk)
    other = sibling(desk, tmp_path / "b")
    desk.session("2024-02-05")
    mine = verbs.close_period(desk.office, Q1).standing
    theirs = verbs.close_period(other.office, Q1).standing
    carry(other, desk)
    carry(desk, other)
    assert [(one.register, one.field, len(one.heads)) for one in conflicts.listing(desk.office)] == [("period_close", "closing", 2)]
    assert where(desk).contested
    assert where(desk).snapshot == where(other).snapshot
    found = conflicts.listing(desk.office)[0]
    head = next(one for one in found.heads if one.value["snapshot"] == mine.snapshot_hash)
    conflicts.resolve(desk.office, found.id, take=head.op)
    carry(desk, other)
    other.office.close()
    assert mine.snapshot_hash != theirs.snapshot_hash
    assert (where(desk).contested, where(desk).snapshot_hash) == (False, mine.snapshot_hash)


def test_the_snapshot_reaches_a_sibling_with_the_closing(desk, tmp_path):
    ready(desk)
    other = sibling(desk, tmp_path / "b")
    done = verbs.close_period(desk.office, Q1).standing
    carry(desk, other)
    found = where(other)
    other.office.close()
    assert (found.state, found.snapshot) == ("closed", done.snapshot)


def test_a_closing_of_another_shape_is_no_closing():
    assert snapshots.shaped({"state": "closed", "version": 1}, snapshots.Closing) is None
    assert snapshots.shaped("closed", snapshots.Closing) is None


def test_the_program_names_its_version_in_a_snapshot():
    assert tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"] == desktop.__version__


def test_the_answer_has_the_shape_of_the_contract(desk):
    ready(desk)
    verbs.close_period(desk.office, Q1)
    found = verbs.listing(desk.office)[0].as_json("2024")
    assert found["unit"] == COMMUNE.partition(":")[2]
    wanted = {"period", "unit", "from", "to", "due", "state", "version", "snapshot", "undeclared", "comments", "agrees", "differences"}
    assert wanted <= found.keys()
    assert registers.ALL["period_close"].system


def test_a_commune_keeps_calendar_months_by_a_rule_of_its_own(desk):
    desk.add(
        "legal_rule", rule_key="period_first_day", value="1", unit="ngay_trong_thang", valid_from="2024-01-01", source="Công văn của huyện"
    )
    days = {code: (where(desk, code).period.first, where(desk, code).period.last) for code in ("2024-06", Q1, "2024-H1", "2024-9M", "2024")}
    assert days == {
        "2024-06": ("2024-06-01", "2024-06-30"), Q1: ("2024-01-01", "2024-03-31"), "2024-H1": ("2024-01-01", "2024-06-30"),
        "2024-9M": ("2024-01-01", "2024-09-30"), "2024": ("2024-01-01", "2024-12-31"),
    }  # fmt: skip
    assert where(desk, "2025-Q1").period.first == "2025-01-01"


def test_a_half_year_is_the_sum_of_its_quarters_where_nothing_came_late(desk):
    for day in ("2023-12-15", "2024-01-08", "2024-03-14", "2024-03-15", "2024-06-14", "2024-06-17"):
        desk.session(day, actor="thu_truong", kind="dinh_ky")
        desk.add("dialogue", held_on=day, participants=3)
        desk.add("reward", decision_date=day, reason="dvk", count=2)
    found = {}
    for code in (Q1, "2024-Q2", "2024-H1"):
        verbs.nothing_happened(desk.office, code, all_empty=True)
        verbs.close_period(desk.office, code)
        found[code] = where(desk, code)
    for form, column in (("DV-05", "2"), ("DV-05", "9"), ("DV-05", "10"), ("DV-04", "16"), ("01/TCD", "12")):
        first, second, half = (cells(found[code], form)[column] for code in (Q1, "2024-Q2", "2024-H1"))
        assert first + second == half > 0, (form, column)
