"""A stick that is full, locked, pulled out or lying: the file is there whole, or not at all, and the person is told."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from desktop.errors import Problem
from desktop.packages import stick
from tests.sources import ROOT

CONTENT = bytes(range(256)) * 40


def code(action, *arguments, **options):
    with pytest.raises(Problem) as caught:
        action(*arguments, **options)
    return caught.value.code


def leftovers(folder):
    return [path.name for path in folder.iterdir()]


def test_a_file_is_written_whole_and_leaves_nothing_beside_it(tmp_path):
    path = stick.write(tmp_path / "new" / "x.goi", CONTENT)
    assert path.read_bytes() == CONTENT
    assert stick.read(path) == CONTENT
    assert leftovers(path.parent) == ["x.goi"]


def test_a_file_that_is_there_is_never_overwritten_unless_asked(tmp_path):
    path = stick.write(tmp_path / "x.goi", b"first")
    assert code(stick.write, path, b"second") == "not_allowed"
    assert path.read_bytes() == b"first"
    stick.write(path, b"second", replace=True)
    assert path.read_bytes() == b"second"
    assert leftovers(tmp_path) == ["x.goi"]


def test_what_an_interrupted_run_left_is_cleared_and_a_running_ones_file_is_not(tmp_path):
    (tmp_path / ".dv-1-aaaaaa.tam").write_bytes(b"old")
    mine = tmp_path / f".dv-{os.getpid()}-bbbbbb.tam"
    mine.write_bytes(b"another thread")
    (tmp_path / "tam.txt").write_bytes(b"a person's")
    stick.write(tmp_path / "x.goi", CONTENT)
    assert sorted(leftovers(tmp_path)) == sorted([mine.name, "tam.txt", "x.goi"])


def test_a_package_folder_lists_packages_by_name_and_nothing_else(tmp_path):
    for name in ("b.goi", "a.GOI", "c.txt", ".hidden.goi", "goi"):
        (tmp_path / name).write_bytes(b"")
    (tmp_path / "folder.goi").mkdir()
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "d.goi").write_bytes(b"")
    assert [path.name for path in stick.packages_in(tmp_path)] == ["a.GOI", "b.goi"]
    assert stick.packages_in(tmp_path / "c.txt") == [tmp_path / "c.txt"]


def test_reading_is_bounded(tmp_path):
    path = stick.write(tmp_path / "x.goi", CONTENT)
    assert stick.read(path, len(CONTENT)) == CONTENT
    assert code(stick.read, path, len(CONTENT) - 1) == "not_a_package"


def test_what_is_no_file_is_named(tmp_path):
    assert code(stick.read, tmp_path / "gone.goi") == "not_a_package"
    assert code(stick.read, tmp_path) == "not_a_package"


def test_a_folder_where_a_file_is_in_the_way_is_named(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    assert code(stick.write, tmp_path / "file" / "x.goi", CONTENT) == "read_only"


def test_a_file_where_a_folder_is_in_the_way_is_named(tmp_path):
    assert code(stick.write, tmp_path, CONTENT, replace=True) == "invalid_value"


def test_more_than_the_stick_has_free_is_refused_before_anything_is_written(tmp_path):
    """A sparse claim: the content is looked at by its length alone before the first byte goes out."""

    class Huge(bytes):
        def __len__(self):
            return 1 << 60

    with pytest.raises(Problem) as caught:
        stick.write(tmp_path / "x.goi", Huge())
    assert caught.value.code == "disk_full"
    assert "còn" in caught.value.message
    assert leftovers(tmp_path) == []


# A program of its own, because limits and rights are those of a whole process.
PROGRAM = """
import os, sys
from pathlib import Path
from desktop.errors import Problem
from desktop.packages import stick
folder = Path(sys.argv[1])
{before}
try:
    {action}
except Problem as problem:
    print(problem.code)
"""
# The system's own limit for a file stands in for a stick that lied about its size.
SMALL = "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))"
# Root may write everywhere; whoever runs the tests otherwise has no rights to give up.
NOBODY = "os.getuid() or (os.setgroups([]), os.setgid(65534), os.setuid(65534))"

posix = pytest.mark.skipif(os.name != "posix", reason="limits and rights of POSIX stand in for those of a stick")


def said(folder, before, action):
    """Return the code of the problem that an action met in a process of its own."""
    command = [sys.executable, "-c", PROGRAM.format(before=before, action=action), str(folder)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@posix
def test_a_stick_that_ends_while_writing_leaves_nothing(tmp_path):
    assert said(tmp_path, SMALL, "stick.write(folder / 'x.goi', b'x' * 9000)") == "disk_full"
    assert leftovers(tmp_path) == []


@posix
def test_an_old_file_survives_a_failed_replacement(tmp_path):
    path = stick.write(tmp_path / "keys.json", b"old")
    assert said(tmp_path, SMALL, "stick.write(folder / 'keys.json', b'x' * 9000, replace=True)") == "disk_full"
    assert path.read_bytes() == b"old"
    assert leftovers(tmp_path) == ["keys.json"]


@pytest.fixture
def open_folder():
    """A folder that everybody may enter; pytest's own are closed to other users."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        folder.chmod(0o755)


@posix
def test_a_write_protected_stick_is_named(open_folder):
    open_folder.chmod(0o555)
    assert said(open_folder, NOBODY, "stick.write(folder / 'x.goi', b'x')") == "read_only"
    assert leftovers(open_folder) == []


@posix
def test_a_file_that_may_not_be_read_is_named(open_folder):
    (open_folder / "x.goi").write_bytes(b"x")
    (open_folder / "x.goi").chmod(0)
    assert said(open_folder, NOBODY, "stick.read(folder / 'x.goi')") == "read_only"


def test_a_file_that_an_antivirus_holds_is_tried_again_for_a_quarter_of_a_minute():
    waited, tries = [], []

    def held_for_a_while():
        tries.append(1)
        if len(tries) < 4:
            raise PermissionError(13, "held", "x.goi")
        return "done"

    assert stick.patiently(held_for_a_while, waited.append) == "done"
    assert (len(tries), len(waited)) == (4, 3)
    assert waited == sorted(waited)


def test_a_file_that_is_held_for_ever_is_named_locked_in_the_end():
    waited = []

    def held():
        raise PermissionError(13, "held", "x.goi")

    assert code(stick.patiently, held, waited.append) == "locked"
    assert 10 <= sum(waited) <= 15


def test_a_stick_without_hard_links_gets_the_file_by_renaming(tmp_path):
    """FAT has no links; a folder, which cannot be linked either, takes the same way."""
    folder, name = tmp_path / "made", tmp_path / "named"
    folder.mkdir()
    stick._move(folder, name, replace=False)
    assert name.is_dir()
    folder.mkdir()
    assert code(stick._move, folder, name, replace=False) == "not_allowed"


def test_a_name_taken_at_the_last_moment_is_not_overwritten(tmp_path):
    (tmp_path / "mine").write_bytes(b"mine")
    (tmp_path / "x.goi").write_bytes(b"theirs")
    assert code(stick._move, tmp_path / "mine", tmp_path / "x.goi", replace=False) == "not_allowed"
    assert (tmp_path / "x.goi").read_bytes() == b"theirs"
