"""Backups that the program makes by itself, and the look through the file that comes before the day's one."""

import os

import pytest

from desktop.actions import backup
from desktop.errors import Problem
from desktop.jobs import Cancelled, Job
from tests.desktop.world import HUYEN, XA


@pytest.fixture
def world(exchange_world):
    return exchange_world


def files(world, name):
    return [one.file.name.rpartition("-")[2] for one in backup.listing(world[name])]


def test_a_day_of_use_has_one_backup(world):
    before = len(files(world, XA))
    world[XA].clock = type(world[XA].clock).from_text("2024-06-03T08:00:00")
    made = backup.daily(world[XA])
    assert made is not None
    assert made.file.name.endswith("-hang-ngay.db")
    assert backup.daily(world[XA]) is None
    world[XA].clock = type(world[XA].clock).from_text("2024-06-04T07:30:00")
    assert backup.daily(world[XA]) is not None
    assert len(files(world, XA)) == before + 2


def test_the_backup_before_an_import_is_the_day_s(world):
    world[HUYEN].clock = type(world[HUYEN].clock).from_text("2024-06-03T08:00:00")
    world.add(XA)
    world.send(XA, HUYEN)
    assert backup.daily(world[HUYEN]) is None


def test_a_copy_leaves_alone_what_another_program_is_copying_and_removes_what_was_broken_off(world):
    office = world[XA]
    office.paths.backups.mkdir(exist_ok=True)
    running = office.paths.next_backup(office.clock.now(), "truoc-nhap").with_suffix(".tmp")
    broken_off = running.with_name("ab12.tmp-journal")
    for file in (running, broken_off):
        file.write_bytes(b"half")
    os.utime(broken_off, (0, 0))
    backup.make(office, "truoc-nhap")
    assert (running.read_bytes(), broken_off.exists()) == (b"half", False)


def test_an_older_home_has_a_backup_from_before_its_migration(world):
    with world[XA].store.write() as connection:
        connection.execute("DROP INDEX line_left_out")
        connection.execute("DELETE FROM _sqlite_migrations WHERE name = 'm0002_left_out'")
    world.close(XA)
    assert world[XA].store.migrated == ["m0002_left_out"]
    assert backup.listing(world[XA])[0].file.name.endswith("-nang-cap.db")


def test_a_damaged_file_is_found_and_said_with_what_to_do(world):
    made = backup.make(world[XA], "thu").file
    backup.look_after(world[XA])
    file = world[XA].paths.database
    world[XA].store.truncate_wal()
    body = bytearray(file.read_bytes())
    for page in range(len(body) // 4096 // 2, len(body) // 4096):
        body[page * 4096 + 100] ^= 1
    file.write_bytes(body)
    with pytest.raises(Problem) as problem:
        backup.look_after(world[XA])
    assert problem.value.code == "damaged"
    assert made.name in problem.value.message


def test_the_look_through_ends_when_the_window_closes(world):
    job = Job()
    job.stop()
    with pytest.raises(Cancelled):
        backup.look_after(world[XA], job)
