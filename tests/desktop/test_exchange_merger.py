"""A district with two communes of 2024 that went into one commune below a province of 2025: books, late sticks, hashes.

Every step travels as a package. The district holds the root; where the two eras meet only the root's word reaches across.
"""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from desktop import trusting
from desktop.actions import (
    conflicts,
    due,
    lookup,
    new_station,
    packages,
    parcels,
    people,
    records,
    stations,
    status,
    succession,
    table_export,
    table_import,
)
from desktop.actions.search import look
from desktop.clock import Clock
from desktop.errors import Problem
from desktop.keys.secrets_kept import Secrets
from desktop.packages import enrolment, package
from desktop.packages.parts import Parts
from desktop.paths import Paths
from tests.desktop.world import HUYEN, NOW, PASSWORD, World

DAY = "2025-07-01"
TINH, MOI, MOI2, MUONG, BUM = "tinh", "moi", "moi2", "muong", "bum"
UNITS = {HUYEN: "2024:107", MUONG: "2024:03433", BUM: "2024:03454", TINH: "2025:12", MOI: "2025:03433", MOI2: "2025:03433"}
NEW = UNITS[MOI]


class Merger(World):
    """The laptops of both eras."""

    def carry(self, source: str, target: str, **how: object):
        """Carry the package for a unit from one laptop to another; return what came of it."""
        return self.bring(target, *self.export(source, **how)).packages[0]

    def state_of(self, name: str, unit: str, audience: str = "up") -> object:
        era = self[name].identity.era
        shown = unit.removeprefix(f"{era}:")
        return status.status(self[name])["states"].get(shown, {}).get(audience)

    def admit_heir(self, giver: str, asker: str) -> None:
        request, answer = self.folder / f"{asker}.dang-ky", self.folder / f"{asker}.tra-loi"
        words = stations.request(self[asker], request)
        stations.admit(self[giver], request, words, None, answer, PASSWORD)
        stations.accept(self[asker], answer, stations.show(self[giver]).root_words)

    def unit_keys(self, name: str) -> set[str]:
        with self[name].reading() as connection:
            return {key.unit for key in Secrets.load(connection).unit_keys}


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """Set up and certify: 2024 below the district, 2025 below the province; one merger is signed, nobody else knows of it."""
    folder, keys, clock = tmp_path_factory.mktemp("merger"), dict[str, bytes](), Clock.from_text(NOW)
    for name, unit in UNITS.items():
        era, _, code = unit.partition(":")
        paths, desk = Paths(folder / name), {HUYEN: "huyen", TINH: "tinh"}.get(name, "xa")
        stations.set_up(paths, clock, unit=code, era=era, desk=desk, user="an", password=PASSWORD, root=name == HUYEN)
        office = people.sign_in(paths, clock, None, lambda: PASSWORD)
        keys[name] = office.key
        office.close()
    world = Merger(folder, keys)
    for name in (MUONG, BUM):
        world.admit(HUYEN, name)
    with pytest.raises(Problem) as problem:
        world.admit_heir(HUYEN, TINH)
    assert problem.value.code == "not_allowed"
    succession.succeed(world[HUYEN], UNITS[HUYEN], UNITS[TINH], DAY, PASSWORD)
    world.admit_heir(HUYEN, TINH)
    world.admit(TINH, MOI)
    world.close()
    return folder, keys


@pytest.fixture
def world(homes: tuple[Path, dict[str, bytes]], tmp_path: Path):
    template, keys = homes
    for name in keys:
        shutil.copytree(template / name, tmp_path / name)
    made = Merger(tmp_path, dict(keys))
    yield made
    made.close()


@pytest.fixture
def merged(world):
    """The province has signed that both communes went into the new one, and everybody was told."""
    for name in (MUONG, BUM):
        succession.succeed(world[TINH], UNITS[name], NEW, DAY)
    for name in (MUONG, BUM, HUYEN, MOI):
        assert world.carry(TINH, name, to=UNITS[name]).result == "merged"
    return world


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


def went_over(world, name: str) -> str:
    """Let a laptop of an old commune go over to the new one and be certified there; return the station that it was."""
    before = world.station(name)
    made = new_station.become(world[name], None, NEW)
    assert (made.replaces, made.enrolled) == (before, False)
    world.admit_heir(TINH, name)
    return before


def test_a_laptop_lives_through_the_merger_with_its_books_people_and_keys(merged):
    sent = merged.add(MUONG, "reception_visit", citizen_name="Lò Văn Kín")
    merged.carry(MUONG, HUYEN)
    unsent = merged.add(MUONG, name="Chưa gửi đi đâu")
    late = merged.export(HUYEN, to=UNITS[MUONG])[0]  # sealed for the old unit
    old = went_over(merged, MUONG)
    me = merged[MUONG].identity
    assert (me.unit, me.era, me.series) == (NEW, "2025", "R1")
    assert merged[MUONG].owned == {NEW, UNITS[MUONG], UNITS[BUM]}
    assert merged.value(MUONG, sent, "citizen_name", "reception_visit") == "Lò Văn Kín"
    assert merged.bring(MUONG, late).packages[0].result in ("merged", "duplicate")

    records.edit(merged[MUONG], "model", unsent, {"name": "Sửa sau sáp nhập"})
    merged._made.clear()  # a reference resolves in its own unit: the new one's books begin with villages of their own
    own = merged.add(MUONG, name="Mới")
    shown = {one.id: (one.unit, one.book_no) for one in lookup.listing(merged[MUONG], "model", lookup.Ask()).records}
    assert shown[unsent] == (UNITS[MUONG], "1")
    assert shown[own] == (NEW, "1R1")
    got = merged.carry(MUONG, TINH)
    assert (got.result, got.refused_logs, got.forks) == ("merged", [], [])
    assert merged.value(TINH, unsent) == "Sửa sau sáp nhập"
    assert merged.state_of(TINH, UNITS[MUONG]) == merged.state_of(MUONG, UNITS[MUONG])
    with merged[TINH].reading() as connection:
        assert trusting.trust_of(merged[TINH], connection).standing(old).state == "retired"
    assert UNITS[MUONG] not in {one.to for one in packages.export(merged[TINH], merged.stick()).written}

    merged.close(MUONG)
    again = people.sign_in(Paths(merged.home(MUONG)), Clock.from_text(NOW), None, lambda: PASSWORD)
    assert "QT" in again.user.roles
    again.close()


def test_laptops_of_both_old_communes_meet_as_siblings_of_the_new_one(merged):
    record = merged.add(MUONG, "reception_visit", citizen_name="Lò Văn Kín")
    for name in (MUONG, BUM):
        went_over(merged, name)
    merged.carry(MUONG, TINH)
    merged.carry(BUM, TINH)
    merged.carry(TINH, MUONG, to=NEW)
    for other in (MOI, BUM):
        with merged[other].reading() as connection:
            words = {
                one.subject.station: enrolment.request_words(one.requested())
                for one in trusting.trust_of(merged[MUONG], connection).certificates(NEW)
            }
        stations.confirm(merged[MUONG], merged.station(other), words[merged.station(other)])
    assert merged.carry(MUONG, BUM, kind="home").dropped_home == []
    assert merged.value(BUM, record, "citizen_name", "reception_visit") == "Lò Văn Kín"
    assert merged.state_of(BUM, UNITS[MUONG], "home") == merged.state_of(MUONG, UNITS[MUONG], "home")


def test_a_laptop_goes_over_only_where_its_unit_went(world):
    for unit, code in ((NEW, "not_allowed"), ("2025:99999", "unknown_unit")):
        with pytest.raises(Problem) as problem:
            new_station.become(world[MUONG], None, unit)
        assert problem.value.code == code
    assert world[MUONG].identity.unit == UNITS[MUONG]


def smuggled(world, sender: str, reader: str, parts: Parts) -> Path:
    """Let a certified laptop send a handover where no merger allows one, sealed for whom it likes."""
    with world[sender].reading() as here, world[reader].reading() as there:
        key, trust = Secrets.load(here).keys.signing, trusting.trust_of(world[sender], here)
        recipients = [one.recipient for one in Secrets.load(there).unit_keys]
    heading = package.Heading("handover", "cd" * 16, 1, NOW, UNITS[reader])
    file = world.folder / f"lau-{sender}-{reader}.goi"
    file.write_bytes(package.build(parts, heading, key, trust.chain_for(key.station), recipients))
    return file


def opened(world, reader: str, file: Path) -> Parts:
    with world[reader].reading() as connection:
        return package.read_parts(package.open_package(file.read_bytes(), Secrets.load(connection).identities))


def test_names_in_a_handover_to_whom_no_merger_made_the_successor_are_dropped(merged):
    merged.add(MUONG, "reception_visit", citizen_name="Lò Văn Kín")
    whole = opened(merged, MOI, merged.export(MUONG, kind="handover")[0])
    got = merged.bring(TINH, smuggled(merged, MUONG, TINH, whole)).packages[0]
    assert (got.result, got.dropped_home) == ("merged", [merged.station(MUONG)])
    assert merged.bodies(TINH, "home", UNITS[MUONG]) == []


def test_a_district_hands_over_no_names_of_its_communes(merged):
    """It never should have any; what it got hold of does not count as its own."""
    merged.add(MUONG, "reception_visit", citizen_name="Lò Văn Kín")
    whole = opened(merged, MOI, merged.export(MUONG, kind="handover")[0])
    got = merged.bring(TINH, smuggled(merged, HUYEN, TINH, whole)).packages[0]
    assert (got.result, got.dropped_home) == ("merged", [merged.station(MUONG)])
    assert merged.bodies(TINH, "home", UNITS[MUONG]) == []


def test_the_successor_of_one_unit_writes_nothing_in_the_books_of_another(merged):
    record = merged.add(MUONG, name="Cũ")
    other = merged.add(HUYEN, name="Của huyện")
    merged.carry(MUONG, MOI, kind="handover")
    merged.carry(HUYEN, TINH, kind="handover")
    for name, held in ((TINH, record), (MOI, other)):
        with pytest.raises(Problem) as problem:
            records.edit(merged[name], "model", held, {"name": "Sửa hộ"})
        assert problem.value.code in ("not_allowed", "unknown_record")
    records.edit(merged[TINH], "model", other, {"name": "Tỉnh sửa sổ huyện cũ"})
    assert merged.value(TINH, other) == "Tỉnh sửa sổ huyện cũ"


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
