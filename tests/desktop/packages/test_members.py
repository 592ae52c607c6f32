"""The tar inside a package: what our writer makes is read; every way to lie in a header is refused and named."""

import hashlib
import io
import random
import tarfile

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.errors import Problem
from desktop.packages import members
from desktop.packages.members import BLOCK

NAMES = st.from_regex(r"\A[a-z0-9][a-z0-9_-]{0,30}(/[a-z0-9][a-z0-9_.-]{0,20}){0,3}\Z").filter(members.is_name)
END = bytes(2 * BLOCK)


def unpack(tar, **claims):
    claimed = {"size": len(tar), "sha256": hashlib.sha256(tar).hexdigest()} | claims
    return members.unpack(members.compress(tar), claimed["size"], claimed["sha256"])


def header(name="have.json", size=0, **fields):
    info = tarfile.TarInfo(name)
    info.size = size
    for field, value in fields.items():
        setattr(info, field, value)
    return info.tobuf(tarfile.USTAR_FORMAT)


def patched(block, at, content):
    """Put bytes into a header and make its checksum right again."""
    block = block[:at] + content + block[at + len(content) :]
    total = sum(block[:148]) + 8 * 32 + sum(block[156:])
    return block[:148] + b"%06o\0 " % total + block[156:]


def refused(tar, reason, **claims):
    with pytest.raises(Problem, match=reason) as caught:
        unpack(tar, **claims)
    assert caught.value.code == "damaged"


@given(st.dictionaries(NAMES, st.binary(max_size=2000), max_size=6))
@settings(deadline=None, max_examples=60)
def test_what_was_packed_is_unpacked(found):
    assert unpack(members.pack(found)) == found


def test_the_writer_is_deterministic_and_names_nobody():
    tar = members.pack({"b": b"2", "a": b"1"})
    assert tar == members.pack({"a": b"1", "b": b"2"})
    with tarfile.open(fileobj=io.BytesIO(tar)) as found:
        for info in found:
            assert (info.mtime, info.uid, info.gid, info.uname, info.gname, info.mode) == (0, 0, 0, "", "", 0o644)


def test_a_large_attachment_fits_the_window_that_readers_allow():
    large = {"attachments/" + "0" * 64: random.Random(2).randbytes(20 << 20)}
    assert unpack(members.pack(large)) == large


def test_what_another_program_packs_as_ustar_is_read(tmp_path):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        info = tarfile.TarInfo("have.json")
        info.size, info.mtime, info.uname = 3, 1_700_000_000, "ai"
        tar.addfile(info, io.BytesIO(b"abc"))
    assert unpack(out.getvalue()) == {"have.json": b"abc"}


@pytest.mark.parametrize("name", ["a/" + "b" * 50 + "/" + "c" * 60, "a" * 120, "0", "snapshots/" + "f" * 64, "a.b/c_d-e"])
def test_a_name_of_the_format_survives(name):
    if len(name) > 100 and "/" not in name:
        with pytest.raises(ValueError, match="too long"):
            members.pack({name: b"x"})
        return
    assert unpack(members.pack({name: b"x"})) == {name: b"x"}


@pytest.mark.parametrize(
    "name", ["", "/etc/passwd", "../a", "a/../b", "a//b", "A", "a b", "é", ".a", "a\\b", "c:x", "a/", "a\n", "a" * 121]
)
def test_a_name_outside_the_format_is_neither_written_nor_read(name):
    assert not members.is_name(name)
    with pytest.raises(ValueError, match="name"):
        members.pack({name: b""})
    if 0 < len(name) <= 100 and name.isascii():
        block = patched(header("x"), 0, name.encode().ljust(100, b"\0"))
        refused(block + END, "tên không được phép")


TYPES = {
    "an old regular file": b"\0",
    "a hard link": b"1",
    "a symbolic link": b"2",
    "a character device": b"3",
    "a block device": b"4",
    "a folder": b"5",
    "a fifo": b"6",
    "a contiguous file": b"7",
    "a PAX header": b"x",
    "a global PAX header": b"g",
    "a GNU long name": b"L",
    "a GNU sparse file": b"S",
}


@pytest.mark.parametrize("kind", TYPES.values(), ids=TYPES)
def test_only_regular_files_are_read(kind):
    refused(patched(header(), 156, kind) + END, "không phải tệp thường")


def test_a_pax_header_that_claims_400_mb_costs_nothing():
    refused(patched(header(size=400 << 20), 156, b"x") + END, "không phải tệp thường")


def test_a_member_twice_is_refused():
    refused(header("a") + header("a") + END, "hai lần")


def test_a_member_with_a_link_target_is_refused():
    refused(patched(header(), 157, b"/etc/passwd") + END, "không phải tệp thường")


HEADERS = {
    "a wrong checksum": (header()[:148] + b"000000\0 " + header()[156:], "tổng kiểm"),
    "a checksum in another form": (header()[:148] + header()[148:154] + b"  " + header()[156:], "tổng kiểm"),
    "GNU magic": (patched(header(), 257, b"ustar  \0"), "USTAR"),
    "no magic": (patched(header(), 257, bytes(8)), "USTAR"),
    "a size in base 256": (patched(header(), 124, b"\x80" + bytes(10) + b"\x01"), "cỡ sai"),
    "a size with a sign": (patched(header(), 124, b"-0000000001\0"), "cỡ sai"),
    "a size with blanks": (patched(header(), 124, b"          1\0"), "cỡ sai"),
    "a size that is no octal": (patched(header(), 124, b"00000000008\0"), "cỡ sai"),
    "a size of eight gigabytes": (patched(header(), 124, b"77777777777\0"), "lớn quá"),
    "bytes behind the name's end": (patched(header("a"), 5, b"b"), "tên không được phép"),
    "bytes behind the header's end": (patched(header(), 505, b"b"), "byte lạ"),
    "a prefix that climbs": (patched(header("a"), 345, b".."), "tên không được phép"),
    "an absolute prefix": (patched(header("a"), 345, b"/etc"), "tên không được phép"),
}


@pytest.mark.parametrize(("block", "reason"), HEADERS.values(), ids=HEADERS)
def test_a_header_with(block, reason):
    refused(block + END, reason)


ENDINGS = {
    "no end": (header("a"), "ngắn hơn"),
    "half an end": (header("a") + bytes(BLOCK), "không kết thúc đúng"),
    "something behind the end": (header("a") + END + b"x" * BLOCK, "không kết thúc đúng"),
    "zeros for ever": (header("a") + bytes(100 * BLOCK), "không kết thúc đúng"),
    "bytes in the padding": (header("a", 1) + b"x" + b"y" * 511 + END, "byte lạ"),
    "a size that reaches into the end": (header("a", 5000) + END, "ngắn hơn"),
    "nothing at all": (b"", "cỡ ghi trên phong bì"),
}


@pytest.mark.parametrize(("tar", "reason"), ENDINGS.values(), ids=ENDINGS)
def test_a_tar_that_ends_with(tar, reason):
    refused(tar, reason)


def test_sizes_and_hash_of_the_envelope_must_be_those_of_the_tar():
    tar = members.pack({"a": b"1"})
    refused(tar, "dài hơn|không kết thúc", size=len(tar) - BLOCK)
    refused(tar, "không kết thúc", size=len(tar) - 1)
    refused(tar, "không kết thúc|bị cụt", size=len(tar) + BLOCK)
    refused(tar, "không khớp", sha256="0" * 64)
    refused(tar, "cỡ ghi trên phong bì", size=members.LARGEST_TAR + 1)


def test_a_frame_that_holds_more_than_it_claims_is_stopped_at_the_claim():
    """200 MB in some kilobytes: nothing behind the signed size is ever opened."""
    bomb = zstandard.ZstdCompressor(level=3).compress(bytes(200 << 20))
    assert len(bomb) < 20_000
    with pytest.raises(Problem) as caught:
        members.unpack(bomb, 1 << 20, "0" * 64)
    assert caught.value.code == "damaged"


def test_a_frame_that_asks_for_a_large_window_is_refused():
    parameters = zstandard.ZstdCompressionParameters(window_log=27, compression_level=3, write_content_size=False)
    frame = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
    data = random.Random(1).randbytes(1 << 20)
    packed = frame.compress(data) + frame.flush()
    with pytest.raises(Problem, match="phần nén") as caught:
        members.unpack(packed, len(data), hashlib.sha256(data).hexdigest())
    assert caught.value.code == "damaged"


@pytest.mark.parametrize("change", [lambda z: z[:-3], lambda z: z + b"more", lambda z: b"", lambda z: z[4:], lambda z: z + z])
def test_a_broken_zstd_stream_is_refused(change):
    tar = members.pack({"a": b"1"})
    with pytest.raises(Problem) as caught:
        members.unpack(change(members.compress(tar)), len(tar), hashlib.sha256(tar).hexdigest())
    assert caught.value.code == "damaged"


@given(st.binary(max_size=1500))
@settings(deadline=None, max_examples=200)
def test_bytes_that_are_no_tar_are_refused(noise):
    tar = noise + END
    if any(noise):
        with pytest.raises(Problem) as caught:
            unpack(tar)
        assert caught.value.code == "damaged"
    else:
        assert unpack(tar) == {}
