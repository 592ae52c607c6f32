"""A look into a package says what its import would say, and what is not taken leaves everything as it was."""

import hashlib
import random
from dataclasses import replace

import pytest

from desktop.actions import inspection, packages, stations
from desktop.actions.status import status
from desktop.commands.exchange import exit_status
from desktop.keys.secrets_kept import Secrets
from desktop.packages import segments
from tests.desktop.world import BAN, HAI, HUYEN, UNITS, XA

BLOWS = 100
"""How many places of a package are hit by an import that writes; a preview meets every byte (test_hostile_packages)."""


@pytest.fixture
def world(exchange_world):
    return exchange_world


def resealed(world, change):
    """Return a change of a package: the commune's own key seals other lines, which `change` makes of the last run."""

    def changed(parts):
        with world[XA].reading() as connection:
            key = Secrets.load(connection).keys.signing
        last = next(one for one in reversed(parts.segments) if one.log == key.station)
        lines = change(last.lines)
        tip, said = hashlib.sha256(lines[:-1].rpartition(b"\n")[2]).hexdigest(), segments.read_seal(last.seal)
        seal = segments.seal(last.log, last.first, last.last, said.prev, tip, key)
        made = replace(last, tip=tip, seal=seal, lines=lines)
        return replace(parts, segments=tuple(made if one is last else one for one in parts.segments))

    return changed


def one_letter_changed(parts):
    """Change a line of the last run of the main log and keep its seal."""
    last = max((one for one in parts.segments if one.log_kind == "main"), key=lambda one: one.last)
    made = replace(last, lines=last.lines.replace(b'"register":"', b'"register":"x', 1))
    return replace(parts, segments=tuple(made if one is last else one for one in parts.segments))


def no_line(lines):
    """Replace the last line by what is no JSON."""
    return lines[:-1].rpartition(b"\n")[0] + b"\nkhong phai dong\n"


def no_skeleton(lines):
    """Keep the place of the last line in its log and nothing else of it."""
    before, _, last = lines[:-1].rpartition(b"\n")
    return before + b"\n" + last[: last.index(b',"lamport"')] + b"}\n"


@pytest.mark.parametrize(
    ("change", "verdict"),
    [
        (lambda world: one_letter_changed, "forged"),
        (lambda world: resealed(world, no_line), "forged"),
        (lambda world: resealed(world, no_skeleton), "damaged"),
        (lambda world: lambda parts: parts, "ok"),
    ],
)
def test_a_look_finds_bad_lines_as_the_import_does(world, change, verdict):
    world.add(XA)
    world.add(XA)
    (file,) = world.export(XA)
    file = world.repack(XA, HUYEN, file, change(world))
    seen, got = inspection.inspect(world[HUYEN], file), world.bring(HUYEN, file).packages[0]
    assert (seen["verdict"], got.code or "ok") == (verdict, verdict)
    assert seen["trusted"] is True


def test_the_verdict_of_a_look_is_that_of_the_import(world):
    """The maker himself is no recipient; a stranger, a neighbour and a broken stick are said by the same names."""
    world.add(XA)
    (up,), (down,) = world.export(XA), world.export(HUYEN, to=UNITS[XA])
    (noise, cut, both) = (up.with_name(name) for name in ("x.goi", "cut.goi", "both.goi"))
    noise.write_bytes(b"noise")
    cut.write_bytes(up.read_bytes()[:-9])
    both.write_bytes(down.read_bytes()[:-9])
    request = up.with_name("may-hai.dang-ky")
    stations.request(world[HAI], request)
    for name in (XA, BAN, HUYEN):
        for file in (up, down, noise, cut, both, request):
            verdict = inspection.inspect(world[name], file)["verdict"]
            assert verdict == (world.bring(name, file).packages[0].code or "ok"), (name, file.name)
    mine = inspection.inspect(world[XA], up)
    assert (mine["verdict"], mine["trusted"], mine["readable"], bool(mine["ops"])) == ("misaddressed", True, True, True)


@pytest.mark.parametrize("signed_in", [True, False])
def test_a_request_says_what_it_is_and_whose(world, signed_in):
    request = world.folder / "may-hai.dang-ky"
    stations.request(world[HAI], request)
    seen = inspection.inspect(world[HUYEN] if signed_in else None, request)
    assert (seen["verdict"], seen["kind"], seen["readable"]) == ("not_a_package", "request", False)
    assert seen["sender"]["station"] == world.station(HAI)
    assert "tờ đăng ký" in seen["message"]


def test_what_this_version_does_not_keep_of_a_package_is_said_each_time(world):
    world.add(XA)
    (file,) = world.export(XA)
    body = b"%PDF-1.7 giay moi"
    mark = hashlib.sha256(body).hexdigest()
    file = world.repack(XA, HUYEN, file, lambda parts: replace(parts, attachments={mark: body}))
    for _ in range(2):
        got = world.bring(HUYEN, file).packages[0]
        assert (got.result, got.left_aside, exit_status([got])) == ("merged", [f"attachments/{mark}"], 3)
        assert got.as_json("2024")["left_aside"] == got.left_aside
        assert "Giữ USB" in got.message


def test_no_copy_is_made_when_nothing_on_the_stick_is_for_this_station(world):
    (elsewhere,), (good,) = world.export(XA, kind="home"), world.export(XA)
    noise = good.with_name("x.goi")
    noise.write_bytes(b"noise")
    world.bring(HUYEN, elsewhere, noise)
    assert not world[HUYEN].paths.backups.exists()
    world.bring(HUYEN, noise, good, good)
    assert len(list(world[HUYEN].paths.backups.iterdir())) == 1


def test_a_copy_that_cannot_be_made_stops_the_import_before_anything_is_taken(world):
    world.add(XA)
    (file,) = world.export(XA)
    world[HUYEN].paths.backups.write_text("a file where the folder should be")
    before = status(world[HUYEN])
    with pytest.raises(Exception, match="sao lưu"):
        world.bring(HUYEN, file)
    assert status(world[HUYEN])["states"] == before["states"]


def test_an_export_says_how_many_values_stay_in_the_unit(world):
    world.add(XA, note="chỉ ở nhà")
    up = exported(world, XA)
    assert [(one["log"], one["audience"]) for one in up["left_out"]] == [(world.station(XA), "home")]
    assert up["left_out"][0]["lines"] == len(world.bodies(XA, "home"))
    assert exported(world, XA, kind="home")["left_out"] == []


def exported(world, name, **how):
    return packages.export(world[name], world.stick(), **how).written[0].as_json("2024")


def blows(raw):
    """Return copies of a package cut short or with one bit turned, everywhere on line 1 and all over the rest."""
    chance, border = random.Random(4), raw.index(b"\n") + 1
    places = {0, 1, border - 1, border, border + 1, len(raw) - 1, *chance.sample(range(len(raw)), BLOWS // 2)}
    places |= set(chance.sample(range(border), BLOWS // 2))
    for place in sorted(places):
        yield raw[:place]
        yield raw[:place] + bytes([raw[place] ^ 1 << chance.randrange(8)]) + raw[place + 1 :]


def test_a_package_cut_or_hit_anywhere_is_refused_and_nothing_changes(world):
    world.add(XA)
    (good,) = world.export(XA)
    struck = []
    for number, raw in enumerate(blows(good.read_bytes())):
        struck.append(good.with_name(f"{number}.goi"))
        struck[-1].write_bytes(raw)
    world[HUYEN]  # opened before, so that opening changes nothing in between
    rows, told = world.everything(HUYEN)["rows"], status(world[HUYEN])
    got = world.bring(HUYEN, *struck)
    assert {one.result for one in got.packages} == {"refused"}
    assert {one.code for one in got.packages} <= {"damaged", "forged", "not_a_package", "too_new"}
    after, now = world.everything(HUYEN)["rows"], status(world[HUYEN])
    assert {name for name in rows if rows[name] != after[name]} == {"quarantine"}
    assert {name: value for name, value in now.items() if name != "quarantine"} == {
        name: value for name, value in told.items() if name != "quarantine"
    }
    assert world.bring(HUYEN, good).packages[0].result == "merged"
