"""What a station holds and what it lacks: `have` in every package, and the same signed on its own as a receipt.

Law: state, not events – any newer one replaces the older ones, and a receipt is never acknowledged. Numbers run per
station: a lower one is a late stick and ignored; the same number with other content means that the station's disk went
back in time, and then the receipt is refused, never the package. Hashes name what is meant; nothing is listed by date.
"""

from typing import Annotated, ClassVar, Literal, NamedTuple

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

from desktop.packages import faults, signing, strict_json
from desktop.packages.signing import SigningKey, Statement
from desktop.packages.statements import Count, CountOrNone, Hash, Log, Moment, Payload, Station, Text, Unit, read_verified

LARGEST_HAVE = 32 << 20


Code = Annotated[str, Meta(pattern=r"\A[a-z_]{1,20}\Z")]


class Tip(NamedTuple):
    """The last line of a branch: its number and its hash."""

    seq: CountOrNone
    hash: Hash


class Have(Struct, frozen=True, kw_only=True):
    """What the giver holds, and what it may have, lacks, and does not know as erased.

    Attributes:
        tips: Log → last line of every branch that is held without a gap.
        lines: Hashes of value lines wanted.
        snapshots: Hashes of snapshots wanted.
        attachments: Hashes of attachments wanted.
        erased: Hashes of value lines known as erased.
        missing: Log → runs (first, last) of lines that are lacking before some that are held back for them.
        waiting: Logs of which lines are held back until somebody certifies their author.
        refused: Log → the lowest number of a line that does not count, and why.

    The last three are left out when they say nothing, so that one state has one spelling.
    """

    tips: dict[Log, tuple[Tip, ...]]
    lines: tuple[Hash, ...] = ()
    snapshots: tuple[Hash, ...] = ()
    attachments: tuple[Hash, ...] = ()
    erased: tuple[Hash, ...] = ()
    missing: dict[Log, tuple[tuple[Count, Count], ...]] | UnsetType = UNSET
    waiting: tuple[Log, ...] | UnsetType = UNSET
    refused: dict[Log, tuple[Count, Code]] | UnsetType = UNSET


class Comment(Struct, frozen=True, kw_only=True):
    """Why something came back: about a cell ("DV-05:3") or a record, or, with both empty, about the whole period."""

    cell: Annotated[str, Meta(max_length=60)]
    record: Annotated[str, Meta(max_length=60)]
    text: Text
    at: Moment


class Decision(Struct, frozen=True, kw_only=True):
    """A copy of what the upper unit decided about a period of a subordinate one; the highest (version, lamport) counts."""

    unit: Unit
    period: Annotated[str, Meta(min_length=1, max_length=60)]
    version: CountOrNone
    lamport: CountOrNone
    state: Annotated[str, Meta(pattern=r"\A[a-z_]{1,20}\Z")]
    op: Annotated[str, Meta(max_length=120)]
    at: Moment
    comments: tuple[Comment, ...] = ()


class Receipt(Payload, frozen=True, kw_only=True):
    """A station's signed word about what it holds."""

    PURPOSE: ClassVar[str] = "receipt"
    LIMIT: ClassVar[int] = LARGEST_HAVE
    station: Station
    unit: Unit
    number: Count
    at: Moment
    have: Have
    decisions: tuple[Decision, ...] = ()


Order = Literal["newer", "older", "same", "rolled_back"]


def in_order(have: Have) -> Have:
    """Return the same state with everything sorted, so that one state has one spelling."""
    return Have(
        tips={log: tuple(sorted(have.tips[log])) for log in sorted(have.tips)},
        lines=tuple(sorted(set(have.lines))),
        snapshots=tuple(sorted(set(have.snapshots))),
        attachments=tuple(sorted(set(have.attachments))),
        erased=tuple(sorted(set(have.erased))),
        missing={log: tuple(sorted(set(have.missing[log]))) for log in sorted(have.missing)} if have.missing else UNSET,
        waiting=tuple(sorted(set(have.waiting))) if have.waiting else UNSET,
        refused={log: have.refused[log] for log in sorted(have.refused)} if have.refused else UNSET,
    )


def encode_have(have: Have) -> bytes:
    """Return have.json."""
    return strict_json.dumps(msgspec.to_builtins(in_order(have)))


def decode_have(raw: bytes) -> Have:
    """Return what have.json says.

    Raises:
        Problem: damaged.
    """
    try:
        return msgspec.convert(strict_json.loads(raw, LARGEST_HAVE), Have)
    except (strict_json.NotStrict, msgspec.ValidationError) as error:
        raise faults.damaged(f"bảng kê đã có gì: {error}", "have.json") from error


def sign_receipt(receipt: Receipt, key: SigningKey) -> Statement:
    """Return `receipt` signed by its own station.

    Raises:
        ValueError: the key is another station's.
    """
    if receipt.station != key.station:
        raise ValueError("a station signs its own receipts only")
    return msgspec.structs.replace(receipt, have=in_order(receipt.have)).signed(key)


def read_receipt(statement: Statement, public: bytes) -> Receipt:
    """Return a receipt signed by the station whose raw public key is given.

    Raises:
        Problem: forged, if the signature does not hold or the receipt speaks for another station.
    """
    receipt = read_verified(statement, Receipt, public)
    if receipt.station != signing.station_id(public):
        raise faults.forged("giấy báo nhận nói thay trạm khác", receipt.station)
    return receipt


def compare(held: Statement | None, held_number: int, got: Statement, got_number: int) -> Order:
    """Say what a receipt is against the newest one held of the same station (None: there is none)."""
    if held is None or got_number > held_number:
        return "newer"
    if got_number < held_number:
        return "older"
    return "same" if held.payload == got.payload else "rolled_back"


def newest_decisions(decisions: "list[Decision] | tuple[Decision, ...]") -> dict[tuple[str, str], Decision]:
    """Return for each (unit, period) the decision that counts: highest version, then Lamport, then name."""
    found: dict[tuple[str, str], Decision] = {}
    for decision in sorted(decisions, key=lambda one: (one.version, one.lamport, one.op)):
        found[decision.unit, decision.period] = decision
    return found
