"""A stick that is full, read-only or pulled out at any write: the laptop's data are whole and the next package is as good."""

import errno
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.actions import packages, stations
from desktop.actions.status import status
from desktop.errors import Problem
from desktop.keys.secrets_kept import Secrets
from desktop.packages import package, stick
from tests.desktop.world import BAN, HAI, HUYEN, XA

COMMUNE = "2024:03448"
FAULTS = {errno.ENOSPC: "disk_full", errno.EROFS: "read_only", errno.EIO: "locked"}


@pytest.fixture
def world(exchange_world):
    exchange_world.add(XA)
    return exchange_world


def runs_in(world, reader, file):
    """Return the sealed runs of a package: log, bytes of the seal and of the lines."""
    with world[reader].reading() as connection:
        parts = package.read_parts(package.open_package(file.read_bytes(), Secrets.load(connection).identities))
    return {(one.log, one.seal, one.lines) for one in parts.segments}


class Faults:
    """Fails at the n-th call of what a stick is written by, from then on until it is mended."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, error: int, after: int) -> None:
        self.error, self.left = error, after
        for place, name in ((stick, "_write_through"), (stick, "_move"), (stick.os, "fsync")):
            monkeypatch.setattr(place, name, self._failing(getattr(place, name)))

    def _failing(self, action):
        def work(*arguments, **options):
            self.left -= 1
            if self.left < 0:
                raise OSError(self.error, os.strerror(self.error))
            return action(*arguments, **options)

        return work


@pytest.mark.parametrize("error", FAULTS)
@pytest.mark.parametrize("after", [0, 1, 2])
def test_a_fault_at_any_write_is_said_and_leaves_nothing_on_the_stick(world, monkeypatch, error, after):
    folder = world.stick()
    with monkeypatch.context() as patched:
        Faults(patched, error, after)
        with pytest.raises(Problem) as problem:
            packages.export(world[XA], folder)
    assert problem.value.code == FAULTS[error]
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("error", FAULTS)
def test_the_sealing_is_kept_and_the_next_package_has_the_same_runs(world, monkeypatch, error):
    with monkeypatch.context() as patched:
        Faults(patched, error, 0)
        with pytest.raises(Problem):
            packages.export(world[XA], world.stick())
    sealed = world.log(XA, world.station(XA))
    assert sealed["sealed"] == sealed["have"]
    first, second = world.export(XA)[0], world.export(XA)[0]
    assert runs_in(world, HUYEN, first) == runs_in(world, HUYEN, second)
    assert world.bring(HUYEN, second).packages[0].result == "merged"
    assert world.state(HUYEN) == world.state(XA)


def test_a_stick_that_gives_back_other_bytes_is_found_out(world, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(stick, "_digest", lambda path: b"")
        with pytest.raises(Problem) as problem:
            packages.export(world[XA], world.stick())
    assert problem.value.code == "damaged"
    assert world.export(XA)


def test_one_recipient_that_fails_does_not_keep_the_others_from_theirs(world, monkeypatch):
    world.send(XA, HUYEN)
    write, names = stick.write, []

    def once(path, content, **how):
        names.append(path.name)
        if len(names) == 1:
            raise Problem("disk_full", "USB đầy.", str(path))
        return write(path, content, **how)

    monkeypatch.setattr(stick, "write", once)
    folder = world.stick()
    made = packages.export(world[HUYEN], folder)
    assert [one.to for one in made.failed] == ["2024:03433"]
    assert [one.to for one in made.written] == ["2024:03448"]
    assert made.failed[0].as_json("2024") == {
        "to": "03433", "error": {"code": "disk_full", "message": "USB đầy.", "where": str(folder / names[0])},
    }  # fmt: skip
    assert len(list(folder.iterdir())) == 1


def test_when_nothing_could_be_written_the_first_reason_is_given(world, monkeypatch):
    with monkeypatch.context() as patched:
        Faults(patched, errno.ENOSPC, 0)
        with pytest.raises(Problem) as problem:
            packages.export(world[HUYEN], world.stick())
    assert problem.value.code == "disk_full"


def test_a_request_and_an_answer_that_cannot_be_written_change_nothing_that_counts(world, monkeypatch):
    request, answer = world.folder / "r", world.folder / "a"
    words = stations.request(world[HAI], request)
    with monkeypatch.context() as patched:
        Faults(patched, errno.ENOSPC, 0)
        with pytest.raises(Problem):
            stations.admit(world[XA], request, words, None, answer)
    assert not answer.exists()
    stations.admit(world[XA], request, words, None, answer)
    stations.accept(world[HAI], answer, stations.show(world[XA]).root_words)
    assert stations.show(world[HAI]).identity.series == "B"


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A stick of 100 kB, as far as this machine lets us mount one."""
    folder = tmp_path / "nho"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=100k", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, check=False).returncode != 0:
        pytest.skip("only root can mount a small disk")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.root
def test_a_really_full_stick_is_said_to_be_full_and_nothing_half_is_left(world, small):
    (small / "ảnh.jpg").write_bytes(b"x" * 60_000)
    before = status(world[XA])
    with pytest.raises(Problem) as problem:
        packages.export(world[XA], small)
    assert problem.value.code == "disk_full"
    assert [file.name for file in small.iterdir()] == ["ảnh.jpg"]
    assert status(world[XA])["states"] == before["states"]
    (small / "ảnh.jpg").unlink()
    assert packages.export(world[XA], small).written[0].file.exists()


@pytest.mark.root
def test_a_really_read_only_stick_is_said_to_be_so(world, small):
    made = packages.export(world[BAN], small).written[0].file
    subprocess.run(["mount", "-o", "remount,ro", str(small)], check=True)
    with pytest.raises(Problem) as problem:
        packages.export(world[XA], small)
    assert problem.value.code == "read_only"
    with pytest.raises(Problem) as problem:  # full as well: room would not help
        stick.write(small / "to.pdf", b"x" * 90_000)
    assert problem.value.code == "read_only"
    assert world.bring(HUYEN, made).packages[0].result == "merged"


@pytest.mark.root
def test_a_stick_that_fills_up_in_the_middle_has_written_what_it_could(world, small):
    world.send(XA, HUYEN)
    sizes = [one.bytes for one in packages.export(world[HUYEN], world.stick()).written]
    assert len(sizes) == 2
    (small / "ảnh.jpg").write_bytes(b"x" * (100_000 - (64 << 10) - sizes[0] - 4096 - 100))
    made = packages.export(world[HUYEN], small)
    assert (len(made.written), [one.problem.code for one in made.failed]) == (1, ["disk_full"])
