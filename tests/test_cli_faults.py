"""What goes wrong beside the person: the program, the disk, the database itself – each by a code of the contract, and one line."""

import errno

from tests.worlds import NOW


def test_line_02_a_folder_that_the_system_refuses_is_no_fault_of_the_program(world, monkeypatch):
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "no space", "day.json")

    monkeypatch.setattr("desktop.actions.lookup.listing", full)
    world.commune.refused("disk_full", "record", "list", "village")


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
