"""How a laptop becomes a station: a request carried up, eight words over the telephone, an answer carried down.

Law: authenticated both ways without a network. The request is one line signed by its own new key, made once; its
words are over every byte of it. Whoever admits types the words that the other side reads out. The answer is sealed to
the station; the station takes it only under the root whose words were typed, which are never shown before. Nobody
gives more than he has, nor beyond his own unit and those below.
"""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from desktop.errors import Problem
from desktop.keys.station_keys import HeldKey
from desktop.language.words import first_difference, same_words, words_of
from desktop.packages import faults, sealing, signing, strict_json
from desktop.packages.envelope import Envelope, is_request
from desktop.packages.facts import facts_of
from desktop.packages.package import check_recipient, check_sender, open_package, peek, read_parts
from desktop.packages.parts import Parts
from desktop.packages.signing import SigningKey, Statement
from desktop.packages.statements import RIGHTS, Certificate, Handed, Request, Root, UnitKey, request_of
from desktop.packages.successions import ParentOf
from desktop.packages.trust import TrustState

LARGEST_REQUEST = 8 << 10
_LETTERS = "BCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Grant:
    """What the giver decides about a request. Build it with `default_grant` and change what the person chose."""

    rights: tuple[str, ...]
    series: str
    unit_key: int
    serial: int


@dataclass(frozen=True, slots=True)
class Accepted:
    """What an answer gives: the root to pin, all parts to take, and the trust that they make together."""

    root_key: bytes
    envelope: Envelope
    parts: Parts
    trust: TrustState


def request_bytes(statement: Statement) -> bytes:
    """Return the file of a request: the statement on one line."""
    return statement.encoded() + b"\n"


def read_request(raw: bytes) -> tuple[Statement, Request]:
    """Return the request in a file, signed by its own key.

    Raises:
        Problem: not_a_package, damaged, forged, too_new.
    """
    if not is_request(raw):
        raise faults.not_a_package()
    if len(raw) > LARGEST_REQUEST or not raw.endswith(b"\n"):
        raise faults.damaged("bản đăng ký không kết thúc đúng")
    try:
        statement = signing.decode(raw[:-1], LARGEST_REQUEST)
    except strict_json.NotStrict as error:
        raise faults.damaged(f"bản đăng ký {error}") from error
    return statement, request_of(statement)


def request_words(statement: Statement) -> str:
    """Return the eight words of a request, over its whole file."""
    return words_of(hashlib.sha256(request_bytes(statement)).digest())


def root_words(root_key: bytes) -> str:
    """Return the eight words of a root, over its raw public key."""
    return words_of(hashlib.sha256(root_key).digest())


def check_words(typed: str | None, right: str, *, hidden: bool = False) -> None:
    """Compare the words that a person typed with the right ones.

    Args:
        typed: What was typed; None or blank when nothing was.
        right: The words of what is at hand.
        hidden: The right words must not be shown (the root's at `accept`).

    Raises:
        Problem: fingerprint_needed, wrong_fingerprint; `where` holds the right words unless they are hidden.
    """
    where = "--root" if hidden else right
    if not typed or not typed.strip():
        hint = "Hãy gọi nơi chứng nhận, gõ tám từ nơi đó đọc cho." if hidden else "Hãy gọi đơn vị đăng ký, so tám từ rồi gõ lại."
        raise Problem("fingerprint_needed", f"Chưa so tám từ. {hint}", where)
    if not same_words(typed, right):
        place = first_difference(typed, right)
        found = "Tám từ" if hidden else f"Từ thứ {place}"
        raise Problem(
            "wrong_fingerprint", f"{found} không khớp. Không chứng nhận; hãy gọi lại và so từng từ.", "--root" if hidden else "words"
        )


def default_grant(request: Request, giver: str, trust: TrustState, *, is_upper: bool) -> Grant:
    """Return what a station gives by default: rights, the next series letters, the number of the unit key, the serial.

    Args:
        request: What is asked.
        giver: Station id of the giver, or root id when the root gives.
        trust: The facts as the giver knows them.
        is_upper: Whether the request's unit has units below it.
    """
    by = trust.standing(giver)
    within_unit = by.subject is not None and by.subject.unit == request.unit
    from_above: tuple[str, ...] = ("write", "admit", "down") if is_upper else ("write", "admit")
    rights = ("write",) if within_unit else from_above
    own = by.certificate.series if within_unit and by.certificate else None
    keys = trust.sealing_keys(request.unit)
    held = any(trust.standing(station).state == "active" for key in keys for station in key.holders)
    number = 0 if held else 1 + max((key.number for key in keys), default=0)
    return Grant(rights, next_series(request, own, trust), number, 1 + max(trust.serials(giver), default=0))


def next_series(request: Request, giver_series: str | None, trust: TrustState) -> str:
    """Return the letters before the book numbers of a new station.

    A unit's first station has none and gives B, C …; B gives BB, BC …; further ones admitted from above (None as
    `giver_series`) get R1, R2 …. A station that asks again keeps its letters.

    Raises:
        Problem: not_allowed, when a station has used up its letters.
    """
    known = trust.certificates(request.unit)
    again = [one.series for one in known if one.subject.station == request.station]
    if again:
        return again[0]
    used = {one.series for one in known}
    if giver_series is None:
        return next(f"R{number}" for number in range(1, 1000) if f"R{number}" not in used) if known else ""
    free = next((giver_series + letter for letter in _LETTERS if giver_series + letter not in used), None)
    if free is None:
        raise Problem("not_allowed", "Trạm này đã cấp hết chữ cái cho số sổ. Hãy để đơn vị cấp trên chứng nhận trạm mới.")
    return free


def certify(request: Statement, grant: Grant, key: SigningKey, at: str, *, as_root: bool = False) -> Statement:
    """Return the certificate of a request, signed by the giver or by the root."""
    issuer = signing.root_id(key.public) if as_root else key.station
    said = Certificate(
        request=strict_json.loads(request.payload, LARGEST_REQUEST),
        proof=strict_json.b64(request.signature),
        rights=grant.rights,
        series=grant.series,
        unit_key=grant.unit_key,
        serial=grant.serial,
        issuer=issuer,
        issuer_key=strict_json.b64(key.public),
        at=at,
    )
    return said.signed(key, as_root=as_root)


def admit(request: Statement, grant: Grant, key: SigningKey, trust: TrustState, at: str) -> Statement:
    """Return the certificate that a station gives for a request, once the words were compared.

    Raises:
        Problem: not_allowed, if the giver may not admit to that unit or has not all of these rights itself.
    """
    unit = request_of(request).unit
    if not all(trust.may(key.station, right, unit) for right in {"admit", *grant.rights}):
        raise Problem("not_allowed", f"Trạm này không được chứng nhận trạm của đơn vị {unit} với các quyền ấy.", unit)
    if len(trust.chain_for(key.station)) >= 8:
        raise Problem("not_allowed", "Chuỗi chứng nhận đã dài tối đa. Hãy để đơn vị cấp trên chứng nhận trạm mới.", unit)
    return certify(request, grant, key, at)


def hand_over(held: Iterable[HeldKey], station: str, age: str, trust: TrustState, key: SigningKey, at: str) -> list[Statement]:
    """Return the facts that give a new station of the same unit every sealing key that the giver holds.

    Args:
        held: The giver's unit keys, old ones too: late sticks need them.
        station: Who gets them.
        age: Its age key.
        trust: The facts as the giver knows them.
        key: The giver's signing key.
        at: When.
    """
    given = []
    for one in held:
        known = next((it for it in trust.sealing_keys(one.unit) if it.recipient == one.recipient and it.number == one.number), None)
        if known is not None and key.station in known.holders and station not in known.holders:
            sealed = strict_json.b64(sealing.seal(one.identity.encode(), [age]))
            handed = (Handed(station=station, sealed=sealed),)
            fact = UnitKey(
                unit=one.unit, number=one.number, recipient=one.recipient, previous="", recovery=known.recovery, handed=handed, at=at
            )
            given.append(fact.signed(key))
    return given


def received_keys(station: str, unit: str, age_identity: str, trust: TrustState) -> list[HeldKey]:
    """Return the unit keys that were handed to this station and open to what they say they are; others are skipped."""
    found = []
    for key in trust.sealing_keys(unit):
        for sealed in key.handed.get(station, ()):
            try:
                identity = sealing.open_sealed(strict_json.unb64(sealed), [age_identity]).decode()
                if sealing.recipient_of(identity) == key.recipient:
                    found.append(HeldKey(unit, key.number, key.recipient, identity))
                    break
            except (Problem, ValueError):
                continue
    return found


def accept(
    raw: bytes, typed: str | None, request: Statement, age_identity: str, parent_of: ParentOf, followed: Collection[bytes] = ()
) -> Accepted:
    """Return what an answer gives to the station that asked with `request`.

    Args:
        raw: The answer, a package of kind enrol.
        typed: The eight words of the root, as heard over the telephone.
        request: This station's own request.
        age_identity: This station's own age identity.
        parent_of: Unit → the unit above.
        followed: The roots that this station follows already; only a word of theirs turns it to another.

    Raises:
        Problem: as `peek` and `open_package`; not_allowed, if another root answers; misaddressed, if it answers
            somebody else; fingerprint_needed or wrong_fingerprint, never showing the words; unknown_sender, if no
            certificate for exactly this request is in it.
    """
    mine = request_of(request)
    envelope = peek(raw)
    check_recipient(envelope, {mine.unit}, mine.station)
    if envelope.content.kind != "enrol":
        raise Problem("not_allowed", "Đây không phải giấy trả lời đăng ký trạm. Hãy chọn tệp do nơi chứng nhận gửi về.")
    if followed and envelope.root_key not in followed:
        raise Problem("not_allowed", "Trạm này đã theo một gốc khác. Không nhận; hãy báo đơn vị cấp trên trực tiếp.", "--root")
    check_words(typed, root_words(envelope.root_key), hidden=True)
    parts = read_parts(open_package(raw, [age_identity], envelope))
    trust = TrustState(envelope.root_key, parts.root_facts, facts_of(parts.segments), parent_of)
    standing = trust.standing(mine.station)
    if standing.certificate is None or standing.certificate.requested() != request:
        raise faults.unknown_sender(mine.station)
    check_sender(envelope, trust)
    return Accepted(envelope.root_key, envelope, parts, trust)


def self_certified(request: Statement, root_key: SigningKey, name: str, at: str) -> tuple[Statement, Statement]:
    """Return the root about itself, and the root's certificate with all rights for its own station."""
    unit = request_of(request).unit
    root = Root(key=strict_json.b64(root_key.public), unit=unit, name=name, at=at).signed(root_key, as_root=True)
    return root, certify(request, Grant(RIGHTS, "", 1, 1), root_key, at, as_root=True)
