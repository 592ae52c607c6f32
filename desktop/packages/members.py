"""The inside of a package: files by name, as a tar that `tar t` reads, in one zstd stream.

Law (USTAR, zstd level 3): the writer is deterministic – sorted names, time 0, owner 0, mode 644. The reader trusts
nothing: it looks at each raw 512-byte header itself, before any library could act upon it (a PAX header may claim
400 MiB, a link may point anywhere), takes regular files only, counts every byte that the decompressor gives (a frame
that claims 1 MB may hold 200) and stops at the size that the signed envelope names, which must be in proportion to what
travelled. A name is a key of a dictionary
and never becomes a path.
"""

import hashlib
import io
import re
import tarfile
from collections.abc import Iterator, Mapping
from typing import Protocol

import zstandard

from desktop.errors import Problem
from desktop.packages import faults

BLOCK = 512
LARGEST_TAR = 512 << 20
LARGEST_MEMBER = 256 << 20
MOST_MEMBERS = 200_000
LEVEL = 3
# Lines of a log are a third hashes and salts and shrink to a quarter; what grows a hundredfold was made to fill a memory.
FREELY_OPENED = 64 << 20
MOST_GROWTH = 100
# What level 3 never exceeds; a frame that asks for more is not ours.
_LARGEST_WINDOW = 8 << 20
_NAME = re.compile(r"[a-z0-9][a-z0-9/_.-]{0,119}")
_OCTAL = re.compile(rb"[0-7]{11}[ \0]")
_CHECKSUM = re.compile(rb"[0-7]{6}\0 ")
# GNU tar reads 20 blocks at a time and some writers fill the last of them up.
_MOST_PADDING = 20 * BLOCK
_STEP = 1 << 20


class _Source(Protocol):
    def read(self, size: int, /) -> bytes: ...


def is_name(name: str) -> bool:
    """Say whether a member may have this name."""
    return _NAME.fullmatch(name) is not None and ".." not in name and "//" not in name and not name.endswith("/")


def pack(members: Mapping[str, bytes]) -> bytes:
    """Return the tar of `members`, names in order.

    Raises:
        ValueError: a name that the format does not have.
        Problem: not_allowed, if there is more in it than a reader would take.
    """
    tar = bytearray()
    for name in sorted(members):
        if not is_name(name):
            raise ValueError(f"not a member's name: {name!r}")
        content = members[name]
        tar += header(name, len(content)) + content + bytes(-len(content) % BLOCK)
    tar += bytes(2 * BLOCK)
    largest = max(map(len, members.values()), default=0)
    if len(tar) > LARGEST_TAR or len(members) > MOST_MEMBERS or largest > LARGEST_MEMBER:
        raise Problem("not_allowed", f"Gói lớn quá ({len(tar) >> 20} MB). Hãy xuất thành nhiều gói nhỏ hơn.")
    return bytes(tar)


def header(name: str, size: int) -> bytes:
    """Return the raw header of a regular file of this size."""
    info = tarfile.TarInfo(name)
    info.size = size
    return info.tobuf(tarfile.USTAR_FORMAT)


def compress(tar: bytes) -> bytes:
    """Return `tar` as one zstd frame that names its size.

    Raises:
        Problem: not_allowed, if it shrinks so much that no reader would open it.
    """
    packed = zstandard.ZstdCompressor(level=LEVEL, write_checksum=False).compress(tar)
    if len(tar) > _largest_of(len(packed)):
        raise Problem("not_allowed", "Gói có tệp kèm gần như rỗng, nơi nhận sẽ không mở. Bỏ tệp đó rồi xuất lại.")
    return packed


def _largest_of(packed: int) -> int:
    """Return how many bytes may come out of a stream of this many."""
    return max(FREELY_OPENED, MOST_GROWTH * packed)


def unpack(packed: bytes, size: int, sha256: str) -> dict[str, bytes]:
    """Return the members of a compressed tar that has exactly this size and hash.

    Args:
        packed: The zstd stream.
        size: Bytes of the opened tar, as signed; not one byte more is opened.
        sha256: Its hash, 64 hex digits, as signed.

    Raises:
        Problem: damaged, naming what is wrong.
    """
    if not 0 < size <= LARGEST_TAR:
        raise faults.damaged("cỡ ghi trên phong bì không hợp lệ")
    if size > _largest_of(len(packed)):
        raise faults.damaged(f"ruột gói nở ra gấp hơn {MOST_GROWTH} lần")
    stream = zstandard.ZstdDecompressor(max_window_size=_LARGEST_WINDOW).stream_reader(io.BytesIO(packed), read_across_frames=True)
    opened = _Counted(stream, size)
    try:
        members = dict(_members(opened))
        opened.expect_end()
    except zstandard.ZstdError as error:
        raise faults.damaged("phần nén không mở được") from error
    except MemoryError as error:
        raise faults.damaged("phần nén đòi nhiều bộ nhớ quá") from error
    if opened.digest.hexdigest() != sha256:
        raise faults.damaged("ruột gói không khớp với phong bì")
    return members


class _Counted:
    """A stream that gives at most `size` bytes, hashes them, and says so when there are fewer or more."""

    def __init__(self, source: _Source, size: int) -> None:
        self.digest = hashlib.sha256()
        self.left = size
        self._source = source

    def read(self, size: int) -> bytes:
        """Return exactly `size` bytes; what is not there is never reserved."""
        if size > self.left:
            raise faults.damaged("ruột gói ngắn hơn ghi trên phong bì")
        parts = []
        while size:
            part = self._source.read(min(size, _STEP))
            if not part:
                raise faults.damaged("ruột gói bị cụt")
            self.digest.update(part)
            parts.append(part)
            size -= len(part)
            self.left -= len(part)
        return b"".join(parts)

    def expect_end(self) -> None:
        """Refuse bytes behind the end."""
        if self.left or self._source.read(1):
            raise faults.damaged("ruột gói dài hơn ghi trên phong bì")


def _members(opened: _Counted) -> Iterator[tuple[str, bytes]]:
    names: set[str] = set()
    while any(header := opened.read(BLOCK)):
        name, size = header_of(header, f"mục thứ {len(names) + 1} trong ruột gói", LARGEST_MEMBER)
        if name in names:
            raise faults.damaged(f"mục {name} có hai lần trong ruột gói")
        if len(names) >= MOST_MEMBERS:
            raise faults.damaged("ruột gói có nhiều mục quá")
        names.add(name)
        content = opened.read(size)
        if any(opened.read(-size % BLOCK)):
            raise faults.damaged(f"sau mục {name} có byte lạ")
        yield name, content
    if opened.left < BLOCK or opened.left > _MOST_PADDING or any(opened.read(opened.left)):
        raise faults.damaged("ruột gói không kết thúc đúng")


def header_of(block: bytes, here: str, largest: int) -> tuple[str, int]:
    """Return name and size that one raw USTAR header claims.

    Raises:
        Problem: damaged, if it is none of a regular file of at most this size; `here` says which it is.
    """
    if block[257:265] != b"ustar\x0000":
        raise faults.damaged(f"{here} không phải dạng USTAR")
    if not _CHECKSUM.fullmatch(block[148:156]) or int(block[148:154], 8) != sum(block[:148]) + 8 * ord(" ") + sum(block[156:]):
        raise faults.damaged(f"{here} sai tổng kiểm")
    if block[156:157] != b"0" or any(block[157:257]):
        raise faults.damaged(f"{here} không phải tệp thường")
    if any(block[500:]):
        raise faults.damaged(f"{here} có byte lạ")
    name = "/".join(filter(None, (_text(block[345:500], here), _text(block[:100], here))))
    if not is_name(name):
        raise faults.damaged(f"{here} có tên không được phép")
    if not _OCTAL.fullmatch(block[124:136]):
        raise faults.damaged(f"{here} ghi cỡ sai")
    size = int(block[124:135], 8)
    if size > largest:
        raise faults.damaged(f"{here} lớn quá")
    return name, size


def _text(raw: bytes, here: str) -> str:
    text, _, rest = raw.partition(b"\0")
    if any(rest) or not text.isascii():
        raise faults.damaged(f"{here} có tên không được phép")
    return text.decode("ascii")
