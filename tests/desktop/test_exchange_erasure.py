"""A visit that turns into a denunciation: its content goes everywhere, also where it comes later (Luật Tố cáo 2018, điều 8)."""

import json
import shutil

import pytest

from db import drafts
from db.errors import Locked
from desktop.actions import backup, lookup, records, stations
from desktop.clock import Clock
from desktop.exchange.scope import have_of
from tests.desktop.world import HAI, HUYEN, XA

COMMUNE = "2024:03448"
CITIZEN, MATTER, LATER = "Giàng A Páo", "Đề nghị xem lại ranh giới nương", "Ông Páo gọi lại, nói thêm"
VISIT = "reception_visit"


@pytest.fixture
def world(exchange_world):
    """Two laptops of a commune and the district, which all hold one visit."""
    world = exchange_world
    world.admit(XA, HAI)
    session = world.add(XA, "reception_session", kind="dinh_ky", planned_date="2024-01-08", actor="thu_truong", held=True)
    world.visit = world.add(
        XA, VISIT, session_id=session, subject_kind="kien_nghi", citizen_name=CITIZEN, content=MATTER, handling="chuyen_don",
        target_body="Phòng Tài nguyên",
    )  # fmt: skip
    world.send(XA, HAI, kind="home")
    world.send(HAI, XA, kind="home")
    world.send(XA, HUYEN)
    return world


def turn(world, name):
    return world.edit(name, world.visit, VISIT, subject_kind="to_cao")


def holds(world, name, text):
    """Whether a text is anywhere in the value lines that are held, in what waits, or in the index of the search."""
    with world[name].reading() as connection:
        bodies = [bytes(row[0]) for row in connection.execute("SELECT body FROM value_line WHERE body IS NOT NULL")]
        bodies += [bytes(row[0]) for row in connection.execute("SELECT up || home || down FROM held_segment")]
        found = [str(row) for row in connection.execute("SELECT open, private FROM search")]
    return any(text.encode() in body for body in bodies) or any(text.lower() in row.lower() for row in found)


def groups(world, name, state="body IS NOT NULL"):
    sql = f"SELECT DISTINCT v.grp FROM value_line v JOIN line l ON l.id = v.line WHERE l.record = ? AND {state} ORDER BY v.grp"
    with world[name].reading() as connection:
        return [grp for (grp,) in connection.execute(sql, (world.visit,))]


def test_what_is_erased_is_named_together_with_the_backups_that_still_hold_it(world):
    before = sorted(str(file) for file in world[XA].paths.backups.iterdir())
    outcome = turn(world, XA)
    assert {"citizen_name", "content"} <= set(outcome.erased)
    assert sorted(outcome.backups) == before
    assert outcome.backups
    assert not holds(world, XA, CITIZEN)


def test_an_ordinary_change_names_none(world):
    outcome = world.edit(XA, world.visit, VISIT, category="khac")
    assert (outcome.erased, outcome.backups) == ([], [])


def test_the_lines_are_emptied_at_the_sibling_and_the_groups_at_the_district(world):
    assert "case" in groups(world, HUYEN)
    turn(world, XA)
    got = world.send(XA, HAI, kind="home")
    assert got.erased > 0
    assert "Đã xóa theo quy định" in got.message
    world.send(XA, HUYEN)
    for name in (XA, HAI, HUYEN):
        assert groups(world, name) == ["kept"]
        assert not holds(world, name, CITIZEN)
        assert not holds(world, name, MATTER)
    assert world.state(XA, "home") == world.state(HAI, "home")
    assert world.state(XA) == world.state(HUYEN)


def test_an_import_that_erases_makes_a_new_backup_and_lists_the_older_ones(world):
    turn(world, XA)
    (file,) = world.export(XA, kind="home")
    older = {str(one) for one in world[HAI].paths.backups.iterdir()}
    answer = world.bring(HAI, file)
    assert older < set(answer.backups)
    newest = backup.listing(world[HAI])[0].file
    assert newest.name.endswith("-sau-xoa.db")
    assert str(newest) not in answer.backups


def test_an_edit_that_did_not_know_is_emptied_when_it_comes_later(world):
    turn(world, XA)
    world.edit(HAI, world.visit, VISIT, content=LATER)
    got = world.send(HAI, XA, kind="home")
    assert got.erased > 0
    assert not holds(world, XA, LATER)
    told = world.send(XA, HAI, kind="home")
    assert told.erased_own > 0
    assert "máy này đã ghi" in told.message
    assert not holds(world, HAI, LATER)
    assert world.state(XA, "home") == world.state(HAI, "home")


def test_the_order_in_which_the_district_hears_of_it_makes_no_difference(world):
    turn(world, XA)
    world.edit(HAI, world.visit, VISIT, content=LATER, target_body="Công an xã")
    (mine,), (yours,) = world.export(XA), world.export(HAI)
    world.bring(HUYEN, yours, mine)
    assert groups(world, HUYEN) == ["kept"]
    assert not holds(world, HUYEN, "Công an xã")
    world.send(HAI, XA, kind="home")
    assert world.state(HUYEN) == world.state(XA)


def test_emptied_lines_are_neither_asked_for_nor_taken_in_again(world):
    late = world.export(XA, kind="home", everything=True)
    turn(world, XA)
    world.send(XA, HAI, kind="home")
    with world[HAI].reading() as connection:
        have = have_of(world[HAI], connection)
    assert have.lines == ()
    assert have.erased
    assert world.bring(HAI, *late).packages[0].result == "duplicate"
    assert not holds(world, HAI, CITIZEN)


def test_the_hashes_stand_in_a_file_beside_the_database_and_in_receipts(world):
    turn(world, XA)
    for name, source in ((XA, None), (HAI, XA)):
        if source:
            world.send(source, name, kind="home")
        with world[name].reading() as connection:
            known = list(have_of(world[name], connection).erased)
        rows = [json.loads(line) for line in world[name].paths.erased.read_text().splitlines()]
        assert known == [row["hash"] for row in rows] != []


def test_the_newest_backups_are_kept_even_when_the_clock_went_back(world):
    world[XA].clock = Clock.from_text("2031-01-01T08:00:00")
    for _ in range(backup.KEPT):
        backup.make(world[XA], "thu")
    world[XA].clock = Clock.from_text("2024-03-11T08:00:00")
    made = backup.make(world[XA], "thu")
    assert backup.listing(world[XA])[0].file == made.file
    assert len(backup.listing(world[XA])) == backup.KEPT


def test_an_erasure_that_is_refused_later_wants_its_lines_again(world):
    """The laptop was stolen and its thief erased; the honest ones get their values back."""
    last = world.log(XA, world.station(HAI))["have"]
    turn(world, HAI)
    world.send(HAI, XA, kind="home")
    assert not holds(world, XA, CITIZEN)
    stations.revoke(world[XA], world.station(HAI), last, None)
    with world[XA].reading() as connection:
        have = have_of(world[XA], connection)
    assert (have.erased, bool(have.lines)) == ((), True)
    assert world[XA].paths.erased.read_text() == ""


def test_an_open_window_elsewhere_does_not_undo_an_erasure(world, monkeypatch):
    def busy():
        raise Locked("busy")

    monkeypatch.setattr(world[XA].store, "truncate_wal", busy)
    assert turn(world, XA).erased
    assert any("Đóng chương trình" in warning for warning in world[XA].warnings)
    assert not holds(world, XA, CITIZEN)


def test_the_record_shows_what_is_erased(world):
    turn(world, XA)
    world.send(XA, HUYEN)
    for name in (XA, HUYEN):
        shown = lookup.show(world[name], VISIT, world.visit)
        assert shown.values["citizen_name"] is None
        assert shown.values["subject_kind"] == "to_cao"


def put_image_back(world, name, image):
    """Put an older database file in the place of the one that stands there, as somebody does who mends a laptop by hand."""
    world.close(name)
    shutil.copy(image, world.home(name) / "sodanvan.db")


def test_an_old_image_of_the_database_brings_nothing_back(world):
    draft(world, XA, content=LATER)
    image = backup.make(world[XA], "thu").file
    turn(world, XA)
    marks = world[XA].paths.erased.read_text()
    put_image_back(world, XA, image)
    assert not any(holds(world, XA, text) for text in (CITIZEN, MATTER))
    assert drafted(world, XA) == {}
    assert lookup.show(world[XA], VISIT, world.visit).values["citizen_name"] is None
    backup.keep_marks(world[XA])
    assert world[XA].paths.erased.read_text() == marks != ""
    world.close(XA)
    assert not any(holds(world, XA, text) for text in (CITIZEN, MATTER))


def test_an_old_image_takes_back_only_what_was_refused(world):
    last = world.log(XA, world.station(HAI))["have"]
    full = world.export(HAI, kind="home", everything=True)
    turn(world, HAI)
    world.send(HAI, XA, kind="home")
    marks = world[XA].paths.erased.read_bytes()
    stations.revoke(world[XA], world.station(HAI), last, None)
    world.bring(XA, *full)
    assert holds(world, XA, CITIZEN)
    world[XA].paths.erased.write_bytes(marks)
    world.close(XA)
    assert holds(world, XA, CITIZEN)
    with world[XA].reading() as connection:
        assert have_of(world[XA], connection).erased == ()
    backup.keep_marks(world[XA])
    assert world[XA].paths.erased.read_bytes() == b""


def test_a_mark_of_an_erasure_that_comes_only_later_and_is_refused_goes_too(world):
    last = world.log(XA, world.station(HAI))["have"]
    image = backup.make(world[XA], "thu").file
    turn(world, HAI)
    package = world.export(HAI, kind="home")
    world.bring(XA, *package)
    put_image_back(world, XA, image)
    assert not holds(world, XA, CITIZEN)
    stations.revoke(world[XA], world.station(HAI), last, None)
    world.bring(XA, *package)
    with world[XA].reading() as connection:
        assert have_of(world[XA], connection).erased == ()
    assert world[XA].paths.erased.read_text() == ""


def draft(world, name, **values):
    office = world[name]
    records.edit(office, VISIT, world.visit, values, draft=True)


def drafted(world, name):
    with world[name].reading() as connection:
        return dict(drafts.find(connection, VISIT, world.visit).values)


def test_an_erasure_empties_the_draft_of_its_record_wherever_it_comes(world):
    draft(world, HAI, content=LATER, category="khac")
    turn(world, XA)
    world.send(XA, HAI, kind="home")
    assert drafted(world, HAI) == {"category": "khac"}
