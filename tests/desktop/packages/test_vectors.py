"""Stored packages: the one of format 1 must open for ever, each of the others is refused for the one fault in its name."""

import hashlib
import json

import pytest

from desktop.errors import Problem
from desktop.packages import armour, package, segments, strict_json
from desktop.packages.trust import TrustState
from tests.sources import ROOT

FOLDER = ROOT / "tests" / "vectors" / "packages"
EXPECTED = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))


def read(name):
    """Read a vector by every law there is and return its parts."""
    raw = armour.plain((FOLDER / f"{name}.goi").read_bytes())
    envelope = package.peek(raw)
    package.check_sender(envelope, TrustState(strict_json.unb64(EXPECTED["root_key"]), [], [], EXPECTED["parents"].get))
    package.check_recipient(envelope, {EXPECTED["unit"]}, "")
    opened = package.open_package(raw, [(FOLDER / "format-1.key").read_text().strip()], envelope)
    found = package.read_parts(opened)
    for segment in found.segments:
        segments.verified_lines(segment)
    return opened, found


@pytest.mark.parametrize("name", ["format-1", "format-1-text"])
def test_the_package_of_format_1_opens_to_what_went_in(name):
    opened, found = read(name)
    sender = opened.envelope.content.sender
    assert {"station": sender.station, "unit": sender.unit, "name": sender.name} == EXPECTED["sender"]
    assert {name: hashlib.sha256(content).hexdigest() for name, content in opened.members.items()} == EXPECTED["members"]
    assert sorted(one.log_kind for one in found.segments) == ["fact", "fact", "fact", "main"]
    value = next(one.values["up"] for one in found.segments if one.log_kind == "main")
    assert json.loads(value)["values"] == {"name": "Bản Nậm Ngà", "households": 42}
    assert found.have is not None
    assert len(found.receipts) == len(found.snapshots) == len(found.attachments) == 1


@pytest.mark.parametrize("name", [name for name, verdict in EXPECTED["verdicts"].items() if verdict != "ok"])
def test_a_stored_fault_is_refused_as(name):
    with pytest.raises(Problem) as caught:
        read(name)
    assert caught.value.code == EXPECTED["verdicts"][name]


def test_every_stored_package_has_an_expectation_and_every_expectation_a_package():
    assert {path.stem for path in FOLDER.glob("*.goi")} == set(EXPECTED["verdicts"])
