"""What cannot be joined yet waits by itself, what counts not is named, and neither costs anybody else's work."""

import hashlib
from dataclasses import replace

import pytest

from db import exchange
from db.ops import NewOp
from desktop import trusting
from desktop.actions import stations, status
from desktop.commands.exchange import exit_status
from desktop.exchange import incoming
from desktop.exchange.outgoing import seal_all
from desktop.exchange.scope import have_of
from desktop.keys.secrets_kept import Secrets
from desktop.packages import package, segments
from desktop.packages.segments import SegmentParts
from desktop.packages.statements import Confirm
from tests.desktop.world import BAN, HAI, HUYEN, HUYEN2, XA

COMMUNE, NEIGHBOUR = "2024:03448", "2024:03433"


@pytest.fixture
def world(exchange_world):
    return exchange_world


@pytest.fixture
def gap(world):
    """The district's second laptop gets the later package of a commune that does not know it yet."""
    world.add(XA)
    world.send(XA, HUYEN)
    world.send(HUYEN, XA)
    world.admit(HUYEN, HUYEN2)
    world.late = world.add(XA, name="Sau chỗ thiếu")
    return world


def first_missing(world):
    log = world.station(XA)
    return world.log(HUYEN, log)["have"]


def test_lines_behind_a_gap_wait_and_the_gap_is_named(gap):
    got = gap.send(XA, HUYEN2)
    last = first_missing(gap)
    assert (got.result, got.missing) == ("held", [(gap.station(XA), 1, last)])
    assert f"còn thiếu đoạn 1–{last}" in got.message
    assert exit_status([got]) == 3
    said = status.status(gap[HUYEN2])
    assert said["held"] == [{"file": said["held"][0]["file"], "package": got.package, "missing": [[1, last]]}]
    row = gap.log(HUYEN2, gap.station(XA))
    assert (row["have"], row["missing"], row["held"]) == (0, [[1, last]], 1)


def test_what_waits_is_not_told_as_had(gap):
    gap.send(XA, HUYEN2)
    with gap[HUYEN2].reading() as connection:
        assert gap.station(XA) not in have_of(gap[HUYEN2], connection).tips


def test_the_rest_of_a_package_with_a_gap_is_merged(gap):
    gap.admit(XA, HAI)
    other = gap.add(HAI, name="Của máy hai")
    gap.send(HAI, XA, kind="home")
    got = gap.send(XA, HUYEN2)
    assert got.result == "held"
    assert gap.value(HUYEN2, other) == "Của máy hai"


def test_a_later_package_releases_what_waited(gap):
    held = gap.send(XA, HUYEN2)
    got = gap.send(HUYEN, HUYEN2, kind="home", to=None)
    assert (got.result, got.released, got.missing) == ("merged", [held.package], [])
    assert gap.value(HUYEN2, gap.late) == "Sau chỗ thiếu"
    assert status.status(gap[HUYEN2])["held"] == []
    gap.send(XA, HUYEN)
    assert gap.state(HUYEN2) == gap.state(HUYEN)


def test_a_held_package_that_comes_again_still_waits(gap):
    (file,) = gap.export(XA)
    gap.bring(HUYEN2, file)
    again = gap.bring(HUYEN2, file).packages[0]
    assert (again.result, len(status.status(gap[HUYEN2])["held"])) == ("held", 1)


def test_a_gap_that_closes_in_the_same_run_leaves_nothing_waiting(gap):
    early = gap.export(XA, everything=True)
    late = gap.export(XA)
    got = gap.bring(HUYEN2, *late, *early).packages
    assert [one.result for one in got] == ["held", "merged"]
    assert got[1].released == [got[0].package]


def without_facts_of(station):
    return lambda parts: replace(parts, segments=tuple(one for one in parts.segments if one.log != f"{station}.fact"))


@pytest.fixture
def uncertified(world):
    """A package with work of a second laptop of which the district has no certificate."""
    world.admit(XA, HAI)
    world.late = world.add(HAI, name="Chưa chứng nhận")
    world.send(HAI, XA, kind="home")
    world.mine = world.add(XA, name="Của máy một")
    (file,) = world.export(XA)
    world.bare = world.repack(XA, HUYEN, file, without_facts_of(world.station(XA)))
    return world


def test_work_of_an_uncertified_author_waits_and_the_rest_is_merged(uncertified):
    got = uncertified.bring(HUYEN, uncertified.bare).packages[0]
    assert (got.result, got.missing) == ("held", [])
    assert "chưa được chứng nhận" in got.message
    assert uncertified.value(HUYEN, uncertified.mine) == "Của máy một"
    assert uncertified.station(HAI) not in {row["log"] for row in status.status(uncertified[HUYEN])["logs"] if row["have"]}


def test_it_is_released_when_the_certificate_comes(uncertified):
    held = uncertified.bring(HUYEN, uncertified.bare).packages[0]
    got = uncertified.send(XA, HUYEN)
    assert got.released == [held.package]
    assert uncertified.value(HUYEN, uncertified.late) == "Chưa chứng nhận"
    assert uncertified.state(HUYEN) == uncertified.state(XA)


def test_it_is_released_when_this_station_itself_certifies_the_author(uncertified):
    uncertified.bring(HUYEN, uncertified.bare)
    request, answer = uncertified.folder / "lai.dang-ky", uncertified.folder / "lai.tra-loi"
    words = stations.request(uncertified[HAI], request)
    stations.admit(uncertified[HUYEN], request, words, None, answer)
    assert uncertified.value(HUYEN, uncertified.late) == "Chưa chứng nhận"
    assert status.status(uncertified[HUYEN])["held"] == []


def test_it_is_neither_told_as_had_nor_carried_on(uncertified):
    uncertified.bring(HUYEN, uncertified.bare)
    with uncertified[HUYEN].reading() as connection:
        assert uncertified.station(HAI) not in have_of(uncertified[HUYEN], connection).tips
    (file,) = uncertified.export(HUYEN, to=COMMUNE)
    assert not any(one.station == uncertified.station(HAI) for one in uncertified_parts(uncertified, file).segments)


def uncertified_parts(world, file):
    with world[XA].reading() as connection:
        return package.read_parts(package.open_package(file.read_bytes(), Secrets.load(connection).identities))


def test_what_waits_for_a_certificate_is_bounded_for_each_sending_unit(uncertified, monkeypatch):
    monkeypatch.setattr(incoming, "UNCERTIFIED_LIMIT", 100)
    got = uncertified.bring(HUYEN, uncertified.bare).packages[0]
    assert got.result == "merged"
    assert [(one["log"], one["code"]) for one in got.refused_logs] == [(uncertified.station(HAI), "unknown_sender")]
    assert uncertified.value(HUYEN, uncertified.mine) == "Của máy một"
    assert exit_status([got]) == 3


def test_fact_logs_of_strangers_wait_like_everything_of_theirs(world):
    """A neighbour brings facts that a laptop nobody ever certified wrote about itself."""
    with world[HAI].writing() as connection:
        key = Secrets.load(connection).keys.signing
        trusting.write_facts(world[HAI], connection, [Confirm(station=world.station(HAI), at="").signed(key)])
    seal_all(world[HAI])
    with world[HAI].reading() as connection:
        (log,) = [one for one in exchange.logs(connection) if one.name.endswith(".fact")]
        run = exchange.run_bytes(connection, log.key, exchange.runs_beyond(connection, log, None, ())[0], ())
    one = run.segment
    strange = SegmentParts(log.station, "fact", one.first, one.last, one.tip, one.seal, run.lines)
    (file,) = world.export(BAN)
    got = world.bring(HUYEN, world.repack(BAN, HUYEN, file, lambda parts: replace(parts, segments=(*parts.segments, strange)))).packages[0]
    assert got.result == "held"
    assert log.name not in {row["log"] for row in status.status(world[HUYEN])["logs"] if row["have"]}


def test_an_op_out_of_scope_is_refused_and_its_neighbours_count(world):
    """A commune writes into a neighbour's book."""
    before = world.add(XA, name="Trước")
    with world[XA].writing() as connection:
        stray = NewOp(NEIGHBOUR, "model", "x", "set", (), {("up", "kept"): {"name": "Của xã khác"}})
        seq = int(world[XA].write(connection, [stray])[0].split("/")[1])
    after = world.add(XA, name="Sau")
    got = world.send(XA, HUYEN)
    assert (got.result, got.refused_logs) == ("merged", [{"log": world.station(XA), "from": seq, "code": "not_allowed"}])
    assert [world.value(HUYEN, one) for one in (before, after)] == ["Trước", "Sau"]
    assert ("not_allowed" in str(got.code), exit_status([got])) == (True, 3)
    assert world.log(HUYEN, world.station(XA))["have"] == world.log(XA, world.station(XA))["have"]
    assert exit_status([world.send(XA, HUYEN)]) == 0


def test_a_run_that_its_author_signed_and_that_holds_no_lines_costs_only_itself(world):
    mine = world.add(BAN, name="Của xã bên")
    with world[XA].reading() as connection:
        key = Secrets.load(connection).keys.signing
    line = b'{"prev":"' + b"0" * 64 + b'","seq":1}'
    tip = hashlib.sha256(line).hexdigest()
    bad = SegmentParts(key.station, "main", 1, 1, tip, segments.seal(key.station, 1, 1, "0" * 64, tip, key), line + b"\n")
    (file,) = world.export(BAN)
    got = world.bring(HUYEN, world.repack(BAN, HUYEN, file, lambda parts: replace(parts, segments=(*parts.segments, bad)))).packages[0]
    assert (got.result, got.refused_logs) == ("merged", [{"log": key.station, "from": 1, "code": "damaged"}])
    assert world.value(HUYEN, mine) == "Của xã bên"


def test_exit_status_of_several_files(gap):
    held = gap.send(XA, HUYEN2)
    merged = gap.send(BAN, HUYEN2)
    refused = gap.bring(HUYEN2, *gap.export(XA, kind="home")).packages[0]
    assert (held.result, merged.result, refused.result) == ("held", "merged", "refused")
    assert [exit_status(one) for one in ([merged], [held], [refused], [merged, refused], [])] == [0, 3, 1, 3, 0]
