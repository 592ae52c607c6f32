"""The file: encrypted, whole or as before, one writer, many readers, and every fault by its name."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
import sqlite_utils.utils
from sqlcipher3.dbapi2 import IntegrityError

from db.driver import OperationalError
from db.errors import Closed, Corrupt, DiskFull, Locked, ReadOnly, TooNew, WrongKey
from db.store import Store, get_meta, set_meta
from tests.db.small_registers import words
from tests.db.station import KEY, Station
from tests.sources import ROOT

PLANTED = "Lò Thị Không Ai Thấy"


def test_nothing_that_is_written_can_be_read_in_the_files(station):
    a = station("a")
    a.save("r", {"title": PLANTED, "secret": PLANTED})
    files = list(a.store.path.parent.glob("a.db*"))
    assert len(files) == 3
    for file in files:
        body = file.read_bytes()
        for text in (PLANTED.encode(), b"lo thi khong ai thay", b"SQLite format 3", b"CREATE TABLE"):
            assert text not in body
    assert a.row("r")["title"] == PLANTED


@pytest.mark.parametrize("key", [bytes(32), b"short", b""])
def test_a_wrong_key_opens_nothing_says_nothing_and_leaves_the_file_as_it_was(station, key, capfd):
    a = station("a")
    a.save("r", {"title": "Ghi"})
    a.close()
    before = a.store.path.read_bytes()
    with pytest.raises(WrongKey):
        Store(a.store.path, key, words())
    assert a.store.path.read_bytes() == before
    assert capfd.readouterr().err == ""


def test_a_file_that_is_no_database_is_not_opened(tmp_path):
    (tmp_path / "x.db").write_bytes(b"not a database" * 1000)
    with pytest.raises(WrongKey):
        Store(tmp_path / "x.db", KEY, words())


def test_a_file_that_is_not_there_is_not_made(tmp_path):
    with pytest.raises(ReadOnly):
        Store(tmp_path / "x.db", KEY, words())
    assert not (tmp_path / "x.db").exists()


def test_a_flipped_byte_is_found(station):
    a = station("a")
    for number in range(50):
        a.save(f"r{number}", {"title": "Ghi " * 50})
    assert a.store.integrity() == []
    a.close()
    body = bytearray(a.store.path.read_bytes())
    body[len(body) // 2] ^= 1
    a.store.path.write_bytes(body)
    try:
        found = Store(a.store.path, KEY, words())
    except (Corrupt, WrongKey):
        return
    assert found.integrity() != []
    found.close()


def test_a_newer_program_s_file_is_not_touched(station):
    a = station("a")
    with a.store.write() as connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('sodanvan', 'm9999_from_tomorrow', '2030-01-01')"
        )
    a.close()
    with pytest.raises(TooNew, match="m9999_from_tomorrow"):
        Store(a.store.path, KEY, words())


def fill(one: Station) -> None:
    for number in range(10_000):
        one.save(f"x{number}", {"title": "đầy " * 2000})


def held_after(one: Station, rows: int) -> None:
    assert len(one.rows()) >= rows
    assert one.row("r")["title"] == "trước"
    assert one.store.integrity() == []


def test_a_full_database_leaves_the_old_data_whole_and_the_connection_usable(station):
    a = station("a")
    a.save("r", {"title": "trước"})
    with a.store.read() as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 20}")
    with pytest.raises(DiskFull):
        fill(a)
    held_after(a, 1)
    with a.store.read() as connection:
        connection.execute("PRAGMA max_page_count = 1000000")
    a.save("r2", {"title": "sau"})
    held_after(a, 2)


@pytest.mark.root
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="mounting a small disk needs root")
def test_a_full_disk_leaves_the_old_data_whole(tmp_path, template):
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(disk)], check=False, capture_output=True).returncode:
        pytest.skip("this machine mounts no small disk")
    try:
        a = Station(disk / "a.db", "a", template=template)
        a.save("r", {"title": "trước"})
        with pytest.raises(DiskFull):
            fill(a)
        held_after(a, 1)
        with pytest.raises(DiskFull):
            a.store.backup_to(disk / "copy.db")
        assert not list(disk.glob("copy.db*"))
        a.close()
        again = Station(disk / "a.db", "a")
        held_after(again, 1)
        again.close()
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=True)


def test_a_failed_write_leaves_nothing_and_the_next_one_works(station):
    a = station("a")

    def broken() -> None:
        with a.store.write() as connection:
            set_meta(connection, "x", 1)
            raise InterruptedError

    with pytest.raises(InterruptedError):
        broken()
    with a.store.write() as connection:
        assert get_meta(connection, "x") is None
        set_meta(connection, "x", 2)
    with a.store.read() as connection:
        assert get_meta(connection, "x") == 2


def test_a_commit_that_fails_undoes_the_write_and_the_next_one_works(station):
    a = station("a")

    def broken() -> None:
        with a.store.write() as connection:
            connection.execute("PRAGMA defer_foreign_keys = ON")
            connection.execute("INSERT INTO value_line (line, audience, grp, hash) VALUES (999, 'up', 'kept', 'x')")

    with pytest.raises(IntegrityError):
        broken()
    a.save("r", {"title": "sau"})
    assert a.sql("SELECT count(*) FROM value_line") == [(1,)]


def test_reading_inside_a_write_sees_what_was_written(station):
    a = station("a")
    with a.store.write() as connection:
        set_meta(connection, "x", 1)
        with a.store.read() as inside:
            assert get_meta(inside, "x") == 1
        set_meta(connection, "x", 2)
    with a.store.read() as connection:
        assert get_meta(connection, "x") == 2


def in_thread(work) -> list[object]:
    found: list[object] = []
    thread = threading.Thread(target=lambda: found.append(work()))
    thread.start()
    thread.join()
    return found


def test_a_reader_sees_one_state_while_another_thread_writes(station):
    a = station("a")
    a.save("r", {"title": "trước"})
    with a.store.read() as connection:
        assert connection.execute("SELECT title FROM r_note").fetchone()[0] == "trước"
        in_thread(lambda: a.save("r", {"title": "sau"}))
        assert connection.execute("SELECT title FROM r_note").fetchone()[0] == "trước"
    assert a.row("r")["title"] == "sau"


def test_connections_of_threads_that_ended_are_closed(station):
    a = station("a")
    for _ in range(5):
        in_thread(a.rows)
    assert len(a.store._all) <= 2


def test_closing_waits_for_who_still_reads_and_nobody_opens_it_again(station):
    a = station("a")
    a.save("r", {"title": "trước"})
    reading, go_on, seen = threading.Event(), threading.Event(), []

    def read() -> None:
        with a.store.read() as connection:
            reading.set()
            go_on.wait(10)
            seen.append(connection.execute("SELECT title FROM r_note").fetchone()[0])

    reader, closer = threading.Thread(target=read), threading.Thread(target=a.store.close)
    reader.start()
    reading.wait(10)
    closer.start()
    closer.join(0.05)
    assert closer.is_alive()
    go_on.set()
    closer.join(10)
    reader.join(10)
    assert (closer.is_alive(), seen) == (False, ["trước"])
    with pytest.raises(Closed), a.store.read():
        pass


LOCKER = """
import sys, pathlib
from db.store import Store, set_meta
from tests.db.small_registers import words
store = Store(pathlib.Path(sys.argv[1]), bytes(range(32)), words())
with store.write() as connection:
    set_meta(connection, "half", 1)
    print("locked", flush=True)
    sys.stdin.read()
"""


def second_program(path: Path) -> subprocess.Popen[str]:
    program = subprocess.Popen(
        [sys.executable, "-c", LOCKER, str(path)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert program.stdout.readline() == "locked\n"
    return program


def test_two_programs_write_one_after_the_other_and_read_at_the_same_time(station):
    a = station("a")
    a.save("r", {"title": "trước"})
    with second_program(a.store.path) as other:
        with a.store.read() as connection:
            connection.execute("PRAGMA busy_timeout = 50")
        assert a.row("r")["title"] == "trước"
        with pytest.raises(Locked), a.store.write():
            pass
        other.stdin.close()
        other.wait()
    a.save("r", {"title": "sau"})
    with a.store.read() as connection:
        assert get_meta(connection, "half") == 1


def test_a_program_killed_in_the_middle_of_a_write_leaves_what_was_there(station):
    a = station("a")
    a.save("r", {"title": "trước"})
    with second_program(a.store.path) as other:
        other.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
        other.wait()
    a.save("r2", {"title": "sau"})
    with a.store.read() as connection:
        assert get_meta(connection, "half") is None
    held_after(a, 2)


def test_opening_waits_for_no_writer_when_nothing_is_to_be_made(station):
    a = station("a")
    with a.store.write():
        started = time.monotonic()
        Store(a.store.path, KEY, words()).close()
        assert time.monotonic() - started < 5


def test_a_backup_opens_under_the_same_key_and_holds_the_same(station, tmp_path):
    a = station("a")
    a.save("r", {"title": PLANTED})
    told: list[tuple[int, int]] = []
    a.store.backup_to(tmp_path / "copy.db", lambda left, total: told.append((left, total)))
    assert [file.name for file in tmp_path.glob("copy.db*")] == ["copy.db"]
    assert told[-1][0] == 0
    copy = Station(tmp_path / "copy.db", "a")
    assert (copy.state(), copy.rows()) == (a.state(), a.rows())
    copy.close()
    assert PLANTED.encode() not in (tmp_path / "copy.db").read_bytes()
    with pytest.raises(FileExistsError):
        a.store.backup_to(tmp_path / "copy.db")


def test_a_backup_that_is_stopped_leaves_no_file(station, tmp_path):
    a = station("a")

    def stop(left: int, total: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        a.store.backup_to(tmp_path / "copy.db", stop)
    assert not list(tmp_path.glob("copy.db*"))


def test_the_write_ahead_log_can_be_emptied(station):
    a = station("a")
    a.save("r", {"title": "Ghi"})
    wal = a.store.path.with_name("a.db-wal")
    assert wal.stat().st_size > 0
    a.store.truncate_wal()
    assert wal.stat().st_size == 0


def test_an_older_state_that_is_being_read_is_not_taken_away(station):
    a = station("a")
    a.save("r", {"title": "Ghi"})
    with a.store.read() as connection:
        connection.execute("SELECT count(*) FROM rec").fetchone()

        def empty() -> str:
            with a.store.read() as other:
                other.execute("PRAGMA busy_timeout = 50")
            a.save("r", {"title": "sau"})
            with pytest.raises(Locked):
                a.store.truncate_wal()
            return "said so"

        assert in_thread(empty) == ["said so"]
    a.store.truncate_wal()


def test_every_connection_keeps_the_promises_about_the_disk(station):
    a = station("a")
    names = ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "temp_store", "cache_size")
    with a.store.read() as connection:
        found = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in names]
    assert found == ["wal", 2, 1, 1, 2, -65536]


def test_sqlite_utils_uses_the_cipher_s_own_classes():
    assert issubclass(sqlite_utils.utils.OperationalError, OperationalError)


def test_looking_through_the_file_ends_when_it_is_stopped(station):
    a = station("a")
    for number in range(300):
        a.save(f"r{number}", {"title": "Ghi " * 50})
    asked = []

    def stopped() -> bool:
        asked.append(1)
        return True

    assert a.store.integrity(stopped) == []
    assert asked
    assert a.store.integrity() == []
