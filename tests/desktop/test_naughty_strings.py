"""Strings that broke other programs: typed at a commune, carried to the district, listed, looked for and printed there.

The Big List of Naughty Strings (tests/vectors/README.md), each as the content of a task of the commune's plan. What is refused is
refused in words; all else is the same composed text everywhere.
"""

import gzip
import hashlib
import io
import json
import re
import unicodedata
from dataclasses import dataclass

import pdfplumber
import pytest

from desktop.actions import listing, lookup, records, reports, search
from desktop.actions.lookup import Ask
from desktop.commands.call import Call
from desktop.errors import Problem
from desktop.language.vietnamese import fold
from desktop.reports.pdf_fonts import glyphs
from tests.desktop.hostile import Sender, line
from tests.desktop.world import HUYEN, XA, World, copied
from tests.factory import valid
from tests.sources import ROOT

STRINGS = json.loads(gzip.decompress((ROOT / "tests" / "vectors" / "naughty" / "blns.json.gz").read_bytes()))
# Controls that turn a terminal or the direction of writing.
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
REFUSED_IN_WORDS = {
    "required_missing": "Chưa ghi nội dung nhiệm vụ.",
    "invalid_value": "Nội dung nhiệm vụ: Có ký tự điều khiển không nhìn thấy (U+",
}


@dataclass(frozen=True)
class Carried:
    """The world after the package came: record → string of what was taken, string → refusal of what was not."""

    world: World
    taken: dict[str, str]
    refused: dict[str, Problem]


@pytest.fixture(scope="module")
def carried(enrolled_homes, tmp_path_factory):
    world = copied(*enrolled_homes, tmp_path_factory.mktemp("naughty"), World)
    plan = planned(world)
    taken, refused = {}, {}
    for text in dict.fromkeys(STRINGS):
        try:
            [record] = records.add(world[XA], "plan_task", [(valid("plan_task", **plan, content=text), None)]).ids
            taken[record] = text
        except Problem as problem:
            refused[text] = problem
    assert world.send(XA, HUYEN).result == "merged"
    yield Carried(world, taken, refused)
    world.close()


def kept(text):
    return unicodedata.normalize("NFC", text).strip()


def test_only_what_nobody_can_see_is_refused_and_in_words(carried):
    for text, problem in carried.refused.items():
        assert problem.message.startswith(REFUSED_IN_WORDS[problem.code]), text
        assert problem.where == "content"
        unseen = all(char.isspace() or unicodedata.category(char) == "Cf" for char in text)
        assert unseen if problem.code == "required_missing" else CONTROLS.search(text)
    assert (len(carried.taken), len(carried.refused)) == (467, 14)


def test_they_are_the_same_text_at_the_commune_and_at_the_district(carried):
    for record, text in carried.taken.items():
        for name in (XA, HUYEN):
            assert carried.world.value(name, record, "content", "plan_task") == kept(text)
    assert carried.world.state(XA) == carried.world.state(HUYEN)


def test_the_list_shows_each_on_one_line(carried):
    rows = {row.record.id: row.cells["content"] for row in listing.look(carried.world[HUYEN], "plan_task", Ask()).rows}
    for record, text in carried.taken.items():
        assert rows[record] == " ".join(kept(text).split())


def test_each_is_found_by_itself_and_none_breaks_the_search(carried):
    office = carried.world[HUYEN]
    for record, text in carried.taken.items():
        found = {one.id for one in lookup.listing(office, "plan_task", Ask(search=kept(text))).records}
        assert (record in found) is any(char.isalnum() for char in fold(text)), text
        search.look(office, text)


def test_the_paper_holds_every_letter_that_the_type_has_and_no_markup_is_followed(carried):
    made = reports.render(carried.world[HUYEN], "ke_hoach", "2024", unit="03448")
    printed = drawn(made.pdf)
    for text in carried.taken.values():
        assert as_printed(text) in printed, text
    assert printed.count("□") > 0


def test_what_is_refused_at_entry_and_comes_from_a_strangers_hand_is_shown_as_a_box(exchange_world):
    """A laptop without our rules may sign anything: on paper neither the direction of writing nor a terminal is turned."""
    world, nasty = exchange_world, [text for text in STRINGS if CONTROLS.search(text)]
    plan = planned(world)
    world.send(XA, HUYEN)
    sender = Sender(world)
    before, seq, lamport = last_line(world, sender.log)
    rows, bodies, prev = [], b"", before
    for number, text in enumerate(nasty, 1):
        values = {"content": f"Lừa {text}", **plan, "task_status": "chua"}
        body = json.dumps({"salt": "AAAAAAAAAAAAAAAAAAAAAA==", "values": values}, ensure_ascii=False, separators=(",", ":")).encode()
        refs = json.dumps([["up", "kept", list(values), hashlib.sha256(body).hexdigest()]], separators=(",", ":")).encode()
        row = line(prev=prev, seq=seq + number, lamport=lamport + number, refs=refs).replace(b'"village"', b'"plan_task"')
        rows.append(row.replace(b"7000-8000-000000000001", b"7000-8000-%012d" % number))
        bodies += body + b"\n"
        prev = hashlib.sha256(rows[-1]).hexdigest()
    made = sender.run(*rows, values=bodies, prev=before, first=seq + 1)
    got = world.bring(HUYEN, sender.writes(sender.carrying(made))).packages[0]
    assert (got.result, got.records_new, len(nasty)) == ("merged", len(nasty), 7)
    printed = drawn(reports.render(world[HUYEN], "ke_hoach", "2024", unit="03448").pdf)
    for text in nasty:
        assert as_printed(CONTROLS.sub("□", f"Lừa {text}")) in printed
    assert not CONTROLS.search(printed)


def test_no_text_gives_an_order_to_the_terminal(capsys, tmp_path):
    call = Call(tmp_path, json=False, user=None, password_file=None)
    for text in STRINGS:
        call.say({"content": text, "of": [text]})
        assert call.refuse(Problem("invalid_value", f"Sai: {text}"), {}) == 1
    told = capsys.readouterr()
    assert not CONTROLS.search(told.out + told.err)
    assert "Roses are □[0;31mred□[0m" in told.out
    assert "Roses are □[0;31mred□[0m" in told.err


def planned(world):
    """Write a plan at the commune; return what every task of it says."""
    return {
        "plan_id": world.add(XA, "plan_doc", kind="kh_dan_van", title="Kế hoạch công tác dân vận"),
        "section": "nv1",
        "owner_id": world.add(XA, "official", name="Lý Hừ Cà"),
        "due_on": "2024-11-14",
    }


def last_line(world, log):
    """Return hash, number and counter of the last line of a log at the district."""
    with world[HUYEN].reading() as connection:
        sql = "SELECT l.hash, l.seq, l.lamport FROM line l JOIN log g ON g.id = l.log WHERE g.name = ? ORDER BY l.seq DESC LIMIT 1"
        full, seq, lamport = connection.execute(sql, (log,)).fetchone()
    return str(full), int(seq), int(lamport)


def drawn(pdf):
    """Return every character of a paper in the order in which it is drawn, without blanks."""
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        return "".join("".join(char["text"] for page in opened.pages for char in page.chars).split())


def as_printed(text):
    """Return a text without blanks, with a box for what the type lacks."""
    return "".join(char if ord(char) in glyphs() else "□" for char in kept(text) if not char.isspace())
