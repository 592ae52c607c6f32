"""A run of a log, sealed: the lines as their station wrote them, and its signature over where they begin and end.

Law: lines are kept and carried verbatim; the seal names the hash before the first line and that of the last one, so it
vouches for every byte between. The seal carries the public key, whose hash is the station's id: authentic can be said
of a segment alone, before anybody knows a certificate. Authentic is not valid; that is judged per line (`trust`).
"""

import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import msgspec

from desktop.packages import faults, signing, strict_json
from desktop.packages.signing import SigningKey
from desktop.packages.statements import Seal, read

LOG_KINDS = ("main", "down", "fact")
AUDIENCES = ("up", "home", "down")
LARGEST_SEAL = 4 << 10


class SealedLine(NamedTuple):
    """One line of a verified segment: its number, the hash that names it, its bytes without the newline."""

    seq: int
    hash: str
    line: bytes


@dataclass(frozen=True, slots=True)
class SegmentParts:
    """A segment as it travels.

    Attributes:
        station: Its author.
        log_kind: main, down or fact.
        first, last: Numbers of the first and the last line.
        tip: Hash of the last line, 64 hex digits.
        seal: The signed seal, one line of JSON.
        lines: The skeleton lines, each with its newline.
        values: Audience → value lines, each with its newline; an audience without lines is left out.
    """

    station: str
    log_kind: str
    first: int
    last: int
    tip: str
    seal: bytes
    lines: bytes
    values: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def log(self) -> str:
        """Name of the log: the station's, with .down or .fact behind it."""
        return log_name(self.station, self.log_kind)


class _Place(msgspec.Struct):
    prev: str
    seq: int


_PLACE = msgspec.json.Decoder(_Place)


def log_name(station: str, kind: str) -> str:
    """Return the name of a station's log of this kind."""
    return station if kind == "main" else f"{station}.{kind}"


def split_log(log: str) -> tuple[str, str]:
    """Return station and kind of a log's name."""
    station, _, kind = log.partition(".")
    return station, kind or "main"


def seal(log: str, first: int, last: int, prev: str, tip: str, key: SigningKey) -> bytes:
    """Return the seal of lines `first`…`last`, as it is kept and travels.

    Args:
        log: Name of a log of the key's own station.
        first: Number of the first line.
        last: Number of the last line.
        prev: Hash of the line before the first, 64 zeros if there is none.
        tip: Hash of the last line.
        key: The station's signing key.

    Raises:
        ValueError: the log belongs to another station, or the range is empty.
    """
    if split_log(log)[0] != key.station:
        raise ValueError("a station seals its own logs only")
    return Seal(log=log, first=first, last=last, prev=prev, tip=tip, key=strict_json.b64(key.public)).signed(key).encoded()


def read_seal(raw: bytes) -> Seal:
    """Return what a seal says, after its signature by the log's own station was verified.

    Raises:
        Problem: forged.
    """
    try:
        statement = signing.decode(raw, LARGEST_SEAL)
        said = read(statement, Seal)
        public = strict_json.unb64(said.key)
    except strict_json.NotStrict as error:
        raise faults.forged(f"dấu niêm của đoạn {error}") from error
    signing.verify(statement, Seal.PURPOSE, public)
    if split_log(said.log)[0] != signing.station_id(public):
        raise faults.forged("đoạn không do trạm của nó niêm", said.log)
    return said


def verified_lines(segment: SegmentParts) -> list[SealedLine]:
    """Return the lines of an authentic segment, in order.

    Raises:
        Problem: forged, if the seal does not hold, is for another run, or the lines are not those that it names.
    """
    said = read_seal(segment.seal)
    if (said.log, said.first, said.last, said.tip) != (segment.log, segment.first, segment.last, segment.tip):
        raise faults.forged("dấu niêm dành cho đoạn khác", segment.log)
    if not segment.lines.endswith(b"\n") or segment.lines.count(b"\n") != said.last - said.first + 1:
        raise faults.forged("đoạn thiếu hoặc thừa dòng", segment.log)
    prev, found = said.prev, []
    # One after the other: a file of line ends alone would be a list ten times its size.
    for seq, ended in enumerate(io.BytesIO(segment.lines), said.first):
        row = ended[:-1]
        try:
            place = _PLACE.decode(row)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise faults.forged(f"dòng {seq} không đọc được", segment.log) from error
        if (place.prev, place.seq) != (prev, seq):
            raise faults.forged(f"dòng {seq} không nối với dòng trước", segment.log)
        prev = hashlib.sha256(row).hexdigest()
        found.append(SealedLine(seq, prev, row))
    if prev != said.tip:
        raise faults.forged("dòng cuối không phải dòng đã niêm", segment.log)
    return found
