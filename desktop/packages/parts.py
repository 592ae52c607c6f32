"""What a package carries, as values, and as the named members of its tar.

Law: a name says where a member belongs and its content must say the same: a segment's folder names the run that its
seal is for, a snapshot or attachment is named by the SHA-256 of its bytes. Members of names that this version does not
know are left aside and listed, so that a later version may add some. The same parts give the same bytes.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.packages import facts, faults, receipts, signing, strict_json
from desktop.packages.receipts import LARGEST_HAVE, Have
from desktop.packages.segments import AUDIENCES, SegmentParts, read_seal, split_log
from desktop.packages.signing import Statement

_SEGMENT = re.compile(
    r"segments/([0-9a-f]{20})/(main|down|fact)/([1-9][0-9]{0,9})-([1-9][0-9]{0,9})-([0-9a-f]{8})/(seal\.json|(?:lines|up|home|down)\.jsonl)"
)
_BY_HASH = re.compile(r"(snapshots|attachments)/([0-9a-f]{64})")
_ROOT, _HAVE, _RECEIPT = "facts/root.json", "have.json", "receipt.json"


@dataclass(frozen=True, slots=True)
class Parts:
    """The content of a package.

    Attributes:
        segments: Runs of logs, fact logs included.
        root_facts: Every statement of a root.
        have: What the sender holds and wants; None only in packages that have nothing to ask (enrol).
        receipts: Signed receipts, the sender's own and those passed on.
        snapshots: SHA-256 → bytes.
        attachments: SHA-256 → bytes.
        unknown: Names of members that this version does not know; empty when writing.
    """

    segments: tuple[SegmentParts, ...] = ()
    root_facts: tuple[Statement, ...] = ()
    have: Have | None = None
    receipts: tuple[Statement, ...] = ()
    snapshots: Mapping[str, bytes] = field(default_factory=dict)
    attachments: Mapping[str, bytes] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()


def to_members(parts: Parts) -> dict[str, bytes]:
    """Return the members of `parts` by name.

    Raises:
        ValueError: two segments of one name, or bytes under a hash that is not theirs.
    """
    members: dict[str, bytes] = {}
    for segment in parts.segments:
        folder = f"segments/{segment.station}/{segment.log_kind}/{segment.first}-{segment.last}-{segment.tip[:8]}"
        if f"{folder}/seal.json" in members:
            raise ValueError(f"a segment twice: {folder}")
        members[f"{folder}/seal.json"] = segment.seal
        members[f"{folder}/lines.jsonl"] = segment.lines
        members |= {f"{folder}/{audience}.jsonl": lines for audience, lines in segment.values.items() if lines}
    members[_ROOT] = facts.encode_root_facts(parts.root_facts)
    if parts.have is not None:
        members[_HAVE] = receipts.encode_have(parts.have)
    if parts.receipts:
        members[_RECEIPT] = strict_json.dumps([one.value() for one in parts.receipts])
    for folder, files in (("snapshots", parts.snapshots), ("attachments", parts.attachments)):
        for name, content in files.items():
            if hashlib.sha256(content).hexdigest() != name:
                raise ValueError(f"not the hash of these bytes: {folder}/{name}")
            members[f"{folder}/{name}"] = content
    return members


def from_members(members: Mapping[str, bytes]) -> Parts:
    """Return what the members of an opened package say; signatures of segments and receipts are not yet looked at.

    Raises:
        Problem: damaged, if a member is missing, misnamed or cannot be read; forged, if a seal does not hold.
    """
    runs: dict[str, dict[str, bytes]] = {}
    by_hash: dict[str, dict[str, bytes]] = {"snapshots": {}, "attachments": {}}
    unknown = []
    for name, content in members.items():
        if found := _SEGMENT.fullmatch(name):
            runs.setdefault(name.rpartition("/")[0], {})[found[6]] = content
        elif found := _BY_HASH.fullmatch(name):
            if hashlib.sha256(content).hexdigest() != found[2]:
                raise faults.damaged("tệp kèm không khớp với tên của nó", name)
            by_hash[found[1]][found[2]] = content
        elif name not in (_ROOT, _HAVE, _RECEIPT):
            unknown.append(name)
    return Parts(
        segments=tuple(_segment(folder, files) for folder, files in sorted(runs.items(), key=_place)),
        root_facts=facts.decode_root_facts(members[_ROOT]) if _ROOT in members else (),
        have=receipts.decode_have(members[_HAVE]) if _HAVE in members else None,
        receipts=_receipts(members[_RECEIPT]) if _RECEIPT in members else (),
        snapshots=by_hash["snapshots"],
        attachments=by_hash["attachments"],
        unknown=tuple(sorted(unknown)),
    )


def _place(run: tuple[str, object]) -> tuple[str, str, int]:
    _, station, kind, numbers = run[0].split("/")
    return station, kind, int(numbers.partition("-")[0])


def _segment(folder: str, files: Mapping[str, bytes]) -> SegmentParts:
    if "seal.json" not in files or "lines.jsonl" not in files:
        raise faults.damaged("một đoạn thiếu dấu niêm hoặc thiếu dòng", folder)
    said = read_seal(files["seal.json"])
    station, kind = split_log(said.log)
    if folder != f"segments/{station}/{kind}/{said.first}-{said.last}-{said.tip[:8]}":
        raise faults.forged("dấu niêm dành cho đoạn khác", folder)
    values = {audience: files[f"{audience}.jsonl"] for audience in AUDIENCES if f"{audience}.jsonl" in files}
    return SegmentParts(station, kind, said.first, said.last, said.tip, files["seal.json"], files["lines.jsonl"], values)


def _receipts(raw: bytes) -> tuple[Statement, ...]:
    try:
        value = strict_json.loads(raw, 2 * LARGEST_HAVE)
        if not isinstance(value, list):
            raise strict_json.NotStrict("không phải danh sách")
        return tuple(signing.from_value(one) for one in value)
    except strict_json.NotStrict as error:
        raise faults.damaged(f"giấy báo nhận {error}", _RECEIPT) from error
