"""A package as a whole: values and keys in, bytes out, and back again, one law after the other.

Law, in this order: envelope (bounded, strict) → signature and chain → our root → recipient → size and hash of the
sealed part → open → members (bounded while reading) → size and hash of the tar. Each step is a function, so that the
reader can stop where it knows enough: `peek` needs no key, `check_sender` the facts, `check_recipient` one's own name.
Who opens is told nothing before the sealed part is the one that was signed.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from desktop.packages import armour, faults, members, sealing
from desktop.packages import envelope as line_one
from desktop.packages.envelope import Content, Envelope, LogRange, Part, Recipient, Sender
from desktop.packages.parts import Parts, from_members, to_members
from desktop.packages.segments import verified_lines
from desktop.packages.signing import SigningKey, Statement
from desktop.packages.statements import FORMAT, Certificate, read
from desktop.packages.trust import TrustState

LARGEST_SEALED = 256 << 20
# What a reader of files need take in at most.
LARGEST_PACKAGE = line_one.LONGEST_LINE + LARGEST_SEALED


@dataclass(frozen=True, slots=True)
class Heading:
    """What the packer decides about a package.

    Attributes:
        kind: up, home, down, enrol or handover.
        package: Id, 32 random hex digits.
        number: Which package of this station it is, from 1; 0 for one that is not counted (enrol).
        at: When, ISO; for people only.
        unit: Unit that it is for.
        station: The one station that it is for; "" for all of the unit.
    """

    kind: str
    package: str
    number: int
    at: str
    unit: str
    station: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """An opened package: its envelope and its members, as named in the tar."""

    envelope: Envelope
    members: Mapping[str, bytes]


def build(parts: Parts, heading: Heading, key: SigningKey, chain: tuple[Statement, ...], recipients: Iterable[str]) -> bytes:
    """Return a package.

    Args:
        parts: What goes in.
        heading: Kind, id, number, time and recipient.
        key: Signing key of the sender.
        chain: The sender's certificates, its own first (`TrustState.chain_for`).
        recipients: age recipients that can open it (`TrustState.recipients`).

    Raises:
        Problem: not_allowed, without recipients or when it grows too large; forged, if a recipient is unsound.
    """
    tar = members.pack(to_members(parts))
    sealed = sealing.seal(members.compress(tar), recipients)
    certificate = read(chain[0], Certificate)
    subject = certificate.subject
    content = Content(
        format=FORMAT,
        kind=heading.kind,
        package=heading.package,
        number=heading.number,
        at=heading.at,
        sender=Sender(station=subject.station, unit=subject.unit, name=subject.name, series=certificate.series),
        recipient=Recipient(unit=heading.unit, station=heading.station),
        logs=_ranges(parts),
        sealed=Part(sha256=hashlib.sha256(sealed).hexdigest(), size=len(sealed)),
        tar=Part(sha256=hashlib.sha256(tar).hexdigest(), size=len(tar)),
    )
    return line_one.write(content, chain, key) + sealed


def peek(raw: bytes) -> Envelope:
    """Return the envelope of a package (binary, `armour.plain`) without any key: well formed, and right by its own chain.

    Raises:
        Problem: not_a_package, damaged, forged, too_new.
    """
    return line_one.read_line(raw)


def check_sender(envelope: Envelope, trust: TrustState) -> None:
    """Take a package only from a station whose chain leads to a root that we believe within everybody's reach.

    That a station was revoked is no reason here: what it wrote before its last line counts, and is judged op by op.

    Raises:
        Problem: unknown_sender; revoked, if the sender's certificate fell with its giver.
    """
    station = envelope.content.sender.station
    units = [one.subject.unit for one in envelope.certificates]
    reaches = all(trust.reach.within(unit, above) for unit, above in pairwise(units))
    if not trust.roots.may_begin(envelope.chain[-1], envelope.root_key) or not reaches:
        raise faults.unknown_sender(station)
    if trust.standing(station).state == "fallen":
        raise faults.revoked(station)


def check_recipient(envelope: Envelope, units: Collection[str], station: str) -> None:
    """Take a package only if it is for one of these units and, where it names one, for this station.

    Raises:
        Problem: misaddressed.
    """
    recipient = envelope.content.recipient
    if recipient.unit not in units:
        raise faults.misaddressed(f"đơn vị {recipient.unit.partition(':')[2]}")
    if recipient.station not in ("", station):
        raise faults.misaddressed(f"trạm {recipient.station}")


def sealed_part(raw: bytes, envelope: Envelope) -> bytes:
    """Return the sealed part, exactly as it was signed.

    Raises:
        Problem: damaged.
    """
    part = envelope.content.sealed
    size = len(raw) - envelope.length
    if armour.begins(raw[envelope.length : envelope.length + line_one.LONGEST_LINE]):
        raise faults.damaged("chữ của phần niêm phong bị sửa hoặc thiếu khi chép, gửi")
    if size < part.size:
        raise faults.damaged(f"thiếu {part.size - size} byte ở cuối, có lẽ chép chưa xong")
    if size > part.size:
        raise faults.damaged(f"thừa {size - part.size} byte ở cuối")
    sealed = raw[envelope.length :]
    if size > LARGEST_SEALED or hashlib.sha256(sealed).hexdigest() != part.sha256:
        raise faults.damaged("phần niêm phong không khớp với phong bì")
    return sealed


def open_package(raw: bytes, identities: Iterable[str], envelope: Envelope | None = None) -> Opened:
    """Return what is in a package.

    Args:
        raw: The whole file.
        identities: Every age identity that one has, old unit keys too.
        envelope: What `peek` gave for the same bytes, if that was asked before.

    Raises:
        Problem: as `peek`; damaged; misaddressed, if none of the identities opens it.
    """
    envelope = envelope or peek(raw)
    packed = sealing.open_sealed(sealed_part(raw, envelope), identities)
    tar = envelope.content.tar
    return Opened(envelope, members.unpack(packed, tar.size, tar.sha256))


def read_parts(opened: Opened) -> Parts:
    """Return the parts of an opened package, every run of lines as its station sealed it.

    Raises:
        Problem: damaged or forged, as `parts.from_members` and `segments.verified_lines`; damaged, if the envelope names
            other log ranges.
    """
    parts = from_members(opened.members)
    if _ranges(parts) != opened.envelope.content.logs:
        raise faults.damaged("ruột gói có các đoạn khác với phong bì ghi")
    for segment in parts.segments:
        verified_lines(segment)
    return parts


def _ranges(parts: Parts) -> tuple[LogRange, ...]:
    """Return the runs of lines inside, neighbouring and overlapping segments of a log as one."""
    found: list[LogRange] = []
    for log, first, last in sorted((one.log, one.first, one.last) for one in parts.segments):
        before = found[-1] if found else None
        if before is not None and before.log == log and first <= before.last + 1:
            found[-1] = LogRange(log=log, first=before.first, last=max(before.last, last))
        else:
            found.append(LogRange(log=log, first=first, last=last))
    return tuple(found)
