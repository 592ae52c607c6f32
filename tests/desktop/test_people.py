"""Accounts of a laptop: who may sign in, with which roles, and that the log says who changed that."""

import shutil

import pytest

from db.query import Query
from desktop.actions import people, stations
from desktop.clock import Clock
from desktop.errors import Problem
from desktop.keys.recovery_code import new_code
from desktop.office import User
from desktop.paths import Paths
from tests.desktop.world import HAI, HUYEN, NOW, PASSWORD, XA

NEW = "Mật khẩu số 2"
CLOCK = Clock.from_text(NOW)


@pytest.fixture
def world(exchange_world):
    return exchange_world


def refused(action, *arguments):
    with pytest.raises(Problem) as problem:
        action(*arguments)
    return problem.value.code


def signed_in(world, user, password):
    world.close()
    office = people.sign_in(world[XA].paths, CLOCK, user, lambda: password)
    office.close()
    return office.user


def audit(world, name):
    with world[name].reading() as connection:
        return [(row["kind"], row["subject"]) for row in world[name].reader(connection).rows(Query("audit_event"))]


def test_an_account_opens_with_its_own_password_and_has_its_roles(world):
    made = people.add(world[XA], "Vàng A Páo", ["tcd", "DV"], NEW)
    assert (made.name, made.roles) == ("Vàng A Páo", ("DV", "TCD"))
    assert signed_in(world, "Vàng A Páo", NEW) == User("Vàng A Páo", frozenset({"DV", "TCD"}))
    assert refused(people.sign_in, world[XA].paths, CLOCK, "Vàng A Páo", lambda: PASSWORD) == "wrong_password"


def test_with_several_accounts_the_name_is_asked_for(world):
    people.add(world[XA], "bình", ["XEM"], NEW)
    assert [one.name for one in people.listing(world[XA])] == ["an", "bình"]
    assert refused(people.sign_in, world[XA].paths, CLOCK, None, lambda: PASSWORD) == "wrong_password"


@pytest.mark.parametrize(
    ("name", "roles", "password"),
    [("an", ["DV"], NEW), ("  ", ["DV"], NEW), ("bình", [], NEW), ("bình", ["VUA"], NEW), ("bình", ["DV"], "ngắn")],
)
def test_an_account_that_is_refused_leaves_neither_slot_nor_record(world, name, roles, password):
    before = world.everything(XA)
    assert refused(people.add, world[XA], name, roles, password) == "invalid_value"
    assert world.everything(XA) == before


def test_only_an_administrator_manages_accounts(world):
    world[XA].user = User("an", frozenset({"LD", "DV"}))
    assert refused(people.add, world[XA], "bình", ["DV"], NEW) == "not_allowed"
    assert refused(people.disable, world[XA], "an") == "not_allowed"


def test_a_disabled_account_signs_in_no_more(world):
    people.add(world[XA], "bình", ["DV"], NEW)
    assert people.disable(world[XA], "bình").disabled
    assert refused(people.sign_in, world[XA].paths, CLOCK, "bình", lambda: NEW) in {"wrong_password", "not_allowed", "unknown_record"}
    assert {one.name: one.disabled for one in people.listing(world[XA])} == {"an": False, "bình": True}


def test_the_last_administrator_cannot_be_disabled(world):
    people.add(world[XA], "bình", ["DV", "LD"], NEW)
    people.add(world[XA], "chi", ["QT"], NEW)
    people.disable(world[XA], "chi")
    before = world.everything(XA)
    assert refused(people.disable, world[XA], "an") == "not_allowed"
    assert world.everything(XA) == before
    people.add(world[XA], "dung", ["QT"], NEW)
    assert people.disable(world[XA], "an").disabled


def test_a_password_is_changed_by_who_knows_the_old_one_and_the_log_says_so(world):
    paths = world[XA].paths
    assert refused(people.change_password, paths, "an", NEW, "Mật khẩu số 3", CLOCK) == "wrong_password"
    people.change_password(paths, "an", PASSWORD, NEW, CLOCK)
    assert signed_in(world, "an", NEW).name == "an"
    assert audit(world, XA) == [("doi_mat_khau", "an")]


def test_a_password_is_set_anew_by_the_printed_code_and_the_log_says_so(world, tmp_path):
    paths = Paths(tmp_path / "rieng")
    made = stations.set_up(paths, CLOCK, unit="03448", era="2024", desk="xa", user="an", password=PASSWORD, root=False)
    assert refused(people.recover, paths, None, new_code(), NEW, CLOCK) == "wrong_password"
    assert people.recover(paths, None, made.recovery_code, NEW, CLOCK) == "an"
    office = people.sign_in(paths, CLOCK, None, lambda: NEW)
    with office.reading() as connection:
        assert [row["kind"] for row in office.reader(connection).rows(Query("audit_event"))] == ["khoi_phuc"]
    office.close()


def test_accounts_and_what_is_done_to_them_stay_in_the_unit(world):
    people.add(world[XA], "bình", ["DV"], NEW)
    people.change_password(world[XA].paths, "an", PASSWORD, NEW, CLOCK)
    world.send(XA, HUYEN)
    assert world.bodies(HUYEN, "home") == []
    assert not any("bình".encode() in body for body in world.bodies(HUYEN, "up"))


def test_the_sibling_sees_the_others_accounts_in_the_log_and_not_in_its_list(world):
    world.admit(XA, HAI)
    people.add(world[XA], "bình", ["DV"], NEW)
    world.send(XA, HAI, kind="home")
    assert [one.name for one in people.listing(world[HAI])] == ["an"]
    assert any("bình".encode() in body for body in world.bodies(HAI, "home"))


def test_a_copy_still_lets_its_people_change_their_password(world):
    world.clone(XA, "copy")
    world.add(XA)
    world.send(XA, HUYEN)
    world.send(HUYEN, "copy", everything=True)
    world.close("copy")
    people.change_password(Paths(world.home("copy")), "an", PASSWORD, NEW, CLOCK)
    shutil.rmtree(world.home("copy") / "backups")
    people.sign_in(Paths(world.home("copy")), CLOCK, "an", lambda: NEW).close()
