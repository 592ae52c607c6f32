"""Line 1 of a package: who sends what to whom, signed, and by whose word the sender is a station.

Law: the line must equal, byte for byte, what our writer makes of its content; it has at most 1 MiB and never changes
its outer form (new things go into the signed payload, under a new `format`). Sender and recipient stand inside the
signed bytes, so nobody can turn a package to another address. The chain leads from the sender's certificate to one
signed by a root, at most eight of them; whether that root is ours is the reader's question.
"""

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from msgspec import Meta, Struct, field

from desktop.packages import faults, signing, strict_json
from desktop.packages.signing import SigningKey, Statement
from desktop.packages.statements import (
    FORMAT,
    Certificate,
    Count,
    CountOrNone,
    Hash,
    Id,
    Log,
    Moment,
    Name,
    Payload,
    Series,
    Station,
    StationOrNone,
    Unit,
    read,
    understood,
)

LONGEST_LINE = 1 << 20
LONGEST_CHAIN = 8
_OURS = b'{"payloadType":"application/vnd.sodanvan.'
_ENVELOPE = _OURS + b'envelope+json"'
_REQUEST = _OURS + b'request+json"'
SIGN = len(_ENVELOPE)


class Sender(Struct, frozen=True, kw_only=True):
    """The station that made the package, and what its unit is called."""

    station: Station
    unit: Unit
    name: Name
    series: Series


class Recipient(Struct, frozen=True, kw_only=True):
    """The unit that it is for; `station` only where one station alone can open it (enrol)."""

    unit: Unit
    station: StationOrNone


class LogRange(Struct, frozen=True, kw_only=True):
    """The lines of one log that are in the package."""

    log: Log
    first: Count = field(name="from")
    last: Count = field(name="to")


class Part(Struct, frozen=True, kw_only=True):
    """Size in bytes and SHA-256 of the sealed part, or of the opened tar."""

    sha256: Hash
    size: Annotated[int, Meta(ge=0, le=1 << 40)]


class Content(Payload, frozen=True, kw_only=True):
    """What the signature of line 1 is over."""

    PURPOSE: ClassVar[str] = "envelope"
    LIMIT: ClassVar[int] = LONGEST_LINE
    format: Count
    kind: Annotated[str, Meta(pattern=r"\A(up|home|down|enrol|handover)\Z")]
    package: Id
    number: CountOrNone
    at: Moment
    sender: Sender
    recipient: Recipient
    logs: tuple[LogRange, ...]
    sealed: Part
    tar: Part


@dataclass(frozen=True, slots=True)
class Envelope:
    """A line 1 that holds by itself: signed by the sender, whose certificates lead to `root_key`.

    Attributes:
        content: What was signed.
        chain: Certificates as statements, the sender's first.
        certificates: The same, read.
        root_key: Raw public key of the root at the end of the chain; the reader compares it with its own.
        length: Bytes of the line with its newline; the sealed part begins there.
    """

    content: Content
    chain: tuple[Statement, ...]
    certificates: tuple[Certificate, ...]
    root_key: bytes
    length: int


def write(content: Content, chain: tuple[Statement, ...], key: SigningKey) -> bytes:
    """Return line 1, newline included.

    Raises:
        ValueError: the chain is empty, too long, or not the sender's: a fault of the program, not of the person.
    """
    if not 0 < len(chain) <= LONGEST_CHAIN:
        raise ValueError(f"a chain has 1 to {LONGEST_CHAIN} certificates, got {len(chain)}")
    line = _line(content.signed(key), chain)
    if len(line) > LONGEST_LINE:
        raise ValueError("line 1 is too long")
    return line


def is_package(raw: bytes) -> bool:
    """Say whether a file that begins with these `SIGN` bytes means to be a package."""
    return raw.startswith(_ENVELOPE)


def is_request(raw: bytes) -> bool:
    """Say whether these bytes look like a request for enrolment, which has a line 1 and nothing else."""
    return raw.startswith(_REQUEST)


def read_line(raw: bytes) -> Envelope:
    """Return the envelope of a package; only line 1 of `raw` is looked at.

    Raises:
        Problem: not_a_package, damaged, forged, too_new.
    """
    end = raw.find(b"\n", 0, LONGEST_LINE)
    if not raw.startswith(_OURS):
        raise faults.not_a_package()
    if end < 0:
        raise faults.damaged("phong bì không có chỗ kết thúc")
    line = raw[: end + 1]
    if not line.startswith(_ENVELOPE):
        raise faults.damaged("tờ này không phải phong bì của gói")
    try:
        envelope, chain = _parse(line)
        content = _content(envelope)
    except strict_json.NotStrict as error:
        raise faults.damaged(f"phong bì {error}") from error
    certificates = _certificates(chain)
    subject = certificates[0].subject
    signing.verify(envelope, Content.PURPOSE, subject.public)
    sender = content.sender
    if (sender.station, sender.unit, sender.series) != (subject.station, subject.unit, certificates[0].series):
        raise faults.forged("phong bì và chứng nhận nói hai trạm khác nhau", sender.station)
    root_key = strict_json.unb64(certificates[-1].issuer_key)
    return Envelope(content, chain, certificates, root_key, len(line))


def _line(envelope: Statement, chain: tuple[Statement, ...]) -> bytes:
    return strict_json.dumps(envelope.value() | {"chain": [one.value() for one in chain]}) + b"\n"


def _parse(line: bytes) -> tuple[Statement, tuple[Statement, ...]]:
    value: Any = strict_json.loads(line[:-1], LONGEST_LINE)
    chain = value.pop("chain", None)
    if not isinstance(chain, list) or not 0 < len(chain) <= LONGEST_CHAIN:
        raise strict_json.NotStrict("không có hoặc có quá nhiều chứng nhận")
    envelope, statements = signing.from_value(value), tuple(signing.from_value(one) for one in chain)
    if _line(envelope, statements) != line:
        raise strict_json.NotStrict("viết khác cách của chương trình")
    return envelope, statements


def _content(envelope: Statement) -> Content:
    # The version first: what a later format says need not look like ours.
    value = strict_json.loads(envelope.payload, LONGEST_LINE)
    version = value.get("format") if isinstance(value, dict) else None
    if isinstance(version, int) and version > FORMAT:
        raise faults.too_new(version)
    return read(envelope, Content)


def _certificates(chain: tuple[Statement, ...]) -> tuple[Certificate, ...]:
    """Return the chain read and verified: each certificate by the next one's key, the last by a root's."""
    found: list[Certificate] = []
    for statement in chain:
        certificate = understood(statement)
        if not isinstance(certificate, Certificate):
            raise faults.forged("chứng nhận không đọc được", statement.keyid)
        signing.verify(statement, Certificate.PURPOSE, strict_json.unb64(certificate.issuer_key))
        if found and certificate.subject.key != found[-1].issuer_key:
            raise faults.forged("các chứng nhận không nối với nhau", found[-1].issuer)
        if certificate.issuer != statement.keyid:
            raise faults.forged("chứng nhận không do nơi ghi trên đó ký", statement.keyid)
        if found and not ("admit" in certificate.rights and set(found[-1].rights) <= set(certificate.rights)):
            raise faults.forged("nơi chứng nhận không có quyền ấy", certificate.subject.station)
        found.append(certificate)
    if not signing.is_root(found[-1].issuer):
        raise faults.forged("chứng nhận không dẫn tới gốc", found[-1].issuer)
    return tuple(found)
