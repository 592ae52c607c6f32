"""The root of a district of 2024 hands over to that of a province of 2025, each with laptops that follow it alone."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from desktop import trusting
from desktop.actions import key_renewal, network, new_station, people, root_handover, stations, succession
from desktop.clock import Clock
from desktop.errors import Problem
from desktop.keys.root_key import RootKey
from desktop.keys.secrets_kept import Secrets
from desktop.packages import enrolment, package, signing, statements, strict_json
from desktop.packages.signing import SigningKey
from desktop.packages.statements import RootHandover
from desktop.paths import Paths
from tests.desktop.world import HUYEN, NOW, PASSWORD, World, copied

XA, TINH, MOI = "xa", "tinh", "moi"
UNITS = {HUYEN: "2024:107", XA: "2024:03433", TINH: "2025:12", MOI: "2025:03433"}
DAY = "2025-07-01"


class Roots(World):
    """Two worlds that do not know each other yet."""

    def carry(self, source: str, target: str, **how: object):
        return self.bring(target, *self.export(source, **how)).packages[0]

    def announced(self) -> Path:
        file = self.folder / "goc-moi"
        root_handover.announce(self[TINH], file)
        return file

    def root_words(self, name: str) -> str:
        return str(stations.show(self[name]).root_words)

    def roots(self, name: str) -> int:
        with self[name].reading() as connection:
            return len(trusting.trust_of(self[name], connection).roots.keys)

    def opened(self, name: str, file: Path):
        with self[name].reading() as connection:
            identities = Secrets.load(connection).identities
        return package.read_parts(package.open_package(file.read_bytes(), identities))

    def hand_over(self) -> Path:
        """Sign the succession and the hand-over; return the package for the new province."""
        succession.succeed(self[HUYEN], UNITS[HUYEN], UNITS[TINH], DAY, PASSWORD)
        root_handover.hand_over(self[HUYEN], self.announced(), self.root_words(TINH), PASSWORD)
        return self.export(HUYEN, kind="handover")[0]


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    world = Roots(tmp_path_factory.mktemp("roots"), {})
    for name, unit in UNITS.items():
        world.set_up(name, unit, root=name in (HUYEN, TINH))
    world.admit(HUYEN, XA)
    world.admit(TINH, MOI)
    world.close()
    return world.folder, world.keys


@pytest.fixture
def world(homes: tuple[Path, dict[str, bytes]], tmp_path: Path):
    made = copied(*homes, tmp_path, Roots)
    yield made
    made.close()


def code_of(deed) -> str:
    with pytest.raises(Problem) as problem:
        deed()
    return problem.value.code


def test_the_hand_over_joins_both_worlds_and_everybody_goes_on_by_himself(world):
    record = world.add(XA, name="Ghi từ năm 2024")
    world.carry(XA, HUYEN)
    file = world.hand_over()
    assert world.bring(TINH, file).packages[0].code == "unknown_sender"
    followed = root_handover.accept(world[TINH], file, world.root_words(HUYEN), PASSWORD)
    assert (followed.package.result, world.value(TINH, record)) == ("merged", "Ghi từ năm 2024")
    assert world.carry(HUYEN, XA, to=UNITS[XA]).result == "merged"
    assert world.roots(XA) == world.roots(TINH) == world.roots(HUYEN) == 2

    world.edit(XA, record, name="Sửa sau bàn giao")
    assert world.carry(XA, TINH).result == "merged"
    assert world.value(TINH, record) == "Sửa sau bàn giao"
    succession.succeed(world[TINH], UNITS[XA], UNITS[MOI], DAY)
    assert world.carry(TINH, XA, to=UNITS[XA]).result == "merged"
    assert world.carry(TINH, MOI, to=UNITS[MOI]).result == "merged"
    assert world.carry(XA, MOI, kind="handover").result == "merged"
    assert world.value(MOI, record) == "Sửa sau bàn giao"
    world.edit(MOI, record, name="Sửa ở xã mới")
    assert world.carry(MOI, TINH).refused_logs == []
    assert world.value(TINH, record) == "Sửa ở xã mới"


def test_words_are_compared_both_ways(world):
    announced = world.announced()
    deed = root_handover.hand_over
    assert code_of(lambda: deed(world[HUYEN], announced, None, PASSWORD)) == "fingerprint_needed"
    assert code_of(lambda: deed(world[HUYEN], announced, world.root_words(HUYEN), PASSWORD)) == "wrong_fingerprint"
    file = world.hand_over()
    with pytest.raises(Problem) as problem:
        root_handover.accept(world[TINH], file, None, PASSWORD)
    assert (problem.value.code, problem.value.where) == ("fingerprint_needed", "--root")
    assert code_of(lambda: root_handover.accept(world[TINH], file, world.root_words(TINH), PASSWORD)) == "wrong_fingerprint"
    assert world.roots(TINH) == 1


def laptop(world, name: str, unit: str) -> tuple[Path, str]:
    """Set one more laptop up; return the file of its request and its words."""
    file = world.folder / f"{name}.yeu-cau"
    world.set_up(name, unit)
    return file, stations.request(world[name], file)


def state_of(world, name: str, station: str) -> str:
    with world[name].reading() as connection:
        return trusting.trust_of(world[name], connection).standing(station).state


def test_a_root_that_handed_over_signs_nothing_more(world):
    succession.succeed(world[HUYEN], UNITS[XA], UNITS[MOI], DAY, PASSWORD)
    world.hand_over()
    root, thief, target = world[HUYEN].paths.root, world.station(XA), world.folder / "tra-loi"
    before = len(RootKey.open(root, PASSWORD).statements)
    asked, words = laptop(world, "them", UNITS[MOI])
    deeds = (
        lambda: succession.succeed(world[HUYEN], UNITS[XA], UNITS[TINH], DAY, PASSWORD),
        lambda: root_handover.hand_over(world[HUYEN], world.announced(), world.root_words(TINH), PASSWORD),
        lambda: stations.revoke(world[HUYEN], thief, 0, PASSWORD),
        lambda: stations.admit(world[HUYEN], asked, words, None, target, PASSWORD),
    )
    assert [code_of(deed) for deed in deeds] == ["not_allowed"] * len(deeds)
    assert not network.look_at_request(world[HUYEN], asked).needs_root
    assert not any(one.may_revoke for one in network.listing(world[HUYEN]))
    made = new_station.become(world[HUYEN], None, UNITS[TINH])
    assert (made.enrolled, world[HUYEN].identity.enrolled) == (False, False)
    assert len(RootKey.open(root, PASSWORD).statements) == before
    assert (state_of(world, HUYEN, thief), target.exists()) == ("active", False)


def test_after_the_hand_over_the_old_station_vouches_for_its_new_key_and_not_the_root(world):
    world.hand_over()
    made = key_renewal.renew(world[HUYEN])
    assert (made.enrolled, state_of(world, HUYEN, made.station)) == (True, "active")
    assert world.carry(HUYEN, XA, to=UNITS[XA]).result == "merged"


def test_the_new_root_lets_the_old_ones_laptop_in_after_it_went_over(world):
    root_handover.accept(world[TINH], world.hand_over(), world.root_words(HUYEN), PASSWORD)
    made, file, answer = new_station.become(world[HUYEN], None, UNITS[TINH]), world.folder / "yeu-cau", world.folder / "tra-loi"
    stations.admit(world[TINH], file, stations.request(world[HUYEN], file), None, answer)
    stations.accept(world[HUYEN], answer, world.root_words(TINH))
    assert state_of(world, HUYEN, made.station) == "active"


def test_a_root_file_that_knows_of_a_hand_over_signs_nothing_in_an_older_image(world):
    shutil.copytree(world.home(HUYEN), world.folder / "image")
    world.hand_over()
    world.close(HUYEN)
    (world.folder / "image" / "root.key").write_bytes(world[HUYEN].paths.root.read_bytes())
    world.close(HUYEN)
    shutil.rmtree(world.home(HUYEN))
    shutil.move(world.folder / "image", world.home(HUYEN))
    assert code_of(lambda: stations.revoke(world[HUYEN], world.station(XA), 0, PASSWORD)) == "not_allowed"


def test_an_older_copy_of_the_root_file_frees_nobody_who_was_ended(world):
    """The laptop's file was lost, and last month's copy is brought from the stick."""
    older, thief, root = world.folder / "usb.key", world.station(XA), world[HUYEN].paths.root
    shutil.copy(root, older)
    stations.revoke(world[HUYEN], thief, 0, PASSWORD)
    made = new_station.become(world[HUYEN], PASSWORD)
    shutil.copy(older, root)
    card, words = world.announced(), world.root_words(TINH)
    with pytest.raises(Problem) as problem:
        root_handover.hand_over(world[HUYEN], card, words, PASSWORD)
    assert (problem.value.code, "thiếu 2 điều" in problem.value.message) == ("rule_broken", True)
    assert succession.desk(world[HUYEN]).root == "used"
    root_handover.hand_over(world[HUYEN], card, words, PASSWORD)
    assert [state_of(world, HUYEN, one) for one in (thief, made.station)] == ["revoked", "active"]


def test_whatever_the_root_signs_next_makes_an_older_copy_whole_and_an_older_image_too(world):
    older, root, thief = world.folder / "usb.key", world[HUYEN].paths.root, world.station(XA)
    shutil.copy(root, older)
    shutil.copytree(world.home(HUYEN), world.folder / "image")
    stations.revoke(world[HUYEN], thief, 0, PASSWORD)
    newest = RootKey.open(root, PASSWORD).statements
    shutil.copy(older, root)
    succession.succeed(world[HUYEN], UNITS[XA], UNITS[MOI], DAY, PASSWORD)
    newer = RootKey.open(root, PASSWORD)
    assert set(newest) < set(newer.statements)

    world.close(HUYEN)
    newer.save(world.folder / "image" / "root.key", PASSWORD)
    shutil.rmtree(world.home(HUYEN))
    shutil.move(world.folder / "image", world.home(HUYEN))
    assert state_of(world, HUYEN, thief) == "active"
    new_station.become(world[HUYEN], PASSWORD)
    assert state_of(world, HUYEN, thief) == "revoked"


def test_a_package_without_a_hand_over_to_this_root_wins_nothing(world):
    """The old root handed over to another one, and its side sends a package all the same."""
    other = SigningKey.generate()
    said = RootHandover(root=signing.root_id(other.public), key=strict_json.b64(other.public), facts=(), at=NOW)
    elsewhere = RootKey.open(world[HUYEN].paths.root, PASSWORD).sign(said)
    file = world.hand_over()
    kept = [one for one in world.opened(TINH, file).root_facts if one.purpose != "root-handover"]
    for facts in (kept, [*kept, elsewhere]):
        made = world.repack(HUYEN, TINH, file, lambda parts, facts=facts: replace(parts, root_facts=tuple(facts)))
        assert code_of(lambda made=made: root_handover.accept(world[TINH], made, world.root_words(HUYEN), PASSWORD)) == "not_allowed"
    assert world.roots(TINH) == 1


def test_who_holds_no_root_file_announces_and_hands_over_nothing(world):
    assert code_of(lambda: root_handover.announce(world[XA], world.folder / "x")) == "not_allowed"
    assert code_of(lambda: root_handover.hand_over(world[XA], world.announced(), "", PASSWORD)) == "not_allowed"
    assert code_of(lambda: root_handover.hand_over(world[HUYEN], world.export(XA)[0], "", PASSWORD)) == "not_a_package"


def test_two_new_roots_stop_nothing_old_and_wait_for_the_words_of_one(world):
    """Somebody copied the old root's file beforehand and hands over to a root of his own."""
    thief = RootKey.open(world[HUYEN].paths.root, PASSWORD)
    own = SigningKey.generate()
    said = RootHandover(root=signing.root_id(own.public), key=strict_json.b64(own.public), facts=(), at=NOW)
    false = thief.sign(said)
    file = world.hand_over()
    world.carry(HUYEN, XA, to=UNITS[XA])
    assert world.roots(XA) == 2
    down = world.export(HUYEN, to=UNITS[XA])[0]
    world.bring(XA, world.repack(HUYEN, XA, down, lambda parts: replace(parts, root_facts=(*parts.root_facts, false))))
    assert (world.roots(XA), root_handover.disputed(world[XA])) == (1, 2)
    assert world.carry(XA, HUYEN).result in ("merged", "duplicate")

    root_handover.accept(world[TINH], file, world.root_words(HUYEN), PASSWORD)
    stick = world.export(TINH, to=UNITS[XA])[0]
    assert world.bring(XA, stick).packages[0].code == "unknown_sender"
    assert code_of(lambda: root_handover.accept(world[XA], None, None, None)) == "fingerprint_needed"
    assert code_of(lambda: root_handover.accept(world[XA], None, enrolment.root_words(b"\7" * 32), None)) == "wrong_fingerprint"
    root_handover.accept(world[XA], None, world.root_words(TINH), None)
    assert (world.roots(XA), root_handover.disputed(world[XA])) == (2, 0)
    assert world.bring(XA, stick).packages[0].result == "merged"
    assert code_of(lambda: root_handover.accept(world[XA], None, world.root_words(TINH), None)) == "not_allowed"


def test_accepting_twice_signs_once(world):
    file = world.hand_over()
    for _ in range(2):
        root_handover.accept(world[TINH], file, world.root_words(HUYEN), PASSWORD)
    before = len(RootKey.open(world[TINH].paths.root, PASSWORD).statements)
    root_handover.accept(world[TINH], file, world.root_words(HUYEN), PASSWORD)
    assert len(RootKey.open(world[TINH].paths.root, PASSWORD).statements) == before


def test_a_word_of_the_root_that_this_version_does_not_know_travels_on(world):
    world.add(XA)
    root = RootKey.open(world[HUYEN].paths.root, PASSWORD).key
    payload, purpose = b'{"says":"something new"}', "tomorrow"
    message = signing.pae(signing.payload_type(purpose), payload)
    said = signing.Statement(purpose, payload, signing.root_id(root.public), root.sign(message))
    down = world.export(HUYEN, to=UNITS[XA])[0]
    taken = world.bring(XA, world.repack(HUYEN, XA, down, lambda parts: replace(parts, root_facts=(*parts.root_facts, said))))
    assert taken.packages[0].code is None
    assert said in world.opened(HUYEN, world.export(XA)[0]).root_facts


def test_facts_that_the_program_understands_since_it_was_updated_are_judged_when_it_is_opened(world, monkeypatch):
    """A province with an older program keeps the district's succession unread, so that the new commune's edit is refused."""
    record = world.add(XA, name="Cũ")
    file = world.hand_over()
    root_handover.accept(world[TINH], file, world.root_words(HUYEN), PASSWORD)
    world.carry(HUYEN, XA, to=UNITS[XA])
    succession.succeed(world[TINH], UNITS[XA], UNITS[MOI], DAY)
    world.carry(TINH, XA, to=UNITS[XA])
    world.carry(TINH, MOI, to=UNITS[MOI])
    world.carry(XA, MOI, kind="handover")
    world.edit(MOI, record, name="Sửa ở xã mới")
    up = world.export(MOI)[0]
    with monkeypatch.context() as older:
        older.delitem(statements.FACTS, "succession")
        statements.understood.cache_clear()
        world.close(TINH)
        people.sign_in(Paths(world.home(TINH)), Clock.from_text(NOW), None, lambda: PASSWORD).close()
        assert [one["code"] for one in world.bring(TINH, up).packages[0].refused_logs] == ["not_allowed"]
        assert world.value(TINH, record) == "Cũ"
        world.close(TINH)
    statements.understood.cache_clear()
    people.sign_in(Paths(world.home(TINH)), Clock.from_text(NOW), None, lambda: PASSWORD).close()
    assert world.value(TINH, record) == "Sửa ở xã mới"
