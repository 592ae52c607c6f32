"""What goes wrong beside the person: the program, the disk, the database itself – each by a code of the contract, and one line."""

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.worlds import NOW, Laptop

ROOT = Path(__file__).resolve().parent.parent


def test_line_02_a_folder_that_the_system_refuses_is_no_fault_of_the_program(world, monkeypatch):
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "no space", "day.json")

    monkeypatch.setattr("desktop.actions.lookup.listing", full)
    world.commune.refused("disk_full", "record", "list", "village")


def test_line_02_a_file_in_place_of_a_folder_and_the_other_way_round_are_said_as_such(world, tmp_path):
    laptop, file = world.commune, tmp_path / "ghi-chu.txt"
    file.write_text("ghi chú", encoding="utf-8")
    for command in (("export", file), ("export", file / "goi"), ("demo", file)):
        answer = laptop.refused("read_only", *command)
        assert (answer.error["where"], "là một tệp" in answer.error["message"]) == (str(file), True)
    for command in (("station", "request", tmp_path), ("station", "key", "--age", tmp_path)):
        answer = laptop.refused("invalid_value", *command)
        assert (answer.error["where"], "là một thư mục" in answer.error["message"]) == (str(tmp_path), True)
    laptop.refused("not_a_package", "inspect", tmp_path)
    laptop.refused("invalid_value", "report", "dvcq", "2024-Q1", "-o", tmp_path)
    assert [entry.name for entry in tmp_path.iterdir() if entry.is_file()] == [file.name]


@pytest.mark.root
def test_line_02_a_full_internal_disk_is_full_and_not_damaged(world, tmp_path):
    """The list of pages beside the file finds no room: the cipher only says that something failed."""
    disk, laptop = tmp_path / "o-cung", world.commune
    disk.mkdir()
    if os.geteuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(disk)], check=False).returncode != 0:
        pytest.skip("only root can mount a small disk")
    try:
        home = shutil.copytree(laptop.home, disk / "tram", ignore=shutil.ignore_patterns("backups"))
        (disk / "phim.mp4").write_bytes(b"x" * (shutil.disk_usage(disk).free - 8192))
        moved = Laptop(home, laptop.unit, user=laptop.user)
        moved.refused("disk_full", "record", "add", "village", "--set", "name=Bản Đầy", "--set", "type=ban")
        (disk / "phim.mp4").unlink()
        assert moved.ok("record", "list", "village")["total"] == 0
        assert moved.ok("check")["ok"]
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_line_02_a_lost_or_ruined_database_is_damaged_and_says_what_to_do(world):
    file = world.commune.home / "sodanvan.db"
    for noise in (None, bytes(range(256)) * 64):
        for path in world.commune.home.glob("sodanvan.db*"):
            path.unlink()
        if noise:
            file.write_bytes(noise)
        answer = world.commune.refused("damaged", "status")
        assert "sao lưu" in answer.error["message"]


def test_a_fault_of_the_program_is_one_line_and_a_report_without_data(world, monkeypatch):
    secret = "Giàng A Páo"

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError(secret)

    monkeypatch.setattr("desktop.actions.lookup.listing", broken)
    answer = world.commune.call("record", "list", "village")
    assert (answer.status, answer.document["error"]["code"]) == (1, "fault")
    reports = list((world.commune.home / "logs").glob("loi-*.txt"))
    assert [one.name for one in reports] == [f"loi-{NOW.replace('-', '').replace(':', '')}.txt"]
    assert secret not in reports[0].read_text(encoding="utf-8") + answer.document["error"]["message"]


def test_a_reader_that_stops_early_is_no_fault_of_the_program():
    """As `… | head -1`, through the real program: its output is cut off before it has said anything."""
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "desktop", "units"], stdout=writing, stderr=subprocess.PIPE, encoding="utf-8", check=False, cwd=ROOT
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (1, "")
