"""What is said in a signed statement: one class for each purpose, read strictly.

Law: a payload is strict JSON in one spelling, bounded by its purpose. Keys that this version does not know are
allowed and ignored (the signed bytes keep them); known ones must have their type and form. Times are display only.
"""

from functools import lru_cache
from typing import Annotated, Any, ClassVar, TypeVar

import msgspec
from msgspec import Meta, Struct, field

from desktop.packages import age_text, faults, signing, strict_json
from desktop.packages.signing import SigningKey, Statement

Station = Annotated[str, Meta(pattern=r"\A[0-9a-f]{20}\Z")]
StationOrNone = Annotated[str, Meta(pattern=r"\A([0-9a-f]{20})?\Z")]
Signer = Annotated[str, Meta(pattern=r"\A(root:)?[0-9a-f]{20}\Z")]
Log = Annotated[str, Meta(pattern=r"\A[0-9a-f]{20}(\.down|\.fact)?\Z")]
Unit = Annotated[str, Meta(pattern=r"\A[0-9]{4}:[0-9A-Za-z_.-]{1,20}\Z")]
UnitOrNone = Annotated[str, Meta(pattern=r"\A([0-9]{4}:[0-9A-Za-z_.-]{1,20})?\Z")]
Hash = Annotated[str, Meta(pattern=r"\A[0-9a-f]{64}\Z")]
Id = Annotated[str, Meta(pattern=r"\A[0-9a-f]{32}\Z")]
Age = Annotated[str, Meta(pattern=r"\Aage1[02-9ac-hj-np-z]{58}\Z")]
AgeOrNone = Annotated[str, Meta(pattern=r"\A(age1[02-9ac-hj-np-z]{58})?\Z")]
Key = Annotated[str, Meta(pattern=r"\A[A-Za-z0-9+/]{43}=\Z")]
Series = Annotated[str, Meta(pattern=r"\A(R[1-9][0-9]{0,2})?[B-Z]{0,8}\Z")]
Count = Annotated[int, Meta(ge=1, le=10**9)]
CountOrNone = Annotated[int, Meta(ge=0, le=10**9)]
Name = Annotated[str, Meta(min_length=1, max_length=200)]
Text = Annotated[str, Meta(max_length=2000)]
Moment = Annotated[str, Meta(max_length=40)]
RIGHTS = ("write", "admit", "down")
ZERO = "0" * 64
FORMAT = 1


class Payload(Struct, frozen=True, kw_only=True):
    """What every payload has: the purpose it is signed for and the most bytes it may have."""

    PURPOSE: ClassVar[str]
    LIMIT: ClassVar[int] = 16 << 10

    def check(self) -> None:
        """Say what no single field can: raise ValueError when the fields do not go together."""

    def bytes(self) -> bytes:
        """Return the payload in its one spelling."""
        return strict_json.dumps(msgspec.to_builtins(self))

    def signed(self, key: SigningKey, *, as_root: bool = False) -> Statement:
        """Return this, signed by a station's key or a root's."""
        self.check()
        return signing.sign(self.PURPOSE, self.bytes(), key, as_root=as_root)


class Root(Payload, frozen=True, kw_only=True):
    """The trust anchor about itself, signed by itself. Stations pin the hash of `key`."""

    PURPOSE: ClassVar[str] = "root"
    key: Key
    unit: Unit
    name: Name
    at: Moment


class Request(Payload, frozen=True, kw_only=True):
    """What a new station says about itself; the eight words are over the whole signed line."""

    PURPOSE: ClassVar[str] = "request"
    LIMIT: ClassVar[int] = 4 << 10
    format: Count
    id: Id
    key: Key
    age: Age
    unit: Unit
    level: Annotated[str, Meta(pattern=r"\A[a-z_]{1,20}\Z")]
    name: Name
    unit_key: Age
    recovery: AgeOrNone
    at: Moment

    @property
    def public(self) -> bytes:
        """The raw Ed25519 key."""
        return strict_json.unb64(self.key)

    @property
    def station(self) -> str:
        """The id that the key gives."""
        return signing.station_id(self.public)

    @property
    def era(self) -> str:
        """The era of the unit, e.g. 2024."""
        return self.unit.partition(":")[0]

    def check(self) -> None:
        """Refuse keys that fit every signature or open for everybody."""
        _sound_key(self.key)
        for recipient in (self.age, self.unit_key, *([self.recovery] if self.recovery else [])):
            if not age_text.is_sound_recipient(recipient):
                raise ValueError("khóa niêm phong không dùng được")


class Certificate(Payload, frozen=True, kw_only=True):
    """A giver's word that the keys in `request` are a station of that unit.

    `proof` is the request's own signature, so the request, and with it its eight words, can be had from the
    certificate; it stays a plain object, so that keys of later versions are not lost. `unit_key` is the number that
    the request's unit key gets; 0: it is dropped, the unit has one.
    """

    PURPOSE: ClassVar[str] = "certificate"
    request: dict[str, Any]
    proof: Annotated[str, Meta(pattern=r"\A[A-Za-z0-9+/]{86}==\Z")]
    rights: tuple[Annotated[str, Meta(pattern=r"\A[a-z]{1,20}\Z")], ...]
    series: Series
    unit_key: CountOrNone
    serial: Count
    issuer: Signer
    issuer_key: Key
    at: Moment

    @property
    def subject(self) -> Request:
        """The station certified, as it described itself."""
        return msgspec.convert(self.request, Request)

    def requested(self) -> Statement:
        """Return the request as it was signed, from which the eight words are made."""
        return Statement("request", strict_json.dumps(self.request), self.subject.station, strict_json.unb64(self.proof))

    def check(self) -> None:
        """The request must be its station's own, the issuer's name that of its key."""
        self.subject.check()
        _sound_key(self.issuer_key)
        public = strict_json.unb64(self.issuer_key)
        if self.issuer != (signing.root_id(public) if signing.is_root(self.issuer) else signing.station_id(public)):
            raise ValueError("tên và khóa của nơi chứng nhận không hợp nhau")
        if len(set(self.rights)) != len(self.rights):
            raise ValueError("một quyền ghi hai lần")
        if not signing.is_signed_by(self.requested(), self.subject.public):
            raise ValueError("bản đăng ký trong chứng nhận không do trạm đó ký")


class Handed(Struct, frozen=True, kw_only=True):
    """A unit's private sealing key for one station: an age identity, sealed to the station's age key, base64."""

    station: Station
    sealed: Annotated[str, Meta(max_length=4096)]


class UnitKey(Payload, frozen=True, kw_only=True):
    """A holder hands the unit's sealing key on, or (with `previous`) puts a new one in its place."""

    PURPOSE: ClassVar[str] = "unit-key"
    LIMIT: ClassVar[int] = 64 << 10
    unit: Unit
    number: Count
    recipient: Age
    previous: AgeOrNone
    recovery: AgeOrNone
    handed: tuple[Handed, ...]
    at: Moment

    def check(self) -> None:
        """Refuse recipients that open for everybody."""
        for recipient in filter(None, (self.recipient, self.previous, self.recovery)):
            if not age_text.is_sound_recipient(recipient):
                raise ValueError("khóa niêm phong không dùng được")


class Line(Struct, frozen=True, kw_only=True):
    """The last line of a log that a revocation leaves standing."""

    log: Log
    seq: CountOrNone
    hash: Hash


class Revocation(Payload, frozen=True, kw_only=True):
    """A station's logs count up to these lines only; a log not named counts not at all."""

    PURPOSE: ClassVar[str] = "revocation"
    station: Station
    logs: tuple[Line, ...]
    reason: Text
    at: Moment


class Retirement(Payload, frozen=True, kw_only=True):
    """A station will write no more and need not be served; refuses nothing."""

    PURPOSE: ClassVar[str] = "retirement"
    station: Station
    at: Moment


class Confirm(Payload, frozen=True, kw_only=True):
    """The signer compared the eight words of a station of its own unit and found them right."""

    PURPOSE: ClassVar[str] = "confirm"
    station: Station
    at: Moment


class Succession(Payload, frozen=True, kw_only=True):
    """A unit takes over another one from a date, which is for people and figures."""

    PURPOSE: ClassVar[str] = "succession"
    old: Unit
    new: Unit
    from_: Annotated[str, Meta(pattern=r"\A\d{4}-\d{2}-\d{2}\Z")] = field(name="from")
    at: Moment


class RootHandover(Payload, frozen=True, kw_only=True):
    """The old root names the new one and all facts that it ever signed; others of it count no more."""

    PURPOSE: ClassVar[str] = "root-handover"
    LIMIT: ClassVar[int] = 1 << 20
    root: Signer
    key: Key
    facts: tuple[Hash, ...]
    at: Moment

    def check(self) -> None:
        """The new root's name must be that of its key."""
        _root_of_its_key(self.root, self.key)


class RootTaken(Payload, frozen=True, kw_only=True):
    """The new root answers for the old one: the hand-over of this hash is the one that counts."""

    PURPOSE: ClassVar[str] = "root-taken"
    root: Signer
    key: Key
    handover: Hash
    at: Moment

    def check(self) -> None:
        """The old root's name must be that of its key."""
        _root_of_its_key(self.root, self.key)


class Seal(Payload, frozen=True, kw_only=True):
    """Lines `first`…`last` of a log, from the hash before them to the last one's, by the holder of `key`."""

    PURPOSE: ClassVar[str] = "segment"
    log: Log
    first: Count = field(name="from")
    last: Count = field(name="to")
    prev: Hash
    tip: Hash
    key: Key

    def check(self) -> None:
        """The range must not be empty; the first line of a log has nothing before it."""
        if self.last < self.first or (self.first == 1) != (self.prev == ZERO):
            raise ValueError("khoảng dòng của đoạn không hợp lệ")


FACTS: dict[str, type[Payload]] = {
    cls.PURPOSE: cls for cls in (Certificate, UnitKey, Revocation, Retirement, Confirm, Succession, RootHandover, RootTaken, Root)
}
AnyPayload = TypeVar("AnyPayload", bound=Payload)


def read(statement: Statement, cls: type[AnyPayload]) -> AnyPayload:
    """Return what a statement says. Its signature is not looked at.

    Raises:
        strict_json.NotStrict: another purpose, too long, a second spelling, a field missing or out of its form.
    """
    if statement.purpose != cls.PURPOSE:
        raise strict_json.NotStrict(f"dành cho việc khác ({statement.purpose})")
    value = strict_json.loads(statement.payload, cls.LIMIT)
    try:
        payload = msgspec.convert(value, cls)
        payload.check()
    except (msgspec.ValidationError, ValueError) as error:
        raise strict_json.NotStrict(f"nội dung sai dạng ({error})") from error
    return payload


def read_verified(statement: Statement, cls: type[AnyPayload], public: bytes) -> AnyPayload:
    """Return what a statement says, after its signature by `public` was verified.

    Raises:
        Problem: forged.
    """
    signing.verify(statement, cls.PURPOSE, public)
    try:
        return read(statement, cls)
    except strict_json.NotStrict as error:
        raise faults.forged(str(error), statement.keyid) from error


@lru_cache(maxsize=8192)
def understood(statement: Statement) -> Payload | None:
    """Return what a fact says, None if it is none that this version can read. Signatures are not looked at."""
    cls = FACTS.get(statement.purpose)
    try:
        return read(statement, cls) if cls else None
    except strict_json.NotStrict:
        return None


def request_of(statement: Statement) -> Request:
    """Return a request that was signed by its own key.

    Raises:
        Problem: damaged, if it says nothing we can read; forged, if its own key did not sign it; too_new.
    """
    try:
        # The version first: what a later format says need not look like ours.
        value = strict_json.loads(statement.payload, Request.LIMIT)
        version = value.get("format") if isinstance(value, dict) else None
        if isinstance(version, int) and version > FORMAT:
            raise faults.too_new(version)
        request = read(statement, Request)
    except strict_json.NotStrict as error:
        raise faults.damaged(f"bản đăng ký {error}") from error
    if not signing.is_signed_by(statement, request.public):
        raise faults.forged("bản đăng ký không do chính trạm đó ký", request.station)
    return request


def _sound_key(text: str) -> None:
    if not signing.is_sound(strict_json.unb64(text, "khóa")):
        raise ValueError("khóa ký không dùng được")


def _root_of_its_key(root: str, key: str) -> None:
    _sound_key(key)
    if root != signing.root_id(strict_json.unb64(key)):
        raise ValueError("tên và khóa của gốc không hợp nhau")
