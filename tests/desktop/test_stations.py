"""Stations are set up, let in, and ended: what a stolen laptop writes counts no more, what was honest stays."""

import os
from dataclasses import replace

import pytest

from db.query import Query
from desktop import trusting
from desktop.actions import people, stations
from desktop.actions.status import status
from desktop.commands.exchange import exit_status
from desktop.errors import Problem
from desktop.keys.secrets_kept import Secrets
from desktop.office import User
from desktop.packages import signing
from desktop.paths import Paths
from tests.desktop.world import BAN, HAI, HUYEN, HUYEN2, PASSWORD, XA

COMMUNE = "2024:03448"
THIEF = "thief"


@pytest.fixture
def world(exchange_world):
    return exchange_world


def refused(action, *arguments, **options):
    with pytest.raises(Problem) as problem:
        action(*arguments, **options)
    return problem.value.code


def verdicts(world, name, log):
    return [verdict for _, _, verdict in world.lines(name, log)]


def audit(world, name):
    with world[name].reading() as connection:
        return [(row["kind"], row["subject"]) for row in world[name].reader(connection).rows(Query("audit_event"))]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"unit": "99999"}, "unknown_unit"),
        ({"desk": "huyen"}, "invalid_value"),
        ({"password": "ngắn"}, "invalid_value"),
        ({"user": "  "}, "invalid_value"),
    ],
)
def test_a_set_up_that_is_refused_leaves_nothing_behind(tmp_path, world, changes, code):
    home = tmp_path / "moi"
    asked = {"unit": "03448", "era": "2024", "desk": "xa", "user": "an", "password": PASSWORD, "root": False} | changes
    assert refused(stations.set_up, Paths(home), world[XA].clock, **asked) == code
    assert not home.exists()


def test_a_home_that_has_a_station_is_left_alone(world):
    paths = world[XA].paths
    again = {"unit": "03448", "era": "2024", "desk": "xa", "user": "an", "password": PASSWORD, "root": False}
    assert refused(stations.set_up, paths, world[XA].clock, **again) == "station_exists"


def test_words_are_asked_for_on_both_sides_and_the_roots_are_never_shown(world):
    request, answer = world.folder / "r", world.folder / "a"
    words = stations.request(world[HAI], request)
    with pytest.raises(Problem) as asked:
        stations.admit(world[XA], request, None, None, answer)
    assert (asked.value.code, asked.value.where) == ("fingerprint_needed", words)
    assert refused(stations.admit, world[XA], request, " ".join(reversed(words.split())), None, answer) == "wrong_fingerprint"
    assert not answer.exists()
    stations.admit(world[XA], request, words.replace("-", " "), None, answer)
    root = stations.show(world[XA]).root_words
    for typed, code in ((None, "fingerprint_needed"), (words, "wrong_fingerprint")):
        with pytest.raises(Problem) as problem:
            stations.accept(world[HAI], answer, typed)
        assert (problem.value.code, problem.value.where) == (code, "--root")
        assert not set(root.split()) & set(problem.value.message.split())
    assert stations.accept(world[HAI], answer, root).identity.enrolled


def test_nobody_admits_for_a_neighbour_or_without_the_right(world):
    request = world.folder / "r"
    words = stations.request(world[HAI], request)
    assert refused(stations.admit, world[BAN], request, words, None, world.folder / "a") == "not_allowed"
    world.admit(XA, HAI)
    stations.request(world[HUYEN2], request)
    assert refused(stations.admit, world[HAI], request, words, None, world.folder / "a") == "not_allowed"


def test_rights_are_named_ones(world):
    request = world.folder / "r"
    words = stations.request(world[HAI], request)
    for rights in (("fly",), ()):
        assert refused(stations.admit, world[XA], request, words, rights, world.folder / "a") == "invalid_value"
    assert refused(stations.admit, world[XA], request, words, ("write", "down"), world.folder / "a") == "not_allowed"


def test_only_leaders_and_administrators_let_laptops_in_or_out(world):
    world[XA].user = replace(world[XA].user, roles=frozenset({"NL", "TCD"}))
    assert refused(stations.revoke, world[XA], world.station(HUYEN), None, None) == "not_allowed"
    assert refused(stations.confirm, world[XA], world.station(HUYEN), None) == "not_allowed"


@pytest.mark.parametrize("roles", [{"XEM"}, {"NL"}, {"DV", "TCD", "TP", "TH"}])
def test_only_leaders_and_administrators_tie_a_laptop_to_a_root(world, roles):
    request, answer = world.folder / "r", world.folder / "a"
    words = stations.request(world[HAI], request)
    stations.admit(world[XA], request, words, None, answer)
    before, root = world.everything(HAI), stations.show(world[XA]).root_words
    world[HAI].user = User("Lò Thị Ún", frozenset(roles))
    assert refused(stations.accept, world[HAI], answer, root) == "not_allowed"
    assert refused(stations.request, world[HAI], world.folder / "r2") == "not_allowed"
    assert world.everything(HAI) == before
    assert not (world.folder / "r2").exists()


def test_an_enrolled_station_is_not_turned_to_another_root(world):
    """A stranger sets up a root of his own, admits the station by its request, and has somebody type his words."""
    paths = Paths(world.folder / "la")
    stations.set_up(paths, world[XA].clock, unit="107", era="2024", desk="huyen", user="an", password=PASSWORD, root=True)
    office = people.sign_in(paths, world[XA].clock, None, lambda: PASSWORD)
    world.keys["la"] = office.key
    office.close()
    world[XA]  # opened before, so that opening changes nothing in between
    before = world.everything(XA)
    with pytest.raises(Problem) as problem:
        world.admit("la", XA)
    assert (problem.value.code, "gốc khác" in problem.value.message) == ("not_allowed", True)
    assert world.everything(XA) == before
    assert stations.show(world[XA]).root_words == stations.show(world[HUYEN]).root_words


def test_the_same_root_may_answer_again(world):
    world.admit(HUYEN, XA)
    assert stations.show(world[XA]).identity.enrolled


@pytest.mark.skipif(os.name != "posix", reason="other file systems know no owners")
def test_the_units_key_is_for_its_owners_eyes_and_never_takes_the_place_of_another_file(world, tmp_path):
    file = tmp_path / "unit.key"
    stations.write_age_key(world[XA], file)
    assert file.stat().st_mode & 0o077 == 0
    written, told = file.read_bytes(), audit(world, XA)
    assert b"AGE-SECRET-KEY-" in written
    file.write_bytes(b"anh cuoi")
    assert refused(stations.write_age_key, world[XA], file) == "not_allowed"
    assert (file.read_bytes(), audit(world, XA)) == (b"anh cuoi", told)


def test_admissions_and_revocations_stand_in_the_log_of_the_unit_only(world):
    world.admit(XA, HAI)
    stations.revoke(world[XA], world.station(HAI), None, None)
    assert audit(world, XA) == [("chung_nhan", world.station(HAI)), ("thu_hoi", world.station(HAI)), ("doi_khoa", "2")]
    world.send(XA, HUYEN)
    assert not any(b"thu_hoi" in body for body in world.bodies(HUYEN, "up") + world.bodies(HUYEN, "home"))


@pytest.fixture
def second(world):
    """A second laptop whose honest work everybody holds."""
    world.admit(XA, HAI)
    world.honest = world.add(HAI, name="Làm thật")
    world.send(HAI, XA, kind="home")
    world.send(HAI, HUYEN)
    return world


@pytest.mark.parametrize("revoker", [XA, HUYEN])
def test_what_a_second_laptop_writes_after_it_was_ended_counts_no_more(second, revoker):
    world = second
    answer = stations.revoke(world[revoker], world.station(HAI), None, None)
    last = world.log(HUYEN, world.station(HAI))["have"]
    ended = {
        "station": world.station(HAI),
        "after": last,
        "refused_ops": 0,
        "records_changed": 0,
        "falls": [],
        "keyless": [],
        "close_again": [],
    }
    assert answer == {**ended, "new_unit_key": revoker == XA, "close_again": []}
    late = world.add(HAI, name="Kẻ trộm ghi")
    world.edit(HAI, world.honest, name="Sửa bậy")
    if revoker == XA:
        world.send(XA, HUYEN)
    got = world.send(HAI, HUYEN)
    assert {one["code"] for one in got.refused_logs} == {"revoked"}
    assert (got.result, exit_status([got])) == ("merged", 3)
    assert (got.records_new, got.records_changed) == (0, 0)
    assert world.value(HUYEN, world.honest) == "Làm thật"
    assert refused(world.value, HUYEN, late) == "unknown_record"
    assert world.log(HUYEN, world.station(HAI))["revoked_after"] == answer["after"]


def test_an_end_that_lies_back_takes_away_what_was_counted_and_says_so_beforehand(second):
    world = second
    station = world.station(HAI)
    last = world.log(HUYEN, station)["have"]
    world.edit(HAI, world.honest, name="Sửa bậy")
    world.send(HAI, HUYEN)
    assert world.value(HUYEN, world.honest) == "Sửa bậy"
    before = world.everything(HUYEN)["rows"]
    said = stations.would_refuse(world[HUYEN], station, last)
    assert (said["station"], said["after"], said["refused_ops"], said["records"]) == (station, last, 1, 1)
    assert (said["falls"], said["facts_whole"], said["asks"], said["warning"]) == ([], True, False, "")
    assert world.everything(HUYEN)["rows"] == before
    answer = stations.revoke(world[HUYEN], station, last, None)
    assert (answer["refused_ops"], answer["records_changed"]) == (1, 1)
    assert world.value(HUYEN, world.honest) == "Làm thật"


def test_states_are_equal_again_once_everybody_knows_the_end(second):
    world = second
    last = world.log(HUYEN, world.station(HAI))["have"]
    world.edit(HAI, world.honest, name="Sửa bậy")
    world.send(HAI, HUYEN)
    world.send(HAI, XA, kind="home")
    stations.revoke(world[HUYEN], world.station(HAI), last, None)
    got = world.send(HUYEN, XA)
    assert (got.result, got.records_changed) == ("merged", 1)
    assert world.value(XA, world.honest) == "Làm thật"
    world.send(XA, HUYEN)
    assert world.state(XA) == world.state(HUYEN)


def test_a_thiefs_lines_with_old_numbers_are_refused(second):
    """The revocation names the line's hash, so other lines signed by the same key with lower numbers do not count."""
    world = second
    world.clone(HAI, THIEF)
    mine = world.add(HAI, name="Vẫn làm thật")
    forged = world.add(THIEF, name="Ký lại số cũ")
    world.send(HAI, HUYEN)
    stations.revoke(world[HUYEN], world.station(HAI), None, None)
    got = world.send(THIEF, HUYEN)
    assert got.forks == [world.station(HAI)]
    assert (world.station(HAI), "revoked") in {(one["log"], one["code"]) for one in got.refused_logs}
    assert world.value(HUYEN, mine) == "Vẫn làm thật"
    assert refused(world.value, HUYEN, forged) == "unknown_record"


def test_a_log_waits_while_its_last_line_is_unknown_here(second):
    world = second
    station = world.station(HAI)
    world.add(HAI, name="Dòng cuối còn tính")
    world.send(HAI, XA, kind="home")
    stations.revoke(world[XA], station, None, None)
    (file,) = world.export(XA)
    bare = world.repack(XA, HUYEN, file, lambda parts: replace(parts, segments=tuple(s for s in parts.segments if s.log != station)))
    world.bring(HUYEN, bare)
    assert set(verdicts(world, HUYEN, station)) == {"waiting"}
    world.bring(HUYEN, file)
    assert set(verdicts(world, HUYEN, station)) == {"valid"}
    assert world.state(HUYEN) == world.state(XA)


def test_a_first_laptop_is_ended_by_the_roots_word_only(world):
    station = world.station(XA)
    world.add(XA)
    world.send(XA, HUYEN)
    assert refused(stations.revoke, world[HUYEN], station, None, "sai mật khẩu rồi") == "wrong_password"
    assert world.log(HUYEN, station)["revoked_after"] is None
    world.send(HUYEN, XA)
    world.admit(HUYEN, HAI)
    assert refused(stations.revoke, world[HAI], station, None, PASSWORD) == "not_allowed"
    stations.revoke(world[HUYEN], station, None, PASSWORD)
    assert world.log(HUYEN, station)["revoked_after"] is not None
    late = world.add(XA, name="Sau khi mất máy")
    world.send(XA, HUYEN)
    assert refused(world.value, HUYEN, late) == "unknown_record"


def test_a_certificate_that_a_thief_gives_lets_nobody_in(world):
    world.send(XA, HUYEN)
    world.clone(XA, THIEF)
    stations.revoke(world[HUYEN], world.station(XA), None, PASSWORD)
    world.admit(THIEF, HAI)
    written = world.add(HAI, name="Máy của kẻ trộm")
    got = world.send(HAI, HUYEN)
    assert "revoked" in {got.code, *(one["code"] for one in got.refused_logs)}
    assert refused(world.value, HUYEN, written) == "unknown_record"
    assert world.send(HAI, HUYEN).code == "revoked"


def test_an_honest_laptop_whose_giver_was_ended_later_stays(second):
    world = second
    world.send(XA, HUYEN)
    stations.revoke(world[HUYEN], world.station(XA), None, PASSWORD)
    assert world.value(HUYEN, world.honest) == "Làm thật"
    late = world.add(HAI, name="Ghi tiếp")
    world.send(HAI, HUYEN)
    assert world.value(HUYEN, late) == "Ghi tiếp"


def test_an_ended_laptop_is_served_no_more(second):
    world = second
    with world[HUYEN].reading() as connection:
        before = trusting.trust_of(world[HUYEN], connection).recipients("down", world.station(HUYEN), COMMUNE)
    stations.revoke(world[HUYEN], world.station(HAI), None, None)
    with world[HUYEN].reading() as connection:
        trust = trusting.trust_of(world[HUYEN], connection)
        after = trust.recipients("down", world.station(HUYEN), COMMUNE)
    with world[HAI].reading() as connection:
        own = Secrets.load(connection).keys.age_recipient
    assert set(before) - set(after) == {own}
    assert trust.active_stations(COMMUNE) == [world.station(XA)]


def test_a_dead_laptop_that_was_ended_blocks_nobody(second):
    """Until then everything is sent again, because it never said what it holds."""
    world = second
    world.send(XA, HUYEN)
    world.send(HUYEN, XA)
    world.send(XA, HUYEN)
    assert world.log(XA, world.station(XA))["delivered"] > 0
    stations.revoke(world[XA], world.station(HAI), None, None)
    world.send(XA, HUYEN)
    world.send(HUYEN, XA)
    assert status(world[XA])["unconfirmed"] == []
    (file,) = world.export(HUYEN, to=COMMUNE)
    assert world.bring(XA, file).packages[0].ops_new == 0


def test_an_end_needs_a_station_and_a_line_that_are_known(second):
    world = second
    assert refused(stations.revoke, world[HUYEN], "0" * 20, None, None) == "unknown_station"
    assert refused(stations.revoke, world[HUYEN], world.station(HUYEN), None, None) == "unknown_station"
    assert refused(stations.revoke, world[HUYEN], world.station(HAI), 999, None) == "invalid_value"
    assert refused(stations.would_refuse, world[HUYEN], world.station(HAI), 999) == "invalid_value"


def test_the_age_key_is_written_for_an_administrator_who_leads_and_stands_in_the_log(world, tmp_path):
    file = tmp_path / "khoa.txt"
    world[XA].user = replace(world[XA].user, roles=frozenset({"QT"}))
    assert refused(stations.write_age_key, world[XA], file) == "not_allowed"
    world[XA].user = replace(world[XA].user, roles=frozenset({"QT", "LD"}))
    stations.write_age_key(world[XA], file)
    assert file.read_text().startswith("AGE-SECRET-KEY-1")
    assert ("xuat_khoa", "khoa.txt") in audit(world, XA)
    assert signing.is_root(world[XA].identity.root)
