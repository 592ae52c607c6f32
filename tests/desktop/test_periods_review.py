"""What the district does with a commune's closing: count again, return, accept, lock; and what the commune hears of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from msgspec import to_builtins
from msgspec.structs import replace

from db.store import get_meta
from desktop import registers, snapshots
from desktop.actions import lookup, records
from desktop.actions import periods as verbs
from desktop.actions.periods import NewPeriod, PeriodState
from desktop.errors import Problem
from desktop.reporting.closing import write_field
from desktop.reporting.periods import decisions_for, keep_decisions, standing
from desktop.snapshots import FrozenItem
from tests.office import COMMUNE, DISTRICT, NEIGHBOUR, Desk, carry, open_desk, sibling

Q1 = "2024-Q1"


@dataclass
class World:
    xa: Desk
    huyen: Desk
    session: str = ""

    def close(self) -> None:
        verbs.close_period(self.xa.office, Q1)
        carry(self.xa, self.huyen)

    def above(self) -> PeriodState:
        return verbs.show(self.huyen.office, Q1, COMMUNE)

    def below(self) -> PeriodState:
        return verbs.show(self.xa.office, Q1)

    def tell(self) -> None:
        carry(self.huyen, self.xa, decisions=True)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(open_desk(tmp_path / "xa"), open_desk(tmp_path / "huyen", DISTRICT))
    made.session = made.xa.session("2024-01-08")
    made.xa.add("model", registered_on="2024-02-01")
    verbs.nothing_happened(made.xa.office, Q1, all_empty=True)
    yield made
    made.xa.office.close()
    made.huyen.office.close()


def test_a_commune_that_sent_nothing_has_not_reported(world):
    assert (world.above().standing.state, world.above().standing.reported) == ("not_reported", False)


def test_a_unit_is_named_small_inside_a_sentence(world):
    with pytest.raises(Problem) as refused:
        verbs.accept_period(world.huyen.office, NEIGHBOUR, Q1)
    assert refused.value.message.startswith("Chưa nhận được số chốt kỳ quý I/2024 của thị trấn Mường Tè.")
    with pytest.raises(Problem) as refused:
        verbs.show(world.xa.office, Q1, DISTRICT)
    assert refused.value.message == "Máy này không giữ kỳ báo cáo của huyện Mường Tè."


def test_records_before_the_close_are_figures_so_far(world):
    carry(world.xa, world.huyen)
    found = world.above()
    assert (found.standing.state, found.standing.reported, found.comparison.agrees) == ("open", True, None)


def test_a_received_closing_agrees_with_what_the_district_counts(world):
    world.close()
    found = world.above()
    assert (found.standing.state, found.standing.version) == ("received", 1)
    assert (found.comparison.agrees, found.comparison.differences) == (True, ())
    assert world.below().standing.state == "closed"


def test_it_still_agrees_when_records_changed_since(world):
    world.close()
    world.xa.edit("reception_session", world.session, held=False, reason_not_held="Chủ tịch đi họp", actual_date=None)
    for day in ("2024-02-05", "2024-02-12"):  # one more than was held when it closed
        world.xa.session(day)
    carry(world.xa, world.huyen)
    assert world.above().comparison.agrees is True


def forge(world: World, form: str, cell: str, said: object, **changed: object) -> None:
    """Close, change one frozen cell behind the closing's back, and carry it up."""
    verbs.close_period(world.xa.office, Q1)
    found = world.below().standing
    assert found.closing
    assert found.snapshot
    forms, items = found.snapshot.forms, found.snapshot.items
    if form in items:
        items = {**items, form: {**items[form], cell: said}}
    else:
        forms = {**forms, form: replace(forms[form], cells={**forms[form].cells, cell: said})}
    with world.xa.office.writing() as connection:
        mark = snapshots.keep(connection, replace(found.snapshot, forms=forms, items=items))
        value = to_builtins(replace(found.closing, snapshot=mark, **changed))
        write_field(world.xa.office, connection, registers.ALL["period_close"], {"period": Q1}, "closing", value)
    carry(world.xa, world.huyen)


@pytest.mark.parametrize(
    ("form", "cell", "said", "declared", "computed"),
    [
        ("DV-04", "1", 7, 7, 1),
        ("DV-06", "3", 5, 5, 0),
        ("01/TCD", "12", 4, 4, 1),
        ("02/XLD", "1", 9, 9, 0),
        ("DV-15", "1", 3, 3, 0),
        ("DV-06", "10", 1, None, None),  # letters of a book that stays at home: shown as closed, never counted again
        ("CT", "CT5a", FrozenItem(numerator=9, denominator=13, met=False), "9/13", "1/13"),
        # books that stay at home are among those of I35: as closed, never counted again
        ("I", "I35", FrozenItem(numerator=1, denominator=2), None, None),
    ],
)
def test_a_closing_whose_cells_are_not_those_of_its_records_differs_by_cell(world, form, cell, said, declared, computed):
    forge(world, form, cell, said)
    above = world.above().as_json("2024")
    expected = [{"form": form, "cell": cell, "declared": declared, "computed": computed}] if computed is not None else []
    assert (above["agrees"], above["differences"]) == (not expected, expected)


@pytest.mark.parametrize(
    ("form", "cell", "said", "differs", "must"),
    [("DV-06", "4", 2, "2", 2), ("DV-06", "1a", 3, "1", 3), ("DV-06", "1", 3, "1", 0), ("DV-07", "8", "0.5000", "8", None)],
)
def test_figures_that_only_the_commune_can_count_must_fit_one_another(world, form, cell, said, differs, must):
    forge(world, form, cell, said)
    above = world.above()
    assert [(one.form, one.cell, one.computed) for one in above.comparison.differences] == [(form, differs, must)]


def test_what_the_commune_passed_over_with_a_reason_is_no_difference(world):
    forge(world, "DV-06", "4", 2, overrides={"DV-06:2=3+4+5+5a": "sổ giấy chưa tách"})
    assert world.above().comparison.agrees is True


def test_a_closing_whose_snapshot_is_not_here_waits(world):
    verbs.close_period(world.xa.office, Q1)
    carry(world.xa, world.huyen)
    with world.huyen.office.writing() as connection:
        connection.execute("DELETE FROM blob")
    assert (world.above().standing.state, world.above().comparison.agrees) == ("closed", None)
    with pytest.raises(Problem) as problem:
        verbs.accept_period(world.huyen.office, COMMUNE, Q1)
    assert problem.value.code == "rule_broken"


def test_a_closing_that_names_the_figures_of_another_period_waits(world):
    verbs.nothing_happened(world.xa.office, "2024-Q2", all_empty=True)
    other = verbs.close_period(world.xa.office, "2024-Q2").standing.snapshot_hash
    verbs.close_period(world.xa.office, Q1)
    closing = world.below().standing.closing
    assert closing
    assert other
    with world.xa.office.writing() as connection:
        value = to_builtins(replace(closing, snapshot=other))
        write_field(world.xa.office, connection, registers.ALL["period_close"], {"period": Q1}, "closing", value)
    carry(world.xa, world.huyen)
    assert world.above().standing.state == "closed"


def test_a_closing_of_another_shape_changes_nothing_above(world):
    with world.xa.office.writing() as connection:
        write_field(world.xa.office, connection, registers.ALL["period_close"], {"period": Q1}, "closing", {"state": "closed", "vector": 7})
    carry(world.xa, world.huyen)
    assert world.above().standing.state == "open"


def test_a_return_collects_comments_and_reaches_the_commune(world):
    world.close()
    verbs.return_period(world.huyen.office, COMMUNE, Q1, "kiểm tra lại số cuộc đối thoại", cell="DV-05:9")
    verbs.return_period(world.huyen.office, COMMUNE, Q1, "ngày này là ngày lễ", record=world.session)
    world.tell()
    found = world.below().as_json("2024")
    assert found["state"] == "returned"
    assert [(one["cell"], one["record"], one["text"]) for one in found["comments"]] == [
        ("DV-05:9", None, "kiểm tra lại số cuộc đối thoại"),
        (None, world.session, "ngày này là ngày lễ"),
    ]


def test_a_returned_period_is_closed_again_without_reopening(world):
    world.close()
    verbs.return_period(world.huyen.office, COMMUNE, Q1, "thiếu một phiên")
    world.tell()
    late = world.xa.session("2024-02-05")
    assert lookup.show(world.xa.office, "reception_session", late).flags == ("bo_sung",)
    world.close()
    assert lookup.show(world.xa.office, "reception_session", late).flags == ()
    assert (world.below().standing.state, world.below().standing.comments) == ("closed", ())
    again = world.above()
    assert (again.standing.state, again.standing.version, again.comparison.agrees) == ("received", 2, True)


def test_a_returned_period_asks_again_for_what_was_corrected_away(world):
    world.close()
    verbs.return_period(world.huyen.office, COMMUNE, Q1, "phiên này không có")
    world.tell()
    records.strike_out(world.xa.office, "reception_session", world.session)
    assert world.below().standing.undeclared == ("reception_session",)


def test_an_accepted_period_can_be_reopened_until_it_is_locked(world):
    world.close()
    assert verbs.accept_period(world.huyen.office, COMMUNE, Q1).standing.state == "accepted"
    world.tell()
    assert world.below().standing.state == "accepted"
    verbs.reopen(world.xa.office, Q1, "bổ sung")
    world.close()
    verbs.accept_period(world.huyen.office, COMMUNE, Q1)
    assert verbs.lock_period(world.huyen.office, COMMUNE, Q1).standing.state == "locked"
    world.tell()
    with pytest.raises(Problem) as problem:
        verbs.reopen(world.xa.office, Q1, "bổ sung nữa")
    assert problem.value.code == "period_closed"
    with pytest.raises(Problem) as problem:
        verbs.return_period(world.huyen.office, COMMUNE, Q1, "muộn")
    assert problem.value.code == "period_closed"


def test_a_lock_of_an_older_version_does_not_swallow_a_newer_one(world):
    world.close()
    verbs.reopen(world.xa.office, Q1, "sửa")
    verbs.close_period(world.xa.office, Q1)
    verbs.lock_period(world.huyen.office, COMMUNE, Q1)
    carry(world.xa, world.huyen)
    assert (world.above().standing.state, world.above().standing.version) == ("received", 2)


def test_the_commune_follows_the_highest_version_then_counter(world):
    world.close()
    verbs.return_period(world.huyen.office, COMMUNE, Q1, "xem lại")
    with world.huyen.office.reading() as connection:
        old = decisions_for(world.huyen.office, connection, COMMUNE)
    verbs.accept_period(world.huyen.office, COMMUNE, Q1)
    with world.huyen.office.reading() as connection:
        new = decisions_for(world.huyen.office, connection, COMMUNE)
    assert (old[0].state, new[0].state) == ("returned", "accepted")
    assert old[0].lamport < new[0].lamport
    with world.xa.office.writing() as connection:
        keep_decisions(world.xa.office, connection, new)
        keep_decisions(world.xa.office, connection, old)
    assert world.below().standing.state == "accepted"


def test_a_decision_about_another_unit_is_not_kept(world):
    world.close()
    verbs.accept_period(world.huyen.office, COMMUNE, Q1)
    other = open_desk(world.xa.office.paths.home.parent / "khac", NEIGHBOUR)
    carry(world.huyen, other, decisions=True)
    with world.huyen.office.reading() as there, other.office.writing() as here:
        keep_decisions(other.office, here, decisions_for(world.huyen.office, there, COMMUNE))
        assert get_meta(here, f"decision:{COMMUNE}:{Q1}") is None
    other.office.close()


def test_decisions_merge_among_the_laptops_of_the_district(world, tmp_path):
    world.close()
    second = sibling(world.huyen, tmp_path / "huyen2")
    carry(world.xa, second)
    verbs.return_period(second.office, COMMUNE, Q1, "xem lại cột 2", cell="DV-05:2")
    carry(second, world.huyen)
    second.office.close()
    assert [one.text for one in world.above().standing.comments] == ["xem lại cột 2"]


def test_two_closings_are_chosen_below_before_anything_is_decided(world, tmp_path):
    second = sibling(world.xa, tmp_path / "xa2")
    second.session("2024-02-05")
    verbs.close_period(second.office, Q1)
    verbs.close_period(world.xa.office, Q1)
    carry(second, world.huyen)
    carry(world.xa, world.huyen)
    second.office.close()
    with pytest.raises(Problem) as problem:
        verbs.accept_period(world.huyen.office, COMMUNE, Q1)
    assert "hai lần chốt" in problem.value.message


@pytest.mark.parametrize(
    ("more", "code"),
    [({"cell": "DV-05:99"}, "invalid_value"), ({"cell": "DV-99:1"}, "invalid_value"), ({"record": "không có"}, "unknown_record")],
)
def test_a_comment_points_at_something_that_is_there(world, more, code):
    world.close()
    with pytest.raises(Problem) as problem:
        verbs.return_period(world.huyen.office, COMMUNE, Q1, "xem lại", **more)
    assert problem.value.code == code


def test_only_the_receiving_unit_decides_and_only_by_its_leaders(world):
    world.close()
    with pytest.raises(Problem) as problem:
        verbs.accept_period(world.xa.office, COMMUNE, Q1)
    assert problem.value.code == "not_allowed"
    with world.huyen.signed_in("nhập liệu", "NL", "DV"), pytest.raises(Problem) as problem:
        verbs.accept_period(world.huyen.office, COMMUNE, Q1)
    assert problem.value.code == "not_allowed"
    assert world.above().standing.state == "received"


def test_the_district_lists_one_row_per_subordinate_unit_in_code_order(world):
    verbs.open_period(world.huyen.office, NewPeriod("quarter", 2024, 1))
    world.close()
    rows = [one.as_json("2024") for one in verbs.listing(world.huyen.office)]
    assert len(rows) == 14
    assert [row["unit"] for row in rows] == sorted(row["unit"] for row in rows)
    assert {row["unit"]: row["state"] for row in rows}["03448"] == "received"
    assert {row["state"] for row in rows} == {"received", "not_reported"}
    assert [row["unit"] for row in (one.as_json("2024") for one in verbs.listing(world.huyen.office, COMMUNE))] == ["03448"]


def test_a_commune_does_not_look_at_its_neighbours_periods(world):
    with pytest.raises(Problem) as problem:
        verbs.listing(world.xa.office, NEIGHBOUR)
    assert problem.value.code == "not_allowed"


def test_a_decision_stands_in_no_line_that_travels_down(world):
    world.close()
    verbs.accept_period(world.huyen.office, COMMUNE, Q1)
    carry(world.huyen, world.xa)
    with world.xa.office.reading() as connection:
        assert standing(world.xa.office, connection, COMMUNE, Q1).state == "closed"
