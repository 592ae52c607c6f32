"""A certified laptop in bad hands may sign what it likes: the import refuses it by a reason, cheaply, and nothing changes."""

import hashlib
import json
import os
import random
import subprocess
import sys
import tarfile
import time

import pytest
import zstandard
from hypothesis import settings

from desktop.packages.statements import ZERO
from tests.desktop.hostile import END, Sender, header, line, member
from tests.desktop.world import HUYEN, PASSWORD, XA, World, copied
from tests.sources import ROOT

MEGABYTE = 1 << 20
DEEP = b"[" * (5 * MEGABYTE) + b"]" * (5 * MEGABYTE)
TWICE = b'{"tips":{},"tips":{},"lines":[],"snapshots":[],"attachments":[],"erased":[]}'


@pytest.fixture(scope="module")
def shared(enrolled_homes, tmp_path_factory):
    """One world for everything that must leave no trace in it."""
    made = copied(*enrolled_homes, tmp_path_factory.mktemp("hostile"), World)
    made[HUYEN]
    yield made
    made.close()


@pytest.fixture(scope="module")
def sender(shared):
    return Sender(shared)


def trace(world):
    """Return everything that an import may change, but the copies of what was refused."""
    found = world.everything(HUYEN)
    rows = {table: content for table, content in found["rows"].items() if table != "quarantine"}
    files = {name: content for name, content in found["files"].items() if not name.startswith("quarantine")}
    return rows, files, found["identity"], found["warnings"]


# Every byte


def blows(raw, *, every_bit):
    """Return copies of a package cut behind every byte, and with one bit of every byte (or every bit) turned."""
    chance = random.Random(5)
    for place in range(len(raw)):
        yield raw[:place]
        for bit in range(8) if every_bit else (chance.randrange(8),):
            yield raw[:place] + bytes([raw[place] ^ 1 << bit]) + raw[place + 1 :]


def test_a_package_struck_or_cut_at_any_byte_is_refused_and_nothing_changes(shared, tmp_path):
    """By `pytest --hypothesis-profile long` every single bit."""
    (good,) = shared.export(XA)
    before, stuck = trace(shared), []
    for number, raw in enumerate(blows(good.read_bytes(), every_bit=settings().max_examples > 1000)):
        stuck.append(tmp_path / f"{number}.goi")
        stuck[-1].write_bytes(raw)
    got = shared.bring(HUYEN, *stuck, dry_run=True).packages
    assert {one.result for one in got} == {"refused"}
    assert {one.code for one in got} <= {"damaged", "forged", "not_a_package", "too_new"}
    assert trace(shared) == before


# What is signed, and no package


def bomb(size):
    return zstandard.ZstdCompressor(level=3).compress(bytes(size))


def more_than_claimed(sender):
    return sender.packs(packed=bomb(200 * MEGABYTE), claimed=(1024, "0" * 64))


def thousandfold(sender):
    """Everything is in order and nothing in it; the sizes are told truly."""
    content = bytes(200 * MEGABYTE)
    return sender.holding({f"attachments/{hashlib.sha256(content).hexdigest()}": content})


def wide_window(sender):
    tar = member("have.json", random.Random(1).randbytes(MEGABYTE)) + END
    asked = zstandard.ZstdCompressionParameters(window_log=27, compression_level=3, write_content_size=False)
    frame = zstandard.ZstdCompressor(compression_params=asked).compressobj()
    return sender.packs(tar, packed=frame.compress(tar) + frame.flush())


def twice_in_line_1(sender):
    line_1, _, rest = sender.packs(END).partition(b"\n")
    return line_1.replace(b',"signatures"', b',"payload":"","signatures"', 1) + b"\n" + rest


def twice_in_the_envelope(sender):
    payload = json.dumps({"format": 1}).encode().replace(b"}", b',"format":1}')
    return sender.line_1(payload) + b"age-encryption.org/v1\n"


def many_lines_of_nothing(sender):
    """A run of three million empty lines whose seal holds."""
    count = 3 * MEGABYTE
    return sender.carrying(sender.run(*[b""] * count))


TARS = {
    "a symbolic link": header(type=tarfile.SYMTYPE, linkname="/etc/passwd"),
    "a hard link": header(type=tarfile.LNKTYPE, linkname="have.json"),
    "a device": header(type=tarfile.CHRTYPE),
    "a disk": header(type=tarfile.BLKTYPE),
    "a pipe": header(type=tarfile.FIFOTYPE),
    "a folder": header(type=tarfile.DIRTYPE),
    "a long name of GNU's": header(type=tarfile.GNUTYPE_LONGNAME),
    "a PAX header of 400 MB": header(type=b"x", size=400 * MEGABYTE),
    "an absolute name": member("/etc/cron.d/x", b"x"),
    "a name that climbs": member("segments/../../x", b"x"),
    "a name that climbs at once": member("../x", b"x"),
    "a name of Windows": member("c:\\x", b"x"),
    "a member twice": member("have.json", b"1") + member("have.json", b"2"),
    "a member that is not there": header(size=200 * MEGABYTE),
    "a member of eight gigabytes": header(size=8**11 - 1),
}
JSONS = {
    "have": {"have.json": DEEP},
    "receipts": {"receipt.json": DEEP},
    "facts": {"facts/root.json": DEEP},
    "wide have": {"have.json": b"[" + b"[]," * (3 * MEGABYTE) + b"[]]"},
    "wide receipts": {"receipt.json": b"[" + b"{}," * (3 * MEGABYTE) + b"{}]"},
    "wide facts": {"facts/root.json": b"[" + b'"ab",' * (2 * MEGABYTE) + b'"ab"]'},
    "a key twice": {"have.json": TWICE},
    "not UTF-8": {"have.json": b'{"tips":"\xff"}'},
}
PACKAGES = (
    {name: (lambda sender, tar=tar: sender.packs(tar + END), "damaged") for name, tar in TARS.items()}
    | {f"JSON: {name}": (lambda sender, found=found: sender.holding(found), "damaged") for name, found in JSONS.items()}
    | {
        "no end": (lambda sender: sender.packs(member("have.json", b"1")), "damaged"),
        "a size that is too small": (lambda sender: sender.packs(END, claimed=(512, "0" * 64)), "damaged"),
        "a size that is too large": (lambda sender: sender.packs(END, claimed=(1 << 29, "0" * 64)), "damaged"),
        "a size beyond all": (lambda sender: sender.packs(END, claimed=(1 << 40, "0" * 64)), "damaged"),
        "another hash": (lambda sender: sender.packs(END, claimed=(1024, "0" * 64)), "damaged"),
        "a frame that holds more than is claimed": (more_than_claimed, "damaged"),
        "a frame that grows a thousandfold": (thousandfold, "damaged"),
        "no frame": (lambda sender: sender.packs(packed=b"not zstd", claimed=(1024, "0" * 64)), "damaged"),
        "a wide window": (wide_window, "damaged"),
        "logs that are not inside": (lambda sender: sender.packs(END, logs=[{"log": sender.log, "from": 1, "to": 2**53}]), "damaged"),
        "a key twice in line 1": (twice_in_line_1, "damaged"),
        "a key twice in the envelope": (twice_in_the_envelope, "damaged"),
        "a nested envelope": (lambda sender: sender.line_1(b"[" * 300_000), "damaged"),
        "a line that is nested deep": (
            lambda sender: sender.carrying(sender.run(b'{"prev":"%s","seq":1,"x":%s}' % (ZERO.encode(), DEEP))),
            "forged",
        ),
        "many lines of nothing": (many_lines_of_nothing, "forged"),
        "a seal of somebody else": (lambda sender: sender.carrying(foreign_seal(sender)), "forged"),
    }
)  # fmt: skip


def foreign_seal(sender):
    """The run of another log, under the own name."""
    run = sender.run(line())
    return {name: content.replace(b'"sig":"', b'"sig":"A', 1) if name.endswith("seal.json") else content for name, content in run.items()}


@pytest.mark.parametrize("name", PACKAGES)
def test_a_package_of_a_certified_sender_is_refused_for(name, shared, sender):
    made, code = PACKAGES[name]
    file = sender.writes(made(sender))
    before, began = trace(shared), time.perf_counter()
    got = shared.bring(HUYEN, file).packages[0]
    assert (got.result, got.code) == ("refused", code)
    assert time.perf_counter() - began < 10
    assert trace(shared) == before


def imported(home, folder):
    """Import a folder by the command line; return its answer, its exit status and the most memory that it took, in MB."""
    command = [sys.executable, "-m", "desktop", "--home", str(home), "--json", "import", str(folder)]
    environment = os.environ | {"SODANVAN_PASSWORD": PASSWORD, "SODANVAN_NOW": "2024-03-10T08:00:00", "PYTHONUTF8": "1"}
    child = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert child.stdout is not None
    document = json.loads(child.stdout.read())
    child.stdout.close()
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return document, child.returncode, used.ru_maxrss >> 10


@pytest.mark.skipif(sys.platform != "linux", reason="asks the system how much memory a program took, which only Linux tells in KB")
def test_a_stick_full_of_hostile_packages_takes_little_memory(exchange_world):
    world, sender = exchange_world, Sender(exchange_world)
    (good,) = world.export(XA)
    for made, _ in PACKAGES.values():
        sender.writes(made(sender))
    world.close()
    document, status, most = imported(world.home(HUYEN), sender.folder)
    codes = {one["code"] for one in document["packages"]}
    assert (status, len(document["packages"]), codes) == (1, len(PACKAGES), {"damaged", "forged"})
    document, status, honest = imported(world.home(HUYEN), good.parent)
    assert (status, document["packages"][0]["result"]) == (0, "merged")
    assert most - honest < 120
