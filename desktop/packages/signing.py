"""Who said it: statements signed with Ed25519, each for one purpose only.

Law (DSSE v1): the signature is over PAE("DSSEv1", payload type, payload), so a statement signed for one purpose is
worth nothing for another, and nothing is re-serialised to check one. A key's id is the hash of the key: whoever names
a station has named its key. One verifier everywhere; keys of small order, for which a signature fits any text, are
refused where keys come in. Nothing else in the program signs or verifies.
"""

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from desktop.packages import faults, strict_json

PURPOSES = frozenset(
    {
        "envelope",
        "segment",
        "certificate",
        "unit-key",
        "revocation",
        "retirement",
        "confirm",
        "receipt",
        "request",
        "root",
        "succession",
        "root-handover",
        "root-taken",
    }
)
LARGEST_STATEMENT = 48 << 20
# Verdicts on small statements (facts, read again at every fold) are remembered; large ones come once.
_REMEMBERED = 4 << 10
_BEFORE, _AFTER = "application/vnd.sodanvan.", "+json"
_ROOT = "root:"
_FOREIGN = re.compile(r"[a-z][a-z-]{0,39}")
_P = 2**255 - 19
# y-coordinates of the eight points of small order (the sign bit tells the rest apart).
_SMALL_ORDER = {
    0,
    1,
    _P - 1,
    int.from_bytes(bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"), "little"),
    int.from_bytes(bytes.fromhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"), "little"),
}


def payload_type(purpose: str) -> str:
    """Return the payload type of a purpose, e.g. application/vnd.sodanvan.segment+json."""
    return f"{_BEFORE}{purpose}{_AFTER}"


def station_id(public: bytes) -> str:
    """Return the id of the station that holds this raw Ed25519 public key: 20 hex digits of its SHA-256."""
    return hashlib.sha256(public).hexdigest()[:20]


def root_id(public: bytes) -> str:
    """Return the id of a root key: the same digits behind `root:`."""
    return _ROOT + station_id(public)


def is_root(keyid: str) -> bool:
    """Say whether a key id names a root."""
    return keyid.startswith(_ROOT)


def is_sound(public: bytes) -> bool:
    """Say whether these 32 bytes may be taken as somebody's Ed25519 key: canonical and not of small order."""
    if len(public) != 32:
        return False
    y = int.from_bytes(public, "little") & ((1 << 255) - 1)
    return y < _P and y not in _SMALL_ORDER


def pae(kind: str, payload: bytes) -> bytes:
    """Return DSSE's pre-authentication encoding, the bytes that are signed."""
    name = kind.encode()
    return b"DSSEv1 %d %s %d %s" % (len(name), name, len(payload), payload)


class SigningKey:
    """An Ed25519 private key; `public` is the raw 32 bytes, `station` the id they give."""

    def __init__(self, raw: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(raw)
        self.public = self._key.public_key().public_bytes_raw()

    @classmethod
    def generate(cls) -> "SigningKey":
        """Return a new random key."""
        return cls(Ed25519PrivateKey.generate().private_bytes_raw())

    @property
    def station(self) -> str:
        """The station id of this key."""
        return station_id(self.public)

    def raw(self) -> bytes:
        """Return the 32 private bytes, for the sealed place where they are kept."""
        return self._key.private_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        """Return the 64-byte signature over `message`."""
        return self._key.sign(message)


@dataclass(frozen=True, slots=True)
class Statement:
    """Signed bytes: what for, the payload as signed, the id of the key, the signature. Not yet verified."""

    purpose: str
    payload: bytes
    keyid: str
    signature: bytes

    def value(self) -> dict[str, Any]:
        """Return the DSSE object, keys in the order of the format."""
        signature = {"keyid": self.keyid, "sig": strict_json.b64(self.signature)}
        return {"payloadType": payload_type(self.purpose), "payload": strict_json.b64(self.payload), "signatures": [signature]}

    def encoded(self) -> bytes:
        """Return the DSSE object as the one line that our writer makes of it."""
        return strict_json.dumps(self.value())

    @property
    def hash(self) -> str:
        """64 hex digits that name this statement."""
        return _name(self)


@lru_cache(maxsize=8192)
def _name(statement: Statement) -> str:
    return hashlib.sha256(statement.encoded()).hexdigest()


def sign(purpose: str, payload: bytes, key: SigningKey, *, as_root: bool = False) -> Statement:
    """Return `payload` signed for `purpose` by a station's key, or by a root's."""
    if purpose not in PURPOSES:
        raise ValueError(f"not a purpose of the format: {purpose!r}")
    keyid = root_id(key.public) if as_root else key.station
    return Statement(purpose, payload, keyid, key.sign(pae(payload_type(purpose), payload)))


def from_value(value: Any, *, foreign: bool = False) -> Statement:
    """Return the statement of a DSSE object that stood inside other strict JSON.

    Raises:
        strict_json.NotStrict: not exactly the keys of the format in their order, a second spelling, an unknown purpose.
    """
    if not isinstance(value, dict) or list(value) != ["payloadType", "payload", "signatures"]:
        raise strict_json.NotStrict("thiếu hoặc thừa khóa")
    purpose = _purpose(value["payloadType"], foreign=foreign)
    signatures = value["signatures"]
    if not isinstance(signatures, list) or len(signatures) != 1:
        raise strict_json.NotStrict("phải có đúng một chữ ký")
    one = signatures[0]
    if not isinstance(one, dict) or list(one) != ["keyid", "sig"] or not isinstance(one["keyid"], str):
        raise strict_json.NotStrict("chữ ký thiếu hoặc thừa khóa")
    return Statement(purpose, strict_json.unb64(value["payload"], "nội dung"), one["keyid"], strict_json.unb64(one["sig"], "chữ ký"))


def decode(raw: bytes, limit: int = LARGEST_STATEMENT) -> Statement:
    """Return the statement that a line of at most `limit` bytes holds.

    Raises:
        strict_json.NotStrict: as `from_value`, or the line is no strict JSON.
    """
    return from_value(strict_json.loads(raw, limit))


def holds(signature: bytes, message: bytes, public: bytes) -> bool:
    """Say whether this Ed25519 signature over these bytes is by the holder of a sound key (RFC 8032, S < L)."""
    if not is_sound(public):
        return False
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


@lru_cache(maxsize=4096)
def _holds(statement: Statement, public: bytes) -> bool:
    return holds(statement.signature, pae(payload_type(statement.purpose), statement.payload), public)


def is_signed_by(statement: Statement, public: bytes) -> bool:
    """Say whether this key made the statement: the key is sound, its id is the one named, the signature holds."""
    named = root_id(public) if is_root(statement.keyid) else station_id(public)
    if statement.keyid != named:
        return False
    if len(statement.payload) > _REMEMBERED:
        return _holds.__wrapped__(statement, public)
    return _holds(statement, public)


def verify(statement: Statement, purpose: str, public: bytes) -> bytes:
    """Return the payload of a statement made for `purpose` by the holder of `public`.

    Raises:
        Problem: forged, if it was signed for something else, by somebody else, or not at all.
    """
    if statement.purpose != purpose:
        raise faults.forged(f"chữ ký dành cho việc khác ({statement.purpose})", statement.keyid)
    if not is_signed_by(statement, public):
        raise faults.forged("không khớp với nội dung", statement.keyid)
    return statement.payload


def _purpose(kind: Any, *, foreign: bool) -> str:
    purpose = kind.removeprefix(_BEFORE).removesuffix(_AFTER) if isinstance(kind, str) else ""
    if not (purpose in PURPOSES or (foreign and _FOREIGN.fullmatch(purpose))) or kind != payload_type(purpose):
        raise strict_json.NotStrict("loại không biết")
    return purpose
