"""Books of two communes that went into one: handed over, late sticks, hashes; every step travels as a package."""

from dataclasses import replace

import pytest

from desktop.actions import (
    conflicts,
    due,
    lookup,
    packages,
    parcels,
    records,
    succession,
    table_export,
    table_import,
)
from desktop.actions.search import look
from desktop.errors import Problem
from tests.desktop.mergers.eras import BUM, DAY, MOI, MOI2, MUONG, NEW, TINH, UNITS
from tests.desktop.world import HUYEN, PASSWORD


def test_the_new_province_is_told_of_its_districts_communes_and_signs_their_mergers(merged):
    for name in UNITS.keys() - {MOI2}:
        assert {(one.old, one.new, one.first) for one in succession.listing(merged[name])} == {
            (UNITS[HUYEN], UNITS[TINH], DAY), (UNITS[MUONG], NEW, DAY), (UNITS[BUM], NEW, DAY),
        }  # fmt: skip
    assert merged[MOI].owned == {NEW, UNITS[MUONG], UNITS[BUM]}
    assert merged[TINH].owned == {UNITS[TINH], UNITS[HUYEN]}


def test_a_handover_brings_the_books_with_names_and_the_key_to_the_successor_alone(merged):
    record = merged.add(MUONG, name="Mô hình cũ")
    visit = merged.add(MUONG, "reception_visit", citizen_name="Lò Văn Kín")
    got = merged.carry(MUONG, MOI, kind="handover")
    assert (got.result, got.dropped_home, got.refused_logs) == ("merged", [], [])
    assert merged.value(MOI, record) == "Mô hình cũ"
    assert merged.value(MOI, visit, "citizen_name", "reception_visit") == "Lò Văn Kín"
    for audience in ("up", "home"):
        assert merged.state_of(MOI, UNITS[MUONG], audience) == merged.state_of(MUONG, UNITS[MUONG], audience)
    assert merged.unit_keys(MOI) == {NEW, UNITS[MUONG]}
    merged.carry(MOI, TINH)
    assert merged.state_of(TINH, UNITS[MUONG]) == merged.state_of(MUONG, UNITS[MUONG])
    assert merged.bodies(TINH, "home", UNITS[MUONG]) == []


def test_before_the_merger_is_known_nothing_is_handed_over(world):
    with pytest.raises(Problem) as problem:
        world.export(MUONG, kind="handover")
    assert problem.value.code == "not_allowed"


def test_home_lines_under_another_name_than_handover_are_dropped(merged):
    """Only the package that the fact allows carries names: not one to the upper unit that is turned into something else."""
    merged.add(MUONG, "reception_visit", citizen_name="Lò Văn Kín")
    file = merged.export(MUONG, kind="handover")[0]
    assert merged.bring(TINH, file).packages[0].code == "misaddressed"
    assert merged.bring(BUM, file).packages[0].code == "misaddressed"


def test_a_late_package_of_the_abolished_commune_is_taken_by_the_successors(merged):
    merged.carry(MUONG, MOI, kind="handover")
    merged.add(MUONG, name="Ghi sau ngày sáp nhập")
    late = merged.export(MUONG)[0]  # still addressed to the old district
    got = merged.bring(TINH, late).packages[0]
    assert (got.result, got.code) == ("merged", None)
    merged.bring(HUYEN, late)
    merged.carry(TINH, MOI, to=NEW)
    assert len({merged.state_of(name, UNITS[MUONG]) for name in (MUONG, MOI, TINH, HUYEN)}) == 1
    merged.carry(MUONG, MOI, kind="handover")
    assert merged.state_of(MOI, UNITS[MUONG], "home") == merged.state_of(MUONG, UNITS[MUONG], "home")


def test_a_stick_that_was_sealed_for_the_old_district_alone_is_opened_by_the_province(world):
    """The commune exported before it knew of any merger; the district's laptop hands its books and key over and is gone."""
    world.add(MUONG, name="Gói cũ trên USB cũ")
    late = world.export(MUONG)[0]
    before = world.bring(TINH, late).packages[0]
    assert (before.result, before.code) == ("refused", "misaddressed")
    assert world.carry(HUYEN, TINH, kind="handover").result == "merged"
    assert world.bring(TINH, late).packages[0].result == "merged"
    assert world.state_of(TINH, UNITS[MUONG]) == world.state_of(MUONG, UNITS[MUONG])


def test_a_record_of_the_old_unit_is_edited_by_the_successor_and_keeps_its_unit_and_number(merged):
    record = merged.add(MUONG, name="Cũ")
    number = lookup.show(merged[MUONG], "model", record).book_no
    merged.carry(MUONG, MOI, kind="handover")
    records.edit(merged[MOI], "model", record, {"name": "Sửa ở xã mới"})
    shown = lookup.show(merged[MOI], "model", record)
    assert (shown.unit, shown.book_no, shown.values["name"]) == (UNITS[MUONG], number, "Sửa ở xã mới")
    assert merged.carry(MOI, TINH).refused_logs == []
    assert merged.value(TINH, record) == "Sửa ở xã mới"
    assert merged.state_of(MOI, UNITS[MUONG]) == merged.state_of(TINH, UNITS[MUONG])
    merged.carry(TINH, MUONG, to=UNITS[MUONG])  # what the new commune writes is for it and those above, not for the old laptop
    assert merged.value(MUONG, record) == "Cũ"


def test_a_new_record_belongs_to_the_new_unit_and_its_book_begins_with_one(merged):
    merged.add(MUONG)
    merged.carry(MUONG, MOI, kind="handover")
    made = lookup.show(merged[MOI], "model", merged.add(MOI))
    assert (made.unit, made.book_no) == (NEW, "1")


def test_a_strike_out_of_the_old_unit_is_taken_back_by_the_successor(merged):
    record = merged.add(MUONG)
    records.strike_out(merged[MUONG], "model", record)
    merged.carry(MUONG, MOI, kind="handover")
    records.restore(merged[MOI], "model", record)
    assert lookup.show(merged[MOI], "model", record).deleted is False
    assert merged.carry(MOI, TINH).refused_logs == []
    assert lookup.show(merged[TINH], "model", record).deleted is False


def test_edits_on_the_old_and_the_new_laptop_are_a_conflict_that_the_successor_settles(merged):
    record = merged.add(MUONG, name="Chung")
    merged.carry(MUONG, MOI, kind="handover")
    merged.edit(MUONG, record, name="Máy cũ")
    merged.edit(MOI, record, name="Máy mới")
    merged.carry(MUONG, MOI, kind="handover")
    open_now = conflicts.listing(merged[MOI])
    assert [(one.unit, one.field) for one in open_now] == [(UNITS[MUONG], "name")]
    conflicts.resolve(merged[MOI], open_now[0].id, value="Đã thống nhất")
    merged.carry(MOI, TINH)
    for name in (MOI, TINH):
        assert merged.value(name, record) == "Đã thống nhất"
        assert conflicts.listing(merged[name]) == []


def test_the_second_laptop_of_the_successor_gets_the_old_books_and_keys_from_the_first(merged):
    record = merged.add(MUONG, "reception_visit", citizen_name="Lò Văn Kín")
    merged.carry(MUONG, MOI, kind="handover")
    merged.admit(MOI, MOI2)
    got = merged.carry(MOI, MOI2, kind="home")
    assert (got.result, got.dropped_home) == ("merged", [])
    assert merged.value(MOI2, record, "citizen_name", "reception_visit") == "Lò Văn Kín"
    assert merged.unit_keys(MOI2) == {NEW, UNITS[MUONG]}
    assert merged.state_of(MOI2, UNITS[MUONG], "home") == merged.state_of(MUONG, UNITS[MUONG], "home")


def test_both_communes_hand_over_in_any_order_and_a_doubled_stick_changes_nothing(merged):
    for name in (MUONG, BUM):
        merged.add(name, name=f"Của {name}")
    sticks = [merged.export(name, kind="handover")[0] for name in (BUM, MUONG)]
    results = [one.result for one in merged.bring(MOI, *sticks, *sticks).packages]
    assert results == ["merged", "merged", "duplicate", "duplicate"]
    merged.carry(MOI, TINH)
    for name in (MUONG, BUM):
        assert merged.state_of(TINH, UNITS[name]) == merged.state_of(name, UNITS[name])


def test_what_was_handed_over_and_acknowledged_is_not_sent_again(merged):
    merged.add(MUONG)
    merged.carry(MUONG, MOI, kind="handover")
    merged.carry(MOI, TINH)
    merged.carry(TINH, MUONG, to=UNITS[MUONG])
    again = packages.export(merged[MUONG], merged.stick(), kind="handover").written[0]
    assert again.collected.ops == 0


def test_an_edit_that_came_before_the_merger_was_known_counts_from_when_it_is(world):
    """The root signs the merger; the province gets the new commune's edit on a stick without any fact, and refuses it."""
    record = world.add(MUONG, name="Cũ")
    world.carry(TINH, HUYEN, to=UNITS[HUYEN])
    succession.succeed(world[HUYEN], UNITS[MUONG], NEW, DAY, PASSWORD)
    world.carry(HUYEN, MUONG, to=UNITS[MUONG])
    world.carry(MUONG, MOI, kind="handover")
    world.edit(MOI, record, name="Sửa ở xã mới")
    whole = world.export(MOI)[0]
    bare = world.repack(MOI, TINH, whole, lambda parts: replace(parts, root_facts=()))
    first = world.bring(TINH, bare).packages[0]
    assert [one["code"] for one in first.refused_logs] == ["not_allowed"]
    assert world.value(TINH, record) == "Cũ"
    assert world.bring(TINH, whole).packages[0].refused_logs == []
    assert world.value(TINH, record) == "Sửa ở xã mới"
    assert world.state_of(TINH, UNITS[MUONG]) == world.state_of(MOI, UNITS[MUONG])


def test_lists_and_search_of_the_successor_show_the_old_books_too(merged):
    old = merged.add(MUONG, name="Mô hình của thị trấn cũ")
    merged.carry(MUONG, MOI, kind="handover")
    new = merged.add(MOI, name="Mô hình của xã mới")
    assert {one.id for one in lookup.listing(merged[MOI], "model", lookup.Ask()).records} == {old, new}
    hit = look(merged[MOI], "thị trấn cũ").hits[0]
    assert hit.detail.endswith("Thị trấn Mường Tè")


SPELLINGS = {
    "the same unit": ("03433", "2025:03433", DAY, "invalid_value"),
    "a unit below it": ("2025:12", "2025:03433", DAY, "invalid_value"),
    "no date": ("2024:03433", "2025:03433", "hôm nào", "invalid_value"),
    "an unknown unit": ("2024:99999", "2025:03433", DAY, "unknown_unit"),
    "a unit of somebody else": ("2024:03436", "2025:03439", DAY, "not_allowed"),
}


@pytest.mark.parametrize(("old", "new", "first", "code"), SPELLINGS.values(), ids=SPELLINGS)
def test_a_succession_is_refused_for(world, old, new, first, code):
    with pytest.raises(Problem) as problem:
        succession.succeed(world[MOI], old, new, first)
    assert problem.value.code == code


def test_a_succession_is_signed_once_and_never_backwards(merged):
    for old, new in ((UNITS[MUONG], NEW), (NEW, UNITS[MUONG])):
        with pytest.raises(Problem) as problem:
            succession.succeed(merged[TINH], old, new, DAY)
        assert problem.value.code == "invalid_value"


def test_what_the_old_unit_owed_is_due_at_its_successor(merged):
    merged.add(MUONG, "petition", received_on="2024-03-01")
    merged.carry(MUONG, MOI, kind="handover")
    owed = {(one.kind, one.due_on, one.id) for one in due.listing(merged[MUONG], None) if one.register == "petition"}
    assert owed
    assert owed <= {(one.kind, one.due_on, one.id) for one in due.listing(merged[MOI], None)}


def test_the_province_lists_the_old_units_among_those_that_packages_go_down_to(merged):
    titles = {one.unit: one.title for one in parcels.waiting_down(merged[TINH])}
    assert titles[UNITS[MUONG]] == "Thị trấn Mường Tè (nay là xã Bum Tở)"
    assert titles[NEW] == "Xã Bum Tở"
    assert UNITS[HUYEN] in titles
    written = {one.to for one in packages.export(merged[TINH], merged.stick()).written}
    assert written == {NEW, UNITS[HUYEN], UNITS[MUONG], UNITS[BUM]}


def test_a_table_of_the_successor_names_the_unit_of_each_row_and_corrects_the_old_books_too(merged):
    record = merged.add(MUONG, name="Sai tên")
    merged.carry(MUONG, MOI, kind="handover")
    file = merged.folder / "mo-hinh.csv"
    table_export.export_table(merged[MOI], "model", file)
    text = file.read_text(encoding="utf-8-sig")
    assert "Thị trấn Mường Tè" in text
    file.write_text(text.replace("Sai tên", "Đúng tên"), encoding="utf-8-sig")
    done = table_import.import_table(merged[MOI], "model", file)
    assert (done.failed, merged.value(MOI, record)) == ([], "Đúng tên")
    assert lookup.show(merged[MOI], "model", record).unit == UNITS[MUONG]
    assert merged.carry(MOI, TINH).refused_logs == []
    assert merged.value(TINH, record) == "Đúng tên"
