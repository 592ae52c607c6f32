"""Look into a package without taking it in: everything that its reader may see."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from db.ops import BadLine, decode_skeleton
from desktop import units
from desktop.errors import Problem
from desktop.exchange.opening import Examined, examine
from desktop.office import Office
from desktop.packages import armour, enrolment, stick
from desktop.packages.envelope import Envelope, is_request
from desktop.packages.faults import damaged
from desktop.packages.segments import SegmentParts


def inspect(office: Office | None, file: Path) -> dict[str, Any]:
    """Tell about a package what its reader may see; without an office only what stands on its line 1.

    The verdict is the code with which `desktop.actions.packages.receive` would answer, as far as the file alone tells; a
    request for enrolment is no package, but says whose it is.
    """
    came = stick.read(file)
    raw = armour.plain(came)
    document: dict[str, Any] = {
        "file": str(file),
        "format": None,
        "kind": None,
        "package": None,
        "sender": None,
        "recipient": None,
        "verdict": "ok",
        "trusted": None,
        "readable": False,
        "bytes": len(came),
        "logs": [],
        "ops": None,
        "members": None,
    }
    seen = examine(office, raw, whole=True)
    if seen.envelope is not None:
        _describe(document, seen.envelope, office.identity.era if office else seen.envelope.content.recipient.unit.partition(":")[0])
    elif is_request(raw):
        _describe_request(document, raw, office)
    problem = _inside(document, seen)
    if problem is not None:
        document["verdict"], document["message"] = problem.code, problem.message
    return document


def _describe(document: dict[str, Any], envelope: Envelope, era: str) -> None:
    content = envelope.content
    sender = content.sender
    document |= {
        "format": content.format,
        "kind": content.kind,
        "package": content.package,
        "sender": {"station": sender.station, "unit": units.shown_code(sender.unit, era), "name": sender.name},
        "recipient": {"unit": units.shown_code(content.recipient.unit, era)},
        "logs": [{"log": one.log, "from": one.first, "to": one.last} for one in content.logs],
    }


def _describe_request(document: dict[str, Any], raw: bytes, office: Office | None) -> None:
    with suppress(Problem):
        asked = enrolment.read_request(raw)[1]
        era = office.identity.era if office else asked.unit.partition(":")[0]
        sender = {"station": asked.station, "unit": units.shown_code(asked.unit, era), "name": asked.name}
        document |= {"format": asked.format, "kind": "request", "sender": sender}


def _inside(document: dict[str, Any], seen: Examined) -> Problem | None:
    """Describe what could be opened; return the first thing that is wrong with the file."""
    document["trusted"] = seen.trusted
    if seen.opened is None or seen.parts is None:
        return seen.problem
    counts, unread = _ops_by_register(seen.parts.segments)
    document |= {
        "readable": True,
        "ops": counts,
        "members": [{"name": name, "size": len(body)} for name, body in seen.opened.members.items()],
    }
    return seen.problem or (damaged(f"{unread} dòng không đọc được") if unread else None)


def _ops_by_register(found: Sequence[SegmentParts]) -> tuple[dict[str, int], int]:
    """Return how many changes there are of each register, and how many lines are none though signed, or values of no line."""
    counts: dict[str, int] = {}
    unread = 0
    for part in found:
        named = 0
        for line in part.lines.split(b"\n")[:-1]:
            try:
                skeleton = decode_skeleton(line)
            except BadLine:
                unread += 1
                continue
            named += len(skeleton.lines)
            if skeleton.register:
                counts[skeleton.register] = counts.get(skeleton.register, 0) + 1
        unread += max(0, sum(body.count(b"\n") for body in part.values.values()) - named)
    return dict(sorted(counts.items())), unread
