"""Look into a package without taking it in: everything that its reader may see."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from db.ops import decode_skeleton
from desktop import units
from desktop.errors import Problem
from desktop.exchange import trusting
from desktop.keys.secrets_kept import Secrets
from desktop.office import Office
from desktop.packages import package, stick
from desktop.packages.envelope import Envelope
from desktop.packages.segments import SegmentParts


def inspect(office: Office | None, file: Path) -> dict[str, Any]:
    """Tell about a package what its reader may see; without an office only what stands on its line 1."""
    raw = stick.read(file)
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
        "bytes": len(raw),
        "logs": [],
        "ops": None,
        "members": None,
    }
    try:
        envelope = package.peek(raw)
        _describe(document, envelope, office.identity.era if office else envelope.content.recipient.unit.partition(":")[0])
        package.sealed_part(raw, envelope)
        if office is not None:
            _look_inside(document, office, raw, envelope)
    except Problem as problem:
        document["verdict"] = problem.code
        document["message"] = problem.message
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


def _look_inside(document: dict[str, Any], office: Office, raw: bytes, envelope: Envelope) -> None:
    with office.reading() as connection:
        trust = trusting.trust_of(office, connection)
        identities = Secrets.load(connection).identities
    try:
        package.check_sender(envelope, trust)
        document["trusted"] = True
    except Problem as problem:
        document["trusted"] = False
        document["verdict"], document["message"] = problem.code, problem.message
    with suppress(Problem):
        opened = package.open_package(raw, identities, envelope)
        parts = package.read_parts(opened)
        document["readable"] = True
        document["members"] = [{"name": name, "size": len(body)} for name, body in opened.members.items()]
        document["ops"] = _ops_by_register(parts.segments)
    if document["verdict"] == "ok" and not document["readable"]:
        package.check_recipient(envelope, {office.identity.unit}, office.identity.station)


def _ops_by_register(found: Sequence[SegmentParts]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for part in found:
        for line in part.lines.split(b"\n")[:-1]:
            register = decode_skeleton(line).register
            if register:
                counts[register] = counts.get(register, 0) + 1
    return dict(sorted(counts.items()))
