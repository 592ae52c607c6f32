"""What is refused, what is kept of it, and that a preview leaves no trace at all."""

import hashlib
from dataclasses import replace

import pytest
from msgspec import structs

from db.ops import line_hash
from desktop import trusting
from desktop.actions import packages, people, stations
from desktop.actions.status import status
from desktop.commands.exchange import exit_status
from desktop.errors import Problem
from desktop.exchange import quarantine
from desktop.exchange.outgoing import new_package_id
from desktop.keys.secrets_kept import Secrets
from desktop.office import User
from desktop.packages import envelope as line_one
from desktop.packages import package, stick
from desktop.packages.package import Heading
from desktop.paths import Paths
from tests.desktop.world import BAN, HAI, HUYEN, HUYEN2, NOW, PASSWORD, XA

COMMUNE = "2024:03448"


@pytest.fixture
def world(exchange_world):
    return exchange_world


def changed(file, at=-40):
    """Write a copy of a package with one byte changed."""
    raw = bytearray(file.read_bytes())
    raw[at] ^= 1
    copy = file.with_name(f"hong-{file.name}")
    copy.write_bytes(raw)
    return copy


def resigned(file):
    """Write a copy whose envelope bears another signature."""
    raw = file.read_bytes()
    at = raw.index(b'"sig":"') + 7
    copy = file.with_name(f"gia-{file.name}")
    copy.write_bytes(raw[:at] + (b"B" if raw[at : at + 1] == b"A" else b"A") + raw[at + 1 :])
    return copy


def status_of(world):
    return status(world[HUYEN])


def kept(world, name):
    folder = world[name].paths.quarantine
    return sorted(file.name for file in folder.iterdir()) if folder.is_dir() else []


def test_a_preview_leaves_no_trace(world):
    world.add(XA)
    (good,) = world.export(XA)
    (other,) = world.export(BAN)
    stranger = world.stick()
    stranger.mkdir()
    noise = stranger / "x.goi"
    noise.write_bytes(b"noise")
    world[HUYEN]  # opened before, so that opening changes nothing in between
    before = world.everything(HUYEN)
    seen = world.bring(HUYEN, good, changed(good), resigned(good), noise, other, good, dry_run=True)
    assert [one.result for one in seen.packages] == ["merged", "refused", "refused", "refused", "merged", "duplicate"]
    assert world.everything(HUYEN) == before
    assert world.bring(HUYEN, good, dry_run=True).packages[0].result == "merged"


def test_a_preview_of_many_says_what_the_import_says(world):
    world.add(XA)
    files = [*world.export(XA), *world.export(BAN)]
    world.add(XA)
    files += world.export(XA)
    seen = world.bring(HUYEN, *files, dry_run=True)
    done = world.bring(HUYEN, *files)

    def told(answer):
        return [{k: v for k, v in one.as_json("2024").items() if k != "file"} for one in answer.packages]

    assert told(seen) == told(done)
    assert seen.conflicts_open == done.conflicts_open


def test_a_preview_that_finds_a_copy_lets_it_write_on(world):
    world.clone(XA, "copy")
    world.add(XA)
    world.add("copy")
    world.send(XA, HUYEN)
    (file,) = world.export(HUYEN, to=COMMUNE, everything=True)
    before = world.everything("copy")
    seen = world.bring("copy", file, dry_run=True).packages[0]
    assert seen.code == "fork"
    assert world.everything("copy") == before
    world.add("copy")


def test_a_preview_of_new_facts_leaves_the_old_ones_in_force(world):
    """A certificate that was only looked at lets nobody in."""
    world.admit(XA, HAI)
    (file,) = world.export(XA)
    world.bring(HUYEN, file, dry_run=True)
    assert world.station(HAI) not in {one["log"] for one in status_of(world)["logs"]}
    with pytest.raises(Problem) as problem:
        stations.revoke(world[HUYEN], world.station(HAI), None, PASSWORD)
    assert problem.value.code == "unknown_station"


def test_a_preview_of_a_law_leaves_terms_as_they_were(world):
    before = world[XA].law_of(COMMUNE)
    world.add(HUYEN, "holiday", date="2024-03-11", kind="nghi")
    (file,) = world.export(HUYEN, to=COMMUNE)
    world.bring(XA, file, dry_run=True)
    assert world[XA].law_of(COMMUNE) == before
    world.bring(XA, file)
    assert world[XA].law_of(COMMUNE) != before


def test_one_bad_file_among_many_costs_only_itself(world):
    for name in (XA, BAN):
        world.add(name)
    good, other = *world.export(XA), *world.export(BAN)
    got = world.bring(HUYEN, changed(good), good, resigned(other), other, good.with_name("khong-co.goi"))
    assert [(one.result, one.code) for one in got.packages] == [
        ("refused", "damaged"), ("merged", None), ("refused", "forged"), ("merged", None), ("refused", "not_a_package"),
    ]  # fmt: skip
    assert exit_status(got.packages) == 3


def test_damaged_and_forged_ones_are_kept_by_their_hash_and_others_only_listed(world):
    (good,) = world.export(XA)
    (elsewhere,) = world.export(XA, kind="home")
    noise = good.with_name("tap-am.goi")
    noise.write_bytes(b"x" * 5000)
    bad, forged = changed(good), resigned(good)
    got = world.bring(HUYEN, bad, forged, elsewhere, noise)
    assert [one.code for one in got.packages] == ["damaged", "forged", "misaddressed", "not_a_package"]
    assert kept(world, HUYEN) == sorted(f"{hashlib.sha256(file.read_bytes()).hexdigest()}.goi" for file in (bad, forged))
    assert sorted(one["code"] for one in status_of(world)["quarantine"]) == ["damaged", "forged"]


def test_copies_have_bounded_room_and_forged_ones_go_last(world, monkeypatch):
    (good,) = world.export(XA)
    size = len(good.read_bytes())
    monkeypatch.setattr(quarantine, "LIMIT", size * 2 + 10)
    world.bring(HUYEN, resigned(good))
    damaged = [changed(good, at) for at in (-40,)]
    world.bring(HUYEN, *damaged)
    assert len(kept(world, HUYEN)) == 2
    later = changed(good, -50)
    world.bring(HUYEN, later)
    assert sorted(one["code"] for one in status_of(world)["quarantine"]) == ["damaged", "forged"]
    assert f"{hashlib.sha256(later.read_bytes()).hexdigest()}.goi" in kept(world, HUYEN)
    assert len(kept(world, HUYEN)) == 2


def test_one_that_alone_would_fill_the_room_is_not_kept(world, monkeypatch):
    (good,) = world.export(XA)
    monkeypatch.setattr(quarantine, "LIMIT", 100)
    assert world.bring(HUYEN, changed(good)).packages[0].code == "damaged"
    assert kept(world, HUYEN) == []


def test_a_quarantine_that_cannot_be_written_keeps_nobody_from_importing(world, monkeypatch):
    world.add(XA)
    (good,) = world.export(XA)
    write = stick.write

    def full(path, content, **how):
        if path.parent.name == "quarantine":
            raise Problem("disk_full", "đầy", str(path))
        return write(path, content, **how)

    monkeypatch.setattr(stick, "write", full)
    got = world.bring(HUYEN, changed(good), good)
    assert [one.result for one in got.packages] == ["refused", "merged"]
    assert status_of(world)["quarantine"] == []
    assert any("Không giữ được" in warning for warning in world[HUYEN].warnings)


def test_a_station_of_another_root_in_the_same_era_is_an_unknown_sender(world):
    paths = Paths(world.folder / "la")
    stations.set_up(paths, world[XA].clock, unit="107", era="2024", desk="huyen", user="an", password=PASSWORD, root=True)
    office = people.sign_in(paths, world[XA].clock, None, lambda: PASSWORD)
    world.keys["la"] = office.key
    office.close()
    world.admit("la", HAI)
    (file,) = world.export(HAI)
    got = world.bring(HUYEN, file).packages[0]
    assert (got.result, got.code) == ("refused", "unknown_sender")
    assert kept(world, HUYEN) == []


def test_a_newer_format_asks_for_a_newer_program(world):
    (file,) = world.export(XA)
    made = world.repack(XA, HUYEN, file, lambda parts: parts)
    raw = made.read_bytes()
    envelope = package.peek(raw)
    with world[XA].reading() as connection:
        key = Secrets.load(connection).keys.signing
    newer = line_one.write(structs.replace(envelope.content, format=2), envelope.chain, key) + raw[envelope.length :]
    made.write_bytes(newer)
    assert world.bring(HUYEN, made).packages[0].code == "too_new"
    assert kept(world, HUYEN) == []


def test_a_request_for_enrolment_is_no_package_and_the_answer_says_what_it_is(world):
    request = world.folder / "may-hai.goi"
    stations.request(world[HAI], request)
    got = world.bring(HUYEN, request).packages[0]
    assert (got.code, "station admit" in got.message) == ("not_a_package", True)
    assert kept(world, HUYEN) == []


def with_home_of(world, audience):
    """Return a change that adds the home lines of the commune to a package for the district."""
    lines = [body for body in world.bodies(XA, audience)]

    def change(parts):
        runs = []
        for one in parts.segments:
            named = [body for body in lines if line_hash(body).encode() in one.lines]
            runs.append(replace(one, values={**one.values, audience: b"".join(body + b"\n" for body in named)} if named else one.values))
        return replace(parts, segments=tuple(runs))

    return change


def test_home_lines_in_an_up_package_are_dropped_and_reported(world):
    world.add(XA, note="chỉ ở nhà")
    (file,) = world.export(XA)
    got = world.bring(HUYEN, world.repack(XA, HUYEN, file, with_home_of(world, "home"))).packages[0]
    assert (got.result, got.dropped_home) == ("merged", [world.station(XA)])
    assert "không được gửi khỏi đơn vị" in got.message
    assert world.bodies(HUYEN, "home") == []
    assert exit_status([got]) == 0


def test_home_lines_from_another_unit_are_dropped_even_in_a_home_package(world):
    """The district wraps what it got hold of as a home package for the commune."""
    world.add(XA, note="chỉ ở nhà")
    world.send(XA, HUYEN)
    world.admit(XA, HAI)
    (file,) = world.export(HUYEN, to=COMMUNE, everything=True)
    change = with_home_of(world, "home")
    with world[HUYEN].reading() as connection:
        key, trust = Secrets.load(connection).keys.signing, trusting.trust_of(world[HUYEN], connection)
    with world[XA].reading() as connection:
        parts = package.read_parts(package.open_package(file.read_bytes(), Secrets.load(connection).identities))
    heading = Heading("home", new_package_id(), 1, NOW, COMMUNE)
    chain, recipients = trust.chain_for(key.station), trust.recipients("down", key.station, COMMUNE)
    file.write_bytes(package.build(change(parts), heading, key, chain, recipients))
    got = world.bring(HAI, file).packages[0]
    assert got.dropped_home == [world.station(XA)]
    assert not any("chỉ ở nhà".encode() in body for body in world.bodies(HAI, "home"))


def test_everything_is_refused_before_enrolment(world):
    for action in (lambda: world.bring(HUYEN2, world.folder), lambda: world.export(HUYEN2)):
        with pytest.raises(Problem) as problem:
            action()
        assert problem.value.code == "not_allowed"


@pytest.mark.parametrize("role", ["XEM", "NL"])
def test_who_only_looks_or_types_in_for_others_carries_no_packages(world, role):
    (file,) = world.export(XA)
    for name in (XA, HUYEN):
        world[name].user = User("Lò Văn Xem", frozenset({role}))
    before, stick_ = world.everything(HUYEN), world.stick()
    actions = (
        lambda: packages.export(world[XA], stick_),
        lambda: world.bring(HUYEN, file),
        lambda: world.bring(HUYEN, file, dry_run=True),
    )
    for action in actions:
        with pytest.raises(Problem) as problem:
            action()
        assert problem.value.code == "not_allowed"
    assert (world.everything(HUYEN), stick_.exists()) == (before, False)


def test_a_snapshot_that_nothing_names_is_not_kept(world):
    (file,) = world.export(XA)
    body = b"x" * 1000
    mark = hashlib.sha256(body).hexdigest()
    got = world.bring(HUYEN, world.repack(XA, HUYEN, file, lambda parts: replace(parts, snapshots={mark: body}))).packages[0]
    assert got.result == "merged"
    with world[HUYEN].reading() as connection:
        assert connection.execute("SELECT count(*) FROM blob").fetchone()[0] == 0


def test_a_sealed_backup_is_made_before_an_import_and_none_for_a_preview(world):
    (file,) = world.export(XA)
    world.bring(HUYEN, file, dry_run=True)
    assert not world[HUYEN].paths.backups.is_dir()
    world.bring(HUYEN, file)
    assert len(list(world[HUYEN].paths.backups.iterdir())) == 1
    assert packages.receive(world[HUYEN], []).packages == []
